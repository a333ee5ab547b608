import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cleanIdentifier, cleanText, isClean } from '../../../../core/x12/syntax/clean.ts';
import { DELIMITERS } from '../../../../core/x12/syntax/write.ts';

const cleaning = { delimiters: DELIMITERS, upperCase: true };

describe('text', () => {
  test.each([
    ['Peña', 'PENA', 'spelled'],
    ['Łukasz', 'LUKASZ', 'spelled'],
    ['Straße 5', 'STRASSE 5', 'spelled'],
    ['Æther Ørsted Œuvre Đorđe Þór', 'AETHER ORSTED OEUVRE DORDE THOR', 'spelled'],
    ['“O’Brien” – Co…', '"O\'BRIEN" - CO...', 'spelled'],
    ['a\u00a0b\tc\r\nd', 'A B C D', 'spelled'],
    ['O*BRIEN~LTD:1^2', 'O BRIEN LTD 1 2', 'replaced'],
    ['Full width ＊', 'FULL WIDTH', 'replaced'],
    ['漢字 clinic', 'CLINIC', 'replaced'],
    ['  two   blanks ', 'TWO BLANKS', 'no'],
    ['plain', 'PLAIN', 'no'],
  ])('%j becomes %j (%s)', (raw, value, changed) => {
    expect(cleanText(raw, 60, cleaning)).toEqual({ value, changed, cut: false });
  });

  it('is cut at the maximum, without a blank at its end', () => {
    expect(cleanText('ABCD EFGH', 5, cleaning)).toEqual({ value: 'ABCD', changed: 'no', cut: true });
  });

  it('keeps its case where the partner takes both', () => {
    expect(cleanText('Doe', 60, { ...cleaning, upperCase: false }).value).toBe('Doe');
  });

  it('is printable ASCII without delimiters, and clean when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (raw, max) => {
        const { value } = cleanText(raw, max, cleaning);
        expect(value).toMatch(/^[ -~]*$/);
        expect(value).not.toMatch(/[*^:~]|^ | $| {2}/);
        expect(cleanText(value, max, cleaning)).toEqual({ value, changed: 'no', cut: false });
      }),
    );
  });
});

describe('an identifier', () => {
  test.each([
    [' abc-1 ', 'ABC-1', null],
    ['A  B', 'A  B', null],
    ['AB*12', 'AB*12', 'CHR-02'],
    ['AB\n12', 'AB\n12', 'CHR-02'],
    ['PEÑA1', 'PEÑA1', 'CHR-02'],
    ['ABCDEFGHIJK', 'ABCDEFGHIJK', 'LEN-02'],
  ])('%j is %j, problem %s', (raw, value, problem) => {
    expect(cleanIdentifier(raw, 10, cleaning)).toEqual({ value, problem });
  });
});

describe('what is clean at a look', () => {
  const text = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9 .*:~^-]{0,12}$/),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );

  it('is what cleaning does not change, as text or as an identifier', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (raw, upperCase) => {
        if (!isClean(raw, upperCase)) return;
        const cleaning = { delimiters: DELIMITERS, upperCase };
        expect(cleanText(raw, 80, cleaning)).toEqual({ value: raw, changed: 'no', cut: false });
        expect(cleanIdentifier(raw, 80, cleaning)).toEqual({ value: raw, problem: null });
      }),
      { numRuns: 500 },
    );
  });

  test.each(['SMITH', "O'NEIL & SONS", '12 ELM ST', '9'])('%s is', (raw) => {
    expect(isClean(raw, true)).toBe(true);
  });

  test.each(['', ' A', 'A ', 'A  B', 'Peña', 'A*B', 'a'])('%j is not', (raw) => {
    expect(isClean(raw, true)).toBe(false);
  });
});
