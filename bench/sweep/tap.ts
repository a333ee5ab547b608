/**
 * Between a process and AWS: names every call that it makes, and lets one of them go wrong. It stands in for the SDK's
 * clients, so that the caller meets what it would meet in a Lambda; behind it are the embedded services.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Services } from '../../test/support/services.ts';
import type { Direct } from './direct.ts';

/** How a call goes wrong. */
export const ways = [
  /** The caller hears of an error; nothing happened. */
  'error before',
  /** It happened, and the caller hears of an error. */
  'error after',
  /** The client's time limit passes, and nothing happened, or it did. */
  'time-out before',
  'time-out after',
  /** The process is gone at once, with all that it had begun: before the service heard of the call, or after. */
  'killed before',
  'killed after',
  /** The answer is lost, and the SDK repeats the call by itself. */
  'repeated',
] as const;
export type Way = (typeof ways)[number];

/** A read leaves nothing behind: whether the service heard of it is the same to a process that is gone or waits. */
const waysOfRead: readonly Way[] = ['error before', 'error after', 'time-out before', 'killed before'];

const WRITES = /^(Put|Update|Delete|Send|BatchWrite|TransactWrite)/;
const operationOf = (call: string): string => call.split(' ')[1] ?? '';
/** @param call its name */
export const waysOf = (call: string): readonly Way[] => (WRITES.test(operationOf(call)) ? ways : waysOfRead);

/** Which call goes wrong, by its name, and how. */
export interface Fault {
  readonly call: string;
  readonly way: Way;
}

/** How an invocation of a process ended. */
export interface Ran<T> {
  /** The names of its calls, in the order they were made. */
  readonly calls: readonly string[];
  /** Whether the call that was to go wrong was made. */
  readonly hit: boolean;
  /** Nothing where the process died. */
  readonly end: { readonly answer: T } | { readonly error: unknown } | undefined;
}

export type Clients = Pick<Services, 'db' | 's3' | 'sqs'>;

/** A process with clients of its own. */
export interface Process {
  readonly clients: Clients;
  /** Waits until the work answers, fails, or dies at the fault. After its death nothing of it reaches a service. */
  readonly run: <T>(work: () => Promise<T>, fault?: Fault) => Promise<Ran<T>>;
}

/** One invocation on its way. */
interface Running {
  readonly fault: Fault | undefined;
  readonly calls: string[];
  readonly die: () => void;
  hit: boolean;
  dead: boolean;
}

interface Command {
  readonly input: object;
}
interface Client {
  readonly send: (command: never) => Promise<object>;
}

/** @param direct takes the requests to DynamoDB */
export function startProcess(services: Services, direct: Direct): Process {
  const naming = namesOf(services);
  const sent = new Set<Promise<unknown>>();
  let running: Running | undefined;

  const call = (name: string, send: () => Promise<object>): Promise<object> => {
    if (running === undefined || running.dead) return never();
    return answerOf(running, name, () => watched(sent, send()));
  };
  const client = <C extends Client>(service: string, real: C, send?: Direct): C =>
    Object.create(real, {
      send: {
        value: (command: Command) => {
          const operation = command.constructor.name.replace(/Command$/, '');
          const name = naming(service, operation, command.input);
          return call(name, () => send?.(operation, command.input) ?? real.send(command as never));
        },
      },
    });

  return {
    clients: {
      db: client('dynamodb', services.db, direct),
      s3: client('s3', services.s3),
      sqs: client('sqs', services.sqs),
    },
    run: async (work, fault) => {
      const death = Promise.withResolvers<undefined>();
      const now: Running = { fault, calls: [], die: () => death.resolve(undefined), hit: false, dead: false };
      running = now;
      const end = await Promise.race([endOf(work), death.promise]);
      // What was sent reaches the services still; whatever comes next begins after that.
      while (sent.size > 0) await Promise.allSettled(sent);
      await nextTurn();
      return { calls: now.calls, hit: now.hit, end };
    },
  };
}

const never = (): Promise<never> => new Promise(() => {});

async function endOf<T>(work: () => Promise<T>): Promise<NonNullable<Ran<T>['end']>> {
  try {
    return { answer: await work() };
  } catch (error) {
    return { error };
  }
}

function watched<T>(sent: Set<Promise<unknown>>, one: Promise<T>): Promise<T> {
  sent.add(one);
  const forget = (): void => void sent.delete(one);
  one.then(forget, forget);
  return one;
}

async function answerOf(running: Running, name: string, send: () => Promise<object>): Promise<object> {
  const { fault, calls } = running;
  const own = `${name} (${1 + calls.filter((other) => other.startsWith(`${name} (`)).length})`;
  calls.push(own);
  if (fault?.call !== own) return heard(running, await send());
  running.hit = true;
  const { way } = fault;
  if (way === 'repeated') {
    await send();
    return heard(running, await send());
  }
  if (way.endsWith('after')) await send().catch(() => {});
  if (way.startsWith('killed')) {
    running.dead = true;
    running.die();
    return never();
  }
  throw way.startsWith('error') ? serverError() : timeOut();
}

/** A dead process hears no answer. */
const heard = ({ dead }: Running, answer: object): object | Promise<never> => (dead ? never() : answer);

const serverError = (): Error =>
  Object.assign(new Error('injected'), { name: 'InternalServerError', $fault: 'server' });
const timeOut = (): Error => Object.assign(new Error('injected'), { name: 'TimeoutError' });

type Naming = (service: string, operation: string, input: object) => string;
interface Input {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly Bucket?: string;
  /** Of an object, or of an item. */
  readonly Key?: string | Values;
  readonly Item?: Values;
  readonly ExpressionAttributeValues?: Values;
}
type Values = Readonly<Record<string, object>>;

/** Two runs give the same call the same name, whatever goes on beside it: what is read or written, as its key says. */
function namesOf({ tables, bucket }: Services): Naming {
  const places = new Map([
    ...Object.entries(tables).map(([name, table]) => [table, name] as const),
    [bucket, 'artifacts'] as const,
  ]);
  return (service, operation, input: Input) => {
    const place = places.get(input.TableName ?? input.Bucket ?? '');
    return [service, operation, place, input.IndexName, ...keyOf(input)].filter(Boolean).join(' ');
  };
}

function keyOf({ Key, Item, ExpressionAttributeValues }: Input): readonly string[] {
  if (typeof Key === 'string') return [Key];
  const { pk, sk } = Item ?? {};
  const values = Item === undefined ? Object.values(Key ?? ExpressionAttributeValues ?? {}) : [pk, sk];
  return values.map((value) => Object.values(value ?? {}).join());
}
