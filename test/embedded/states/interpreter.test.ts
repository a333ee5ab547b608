import { describe, expect, it, test } from 'vitest';
import { lambda, machineArn, machineOf, runMachine } from './run-machine.ts';
import { virtualClock } from './virtual-clock.ts';

const task = { Type: 'Task', Resource: lambda, End: true };

describe('output and variables', () => {
  it('are evaluated from the same snapshot, so that a variable is seen by the next state only', async () => {
    const machine = machineOf({
      First: { Type: 'Pass', Assign: { n: 1 }, Next: 'Second' },
      Second: {
        Type: 'Pass',
        Assign: { n: '{% $n + 1 %}', was: '{% $n %}' },
        Output: '{% $n %}',
        Next: 'Third',
      },
      Third: { Type: 'Pass', Output: ['{% $states.input %}', '{% $n %}', '{% $was %}'], End: true },
    });
    expect((await runMachine(machine)).ending).toEqual({ status: 'SUCCEEDED', output: [1, 2, 1] });
  });

  it('pass the input on where a state says nothing', async () => {
    const machine = machineOf({ First: { Type: 'Pass', Next: 'Last' }, Last: { Type: 'Succeed' } });
    const { ending } = await runMachine(machine, { input: { page: 1 } });
    expect(ending).toEqual({ status: 'SUCCEEDED', output: { page: 1 } });
  });

  it('see the execution in the context', async () => {
    const Output = {
      run: '{% $states.context.Execution.Id %}',
      input: '{% $states.context.Execution.Input %}',
      machine: '{% $states.context.StateMachine.Name %}',
      state: '{% $states.context.State.Name %}',
      entered: '{% $states.context.State.EnteredTime %}',
    };
    const machine = machineOf({ Look: { Type: 'Pass', Output, End: true } });
    const { ending } = await runMachine(machine, { input: 7, clock: virtualClock(Date.UTC(2031, 0, 2)) });
    expect(ending).toMatchObject({
      output: {
        run: 'arn:aws:states:us-east-1:000000000000:execution:Press:run-1',
        input: 7,
        machine: machineArn.split(':').at(-1),
        state: 'Look',
        entered: '2031-01-02T00:00:00.000Z',
      },
    });
  });
});

describe('a Choice', () => {
  const machine = machineOf({
    Pick: {
      Type: 'Choice',
      Choices: [
        {
          Condition: "{% $states.input.kind = 'book' %}",
          Output: 'shelf',
          Assign: { by: 'rule' },
          Next: 'Last',
        },
        { Condition: "{% $states.input.kind = 'map' %}", Next: 'Last' },
      ],
      Default: 'Last',
      Output: 'floor',
      Assign: { by: 'default' },
    },
    Last: { Type: 'Pass', Output: ['{% $states.input %}', '{% $exists($by) ? $by : null %}'], End: true },
  });

  test.each([
    ['the first rule that is true, with its output and variables', 'book', ['shelf', 'rule']],
    ['a rule without output, which passes the input on', 'map', [{ kind: 'map' }, null]],
    ['the default, with those of the state', 'cup', ['floor', 'default']],
  ])('takes %s', async (_what, kind, output) => {
    expect((await runMachine(machine, { input: { kind } })).ending).toEqual({ status: 'SUCCEEDED', output });
  });

  test.each([
    ['no rule is true and there is no default', false, 'States.NoChoiceMatched'],
    ['a condition is not a boolean', '{% 1 %}', 'States.QueryEvaluationError'],
  ])('fails when %s', async (_what, Condition, error) => {
    const picky = machineOf({
      Pick: { Type: 'Choice', Choices: [{ Condition, Next: 'Last' }] },
      Last: { Type: 'Succeed' },
    });
    expect((await runMachine(picky)).ending).toMatchObject({ status: 'FAILED', error });
  });
});

describe('a Wait', () => {
  test.each([
    ['seconds', { Seconds: 90 }, [90_000]],
    ['seconds from the input', { Seconds: '{% $states.input.rest %}' }, [5_000]],
    ['no seconds', { Seconds: 0 }, []],
    ['until a time', { Timestamp: '2031-01-02T00:01:00Z' }, [60_000]],
    ['until a time elsewhere', { Timestamp: '2031-01-02T02:00:30+02:00' }, [30_000]],
    ['until a time that has passed', { Timestamp: '2030-01-02T00:00:00.123456789Z' }, []],
  ])('waits %s', async (_what, fields, slept) => {
    const machine = machineOf({ Rest: { Type: 'Wait', ...fields, End: true } });
    const run = await runMachine(machine, { input: { rest: 5 }, clock: virtualClock(Date.UTC(2031, 0, 2)) });
    expect(run.ending).toEqual({ status: 'SUCCEEDED', output: { rest: 5 } });
    expect(run.slept).toEqual(slept);
  });

  test.each(['2031-01-02', '2031-01-02 00:00:00Z', '2031-01-02T00:00:00', '2031-13-02T00:00:00Z'])(
    'refuses %s as a time',
    async (Timestamp) => {
      const { ending } = await runMachine(
        machineOf({ Rest: { Type: 'Wait', Timestamp: `{% '${Timestamp}' %}`, End: true } }),
      );
      expect(ending).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    },
  );
});

describe('a Fail', () => {
  test.each([
    [
      { Error: 'Torn', Cause: '{% $states.input.why %}' },
      { error: 'Torn', cause: 'wet' },
    ],
    [{ Cause: 'wet' }, { error: undefined, cause: 'wet' }],
    [{}, { error: undefined, cause: undefined }],
  ])('ends the execution with %j', async (fields, failure) => {
    const { ending } = await runMachine(machineOf({ Stop: { Type: 'Fail', ...fields } }), {
      input: { why: 'wet' },
    });
    expect(ending).toEqual({ status: 'FAILED', ...failure });
  });
});

describe('a payload', () => {
  const large = "{% $join($map([1..1000], function($n){ $pad('', 300, 'x') })) %}";

  test.each([
    ['output', { Type: 'Pass', Output: large, End: true }],
    ['variable', { Type: 'Pass', Assign: { page: large }, End: true }],
    ['task argument', { ...task, Arguments: large }],
  ])('over 256 KiB fails as %s', async (_what, state) => {
    const { ending } = await runMachine(machineOf({ Big: state }));
    expect(ending).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  test.each([
    ['slips through States.ALL', 'States.ALL', 'FAILED'],
    ['slips through States.TaskFailed', 'States.TaskFailed', 'FAILED'],
    ['is caught by its name', 'States.DataLimitExceeded', 'SUCCEEDED'],
  ])('over 256 KiB as a result %s', async (_what, name, status) => {
    const Catch = [{ ErrorEquals: [name], Next: 'Last' }];
    const machine = machineOf({ Call: { ...task, Catch }, Last: { Type: 'Succeed' } });
    const { ending } = await runMachine(machine, { invoke: async () => 'x'.repeat(262_143) });
    expect(ending.status).toBe(status);
  });

  it('of exactly 256 KiB passes', async () => {
    const { ending } = await runMachine(machineOf({ Call: task }), {
      invoke: async () => 'x'.repeat(262_142),
    });
    expect(ending.status).toBe('SUCCEEDED');
  });
});

describe('an execution', () => {
  const hanging = () => new Promise<never>(() => undefined);

  it('times out as a whole, which no Catch prevents', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Last' }];
    const machine = machineOf(
      { Call: { ...task, Catch }, Last: { Type: 'Succeed' } },
      { TimeoutSeconds: 60 },
    );
    const { ending, types } = await runMachine(machine, { invoke: hanging });
    expect(ending).toEqual({ status: 'TIMED_OUT', error: 'States.Timeout', cause: undefined });
    expect(types.at(-1)).toBe('ExecutionTimedOut');
  });

  test.each([
    ['in a task', { ...task, TimeoutSeconds: 60 }],
    ['in a wait', { Type: 'Wait', Seconds: 1_000_000, End: true }],
    [
      'in a map',
      { Type: 'Map', Items: [1, 2], ItemProcessor: { StartAt: 'Call', States: { Call: task } }, End: true },
    ],
    [
      'in the child of a map',
      {
        Type: 'Map',
        Items: [1, 2],
        ToleratedFailurePercentage: 100,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Call',
          States: { Call: task },
        },
        End: true,
      },
    ],
  ])('is aborted at once %s', async (_where, state) => {
    const stop = new AbortController();
    const asleep = () => new Promise<void>(() => undefined);
    setImmediate(() => stop.abort());
    const run = await runMachine(machineOf({ Busy: state }), {
      signal: stop.signal,
      invoke: hanging,
      sleep: asleep,
    });
    expect(run.ending).toEqual({ status: 'ABORTED', error: undefined, cause: undefined });
    expect(run.types.at(-1)).toBe('ExecutionAborted');
  });

  it('is aborted before it begins when the signal has fired', async () => {
    const { ending, types } = await runMachine(machineOf({ Call: task }), { signal: AbortSignal.abort() });
    expect(ending.status).toBe('ABORTED');
    expect(types).toEqual(['ExecutionStarted', 'ExecutionAborted']);
  });

  it('tells a task that it has been aborted, and leaves it in peace when it is done', async () => {
    const signals: AbortSignal[] = [];
    const stop = new AbortController();
    const invoke = async (
      _resource: string,
      _args: unknown,
      { signal }: { readonly signal: AbortSignal },
    ) => {
      signals.push(signal);
      if (signals.length === 2) {
        setImmediate(() => stop.abort());
        await hanging();
      }
    };
    const machine = machineOf({ One: { Type: 'Task', Resource: lambda, Next: 'Two' }, Two: task });
    await runMachine(machine, { invoke, signal: stop.signal });
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
  });

  it('ends when its history has 25,000 events, as in AWS', async () => {
    const machine = machineOf({
      Turn: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.leave %}', Next: 'Last' }],
        Default: 'Turn',
      },
      Last: { Type: 'Succeed' },
    });
    const { ending, events } = await runMachine(machine, { input: { leave: false } });
    expect(ending).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(events.length).toBeLessThanOrEqual(25_001);
  });

  it('leaves a history with every input and output', async () => {
    const machine = machineOf({
      Call: { ...task, Arguments: { page: 1 }, Assign: { page: '{% $states.result.page %}' } },
    });
    const { events } = await runMachine(machine, { input: { book: 'b' } });
    expect(events.map(({ atEpochMs: _at, execution: _run, ...event }) => event)).toEqual([
      { id: 1, type: 'ExecutionStarted', input: { book: 'b' } },
      { id: 2, type: 'TaskStateEntered', state: 'Call', input: { book: 'b' } },
      { id: 3, type: 'TaskScheduled', state: 'Call', resource: lambda, input: { page: 1 }, attempt: 1 },
      { id: 4, type: 'TaskStarted', state: 'Call', resource: lambda },
      { id: 5, type: 'TaskSucceeded', state: 'Call', resource: lambda, output: { page: 1 } },
      { id: 6, type: 'TaskStateExited', state: 'Call', output: { page: 1 }, assigned: { page: 1 } },
      { id: 7, type: 'ExecutionSucceeded', output: { page: 1 } },
    ]);
  });
});
