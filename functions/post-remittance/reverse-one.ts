import { draftOf, filingView, type Head } from '../../core/claim/head.ts';
import type { EventDraft } from '../../core/claim/journal.ts';
import type { Claim } from '../../core/claim/types.ts';
import { applyEntries } from '../../core/ledger/balances.ts';
import { cents } from '../../core/money.ts';
import { reversalDraft } from '../../core/remit/drafts.ts';
import { matchLines } from '../../core/remit/match.ts';
import { postClaimPayment } from '../../core/remit/post.ts';
import { type Credited, creditedOf, creditTakenBack } from '../../core/remit/reverse.ts';
import { claimKeyOf, type KeyedPayment, type PaymentBatch } from '../read-remittance/payment-batch.ts';
import { batchKey } from '../runtime/batches.ts';
import { CodedError } from '../runtime/errors.ts';
import type { Posted, PostingBatch } from './handler.ts';
import { claimWorkId, type Found, openForClaim, receivedOf } from './posting.ts';
import { isSuspended, pointToClaim } from './suspend.ts';
import { compareAfterReversal } from './underpaid.ts';

/** The reversals of a payment's claim in the same remittance: they come first, wherever they stand. */
export async function reversalsOf(
  { artifacts, fileId, reversals }: PostingBatch,
  { payment }: KeyedPayment,
): Promise<readonly KeyedPayment[]> {
  const claim = claimKeyOf(payment);
  const found: KeyedPayment[] = [];
  for (const number of reversals.get(claim) ?? []) {
    const { payments } = await artifacts.readJson<PaymentBatch>(batchKey(fileId, number));
    found.push(...payments.filter((one) => claimKeyOf(one.payment) === claim));
  }
  return found;
}

/** A reversal is judged by the whole journal: this often it is read again where another document came in between. */
const REVERSAL_ATTEMPTS = 5;

/** Posts a CLP that takes an earlier one back. What it mirrors is looked up in the claim's journal. */
export async function reverse(context: PostingBatch, keyed: KeyedPayment, found: Found): Promise<Posted> {
  const { claim } = found;
  const received = receivedOf(context, keyed, found);
  const { cause } = received;
  for (let attempt = 0; attempt < REVERSAL_ATTEMPTS; attempt += 1) {
    const journal = await context.claims.events(claim.claimNo);
    const recorded = await context.claims.record({
      claimNo: claim.claimNo,
      cause,
      nowEpochMs: context.now(),
      // What was journalled after our look may be what this one takes back. A head behind its journal loses the append.
      decide: (current) =>
        current === null || current.version > journal.length
          ? null
          : reversalDraft(current, received, journal.slice(0, current.version)),
    });
    if (recorded.outcome === 'refused') continue;
    for (const reason of recorded.event.work)
      await openForClaim(context, { claim, reason, cause, value: cents(Math.abs(keyed.payment.paid)) });
    if (isSuspended(recorded.event)) await pointToClaim(context, keyed, found);
    const denial = await settleCredit(context, claim, recorded.event.version);
    await compareAfterReversal(context, { claim, event: recorded.event, head: recorded.head });
    return { entries: recorded.event.entries, ...(denial === undefined ? {} : { denial }) };
  }
  throw new CodedError('BatchIncomplete', { remittanceId: context.batch.remittanceId, unsettled: 1 });
}

/**
 * Posts a correction that came before this reversal (J14b): its credit is taken back and its payment posted as if it
 * came now.
 *
 * @param version the reversal's
 * @returns what it denies
 */
export async function settleCredit(
  context: Pick<PostingBatch, 'claims' | 'work' | 'now'>,
  claim: Claim,
  version: number,
): Promise<Posted['denial']> {
  const journal = await context.claims.events(claim.claimNo);
  // As it was at the reversal, so that a repeated step finds the same one and makes up for what was not done.
  const credited = creditedOf(journal.slice(0, version));
  if (credited === undefined) return undefined;
  const cause = `${credited.event.cause}/J14b`;
  const recorded = await context.claims.record({
    claimNo: claim.claimNo,
    cause,
    nowEpochMs: context.now(),
    decide: (current) => (current === null ? null : postedAnew({ claim, credited, cause }, current)),
  });
  if (recorded.outcome === 'refused') return undefined;
  const item = claimWorkId(claim, 'POSSIBLE_DUPLICATE_PAYMENT', credited.event.cause);
  await context.work.resolve(
    item,
    { user: 'claimline', nowEpochMs: context.now() },
    'The reversal came; the payment is posted.',
  );
  const { facts, ...event } = recorded.event;
  if (facts.kind !== 'adjudicated' || facts.denials.length === 0) return undefined;
  return { claimNo: event.claimNo, version: event.version };
}

interface Settling {
  readonly claim: Claim;
  readonly credited: Credited;
  readonly cause: string;
}

/** Nothing where the claim cannot take it now either: the credit then stays for a person. */
function postedAnew({ claim, credited, cause }: Settling, head: Head): EventDraft | null {
  const { event, payment, remittance } = credited;
  if (event.facts.kind !== 'adjudicated') return null;
  const taken = creditTakenBack(credited, cause);
  const posting = postClaimPayment({
    claim,
    filing: filingView(head),
    payerSequence: head.filing,
    balances: applyEntries(head.balances, taken),
    payment,
    matches: matchLines(claim, payment.services),
    remittance,
    cause,
  });
  if (posting.disposition !== 'posted') return null;
  const { credited: _, ...said } = event.facts;
  const facts = {
    ...said,
    adjudication: {
      ...said.adjudication,
      patientCents: posting.totals.patient,
      whollyDenied: posting.verdict === 'DENIED',
    },
    denials: posting.denials,
    disposition: 'posted' as const,
    settles: event.cause,
  };
  const entries = [...taken, ...posting.entries];
  return { ...draftOf(head, posting.transition, { entries, facts }), work: posting.work };
}
