import type { Head } from '../../core/claim/head.ts';
import type { Claim } from '../../core/claim/types.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { parseFilingId } from '../../core/ids.ts';
import { adjudicationDraft } from '../../core/remit/drafts.ts';
import { candidatesOf, verifiesPayment } from '../../core/remit/match.ts';
import { paysBillingProvider } from '../../core/remit/payee.ts';
import { REVERSAL, takenBack } from '../../core/remit/reverse.ts';
import type { KeyedPayment } from '../read-remittance/payment-batch.ts';
import type { Posted, PostingBatch } from './handler.ts';
import { type Found, openForClaim, receivedOf } from './posting.ts';
import { reversalsOf, reverse } from './reverse-one.ts';
import { foundBefore, searchByFacts } from './search.ts';
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
  const { claim, head } = found;
  const received = receivedOf(context, keyed, found);
  const { cause } = received;
  const recorded = await context.claims.record({
    claimNo: claim.claimNo,
    cause,
    nowEpochMs: context.now(),
    head,
    decide: (current) => (current === null ? null : adjudicationDraft(current, received)),
  });
  if (recorded.outcome === 'refused') return suspend(context, keyed, 'UNKNOWN_CLAIM');
  const { event } = recorded;
  for (const reason of event.work)
    await openForClaim(context, { claim, reason, cause, value: keyed.payment.charge });
  if (isSuspended(event)) await pointToClaim(context, keyed, found);
  await compareWithContract(context, { claim, event, head: recorded.head });
  const denials = event.facts.kind === 'adjudicated' ? event.facts.denials : [];
  return {
    entries: event.entries,
    ...(denials.length === 0 ? {} : { denial: { claimNo: event.claimNo, version: event.version } }),
  };
}
