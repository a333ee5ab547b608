import { describe, expect, it, test } from 'vitest';
import { alignedLines, contentAgain } from '../../../core/claim/content-again.ts';
import { changedExample } from '../../../core/edits/example.ts';
import type { ServiceLine } from '../../../core/encounter/model.ts';
import { cents } from '../../../core/money.ts';

const content = changedExample({});

test.each([
  ['replace', '7', 'PC1'],
  ['void', '8', 'PC1'],
  ['resend', '1', undefined],
  ['refile', '1', undefined],
] as const)('%s goes out with frequency %s', (act, frequency, number) => {
  const before = { ...content, frequency: '7', payerClaimControlNo: 'OLD' };
  const after = contentAgain(before, act, 'PC1');
  expect([after.frequency, after.payerClaimControlNo]).toEqual([frequency, number]);
  expect({ ...after, frequency: '1', payerClaimControlNo: undefined }).toEqual({
    ...content,
    payerClaimControlNo: undefined,
  });
});

describe('corrected lines', () => {
  const line = (code: string, chargeCents = 1000, from = '20260105'): ServiceLine => ({
    ...{ code, chargeCents: cents(chargeCents), from, units: '1' },
  });
  const codes = (lines: readonly { readonly code: string }[] | null) =>
    lines?.map(({ code }) => code) ?? null;

  it.each<[string, string[], string[], string[] | null]>([
    ['keep their order', ['A', 'B'], ['A', 'B'], ['A', 'B']],
    ['are put back in it', ['A', 'B'], ['B', 'A'], ['A', 'B']],
    ['with another code take the place that is left', ['A', 'B'], ['B', 'C'], ['C', 'B']],
    ['that are new follow', ['A', 'B'], ['N', 'B', 'A'], ['A', 'B', 'N']],
    ['may not be fewer', ['A', 'B'], ['A'], null],
  ])('%s: %j corrected to %j', (_, sent, corrected, expected) => {
    expect(
      codes(
        alignedLines(
          sent.map((code) => line(code)),
          corrected.map((code) => line(code)),
        ),
      ),
    ).toEqual(expected);
  });

  it('of one code are told apart by day and charge', () => {
    const sent = [line('A', 1000, '20260105'), line('A', 1000, '20260106')];
    const corrected = [line('A', 2000, '20260106'), line('A', 1000, '20260105')];
    expect(alignedLines(sent, corrected)?.map(({ from }) => from)).toEqual(['20260105', '20260106']);
  });
});
