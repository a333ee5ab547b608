import { addDays, type CivilDate, civilDate, daysBetween } from './dates.ts';

/**
 * Days on which banks, payers and clearinghouses work: no Saturday, no Sunday and no federal holiday of the United
 * States. Holidays follow from their rules, so no table grows old.
 *
 * @see 5 U.S.C. 6103
 */

const SUNDAY = civilDate('20240107');
const SATURDAY = 6;
/** 0 Sunday to 6 Saturday. */
const weekday = (date: CivilDate): number => ((daysBetween(SUNDAY, date) % 7) + 7) % 7;

/** Month and day of those that have a date. */
const DATED: readonly string[] = ['0101', '0619', '0704', '1111', '1225'];
/** Juneteenth became one by Public Law 117-17. */
const JUNETEENTH_FROM = 2021;

/** The n-th weekday of a month; -1 for its last. */
interface Nth {
  readonly month: number;
  readonly weekday: number;
  readonly n: number;
}
const MONDAY = 1;
const THURSDAY = 4;
const NTH: readonly Nth[] = [
  { month: 1, weekday: MONDAY, n: 3 },
  { month: 2, weekday: MONDAY, n: 3 },
  { month: 5, weekday: MONDAY, n: -1 },
  { month: 9, weekday: MONDAY, n: 1 },
  { month: 10, weekday: MONDAY, n: 2 },
  { month: 11, weekday: THURSDAY, n: 4 },
];

const yearOf = (date: CivilDate): number => Number(date.slice(0, 4));

function isDatedHoliday(date: CivilDate): boolean {
  const day = date.slice(4);
  return DATED.includes(day) && (day !== '0619' || yearOf(date) >= JUNETEENTH_FROM);
}

function isNthWeekday(date: CivilDate): boolean {
  const month = Number(date.slice(4, 6));
  const n = Math.ceil(Number(date.slice(6)) / 7);
  const isLast = addDays(date, 7).slice(4, 6) !== date.slice(4, 6);
  const day = weekday(date);
  return NTH.some(
    (rule) => rule.month === month && rule.weekday === day && (rule.n === n || (rule.n < 0 && isLast)),
  );
}

/** A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after. */
export function isFederalHoliday(date: CivilDate): boolean {
  if (isNthWeekday(date) || isDatedHoliday(date)) return true;
  const day = weekday(date);
  if (day === SATURDAY - 1) return isDatedHoliday(addDays(date, 1));
  return day === MONDAY && isDatedHoliday(addDays(date, -1));
}

export const isBusinessDay = (date: CivilDate): boolean => {
  const day = weekday(date);
  return day !== 0 && day !== SATURDAY && !isFederalHoliday(date);
};

/** The day that comes `days` business days after `from`; `from` itself does not count. @param days 0 or more */
export function addBusinessDays(from: CivilDate, days: number): CivilDate {
  let date = from;
  for (let left = days; left > 0; ) {
    date = addDays(date, 1);
    if (isBusinessDay(date)) left -= 1;
  }
  return date;
}
