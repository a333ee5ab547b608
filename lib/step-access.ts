import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { type Accepted, asPrinted } from './acknowledge.ts';
import type { StateTable } from './state-table.ts';
import type { MachineName, Prefix, QueueName, StepSpec, TableName } from './steps.ts';

/** What a step can reach, if its entry in the table of steps says so. */
export interface Surroundings {
  readonly artifacts: s3.Bucket;
  readonly tables: Readonly<Record<TableName, StateTable>>;
  readonly queues: Readonly<Partial<Record<QueueName, IQueue>>>;
  readonly machines: Readonly<Partial<Record<MachineName, StateMachine>>>;
}

/** The rights and the environment of one step. */
export interface StepAccess {
  readonly statements: readonly iam.PolicyStatement[];
  readonly environment: Readonly<Record<string, string>>;
  readonly accepted: readonly Accepted[];
}

const allow = (actions: readonly string[], resources: readonly string[]): iam.PolicyStatement =>
  new iam.PolicyStatement({ actions: [...actions], resources: [...resources] });

/** @throws when the pipeline was built in an order in which the resource is not there yet */
function there<T>(resource: T | undefined, name: string): T {
  if (resource === undefined) throw new Error(`a step needs ${name}, which does not exist at that point`);
  return resource;
}

const keyOf = (owner: { readonly encryptionKey?: IKey }): string =>
  there(owner.encryptionKey, 'a customer-managed key').keyArn;

/** `denials` → `DENIALS_QUEUE_URL`. */
const environmentName = (name: string, suffix: string): string =>
  `${name.toUpperCase().replaceAll('-', '_')}_${suffix}`;

export function stepAccess(spec: StepSpec, around: Surroundings): StepAccess {
  const parts = [
    artifactsAccess(spec, around.artifacts),
    ...tablesAccess(spec, around),
    ...(spec.sends ?? []).map((name) => queueAccess(name, there(around.queues[name], `queue ${name}`))),
    ...(spec.starts ?? []).map((name) =>
      machineAccess(name, there(around.machines[name], `machine ${name}`)),
    ),
  ];
  return {
    statements: parts.flatMap((part) => part.statements),
    environment: Object.assign({}, ...parts.map((part) => part.environment)),
    accepted: parts.flatMap((part) => part.accepted),
  };
}

function artifactsAccess(spec: StepSpec, bucket: s3.Bucket): StepAccess {
  const overflow = spec.tables?.claims;
  const reads: Prefix[] = [...(spec.reads ?? []), ...(overflow === 'read' ? (['claims'] as const) : [])];
  const writes: Prefix[] = [...(spec.writes ?? []), ...(overflow === 'write' ? (['claims'] as const) : [])];
  if (reads.length + writes.length === 0) return { statements: [], environment: {}, accepted: [] };
  const arn = (prefix: Prefix): string => bucket.arnForObjects(`${prefix}/*`);
  const readable = [...new Set([...reads, ...writes])];
  const uses = writes.length === 0 ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:GenerateDataKey'];
  return {
    statements: [
      // Without the right to list, S3 answers 403 for 404, and a missing object looks like a fault.
      allow(['s3:ListBucket'], [bucket.bucketArn]),
      allow(['s3:GetObject', 's3:GetObjectVersion'], readable.map(arn)),
      ...(writes.length === 0 ? [] : [allow(['s3:PutObject'], writes.map(arn))]),
      allow(uses, [keyOf(bucket)]),
    ],
    environment: { ARTIFACTS_BUCKET: bucket.bucketName },
    accepted: readable.map((prefix) => ({
      finding: `AwsSolutions-IAM5[Resource::${importedName(bucket)}/${prefix}/*]`,
      reason: `The step handles every object under ${prefix}/ and none outside. Keys are not known before.`,
    })),
  };
}

/** As cdk-nag prints the bucket's ARN from another stack: the name of the export that carries it. */
const importedName = (bucket: s3.Bucket): string =>
  asPrinted(bucket, Stack.of(bucket).exportValue(bucket.bucketArn));

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
/** No step may delete an item or scan a table. */
const WRITE = [...READ, 'dynamodb:PutItem', 'dynamodb:UpdateItem'];

function tablesAccess({ tables = {} }: StepSpec, around: Surroundings): StepAccess[] {
  return (['claims', 'files', 'work'] as const).flatMap((name) => {
    const mode = tables[name];
    return mode === undefined ? [] : [tableAccess(name, mode, around.tables[name])];
  });
}

function tableAccess(name: TableName, mode: 'read' | 'write', table: StateTable): StepAccess {
  const uses = mode === 'read' ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];
  return {
    statements: [
      allow(mode === 'read' ? READ : WRITE, [table.tableArn, ...table.indexArns]),
      allow([...uses, 'kms:DescribeKey'], [keyOf(table)]),
    ],
    environment: { [environmentName(name, 'TABLE')]: table.tableName },
    accepted: [],
  };
}

function queueAccess(name: QueueName, queue: IQueue): StepAccess {
  const key = there(queue.encryptionMasterKey, 'a customer-managed key').keyArn;
  return {
    statements: [
      allow(['sqs:SendMessage'], [queue.queueArn]),
      allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key]),
    ],
    environment: { [environmentName(name, 'QUEUE_URL')]: queue.queueUrl },
    accepted: [],
  };
}

function machineAccess(name: MachineName, machine: StateMachine): StepAccess {
  return {
    statements: [allow(['states:StartExecution'], [machine.stateMachineArn])],
    environment: { [environmentName(name, 'MACHINE_ARN')]: machine.stateMachineArn },
    accepted: [],
  };
}
