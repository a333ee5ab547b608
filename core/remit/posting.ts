import type { JournalEvent } from '../claim/journal.ts';
import type { FilingView, Transition, Verdict } from '../claim/lifecycle.ts';
import type { Claim } from '../claim/types.ts';
import type { WorkReason } from '../claim/work.ts';
import type { CivilDate } from '../dates.ts';
import type { DenialItem } from '../denial/classify.ts';
import type { ClaimBalances } from '../ledger/balances.ts';
import type { EntryOrigin, JournalEntry, Reason } from '../ledger/entries.ts';
import { type Cents, cents } from '../money.ts';
import type { ClaimPayment } from '../x12/types.ts';
import type { LineDecision } from './adjustments.ts';
import type { LineMatch } from './match.ts';
import type { PartAnswered } from './split-claim.ts';

/** The payment that a claim payment is part of. */
export interface PaymentFacts {
  /** `traceKey` of its header: sub-account of 1015 and 2030. */
  readonly trace: string;
  /** BPR16. */
  readonly date: CivilDate;
}

export interface PostingRequest {
  readonly claim: Claim;
  readonly filing: FilingView;
  /** Which coverage answers: k of 1100[k]. */
  readonly payerSequence: number;
  readonly balances: ClaimBalances;
  readonly payment: ClaimPayment;
  readonly matches: readonly LineMatch[];
  readonly remittance: PaymentFacts;
  /** Business key of the claim payment (design.md D2); entry ids begin with it. */
  readonly cause: string;
  /** Where payers before this one were billed by us: whether all of them have decided. */
  readonly earlierPayers?: 'decided' | 'undecided';
  /** The claim's whole journal; absent where the balances alone tell all (`needsJournal`). */
  readonly journal?: readonly JournalEvent[] | undefined;
}

/** What became of a claim payment, in cents. CLP03 = paid + contractual + patient + held + information. */
export interface PostedTotals {
  readonly paid: Cents;
  readonly contractual: Cents;
  readonly patient: Cents;
  readonly held: Cents;
  readonly information: Cents;
}

export interface ClaimPosting {
  /**
   * `credited`: it came again without a reversal, or before an earlier payer's decision; what is not open is owed to
   * the payer (J14). `suspended`: the claim takes none of it; the money is in 2030 (J12) and a person decides.
   */
  readonly disposition: 'posted' | 'credited' | 'suspended';
  readonly entries: readonly JournalEntry[];
  readonly transition: Transition;
  /** Of this payment alone. */
  readonly verdict: Verdict;
  /** Where it answers some lines of the claim only. */
  readonly answered?: PartAnswered;
  readonly denials: readonly DenialItem[];
  /** Reasons of the transition and of the posting, each once. Denials are not among them. */
  readonly work: readonly WorkReason[];
  readonly totals: PostedTotals;
  /** The claim's balances after the entries. */
  readonly balances: ClaimBalances;
}

/** Where an entry about a line comes from; its id is its cause, its kind and its line. */
export const originOf = (
  { lineNo }: LineDecision,
  type: string,
  { claim, payerSequence, remittance, cause }: PostingRequest,
): EntryOrigin => ({
  entryId: `${cause}/${type}/${lineNo}`,
  cause,
  date: remittance.date,
  claimNo: claim.claimNo,
  lineNo,
  payerSequence,
});

export const positive = (amount: Cents): Cents => cents(Math.max(0, amount));

/** The reason without its remarks. */
export const plain = ({ group, carc, amount }: Reason): Reason => ({
  group,
  carc,
  amount,
});
