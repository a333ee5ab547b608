import { describe, expect, it, test } from 'vitest';
import { alignedLines, asNumbered, contentAgain } from '../../../core/claim/content-again.ts';
import { lineNoAt } from '../../../core/claim/lines.ts';
import type { Claim } from '../../../core/claim/types.ts';
import { changedExample } from '../../../core/edits/example.ts';
import type { ServiceLine } from '../../../core/encounter/model.ts';
import { claimNo } from '../../../core/ids.ts';
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
  const claimOf = (lines: readonly ServiceLine[], numbers: Partial<Claim> = {}): Claim => ({
    ...{ claimNo: claimNo('C0001'), clientId: 'riverbend', partnerId: 'p', encounterKey: 'k' },
    ...{ content: { ...content, lines: [...lines] }, totalCharge: cents(0), ...numbers },
  });
  const aligned = (sent: readonly string[], corrected: readonly string[], numbers?: Partial<Claim>) =>
    alignedLines(
      claimOf(
        sent.map((code) => line(code)),
        numbers,
      ),
      corrected.map((code) => line(code)),
    );
  /** `B2`: the line with code B has the number 2. */
  const told = (after: ReturnType<typeof aligned>): readonly string[] =>
    after.lines.map(({ code }, i) => `${code}${lineNoAt(after, i)}`);

  it.each<[string, string[], string[], string[], number[]]>([
    ['keep their order', ['A', 'B'], ['A', 'B'], ['A1', 'B2'], []],
    ['are put back in it', ['A', 'B'], ['B', 'A'], ['A1', 'B2'], []],
    ['with another code take the place that is left', ['A', 'B'], ['B', 'C'], ['C1', 'B2'], []],
    ['that are new follow', ['A', 'B'], ['N', 'B', 'A'], ['A1', 'B2', 'N3'], []],
    ['may be fewer: the last', ['A', 'B'], ['A'], ['A1'], [2]],
    ['may be fewer: the first', ['A', 'B', 'C'], ['C', 'B'], ['B2', 'C3'], [1]],
    ['may be fewer, and one another', ['A', 'B', 'C'], ['A', 'N'], ['A1', 'N2'], [3]],
  ])('%s: %j corrected to %j', (_, sent, corrected, expected, dropped) => {
    const after = aligned(sent, corrected);
    expect([told(after), after.droppedLines ?? []]).toEqual([expected, dropped]);
  });

  it('never take the number of a line that was dropped before', () => {
    const before = { lineNos: [1, 3], droppedLines: [2, 4] };
    const after = aligned(['A', 'C'], ['A', 'C', 'N'], before);
    expect([told(after), after.droppedLines]).toEqual([
      ['A1', 'C3', 'N5'],
      [2, 4],
    ]);
    const fewer = aligned(['A', 'C'], ['A'], before);
    expect([told(fewer), fewer.lineNos, fewer.droppedLines]).toEqual([['A1'], undefined, [2, 3, 4]]);
  });

  it('that are as they were keep their numbers', () => {
    const numbers = { lineNos: [1, 3], droppedLines: [2] };
    const same = asNumbered(claimOf([line('A'), line('C')], numbers));
    expect(same).toEqual({ lines: [line('A'), line('C')], ...numbers });
  });

  it('of one code are told apart by day and charge', () => {
    const sent = claimOf([line('A', 1000, '20260105'), line('A', 1000, '20260106')]);
    const corrected = [line('A', 2000, '20260106'), line('A', 1000, '20260105')];
    expect(alignedLines(sent, corrected).lines.map(({ from }) => from)).toEqual(['20260105', '20260106']);
    const one = alignedLines(sent, [line('A', 2000, '20260106')]);
    expect([one.lineNos, one.droppedLines]).toEqual([[2], [1]]);
  });

  it('of another code are told apart by the charge', () => {
    const sent = claimOf([line('A', 1000), line('B', 3000)]);
    const one = alignedLines(sent, [line('C', 3000)]);
    expect([one.lineNos, one.droppedLines]).toEqual([[2], [1]]);
  });
});
