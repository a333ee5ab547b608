import type { Finding } from '../x12/types.ts';

/**
 * Findings after which an 835 transaction set must not be posted: an amount or a claim that could not be read, or a
 * set that was cut off. Other findings (an unknown qualifier, a missing contact) do not touch money: the balance of
 * the set proves that.
 */
const STOPPING: ReadonlySet<string> = new Set([
  'AMOUNT-UNREADABLE',
  'REMITTANCE-UNREADABLE',
  'CLAIM-PAYMENT-UNREADABLE',
  'PROVIDER-ADJUSTMENT-UNREADABLE',
  'SE-MISSING',
]);

export const stopsPosting = ({ code, severity }: Finding): boolean =>
  severity === 'error' && STOPPING.has(code);
