import { addBusinessDays } from '../business-days.ts';
import { addDays, type CivilDate, civilDate, civilDateOf, daysBetween } from '../dates.ts';
import type { ClaimNo } from '../ids.ts';
import { isDone, onFiling, waitsToBeSent } from './filings.ts';
import type { Head } from './head.ts';
import type { BatchRef } from './journal.ts';
import { type InterchangeEvidence, stateThroughInterchange } from './through-interchange.ts';
import { leastDays, type TimerSettings } from './timer-settings.ts';
import {
  acknowledgmentTimers,
  type Countdown,
  notOnFile,
  overpayment,
  patientShareKnown,
  type StateTimer,
  stateTimers,
  timelyFiling,
} from './timer-table.ts';
import type { FilingState, Priority } from './types.ts';
import { type WorkReason, workRules } from './work.ts';

/**
 * What the timers must know of a claim: its active filing, and what it has to give back. It names nobody, so that the
 * index of claims may show it.
 */
export interface Wait {
  readonly claimNo: ClaimNo;
  readonly clientId: string;
  readonly partnerId: string;
  readonly state: FilingState;
  /** The day on which the state was entered. */
  readonly since: CivilDate;
  readonly filing: number;
  readonly payerId: string;
  /** SBR09. */
  readonly indicator?: string;
  readonly batch?: Pick<BatchRef, 'controlNo' | 'setControlNo'>;
  readonly chargeCents: number;
  /** The last day of service, where the payer's limit for filing runs from it. */
  readonly filingFrom?: CivilDate;
  /** Since when money of a payer (2010) or of the patient (2020) is left over. */
  readonly payerCreditSince?: CivilDate;
  readonly patientCreditSince?: CivilDate;
}

/** What each filing of the claim waits for that is not done. What the claim has to give back stands with the first. */
export function waitsOf(head: Head): readonly Wait[] {
  const behind = Object.entries(head.others ?? {}).filter(([, { state }]) => !isDone(state));
  return [
    waitOf(head),
    ...behind.map(([filing]) => {
      const { payerCreditSince: _, patientCreditSince: __, ...wait } = waitOf(onFiling(head, Number(filing)));
      return wait;
    }),
  ];
}

function waitOf(head: Head): Wait {
  const { claimNo, clientId, partnerId, state, filing, payerId, indicator, batch, chargeCents } = head;
  const { lastDay, payerCreditSince, patientCreditSince } = head;
  const isUnfiled = filing === 1 && head.adjudication === undefined && notOnFile.includes(state);
  return {
    ...{ claimNo, clientId, partnerId, filing, payerId, chargeCents },
    state: waitsToBeSent(head) ? 'READY' : state,
    since: waitsSince(head),
    ...(indicator === undefined ? {} : { indicator }),
    ...(batch === undefined
      ? {}
      : { batch: { controlNo: batch.controlNo, setControlNo: batch.setControlNo } }),
    ...(isUnfiled && lastDay !== undefined ? { filingFrom: civilDate(lastDay) } : {}),
    ...(payerCreditSince === undefined ? {} : { payerCreditSince }),
    ...(patientCreditSince === undefined || !patientShareKnown.includes(state) ? {} : { patientCreditSince }),
  };
}

/** A replacement or void is in its state before it is sent, and awaits its answer from then on only. */
function waitsSince({ state, since, batch }: Head): CivilDate {
  const isCorrecting = state === 'REPLACING' || state === 'VOIDING';
  return isCorrecting && batch !== undefined ? civilDate(batch.sentOn) : civilDateOf(Date.parse(since));
}

const timerIn = (state: FilingState): StateTimer | undefined =>
  stateTimers.find(({ states }) => states.includes(state));

/**
 * The first day on which a timer of a claim may be due, whatever the configuration says; null when it waits for
 * nothing. What an interchange's own answers put off is due later, never earlier.
 */
export const earliestDue = (waits: readonly Wait[]): CivilDate | null =>
  waits.flatMap(daysToLook).toSorted()[0] ?? null;

function daysToLook(wait: Wait): readonly CivilDate[] {
  const { state, since, filingFrom, payerCreditSince, patientCreditSince } = wait;
  const timer = timerIn(state);
  return [
    timer === undefined ? undefined : addDays(since, leastDays[timer.timer]),
    filingFrom,
    payerCreditSince,
    patientCreditSince === undefined ? undefined : addDays(patientCreditSince, leastDays.patientCredit),
  ].filter((day) => day !== undefined);
}

/** What an interchange's delivery and answers say of a claim in it: they are journalled once for all. */
export interface InterchangeTimes extends InterchangeEvidence {
  /** ISO; when the first 999 accepted a set of it. */
  readonly acceptedAt?: string;
}

/** The claim as people see it, through its interchange. */
export function waitThrough(wait: Wait, interchange: InterchangeTimes | undefined): Wait {
  const state = stateThroughInterchange(wait, interchange);
  if (state === wait.state) return wait;
  const at = state === 'SYNTAX_OK' ? interchange?.acceptedAt : interchange?.deliveredAt;
  return { ...wait, state, since: at === undefined ? wait.since : civilDateOf(Date.parse(at)) };
}

/** What timers are judged by. */
export interface TimerTerms {
  readonly today: CivilDate;
  readonly settings: TimerSettings;
  /** The payer's limit for filing, from the last day of service. */
  readonly filingDays?: number | undefined;
}

/** A timer that is due: who is to be told, how urgent it is, and by when. */
export interface DueTimer {
  readonly reason: WorkReason;
  /** What it counts from. */
  readonly since: CivilDate;
  /** The day on which it was first due, or the limit that comes nearer. */
  readonly due: CivilDate;
  /** 1, 2, 3 …: the reminders until today. */
  readonly n: number;
  readonly priority: Priority;
  /** By when somebody should have acted. */
  readonly actBy: CivilDate;
}

/** The answer that a filing waits for is late; and whether people ask for the claim, or for all of its interchange. */
export function answerDue(
  wait: Wait,
  terms: TimerTerms,
): (DueTimer & Pick<StateTimer, 'per' | 'timer'>) | null {
  const timer = timerIn(wait.state);
  if (timer === undefined) return null;
  const counted = counting(timer, terms.settings);
  const days = terms.settings[counted.timer];
  if (days === 'never') return null;
  const due = counted.business ? addBusinessDays(wait.since, days) : addDays(wait.since, days);
  const late = repeating(counted.reason, { since: wait.since, due }, terms);
  return late === null ? null : { ...late, per: counted.per, timer: counted.timer };
}

/** Where a payer sends no such acknowledgment, its payment is awaited from there on. */
function counting(timer: StateTimer, settings: TimerSettings): StateTimer {
  const isOff = settings[timer.timer] === 'never' && acknowledgmentTimers.includes(timer.timer);
  return isOff ? (stateTimers.find(({ timer: name }) => name === 'payment') ?? timer) : timer;
}

/** All that is due for the claim itself; answers that are awaited for a whole interchange are not. */
export function claimDue(wait: Wait, terms: TimerTerms): readonly DueTimer[] {
  const { settings, filingDays } = terms;
  const { filingFrom, payerCreditSince, patientCreditSince } = wait;
  const answer = answerDue(wait, terms);
  return [
    answer?.per === 'claim' ? answer : null,
    countdown(timelyFiling, { since: filingFrom, days: filingDays ?? 'never' }, terms),
    countdown(overpayment, { since: payerCreditSince, days: settings.overpayment }, terms),
    patientCreditSince === undefined || settings.patientCredit === 'never'
      ? null
      : repeating(
          'PATIENT_CREDIT_DUE',
          { since: patientCreditSince, due: addDays(patientCreditSince, settings.patientCredit) },
          terms,
        ),
  ].filter((due) => due !== null);
}

/** Due since a day, and again after every so many. */
export function repeating(
  reason: WorkReason,
  { since, due }: Pick<DueTimer, 'since' | 'due'>,
  { today, settings: { repeat } }: Pick<TimerTerms, 'today' | 'settings'>,
): DueTimer | null {
  const late = daysBetween(due, today);
  if (late < 0) return null;
  const n = repeat === 'never' ? 1 : 1 + Math.floor(late / repeat);
  const told = repeat === 'never' ? due : addDays(due, (n - 1) * repeat);
  return {
    ...{ reason, since, due, n },
    priority: raised(reason, n),
    actBy: addDays(told, workRules[reason].dueDays),
  };
}

function countdown(
  { reason, marks }: Countdown,
  { since, days }: { readonly since: CivilDate | undefined; readonly days: number | 'never' },
  { today }: TimerTerms,
): DueTimer | null {
  if (since === undefined || days === 'never' || today < since) return null;
  const limit = addDays(since, days);
  const left = daysBetween(today, limit);
  const n = marks.filter((mark) => mark === 'at once' || left <= mark).length;
  if (n === 0) return null;
  return { ...{ reason, since, n }, due: limit, priority: raised(reason, n), actBy: limit };
}

const PRIORITIES: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];

/** Each reminder is one step more urgent than the one before. */
const raised = (reason: WorkReason, n: number): Priority =>
  PRIORITIES[Math.max(0, PRIORITIES.indexOf(workRules[reason].priority) - (n - 1))] ?? 'P1';

/** Names a timer's item: the same wait, the same item, however often somebody is reminded. */
export const timerItemId = (reason: string, ...of: readonly string[]): string =>
  [`${TIMER_ITEM}${reason.toLowerCase().replaceAll('_', '-')}`, ...of].join('-');
const TIMER_ITEM = 'timer-';

/** Whether the daily run opened the item: then it closes it too. */
export const isTimerItem = (id: string): boolean => id.startsWith(TIMER_ITEM);

/** The item of a claim's own timer. */
export const claimItemId = ({ reason, since }: DueTimer, { claimNo, filing }: Wait): string =>
  timerItemId(reason, claimNo, String(filing), since);

/** Names one reminder among those of its item. */
export const reminderCause = ({ due, n }: DueTimer): string => `timer/${due}/${n}`;
