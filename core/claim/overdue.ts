import type { ClaimNo } from '../ids.ts';
import { type Cents, cents } from '../money.ts';
import { interchangeControlText } from '../submission/plan.ts';
import type { StateTimer } from './timer-table.ts';
import {
  answerDue,
  type DueTimer,
  reminderCause,
  type TimerTerms,
  timerItemId,
  type Wait,
} from './timers.ts';
import type { WorkDetail, WorkItemDraft } from './types.ts';
import { workItem } from './work.ts';

/** A work item that a timer opens, or reminds of; once for each cause. */
export interface Reminder {
  readonly draft: WorkItemDraft;
  readonly cause: string;
}

/** Whose item it is, and how much money waits. */
export type ReminderSubject = Pick<WorkItemDraft, 'id'> &
  Partial<Pick<WorkItemDraft, 'clientId' | 'partnerId' | 'claimNo' | 'fileId' | 'details'>> & {
    readonly value: Cents;
  };

/** The item of a timer that is due, as urgent as its last reminder. */
export const reminderOf = (due: DueTimer, subject: ReminderSubject): Reminder => ({
  draft: {
    ...workItem(due.reason, { ...subject, today: due.due }),
    priority: due.priority,
    dueDate: due.actBy,
  },
  cause: reminderCause(due),
});

/** A few claims are named, so that people can look; the count says how many there are. */
const NAMED = 5;

interface SharedWait {
  readonly partnerId: string;
  readonly controlNo?: number | undefined;
  due: DueTimer;
  claims: number;
  value: number;
  readonly named: ClaimNo[];
}

/**
 * Answers that many claims wait for together: one item stands for all claims of an interchange, or of a partner, for
 * people ask once for all of them.
 */
export function sharedWaits() {
  const shared = new Map<string, SharedWait>();
  return {
    /** @param wait as people see it, through its interchange */
    add: (wait: Wait, terms: TimerTerms): void => {
      const due = answerDue(wait, terms);
      if (due === null || due.per === 'claim') return;
      const id = sharedId(due, wait);
      const one = shared.get(id) ?? newlyShared(due, wait);
      one.claims += 1;
      one.value += wait.chargeCents;
      if (one.named.length < NAMED) one.named.push(wait.claimNo);
      if (due.due < one.due.due) one.due = due;
      shared.set(id, one);
    },
    reminders: (): readonly Reminder[] =>
      [...shared].map(([id, one]) =>
        reminderOf(one.due, {
          id,
          partnerId: one.partnerId,
          value: cents(one.value),
          details: detailsOf(one),
        }),
      ),
  };
}

const newlyShared = (
  { per, ...due }: DueTimer & Pick<StateTimer, 'per'>,
  { partnerId, batch }: Wait,
): SharedWait => ({
  ...{ partnerId, due, claims: 0, value: 0, named: [] },
  controlNo: per === 'interchange' ? batch?.controlNo : undefined,
});

const sharedId = ({ reason, per }: Pick<StateTimer, 'reason' | 'per'>, { partnerId, batch }: Wait): string =>
  per === 'interchange' && batch !== undefined
    ? timerItemId(reason, partnerId, interchangeControlText(batch.controlNo))
    : timerItemId(reason, partnerId);

const detailsOf = ({ controlNo, claims, named }: SharedWait): readonly WorkDetail[] => [
  ...(controlNo === undefined ? [] : [{ code: 'INTERCHANGE', position: interchangeControlText(controlNo) }]),
  { code: 'CLAIMS', text: String(claims) },
  ...named.toSorted().map((claimNo) => ({ code: 'CLAIM', text: claimNo })),
];
