import { expect, it } from 'vitest';
import type { JournalEvent } from '../../../core/claim/journal.ts';
import { decideClaim } from '../../../core/remit/adjustments.ts';
import { withoutDropped } from '../../../core/remit/dropped-lines.ts';
import { matchLines } from '../../../core/remit/match.ts';
import { nextContent } from '../../../core/remit/next-content.ts';
import { aClaim, aPayment, usd } from './given.ts';

/** Of lines 1 to 3 the second was dropped. */
const claim = {
  ...aClaim(
    'C0009',
    [
      { code: '80047', charge: 50 },
      { code: '80048', charge: 30 },
    ],
    { secondary: true },
  ),
  ...{ lineNos: [1, 3], droppedLines: [2] },
};
const answered = (
  services: NonNullable<Parameters<typeof aPayment>[0]['services']>,
  clp: string,
): ReturnType<typeof aPayment> => aPayment({ claimId: 'C0009-1', clp, services });

it('the claim to the next payer names a bundling line by its place, and each line by its number', () => {
  const payment = answered(
    [
      { code: '80047', charge: 50, paid: 0, cas: ['CO-97 50'], line: 'C0009-1-1' },
      { code: '80047', charge: 30, paid: 60, cas: ['OA-94 -50', 'CO-45 20'], line: 'C0009-1-3' },
    ],
    '1/80/60',
  );
  const decided = {
    ...{ version: 2, filing: 1, cause: 'c', entries: [], steps: [] },
    facts: { kind: 'adjudicated', disposition: 'posted', payment, paymentDate: '20260210' },
  } as unknown as JournalEvent;
  const { lines } = nextContent(claim, [decided], 2);
  expect(
    lines.map(({ adjudications = [] }) => adjudications.map((one) => [one.paidCents, one.bundledIntoLine])),
  ).toEqual([[[0, 2]], [[usd(60), undefined]]]);
});

it.each([
  ['whose charge is taken back is no denial', {}, [], 30],
  ['that is still open is one', { 2: { '1100[1]': usd(30) } }, [30], 0],
])('what a payer denies of a dropped line %s', (_, balances, held, information) => {
  const payment = answered(
    [{ code: '99000', charge: 30, paid: 0, cas: ['CO-16 30'], line: 'C0009-1-2' }],
    '1/30/0',
  );
  const decision = decideClaim(payment, matchLines(claim, payment.services));
  const [line] = withoutDropped(decision, { claim, balances, payerSequence: 1 }).lines;
  expect(line?.held.map(({ amount }) => amount / 100)).toEqual(held);
  expect((line?.information ?? []).reduce((sum, { amount }) => sum + amount / 100, 0)).toBe(information);
});
