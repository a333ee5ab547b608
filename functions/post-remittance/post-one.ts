import { draftOf, filingView, type Head } from '../../core/claim/head.ts';
import type { EventDraft } from '../../core/claim/journal.ts';
import type { Claim } from '../../core/claim/types.ts';
import { type WorkReason, workItem } from '../../core/claim/work.ts';
import { civilDate, civilDateOf, epochToIso } from '../../core/dates.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { parseFilingId } from '../../core/ids.ts';
import { traceKey } from '../../core/remit/keys.ts';
import { candidatesOf, matchLines, type Rung, verifiesPayment } from '../../core/remit/match.ts';
import { paysBillingProvider } from '../../core/remit/payee.ts';
import { postClaimPayment, postUnknownClaim } from '../../core/remit/post.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { KeyedPayment } from '../read-remittance/payment-batch.ts';
import type { Posted, PostingBatch } from './handler.ts';

/** A claim that CLP01 names, as the batch read found it. */
interface Found {
  readonly rung: Rung;
  readonly head: Head;
  readonly claim: Claim;
}

/** Reads the claims of the batch at once, and gives the function that posts one payment. */
export async function postOne(context: PostingBatch): Promise<(payment: KeyedPayment) => Promise<Posted>> {
  const named = context.batch.payments.flatMap(({ payment }) =>
    candidatesOf(payment.claimId).flatMap(({ filing }) => parseFilingId(filing)?.claimNo ?? []),
  );
  const heads = await context.claims.headsFound(named);
  const contents = await context.claims.contents([...heads.values()]);
  return async (keyed) => {
    const found = find(keyed, heads, contents);
    if (found === null) return suspend(context, keyed, 'UNKNOWN_CLAIM');
    const { claim, rung } = found;
    const ours =
      paysBillingProvider(claim, context.batch.header) && verifiesPayment(claim, keyed.payment, rung);
    return ours ? post(context, keyed, found) : suspend(context, keyed, 'MATCH_DOUBTFUL');
  };
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

const paymentFacts = ({ batch: { header } }: PostingBatch) => ({
  trace: traceKey(header),
  date: civilDate(header.paymentDate),
});

async function post(context: PostingBatch, { key, payment }: KeyedPayment, found: Found): Promise<Posted> {
  const { claim, head, rung } = found;
  const { remittanceId } = context.batch;
  const cause = `remit/${remittanceId}/${key}`;
  const matches = matchLines(claim, payment.services);
  const decide = (current: Head | null): EventDraft | null => {
    if (current === null) return null;
    const posting = postClaimPayment({
      claim,
      filing: filingView(current),
      payerSequence: current.filing,
      balances: current.balances,
      payment,
      matches,
      remittance: paymentFacts(context),
      cause,
    });
    const draft = draftOf(current, posting.transition, {
      entries: posting.entries,
      facts: {
        kind: 'adjudicated',
        fileId: context.fileId,
        adjudication: {
          remittanceId,
          ordinal: payment.ordinal,
          status: payment.status,
          paidCents: posting.totals.paid,
          patientCents: posting.totals.patient,
          whollyDenied: posting.verdict === 'DENIED',
          payerClaimControlNo: payment.payerClaimControlNo,
        },
        paymentDate: context.batch.header.paymentDate,
        chargeCents: payment.charge,
        denials: posting.denials,
        rung,
        disposition: posting.disposition,
      },
    });
    return { ...draft, work: posting.work };
  };
  const recorded = await context.claims.record({
    claimNo: claim.claimNo,
    cause,
    nowEpochMs: context.now(),
    head,
    decide,
  });
  if (recorded.outcome === 'refused') return suspend(context, { key, payment }, 'UNKNOWN_CLAIM');
  const { event } = recorded;
  for (const reason of event.work)
    await openForClaim(context, { claim, reason, cause, value: payment.charge });
  const denials = event.facts.kind === 'adjudicated' ? event.facts.denials : [];
  return {
    entries: event.entries,
    ...(denials.length === 0 ? {} : { denial: { claimNo: event.claimNo, version: event.version } }),
  };
}

interface ClaimWork {
  readonly claim: Claim;
  readonly reason: WorkReason;
  readonly cause: string;
  readonly value: Parameters<typeof workItem>[1]['value'];
}

async function openForClaim(
  context: PostingBatch,
  { claim, reason, cause, value }: ClaimWork,
): Promise<void> {
  const now = context.now();
  const item = workItem(reason, {
    id: `${claim.claimNo}-${sha256(`${reason}\n${cause}`).slice(0, 16)}`,
    today: civilDateOf(now),
    clientId: claim.clientId,
    partnerId: context.partner,
    claimNo: claim.claimNo,
    fileId: context.fileId,
    ...(value === undefined ? {} : { value }),
  });
  await context.work.open(item, now);
}

/** No claim can take it: the money goes to suspense under its remittance, and a person finds its owner. */
async function suspend(
  context: PostingBatch,
  { key, payment }: KeyedPayment,
  reason: 'UNKNOWN_CLAIM' | 'MATCH_DOUBTFUL',
): Promise<Posted> {
  const { remittanceId } = context.batch;
  const now = context.now();
  const entries = postUnknownClaim(payment, paymentFacts(context), `remit/${remittanceId}/${key}`);
  await context.claims.recordUnclaimed({
    remittanceId,
    ordinal: payment.ordinal,
    fileId: context.fileId,
    at: epochToIso(now),
    entries,
  });
  const journalled = await context.claims.unclaimed(remittanceId, payment.ordinal);
  const item = workItem(reason, {
    id: `${reason.toLowerCase().replace('_', '-')}-${remittanceId}-${payment.ordinal}`,
    today: civilDateOf(now),
    partnerId: context.partner,
    fileId: context.fileId,
    value: payment.paid,
    details: [{ code: 'CLP', position: `CLP ${payment.ordinal}, segment ${payment.position.segment}` }],
  });
  await context.work.open(item, now);
  return { entries: journalled?.entries ?? entries };
}
