import { createRequire } from 'node:module';
import { describe, expect, it, test } from 'vitest';
import { loadDefinition, supportedResources } from '../../../embedded/states/definition.ts';
import { UnsupportedDefinition } from '../../../embedded/states/unsupported.ts';
import { lambda, machineOf } from './run-machine.ts';

const pass = { Type: 'Pass', End: true };
const task = { Type: 'Task', Resource: lambda, End: true };
const processor = { StartAt: 'Item', States: { Item: pass } };
const distributed = { ...processor, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };

function problemsOf(machine: object): readonly string[] {
  try {
    loadDefinition(JSON.stringify(machine));
    return [];
  } catch (error) {
    if (!(error instanceof UnsupportedDefinition)) throw error;
    return error.problems.map(({ where, what }) => `${where} ${what}`);
  }
}

describe('a definition', () => {
  test.each<[string, object]>([
    ['is JSONata at the top', machineOf({ Bind: pass })],
    [
      'is JSONata in every state',
      { StartAt: 'Bind', States: { Bind: { ...pass, QueryLanguage: 'JSONata' } } },
    ],
    ['waits for seconds or for a time', machineOf({ Rest: { Type: 'Wait', Seconds: '{% 1 %}', End: true } })],
    ['maps in children', machineOf({ All: { Type: 'Map', ItemProcessor: distributed, End: true } })],
    [
      'gives equal variables to children',
      machineOf({
        All: {
          Type: 'Map',
          ItemProcessor: { ...distributed, States: { Item: { ...pass, Assign: { n: 1 } } } },
          Assign: { n: 2 },
          End: true,
        },
      }),
    ],
    ...supportedResources.map((Resource): [string, object] => [
      `calls ${Resource}`,
      machineOf({ Call: { ...task, Resource } }),
    ]),
  ])('loads when it %s', (_what, machine) => {
    expect(problemsOf(machine)).toEqual([]);
  });

  test.each<[string, object, string]>([
    [
      'a state is JSONPath by default',
      { StartAt: 'Bind', States: { Bind: pass } },
      "state 'Bind' is a JSONPath state",
    ],
    [
      'a state is JSONPath by name',
      machineOf({ Bind: { ...pass, QueryLanguage: 'JSONPath' } }),
      "state 'Bind' is a JSONPath state",
    ],
    [
      'an inner state is JSONPath',
      machineOf({
        All: {
          Type: 'Map',
          ItemProcessor: { StartAt: 'Item', States: { Item: { ...pass, QueryLanguage: 'JSONPath' } } },
          End: true,
        },
      }),
      "state 'Item' is a JSONPath state",
    ],
    [
      'a field belongs to JSONPath',
      machineOf({ Bind: { ...pass, ResultPath: '$.a' } }),
      "state 'Bind' field ResultPath belongs to JSONPath states",
    ],
    [
      'a field is misspelt',
      machineOf({ Bind: { ...pass, Ouput: 1 } }),
      "state 'Bind' field Ouput is no field that can stand there",
    ],
    [
      'a retrier has an unknown field',
      machineOf({ Call: { ...task, Retry: [{ ErrorEquals: ['E'], Max: 1 }] } }),
      "state 'Call' field Retry.0.Max",
    ],
    [
      'a machine has an unknown field',
      machineOf({ Bind: pass }, { Timeout: 1 }),
      'the machine field Timeout',
    ],
    [
      'a Map reads its items',
      machineOf({ All: { Type: 'Map', ItemReader: {}, ItemProcessor: distributed, End: true } }),
      'field ItemReader is outside of the subset',
    ],
    [
      'a Map writes its results',
      machineOf({ All: { Type: 'Map', ResultWriter: {}, ItemProcessor: distributed, End: true } }),
      'field ResultWriter is outside of the subset',
    ],
    [
      'an inline Map batches',
      machineOf({
        All: { Type: 'Map', ItemBatcher: { MaxItemsPerBatch: 2 }, ItemProcessor: processor, End: true },
      }),
      "state 'All' has an ItemBatcher",
    ],
    [
      'a task waits for a token',
      machineOf({ Call: { ...task, Resource: `${lambda}.waitForTaskToken` } }),
      'lambda:invoke.waitForTaskToken, which nothing here answers',
    ],
    [
      'a task runs synchronously',
      machineOf({ Call: { ...task, Resource: 'arn:aws:states:::states:startExecution.sync:2' } }),
      'which nothing here answers',
    ],
    [
      'a task is an activity',
      machineOf({ Call: { ...task, Resource: 'arn:aws:states:us-east-1:000000000000:activity:a' } }),
      'which nothing here answers',
    ],
    ['a state type is unknown', machineOf({ Bind: { Type: 'Nap', End: true } }), "state 'Bind' Type:"],
    [
      'an expression is wrong',
      machineOf({ Bind: { ...pass, Output: { a: '{% ( %}' } } }),
      "state 'Bind' Output: '(' is not JSONata 2.0.6",
    ],
    [
      'a state neither ends nor goes on',
      machineOf({ Bind: { Type: 'Pass' } }),
      "state 'Bind' needs either Next or End",
    ],
    [
      'a state both ends and goes on',
      machineOf({ Bind: { ...pass, Next: 'Bind' } }),
      "state 'Bind' needs either Next or End",
    ],
    [
      'a wait has no length',
      machineOf({ Rest: { Type: 'Wait', End: true } }),
      "state 'Rest' needs either Seconds or Timestamp",
    ],
    [
      'a transition leads nowhere',
      machineOf({ Bind: { Type: 'Pass', Next: 'Sell' } }),
      "state 'Bind' goes to 'Sell', which the machine lacks",
    ],
    [
      'a Catch leads nowhere',
      machineOf({ Call: { ...task, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Sell' }] } }),
      "state 'Call' goes to 'Sell'",
    ],
    [
      'a Choice leads nowhere',
      machineOf({ Pick: { Type: 'Choice', Choices: [{ Condition: true, Next: 'Sell' }] } }),
      "state 'Pick' goes to 'Sell'",
    ],
    [
      'it starts nowhere',
      machineOf({ Bind: pass }, { StartAt: 'Sell' }),
      "the machine starts at 'Sell', which it lacks",
    ],
    [
      'States.ALL has company',
      machineOf({ Call: { ...task, Retry: [{ ErrorEquals: ['A', 'States.ALL'] }] } }),
      'States.ALL stands alone',
    ],
    [
      'two states share a name',
      machineOf({ Item: { Type: 'Map', ItemProcessor: processor, End: true } }),
      "state 'Item' has the name of another state",
    ],
    [
      'an inner state assigns an outer variable',
      machineOf({
        All: {
          Type: 'Map',
          ItemProcessor: { StartAt: 'Item', States: { Item: { ...pass, Assign: { n: 1 } } } },
          Assign: { n: 2 },
          End: true,
        },
      }),
      "state 'Item' assigns $n, which a state around it assigns",
    ],
    [
      'a variable has the name of $states',
      machineOf({ Bind: { ...pass, Assign: { states: 1 } } }),
      "state 'Bind' Assign.states",
    ],
  ])('is refused when %s', (_what, machine, problem) => {
    expect(problemsOf(machine).join('\n')).toContain(problem);
  });

  it('is refused when it is not JSON', () => {
    expect(() => loadDefinition('{')).toThrow('the machine is not JSON');
  });

  it('is refused with all of its problems at once', () => {
    const machine = machineOf({ Bind: { Type: 'Pass', Result: 1, Next: 'Sell' }, Sell: { Type: 'Nap' } });
    expect(problemsOf(machine)).toHaveLength(2);
  });

  it('may use other resources when its caller answers them', () => {
    const json = JSON.stringify(machineOf({ Call: { ...task, Resource: 'arn:aws:states:::sns:publish' } }));
    expect(loadDefinition(json, ['arn:aws:states:::sns:publish']).states.size).toBe(1);
  });

  it('with every state and field that loads here is valid for an independent validator too', () => {
    const validate: Validator = createRequire(import.meta.url)('asl-validator');
    expect(problemsOf(everything)).toEqual([]);
    expect(validate(everything).errorsText()).toBe('');
  });
});

type Validator = (definition: object) => { readonly errorsText: () => string };

const leaving = { Output: { n: '{% $states.input %}' }, Assign: { n: 1 } };
const recovery = {
  Retry: [
    {
      ErrorEquals: ['PaperJam'],
      IntervalSeconds: 2,
      BackoffRate: 1.5,
      MaxAttempts: 4,
      MaxDelaySeconds: 60,
      JitterStrategy: 'FULL',
    },
  ],
  Catch: [{ ErrorEquals: ['States.ALL'], ...leaving, Next: 'Stop' }],
};
const everything = machineOf(
  {
    Bind: { Type: 'Pass', Comment: 'first', QueryLanguage: 'JSONata', ...leaving, Next: 'Call' },
    Call: {
      Type: 'Task',
      Resource: lambda,
      Arguments: { FunctionName: 'press', Payload: '{% $states.input %}' },
      TimeoutSeconds: 60,
      HeartbeatSeconds: 30,
      ...recovery,
      ...leaving,
      Next: 'Rest',
    },
    Rest: { Type: 'Wait', Seconds: '{% $n %}', ...leaving, Next: 'Until' },
    Until: { Type: 'Wait', Timestamp: '2031-01-02T00:00:00Z', Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Branches: [processor],
      Arguments: { n: 1 },
      ...recovery,
      ...leaving,
      Next: 'All',
    },
    All: {
      Type: 'Map',
      Items: '{% $states.input %}',
      ItemSelector: { item: '{% $states.context.Map.Item.Value %}' },
      ItemBatcher: { MaxItemsPerBatch: 50, BatchInput: { book: 'b' } },
      ItemProcessor: { ...distributed, StartAt: 'Child', States: { Child: pass } },
      MaxConcurrency: 5,
      ToleratedFailureCount: 1,
      ToleratedFailurePercentage: 10,
      Label: 'all',
      ...recovery,
      ...leaving,
      Next: 'Pick',
    },
    Pick: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $n = 1 %}', ...leaving, Next: 'Last' }],
      Default: 'Stop',
      ...leaving,
    },
    Last: { Type: 'Succeed', Output: '{% $n %}' },
    Stop: { Type: 'Fail', Error: '{% $states.input.Error %}', Cause: 'stopped' },
  },
  { Comment: 'everything', TimeoutSeconds: 600, Version: '1.0' },
);
