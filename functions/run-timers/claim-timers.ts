import { onFiling } from '../../core/claim/filings.ts';
import { draftOf, filingView, type Head } from '../../core/claim/head.ts';
import type { EventDraft } from '../../core/claim/journal.ts';
import { transition } from '../../core/claim/lifecycle.ts';
import { type Reminder, reminderOf } from '../../core/claim/overdue.ts';
import {
  claimDue,
  claimItemId,
  type DueTimer,
  type TimerTerms,
  type Wait,
  waitsOf,
} from '../../core/claim/timers.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { insuranceOpen, patientCredit, payerCredit } from '../../core/ledger/balances.ts';
import { type Cents, cents } from '../../core/money.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { WorkStore } from '../../store/work.ts';
import { isCrossover } from '../find-overdue/tasks.ts';
import type { Clock } from '../runtime/environment.ts';

/** What timers of a claim are judged by. */
export interface Judging {
  readonly claims: ClaimStore;
  readonly work: WorkStore;
  readonly now: Clock;
  readonly termsFor: (wait: Wait) => TimerTerms;
  readonly through: (wait: Wait) => Promise<Wait>;
}

interface ClaimTimer {
  /** Of its work item. */
  readonly id: string;
  readonly due: DueTimer;
  readonly wait: Wait;
  readonly head: Head;
}

/** All that is due for a claim, by its head as it stands now. */
export async function dueOf(judging: Judging, claimNo: ClaimNo): Promise<readonly ClaimTimer[]> {
  const head = await judging.claims.head(claimNo);
  if (head === null) return [];
  const timers: ClaimTimer[] = [];
  for (const one of waitsOf(head)) {
    const wait = await judging.through(one);
    for (const due of claimDue(wait, judging.termsFor(wait)))
      timers.push({ id: claimItemId(due, wait), due, wait, head });
  }
  return timers;
}

/** The items that a claim's timers ask for. What the transition table knows of is journalled first. */
export async function claimReminders(judging: Judging, claimNo: ClaimNo): Promise<readonly Reminder[]> {
  const reminders: Reminder[] = [];
  for (const timer of await dueOf(judging, claimNo)) {
    if (isCrossover(timer.due) || (await isAskedFor(judging, timer))) continue;
    if (timer.due.reason === 'APPEAL_OVERDUE' && !(await appealOverdue(judging, timer))) continue;
    reminders.push(reminderOf(timer.due, subjectOf(timer)));
  }
  return reminders;
}

const subjectOf = ({ id, due, wait, head }: ClaimTimer) => ({
  id,
  clientId: wait.clientId,
  partnerId: wait.partnerId,
  claimNo: wait.claimNo,
  value: atStake(due, wait, head),
  details: [
    { code: 'SINCE', position: due.since },
    { code: 'REMINDER', text: String(due.n) },
  ],
});

/** The money that waits for the answer, or has to be given back. */
function atStake({ reason }: DueTimer, { filing, chargeCents }: Wait, { balances }: Head): Cents {
  switch (reason) {
    case 'OVERPAYMENT_DUE':
      return payerCredit(balances);
    case 'PATIENT_CREDIT_DUE':
      return patientCredit(balances);
    case 'TIMELY_FILING_NEAR':
      return cents(chargeCents);
    default:
      return insuranceOpen(balances, filing);
  }
}

/** A refund that somebody is asked for already needs no second item. */
async function isAskedFor({ work }: Judging, { due, wait }: ClaimTimer): Promise<boolean> {
  if (due.reason !== 'PATIENT_CREDIT_DUE') return false;
  const items = await work.ofClaim(wait.claimNo);
  return items.some(({ reason, status }) => reason === 'PATIENT_REFUND' && status !== 'RESOLVED');
}

/** Row 45, once for each reminder. @returns false where the appeal is decided meanwhile */
async function appealOverdue(
  { claims, now }: Judging,
  { due, wait: { claimNo, filing } }: ClaimTimer,
): Promise<boolean> {
  const recorded = await claims.record({
    claimNo,
    cause: `timer/appeal/${filing}/${due.since}/${due.n}`,
    nowEpochMs: now(),
    decide: (head) => (head === null ? null : overdueDraft(onFiling(head, filing), due)),
  });
  return recorded.outcome !== 'refused';
}

function overdueDraft(head: Head, { due, n, reason }: DueTimer): EventDraft | null {
  const done = transition(filingView(head), { kind: 'appeal-overdue' });
  if (done.outcome !== 'kept') return null;
  return draftOf(head, done, { entries: [], facts: { kind: 'overdue', reason, due, reminder: n } });
}
