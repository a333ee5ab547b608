import type { Head } from '../../core/claim/head.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import type { WorkReason } from '../../core/claim/work.ts';
import { patientCredit } from '../../core/ledger/balances.ts';
import { debitOf } from '../../core/ledger/entries.ts';
import { type Cents, sum } from '../../core/money.ts';
import type { WorkActor, WorkStore } from '../../store/work.ts';

/** The money that an item is about: of a refund, what became the patient's (J19); else what is given. */
export const workValue = ({ entries }: JournalEvent, reason: WorkReason, otherwise: Cents): Cents =>
  reason === 'PATIENT_REFUND'
    ? sum(entries.filter(({ type }) => type === 'J19').flatMap(({ postings }) => postings.map(debitOf)))
    : otherwise;

/**
 * Closes the items that ask for a refund once nothing is left to be given back: the patient got it, or it paid what the
 * patient came to owe. A repeat closes nothing twice.
 *
 * @param head at the event or later
 */
export async function closeRefundItems(
  work: WorkStore,
  { head, actor, outcome }: { readonly head: Head; readonly actor: WorkActor; readonly outcome: string },
): Promise<void> {
  if (patientCredit(head.balances) > 0) return;
  for (const { id, reason, status } of await work.ofClaim(head.claimNo))
    if (reason === 'PATIENT_REFUND' && status !== 'RESOLVED') await work.resolve(id, actor, outcome);
}

/** Causes of events that bring a payer's decision. */
const REMITTED = /^(?:remit|match)\//;

/**
 * Whether the event paid something out of what a payer's reversal had left to the good. A prepayment that a first
 * decision uses up never had an item.
 */
export const usesRefund = ({ entries }: JournalEvent, { causes }: Head): boolean =>
  entries.some(({ type, postings }) => type === 'J6' && postings.some(({ account }) => account === '2020')) &&
  causes.filter((cause) => REMITTED.test(cause)).length > 1;
