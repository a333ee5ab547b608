import { type CivilDate, isCivilDate } from '../../dates.ts';
import { type Cents, parseAmount } from '../../money.ts';
import type { LoopGuide } from '../guides/guide.ts';
import { error, findingAt } from '../syntax/finding.ts';
import type { Segment } from '../syntax/segment.ts';
import type { Finding } from '../types.ts';
import type { SetStart } from './set-module.ts';

const AMOUNT_UNREADABLE = error(1, 'AMOUNT-UNREADABLE', 'The amount is no whole number of cents.', [
  'IK403',
  '6',
]);

/** Reads amounts and gathers what cannot be read. Absent values are undefined. */
export class AnswerValues {
  readonly #positionOf: SetStart['positionOf'];
  #findings: Finding[] = [];

  constructor(positionOf: SetStart['positionOf']) {
    this.#positionOf = positionOf;
  }

  /** An amount, read by string. One that cannot be read is undefined and a finding. */
  amount(segment: Segment | undefined, n: number, loop?: LoopGuide): Cents | undefined {
    const text = textAt(segment, n);
    if (segment === undefined || text === undefined) return undefined;
    const amount = parseAmount(text);
    if (amount !== null) return amount;
    const position = { ...this.#positionOf(segment, loop), element: n };
    this.#findings.push(findingAt(AMOUNT_UNREADABLE, position));
    return undefined;
  }

  /** The findings since the last call. */
  drain(): readonly Finding[] {
    const findings = this.#findings;
    this.#findings = [];
    return findings;
  }
}

export const textAt = (segment: Segment | undefined, n: number): string | undefined =>
  segment?.element(n) || undefined;

/** A date that exists. The walk has already reported one that does not. */
export function dateAt(segment: Segment | undefined, n: number): CivilDate | undefined {
  const text = segment?.element(n) ?? '';
  return isCivilDate(text) ? text : undefined;
}

/** A count of sets or claims. */
export function countAt(segment: Segment | undefined, n: number): number | undefined {
  const text = segment?.element(n) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** The fields that are there: optional fields of our types are absent, never undefined. */
export type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

export function present<T extends object>(fields: T): Present<T>;
export function present(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
