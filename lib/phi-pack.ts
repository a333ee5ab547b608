import { type CfnResource, type IResolvable, Stack, TagManager } from 'aws-cdk-lib';
import { CfnGlobalTable, CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { NagMessageLevel, NagPack, NagRuleCompliance } from 'cdk-nag';
import type { IConstruct } from 'constructs';

interface PhiRule {
  readonly name: string;
  /** What is wrong. */
  readonly info: string;
  /** Why it matters. */
  readonly explanation: string;
  /** `undefined` where the rule has nothing to say about the resource. */
  readonly complies: (resource: CfnResource) => boolean | undefined;
}

export interface PhiChecksProps {
  /** Words of the configuration (names of practices, their ids and numbers) that no name or tag may hold. */
  readonly dataWords: readonly string[];
}

/**
 * What the shipped packs do not look at (aws.md 6.1), where tables, queues, machines and archives hold or
 * name patient data.
 */
export class PhiChecks extends NagPack {
  override readonly name = 'Phi';
  private readonly rules: readonly PhiRule[];

  constructor(scope: IConstruct, { dataWords }: PhiChecksProps) {
    super(scope);
    this.packName = 'Phi';
    this.rules = [...resourceRules, namesRule(dataWords)];
  }

  protected override checkResource(node: CfnResource): void {
    for (const { name, info, explanation, complies } of this.rules) {
      this.applyRule({
        node,
        info,
        explanation,
        level: NagMessageLevel.ERROR,
        ruleSuffixOverride: name,
        rule: (resource) => compliance(complies(resource)),
      });
    }
  }
}

const compliance = (complies: boolean | undefined): NagRuleCompliance => {
  if (complies === undefined) return NagRuleCompliance.NOT_APPLICABLE;
  return complies ? NagRuleCompliance.COMPLIANT : NagRuleCompliance.NON_COMPLIANT;
};

const plain = <T>(resource: CfnResource, value: T | IResolvable | undefined): T | undefined =>
  Stack.of(resource).resolve(value);

/** Every replica of a global table has its own settings; all of them must comply. */
const eachReplica = (
  table: CfnGlobalTable,
  complies: (replica: CfnGlobalTable.ReplicaSpecificationProperty) => boolean,
): boolean => {
  const replicas = plain<CfnGlobalTable.ReplicaSpecificationProperty[]>(table, replicasOf(table)) ?? [];
  return replicas.length > 0 && replicas.every(complies);
};

const replicasOf = (table: CfnGlobalTable): IResolvable | CfnGlobalTable.ReplicaSpecificationProperty[] => {
  const { replicas } = table;
  return Array.isArray(replicas) ? replicas.flatMap((r) => plain(table, r) ?? []) : replicas;
};

const resourceRules: readonly PhiRule[] = [
  {
    name: 'TableOwnKey',
    info: 'The table is not encrypted under a customer-managed key.',
    explanation: 'Claims are patient data: only the use of an own key can be audited and revoked.',
    complies: (r) => {
      if (r instanceof CfnTable) return plain(r, r.sseSpecification)?.kmsMasterKeyId !== undefined;
      if (!(r instanceof CfnGlobalTable)) return undefined;
      return eachReplica(r, (replica) => plain(r, replica.sseSpecification)?.kmsMasterKeyId !== undefined);
    },
  },
  {
    name: 'TablePointInTimeRecovery',
    info: 'The table cannot be restored to a point in time.',
    explanation: 'A journal that is lost is money that nobody can prove.',
    complies: (r) => {
      if (r instanceof CfnTable) return restorable(plain(r, r.pointInTimeRecoverySpecification));
      if (!(r instanceof CfnGlobalTable)) return undefined;
      return eachReplica(r, (replica) => restorable(plain(r, replica.pointInTimeRecoverySpecification)));
    },
  },
  {
    name: 'TableDeletionProtection',
    info: 'The table can be deleted by a mistake.',
    explanation: 'Patient records are kept for years, whatever happens to a stack.',
    complies: (r) => {
      if (r instanceof CfnTable) return plain(r, r.deletionProtectionEnabled) === true;
      if (!(r instanceof CfnGlobalTable)) return undefined;
      return eachReplica(r, (replica) => plain(r, replica.deletionProtectionEnabled) === true);
    },
  },
  {
    name: 'StateMachineOwnKey',
    info: 'The state machine is not encrypted under a customer-managed key.',
    explanation: 'A second line, should a reference in a run history ever be more than a reference.',
    complies: (r) =>
      r instanceof CfnStateMachine ? plain(r, r.encryptionConfiguration)?.kmsKeyId !== undefined : undefined,
  },
  {
    name: 'StateMachineLogsNoData',
    info: 'The state machine logs execution data.',
    explanation: 'Logs are read by more people than claims are; they hold what happened, not to whom.',
    complies: (r) =>
      r instanceof CfnStateMachine
        ? plain(r, r.loggingConfiguration)?.includeExecutionData !== true
        : undefined,
  },
  {
    name: 'QueueOwnKey',
    info: 'The queue is not encrypted under a customer-managed key.',
    explanation: 'The service-managed keys cannot be audited or revoked.',
    complies: (r) => (r instanceof CfnQueue ? plain(r, r.kmsMasterKeyId) !== undefined : undefined),
  },
  {
    name: 'FunctionLogGroup',
    info: 'The function has no log group of its own.',
    explanation: 'A log group that Lambda makes by itself has no key and no end, and no template shows it.',
    complies: (r) =>
      r instanceof CfnFunction ? plain(r, r.loggingConfig)?.logGroup !== undefined : undefined,
  },
  {
    name: 'RuleDeadLetters',
    info: 'A target of the rule has no dead-letter queue.',
    explanation: 'EventBridge drops what it cannot deliver: a file would lie unseen.',
    complies: (r) => {
      if (!(r instanceof CfnRule)) return undefined;
      const targets = plain<(CfnRule.TargetProperty | IResolvable)[]>(r, r.targets) ?? [];
      return targets.every((target) => deadLettersOf(r, target) !== undefined);
    },
  },
  {
    name: 'ArchiveObjectLock',
    info: 'The bucket does not lock its objects by default.',
    explanation: 'What was sent and received is evidence; nobody may change or remove it before its time.',
    complies: (r) =>
      r instanceof CfnBucket
        ? plain(r, r.objectLockEnabled) === true && plain(r, r.objectLockConfiguration)?.rule !== undefined
        : undefined,
  },
];

const restorable = (
  spec: { readonly pointInTimeRecoveryEnabled?: boolean | IResolvable } | undefined,
): boolean => spec?.pointInTimeRecoveryEnabled === true;

const deadLettersOf = (rule: CfnRule, target: CfnRule.TargetProperty | IResolvable): string | undefined => {
  const config = plain(rule, plain<CfnRule.TargetProperty>(rule, target)?.deadLetterConfig);
  return config?.arn;
};

/** The properties by which resources are named; a generated name is not among them. */
const NAMING = [
  'alarmName',
  'aliasName',
  'bucketName',
  'dashboardName',
  'functionName',
  'logGroupName',
  'managedPolicyName',
  'name',
  'queueName',
  'roleName',
  'stateMachineName',
  'tableName',
  'topicName',
];

/** Names and tags travel to bills, logs and support tickets, which are no place for data. */
function namesRule(dataWords: readonly string[]): PhiRule {
  const words = dataWords.map((word) => word.toLowerCase());
  return {
    name: 'NoNameFromData',
    info: 'A name or tag of the resource holds a word of the data.',
    explanation: 'Names and tags travel to bills, logs and support tickets, encrypted by nobody.',
    complies: (r) => {
      const names = NAMING.map((property) => plain<unknown>(r, Reflect.get(r, property)));
      const tags = TagManager.isTaggable(r) ? r.tags.renderTags() : [];
      const text = JSON.stringify([names, tags ?? []]).toLowerCase();
      return !words.some((word) => text.includes(word));
    },
  };
}
