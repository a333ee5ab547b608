import type { CivilDate } from '../../dates.ts';
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

const NONE: readonly Finding[] = [];

/** Reads amounts and gathers what cannot be read. Absent values are undefined. */
export class AnswerValues {
  #positionOf: SetStart['positionOf'];
  #findings: Finding[] = [];

  constructor(positionOf: SetStart['positionOf']) {
    this.#positionOf = positionOf;
  }

  /** The values of another set. */
  again(positionOf: SetStart['positionOf']): void {
    this.#positionOf = positionOf;
    this.#findings = [];
  }

  /** An amount, read by string. One that cannot be read is undefined and a finding. */
  amount(segment: Segment | undefined, n: number, loop?: LoopGuide): Cents | undefined {
    if (segment === undefined) return undefined;
    const amount = segment.amount(n);
    if (amount === null) this.#unreadable(segment, { element: n }, loop);
    return amount ?? undefined;
  }

  /** As `amount`, of a component. */
  componentAmount(
    segment: Segment,
    place: { readonly element: number; readonly component: number },
    loop?: LoopGuide,
  ): Cents | undefined {
    const text = segment.component(place.element, place.component);
    if (text === '') return undefined;
    const amount = parseAmount(text);
    if (amount === null) this.#unreadable(segment, place, loop);
    return amount ?? undefined;
  }

  #unreadable(
    segment: Segment,
    place: { readonly element: number; readonly component?: number },
    loop: LoopGuide | undefined,
  ): void {
    this.#findings.push(findingAt(AMOUNT_UNREADABLE, { ...this.#positionOf(segment, loop), ...place }));
  }

  /** The findings since the last call. */
  drain(): readonly Finding[] {
    if (this.#findings.length === 0) return NONE;
    const findings = this.#findings;
    this.#findings = [];
    return findings;
  }
}

export const textAt = (segment: Segment | undefined, n: number): string | undefined =>
  segment?.element(n) || undefined;

/** A date that exists. The walk has already reported one that does not. */
export const dateAt = (segment: Segment | undefined, n: number): CivilDate | undefined => segment?.date(n);

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
export function present(fields: Record<string, unknown>): object {
  const there: Record<string, unknown> = {};
  for (const name in fields) if (fields[name] !== undefined) there[name] = fields[name];
  return there;
}

/** A value being built: optional fields are set when they are found. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };
