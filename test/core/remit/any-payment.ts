import fc from 'fast-check';
import { cents, sum } from '../../../core/money.ts';
import type { ClaimPayment, RemittanceAdjustment } from '../../../core/x12/types.ts';
import { aClaim, aPayment } from './given.ts';

// Goal: whatever a payer says of a claim, as long as its sums come out, the ledger stays right.
// Method: lines with random charges, each split at random into a payment and adjustments of random codes.

const codes = fc.constantFrom(
  ...(['CO-45', 'CO-253', 'CO-24', 'CO-59', 'CO-50', 'CO-97', 'CO-16', 'PR-1', 'PR-2', 'PR-27'] as const),
  ...(['OA-23', 'OA-94', 'OA-100', 'PI-45', 'PI-97', 'CR-1', 'CO-23', 'PR-94', 'CO-999'] as const),
);
const share = fc.record({ code: codes, amount: fc.integer({ min: -3000, max: 20_000 }) });
const line = fc.record({
  charge: fc.integer({ min: 1, max: 50_000 }),
  shares: fc.array(share, { maxLength: 4 }),
});

const adjustmentOf = ({ code, amount }: { code: string; amount: number }): RemittanceAdjustment => {
  const [group = '', carc = ''] = code.split('-');
  return { group, carc, amount: cents(amount) };
};

export interface Given {
  readonly claim: ReturnType<typeof aClaim>;
  readonly payment: ClaimPayment;
}

/** A claim and a payment of it that balances at line and claim level. */
export const given = (no: string): fc.Arbitrary<Given> =>
  fc
    .record({
      lines: fc.array(line, { minLength: 1, maxLength: 5 }),
      ofClaim: fc.array(share, { maxLength: 1 }),
      listed: fc.boolean(),
      secondary: fc.boolean(),
      status: fc.constantFrom('1', '2', '3', '4', '19', '23', '25'),
    })
    .map(({ lines, ofClaim, listed, secondary, status }) => {
      const claim = aClaim(
        no,
        lines.map(({ charge }, i) => ({ code: `9921${i}`, charge: charge / 100 })),
        { secondary },
      );
      const paidOf = (l: (typeof lines)[number]) =>
        l.charge - l.shares.reduce((total, s) => total + s.amount, 0);
      const all = listed ? ofClaim : [...lines.flatMap((l) => l.shares), ...ofClaim];
      const payment = aPayment({ claimId: `${no}-1`, clp: status });
      return {
        claim,
        payment: {
          ...payment,
          charge: claim.totalCharge,
          paid: cents(
            sum(lines.map((l) => cents(paidOf(l)))) - ofClaim.reduce((total, s) => total + s.amount, 0),
          ),
          adjustments: all.map(adjustmentOf),
          services: listed
            ? lines.map((l, i) => ({
                procedure: { qualifier: 'HC', code: `9921${i}`, modifiers: [] },
                charge: cents(l.charge),
                paid: cents(paidOf(l)),
                adjustments: l.shares.map(adjustmentOf),
                remarks: [],
                lineControlNo: `${no}-1-${i + 1}`,
                position: payment.position,
              }))
            : [],
        },
      };
    });
