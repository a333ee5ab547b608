import type { CodeSets } from '../codes/code-sets.ts';
import type { ServiceLine } from '../encounter/model.ts';
import type { Exact } from './exact.ts';

/** Why nothing is expected of a line: what is not known is never guessed. */
export const unknownReasons = {
  'no-rates': 'No table of contract rates (fees) is loaded for the day of service.',
  'no-rate': 'The contract’s table has no rate for the code and its modifiers on that day.',
  'no-fee-schedule': 'No Medicare physician fee schedule (mpfs) is loaded for the day of service.',
  'no-localities': 'No table of practice costs (gpci) is loaded for the day of service.',
  'locality-unknown': 'The table of practice costs does not have the contract’s locality.',
  'place-unknown': 'The place of service is not in the table: facility or office rate is not known.',
  'code-not-in-schedule': 'The fee schedule has no row for the code and its modifier.',
  'not-priced': 'The fee schedule does not price the code by relative values.',
  'by-report': 'A modifier leaves the price to the payer’s own judgment.',
  'reduction-unknown': 'Several services of one day reduce each other by rules that are not computed here.',
  'units-unknown': 'The units are no whole number that the rule for the code takes.',
  'anesthesia-unknown': 'The contract or the tables lack what an anesthesia price is made of.',
} as const;
export type UnknownReason = keyof typeof unknownReasons;

/** Reasons that loading a table, not a person, removes. */
export const isMissingTable = (reason: UnknownReason): boolean =>
  reason === 'no-rates' || reason === 'no-fee-schedule' || reason === 'no-localities';

/** A line with what pricing looks at. */
export interface PricedLine {
  /** 1-based. */
  readonly lineNo: number;
  readonly line: ServiceLine;
  readonly code: string;
  readonly modifiers: readonly string[];
  /** First day of service, CCYYMMDD. */
  readonly day: number;
  /** Place of service of the line, or else of the claim. */
  readonly place: string;
  /** Who rendered it: reductions count only what one person did. */
  readonly rendering: string;
}

export interface Price {
  readonly amount: Exact;
  /** Names lines that reduce each other: which of them a payer reduces may differ, what they come to may not. */
  readonly together?: string;
  readonly reason?: undefined;
}
export type Priced = Price | { readonly reason: UnknownReason };

export const unknown = (reason: UnknownReason): { readonly reason: UnknownReason } => ({ reason });
export const isKnown = (priced: Priced): priced is Price => priced.reason === undefined;

export const MINUTES = 'MJ';
const THOUSAND = 1000;
const DECIMAL = /^(\d{0,8})(?:\.(\d{1,3}))?$/;

/** Thousandths of a unit, exactly; nothing where the units are no number above 0. */
export function thousandthsOf({ units }: Pick<ServiceLine, 'units'>): number | undefined {
  const match = DECIMAL.exec(units);
  if (match === null) return undefined;
  const value = Number(match[1] || '0') * THOUSAND + Number((match[2] ?? '').padEnd(3, '0'));
  return value > 0 ? value : undefined;
}

/** The units where they are whole. */
export function wholeUnits(line: Pick<ServiceLine, 'units'>): number | undefined {
  const value = thousandthsOf(line);
  return value === undefined || value % THOUSAND !== 0 ? undefined : value / THOUSAND;
}

/** The release of a set that decides on the day of a line. */
export type Tables = Pick<CodeSets, 'at'>;
