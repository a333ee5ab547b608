import { describe, expect, it, test } from 'vitest';
import { lambda, machineOf, runMachine, TaskError } from './run-machine.ts';

const task = { Type: 'Task', Resource: lambda, End: true };

describe('a task', () => {
  it('gets its input where it has no Arguments, and the names of its run and state', async () => {
    const calls: unknown[] = [];
    const invoke = async (
      ...[resource, args, { executionName, stateName }]: [
        string,
        unknown,
        { executionName: string; stateName: string },
      ]
    ) => {
      calls.push({ resource, args, executionName, stateName });
    };
    const { ending } = await runMachine(machineOf({ Call: task }), { input: { page: 1 }, invoke });
    expect(calls).toEqual([
      { resource: lambda, args: { page: 1 }, executionName: 'run-1', stateName: 'Call' },
    ]);
    expect(ending).toEqual({ status: 'SUCCEEDED', output: null });
  });

  it('fails with the name and the cause of what it throws', async () => {
    const { ending, events } = await runMachine(machineOf({ Call: task }), {
      invoke: () => Promise.reject(new TaskError('PaperJam', '{"tray":2}')),
    });
    expect(ending).toEqual({ status: 'FAILED', error: 'PaperJam', cause: '{"tray":2}' });
    expect(events.at(-2)).toMatchObject({ type: 'TaskFailed', error: 'PaperJam', cause: '{"tray":2}' });
  });

  test.each([
    ['TimeoutSeconds', { TimeoutSeconds: 30 }, 'States.Timeout', 30_000],
    [
      'TimeoutSeconds from the input',
      { TimeoutSeconds: '{% $states.input.limit %}' },
      'States.Timeout',
      20_000,
    ],
    [
      'HeartbeatSeconds, as it sends none',
      { TimeoutSeconds: 30, HeartbeatSeconds: 10 },
      'States.HeartbeatTimeout',
      10_000,
    ],
  ])('ends after %s', async (_what, fields, error, ms) => {
    const seen: AbortSignal[] = [];
    const run = await runMachine(machineOf({ Call: { ...task, ...fields } }), {
      input: { limit: 20 },
      invoke: (_resource, _args, { signal }) => {
        seen.push(signal);
        return new Promise(() => undefined);
      },
    });
    expect(run.ending).toMatchObject({ status: 'FAILED', error });
    expect(run.clock.now()).toBe(ms);
    expect(run.types).toContain('TaskTimedOut');
    expect(seen[0]?.aborted).toBe(true);
  });

  it('leaves no timer behind when it answers in time', async () => {
    const { clock } = await runMachine(
      machineOf({ Call: { ...task, TimeoutSeconds: 900 } }, { TimeoutSeconds: 9_000 }),
    );
    expect(clock.timers.size).toBe(0);
    expect(clock.now()).toBe(0);
  });
});
