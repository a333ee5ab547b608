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
  'SET-OVERFULL',
]);

export const stopsPosting = ({ code, severity }: Finding): boolean =>
  severity === 'error' && STOPPING.has(code);

/**
 * What is asked of an 835 whose money is to be posted: that its envelopes, loops and segments are what they say, and
 * that every amount of BPR, CLP, SVC, CAS, AMT*I and PLB can be read, which reading itself finds out. What else the
 * guide says of elements moves no money, and looking at each of them takes longer than all the rest.
 */
export const FOR_MONEY = { check: 'none' } as const;
