import { describe, expect, it, test } from 'vitest';
import {
  batchKey,
  CLAIMS_AT_ONCE,
  clientBatch,
  interchangeRef,
  parseWith,
  partnerBatch,
  settleAll,
} from '../../../functions/runtime/batches.ts';

describe('a batch', () => {
  it('works every item, whatever happens to its neighbours, and then says how many are left', async () => {
    const done: number[] = [];
    const work = async (n: number): Promise<void> => {
      if (n % 3 === 0) throw Object.assign(new Error('item of QUILLBROOK'), { name: 'Throttled' });
      done.push(n);
    };
    const settled = settleAll([1, 2, 3, 4, 5, 6, 7], work, { fileId: 'f', batch: 2 });
    await expect(settled).rejects.toMatchObject({
      name: 'BatchIncomplete',
      message: '{"fileId":"f","batch":2,"unsettled":2,"error":"Throttled"}',
    });
    expect(done).toEqual([1, 2, 4, 5, 7]);
  });

  it('that settles throws nothing', async () => {
    await expect(settleAll([1, 2], async () => {}, {})).resolves.toBeUndefined();
    await expect(settleAll([], async () => {}, {})).resolves.toBeUndefined();
  });

  it('works no more than eight items at once', async () => {
    let [now, most] = [0, 0];
    const work = async (): Promise<void> => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
    };
    await settleAll(Array.from({ length: 40 }), work, {});
    expect(most).toBe(CLAIMS_AT_ONCE);
  });
});

test('a batch has its object by file and number, in the order of the numbers', () => {
  expect([batchKey('f', 2), batchKey('f', 10)]).toEqual(['batches/f/000002.json', 'batches/f/000010.json']);
});

test.each([
  ['a client batch', clientBatch, { fileId: 'f', client: 'c', batch: 0 }],
  ['a partner batch', partnerBatch, { fileId: 'f', partner: 'p', batch: 3 }],
  ['an interchange', interchangeRef, { planId: 'p', partner: 'x', interchange: 0 }],
])('an input is %s as it is, or refused', (_, schema, input) => {
  const parse = parseWith<unknown>(schema);
  expect(parse(input)).toEqual(input);
  for (const wrong of [{ ...input, extra: 1 }, {}, null, 'text']) {
    expect(() => parse(wrong)).toThrow(expect.objectContaining({ name: 'InputInvalid' }));
  }
});
