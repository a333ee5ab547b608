import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { newApp } from '../../lib/claimline-app.ts';
import { DataStack } from '../../lib/data-stack.ts';
import { exampleConfig, type Synthesis, synthesise, temporaryFolder } from './synthesis.ts';

let data: Synthesis['data'];
beforeAll(() => {
  data = synthesise(exampleConfig((json) => ({ ...json, retentionYears: 10 }))).data;
});

describe('the archive', () => {
  const archive = { ObjectLockEnabled: true };

  it('is versioned, encrypted under an own key and closed to the public', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      ...archive,
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
        ],
      },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      LoggingConfiguration: { DestinationBucketName: Match.anyValue() },
    });
  });

  it('locks every version for the years that the configuration says', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      ...archive,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3653 } } },
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 3653 } }),
          Match.objectLike({ Prefix: 'batches/', ExpirationInDays: 30 }),
        ]),
      },
    });
  });

  it('tells EventBridge of new objects without a custom resource', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      ...archive,
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
    data.resourceCountIs('AWS::Lambda::Function', 0);
  });

  it('refuses plain HTTP and old TLS, as its log bucket does', () => {
    const policies = Object.values(data.findResources('AWS::S3::BucketPolicy'));
    expect(policies).toHaveLength(2);
    for (const policy of policies) {
      const text = JSON.stringify(policy);
      expect(text).toContain('"aws:SecureTransport":"false"');
      expect(text).toContain('"s3:TlsVersion":1.2');
    }
  });
});

describe('every table', () => {
  it('is on demand, under an own key, restorable and protected from deletion', () => {
    data.allResourcesProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      DeletionProtectionEnabled: true,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
  });

  test.each([
    ['by-state', 'stateKey', 'dueAt', 'INCLUDE'],
    ['by-payer-control-number', 'payerControlKey', 'pk', 'KEYS_ONLY'],
    ['by-patient', 'patientKey', 'firstDay', 'KEYS_ONLY'],
    ['by-services', 'serviceKey', 'pk', 'KEYS_ONLY'],
    ['by-received', 'listKey', 'receivedAt', 'ALL'],
    ['by-queue', 'queueKey', 'rank', 'ALL'],
    ['by-claim', 'claimNo', 'rank', 'ALL'],
  ])('the index %s is by %s and %s', (IndexName, partition, sort, ProjectionType) => {
    data.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: Match.arrayWith([
        {
          IndexName,
          KeySchema: [
            { AttributeName: partition, KeyType: 'HASH' },
            { AttributeName: sort, KeyType: 'RANGE' },
          ],
          Projection: Match.objectLike({ ProjectionType }),
        },
      ]),
    });
  });
});

describe('an upgrade that brings several indexes', () => {
  /** Names of the indexes of the claims table, where those are left for later. */
  const indexes = (withoutIndexes?: string): readonly string[] => {
    const app = newApp(temporaryFolder());
    if (withoutIndexes !== undefined) app.node.setContext('withoutIndexes', withoutIndexes);
    const template = Template.fromStack(new DataStack(app, 'Data', { retentionYears: 7 }));
    const [claims] = Object.entries(template.findResources('AWS::DynamoDB::Table')).flatMap(
      ([id, { Properties }]) => (id.startsWith('Claims') ? [Object(Properties).GlobalSecondaryIndexes] : []),
    );
    return (claims ?? []).map(({ IndexName }: { readonly IndexName: string }) => IndexName);
  };
  const all = ['by-state', 'by-payer-control-number', 'by-patient', 'by-services'];

  it('can leave some of them for a later deployment, for CloudFormation takes one at a time', () => {
    expect(indexes()).toEqual(all);
    expect(indexes('by-patient,by-services')).toEqual(all.slice(0, 2));
    expect(indexes(all.join(','))).toEqual([]);
  });
});

describe('the data stack', () => {
  it('outlives its stack: keys, tables and buckets are kept', () => {
    for (const type of ['AWS::KMS::Key', 'AWS::DynamoDB::Table', 'AWS::S3::Bucket']) {
      data.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });

  it('rotates its keys', () => {
    data.resourceCountIs('AWS::KMS::Key', 2);
    data.allResourcesProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  test.each(['ClaimsTable', 'FilesTable', 'WorkTable', 'ArtifactsBucket'])(
    'tells the name of %s',
    (output) => {
      data.hasOutput(output, {});
    },
  );
});
