import { sum } from '../money.ts';
import type { Written } from '../x12/sets/answer-write.ts';
import type { ClaimPayment, ProfessionalClaim } from '../x12/types.ts';
import { drawFrom } from './random.ts';

type Payment = Written<ClaimPayment>;

/** A payer that splits claims splits those of several lines. */
export const isSplit = ({ content }: ProfessionalClaim): boolean => content.lines.length > 1;

/**
 * One claim settled in two CLPs: the same CLP01, the first half of the lines under the number that the 277CA gave, the
 * others under another. A claim of one line, or one decided without lines, stays whole.
 *
 * @see domain.md 5.4 (A5), scenario S45
 */
export function inParts(payment: Payment, seed: string): readonly Payment[] {
  const { services, payerClaimControlNo } = payment;
  if (services.length < 2) return [payment];
  const half = Math.ceil(services.length / 2);
  const other = drawFrom(seed, 'second part', payerClaimControlNo).digits(15);
  return [
    partOf(payment, services.slice(0, half), payerClaimControlNo),
    partOf(payment, services.slice(half), other),
  ];
}

function partOf(
  { patientResponsibility: _, ...payment }: Payment,
  services: Payment['services'],
  payerClaimControlNo: string,
): Payment {
  const owed = services.flatMap(({ adjustments }) => adjustments.filter(({ group }) => group === 'PR'));
  const patientResponsibility = sum(owed.map(({ amount }) => amount));
  return {
    ...payment,
    charge: sum(services.map(({ charge }) => charge)),
    paid: sum(services.map(({ paid }) => paid)),
    ...(patientResponsibility !== 0 && { patientResponsibility }),
    payerClaimControlNo,
    services,
  };
}
