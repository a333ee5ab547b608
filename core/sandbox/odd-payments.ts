import type { CivilDate } from '../dates.ts';
import { type Cents, cents, ZERO } from '../money.ts';
import type { Written } from '../x12/sets/answer-write.ts';
import type { ClaimPayment, RemittanceAdjustment } from '../x12/types.ts';
import { percentOf } from './adjudicate.ts';
import { drawFrom } from './random.ts';

type Payment = Written<ClaimPayment>;

const TEN_DOLLARS = cents(1000);
/** What late payments bear, per cent. */
const INTEREST_PER_CENT = 2;

/** AMT*I of a late payment. */
export function withInterest(payment: Payment): Payment {
  const interest = percentOf(payment.paid, INTEREST_PER_CENT);
  return interest === 0 ? payment : { ...payment, interest };
}

/** CLP02 25: the same decision, but what would be paid is OA-101 and nothing is. */
export function estimated(payment: Payment, seed: string): Payment {
  const unpaid = (amount: Cents): readonly RemittanceAdjustment[] =>
    amount === 0 ? [] : [{ group: 'OA', carc: '101', amount }];
  return {
    ...payment,
    status: '25',
    paid: ZERO,
    payerClaimControlNo: drawFrom(seed, 'estimate', payment.payerClaimControlNo).digits(15),
    services: payment.services.map((service) => ({
      ...service,
      paid: ZERO,
      adjustments: [...service.adjustments, ...unpaid(service.paid)],
    })),
  };
}

/** SVC02 of the first line, or CLP03 of a claim without lines, ten dollars too high. */
export function overcharged(claim: Payment): Payment {
  const [first, ...others] = claim.services;
  if (first === undefined) return { ...claim, charge: cents(claim.charge + TEN_DOLLARS) };
  return { ...claim, services: [{ ...first, charge: cents(first.charge + TEN_DOLLARS) }, ...others] };
}

/** A claim that no partner of ours ever sent, paid in full. */
export function foreignClaim(beside: readonly Payment[], seed: string, today: CivilDate): Payment {
  const charge = cents(7500);
  return {
    claimId: 'ZZ99',
    status: '1',
    charge,
    paid: charge,
    filingCode: '12',
    payerClaimControlNo: drawFrom(seed, 'foreign', beside[0]?.payerClaimControlNo ?? '').digits(15),
    facilityCode: '11',
    frequency: '1',
    adjustments: [],
    patientLast: 'NOBODY',
    patientFirst: 'KNOWN',
    demographicsCorrected: false,
    remarks: [],
    services: [
      {
        procedure: { qualifier: 'HC', code: '99213', modifiers: [] },
        charge,
        paid: charge,
        from: today,
        to: today,
        adjustments: [],
        remarks: [],
      },
    ],
  };
}
