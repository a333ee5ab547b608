import { isCivilDay } from '../../dates.ts';

const BLANK_DAY = new Set(['', '*', '0', '00000000', '0000000']);

/**
 * A day as tables hold it, CCYYMMDD as a number, from `20261001`, `2026-10-01` or `10/1/2026`; 0 for a blank, `*` or
 * zeros.
 *
 * @returns nothing where the text is no date
 */
export function readDay(text: string): number | undefined {
  const trimmed = text.trim();
  if (BLANK_DAY.has(trimmed)) return 0;
  const day = dayNumber(trimmed);
  return day !== undefined && isCivilDay(day) ? day : undefined;
}

function dayNumber(text: string): number | undefined {
  if (/^\d{8}$/.test(text)) return Number(text);
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+Z?)?$/.exec(text);
  if (iso) return Number(`${iso[1]}${iso[2]}${iso[3]}`);
  const american = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  if (!american) return undefined;
  const [, month = '', day = '', year = ''] = american;
  return Number(`${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`);
}

const MONTH_ENDS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** A day written as year and day of the year, `2026032` for 1 February 2026; 0 for a blank. */
export function readOrdinalDay(text: string): number | undefined {
  const trimmed = text.trim();
  if (BLANK_DAY.has(trimmed)) return 0;
  if (!/^\d{7}$/.test(trimmed)) return undefined;
  const year = Number(trimmed.slice(0, 4));
  let left = Number(trimmed.slice(4));
  if (left < 1) return undefined;
  for (const [month, usual] of MONTH_ENDS.entries()) {
    const days = month === 1 && isCivilDay(year * 10_000 + 229) ? 29 : usual;
    if (left <= days) return year * 10_000 + (month + 1) * 100 + left;
    left -= days;
  }
  return undefined;
}

/**
 * A decimal as a whole number of its last place, by its digits and never through a float: `scaled('0.869', 3)` is 869.
 * A blank is 0.
 *
 * @returns nothing where the text is no number or has digits beyond that place
 */
export function scaled(text: string, places: number): number | undefined {
  const match = /^(-?)\$?([\d,]*)(?:\.(\d*))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > places || (whole.includes(',') && !/^\d{1,3}(?:,\d{3})+$/.test(whole))) return undefined;
  const value = Number(`${whole.replaceAll(',', '') || '0'}${kept.padEnd(places, '0')}`);
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === '' || value === 0 ? value : -value;
}

/** A whole number without a sign; a blank is 0. */
export function whole(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  return /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** A code as tables hold it: upper case, without blanks around it and without the dot of ICD codes. */
export const plainCode = (text: string): string => text.trim().replace('.', '').toUpperCase();

/** Runs of blanks and line breaks as one blank. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const UNLISTED =
  /\b(?:unlisted|unclassified|unspecified|miscellaneous|misc|not otherwise classified|noc|n\.o\.c\.)(?![\w-])/i;
const NOT_SPECIFIED = /\bnot otherwise specified\b|\bnos\b/i;

/**
 * 1 where a procedure's title does not say what was done, so that the claim must (837 SV101-7). “Not otherwise
 * specified” says it only of codes that end in 99: drugs by the dose bear the words too and need no description.
 */
export const unlisted = (code: string, title: string): 0 | 1 =>
  UNLISTED.test(title) || (code.endsWith('99') && NOT_SPECIFIED.test(title)) ? 1 : 0;
