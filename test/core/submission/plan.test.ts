import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { claimNo } from '../../../core/ids.ts';
import {
  batchIdOf,
  type Candidate,
  interchangeControlText,
  interchangesNeeded,
  parseBatchId,
  planInterchanges,
} from '../../../core/submission/plan.ts';

const candidates = (count: number): readonly Candidate[] =>
  Array.from({ length: count }, (_, i) => ({
    claimNo: claimNo(`RVB${String(i).padStart(4, '0')}`),
    filing: 1,
    attempt: 1,
  }));
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => 101 + i);
const limits = { claimsPerInterchange: 5, claimsPerSet: 2 };

describe('a plan', () => {
  it('fills interchanges and sets in the order of the claim numbers', () => {
    const planned = planInterchanges(candidates(7).toReversed(), numbers(2), limits);
    const shape = planned.map(({ controlNo, sets }) => [
      controlNo,
      sets.map((set) => [set.controlNo, set.batchId, set.claims.map((c) => c.claimNo.slice(-1)).join('')]),
    ]);
    expect(shape).toEqual([
      [
        101,
        [
          ['0001', '000000101-0001', '01'],
          ['0002', '000000101-0002', '23'],
          ['0003', '000000101-0003', '4'],
        ],
      ],
      [102, [['0001', '000000102-0001', '56']]],
    ]);
  });

  it('is the same however the index gave the claims', () => {
    const shuffled = fc.shuffledSubarray([...candidates(9)], { minLength: 9 });
    const straight = planInterchanges(candidates(9), numbers(2), limits);
    fc.assert(
      fc.property(shuffled, (claims) => {
        expect(planInterchanges(claims, numbers(2), limits)).toEqual(straight);
      }),
    );
  });

  it('holds each claim once, in sets and interchanges within their limits', () => {
    const repeated = fc.array(fc.nat(20), { minLength: 1, maxLength: 60 });
    const sizes = fc.record({
      claimsPerInterchange: fc.integer({ min: 1, max: 9 }),
      claimsPerSet: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(repeated, sizes, (picks, given) => {
        const all = candidates(21);
        const claims = picks.flatMap((i) => all[i] ?? []);
        const needed = interchangesNeeded(claims.length, given);
        const sets = planInterchanges(claims, numbers(needed), given).map((i) => i.sets);
        const planned = sets.flat(2).flatMap((set) => set.claims.map((c) => c.claimNo));
        expect(planned).toEqual([...new Set(claims.map((c) => c.claimNo))].toSorted());
        for (const own of sets) {
          expect(own.flatMap((set) => set.claims).length).toBeLessThanOrEqual(given.claimsPerInterchange);
          for (const set of own) expect(set.claims.length).toBeLessThanOrEqual(given.claimsPerSet);
        }
      }),
    );
  });

  it('of nothing is empty', () => {
    expect(planInterchanges([], [], limits)).toEqual([]);
    expect(interchangesNeeded(0, limits)).toBe(0);
  });
});

test.each([
  [1, 1],
  [5, 1],
  [6, 2],
  [5001, 1001],
])('%i claims need %i interchanges of five', (count, needed) => {
  expect(interchangesNeeded(count, limits)).toBe(needed);
});

describe('a BHT03', () => {
  it('names interchange and set, and is read back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999_999 }),
        fc.integer({ min: 1, max: 9999 }),
        (controlNo, set) => {
          const setControlNo = String(set).padStart(4, '0');
          const text = batchIdOf(controlNo, setControlNo);
          expect(text.length).toBeLessThanOrEqual(30);
          expect(parseBatchId(text)).toEqual({ controlNo, setControlNo });
        },
      ),
    );
  });

  it.each(['', '1-0001', '000000001', '000000001-1', '000000001-0001x', 'THEIRS'])(
    'that is not ours is told: %s',
    (text) => {
      expect(parseBatchId(text)).toBeNull();
    },
  );

  it('is read with blanks around it', () => {
    expect(parseBatchId(' 000000001-0001 ')).toEqual({ controlNo: 1, setControlNo: '0001' });
  });
});

test('an interchange control number has nine digits', () => {
  expect([interchangeControlText(1), interchangeControlText(999_999_999)]).toEqual([
    '000000001',
    '999999999',
  ]);
});
