import { addDays, type CivilDate, civilDate, daysBetween } from '../dates.ts';
import type { FilingState } from './types.ts';

/** The answer a filing waits for and how long it may take (domain.md 1.6). */
export interface Expectation {
  readonly answer:
    | 'submission'
    | 'TA1 or 999'
    | '277CA of the clearinghouse'
    | '277CA of the payer'
    | '835'
    | 'a person';
  readonly days: number;
  /** Whether the days skip Saturday and Sunday. */
  readonly business: boolean;
}

const expectations: Partial<Record<FilingState, Expectation>> = {
  EDIT_HOLD: { answer: 'a person', days: 2, business: true },
  READY: { answer: 'submission', days: 1, business: true },
  BATCHED: { answer: 'TA1 or 999', days: 1, business: true },
  SENT: { answer: 'TA1 or 999', days: 1, business: true },
  REJ_INTERCHANGE: { answer: 'a person', days: 1, business: true },
  REJ_SYNTAX: { answer: 'a person', days: 1, business: true },
  SYNTAX_OK: { answer: '277CA of the clearinghouse', days: 2, business: true },
  CH_ACCEPTED: { answer: '277CA of the payer', days: 5, business: true },
  REJ_FRONTEND: { answer: 'a person', days: 2, business: true },
  PAYER_ACCEPTED: { answer: '835', days: 30, business: false },
  PENDED: { answer: '835', days: 30, business: false },
  DENIED: { answer: 'a person', days: 14, business: false },
  PART_DENIED: { answer: 'a person', days: 14, business: false },
};

export const expectationOf = (state: FilingState): Expectation | null => expectations[state] ?? null;

const SUNDAY = civilDate('20240107');
/** 0 Sunday to 6 Saturday. */
const weekday = (date: CivilDate): number => ((daysBetween(SUNDAY, date) % 7) + 7) % 7;

const addBusinessDays = (from: CivilDate, days: number): CivilDate => {
  let date = from;
  for (let left = days; left > 0; ) {
    date = addDays(date, 1);
    if (weekday(date) !== 0 && weekday(date) !== 6) left -= 1;
  }
  return date;
};

/** By when the next answer is due for a filing that entered `state` on `since`; null when nothing is awaited. */
export function dueDate(state: FilingState, since: CivilDate): CivilDate | null {
  const expectation = expectations[state];
  if (expectation === undefined) return null;
  return expectation.business ? addBusinessDays(since, expectation.days) : addDays(since, expectation.days);
}
