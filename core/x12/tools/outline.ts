import type { SetType } from '../items.ts';
import type { Segment } from '../syntax/segment.ts';

/**
 * What a segment is to the tools that cut and compare sets. A set has a head, levels (HL; LX in an 835) that
 * give claims their context, claims, and a tail. A claim goes to the start of the next claim, level or tail, so
 * that a segment which the guide does not know stays with the claim that it follows.
 */
export type Role =
  | { readonly kind: 'head' | 'level-body' | 'claim' | 'tail' }
  /** Opens a level of this rank: levels of its rank and higher ones end. */
  | { readonly kind: 'level'; readonly rank: number }
  /** Opens a claim, which in inquiries and their answers is the level of a patient. */
  | { readonly kind: 'claim-start'; readonly rank: number | null }
  /** A level within a claim: a dependent of the patient that the inquiry is about. */
  | { readonly kind: 'inner-level'; readonly rank: number };

/** How the claims of a type of sets are told apart. */
export interface OutlineRule {
  /** What opens a level that gives context. */
  readonly levels: 'HL' | 'LX' | null;
  /** The segment that opens a claim; `patient`: the level of a subscriber or patient does. */
  readonly claim: string | null;
  /** What stands after the last claim. */
  readonly tail: string | null;
  /** Where a claim says its id: the first segment of it with this id. */
  readonly id: readonly [segment: string, element: number] | null;
}

const PATIENT = 'patient';

/** HL03 from the outside in, in all sets that have levels (domain.md 3.2, 4.3, 4.5, 4.6). */
const RANKS: Readonly<Record<string, number>> = { 20: 0, 21: 1, 19: 2, 22: 3, PT: 3, 23: 4 };
/** The level of a subscriber, or of the patient in a 277CA. */
export const PATIENT_RANK = 3;

const CLAIMS: OutlineRule = { levels: 'HL', claim: 'CLM', tail: null, id: ['CLM', 1] };
const INQUIRIES: OutlineRule = { levels: 'HL', claim: PATIENT, tail: null, id: ['TRN', 2] };
const WHOLE: OutlineRule = { levels: null, claim: null, tail: null, id: null };

const RULES: Readonly<Partial<Record<SetType, OutlineRule>>> = {
  '837P': CLAIMS,
  '837I': CLAIMS,
  '837D': CLAIMS,
  '835': { levels: 'LX', claim: 'CLP', tail: 'PLB', id: ['CLP', 1] },
  '277CA': INQUIRIES,
  '276': INQUIRIES,
  '277': INQUIRIES,
  '270': INQUIRIES,
  '271': INQUIRIES,
  '999': { levels: null, claim: 'AK2', tail: 'AK9', id: ['AK2', 2] },
};

export const outlineRuleOf = (type: SetType): OutlineRule => RULES[type] ?? WHOLE;

/** Says of each segment between ST and SE what it is. */
export class Outline {
  readonly #rule: OutlineRule;
  #now: 'head' | 'level-body' | 'claim' | 'tail' = 'head';

  constructor(rule: OutlineRule) {
    this.#rule = rule;
  }

  roleOf(segment: Segment): Role {
    if (this.#now === 'tail' || segment.id === this.#rule.tail) return this.#stay('tail');
    if (segment.id === this.#rule.levels) return this.#level(segment);
    if (segment.id === this.#rule.claim) {
      this.#now = 'claim';
      return { kind: 'claim-start', rank: null };
    }
    return this.#stay(this.#now);
  }

  #level(segment: Segment): Role {
    const rank = segment.id === 'LX' ? 0 : RANKS[segment.element(3)];
    if (rank === undefined) return this.#stay(this.#now);
    if (this.#rule.claim !== PATIENT || rank < PATIENT_RANK) {
      this.#now = 'level-body';
      return { kind: 'level', rank };
    }
    if (rank > PATIENT_RANK && this.#now === 'claim') return { kind: 'inner-level', rank };
    this.#now = 'claim';
    return { kind: 'claim-start', rank };
  }

  #stay(kind: 'head' | 'level-body' | 'claim' | 'tail'): Role {
    this.#now = kind;
    return { kind };
  }
}
