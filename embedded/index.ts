/**
 * The embedded AWS: runs what CDK synthesised, in one process, behind real HTTP endpoints on loopback, with the
 * deployed bundles in worker threads. It knows nothing of what it runs.
 */
import { devNull } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createActivity } from './activity.ts';
import { type Clock, createClock } from './clock.ts';
import { type Deployment, readDeployment } from './deployment.ts';
import { startDynamodb } from './dynamodb.ts';
import { createBus, type EventBus, type NewEvent } from './events/bus.ts';
import { type Executions, openExecutions } from './executions/executions.ts';
import { startStatesServer } from './executions/server.ts';
import { type StartRequest, tasksOf } from './executions/tasks.ts';
import { createFaults, type Faults, type ServiceName } from './faults.ts';
import { lockFolder } from './folder-lock.ts';
import type { FrontDeps } from './front.ts';
import { arnOf } from './identities.ts';
import { type Consumer, consume } from './lambda/mapping.ts';
import { createPool, type LambdaPool } from './lambda/pool.ts';
import type { LogText } from './lambda/sandbox.ts';
import { type ObjectCreated, openObjects } from './s3/objects.ts';
import { startS3 } from './s3/server.ts';
import { settled } from './settled.ts';
import { type Sqs, startSqs } from './sqs.ts';
import { readAssembly, resolveStacks } from './template.ts';

export { type Clock, createClock } from './clock.ts';
export type { Execution } from './executions/executions.ts';
export { createFaults, type Fault, type Faults, type Injected } from './faults.ts';
export type { LogText } from './lambda/sandbox.ts';

export interface EmbeddedOptions {
  /** The cloud assembly: the folder that CDK synthesised into. */
  readonly cdkOut: string;
  /** Only these stacks; all if not given. */
  readonly stacks?: readonly string[];
  /** Where data is kept between starts; in memory if not given. */
  readonly dataDir?: string;
  readonly region?: string;
  /** Worker threads alive at once, of all functions. 6 if not given. */
  readonly maxWorkers?: number;
  /** Worker threads alive at once, of one function. 2 if not given. */
  readonly workersPerFunction?: number;
  /** When a message that a function failed on is seen again, seconds. The queue's own time-out if not given. */
  readonly queueRetrySeconds?: number;
  readonly faults?: Faults;
  /** Hears what the functions print. */
  readonly logs?: (text: LogText) => void;
  readonly clock?: Clock;
}

export interface Embedded {
  readonly endpoints: Readonly<Record<ServiceName, string>>;
  /** Environment for SDK clients: endpoints, region, credentials. */
  readonly env: Readonly<Record<string, string>>;
  /** The outputs of the stacks, by their ids. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Resolves when all that was begun is done; rejects, saying what is not, after the time given (10 minutes). */
  readonly settled: (timeoutMs?: number) => Promise<void>;
  /** Runs the schedules that have come due. To be called every minute, or after turning the clock. */
  readonly tick: (nowMs?: number) => void;
  /** Turns the clock, here and in every running function. */
  readonly shiftClock: (ms: number) => void;
  readonly executions: Pick<Executions, 'list' | 'find'>;
  /** Requests since the start, by service and operation: `dynamodb.PutItem`. */
  readonly counters: () => Readonly<Record<string, number>>;
  /** Live worker threads, by function. */
  readonly workers: () => Readonly<Record<string, number>>;
  /** Lets running functions finish for two seconds, then stops. What is unfinished goes on at the next start. */
  readonly stop: () => Promise<void>;
  /** Stops in the middle of everything, as a crash would. */
  readonly kill: () => Promise<void>;
}

/**
 * Starts everything that the assembly names.
 *
 * @throws Error naming a resource, intrinsic function, state or expression that cannot be run here as in AWS
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const closers: Closer[] = [];
  try {
    return await start(options, closers);
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

type Closer = () => void | Promise<void>;

/** Closes in the opposite order of opening. */
async function closeAll(closers: readonly Closer[]): Promise<void> {
  for (const close of closers.toReversed()) await close();
}

const account = '000000000000';
const graceMs = 2000;
const settleMs = 600_000;

/** What everything else is built on. */
interface Ground {
  readonly options: EmbeddedOptions;
  readonly region: string;
  readonly clock: Clock;
  readonly front: FrontDeps;
  readonly sqs: Sqs;
  readonly deployment: Deployment;
  /** Where something keeps its data; undefined when all is in memory. */
  readonly place: (name: string) => string | undefined;
  readonly closers: Closer[];
}

async function start(options: EmbeddedOptions, closers: Closer[]): Promise<Embedded> {
  const { dataDir, clock = createClock(), region = 'us-east-1', faults = createFaults() } = options;
  const place = (name: string) => (dataDir === undefined ? undefined : join(dataDir, name));
  if (dataDir !== undefined) closers.push(lockFolder(dataDir));

  const counts = new Map<string, number>();
  const front: FrontDeps = {
    faults,
    activity: createActivity(),
    count: ({ service, operation }) => {
      const name = `${service}.${operation}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    kill: (functionName) => system.pool.kill(functionName),
  };
  const sqs = await startSqs(place('sqs'), front);
  closers.push(sqs.close);
  // Queue URLs name the port, so templates can be resolved only now.
  const pseudo = { region, account, sqsEndpoint: sqs.endpoint };
  const resolved = resolveStacks(readAssembly(options.cdkOut, options.stacks), pseudo);
  const deployment = readDeployment(resolved);
  sqs.create(deployment.queues, (name) => arnOf('sqs', name, pseudo));

  const system = await startSystem({ options, region, clock, front, sqs, deployment, place, closers });
  counts.clear();
  const { executions, consumers, pool, bus } = system;
  const consumed = deployment.mappings.flatMap(({ queueArn }) => sqs.queueByArn(queueArn) ?? []);

  async function shutDown(grace: number): Promise<void> {
    const polled = Promise.all(consumers.map((consumer) => consumer.stop()));
    await executions.halt();
    await Promise.race([front.activity.idle(), sleep(grace, undefined, { ref: false })]);
    await pool.close();
    await polled;
    await closeAll(closers.splice(0));
  }

  return {
    endpoints: system.endpoints,
    env: system.env,
    outputs: resolved.outputs,
    settled: (timeoutMs = settleMs) => settled({ activity: front.activity, consumed, timeoutMs }),
    tick: (nowMs = clock.now()) => bus.tick(nowMs),
    shiftClock: clock.shift,
    executions,
    counters: () => Object.fromEntries([...counts].toSorted()),
    workers: pool.live,
    stop: () => shutDown(graceMs),
    kill: () => shutDown(0),
  };
}

interface System {
  readonly endpoints: Embedded['endpoints'];
  readonly env: Embedded['env'];
  readonly bus: EventBus;
  readonly executions: Executions;
  readonly pool: LambdaPool;
  readonly consumers: readonly Consumer[];
}

async function startSystem(ground: Ground): Promise<System> {
  const { options, region, clock, front, sqs, deployment, place, closers } = ground;
  const { faults, activity } = front;
  const dynamodb = await startDynamodb(deployment.tables, place('dynamodb'), front);
  closers.push(dynamodb.close);

  const start = (request: StartRequest) => executions.start(request);
  const bus = createBus({
    rules: deployment.rules,
    region,
    account,
    now: clock.now,
    faults,
    activity,
    deliver: delivererTo(sqs, start),
  });
  closers.push(bus.close);
  const objects = openObjects({
    folder: place('s3'),
    now: clock.now,
    onCreated: ({ delivered, ...created }) => bus.publish(objectCreated(created), delivered),
  });
  closers.push(objects.close);
  const s3 = await startS3(deployment.buckets, objects, front);
  closers.push(s3.close);

  const tasks = tasksOf({
    lambda: { invoke: (name, event) => pool.invoke(name, event) },
    dynamodbEndpoint: dynamodb.endpoint,
    sqsEndpoint: sqs.endpoint,
    bus,
    start,
  });
  const executions = openExecutions({
    machines: deployment.machines,
    journalPath: place('executions.jsonl'),
    tasks,
    now: clock.now,
    activity,
  });
  closers.push(executions.close);
  const states = await startStatesServer(executions, front);
  closers.push(states.close);

  const endpoints = {
    s3: s3.endpoint,
    sqs: sqs.endpoint,
    dynamodb: dynamodb.endpoint,
    states: states.endpoint,
  };
  const env = clientEnvironment(endpoints, region);
  const pool = createPool({
    functions: deployment.functions,
    limits: { workers: options.maxWorkers ?? 6, workersPerFunction: options.workersPerFunction ?? 2 },
    environment: { ...env, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x', TZ: 'UTC' },
    clock,
    logs: options.logs ?? (() => {}),
    activity,
    faults,
  });
  const consumers = startConsumers(ground, pool);
  objects.replay();
  executions.resume();
  return { endpoints, env, bus, executions, pool, consumers };
}

function startConsumers(
  { options, region, sqs, deployment, front }: Ground,
  pool: LambdaPool,
): readonly Consumer[] {
  return deployment.mappings.map((mapping) => {
    const queue = sqs.queueByArn(mapping.queueArn);
    if (queue === undefined)
      throw new Error(`${mapping.functionName} consumes ${mapping.queueArn}, which is no queue`);
    return consume({
      mapping,
      queue,
      region,
      queueByArn: sqs.queueByArn,
      invoke: pool.invoke,
      activity: front.activity,
      retrySeconds: options.queueRetrySeconds,
    });
  });
}

/** Gives events and schedules to queues and state machines. */
const delivererTo =
  (sqs: Sqs, start: (request: StartRequest) => unknown) =>
  (targetArn: string, input: string): void => {
    if (targetArn.startsWith('arn:aws:sqs:')) sqs.send(targetArn, input);
    else start({ machineArn: targetArn, name: undefined, input });
  };

/** EventBridge's "Object Created": the key as it is, the etag without quotes. */
function objectCreated({ object, reason }: Omit<ObjectCreated, 'delivered'>): NewEvent {
  const { bucket, key, size, etag, versionId } = object;
  return {
    source: 'aws.s3',
    detailType: 'Object Created',
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: { key, size, etag, ...(versionId === 'null' ? {} : { 'version-id': versionId }) },
      requester: account,
      'source-ip-address': '127.0.0.1',
      reason,
    },
  };
}

function clientEnvironment(endpoints: Embedded['endpoints'], region: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SFN: endpoints.states,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'embedded',
    AWS_SECRET_ACCESS_KEY: 'embedded',
    // Nothing of the user's own AWS settings may reach a client of ours.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
