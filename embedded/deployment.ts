/** The resources of resolved stacks that mean something here, typed. Those that mean nothing are listed. */
import type * as z from 'zod';
import type { JsonObject } from './json.ts';
import {
  bucketShape,
  functionShape,
  machineShape,
  mappingShape,
  queueShape,
  ruleShape,
  tableShape,
} from './resource-shapes.ts';
import type { Resolved, Resource } from './template.ts';

export interface Bucket {
  readonly name: string;
  readonly versioned: boolean;
  /** Whether a put is told to EventBridge. */
  readonly notifies: boolean;
}

export interface Table {
  readonly name: string;
  /** The body of CreateTable. */
  readonly definition: JsonObject;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly folder: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Machine {
  readonly name: string;
  readonly arn: string;
  /** Amazon States Language, substitutions made. */
  readonly definition: string;
}

export interface RuleTarget {
  readonly arn: string;
  /** A constant that replaces the event, where the rule gives one. */
  readonly input: string | undefined;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly pattern: JsonObject | undefined;
  /** Milliseconds between two runs, for a rule that runs by schedule. */
  readonly everyMs: number | undefined;
  readonly targets: readonly RuleTarget[];
}

export interface Mapping {
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly reportsItemFailures: boolean;
  readonly maxConcurrency: number;
}

export interface Deployment {
  readonly buckets: readonly Bucket[];
  readonly tables: readonly Table[];
  readonly queues: readonly Queue[];
  readonly functions: readonly LambdaFunction[];
  readonly machines: readonly Machine[];
  readonly rules: readonly Rule[];
  readonly mappings: readonly Mapping[];
}

const withLocalMeaning: ReadonlySet<string> = new Set([
  'AWS::S3::Bucket',
  'AWS::DynamoDB::Table',
  'AWS::SQS::Queue',
  'AWS::Lambda::Function',
  'AWS::StepFunctions::StateMachine',
  'AWS::Events::Rule',
  'AWS::Lambda::EventSourceMapping',
]);

/** Types that do nothing on one machine. */
const withoutLocalMeaning: ReadonlySet<string> = new Set([
  'AWS::Backup::BackupPlan',
  'AWS::Backup::BackupSelection',
  'AWS::Backup::BackupVault',
  'AWS::CDK::Metadata',
  'AWS::CloudTrail::Trail',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::ResourcePolicy',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
]);

/** The deployment that resolved stacks describe. Throws, naming the resource, where it cannot be run here. */
export function readDeployment({ resources }: Resolved): Deployment {
  for (const { stack, logicalId, type } of resources) {
    if (!withLocalMeaning.has(type) && !withoutLocalMeaning.has(type)) {
      throw new Error(`${stack.name}/${logicalId}: the embedded AWS has no ${type}`);
    }
  }
  const all = <T>(type: string, read: (resource: Resource) => T): readonly T[] =>
    resources.filter((resource) => resource.type === type).map(read);
  const deployment = {
    buckets: all('AWS::S3::Bucket', readBucket),
    tables: all('AWS::DynamoDB::Table', readTable),
    queues: all('AWS::SQS::Queue', readQueue),
    functions: all('AWS::Lambda::Function', readFunction),
    machines: all('AWS::StepFunctions::StateMachine', readMachine),
    rules: all('AWS::Events::Rule', readRule),
    mappings: all('AWS::Lambda::EventSourceMapping', readMapping),
  };
  checkReferences(deployment);
  return deployment;
}

/** What an event or a message is to reach has to be there, and of a kind that can be reached. */
function checkReferences({ queues, functions, machines, rules, mappings }: Deployment): void {
  const targets = new Set([...queues, ...machines].map(({ arn }) => arn));
  for (const { name, targets: wanted } of rules) {
    const other = wanted.find(({ arn }) => !targets.has(arn));
    if (other) throw new Error(`${name}: its target ${other.arn} is no queue and no state machine here`);
  }
  for (const { queueArn, functionName } of mappings) {
    if (!queues.some(({ arn }) => arn === queueArn)) throw new Error(`${queueArn} is no queue here`);
    if (!functions.some(({ name }) => name === functionName))
      throw new Error(`${functionName} is no function here`);
  }
}

/** Reads the properties of a resource, or throws with its name and what is wrong, never with values. */
function propertiesOf<T>({ stack, logicalId, properties }: Resource, shape: z.ZodType<T>): T {
  const read = shape.safeParse(properties);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`${stack.name}/${logicalId}: ${problems.join('; ')}`);
}

function readBucket(resource: Resource): Bucket {
  const { VersioningConfiguration, NotificationConfiguration } = propertiesOf(resource, bucketShape);
  return {
    name: resource.identity.name,
    versioned: VersioningConfiguration?.Status === 'Enabled',
    notifies: NotificationConfiguration?.EventBridgeConfiguration !== undefined,
  };
}

function readTable(resource: Resource): Table {
  const definition = propertiesOf(resource, tableShape);
  const TableName = resource.identity.name;
  return { name: TableName, definition: { TableName, BillingMode: 'PAY_PER_REQUEST', ...definition } };
}

function readQueue(resource: Resource): Queue {
  const attributes = Object.entries(propertiesOf(resource, queueShape));
  return {
    name: resource.identity.name,
    arn: resource.identity.attribute('Arn'),
    attributes: Object.fromEntries(
      attributes.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  };
}

function readFunction(resource: Resource): LambdaFunction {
  const { Code, Handler, Timeout, MemorySize, Environment } = propertiesOf(resource, functionShape);
  const folder = resource.stack.assets.get(Code.S3Key);
  if (folder === undefined) throw new Error(`${resource.logicalId}: no asset holds its code`);
  return {
    name: resource.identity.name,
    arn: resource.identity.attribute('Arn'),
    folder,
    handler: Handler,
    timeoutSeconds: Timeout,
    memoryMb: MemorySize,
    environment: Environment?.Variables ?? {},
  };
}

function readMachine(resource: Resource): Machine {
  const { DefinitionString, DefinitionSubstitutions } = propertiesOf(resource, machineShape);
  return {
    name: resource.identity.name,
    arn: resource.identity.attribute('Arn'),
    definition: DefinitionString.replace(
      /\$\{(\w+)\}/g,
      (whole, name: string) => DefinitionSubstitutions[name] ?? whole,
    ),
  };
}

function readRule(resource: Resource): Rule {
  const { EventPattern, ScheduleExpression, State, Targets } = propertiesOf(resource, ruleShape);
  return {
    name: resource.identity.name,
    arn: resource.identity.attribute('Arn'),
    pattern: EventPattern,
    everyMs: ScheduleExpression === undefined ? undefined : scheduleMs(ScheduleExpression),
    targets: State === 'DISABLED' ? [] : Targets.map(({ Arn, Input }) => ({ arn: Arn, input: Input })),
  };
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The interval of a `rate(…)` expression. Calendar (`cron`) expressions are refused. */
function scheduleMs(expression: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const ms = Number(count) * (unitMs[unit] ?? Number.NaN);
  if (!(ms > 0)) throw new Error(`the embedded AWS does not know the schedule ${expression}`);
  return ms;
}

function readMapping(resource: Resource): Mapping {
  const shape = propertiesOf(resource, mappingShape);
  return {
    queueArn: shape.EventSourceArn,
    functionName: nameInArn(shape.FunctionName),
    batchSize: shape.BatchSize,
    reportsItemFailures: shape.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    maxConcurrency: shape.ScalingConfig?.MaximumConcurrency ?? 2,
  };
}

/** The function's name, given as itself, as its ARN, or as the ARN of a version or alias. */
export const nameInArn = (nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? (nameOrArn.split(':')[6] ?? '') : nameOrArn;
