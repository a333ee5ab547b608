import type { Head } from '../../core/claim/head.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import type { WriteOff } from '../../core/claim/patient-facts.ts';
import type { Claim } from '../../core/claim/types.ts';
import { workItem } from '../../core/claim/work.ts';
import type { Config } from '../../core/config.ts';
import { type CivilDate, civilDateOf } from '../../core/dates.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { cents } from '../../core/money.ts';
import { type Act, type ActDecision, type ActRefusal, actCause } from '../../core/patient/act.ts';
import { billedToPatient } from '../../core/patient/bill-patient.ts';
import { type RefundRequest, refund, refundCause } from '../../core/patient/refund.ts';
import { actTakenBack } from '../../core/patient/undo.ts';
import { placed, type WaiverRequest, waived, writtenOffAsBadDebt } from '../../core/patient/waive.ts';
import {
  approvedWriteOff,
  askedWriteOff,
  type WriteOffRequest,
  writeOff,
} from '../../core/patient/write-off.ts';
import { recordByJournal } from '../../functions/post-remittance/journalled.ts';
import { closeRefundItems } from '../../functions/post-remittance/patient-refund.ts';
import {
  closeCredits,
  creditOutcomes,
  reopenCredits,
} from '../../functions/post-remittance/payer-credits.ts';
import { claimWorkId } from '../../functions/post-remittance/posting.ts';
import { closeItems, outcomeOf, reopenDenials } from '../../functions/work-denials/close-denials.ts';
import { explainNoMore } from './recoupment-records.ts';
import type { Stores } from './stores.ts';
import { claimOf } from './suspended-payment.ts';

/** What acts write to, and whose they are. */
export interface Acting extends Pick<Stores, 'claims' | 'files' | 'work'> {
  readonly config: Config;
  readonly now: () => number;
  readonly user: string;
  /** The day of the entries; today where nobody names one. */
  readonly date?: CivilDate;
}

/** `already`: it was done before, by this same act; what was missing of it is made up for. */
export type Acted =
  | { readonly outcome: 'done' | 'already'; readonly event: JournalEvent; readonly head: Head }
  | { readonly outcome: 'refused'; readonly reason: ActRefusal; readonly head: Head };

export const dayOf = ({ date, now }: Pick<Acting, 'date' | 'now'>): CivilDate => date ?? civilDateOf(now());

interface OneAct {
  readonly claimNo: ClaimNo;
  readonly cause: (head: Head) => string;
  readonly decide: (head: Head, act: Act, journal: readonly JournalEvent[]) => ActDecision;
  /** Whether an event is what this act would make: given again, an act that left nothing to do is no mistake. */
  readonly isSame: (event: JournalEvent) => boolean;
}

/** Records an act once. An act that is refused because it was the claim's last event is answered with that event. */
export async function act(acting: Acting, { claimNo, cause, decide, isSame }: OneAct): Promise<Acted> {
  const { head } = await claimOf(acting, claimNo);
  const its = { user: acting.user, date: dayOf(acting), cause: cause(head) };
  let refusal: { readonly reason: ActRefusal; readonly head: Head; readonly last?: JournalEvent } | undefined;
  const recorded = await recordByJournal(acting, { claimNo, cause: its.cause }, (current, journal) => {
    const judged = decide(current, its, journal);
    const last = journal.at(-1);
    refusal = judged.ok ? undefined : { reason: judged.reason, head: current, ...(last && { last }) };
    return judged.ok ? judged.draft : null;
  });
  if (recorded !== null)
    return {
      outcome: recorded.outcome === 'recorded' ? 'done' : 'already',
      event: recorded.event,
      head: recorded.head,
    };
  const { reason, head: judged, last } = refusal ?? { reason: 'NOTHING_DUE' as const, head };
  return last !== undefined && isSame(last)
    ? { outcome: 'already', event: last, head: judged }
    : { outcome: 'refused', reason, head: judged };
}

/** J10. */
export const waive = (
  acting: Acting,
  claimNo: ClaimNo,
  what: Pick<WaiverRequest, 'why' | 'amount'>,
): Promise<Acted> =>
  act(acting, {
    claimNo,
    cause: (head) => actCause(head, 'waive'),
    decide: (head, its) => waived(head, { ...its, ...what, smallBalance: smallBalanceOf(acting, head) }),
    isSame: ({ facts }) => facts.kind === 'waived' && facts.why === what.why,
  });

/** The most that counts as small at the claim's practice. */
export const smallBalanceOf = ({ config }: Pick<Acting, 'config'>, { clientId }: Pick<Head, 'clientId'>) =>
  cents(config.clients.find(({ id }) => id === clientId)?.smallBalanceCents ?? 0);

/** J11a. */
export const place = (acting: Acting, claimNo: ClaimNo): Promise<Acted> =>
  act(acting, {
    claimNo,
    cause: (head) => actCause(head, 'collections'),
    decide: (head, its) => placed(head, its),
    isSame: ({ facts }) => facts.kind === 'placed-in-collections',
  });

/** J11b. */
export const giveUp = (acting: Acting, claimNo: ClaimNo): Promise<Acted> =>
  act(acting, {
    claimNo,
    cause: (head) => actCause(head, 'bad-debt'),
    decide: (head, its) => writtenOffAsBadDebt(head, its),
    isSame: ({ facts }) => facts.kind === 'bad-debt',
  });

/** J15. One refund of a reference goes out, however often it is told. */
export async function payBack(
  acting: Acting,
  claimNo: ClaimNo,
  what: Pick<RefundRequest, 'to' | 'amount' | 'reference'>,
): Promise<Acted> {
  const done = await act(acting, {
    claimNo,
    cause: () => refundCause(what.reference),
    decide: (head, its, journal) => refund(head, { ...its, ...what }, journal),
    isSame: () => false,
  });
  if (done.outcome === 'refused') return done;
  const { facts } = done.event;
  const isOther = facts.kind === 'refunded' && what.amount !== undefined && facts.amountCents !== what.amount;
  if (isOther) return { outcome: 'refused', reason: 'OTHER_AMOUNT', head: done.head };
  const actor = { user: acting.user, nowEpochMs: acting.now() };
  if (what.to === 'patient')
    await closeRefundItems(acting.work, { head: done.head, actor, outcome: creditOutcomes.refunded });
  else await closeCredits(acting, done.event, { actor, outcome: creditOutcomes.refunded });
  return done;
}

/** J9, or the question to another person. */
export async function giveUpDenial(
  acting: Acting,
  claimNo: ClaimNo,
  what: Pick<WriteOffRequest, 'why' | 'lineNo'> & { readonly filing?: number },
): Promise<Acted> {
  const done = await act(acting, {
    claimNo,
    cause: (head) => actCause(head, 'write-off'),
    decide: (head, its, journal) =>
      writeOff(
        head,
        { ...its, ...what, filing: what.filing ?? head.filing, approvalAbove: approvalAbove(acting, head) },
        journal,
      ),
    isSame: ({ facts }) =>
      (facts.kind === 'written-off' || facts.kind === 'write-off-asked') &&
      facts.why === what.why &&
      facts.lineNo === what.lineNo,
  });
  if (done.outcome !== 'refused') await followWriteOff(acting, done);
  return done;
}

const approvalAbove = ({ config }: Acting, { clientId }: Head) =>
  cents(config.clients.find(({ id }) => id === clientId)?.writeOffApprovalCents ?? 0);

/** Another person's word. */
export async function approve(acting: Acting, claimNo: ClaimNo): Promise<Acted> {
  const done = await act(acting, {
    claimNo,
    cause: (head) => actCause(head, 'write-off'),
    decide: (head, its, journal) => approvedWriteOff(head, its, journal),
    isSame: ({ facts }) => facts.kind === 'written-off' && facts.approvedBy === acting.user,
  });
  if (done.outcome !== 'refused') await followWriteOff(acting, done);
  return done;
}

/** Row 51. */
export async function billPatient(acting: Acting, claimNo: ClaimNo, filing?: number): Promise<Acted> {
  const done = await act(acting, {
    claimNo,
    cause: (head) => actCause(head, 'bill-patient'),
    decide: (head, its, journal) => billedToPatient(head, { ...its, filing: filing ?? head.filing }, journal),
    isSame: ({ facts }) => facts.kind === 'billed-to-patient',
  });
  if (done.outcome !== 'refused') await closeDenials(acting, done);
  return done;
}

type Done = Exclude<Acted, { readonly outcome: 'refused' }>;

/** The question to another person is a work item; an answer, or another question, closes it. */
async function followWriteOff(acting: Acting, { event, head, ...rest }: Done): Promise<void> {
  const { work, now, user } = acting;
  const actor = { user, nowEpochMs: now() };
  const { claim } = await claimOf(acting, head.claimNo);
  const journal = (await acting.claims.events(head.claimNo)).slice(0, event.version);
  const waiting = askedWriteOff(journal);
  for (const asked of journal)
    if (asked.facts.kind === 'write-off-asked' && asked !== waiting)
      await work.resolve(approvalItem(claim, asked), actor, 'Decided.');
  if (waiting !== undefined && event.facts.kind === 'write-off-asked')
    await work.open(
      asking(claim, { event: waiting, facts: event.facts }, actor.nowEpochMs),
      actor.nowEpochMs,
    );
  else await closeDenials(acting, { event, head, ...rest });
}

const approvalItem = (claim: Claim, { cause }: JournalEvent): string =>
  claimWorkId(claim, 'WRITE_OFF_APPROVAL', cause);

const asking = (
  claim: Claim,
  { event, facts: { why, amountCents, lineNo } }: { readonly event: JournalEvent; readonly facts: WriteOff },
  nowEpochMs: number,
) =>
  workItem('WRITE_OFF_APPROVAL', {
    id: approvalItem(claim, event),
    today: civilDateOf(nowEpochMs),
    clientId: claim.clientId,
    partnerId: claim.partnerId,
    claimNo: claim.claimNo,
    value: cents(amountCents),
    details: [{ code: why, amount: cents(amountCents), ...(lineNo === undefined ? {} : { line: lineNo }) }],
  });

/** Items that ask what to do about a denial are done with once a person closed its filing. */
async function closeDenials(acting: Acting, { event }: Done): Promise<void> {
  const journal = (await acting.claims.events(event.claimNo)).slice(0, event.version);
  for (const denial of journal) {
    const outcome = denial.filing === event.filing ? outcomeOf(journal, denial) : null;
    if (outcome !== null) await closeItems(acting, denial, outcome);
  }
}

/** Takes back what a person did last on the claim. @param further right after another undoing, what was done before */
export async function undo(acting: Acting, claimNo: ClaimNo, further = false): Promise<Acted> {
  const done = await act(acting, {
    claimNo,
    cause: (head) => actCause(head, 'undo'),
    decide: (head, its, journal) => actTakenBack(head, { ...its, further }, journal),
    isSame: ({ facts }) => facts.kind === 'act-undone',
  });
  if (done.outcome === 'refused') return done;
  const { event } = done;
  await reopenDenials(acting, event);
  await explainNoMore(acting, event);
  await reopenCredits(acting, event, { user: acting.user, nowEpochMs: acting.now() });
  return done;
}
