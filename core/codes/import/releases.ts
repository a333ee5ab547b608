import type { CodeSetName } from '../sets.ts';
import type { Opening } from './layout.ts';
import { readDay } from './values.ts';

/** A release's name and the days for which it decides; `to` 0 is open. */
export interface Dated {
  readonly release: string;
  readonly from: number;
  readonly to: number;
}

/** One file of several that make a release together. */
export interface Part {
  readonly number: number;
  readonly of: number;
}

const FISCAL: ReadonlySet<CodeSetName> = new Set([
  'icd10cm',
  'icd10cm-notes',
  'icd10pcs',
  'poa-exempt',
  'mce',
]);
const YEARLY: ReadonlySet<CodeSetName> = new Set(['gpci', 'cpt', 'cpt-modifiers']);
/** CMS publishes each of the two PTP tables in four files. */
const PTP_PARTS = 4;

const QUARTER_ENDS = [331, 630, 930, 1231] as const;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

/** A fiscal year begins on 1 October of the year before. */
const fiscalYear = (year: number, april: boolean): Dated =>
  april
    ? { release: `FY${year}-APR`, from: year * 10_000 + 401, to: year * 10_000 + 930 }
    : { release: `FY${year}`, from: (year - 1) * 10_000 + 1001, to: year * 10_000 + 930 };

const calendarYear = (year: number, release = String(year)): Dated => ({
  release,
  from: year * 10_000 + 101,
  to: year * 10_000 + 1231,
});

function quarter(year: number, number: number, suffix = ''): Dated {
  const from = year * 10_000 + (number * 3 - 2) * 100 + 1;
  return { release: `${year}Q${number}${suffix}`, from, to: year * 10_000 + (QUARTER_ENDS[number - 1] ?? 0) };
}

/**
 * The days that a release's name tells: `FY2027` from 1 October 2026 to 30 September 2027, `FY2026-APR` from 1 April
 * 2026, `2026Q4`, `2026`, `CPT2026`, `25.1` (NUCC, a half-year), `2026-11-01`.
 */
export function daysOfRelease(release: string): Dated | undefined {
  const fiscal = /^FY(20\d\d)(-APR)?$/i.exec(release);
  if (fiscal) return { ...fiscalYear(Number(fiscal[1]), fiscal[2] !== undefined), release };
  const quarterly = /^(20\d\d)[- ]?Q([1-4])(?:-.*)?$/i.exec(release);
  if (quarterly) return { ...quarter(Number(quarterly[1]), Number(quarterly[2])), release };
  const yearly = /^(?:CPT ?)?(20\d\d)$/i.exec(release);
  if (yearly) return calendarYear(Number(yearly[1]), release);
  const half = /^(\d\d)\.([01])$/.exec(release);
  if (half)
    return { release, from: (2000 + Number(half[1])) * 10_000 + (half[2] === '0' ? 101 : 701), to: 0 };
  const day = /^\d{4}-?\d{2}-?\d{2}$/.test(release) ? readDay(release) : undefined;
  return day === undefined ? undefined : { release, from: day, to: 0 };
}

/** First finding over a file's names, its own before its zip's. */
const overNames = <T>({ names }: Opening, read: (name: string) => T | undefined): T | undefined =>
  names.map(read).find((found) => found !== undefined);

const twentieth = (digits: string): number => 2000 + Number(digits);

/** Version 37 of the Medicare Code Editor went with fiscal year 2020; `.1` is its April update. */
const MCE_YEAR_BEFORE_V1 = 1983;

function fiscalOf(set: CodeSetName, opening: Opening): Dated | undefined {
  const editor =
    set === 'mce'
      ? overNames(opening, (name) => /(?:^|[^a-z])v(\d\d)(?:[._-]?(\d))?(?!\d)/.exec(name))
      : null;
  if (editor) return fiscalYear(Number(editor[1]) + MCE_YEAR_BEFORE_V1, editor[2] === '1');
  const year =
    overNames(opening, (name) => /(?<!\d)(20\d\d)(?!\d)/.exec(name)?.[1]) ??
    overNames(opening, (name) => /fy[-_ ]?(\d\d)(?!\d)/.exec(name)?.[1]?.padStart(4, '20')) ??
    /<version>(20\d\d)</.exec(opening.lines.join('\n'))?.[1];
  if (year === undefined) return undefined;
  const april = opening.names.some((name) => /april|(?:^|[^a-z])apr(?:[^a-z]|$)|[-_]0401/.test(name));
  return fiscalYear(Number(year), april);
}

const monthQuarter = (month: string): number =>
  Math.floor(MONTHS.indexOf(month as (typeof MONTHS)[number]) / 3) + 1;

function quarterIn(name: string): Dated | undefined {
  const said = /(20\d\d)[-_ ]?q([1-4])/.exec(name) ?? undefined;
  if (said) return quarter(Number(said[1]), Number(said[2]));
  const effective = /eff[-_ ]?(\d\d)-(\d\d)-(20\d\d)/.exec(name);
  if (effective) return quarter(Number(effective[3]), Math.ceil(Number(effective[1]) / 3));
  // Version 32.3 of NCCI is the fourth quarter of 2026.
  const ncci = /v(\d\d)([0-3])r\d/.exec(name);
  if (ncci) return quarter(Number(ncci[1]) + 1994, Number(ncci[2]) + 1);
  const months = MONTHS.join('|');
  const month = new RegExp(
    `(20\\d\\d)[-_ ]?(${months})|(${months})[a-z]*[-_ ]?(?:\\d{1,2}[-_ ])?(20\\d\\d)`,
  ).exec(name);
  if (month) return quarter(Number(month[1] ?? month[4]), monthQuarter(month[2] ?? month[3] ?? 'jan'));
  const values = /rvu(\d\d)([a-d])/.exec(name);
  if (values) return quarter(twentieth(values[1] ?? ''), 'abcd'.indexOf(values[2] ?? 'a') + 1);
  return undefined;
}

const yearIn = (name: string): Dated | undefined => {
  const year =
    /(?<!\d)(20\d\d)(?!\d)/.exec(name)?.[1] ??
    /(?:pprrvu|gpci)(\d\d)(?!\d)/.exec(name)?.[1]?.padStart(4, '20');
  return year === undefined ? undefined : calendarYear(Number(year));
};

const dayIn = (name: string): Dated | undefined => {
  const [, year, month, day] = /(?<!\d)(20\d\d)[-_]?(\d\d)[-_]?(\d\d)(?!\d)/.exec(name) ?? [];
  return year === undefined ? undefined : daysOfRelease(`${year}-${month}-${day}`);
};

const taxonomyIn = (name: string): Dated | undefined => {
  const [, version, half] = /(?<!\d)(\d\d)[._]?([01])(?!\d)/.exec(name) ?? [];
  return version === undefined ? undefined : daysOfRelease(`${version}.${half}`);
};

/**
 * The release that a file's names (and, where they do not, its first lines) tell, with its days.
 *
 * @see codesets.md 3 for the official names
 */
export function releaseOf(set: CodeSetName, opening: Opening): Dated | undefined {
  if (FISCAL.has(set)) return fiscalOf(set, opening);
  if (YEARLY.has(set))
    return overNames(opening, yearIn) ?? overNames(opening, quarterIn) ?? copyrightYear(set, opening);
  if (set === 'taxonomy') return overNames(opening, taxonomyIn);
  const found = overNames(opening, dayIn) ?? overNames(opening, quarterIn) ?? overNames(opening, yearIn);
  const qualifying = set === 'mpfs' && opening.names.some((name) => /(?<!non)[-_]qpp/.test(name));
  return found !== undefined && qualifying ? { ...found, release: `${found.release}-QPP` } : found;
}

const copyrightYear = (set: CodeSetName, { lines }: Opening): Dated | undefined => {
  const year = set === 'gpci' ? undefined : /CPT\D{0,20}(20\d\d)/i.exec(lines.slice(0, 50).join(' '))?.[1];
  return year === undefined ? undefined : calendarYear(Number(year));
};

/** Which part of a PTP table a file is: `ccipra-v323r0-f1` is the first of four. */
export function partOf(set: CodeSetName, opening: Opening): Part | undefined {
  if (set !== 'ptp-practitioner' && set !== 'ptp-hospital') return undefined;
  const number = overNames(opening, (name) => /[-_]f(\d)(?!\d)/.exec(name)?.[1]);
  return number === undefined ? undefined : { number: Number(number), of: PTP_PARTS };
}
