/**
 * The executions of all state machines. A start is in the journal before it is answered for; what had not
 * ended when the process did starts again from its beginning.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import type { Activity } from '../activity.ts';
import type { Machine } from '../deployment.ts';
import { openJournal } from '../journal.ts';
import { ServiceError } from '../json-call.ts';
import { type Definition, loadDefinition } from '../states/definition.ts';
import { executionArn, type HistoryEvent } from '../states/execution.ts';
import { runExecution } from '../states/interpreter.ts';
import type { StartRequest, Task } from './tasks.ts';

const startedShape = z.object({
  executionArn: z.string(),
  machineArn: z.string(),
  name: z.string(),
  /** JSON text. */
  input: z.string(),
  startMs: z.number(),
});

const endedShape = z.object({
  status: z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
  stopMs: z.number(),
  /** JSON text, where it succeeded. */
  output: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
});

type Ended = z.infer<typeof endedShape>;

const eventShape: z.ZodType<HistoryEvent> = z.looseObject({
  execution: z.string(),
  id: z.number(),
  type: z.string(),
  atEpochMs: z.number(),
});

const entryShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), execution: startedShape }),
  z.object({
    kind: z.literal('ended'),
    executionArn: z.string(),
    ending: endedShape,
    history: z.array(eventShape),
  }),
]);
type Entry = z.infer<typeof entryShape>;

/** An execution as it stands. */
export interface Execution extends Readonly<z.infer<typeof startedShape>> {
  /** Undefined while it runs. */
  readonly ending: Readonly<Ended> | undefined;
  /** The first events of it and of its children. */
  readonly history: readonly HistoryEvent[];
}

export interface Executions {
  /**
   * Starts an execution, or gives the running one of that name and input.
   *
   * @throws ServiceError `ExecutionAlreadyExists`, `StateMachineDoesNotExist`, `InvalidExecutionInput`
   */
  readonly start: (request: StartRequest) => Execution;
  readonly find: (arn: string) => Execution | undefined;
  /** The newest first. */
  readonly list: () => readonly Execution[];
  /** Starts again what a stop or a crash cut short. */
  readonly resume: () => void;
  /** Drops what runs and whatever is started from now on, to be resumed by the next start. */
  readonly halt: () => Promise<void>;
  readonly close: () => void;
}

/** How many events of an execution are kept. */
const longestHistory = 2000;

interface ExecutionsDeps {
  readonly machines: readonly Machine[];
  /** In memory without it. */
  readonly journalPath: string | undefined;
  readonly tasks: Readonly<Record<string, Task>>;
  readonly now: () => number;
  readonly activity: Activity;
}

interface Kept extends Execution {
  ending: Execution['ending'];
  history: HistoryEvent[];
}

export function openExecutions(deps: ExecutionsDeps): Executions {
  const { machines, tasks, now, activity } = deps;
  const definitions = new Map(
    machines.map(({ arn, definition }) => [arn, loadDefinition(definition, Object.keys(tasks))]),
  );
  const journal = openJournal<Entry>({ path: deps.journalPath, shape: entryShape, compact: (all) => all });
  const kept = restore(journal.entries);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  async function run(execution: Kept): Promise<void> {
    const definition = definitions.get(execution.machineArn);
    if (definition === undefined) return; // a machine that was deployed no more
    const done = activity.begin('execution');
    const ending = await interpret(execution, definition, { ...deps, signal: stopping.signal });
    if (!stopping.signal.aborted) {
      execution.ending = ending;
      const { executionArn, history } = execution;
      journal.append({ kind: 'ended', executionArn, ending, history });
    }
    done();
  }

  function launch(execution: Kept): void {
    const work = run(execution).finally(() => running.delete(work));
    running.add(work);
  }

  return {
    start: ({ machineArn, name = randomUUID(), input }) => {
      if (!definitions.has(machineArn)) throw new ServiceError('StateMachineDoesNotExist', machineArn);
      if (!isJson(input)) throw new ServiceError('InvalidExecutionInput', 'the input is not JSON');
      const arn = executionArn({ machineArn, name });
      const earlier = kept.get(arn);
      if (earlier !== undefined) {
        if (earlier.ending === undefined && earlier.input === input) return earlier;
        throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
      }
      const started = { executionArn: arn, machineArn, name, input, startMs: now() };
      journal.append({ kind: 'started', execution: started });
      const execution: Kept = { ...started, ending: undefined, history: [] };
      kept.set(arn, execution);
      launch(execution);
      return execution;
    },
    find: (arn) => kept.get(arn),
    list: () => [...kept.values()].reverse(),
    resume: () => {
      for (const execution of kept.values()) if (execution.ending === undefined) launch(execution);
    },
    halt: async () => {
      stopping.abort();
      await Promise.all(running);
    },
    close: () => journal.close(),
  };
}

type Surroundings = Pick<ExecutionsDeps, 'tasks' | 'now'> & { readonly signal: AbortSignal };

/** Runs an execution to its end, and keeps its history meanwhile. */
async function interpret(
  { input, history, name, machineArn }: Kept,
  definition: Definition,
  { tasks, now, signal }: Surroundings,
): Promise<Ended> {
  const { status, ...result } = await runExecution({
    definition,
    name,
    machineArn,
    input: JSON.parse(input),
    invoke: (resource, args) => callTask(tasks, resource, args),
    sleep: (ms, abort) => delay(ms, undefined, { signal: abort }),
    random: Math.random,
    now,
    onEvent: (event) => {
      if (history.length < longestHistory) history.push(event);
    },
    signal,
  });
  const fields = 'output' in result ? { output: JSON.stringify(result.output) } : result;
  return endedShape.parse({ status, stopMs: now(), ...fields });
}

function callTask(tasks: Readonly<Record<string, Task>>, resource: string, args: unknown): Promise<unknown> {
  const task = tasks[resource];
  if (task === undefined) throw new Error(`loadDefinition let the resource ${resource} pass`);
  return task(args);
}

function restore(entries: readonly Entry[]): Map<string, Kept> {
  const kept = new Map<string, Kept>();
  for (const entry of entries) {
    if (entry.kind === 'started') {
      kept.set(entry.execution.executionArn, { ...entry.execution, ending: undefined, history: [] });
      continue;
    }
    const execution = kept.get(entry.executionArn);
    if (execution !== undefined) Object.assign(execution, { ending: entry.ending, history: entry.history });
  }
  return kept;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
