import { describe, expect, it, test } from 'vitest';
import type { Environment } from '../../../embedded/states/execution.ts';
import { lambda, machineOf, type Run, runMachine, TaskError } from './run-machine.ts';

const task = { Type: 'Task', Resource: lambda, End: true };
const inline = (state: object = task): object => ({ StartAt: 'Item', States: { Item: state } });
const distributed = (state: object = task): object => ({
  ...inline(state),
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
});
const mapOver = (Items: unknown, ItemProcessor: object, more: object = {}): object => ({
  Type: 'Map',
  Items,
  ItemProcessor,
  End: true,
  ...more,
});
const run = (state: object, options: Run = {}) => runMachine(machineOf({ All: state }), options);

/** Fails for the items above a limit. */
const failAbove =
  (limit: number): Environment['invoke'] =>
  async (_resource, item) => {
    if (typeof item === 'number' && item > limit) throw new TaskError('TooLarge', `${item}`);
    return item;
  };

describe.each([
  ['inline', inline],
  ['distributed', distributed],
])('a Map that is %s', (_mode, processor) => {
  it('returns the results in order of the items, whichever ends first', async () => {
    const Item = { Type: 'Wait', Seconds: '{% $states.input %}', End: true };
    const { ending, clock } = await run(mapOver([3, 1, 2], processor(Item)));
    expect(ending).toEqual({ status: 'SUCCEEDED', output: [3, 1, 2] });
    expect(clock.now()).toBe(3_000);
  });

  test.each([
    ['one at a time', 1, 7_000],
    ['two at a time', 2, 4_000],
    ['all at once when it is 0', 0, 3_000],
  ])('runs %s', async (_what, MaxConcurrency, ms) => {
    const Item = { Type: 'Wait', Seconds: '{% $states.input %}', End: true };
    const { clock } = await run(mapOver([3, 2, 2], processor(Item), { MaxConcurrency }));
    expect(clock.now()).toBe(ms);
  });

  it('passes what ItemSelector makes of an item', async () => {
    const ItemSelector = {
      n: '{% $states.context.Map.Item.Index %}',
      word: '{% $states.context.Map.Item.Value %}',
      book: '{% $states.input.book %}',
    };
    const { ending } = await run(mapOver('{% $states.input.words %}', processor(), { ItemSelector }), {
      input: { book: 'b', words: ['x', 'y'] },
    });
    expect(ending).toMatchObject({
      output: [
        { n: 0, word: 'x', book: 'b' },
        { n: 1, word: 'y', book: 'b' },
      ],
    });
  });

  test.each<[string, unknown, unknown]>([
    ['an empty array', [], []],
    ['an array of one', ['x'], ['x']],
    ['an array of arrays', [['x'], []], [['x'], []]],
  ])('takes %s from its input', async (_what, input, output) => {
    const { ending } = await run({ Type: 'Map', ItemProcessor: processor(), End: true }, { input });
    expect(ending).toEqual({ status: 'SUCCEEDED', output });
  });

  test.each<[string, object]>([
    ['an object', { Items: '{% $states.input %}' }],
    ['one item that collapsed', { Items: '{% [1,2][$ > 1] %}' }],
    ['its input, when that is no array', {}],
  ])('fails over %s', async (_what, fields) => {
    const { ending, types } = await run({ Type: 'Map', ItemProcessor: processor(), End: true, ...fields });
    expect(ending).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(types.slice(-3)).toEqual(['EvaluationFailed', 'MapStateFailed', 'ExecutionFailed']);
  });

  it('can be caught and retried as a whole', async () => {
    let calls = 0;
    const invoke = async () => {
      calls += 1;
      throw new TaskError('TooLarge');
    };
    const machine = machineOf({
      All: mapOver([1], processor(), {
        Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['States.ALL'], Output: 'caught', Next: 'Last' }],
      }),
      Last: { Type: 'Succeed' },
    });
    expect((await runMachine(machine, { invoke })).ending).toEqual({ status: 'SUCCEEDED', output: 'caught' });
    expect(calls).toBe(2);
  });
});

describe('an inline Map', () => {
  it('sees the variables around it and keeps its own to itself', async () => {
    const machine = machineOf({
      Set: { Type: 'Pass', Assign: { base: 10 }, Next: 'All' },
      All: mapOver(
        [1, 2],
        {
          StartAt: 'Keep',
          States: {
            Keep: { Type: 'Pass', Assign: { own: '{% $base + $states.input %}' }, Next: 'Tell' },
            Tell: { Type: 'Pass', Output: '{% [$own, $states.context.Map.Item.Index] %}', End: true },
          },
        },
        { Output: { results: '{% $states.result %}', leaked: '{% $exists($own) %}' } },
      ),
    });
    const { ending } = await runMachine(machine);
    expect(ending).toMatchObject({
      output: {
        results: [
          [11, 0],
          [12, 1],
        ],
        leaked: false,
      },
    });
  });

  it('fails with the error of the first item that fails, and stops the others', async () => {
    const stopped: unknown[] = [];
    const { ending, types } = await run(mapOver([1, 2], inline()), {
      invoke: (_resource, item, { signal }) => {
        if (item === 2) return Promise.reject(new TaskError('TooLarge', '2'));
        return new Promise(() => signal.addEventListener('abort', () => stopped.push(item)));
      },
    });
    expect(ending).toEqual({ status: 'FAILED', error: 'TooLarge', cause: '2' });
    expect(stopped).toEqual([1]);
    expect(types.slice(-4)).toEqual([
      'MapIterationFailed',
      'MapIterationAborted',
      'MapStateFailed',
      'ExecutionFailed',
    ]);
  });

  it('runs 40 items at once and no more', async () => {
    let [now, most] = [0, 0];
    const invoke = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
    };
    await run(mapOver('{% [1..100] %}', inline()), { invoke });
    expect(most).toBe(40);
  });
});

describe('a distributed Map', () => {
  it('has children with a scope, a name and a history of their own', async () => {
    const machine = machineOf({
      Set: { Type: 'Pass', Assign: { base: 10 }, Next: 'All' },
      All: mapOver(
        ['x'],
        distributed({
          Type: 'Pass',
          Output: [
            '{% $exists($base) %}',
            '{% $states.context.Execution.Name %}',
            '{% $states.context.Execution.Input %}',
            '{% $exists($states.context.Map) %}',
          ],
          End: true,
        }),
      ),
    });
    const { ending, events } = await runMachine(machine);
    expect(ending).toMatchObject({ output: [[false, 'run-1-All-6-0', 'x', false]] });
    const histories = Object.groupBy(events, ({ execution }) => execution);
    expect(histories['run-1-All-6-0']?.map(({ id, type }) => [id, type])).toEqual([
      [1, 'ExecutionStarted'],
      [2, 'PassStateEntered'],
      [3, 'PassStateExited'],
      [4, 'ExecutionSucceeded'],
    ]);
    expect(histories['run-1']?.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'MapStateEntered',
      'MapStateStarted',
      'MapRunStarted',
      'MapRunSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test.each<[string, object, readonly number[]]>([
    ['of a size', { MaxItemsPerBatch: 2 }, [2, 2, 1]],
    ['of a size from the input', { MaxItemsPerBatch: '{% $states.input.size %}' }, [3, 2]],
  ])('passes batches %s', async (_what, ItemBatcher, sizes) => {
    const Item = { Type: 'Pass', Output: '{% $count($states.input.Items) %}', End: true };
    const { ending } = await run(mapOver([1, 2, 3, 4, 5], distributed(Item), { ItemBatcher }), {
      input: { size: 3 },
    });
    expect(ending).toMatchObject({ output: sizes });
  });

  it('puts BatchInput beside the selected items of a batch', async () => {
    const state = mapOver([1, 2, 3], distributed(), {
      ItemSelector: { page: '{% $states.context.Map.Item.Value %}' },
      ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { book: '{% $states.input.book %}' } },
    });
    expect((await run(state, { input: { book: 'b' } })).ending).toMatchObject({
      output: [
        { BatchInput: { book: 'b' }, Items: [{ page: 1 }, { page: 2 }] },
        { BatchInput: { book: 'b' }, Items: [{ page: 3 }] },
      ],
    });
  });

  test.each<[string, object, 'SUCCEEDED' | 'FAILED']>([
    ['none', {}, 'FAILED'],
    ['one of two', { ToleratedFailureCount: 1 }, 'FAILED'],
    ['two of two', { ToleratedFailureCount: 2 }, 'SUCCEEDED'],
    ['49 %', { ToleratedFailurePercentage: 49 }, 'FAILED'],
    ['50 %', { ToleratedFailurePercentage: 50 }, 'SUCCEEDED'],
    ['50 %, but only one', { ToleratedFailurePercentage: 50, ToleratedFailureCount: 1 }, 'FAILED'],
    ['all, by an expression', { ToleratedFailurePercentage: '{% 100 %}' }, 'SUCCEEDED'],
  ])('that tolerates %s, with two of four failing, has %s', async (_what, tolerance, status) => {
    const { ending } = await run(mapOver([1, 2, 3, 4], distributed(), tolerance), { invoke: failAbove(2) });
    const error = status === 'FAILED' ? { error: 'States.ExceedToleratedFailureThreshold' } : {};
    expect(ending).toMatchObject({ status, ...error });
  });

  it('counts every item of a failed batch', async () => {
    const state = mapOver([1, 2, 3], distributed(), {
      ItemBatcher: { MaxItemsPerBatch: 2 },
      ToleratedFailureCount: 1,
    });
    const invoke: Environment['invoke'] = () => Promise.reject(new TaskError('TooLarge'));
    expect((await run(state, { invoke })).ending.status).toBe('FAILED');
  });

  it('describes a failed child in its place among the results', async () => {
    const state = mapOver([1, 9], distributed(), { ToleratedFailureCount: 1 });
    const { ending } = await run(state, { invoke: failAbove(5) });
    const failed = { Name: 'run-1-All-4-1', Status: 'FAILED', Input: '9', Error: 'TooLarge', Cause: '9' };
    expect(ending).toMatchObject({ status: 'SUCCEEDED', output: [1, failed] });
  });
});
