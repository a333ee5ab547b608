import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCivilDate } from '../../../../core/dates.ts';
import { parseAmount } from '../../../../core/money.ts';
import { segmentOf } from '../../../../core/x12/syntax/segment.ts';

describe('a segment', () => {
  const segment = segmentOf('SV1*HC:99213:25*120*UN*1***1:2^3:4**');

  it('gives its elements by their numbers, and nothing for what is not there', () => {
    expect([0, 1, 2, 4, 5, 99].map((n) => segment.element(n))).toEqual([
      'SV1',
      'HC:99213:25',
      '120',
      '1',
      '',
      '',
    ]);
    expect(segment.id).toBe('SV1');
    expect(segment.size).toBe(9);
  });

  it('gives components and repetitions', () => {
    expect(segment.components(1)).toEqual(['HC', '99213', '25']);
    expect(segment.component(1, 2)).toBe('99213');
    expect(segment.component(1, 9)).toBe('');
    expect(segment.repeats(7)).toEqual(['1:2', '3:4']);
    expect(segment.component(7, 2)).toBe('2');
  });

  it('takes a caret for data where the interchange has no repetition separator', () => {
    const delimiters = { element: '|', repetition: null, component: '>', segment: '~' };
    expect(segmentOf('NTE|ADD|A^B', delimiters).repeats(2)).toEqual(['A^B']);
  });

  it('reads dates and amounts that a line break divides', () => {
    const wrapped = segmentOf('DTM*472*2026\r\n0105*12\r\n.50*20260230');
    expect([wrapped.date(2), wrapped.amount(3), wrapped.date(4)]).toEqual(['20260105', 1250, undefined]);
  });

  const text = (characters: string, maxLength: number) =>
    fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength }).map((letters) => letters.join(''));

  it('reads an amount from its bytes as from its text', () => {
    const amount = fc.oneof(
      text('0123456789', 12).map((digits) => `${digits}.50`),
      text('0123456789', 8).map((digits) => `-${digits}.05`),
      text('0012345.-:/ ', 16),
    );
    fc.assert(
      fc.property(amount, (written) => {
        expect(segmentOf(`AMT*F5*${written}`).amount(2)).toBe(parseAmount(written));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads a date from its bytes as from its text', () => {
    const day = fc.oneof(
      fc
        .date({ noInvalidDate: true, min: new Date('1000-01-01'), max: new Date('9999-12-31') })
        .map((date) => date.toISOString().slice(0, 10).replaceAll('-', '')),
      text('0123', 8).map((digits) => `20${digits}`.slice(0, 8)),
      text('01239:/-', 9),
    );
    fc.assert(
      fc.property(day, (written) => {
        expect(segmentOf(`DTP*472*D8*${written}`).date(3)).toBe(isCivilDate(written) ? written : undefined);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads UTF-8, and Latin-1 where it is none', () => {
    expect(segmentOf('NM1*PEÑA').element(1)).toBe('PEÑA');
  });
});
