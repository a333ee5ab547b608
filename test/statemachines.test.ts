import { createRequire } from 'node:module';
import { describe, expect, it, test } from 'vitest';
import { loadDefinition } from '../embedded/states/definition.ts';
import { type MachineName, pascalCase, type StepSpec, stepNames, steps } from '../lib/steps.ts';
import { definitionOf, placeholdersOf } from '../lib/workflow.ts';

/** The parts of a state that every engine reads, as far as these tests ask. */
interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Arguments?: Readonly<Record<string, unknown>>;
  readonly TimeoutSeconds?: number;
  readonly MaxConcurrency?: number;
  readonly ToleratedFailurePercentage?: number;
  readonly Retry?: readonly Readonly<Record<string, unknown>>[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Choices?: readonly { readonly Condition: string }[];
  readonly ItemProcessor?: { readonly ProcessorConfig: object; readonly States: States };
}
type States = Readonly<Record<string, State>>;

const machines: readonly MachineName[] = [
  'intake',
  'submission',
  'acknowledgment',
  'remittance',
  'timers',
  'codesets',
];
const read = (machine: MachineName): { readonly States: States } => JSON.parse(definitionOf(machine));

const flat = (states: States): [string, State][] =>
  Object.entries(states).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...flat(state.ItemProcessor?.States ?? {}),
  ]);
const everyState = machines.flatMap((machine) =>
  flat(read(machine).States).map(([name, state]) => ({ machine, name, state, title: `${machine}/${name}` })),
);
const tasks = everyState.filter(({ state }) => state.Type === 'Task');

type Validator = (definition: object) => { readonly errorsText: () => string };
const validate: Validator = createRequire(import.meta.url)('asl-validator');

describe.each(machines)('the %s definition', (machine) => {
  it('is valid by an outside validator', () => {
    expect(validate(read(machine)).errorsText()).toBe('');
  });

  it('stays in the subset that both engines run alike', () => {
    expect(() => loadDefinition(definitionOf(machine))).not.toThrow();
  });
});

describe('every Task', () => {
  test.each(tasks)('$title is retried with backoff, a longest wait and full jitter', ({ state }) => {
    const retried = (state.Retry ?? []).filter(({ MaxAttempts }) => MaxAttempts !== 0);
    expect(retried.length).toBeGreaterThan(0);
    for (const retrier of retried) {
      expect(retrier).toMatchObject({
        BackoffRate: 2,
        IntervalSeconds: expect.any(Number),
        MaxAttempts: expect.any(Number),
        MaxDelaySeconds: expect.any(Number),
        JitterStrategy: 'FULL',
      });
    }
    expect(retried.at(-1)).toMatchObject({ ErrorEquals: ['States.ALL'] });
  });

  test.each(tasks)('$title catches what is left', ({ state }) => {
    expect(state.Catch?.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
  });

  test.each(tasks)('$title has a timeout', ({ state }) => {
    expect(state.TimeoutSeconds).toBeGreaterThan(0);
  });
});

const placeholderOf: Readonly<Record<string, string>> = {
  'arn:aws:states:::lambda:invoke': 'FunctionName',
  'arn:aws:states:::sqs:sendMessage': 'QueueUrl',
  'arn:aws:states:::states:startExecution': 'StateMachineArn',
  'arn:aws:states:::aws-sdk:dynamodb:updateItem': 'TableName',
};

describe('one name for one thing', () => {
  const invocations = tasks.filter(({ state }) => state.Resource === 'arn:aws:states:::lambda:invoke');
  const stepOf = (state: string): StepSpec | undefined => {
    const name = stepNames.find((step) => pascalCase(step) === state);
    return name === undefined ? undefined : steps[name];
  };

  test.each(invocations)('$title is a step, and invokes the function of that step', ({ name, state }) => {
    expect(stepOf(name)).toBeDefined();
    expect(state.Arguments?.FunctionName).toBe(`\${${name}FunctionArn}`);
  });

  test.each(invocations)('$title waits a little longer than its function may take', ({ name, state }) => {
    expect(state.TimeoutSeconds).toBe((stepOf(name)?.timeoutSeconds ?? 0) + 10);
  });

  test.each(invocations)('$title tells its own name when it fails for good', ({ name, state }) => {
    const step = stepNames.find((candidate) => pascalCase(candidate) === name);
    expect(JSON.stringify(state.Catch)).toContain(`'step': '${step}'`);
  });

  test.each(machines)('%s has no placeholder outside of its tasks', (machine) => {
    const inTasks = tasks
      .filter((task) => task.machine === machine)
      .map(({ state }) => String(state.Arguments?.[placeholderOf[state.Resource ?? ''] ?? '']));
    expect([...new Set(inTasks)].sort()).toEqual(
      placeholdersOf(definitionOf(machine)).map((p) => `\${${p}}`),
    );
  });
});

describe('every Map', () => {
  const maps = everyState.filter(({ state }) => state.Type === 'Map');

  test.each(maps)('$title runs children of their own, bounded, and outlives each of them', ({ state }) => {
    expect(state.ItemProcessor?.ProcessorConfig).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' });
    expect(state.MaxConcurrency).toBeGreaterThan(0);
    expect(state.ToleratedFailurePercentage).toBe(100);
  });

  test.each(maps)('$title sends what failed to failed-batches', ({ state }) => {
    const inner = flat(state.ItemProcessor?.States ?? {});
    const steps = inner.filter(([, s]) => s.Resource === 'arn:aws:states:::lambda:invoke');
    expect(steps.length).toBeGreaterThan(0);
    for (const [, step] of steps) expect(step.Catch?.map(({ Next }) => Next)).toEqual(['ReportFailedBatch']);
  });
});

describe('every Choice', () => {
  const rules = everyState.flatMap(({ title, state }) =>
    (state.Choices ?? []).map(({ Condition }) => ({ title, Condition })),
  );

  test.each(rules)('$title compares one word with a literal', ({ Condition }) => {
    expect(Condition).toMatch(/^\{% \$states\.input\.\w+ = '[a-z-]+' %\}$/);
  });
});
