import { describe, expect, it, test } from 'vitest';
import { errorMatches } from '../../../embedded/states/failure.ts';
import { lambda, machineOf, runMachine, TaskError } from './run-machine.ts';

const task = { Type: 'Task', Resource: lambda, End: true };

/** An `invoke` that fails with these errors in turn, and then answers. */
function failing(...names: readonly string[]) {
  const left = [...names];
  return async (): Promise<unknown> => {
    const name = left.shift();
    if (name !== undefined) throw new TaskError(name, 'why');
    return 'done';
  };
}

describe('ErrorEquals', () => {
  test.each([
    [['PaperJam'], 'PaperJam', true],
    [['PaperJam'], 'NoInk', false],
    [['States.ALL'], 'PaperJam', true],
    [['States.ALL'], undefined, true],
    [['States.ALL'], 'States.Timeout', true],
    [['States.ALL'], 'States.DataLimitExceeded', false],
    [['States.ALL'], 'States.Runtime', false],
    [['States.TaskFailed'], 'PaperJam', true],
    [['States.TaskFailed'], 'States.Timeout', false],
    [['States.TaskFailed'], 'States.HeartbeatTimeout', false],
    [['States.TaskFailed'], 'States.DataLimitExceeded', false],
    [['States.Timeout'], 'States.Timeout', true],
    [['States.Timeout'], 'States.HeartbeatTimeout', true],
    [['States.HeartbeatTimeout'], 'States.Timeout', false],
  ])('%j and %s: %s', (errorEquals, error, matches) => {
    expect(errorMatches(errorEquals, error)).toBe(matches);
  });
});

describe('Retry', () => {
  test.each([
    ['by default three times, after 1, 2 and 4 s', {}, [1_000, 2_000, 4_000]],
    [
      'with its interval and backoff',
      { IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 3 },
      [2_000, 6_000, 18_000],
    ],
    ['never longer than MaxDelaySeconds', { IntervalSeconds: 2, MaxDelaySeconds: 3 }, [2_000, 3_000, 3_000]],
    ['with jitter somewhere within the delay', { JitterStrategy: 'FULL', MaxAttempts: 2 }, [500, 1_000]],
    ['never with MaxAttempts 0', { MaxAttempts: 0 }, []],
  ])('tries again %s', async (_what, fields, delays) => {
    const machine = machineOf({ Call: { ...task, Retry: [{ ErrorEquals: ['States.ALL'], ...fields }] } });
    const run = await runMachine(machine, {
      invoke: failing(...Array.from({ length: 9 }, () => 'PaperJam')),
    });
    expect(run.slept).toEqual(delays);
    expect(run.ending).toMatchObject({ status: 'FAILED', error: 'PaperJam' });
    const attempts = run.events.flatMap(({ type, attempt }) => (type === 'TaskScheduled' ? [attempt] : []));
    expect(attempts).toEqual([1, ...delays.map((_, n) => n + 2)]);
  });

  it('counts the attempts of each retrier by itself', async () => {
    const Retry = [
      { ErrorEquals: ['PaperJam'], IntervalSeconds: 5, MaxAttempts: 1 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 2 },
    ];
    const run = await runMachine(machineOf({ Call: { ...task, Retry } }), {
      invoke: failing('NoInk', 'PaperJam', 'NoInk'),
    });
    expect(run.ending).toEqual({ status: 'SUCCEEDED', output: 'done' });
    expect(run.slept).toEqual([1_000, 5_000, 2_000]);
  });

  it('asks only the first retrier that names the error', async () => {
    const Retry = [{ ErrorEquals: ['PaperJam'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }];
    const run = await runMachine(machineOf({ Call: { ...task, Retry } }), { invoke: failing('PaperJam') });
    expect(run.ending).toMatchObject({ error: 'PaperJam' });
  });

  it('evaluates the state anew, with the number of retries in its context', async () => {
    const machine = machineOf({
      Call: {
        ...task,
        Arguments: { retry: '{% $states.context.State.RetryCount %}' },
        Retry: [{ ErrorEquals: ['States.ALL'] }],
      },
    });
    const { events } = await runMachine(machine, { invoke: failing('PaperJam', 'NoInk') });
    const inputs = events.flatMap(({ type, input }) => (type === 'TaskScheduled' ? [input] : []));
    expect(inputs).toEqual([{ retry: 0 }, { retry: 1 }, { retry: 2 }]);
  });

  it('begins anew when the state is entered again', async () => {
    const machine = machineOf({
      Call: {
        Type: 'Task',
        Resource: lambda,
        Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
        Next: 'Again',
      },
      Again: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $exists($once) %}', Next: 'Last' }],
        Default: 'Call',
        Assign: { once: true },
      },
      Last: { Type: 'Succeed' },
    });
    const answers = ['PaperJam', '', 'PaperJam', ''];
    const invoke = async () => {
      const name = answers.shift();
      if (name) throw new TaskError(name);
    };
    expect((await runMachine(machine, { invoke })).slept).toEqual([1_000, 1_000]);
  });
});

describe('Catch', () => {
  const last = {
    Type: 'Pass',
    Output: ['{% $states.input %}', '{% $exists($saw) ? $saw : null %}'],
    End: true,
  };
  const caughtBy = (Catch: readonly object[]): object => machineOf({ Call: { ...task, Catch }, Last: last });
  const errorOutput = { Error: 'PaperJam', Cause: 'why' };

  test.each([
    ['hands on the error', {}, [errorOutput, null]],
    [
      'makes its own output',
      { Output: { at: '{% $states.input.page %}', error: '{% $states.errorOutput.Error %}' } },
      [{ at: 1, error: 'PaperJam' }, null],
    ],
    ['assigns variables', { Assign: { saw: '{% $states.errorOutput.Cause %}' } }, [errorOutput, 'why']],
  ])('%s', async (_what, fields, output) => {
    const machine = caughtBy([{ ErrorEquals: ['PaperJam'], ...fields, Next: 'Last' }]);
    const { ending } = await runMachine(machine, { input: { page: 1 }, invoke: failing('PaperJam') });
    expect(ending).toEqual({ status: 'SUCCEEDED', output });
  });

  it('comes after Retry', async () => {
    const machine = machineOf({
      Call: {
        ...task,
        Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Last' }],
      },
      Last: last,
    });
    const { ending, slept } = await runMachine(machine, { invoke: failing('NoInk', 'PaperJam') });
    expect(ending).toEqual({ status: 'SUCCEEDED', output: [errorOutput, null] });
    expect(slept).toEqual([1_000]);
  });

  it('takes the first catcher that names the error', async () => {
    const machine = caughtBy([
      { ErrorEquals: ['NoInk'], Output: 1, Next: 'Last' },
      { ErrorEquals: ['PaperJam'], Output: 2, Next: 'Last' },
      { ErrorEquals: ['States.ALL'], Output: 3, Next: 'Last' },
    ]);
    expect((await runMachine(machine, { invoke: failing('PaperJam') })).ending).toMatchObject({
      output: [2, null],
    });
  });

  test.each([
    ['a time limit', { TimeoutSeconds: 5 }, 'States.Timeout'],
    ['an expression of the state', { Arguments: '{% $nowhere %}' }, 'States.QueryEvaluationError'],
    [
      'the output of the state',
      { Output: '{% $nowhere %}', TimeoutSeconds: 5 },
      'States.QueryEvaluationError',
    ],
  ])('catches the failure of %s', async (_what, fields, error) => {
    const machine = machineOf({
      Call: {
        ...task,
        ...fields,
        Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'Last' }],
      },
      Last: last,
    });
    const invoke = () => ('Output' in fields ? Promise.resolve(1) : new Promise(() => undefined));
    expect((await runMachine(machine, { invoke })).ending).toMatchObject({ output: [error, null] });
  });

  it('that fails itself fails the execution', async () => {
    const machine = caughtBy([{ ErrorEquals: ['States.ALL'], Output: '{% $nowhere %}', Next: 'Last' }]);
    const { ending } = await runMachine(machine, { invoke: failing('PaperJam') });
    expect(ending).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });
});
