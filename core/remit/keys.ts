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
 * Gives each claim payment of one ST its business key: CLP01, 02, 03, 04, 07 and the ordinal among equal
 * ones. Ask in file order. CLP01 of a claim that is not ours may be a patient's account number: hash the key
 * before it leaves the store.
 */
export function claimPaymentKeys(): (payment: ClaimPayment) => string {
  const seen = new Map<string, number>();
  return ({ claimId, status, charge, paid, payerClaimControlNo }) => {
    const tuple = joined([claimId, status, formatAmount(charge), formatAmount(paid), payerClaimControlNo]);
    const ordinal = (seen.get(tuple) ?? 0) + 1;
    seen.set(tuple, ordinal);
    return `${tuple}|${ordinal}`;
  };
}
