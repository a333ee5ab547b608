import { InvalidArgumentError } from 'commander';
import { type CodeSetName, codeSetNames } from '../../../core/codes/sets.ts';
import { isCivilDate } from '../../../core/dates.ts';
import { oneOf } from '../command.ts';

/** A code set by its name. */
export const codeSet: (text: string) => CodeSetName = oneOf(codeSetNames);

/** A day as people write it, 2026-11-21 or 20261121, as a number. */
export function dayNumber(text: string): number {
  const digits = text.replaceAll('-', '');
  if (!isCivilDate(digits)) throw new InvalidArgumentError('It must be a day, as 2026-11-21.');
  return Number(digits);
}

/** `2026-10-01`; nothing for an open end. */
export const dayText = (day: number): string =>
  day === 0 ? '' : String(day).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');

/** `2026-10-01..2027-09-30`, `2026-10-01 on`. */
export function daysText({ from, to }: { readonly from: number; readonly to: number }): string {
  if (to === 0) return from === 0 ? 'every day' : `${dayText(from)} on`;
  return `${dayText(from)}..${dayText(to)}`;
}
