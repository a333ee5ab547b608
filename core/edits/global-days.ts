/**
 * Days since 1 March of the year 0 of a day CCYYMMDD, so that days can be counted between two. Proleptic Gregorian;
 * whole numbers only, for use on every claim.
 */
export function dayNumber(day: number): number {
  const month = Math.floor(day / 100) % 100;
  const year = Math.floor(day / 10_000) - (month <= 2 ? 1 : 0);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const beforeMonth = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5);
  return year * 365 + leapDays + beforeMonth + (day % 100) - 1;
}

/** Days from one to another; negative when the second is earlier. */
export const daysFrom = (a: number, b: number): number => dayNumber(b) - dayNumber(a);
