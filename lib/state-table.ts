import { RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export interface StateIndex {
  readonly name: string;
  readonly partition: string;
  readonly sort: string;
  /** Attributes beside the keys, or all. An index that copies little costs little at each write. */
  readonly projection: 'ALL' | readonly string[];
}

export interface StateTableProps {
  readonly encryptionKey: IKey;
  readonly indexes: readonly StateIndex[];
}

const text = (name: string): dynamodb.Attribute => ({ name, type: dynamodb.AttributeType.STRING });

const projected = (projection: StateIndex['projection']) => {
  if (projection === 'ALL') return { projectionType: dynamodb.ProjectionType.ALL };
  if (projection.length === 0) return { projectionType: dynamodb.ProjectionType.KEYS_ONLY };
  return { projectionType: dynamodb.ProjectionType.INCLUDE, nonKeyAttributes: [...projection] };
};

/**
 * Indexes that this deployment leaves out, by the context value `withoutIndexes`: CloudFormation makes or removes one
 * index of a table that exists in one update, so that an upgrade over several takes several (docs/upgrading.md).
 */
const leftForLater = ({ node }: Construct): readonly string[] => {
  const named: unknown = node.tryGetContext('withoutIndexes');
  return typeof named === 'string' ? named.split(',') : [];
};

/**
 * A table of `pk` and `sk`: on demand, under our key, restorable for 35 days, safe from deletion.
 *
 * The classic `Table`: `TableV2` with a key asks for a fixed region, and the shipped packs cannot see it.
 */
export class StateTable extends dynamodb.Table {
  readonly indexArns: readonly string[];

  constructor(scope: Construct, id: string, { encryptionKey, indexes }: StateTableProps) {
    super(scope, id, {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.indexArns = indexes.map(({ name }) => `${this.tableArn}/index/${name}`);
    const later = leftForLater(this);
    for (const { name, partition, sort, projection } of indexes) {
      if (later.includes(name)) continue;
      this.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: text(partition),
        sortKey: text(sort),
        ...projected(projection),
      });
    }
    acknowledge(this, {
      finding: 'HIPAA.Security-DynamoDBInBackupPlan',
      reason:
        'Continuous backup (35 days) and deletion protection are on; the journal is append-only and no ' +
        'step may delete an item, so that an older backup would bring nothing back that is not there.',
    });
  }
}
