import { type CivilDate, civilDateOf } from '../dates.ts';
import { type ClaimBalances, patientCredit, payerCredit } from '../ledger/balances.ts';

/** Since when a claim has money of others that is left over: of a payer (2010), of the patient (2020). */
export interface CreditDays {
  /** CCYYMMDD. */
  readonly payerCreditSince?: CivilDate;
  readonly patientCreditSince?: CivilDate;
}

/**
 * What is known of a claim with its credits after an event: one that grows is as old as its beginning, one that is gone
 * is none.
 *
 * @param at ISO, of the event
 */
export function withCredits<T extends CreditDays>(
  { payerCreditSince, patientCreditSince, ...rest }: T,
  balances: ClaimBalances,
  at: string,
): Omit<T, keyof CreditDays> & CreditDays {
  const today = civilDateOf(Date.parse(at));
  return {
    ...rest,
    ...(payerCredit(balances) > 0 ? { payerCreditSince: payerCreditSince ?? today } : {}),
    ...(patientCredit(balances) > 0 ? { patientCreditSince: patientCreditSince ?? today } : {}),
  };
}
