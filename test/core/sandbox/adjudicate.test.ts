import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { add, cents, subtract, sum } from '../../../core/money.ts';
import { type Adjudicated, adjudicate, percentOf } from '../../../core/sandbox/adjudicate.ts';
import { chargeOf, decideFate } from '../../../core/sandbox/fate.ts';
import { claimDenials, lineDenials } from '../../../core/sandbox/reasons.ts';
import type { PaidOutcome } from '../../../core/sandbox/scenarios.ts';
import type { Written } from '../../../core/x12/sets/answer-write.ts';
import type { ClaimPayment, ProfessionalClaim } from '../../../core/x12/types.ts';
import { claims, TODAY } from './given.ts';

const PLOT = { seed: 'demo', scenario: 'mixed', today: TODAY } as const;

const amounts = (payment: Written<ClaimPayment>, group?: string) =>
  [...payment.adjustments, ...payment.services.flatMap((s) => s.adjustments)]
    .filter((a) => group === undefined || a.group === group)
    .map((a) => a.amount);

/** domain.md 5.3, exact. */
function expectBalanced(payment: Written<ClaimPayment>): void {
  for (const line of payment.services) {
    expect(subtract(line.charge, sum(line.adjustments.map((a) => a.amount)))).toBe(line.paid);
    expect(line.paid).toBeGreaterThanOrEqual(0);
  }
  expect(subtract(payment.charge, sum(amounts(payment)))).toBe(payment.paid);
  if (payment.services.length > 0) expect(sum(payment.services.map((s) => s.charge))).toBe(payment.charge);
  expect(payment.patientResponsibility ?? 0).toBe(sum(amounts(payment, 'PR')));
  expect(amounts(payment)).not.toContain(0);
}

const anyFate: fc.Arbitrary<Adjudicated> = fc.oneof(
  fc
    .constantFrom<PaidOutcome[]>(
      'paid-in-full',
      'contractual',
      'copay',
      'coinsurance',
      'deductible',
      'all-deductible',
    )
    .map((how) => ({ kind: 'paid' as const, how })),
  fc.constantFrom(...claimDenials).map((denial) => ({ kind: 'claim-denied' as const, denial })),
  fc.constantFrom(...lineDenials).map((denial) => ({ kind: 'line-denied' as const, denial, line: 0 })),
);
const invented = claims(300);
const anyClaim: fc.Arbitrary<ProfessionalClaim> = fc
  .tuple(
    fc.constantFrom(...invented),
    fc.array(fc.integer({ min: 0, max: 9_999_999 }), { minLength: 1, maxLength: 6 }),
  )
  .map(([claim, charges]) => {
    const line = claim.content.lines[0];
    if (line === undefined) throw new Error('no line');
    return {
      ...claim,
      content: { ...claim.content, lines: charges.map((n) => ({ ...line, chargeCents: cents(n) })) },
    };
  });

describe('adjudication', () => {
  it('never creates or loses a cent, whatever the charges and the fate', () => {
    fc.assert(
      fc.property(anyClaim, anyFate, fc.string(), (claim, fate, seed) => {
        expectBalanced(adjudicate(claim, fate, { ...PLOT, seed }));
      }),
    );
  });

  it('balances every claim of the ordinary mix', () => {
    for (const claim of invented) {
      const fate = decideFate(claim, PLOT);
      if (fate.kind === 'rejected') continue;
      const payment = adjudicate(claim, fate, PLOT);
      expectBalanced(payment);
      expect(payment.charge).toBe(chargeOf(claim.content));
    }
  });

  const [claim] = invented;
  if (claim === undefined) throw new Error('no claim');
  const settle = (fate: Adjudicated) => adjudicate(claim, fate, PLOT);
  const groups = (payment: Written<ClaimPayment>) =>
    [...new Set(payment.services.flatMap((s) => s.adjustments.map((a) => `${a.group}-${a.carc}`)))].sort();

  test.each<[PaidOutcome, string[]]>([
    ['paid-in-full', []],
    ['contractual', ['CO-45']],
    ['copay', ['CO-45', 'PR-3']],
    ['coinsurance', ['CO-45', 'PR-2']],
    ['deductible', ['CO-45', 'PR-1', 'PR-2']],
    ['all-deductible', ['CO-45', 'PR-1']],
  ])('%s explains what it does not pay by %j', (how, expected) => {
    const payment = settle({ kind: 'paid', how });
    expect(groups(payment)).toEqual(expected);
    if (how === 'all-deductible') expect(payment.paid).toBe(0);
    else expect(payment.paid).toBeGreaterThan(0);
  });

  it('a denied line pays nothing, names its CARC and remarks, and its units are 0', () => {
    const denial = { group: 'CO', carc: '16', remarks: ['N286'], at: 'lines', weight: 1 } as const;
    const [line] = settle({ kind: 'line-denied', denial, line: 0 }).services;
    expect(line).toMatchObject({ paid: 0, paidUnits: '0', submittedUnits: '1', remarks: ['N286'] });
    expect(line?.adjustments).toEqual([{ group: 'CO', carc: '16', amount: line?.charge }]);
    expect(line).not.toHaveProperty('allowed');
  });

  it('a claim denied at claim level comes without lines, with its remarks at the claim', () => {
    const denial = { group: 'OA', carc: '18', remarks: ['N522'], at: 'claim', weight: 1 } as const;
    const payment = settle({ kind: 'claim-denied', denial });
    expect(payment).toMatchObject({ services: [], paid: 0, remarks: ['N522'] });
    expect(payment.adjustments).toEqual([{ group: 'OA', carc: '18', amount: payment.charge }]);
  });

  it('echoes what the claim said: its number, its line numbers, the patient and the member id', () => {
    const payment = settle({ kind: 'paid', how: 'contractual' });
    const { content } = claim;
    expect(payment).toMatchObject({
      claimId: content.claimNo,
      status: '1',
      facilityCode: '11',
      frequency: '1',
      patientLast: content.patient.last,
      memberId: content.coverages[0]?.memberId,
    });
    expect(payment.services.map((s) => s.lineControlNo)).toEqual(content.lines.map((l) => l.lineControlNo));
  });

  it('names the subscriber of a dependent', () => {
    const dependent = invented.find((c) => c.content.coverages[0]?.relationship === '19');
    if (dependent === undefined) throw new Error('no dependent');
    const { subscriber } = dependent.content.coverages[0] ?? {};
    const payment = adjudicate(dependent, { kind: 'paid', how: 'contractual' }, PLOT);
    expect(payment).toMatchObject({ subscriberLast: subscriber?.last, subscriberFirst: subscriber?.first });
  });

  it('gives the same payer claim control number for the same claim, and never one twice', () => {
    const numbers = claims(5000).map(
      (c) => adjudicate(c, { kind: 'paid', how: 'contractual' }, PLOT).payerClaimControlNo,
    );
    expect(new Set(numbers).size).toBe(5000);
    expect(settle({ kind: 'paid', how: 'copay' }).payerClaimControlNo).toBe(
      settle({ kind: 'paid', how: 'contractual' }).payerClaimControlNo,
    );
  });
});

it('a percentage and its rest make the whole, rounded down', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9_999_999_999 }),
      fc.integer({ min: 0, max: 100 }),
      (n, percent) => {
        const part = percentOf(cents(n), percent);
        expect(BigInt(part)).toBe((BigInt(n) * BigInt(percent)) / 100n);
        expect(add(part, subtract(cents(n), part))).toBe(n);
      },
    ),
  );
});
