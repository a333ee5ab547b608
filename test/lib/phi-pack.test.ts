import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { expect, test } from 'vitest';
import { PhiChecks } from '../../lib/phi-pack.ts';

type Build = (stack: Stack) => unknown;

/** The Phi rules that a stack of these resources breaks. */
function broken(build: Build): readonly string[] {
  const app = new App({ analyticsReporting: false });
  // A global table with an own key asks for a region.
  const stack = new Stack(app, 'Tiny', { env: { region: 'us-east-1', account: '000000000000' } });
  build(stack);
  const { violations } = new PhiChecks(app, { dataWords: ['riverbend'] }).validateScope(app);
  return violations.map(({ ruleName }) => ruleName).sort();
}

const key = (stack: Stack): kms.Key => new kms.Key(stack, 'Key');
const partitionKey = { name: 'pk', type: dynamodb.AttributeType.STRING };
const recovery = { pointInTimeRecoveryEnabled: true };
const done = sfn.DefinitionBody.fromChainable;

const table = (stack: Stack, props: Partial<dynamodb.TableProps>) =>
  new dynamodb.Table(stack, 'Table', { partitionKey, removalPolicy: RemovalPolicy.DESTROY, ...props });
const globalTable = (stack: Stack, props: Partial<dynamodb.TablePropsV2>) =>
  new dynamodb.TableV2(stack, 'Table', { partitionKey, ...props });
const machine = (stack: Stack, props: Partial<sfn.StateMachineProps>) =>
  new sfn.StateMachine(stack, 'Machine', { definitionBody: done(new sfn.Pass(stack, 'Done')), ...props });
const fn = (stack: Stack, props: Partial<lambda.FunctionProps>) =>
  new lambda.Function(stack, 'Fn', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => 0;'),
    ...props,
  });
const rule = (stack: Stack, props: object) => {
  const encryptionMasterKey = key(stack);
  const queue = (id: string) =>
    new sqs.Queue(stack, id, { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey });
  const target = new SqsQueue(queue('Queue'), 'dead' in props ? { deadLetterQueue: queue('Dead') } : {});
  return new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.s3'] }, targets: [target] });
};
const logged = (stack: Stack, includeExecutionData: boolean) =>
  machine(stack, {
    encryptionConfiguration: new sfn.CustomerManagedEncryptionConfiguration(key(stack)),
    logs: { destination: new logs.LogGroup(stack, 'Logs'), level: sfn.LogLevel.ALL, includeExecutionData },
  });
const retained = s3.ObjectLockRetention.governance;

const TABLE_RULES = ['Phi-TableDeletionProtection', 'Phi-TableOwnKey', 'Phi-TablePointInTimeRecovery'];

test.each<[string, Build, readonly string[]]>([
  ['a table without anything', (s) => table(s, {}), TABLE_RULES],
  [
    'a table with an own key, recovery and protection',
    (s) =>
      table(s, {
        encryptionKey: key(s),
        pointInTimeRecoverySpecification: recovery,
        deletionProtection: true,
      }),
    [],
  ],
  ['a global table without anything', (s) => globalTable(s, {}), TABLE_RULES],
  [
    'a global table with an own key, recovery and protection',
    (s) =>
      globalTable(s, {
        encryption: dynamodb.TableEncryptionV2.customerManagedKey(key(s)),
        pointInTimeRecoverySpecification: recovery,
        deletionProtection: true,
      }),
    [],
  ],
  ['a machine without a key', (s) => machine(s, {}), ['Phi-StateMachineOwnKey']],
  ['a machine that logs data', (s) => logged(s, true), ['Phi-StateMachineLogsNoData']],
  ['a machine with a key that logs no data', (s) => logged(s, false), []],
  ['a queue under the key of the service', (s) => new sqs.Queue(s, 'Queue'), ['Phi-QueueOwnKey']],
  ['a queue under an own key', (s) => new sqs.Queue(s, 'Queue', { encryptionMasterKey: key(s) }), []],
  ['a function with an implicit log group', (s) => fn(s, {}), ['Phi-FunctionLogGroup']],
  ['a function with its log group', (s) => fn(s, { logGroup: new logs.LogGroup(s, 'Logs') }), []],
  ['a rule without dead letters', (s) => rule(s, {}), ['Phi-RuleDeadLetters']],
  ['a rule with dead letters', (s) => rule(s, { dead: true }), []],
  ['a bucket without a lock', (s) => new s3.Bucket(s, 'Bucket'), ['Phi-ArchiveObjectLock']],
  [
    'a bucket that could lock, and does not',
    (s) => new s3.Bucket(s, 'Bucket', { objectLockEnabled: true }),
    ['Phi-ArchiveObjectLock'],
  ],
  [
    'a bucket that locks by default',
    (s) => new s3.Bucket(s, 'Bucket', { objectLockDefaultRetention: retained(Duration.days(365)) }),
    [],
  ],
  [
    'a name with a word of the data',
    (s) => new logs.LogGroup(s, 'Logs', { logGroupName: '/claims/Riverbend' }),
    ['Phi-NoNameFromData'],
  ],
  ['a name without one', (s) => new logs.LogGroup(s, 'Logs', { logGroupName: '/claims/intake' }), []],
  [
    'a tag with a word of the data',
    (s) => new logs.CfnLogGroup(s, 'Logs', { tags: [{ key: 'practice', value: 'riverbend' }] }),
    ['Phi-NoNameFromData'],
  ],
])('%s', (_what, build, rules) => {
  expect(broken(build)).toEqual(rules);
});
