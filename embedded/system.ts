/** Puts together the parts that run a deployment. */
import { clientEnvironment, type Endpoints } from './client-environment.ts';
import type { Clock } from './clock.ts';
import type { Deployment } from './deployment.ts';
import { startDynamodb } from './dynamodb.ts';
import { createBus, type EventBus } from './events/bus.ts';
import { type Executions, openExecutions } from './executions/executions.ts';
import { startStatesServer } from './executions/server.ts';
import { type StartRequest, tasksOf } from './executions/tasks.ts';
import type { FrontDeps } from './front.ts';
import type { Pseudo } from './identities.ts';
import { type Consumer, consume } from './lambda/mapping.ts';
import type { PoolLimits } from './lambda/places.ts';
import { createPool, type LambdaPool } from './lambda/pool.ts';
import type { LogText } from './lambda/sandbox.ts';
import { objectCreated } from './s3/object-created.ts';
import { openObjects } from './s3/objects.ts';
import { startS3 } from './s3/server.ts';
import type { Sqs } from './sqs.ts';

export type Closer = () => void | Promise<void>;

/** What the system is built on. */
export interface Ground {
  readonly deployment: Deployment;
  readonly pseudo: Pseudo;
  readonly sqs: Sqs;
  readonly front: FrontDeps;
  readonly clock: Clock;
  readonly limits: PoolLimits;
  readonly logs: (text: LogText) => void;
  readonly retrySeconds: number | undefined;
  /** Where something keeps its data; undefined when all is in memory. */
  readonly place: (name: string) => string | undefined;
  /** What is opened adds here how it is closed. */
  readonly closers: Closer[];
}

export interface System {
  readonly endpoints: Endpoints;
  readonly env: Readonly<Record<string, string>>;
  readonly bus: EventBus;
  readonly executions: Executions;
  readonly pool: LambdaPool;
  readonly consumers: readonly Consumer[];
}

export async function startSystem(ground: Ground): Promise<System> {
  const { deployment, pseudo, sqs, front, clock, place, closers } = ground;
  const dynamodb = await startDynamodb(deployment.tables, place('dynamodb'), front);
  closers.push(dynamodb.close);

  // Events start executions, executions call functions, functions put objects, objects make events.
  const start = (request: StartRequest) => executions.start(request);
  const bus = createBus({
    rules: deployment.rules,
    region: pseudo.region,
    account: pseudo.account,
    now: clock.now,
    faults: front.faults,
    activity: front.activity,
    deliver: delivererTo(sqs, start),
  });
  closers.push(bus.close);
  const executions = openExecutions({
    machines: deployment.machines,
    journalPath: place('executions.jsonl'),
    tasks: tasksOf({
      lambda: { invoke: (name, event) => pool.invoke(name, event) },
      dynamodbEndpoint: dynamodb.endpoint,
      sqsEndpoint: sqs.endpoint,
      bus,
      start,
    }),
    now: clock.now,
    activity: front.activity,
  });
  closers.push(executions.close);
  const states = await startStatesServer(executions, front);
  closers.push(states.close);
  const { s3, replay } = await startStorage(ground, bus);

  const endpoints = { s3, sqs: sqs.endpoint, dynamodb: dynamodb.endpoint, states: states.endpoint };
  const env = clientEnvironment(endpoints, pseudo.region);
  const pool = createPool({
    functions: deployment.functions,
    limits: ground.limits,
    environment: { ...env, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x', TZ: 'UTC' },
    clock,
    logs: ground.logs,
    activity: front.activity,
    faults: front.faults,
  });
  const consumers = startConsumers(ground, pool);
  replay();
  executions.resume();
  return { endpoints, env, bus, executions, pool, consumers };
}

async function startStorage({ deployment, front, clock, place, closers }: Ground, bus: EventBus) {
  const objects = openObjects({
    folder: place('s3'),
    now: clock.now,
    onCreated: ({ delivered, ...created }) => bus.publish(objectCreated(created), delivered),
  });
  closers.push(objects.close);
  const { endpoint, close } = await startS3(deployment.buckets, objects, front);
  closers.push(close);
  return { s3: endpoint, replay: objects.replay };
}

function startConsumers(ground: Ground, { invoke }: LambdaPool): readonly Consumer[] {
  const { deployment, pseudo, sqs, front, retrySeconds } = ground;
  return deployment.mappings.flatMap((mapping) => {
    const queue = sqs.queueByArn(mapping.queueArn);
    if (queue === undefined) return [];
    const { region } = pseudo;
    const { activity } = front;
    return consume({ mapping, queue, region, queueByArn: sqs.queueByArn, invoke, activity, retrySeconds });
  });
}

/** Gives events and schedules to queues and state machines. */
const delivererTo =
  (sqs: Sqs, start: (request: StartRequest) => unknown) =>
  (targetArn: string, input: string): void => {
    if (sqs.queueByArn(targetArn) !== undefined) sqs.send(targetArn, input);
    else start({ machineArn: targetArn, name: undefined, input });
  };
