import type { Draw } from '../../core/sandbox/random.ts';

/** What a file holds, counted while it is made: what every reader must find. */
export interface Truth {
  bytes: number;
  sets: number;
  claims: number;
  lines: number;
  segments: number;
  /** 835: CLP04, SVC03 and CAS amounts. 837: CLM02 and SV102. */
  cents: number;
}

/** One transaction set: `claim` adds claims until the file is large enough or the set is full. */
export interface SetDraft {
  claim(): void;
  /** All segments between ST and SE, without their terminators. */
  close(): readonly string[];
}

export interface FileKind {
  readonly name: '835' | '837';
  /** GS01 and GS08. */
  readonly functionalCode: string;
  readonly version: string;
  /** ST without its control number's place: `ST*835*` and what follows the number. */
  readonly st: readonly [before: string, after: string];
  readonly bytesPerClaim: number;
  set(draw: Draw, ordinal: number, truth: Truth): SetDraft;
}

export const LAST = ['ABEL', 'BAKER', 'CARVER', 'DALTON', 'EASTMAN', 'FOLEY', 'GARNER', 'HOLLIS', 'IRVING'];
export const FIRST = ['ANNA', 'BEN', 'CLARA', 'DAVID', 'ELLA', 'FRANK', 'GRACE', 'HENRY', 'IDA', 'JOEL'];
export const STREETS = ['MAIN ST', 'ELM ST', 'OAK AVE', 'HILL RD', 'LAKE DR', 'PARK LN'];
export const CITIES = [
  ['SPRINGFIELD', 'IL', '627'],
  ['PEORIA', 'IL', '616'],
  ['MADISON', 'WI', '537'],
  ['DAYTON', 'OH', '454'],
] as const;
export const PROCEDURES = ['99213', '99214', '87880', '85025', '36415', '80053', '93000', '71046'];

/** An NPI in the range of our invented ones, with the right check digit (Luhn over 80840 and the number). */
export function npi(ordinal: number): string {
  const nine = `19${String(ordinal % 10_000_000).padStart(7, '0')}`;
  let sum = 24;
  for (let i = 0; i < 9; i += 1) {
    const digit = Number(nine[i]);
    sum += i % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return `${nine}${(10 - (sum % 10)) % 10}`;
}

/** Whole days of 2026, as `CCYYMMDD`. */
export const day = (draw: Draw): string =>
  `2026${String(draw.between(1, 6)).padStart(2, '0')}${String(draw.between(1, 28)).padStart(2, '0')}`;
