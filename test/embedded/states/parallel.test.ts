import { describe, expect, it } from 'vitest';
import { lambda, machineOf, runMachine, TaskError } from './run-machine.ts';

const branch = (name: string, state: object): object => ({ StartAt: name, States: { [name]: state } });

describe('a Parallel', () => {
  it('runs its branches side by side on the same input and returns their results in order', async () => {
    const machine = machineOf({
      Set: { Type: 'Pass', Assign: { ink: 'red' }, Next: 'Both' },
      Both: {
        Type: 'Parallel',
        Branches: [
          branch('Slow', { Type: 'Wait', Seconds: 5, End: true }),
          branch('Quick', { Type: 'Pass', Output: ['{% $ink %}', '{% $states.input %}'], End: true }),
        ],
        Arguments: { page: '{% $states.input.page + 1 %}' },
        Output: '{% $states.result %}',
        End: true,
      },
    });
    const { ending, clock } = await runMachine(machine, { input: { page: 1 } });
    expect(ending).toEqual({ status: 'SUCCEEDED', output: [{ page: 2 }, ['red', { page: 2 }]] });
    expect(clock.now()).toBe(5_000);
  });

  it('fails with the first failure and stops the other branches', async () => {
    const task = { Type: 'Task', Resource: lambda, End: true };
    const Branches = [branch('Good', { Type: 'Wait', Seconds: 500, End: true }), branch('Bad', task)];
    const machine = machineOf({
      Both: { Type: 'Parallel', Branches, Catch: [{ ErrorEquals: ['PaperJam'], Next: 'Last' }], End: true },
      Last: { Type: 'Succeed' },
    });
    const { ending, clock, types } = await runMachine(machine, {
      invoke: () => Promise.reject(new TaskError('PaperJam', 'why')),
    });
    expect(ending).toEqual({ status: 'SUCCEEDED', output: { Error: 'PaperJam', Cause: 'why' } });
    expect(clock.now()).toBe(0);
    expect(types).toContain('ParallelStateFailed');
  });
});
