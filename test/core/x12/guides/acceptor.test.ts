import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cents } from '../../../../core/money.ts';
import { Defect } from '../../../../core/result.ts';
import { Acceptor, type State } from '../../../../core/x12/guides/acceptor.ts';
import { checkSegment } from '../../../../core/x12/guides/check-segment.ts';
import {
  an,
  composite,
  date,
  decimal,
  type ElementGuide,
  id,
  loop,
  period,
  type SetGuide,
  segment,
  time,
  unused,
  whole,
} from '../../../../core/x12/guides/guide.ts';
import type { FindingKind } from '../../../../core/x12/syntax/finding.ts';
import { segmentOf } from '../../../../core/x12/syntax/segment.ts';
import { SegmentBytes } from '../../../../core/x12/syntax/segment-bytes.ts';
import type { ElementValue } from '../../../../core/x12/syntax/write.ts';

/** A set of a header, and of loops A (up to two) with a required inner loop B and an optional one C. */
const guide: SetGuide = {
  name: 'test',
  setId: '000',
  functionalCode: 'XX',
  root: loop({
    id: 'ST',
    name: 'all',
    usage: 'R',
    children: [
      segment({ id: 'BHT', name: 'header', usage: 'R', elements: [an('R', 1, 3)] }),
      loop({
        id: 'A',
        name: 'a',
        usage: 'R',
        max: 2,
        children: [
          segment({ id: 'HL', name: 'level', usage: 'R', by: 1, elements: [id('R', 1, 2, '20')] }),
          segment({ id: 'REF', name: 'x', usage: 'S', by: 1, elements: [id('R', 1, 2, 'X'), an('R', 1, 5)] }),
          segment({ id: 'REF', name: 'y', usage: 'S', by: 1, elements: [id('R', 1, 2, 'Y'), an('R', 1, 5)] }),
          loop({
            id: 'B',
            name: 'b',
            usage: 'R',
            children: [
              segment({ id: 'NM1', name: 'b', usage: 'R', by: 1, elements: [id('R', 2, 2, 'BB')] }),
              segment({ id: 'N3', name: 'street', usage: 'R', elements: [an('R', 1, 5)] }),
            ],
          }),
          loop({
            id: 'C',
            name: 'c',
            usage: 'S',
            max: 2,
            children: [segment({ id: 'NM1', name: 'c', usage: 'R', by: 1, elements: [id('R', 2, 2, 'CC')] })],
          }),
        ],
      }),
    ],
  }),
};
const acceptor = Acceptor.of(guide);

/** What is left of a state after segments written as `REF*X*1`. */
function stateAfter(start: State, ...segments: readonly string[]): State | null {
  let state: State | null = start;
  for (const text of segments) {
    const [name = '', ...elements] = text.split('*');
    state = state === null ? null : acceptor.take(state, name, elements);
  }
  return state;
}

const A = ['HL*20', 'REF*Y*1', 'REF*X*1', 'NM1*BB', 'N3*S'];

describe('the acceptor of structure', () => {
  test.each([
    ['what is in order', ['BHT*1', ...A, 'NM1*CC', 'NM1*CC', ...A]],
    ['qualified segments in any order among themselves', ['BHT*1', 'HL*20', 'REF*X*1', 'REF*Y*1']],
  ])('takes %s', (_, segments) => {
    expect(stateAfter(acceptor.start(), ...segments)).not.toBeNull();
  });

  test.each([
    ['a segment that came too often', ['BHT*1', 'HL*20', 'REF*X*1', 'REF*X*2']],
    ['a loop that came too often', ['BHT*1', ...A, ...A, ...A]],
    ['a segment after its place', ['BHT*1', 'HL*20', 'NM1*BB', 'N3*S', 'REF*X*1']],
    ['an unknown segment', ['BHT*1', 'ZZ*1']],
    ['an unknown qualifier', ['BHT*1', 'HL*20', 'REF*Z*1']],
    ['what leaves a loop without its required segment', ['BHT*1', 'HL*20', 'NM1*BB', 'NM1*CC']],
    ['what leaves a loop without its required loop', ['BHT*1', 'HL*20', 'HL*20']],
  ])('takes no %s', (_, segments) => {
    expect(stateAfter(acceptor.start(), ...segments)).toBeNull();
  });

  it('knows where all may end, and what may follow with nothing missing before', () => {
    const all = stateAfter(acceptor.start(), 'BHT*1', ...A);
    const half = stateAfter(acceptor.start(), 'BHT*1', 'HL*20', 'NM1*BB');
    if (all === null || half === null) throw new Error('not taken');
    expect([acceptor.canEnd(all), acceptor.canEnd(half)]).toEqual([true, false]);
    const inner = acceptor.start('A');
    const open = stateAfter(inner, 'HL*20');
    const done = stateAfter(inner, 'HL*20', 'NM1*BB', 'N3*S');
    if (open === null || done === null) throw new Error('not taken');
    expect(acceptor.canFollow(done, 'NM1', 'CC')).toBe(true);
    expect(acceptor.canFollow(open, 'NM1', 'CC')).toBe(false);
    expect(acceptor.canFollow(done, 'NM1', 'DD')).toBe(false);
  });

  it('knows no loop that the guide does not have', () => {
    expect(() => acceptor.start('A', 'Z')).toThrow(Defect);
  });
});

const simple: readonly ElementGuide[] = [
  an('R', 2, 4),
  id('S', 1, 2, 'A BB'),
  decimal('S'),
  whole('S', 3),
  date('S'),
  time('S'),
  id('S', 2, 3),
  period('S'),
  unused,
  composite('S', id('R', 1, 1, 'Q'), an('S', 1, 3), unused),
];
const notes = [
  { rule: 'P', elements: [7, 8] },
  { rule: 'C', elements: [2, 3] },
  { rule: 'L', elements: [4, 5, 6] },
  { rule: 'R', elements: [1, 4] },
  { rule: 'E', elements: [5, 10] },
] as const;
const one = segment({ id: 'ONE', name: 'one', usage: 'R', elements: simple, notes });
const alone = Acceptor.of({
  name: 'one',
  setId: '001',
  functionalCode: 'XX',
  root: loop({ id: 'ST', name: 'all', usage: 'R', children: [one] }),
});

function findingsOf(elements: readonly ElementValue[]): readonly string[] {
  const bytes = new SegmentBytes(false, () => undefined);
  bytes.put('ONE', elements);
  const found: FindingKind[] = [];
  checkSegment(one, segmentOf(bytes.segmentsOf(0, bytes.length)[0] ?? ''), (kind) => found.push(kind));
  return found.map(({ code }) => code);
}

const word = fc.constantFrom(
  'A',
  'BB',
  'ABC',
  'ABCDE',
  'Q',
  '1',
  '-1.5',
  '.',
  '1234',
  '12345678901234567890',
);
const when = fc.constantFrom(
  'D8',
  'RD8',
  'DT',
  'TM',
  'XX',
  '202601050930',
  '20260105',
  '20260230',
  '99991231',
  '20260105-20260106',
  '0930',
  '2500',
);
const value: fc.Arbitrary<ElementValue> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  word,
  when,
  fc.constant(''),
  fc.integer({ min: -9, max: 9_999_999 }).map(cents),
  fc.array(fc.option(fc.constantFrom('Q', 'ABC', 'ABCD', ''), { nil: undefined }), { maxLength: 4 }),
);

describe('the acceptor of elements', () => {
  it('takes nothing in which the check of a segment finds something', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 11 }), (elements) => {
        const state = alone.take(alone.start(), 'ONE', elements);
        if (state !== null) expect(findingsOf(elements)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test.each<readonly [string, readonly ElementValue[]]>([
    ['text', ['ABC']],
    ['codes with what they ask for', ['ABC', 'BB', cents(150)]],
    ['numbers and days', ['ABC', undefined, '-1.5', '12', '20240229']],
    ['times', ['ABC', undefined, undefined, '7', undefined, '0930']],
    ['periods', ['ABC', undefined, undefined, undefined, undefined, undefined, 'RD8', '20260105-20260106']],
    ['composites', ['ABC', ...Array.from({ length: 8 }, () => undefined), ['Q', 'ABC']]],
    ['empty elements behind the last', ['ABC', ...Array.from({ length: 12 }, () => undefined)]],
  ])('takes %s', (_, elements) => {
    expect(findingsOf(elements)).toEqual([]);
    expect(alone.take(alone.start(), 'ONE', elements)).not.toBeNull();
  });
});
