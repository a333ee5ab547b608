import { add, type Cents, negate, subtract, sum, ZERO } from '../money.ts';
import type { Written } from '../x12/sets/answer-write.ts';
import type { ClaimPayment, RemittanceAdjustment, ServicePayment } from '../x12/types.ts';
import { percentOf } from './adjudicate.ts';
import { drawFrom } from './random.ts';

type Payment = Written<ClaimPayment>;
type Service = Written<ServicePayment>;

/** CLP02 of a reversal of a previous payment. */
const REVERSAL = '22';

/**
 * A payment taken back: every amount with the opposite sign, the same reasons, no CLP05; interest comes back too.
 *
 * @see domain.md 5.5
 */
export function takenBack({ patientResponsibility: _, interest, ...payment }: Payment): Payment {
  return {
    ...payment,
    status: REVERSAL,
    charge: negate(payment.charge),
    paid: negate(payment.paid),
    adjustments: payment.adjustments.map(opposite),
    ...(interest === undefined ? {} : { interest: negate(interest) }),
    services: payment.services.map(({ allowed: _allowed, ...service }) => ({
      ...service,
      charge: negate(service.charge),
      paid: negate(service.paid),
      adjustments: service.adjustments.map(opposite),
    })),
  };
}

const opposite = (one: RemittanceAdjustment): RemittanceAdjustment => ({
  ...one,
  amount: negate(one.amount),
});

/** Where nothing is left to the patient, a correction pays so much less, per cent. */
const CUT_PER_CENT = 10;

/**
 * The same claim decided anew, under a new CLP07: what was left to the patient is paid (example G of domain.md 5.11),
 * or a tenth less is paid where nothing was.
 */
export function corrected(payment: Payment, seed: string): Payment {
  const { patientResponsibility = ZERO, ...rest } = payment;
  const services = payment.services.map(patientResponsibility === 0 ? paidLess : waived);
  return {
    ...rest,
    paid: sum(services.map(({ paid }) => paid)),
    payerClaimControlNo: drawFrom(seed, 'corrected', payment.payerClaimControlNo).digits(15),
    services,
  };
}

/** The patient's share is paid after all. */
function waived(service: Service): Service {
  const owed = service.adjustments.filter(({ group }) => group === 'PR');
  return {
    ...service,
    paid: add(service.paid, sum(owed.map(({ amount }) => amount))),
    adjustments: service.adjustments.filter(({ group }) => group !== 'PR'),
  };
}

/** A tenth of what was paid is CO-45 too. */
function paidLess(service: Service): Service {
  const cut = percentOf(service.paid, CUT_PER_CENT);
  const { allowed, ...rest } = service;
  return {
    ...rest,
    paid: subtract(service.paid, cut),
    adjustments: together([...service.adjustments, { group: 'CO', carc: '45', amount: cut }]),
    ...(allowed !== undefined && allowed > cut && { allowed: subtract(allowed, cut) }),
  };
}

/** Amounts of one reason as one, where it stood first; none of nothing. */
export function together(adjustments: readonly RemittanceAdjustment[]): readonly RemittanceAdjustment[] {
  const sums = new Map<string, RemittanceAdjustment>();
  for (const one of adjustments) {
    const key = `${one.group}-${one.carc}`;
    const before: Cents = sums.get(key)?.amount ?? ZERO;
    sums.set(key, { ...one, amount: add(before, one.amount) });
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0);
}
