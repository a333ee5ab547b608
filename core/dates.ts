import { type Brand, Defect } from './result.ts';

/** A civil date `CCYYMMDD`, without a time zone. Compares correctly as a string. */
export type CivilDate = Brand<string, 'CivilDate'>;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const isLeap = (y: number): boolean => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;

/** Whether the eight digits name a day that exists. Years 1800 to 2199 only: others are keying errors. */
export function isCivilDate(text: string): text is CivilDate {
  if (!/^\d{8}$/.test(text)) return false;
  return isCivilDay(Number(text));
}

/** Whether a number `CCYYMMDD` names a day that exists, as `isCivilDate` says it of digits. */
export const isCivilDay = (number: number): boolean => number < 2200_00_00 && isCalendarDay(number);

/**
 * Whether the eight digits name a day of the years 1800 to 9999. What others send may say "no end" by a day far
 * off (99991231, 30000101): no error, but no day to reckon with either.
 */
export const isCalendarDate = (text: string): boolean => /^\d{8}$/.test(text) && isCalendarDay(Number(text));

/** As `isCalendarDate`, of a number `CCYYMMDD`. */
export function isCalendarDay(number: number): boolean {
  const year = Math.floor(number / 10_000);
  const month = Math.floor(number / 100) % 100;
  const day = number % 100;
  if (year < 1800 || year > 9999) return false;
  const days = month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** @throws Defect when `text` is no date; for our own values. Test inbound text with `isCivilDate`. */
export function civilDate(text: string): CivilDate {
  if (!isCivilDate(text)) throw new Defect('not a civil date');
  return text;
}

const toUtc = (d: CivilDate): number =>
  Date.UTC(Number(d.slice(0, 4)), Number(d.slice(4, 6)) - 1, Number(d.slice(6, 8)));

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: CivilDate, b: CivilDate): number =>
  Math.round((toUtc(b) - toUtc(a)) / 86_400_000);

/** The date `days` later (earlier when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  const ms = toUtc(date) + days * 86_400_000;
  const iso = epochToIso(ms);
  return civilDate(iso.slice(0, 10).replaceAll('-', ''));
}

/** The UTC civil date of an instant. @param epochMs milliseconds since 1970 */
export const civilDateOf = (epochMs: number): CivilDate =>
  civilDate(epochToIso(epochMs).slice(0, 10).replaceAll('-', ''));

/** ISO 8601 in UTC with milliseconds. @param epochMs milliseconds since 1970 */
export const epochToIso = (epochMs: number): string => new Date(epochMs).toISOString();
