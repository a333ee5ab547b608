import type { Head } from '../../core/claim/head.ts';
import type { Claim } from '../../core/claim/types.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { parseFilingId } from '../../core/ids.ts';
import { needsJournal } from '../../core/remit/coverage.ts';
import { paymentDraft, type ReceivedPayment } from '../../core/remit/drafts.ts';
import { candidatesOf, verifiesPayment } from '../../core/remit/match.ts';
import { paysBillingProvider } from '../../core/remit/payee.ts';
import { REVERSAL, takenBack } from '../../core/remit/reverse.ts';
import type { KeyedPayment } from '../read-remittance/payment-batch.ts';
import { closeEndedDenials } from '../work-denials/close-denials.ts';
import { denialsOf, settleCredits } from './credits.ts';
import type { Posted, PostingBatch } from './handler.ts';
import { recordByJournal } from './journalled.ts';
import { matchReversals, mayBeReversed } from './late-originals.ts';
import { closeRefundItems, usesRefund, workValue } from './patient-refund.ts';
import { takesCredit } from './payer-credits.ts';
import { type Found, hasOtherCoverage, openForClaim, receivedOf } from './posting.ts';
import { reversalsOf, reverse } from './reverse-one.ts';
import { foundBefore, searchByFacts } from './search.ts';
import { closeSplit } from './split-claims.ts';
import { isSuspended, pointToClaim, recordedBefore, suspend } from './suspend.ts';
import { compareWithContract } from './underpaid.ts';

/** Reads the claims of the batch at once, and gives the function that posts one payment. */
export async function postOne(context: PostingBatch): Promise<(payment: KeyedPayment) => Promise<Posted>> {
  const named = context.batch.payments.flatMap(({ payment }) =>
    candidatesOf(payment.claimId).flatMap(({ filing }) => parseFilingId(filing)?.claimNo ?? []),
  );
  const heads = await context.claims.headsFound(named);
  const contents = await context.claims.contents([...heads.values()]);
  const before = await recordedBefore(context);

  const post = async (keyed: KeyedPayment, found: Found): Promise<Posted> => {
    if (keyed.payment.status === REVERSAL) return reverse(context, keyed, found);
    for (const earlier of await reversalsOf(context, keyed)) await one(earlier);
    return adjudicate(context, keyed, found);
  };
  const one = async (keyed: KeyedPayment): Promise<Posted> => {
    // What was decided without a claim's journal binds, whatever claims have come since.
    const recorded = await before(keyed.payment.ordinal);
    if (recorded !== null) {
      const known = await foundBefore(context, recorded);
      return known === null
        ? suspend(context, keyed, recorded.reason ?? 'UNKNOWN_CLAIM')
        : post(keyed, known);
    }
    const named = find(keyed, heads, contents);
    if (named !== null && !isOurs(context, keyed, named)) return suspend(context, keyed, 'MATCH_DOUBTFUL');
    const found = named ?? (await searchByFacts(context, keyed));
    return found === null ? suspend(context, keyed, 'UNKNOWN_CLAIM') : post(keyed, found);
  };
  return one;
}

function find(
  { payment }: KeyedPayment,
  heads: ReadonlyMap<ClaimNo, Head>,
  contents: ReadonlyMap<ClaimNo, Claim>,
): Found | null {
  for (const { filing, rung } of candidatesOf(payment.claimId)) {
    const claimNo = parseFilingId(filing)?.claimNo;
    const head = claimNo === undefined ? undefined : heads.get(claimNo);
    const claim = claimNo === undefined ? undefined : contents.get(claimNo);
    if (head !== undefined && claim !== undefined) return { rung, head, claim };
  }
  return null;
}

function isOurs({ batch }: PostingBatch, { payment }: KeyedPayment, { claim, rung }: Found): boolean {
  const said = payment.status === REVERSAL ? takenBack(payment) : payment;
  return paysBillingProvider(claim, batch.header) && verifiesPayment(claim, said, rung);
}

async function adjudicate(context: PostingBatch, keyed: KeyedPayment, found: Found): Promise<Posted> {
  const { claim } = found;
  const received = receivedOf(context, keyed, found);
  const recorded = await recordPayment(context, found.head, received);
  if (recorded === null) return suspend(context, keyed, 'UNKNOWN_CLAIM');
  const { event, head } = recorded;
  const { cause } = received;
  for (const reason of event.work)
    await openForClaim(context, {
      ...{ claim, reason, cause },
      value: workValue(event, reason, keyed.payment.charge),
    });
  if (isSuspended(event)) await pointToClaim(context, keyed, found);
  const settled = needsJournal(head) || takesCredit(event) ? await settleCredits(context, claim, event) : [];
  const freed = mayBeReversed(event, head) ? await matchReversals(context, claim, event) : [];
  const events = [event, ...settled, ...freed];
  for (const one of events) {
    await closeEndedDenials(context, one);
    await closeSplit(context, claim, one);
    await compareWithContract(context, { claim, event: one, head });
  }
  if (events.some((one) => usesRefund(one, head)))
    await closeRefundItems(context.work, refundUsed(context, head));
  return { entries: event.entries, denials: denialsOf(events), hasOthers: hasOtherCoverage(claim) };
}

const refundUsed = ({ now }: PostingBatch, head: Head) => ({
  head,
  actor: { user: 'claimline', nowEpochMs: now() },
  outcome: 'It paid what the patient owes now.',
});

/** By the balances alone where they tell all, else by the claim's whole journal. */
async function recordPayment(context: PostingBatch, head: Head, received: ReceivedPayment) {
  const { cause, claim } = received;
  const { claimNo } = claim;
  if (!needsJournal(head)) {
    const recorded = await context.claims.record({
      ...{ claimNo, cause, head },
      nowEpochMs: context.now(),
      decide: (current) =>
        current === null || needsJournal(current) ? null : paymentDraft(current, received),
    });
    if (recorded.outcome !== 'refused') return recorded;
  }
  return recordByJournal(context, { claimNo, cause }, (current, journal) =>
    paymentDraft(current, received, journal),
  );
}
