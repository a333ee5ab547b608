import {
  an,
  type CompositeElement,
  composite,
  date,
  decimal,
  type ElementGuide,
  id,
  openPeriod,
  period,
  type SegmentGuide,
  type SegmentSpec,
  segment,
  time,
  type Usage,
  unused,
} from './guide.ts';

/**
 * Segments of the four inquiry sets: eligibility (270, 271) and claim status (276, 277), after domain.md 4.5
 * and 4.6. A segment that stands once in its loop is told by its id alone: a qualifier that the guide does not
 * list is a finding, and the segment is read all the same.
 */

type Times = { readonly usage?: 'R' | 'S'; readonly max?: number };

const unusedTimes = (n: number): readonly ElementGuide[] => Array.from({ length: n }, () => unused);

/** BHT: what this set is and how the sender names it. `reference` and `type` are BHT03 and BHT06. */
export const beginning = (
  spec: Pick<SegmentSpec, 'name'> & {
    readonly structure: string;
    readonly purposes: string;
    readonly reference: 'R' | 'S';
    readonly types?: string;
    readonly typeUsage?: 'R' | 'S';
  },
): SegmentGuide =>
  segment({
    id: 'BHT',
    name: spec.name,
    usage: 'R',
    elements: [
      id('R', 4, 4, spec.structure),
      id('R', 2, 2, spec.purposes),
      an(spec.reference, 1, 50),
      date('R'),
      time('R'),
      spec.types === undefined ? unused : id(spec.typeUsage ?? 'S', 2, 2, spec.types),
    ],
  });

/** HL: a level. Level 20 has no parent; a dependent of a status set has no HL04. */
export const level = (code: string, children: 'R' | 'S' = 'R'): SegmentGuide =>
  segment({
    id: 'HL',
    name: 'level',
    usage: 'R',
    by: 3,
    elements: [
      an('R', 1, 12),
      code === '20' ? unused : an('R', 1, 12),
      id('R', 1, 2, code),
      id(children, 1, 1, '0 1'),
    ],
  });

export interface NameSpec {
  readonly name: string;
  /** NM101. */
  readonly codes: string;
  /** NM102: persons 1, organizations 2. */
  readonly entity: string;
  /** NM108. */
  readonly idCodes: string;
  /** NM103, and NM108 with NM109; S unless given. */
  readonly last?: 'R' | 'S';
  readonly identified?: 'R' | 'S';
  /** NM110: what the party is to the provider. */
  readonly related?: boolean;
}

/** NM1: a party by name and identifier. */
export function nameOf(spec: NameSpec): SegmentGuide {
  const { name, codes, entity, idCodes, last = 'S', identified = 'S', related = false } = spec;
  return segment({
    id: 'NM1',
    name,
    usage: 'R',
    elements: [
      id('R', 2, 3, codes),
      id('R', 1, 1, entity),
      an(last, 1, 60),
      an('S', 1, 35),
      an('S', 1, 25),
      an('S', 1, 10),
      an('S', 1, 10),
      id(identified, 1, 2, idCodes),
      an(identified, 2, 80),
      related ? id('S', 2, 2) : unused,
      unused,
      unused,
    ],
    notes: [{ rule: 'P', elements: [8, 9] }],
  });
}

export const street: SegmentGuide = segment({
  id: 'N3',
  name: 'street',
  usage: 'S',
  elements: [an('R', 1, 55), an('S', 1, 55)],
});

/** N4. Payers give back the part of an address that they know. */
export const city: SegmentGuide = segment({
  id: 'N4',
  name: 'city, state, ZIP',
  usage: 'S',
  elements: [an('S', 2, 30), id('S', 2, 2), id('S', 3, 15), id('S', 2, 3), unused, unused, id('S', 1, 3)],
  notes: [
    { rule: 'E', elements: [2, 7] },
    { rule: 'C', elements: [7, 4] },
  ],
});

/** PER: whom to ask, with up to three numbers. */
export const contact = (max: number): SegmentGuide =>
  segment({
    id: 'PER',
    name: 'contact',
    usage: 'S',
    max,
    elements: [
      id('R', 2, 2, 'IC'),
      an('S', 1, 60),
      ...[0, 1, 2].flatMap(() => [id('S', 2, 2, 'ED EM EX FX HP TE UR WP'), an('S', 1, 256)]),
      unused,
    ],
    notes: [
      { rule: 'P', elements: [3, 4] },
      { rule: 'P', elements: [5, 6] },
      { rule: 'P', elements: [7, 8] },
    ],
  });

export interface TraceSpec extends Times {
  /** TRN01: 1 the trace of this set's sender, 2 one that is given back. */
  readonly types: string;
  /** TRN03: who made the number. */
  readonly originator?: Usage;
}
export const trace = ({ types, usage = 'R', max = 1, originator = 'N' }: TraceSpec): SegmentGuide =>
  segment({
    id: 'TRN',
    name: 'trace number',
    usage,
    max,
    elements: [
      id('R', 1, 2, types),
      an('R', 1, 50),
      originator === 'N' ? unused : an(originator, 10, 10),
      originator === 'N' ? unused : an('S', 1, 50),
    ],
  });

/** REF: numbers of the kinds in `codes`, `described` where REF03 is used. */
export const references = (codes: string, max: number, described = false): SegmentGuide =>
  segment({
    id: 'REF',
    name: 'reference number',
    usage: 'S',
    max,
    elements: [id('R', 2, 3, codes), an('R', 1, 50), described ? an('S', 1, 80) : unused, unused],
  });

/** DTP: days or periods of the kinds in `codes`, coverage that has no end among them. */
export const dates = (codes: string, { usage = 'S', max = 1 }: Times = {}): SegmentGuide =>
  segment({
    id: 'DTP',
    name: 'date',
    usage,
    max,
    elements: [id('R', 3, 3, codes), id('R', 2, 3, 'D8 RD8'), openPeriod('R')],
  });

export const amounts = (codes: string, max: number): SegmentGuide =>
  segment({
    id: 'AMT',
    name: 'amount',
    usage: 'S',
    max,
    elements: [id('R', 1, 3, codes), decimal('R'), unused],
  });

/** DMG: birth date and sex. */
export const demographics = (usage: 'R' | 'S'): SegmentGuide =>
  segment({
    id: 'DMG',
    name: 'birth date and sex',
    usage,
    elements: [id('S', 2, 3, 'D8'), period('S'), id('S', 1, 1, 'F M U'), ...unusedTimes(8)],
    notes: [{ rule: 'P', elements: [1, 2] }],
  });

/** A procedure as a composite: qualifier, code, four modifiers, description, second code of a range. */
export const procedureOf = (usage: 'R' | 'S', qualifiers: string): CompositeElement =>
  composite(
    usage,
    id('R', 2, 2, qualifiers),
    an('R', 1, 48),
    ...[0, 1, 2, 3].map(() => an('S', 2, 2)),
    an('S', 1, 80),
    an('S', 1, 48),
  );
