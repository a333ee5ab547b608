import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cents, formatAmount } from '../../../../core/money.ts';
import { type FaultyPlace, SegmentBytes } from '../../../../core/x12/syntax/segment-bytes.ts';
import type { ElementValue } from '../../../../core/x12/syntax/write.ts';

const written = (id: string, ...elements: readonly ElementValue[]) => {
  const faults: FaultyPlace[] = [];
  const bytes = new SegmentBytes(false, (place) => faults.push(place));
  const size = bytes.put(id, elements);
  return { text: bytes.view().toString(), size, count: bytes.count, faults };
};

describe('segments as bytes', () => {
  test.each([
    ['elements between others', ['A', undefined, 'B'], 'ID*A**B~', 3],
    ['no empty end', ['A', undefined, '', [undefined, '']], 'ID*A~', 1],
    ['components between others', [[undefined, 'A', '', 'B', undefined]], 'ID*:A::B~', 1],
    ['an empty composite as an empty element', [[undefined], 'A'], 'ID**A~', 2],
    ['amounts', [cents(15050), cents(-5)], 'ID*150.5*-.05~', 2],
    ['letters beyond ASCII as UTF-8', ['Peña', '漢'], 'ID*Peña*漢~', 2],
    ['nothing without an element', [undefined, '', ['']], '', 0],
  ] as const)('hold %s', (_, elements, text, size) => {
    expect(written('ID', ...elements)).toEqual({ text, size, count: size === 0 ? 0 : 1, faults: [] });
  });

  it('report each place of a delimiter or control character and leave it out', () => {
    const { text, faults } = written('NM1', 'A*B', ['1', '2:3'], 'x\u0085y', '~^');
    expect(faults).toEqual([
      { segmentId: 'NM1', element: 1 },
      { segmentId: 'NM1', element: 2, component: 2 },
      { segmentId: 'NM1', element: 3 },
      { segmentId: 'NM1', element: 4 },
    ]);
    expect(text).toBe('NM1*AB*1:23*xy*~');
  });

  it('write every amount as it is written elsewhere', () => {
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -200, max: 200_000 })), (n) => {
        expect(written('AMT', cents(n)).text).toBe(`AMT*${formatAmount(cents(n))}~`);
      }),
    );
  });

  it('grow as much as is needed, for any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 3000 }), { maxLength: 9 }), (values) => {
        const bytes = new SegmentBytes(true, () => undefined);
        for (const value of values) bytes.segment('K3', 'x', undefined, value);
        const clean = values.map((value) => value.replace(/[*^:~\p{Cc}]/gu, '').toWellFormed());
        const lines = clean.map((value, i) => (values[i] === '' ? 'K3*x~\n' : `K3*x**${value}~\n`));
        expect(bytes.view().toString()).toBe(lines.join(''));
        expect(bytes.segmentsOf(0, bytes.length)).toEqual(lines.map((line) => line.slice(0, -2)));
      }),
    );
  });

  it('can be put after others, and taken back', () => {
    const one = new SegmentBytes(false, () => undefined);
    one.segment('A', '1');
    const mark = { length: one.length, count: one.count };
    one.segment('B', '2');
    const other = new SegmentBytes(false, () => undefined);
    other.raw('ISA*00');
    other.append(one, { start: mark.length, end: one.length, count: 1 });
    one.cutTo(mark);
    one.segment('C', '3');
    expect(other.view().toString()).toBe('ISA*00~B*2~');
    expect(other.count).toBe(2);
    expect(one.view().toString()).toBe('A*1~C*3~');
  });
});
