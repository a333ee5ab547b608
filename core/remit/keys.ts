import { formatAmount } from '../money.ts';
import type { ClaimPayment, RemittanceHeader } from '../x12/types.ts';

/** Joins parts so that no value can imitate another's border. */
const joined = (parts: readonly string[]): string => parts.map((p) => encodeURIComponent(p.trim())).join('|');

/** What names a payment. */
export type PaymentFields = Pick<RemittanceHeader, 'payer' | 'originator' | 'trace' | 'paymentDate' | 'paid'>;

/** Who pays, by the first that the 835 gives: N104, REF*2U, TRN03 (domain.md 1.5). */
export const remittancePayerId = ({
  payer,
  originator,
}: Pick<PaymentFields, 'payer' | 'originator'>): string => payer.id ?? payer.secondaryId ?? originator ?? '';

/** One per payment, whatever envelope it comes in: payer, TRN02, BPR16, BPR02. */
export const remittanceKey = (header: PaymentFields): string =>
  joined([remittancePayerId(header), header.trace, header.paymentDate, formatAmount(header.paid)]);

/**
 * Payer and TRN02: the same under another `remittanceKey` is a TRACE_NUMBER_CONFLICT. Sub-account of 1015
 * and 2030.
 */
export const traceKey = (header: RemittanceHeader): string =>
  joined([remittancePayerId(header), header.trace]);

/** Sub-account of 2050: payer, PLB code family (`WO`, `FB`, `72`) and the payer's reference, where one is given. */
export const recoupmentKey = (
  header: RemittanceHeader,
  { code, reference }: { readonly code: string; readonly reference?: string },
): string => joined([remittancePayerId(header), ...(code === 'FB' ? ['FB'] : ['WO', reference ?? ''])]);

/**
 * The business key of a claim payment within its ST: CLP01, 02, 03, 04, 07 and which of equal ones it is, from 1 in
 * file order. CLP01 of a claim that is not ours may be a patient's account number: hash the key before it leaves the
 * store.
 */
export const claimPaymentKey = (
  { claimId, status, charge, paid, payerClaimControlNo }: ClaimPayment,
  copy: number,
): string => {
  const parts = [claimId, status, formatAmount(charge), formatAmount(paid), payerClaimControlNo];
  return `${joined(parts)}|${copy}`;
};

/** Two halves of a number of 53 bits: as many as a number holds exactly. */
const HIGH = 2 ** 32;
const HIGH_BITS = 0x1fffff;

/**
 * A number for telling equal claim payments of a set apart without keeping their keys: payments of equal key have the
 * same, and among a million others one in ten thousand sets has two that share one by chance. Those are then counted
 * as copies, which makes their keys no less their own.
 */
export function paymentMark({ claimId, status, charge, paid, payerClaimControlNo }: ClaimPayment): number {
  const mixed = { one: 0x1e3779b1, other: 0x05ebca6b };
  for (const text of [claimId, status, payerClaimControlNo]) mixText(mixed, text.trim());
  for (const amount of [charge, paid]) mix(mixed, amount | 0, (amount / HIGH) | 0);
  const { one, other } = mixed;
  return ((other ^ (other >>> 16)) & HIGH_BITS) * HIGH + ((one ^ (one >>> 15)) >>> 0);
}

interface Mixed {
  one: number;
  other: number;
}

function mixText(mixed: Mixed, text: string): void {
  for (let i = 0; i < text.length; i += 1) mix(mixed, text.charCodeAt(i), 0);
  mix(mixed, text.length, 1);
}

function mix(mixed: Mixed, low: number, high: number): void {
  mixed.one = (Math.imul(mixed.one ^ low, 0x2c1b3c6d) + high + (mixed.other >>> 13)) | 0;
  mixed.other = (Math.imul(mixed.other ^ (low + high), 0x297a2d39) + (mixed.one >>> 15)) | 0;
}
