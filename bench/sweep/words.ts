/** Claim payments in a few words, for the example claim and its two lines. */
import { negate } from '../../core/money.ts';
import type { ClaimPayment } from '../../core/x12/types.ts';
import { aPayment } from '../../test/core/remit/given.ts';

/** A claim that was billed, as a payer names it. */
export interface Billed {
  /** Of its encounter. */
  readonly id: string;
  readonly claimNo: string;
  /** What the payer's acknowledgment called it. */
  readonly payerNo: string;
}

/** What a CLP says, whatever claim it is about. */
export interface Clp {
  /** `CLP02/CLP03/CLP04/CLP05` in dollars. */
  readonly clp: string;
  /** For each line what is paid, and each adjustment, in dollars: `80 CO-45 20 PR-3 20`. Empty: not mentioned. */
  readonly lines: readonly string[];
  /** Another decision of the payer's has another CLP07. */
  readonly version?: number;
  readonly isReversal?: boolean;
  /** 2 is BETA, behind ACME. */
  readonly payer?: 2;
  readonly more?: (billed: Billed) => Partial<ClaimPayment>;
}

export const says = (clp: string, lines: readonly string[]): Clp => ({ clp, lines });

/** The same decision taken back (CLP02 22). */
export const back = (clp: Clp): Clp => ({ ...clp, isReversal: true });

/** The lines of the example claim. */
const LINES = [
  { code: '99213', modifiers: ['25'], charge: 120 },
  { code: '87880', modifiers: ['QW'], charge: 30 },
] as const;

export function paymentOf(
  { clp, lines, version = 1, isReversal = false, payer, more }: Clp,
  billed: Billed,
): ClaimPayment {
  const sequence = payer ?? 1;
  const claimId = `${billed.claimNo}-${sequence}`;
  const services = LINES.flatMap((line, i) => {
    const [paid = '', ...adjustments] = (lines[i] ?? '').split(' ');
    const cas = adjustments.flatMap((word, at) => (at % 2 === 0 ? [`${word} ${adjustments[at + 1]}`] : []));
    return paid === '' ? [] : [{ ...line, paid: Number(paid), cas, line: `${claimId}-${i + 1}` }];
  });
  const payment = aPayment(
    { claimId, clp, services },
    {
      filingCode: '12',
      patientLast: 'QUILLBROOK',
      patientFirst: 'OTTILIE',
      from: '20260105',
      payerClaimControlNo: `${billed.payerNo}-${sequence}-${version}`,
      ...more?.(billed),
    },
  );
  return isReversal ? reversed(payment) : payment;
}

/** Every amount with the opposite sign, and no CLP05. */
function reversed({ patientResponsibility: _, ...payment }: ClaimPayment): ClaimPayment {
  return {
    ...payment,
    status: '22',
    charge: negate(payment.charge),
    paid: negate(payment.paid),
    services: payment.services.map((service) => ({
      ...service,
      charge: negate(service.charge),
      paid: negate(service.paid),
      adjustments: service.adjustments.map((one) => ({ ...one, amount: negate(one.amount) })),
    })),
  };
}
