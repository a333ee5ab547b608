/**
 * The embedded AWS: runs what CDK synthesised, in one process, behind real HTTP endpoints on loopback, with
 * the deployed bundles in worker threads. It knows nothing of what it runs.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Activity, createActivity } from './activity.ts';
import type { Endpoints } from './client-environment.ts';
import { type Clock, createClock } from './clock.ts';
import { readDeployment } from './deployment.ts';
import type { Executions } from './executions/executions.ts';
import { createFaults, type Faults } from './faults.ts';
import { lockFolder } from './folder-lock.ts';
import type { FrontDeps } from './front.ts';
import type { LogText } from './lambda/sandbox.ts';
import { settled } from './settled.ts';
import { startSqs } from './sqs.ts';
import { type Closer, type System, startSystem } from './system.ts';
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
  /** When a message that a function failed on comes again, seconds. The queue's own time-out if not given. */
  readonly queueRetrySeconds?: number;
  readonly faults?: Faults;
  /** Hears what the functions print. */
  readonly logs?: (text: LogText) => void;
  readonly clock?: Clock;
}

export interface Embedded {
  readonly endpoints: Endpoints;
  /** Environment for SDK clients: endpoints, region, credentials. */
  readonly env: Readonly<Record<string, string>>;
  /** The outputs of the stacks, by their ids. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Resolves when all that began is done; after the time given (10 minutes) rejects, saying what is not. */
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
  /** Stops, giving running functions two seconds. What is unfinished goes on at the next start. */
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

/** Closes in the opposite order of opening. */
async function closeAll(closers: readonly Closer[]): Promise<void> {
  for (const close of closers.toReversed()) await close();
}

const account = '000000000000';
const graceMs = 2000;
const settleMs = 600_000;

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
  sqs.create(deployment.queues);

  const system = await startSystem({
    deployment,
    pseudo,
    sqs,
    front,
    clock,
    limits: { workers: options.maxWorkers ?? 6, workersPerFunction: options.workersPerFunction ?? 2 },
    logs: options.logs ?? (() => {}),
    retrySeconds: options.queueRetrySeconds,
    place,
    closers,
  });
  counts.clear();
  const { executions, pool, bus } = system;
  const consumed = deployment.mappings.flatMap(({ queueArn }) => sqs.queueByArn(queueArn) ?? []);

  const shutDown = (grace: number) => stopSystem(system, { activity: front.activity, closers, grace });
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

interface Stopping {
  readonly activity: Activity;
  readonly closers: Closer[];
  /** How long what runs may go on, milliseconds. */
  readonly grace: number;
}

async function stopSystem({ consumers, executions, pool }: System, { activity, closers, grace }: Stopping) {
  const polled = Promise.all(consumers.map((consumer) => consumer.stop()));
  await executions.halt();
  await Promise.race([activity.idle(), sleep(grace, undefined, { ref: false })]);
  await pool.close();
  await polled;
  await closeAll(closers.splice(0));
}
