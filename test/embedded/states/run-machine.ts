import { loadDefinition } from '../../../embedded/states/definition.ts';
import type { Environment, HistoryEvent } from '../../../embedded/states/execution.ts';
import { runExecution } from '../../../embedded/states/interpreter.ts';
import { virtualClock } from './virtual-clock.ts';

export const lambda = 'arn:aws:states:::lambda:invoke';
export const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:Press';

type States = Readonly<Record<string, object>>;

/** A JSONata machine that starts at its first state. */
export const machineOf = (states: States, more: object = {}): object => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(states)[0],
  States: states,
  ...more,
});

/** A task that fails with an error name and a cause. */
export class TaskError extends Error {
  constructor(name: string, cause?: string) {
    super(name, { cause });
    this.name = name;
  }
}

export type Run = Partial<Environment> & {
  readonly input?: unknown;
  readonly signal?: AbortSignal;
  readonly clock?: ReturnType<typeof virtualClock>;
};

/** Runs a machine on a virtual clock. */
export async function runMachine(machine: object, { input = {}, clock = virtualClock(), ...rest }: Run = {}) {
  const events: HistoryEvent[] = [];
  const ending = await runExecution({
    definition: loadDefinition(JSON.stringify(machine)),
    input,
    name: 'run-1',
    machineArn,
    invoke: async (_resource, args) => args,
    sleep: clock.sleep,
    now: clock.now,
    random: () => 0.5,
    onEvent: (event) => events.push(event),
    ...rest,
  });
  return { ending, events, types: events.map(({ type }) => type), slept: clock.slept, clock };
}

/** Runs one Pass state and returns its output, or its error. */
export async function outputOf(expression: unknown, input: unknown = {}): Promise<unknown> {
  const machine = machineOf({ Say: { Type: 'Pass', Output: expression, End: true } });
  const { ending } = await runMachine(machine, { input });
  return ending.status === 'SUCCEEDED' ? ending.output : ending.error;
}
