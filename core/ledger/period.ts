import { addDays, type CivilDate } from '../dates.ts';

/** A person closed the books through a day, or opened them again from one on. The trail is never changed. */
export interface PeriodAct {
  /** 1, 2, 3 … */
  readonly n: number;
  readonly act: 'closed' | 'reopened';
  /** The day that was named: the last closed one, or the first open one. */
  readonly day: CivilDate;
  /** The last closed day after the act; null when none is closed. */
  readonly closedThrough: CivilDate | null;
  readonly user: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** The last closed day; null when all are open. */
export const closedThrough = (trail: readonly PeriodAct[]): CivilDate | null =>
  trail.at(-1)?.closedThrough ?? null;

/** The day that an entry is dated: the document's own, or the first open one where that is closed. */
export const postingDate = (document: CivilDate, closed: CivilDate | null): CivilDate =>
  closed === null || document > closed ? document : addDays(closed, 1);

/** A step that was at work when a day was closed may not have seen it yet; clocks of machines differ a little. */
const GRACE_MS = 60_000;

/** Whether an entry made at `at` bears a day that had been closed for a minute then. */
export function isLate(trail: readonly PeriodAct[], at: string, date: CivilDate): boolean {
  let closed: CivilDate | null = null;
  for (const act of trail) {
    if (Date.parse(act.at) + (act.act === 'closed' ? GRACE_MS : 0) > Date.parse(at)) break;
    closed = act.closedThrough;
  }
  return closed !== null && date <= closed;
}

export type PeriodRefusal = 'already' | 'not-over' | 'not-closed' | 'contended';

/**
 * Closes the books through `day`, which must be over: entries of today are still made.
 *
 * @returns the last closed day afterwards
 */
export function closing(
  day: CivilDate,
  { closed, today }: { readonly closed: CivilDate | null; readonly today: CivilDate },
): CivilDate | PeriodRefusal {
  if (closed !== null && day <= closed) return 'already';
  return day < today ? day : 'not-over';
}

/** Opens `day` and all after it. @returns the last closed day afterwards */
export const reopening = (day: CivilDate, closed: CivilDate | null): CivilDate | PeriodRefusal =>
  closed === null || day > closed ? 'not-closed' : addDays(day, -1);
