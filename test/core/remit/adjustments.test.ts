import { describe, expect, it, test } from 'vitest';
import { formatDollars } from '../../../core/money.ts';
import { capReasons, decideClaim, totalOf } from '../../../core/remit/adjustments.ts';
import { matchLines } from '../../../core/remit/match.ts';
import { aClaim, adjustment, aPayment, usd } from './given.ts';

const words = (reasons: readonly { group: string; carc: string; amount: number }[]) =>
  reasons.map((r) => `${r.group}-${r.carc} ${r.amount / 100}`);

describe('bundling', () => {
  /** Charges 100 and 50; line 1 is paid above its charge for both. */
  const decided = (first: string[], second: string[], paid: [number, number]) => {
    const claim = aClaim('C0001', [
      { code: 'A0001', charge: 100 },
      { code: 'A0002', charge: 50 },
    ]);
    const services = [
      { code: 'A0001', charge: 100, paid: paid[0], cas: first },
      { code: 'A0002', charge: 50, paid: paid[1], cas: second },
    ];
    const payment = aPayment({ claimId: 'C0001-1', clp: `1/150/${paid[0] + paid[1]}`, services });
    return decideClaim(payment, matchLines(claim, payment.services)).lines;
  };

  it('cancels what both sides have', () => {
    const [first, second] = decided(['OA-94 -50'], ['CO-97 50'], [150, 0]);
    expect([words(first?.information ?? []), words(second?.information ?? [])]).toEqual([
      ['OA-94 -50'],
      ['CO-97 50'],
    ]);
  });

  it('holds the part of a CARC 97 that nothing offsets', () => {
    const [first, second] = decided(['OA-94 -20'], ['CO-97 50'], [120, 0]);
    expect(words(first?.information ?? [])).toEqual(['OA-94 -20']);
    expect([words(second?.information ?? []), words(second?.held ?? [])]).toEqual([
      ['CO-97 20'],
      ['CO-97 30'],
    ]);
  });

  it('posts the part of a CARC 94 that offsets nothing', () => {
    const [first, second] = decided(['OA-94 -70'], ['CO-97 50'], [170, 0]);
    expect([words(first?.information ?? []), words(first?.contractual ?? [])]).toEqual([
      ['OA-94 -50'],
      ['OA-94 -20'],
    ]);
    expect(words(second?.held ?? [])).toEqual([]);
  });

  it('leaves a CARC 97 alone where no line was paid above its charge', () => {
    const [, second] = decided(['CO-45 30'], ['CO-97 50'], [70, 0]);
    expect(words(second?.held ?? [])).toEqual(['CO-97 50']);
  });
});

test.each<[string[], number, string[], string[]]>([
  [['PR-1 100', 'PR-2 50'], 200, ['PR-1 100', 'PR-2 50'], []],
  [['PR-1 100', 'PR-2 50'], 120, ['PR-1 100', 'PR-2 20'], ['PR-2 30']],
  [['PR-1 100', 'PR-2 50'], 60, ['PR-1 60'], ['PR-1 40', 'PR-2 50']],
  [['PR-1 100'], 0, [], ['PR-1 100']],
  [[], 10, [], []],
])('%j capped at %d is %j, beyond it %j', (given, cap, within, beyond) => {
  const capped = capReasons(given.map(adjustment), usd(cap));
  expect([words(capped.within), words(capped.beyond)]).toEqual([within, beyond]);
  expect(formatDollars(totalOf([...capped.within, ...capped.beyond]))).toBe(
    formatDollars(totalOf(given.map(adjustment))),
  );
});
