import {
  an,
  type CompositeElement,
  composite,
  date,
  decimal,
  type ElementGuide,
  id,
  period,
  type SegmentGuide,
  type SegmentSpec,
  type SimpleElement,
  type SyntaxNote,
  segment,
  type Usage,
  unused,
} from './guide.ts';

/** Segments that several loops and sets share, with what differs as parameters. */

type Times = { readonly usage?: 'R' | 'S'; readonly max?: number };

const unusedTimes = (n: number): readonly ElementGuide[] => Array.from({ length: n }, () => unused);
const pair = (...elements: readonly number[]): SyntaxNote => ({ rule: 'P', elements });
const needs = (...elements: readonly number[]): SyntaxNote => ({ rule: 'C', elements });

export interface PartySpec extends Times {
  readonly code: string;
  readonly name: string;
  /** NM102: persons 1, organizations 2. */
  readonly entity: '1' | '2' | '1 2';
  /** NM103; R unless given. */
  readonly last?: Usage;
  /** NM107 of a person; S unless given. */
  readonly suffix?: 'N';
  /** NM108 codes; no identifier where absent. */
  readonly idCodes?: string;
  readonly idUsage?: 'R' | 'S';
}

/** NM1: a party by name and identifier. */
export function nm1(spec: PartySpec): SegmentGuide {
  const { code, name, entity, last = 'R', suffix, idCodes, idUsage = 'S', usage = 'R', max = 1 } = spec;
  const person: Usage = entity === '2' || last === 'N' ? 'N' : 'S';
  const identified: readonly ElementGuide[] =
    idCodes === undefined ? [unused, unused] : [id(idUsage, 1, 2, idCodes), an(idUsage, 2, 80)];
  return segment({
    id: 'NM1',
    name,
    usage,
    max,
    by: 1,
    elements: [
      id('R', 2, 3, code),
      id('R', 1, 1, entity),
      last === 'N' ? unused : an(last, 1, 60),
      person === 'N' ? unused : an(person, 1, 35),
      person === 'N' ? unused : an(person, 1, 25),
      unused,
      person === 'N' || suffix === 'N' ? unused : an(person, 1, 10),
      ...identified,
      ...unusedTimes(3),
    ],
    notes: [pair(8, 9)],
  });
}

export const n3 = (usage: 'R' | 'S' = 'R'): SegmentGuide =>
  segment({ id: 'N3', name: 'street', usage, elements: [an('R', 1, 55), an('S', 1, 55)] });

export const n4 = (usage: 'R' | 'S' = 'R'): SegmentGuide =>
  segment({
    id: 'N4',
    name: 'city, state, ZIP',
    usage,
    elements: [an('R', 2, 30), id('S', 2, 2), id('S', 3, 15), id('S', 2, 3), unused, unused, id('S', 1, 3)],
    notes: [{ rule: 'E', elements: [2, 7] }, needs(7, 4)],
  });

/** PER: a person to ask, by telephone alone. */
export const perByPhone = (name: string): SegmentGuide =>
  segment({
    id: 'PER',
    name,
    usage: 'S',
    elements: [
      id('R', 2, 2, 'IC'),
      an('S', 1, 60),
      id('R', 2, 2, 'TE'),
      an('R', 1, 256),
      id('S', 2, 2, 'EX'),
      an('S', 1, 256),
      ...unusedTimes(3),
    ],
    notes: [pair(5, 6)],
  });

/** PER: a person to ask. */
export const per = (name: string, { usage = 'S', max = 1 }: Times = {}): SegmentGuide =>
  segment({
    id: 'PER',
    name,
    usage,
    max,
    elements: [
      id('R', 2, 2, 'IC'),
      an('S', 1, 60),
      id('R', 2, 2, 'EM FX TE'),
      an('R', 1, 256),
      id('S', 2, 2, 'EM EX FX TE'),
      an('S', 1, 256),
      id('S', 2, 2, 'EM EX FX TE'),
      an('S', 1, 256),
      unused,
    ],
    notes: [pair(3, 4), pair(5, 6), pair(7, 8)],
  });

export interface ReferenceSpec extends Times {
  readonly codes: string;
  readonly name: string;
  /** REF04 may name the payer whose number it is. */
  readonly ofPayer?: boolean;
}

/** REF: a number with its kind. */
export const ref = ({ codes, name, usage = 'S', max = 1, ofPayer = false }: ReferenceSpec): SegmentGuide =>
  segment({
    id: 'REF',
    name,
    usage,
    max,
    by: 1,
    elements: [
      id('R', 2, 3, codes),
      an('R', 1, 50),
      unused,
      ofPayer ? composite('S', id('R', 2, 3, '2U'), an('R', 1, 50)) : unused,
    ],
  });

/** DTP: a date or a period, in one of `formats`. */
export const dtp = (codes: string, name: string, formats = 'D8', times: Times = {}): SegmentGuide =>
  segment({
    id: 'DTP',
    name,
    usage: times.usage ?? 'S',
    max: times.max ?? 1,
    by: 1,
    elements: [id('R', 3, 3, codes), id('R', 2, 3, formats), period('R')],
  });

/** AMT: an amount of money with its kind. */
export const amt = (codes: string, name: string, times: Times = {}): SegmentGuide =>
  segment({
    id: 'AMT',
    name,
    usage: times.usage ?? 'S',
    max: times.max ?? 1,
    by: 1,
    elements: [id('R', 1, 3, codes), decimal('R'), unused],
  });

/** HL: level `code` in the tree of parties. */
export const hl = (code: string, name: string, children: string): SegmentGuide =>
  segment({
    id: 'HL',
    name,
    usage: 'R',
    by: 3,
    elements: [
      an('R', 1, 12),
      an(code === '20' ? 'N' : 'R', 1, 12),
      id('R', 1, 2, code),
      id('R', 1, 1, children),
    ],
  });

export const prv = (code: string, name: string): SegmentGuide =>
  segment({
    id: 'PRV',
    name,
    usage: 'S',
    by: 1,
    elements: [id('R', 1, 3, code), id('R', 2, 3, 'PXC'), an('R', 1, 50), ...unusedTimes(3)],
  });

export const dmg = (usage: 'R' | 'S'): SegmentGuide =>
  segment({
    id: 'DMG',
    name: 'birth date and sex',
    usage,
    elements: [id('R', 2, 3, 'D8'), period('R'), id('R', 1, 1, 'F M U'), ...unusedTimes(8)],
    notes: [pair(1, 2)],
  });

/** CAS: one group of adjustments, up to six. */
export const cas = (max: number): SegmentGuide =>
  segment({
    id: 'CAS',
    name: 'adjustments',
    usage: 'S',
    max,
    elements: [
      id('R', 1, 2, 'CO CR OA PI PR'),
      ...[0, 1, 2, 3, 4, 5].flatMap((i) => [
        id(i === 0 ? 'R' : 'S', 1, 5),
        decimal(i === 0 ? 'R' : 'S'),
        decimal('S', 15),
      ]),
    ],
    notes: [5, 8, 11, 14, 17].flatMap((n): readonly SyntaxNote[] => [
      { rule: 'L', elements: [n, n + 1, n + 2] },
      needs(n + 1, n),
      needs(n + 2, n),
    ]),
  });

/** A procedure as a composite: qualifier, code, four modifiers, description. */
export const procedure = (qualifiers: string, usage: 'R' | 'S' = 'R'): CompositeElement =>
  composite(
    usage,
    id('R', 2, 2, qualifiers),
    an('R', 1, 48),
    an('S', 2, 2),
    an('S', 2, 2),
    an('S', 2, 2),
    an('S', 2, 2),
    an('S', 1, 80),
    unused,
  );

export const cn1: SegmentGuide = segment({
  id: 'CN1',
  name: 'contract',
  usage: 'S',
  elements: [
    id('R', 2, 2, '01 02 03 04 05 06 09'),
    decimal('S'),
    decimal('S', 6),
    an('S', 1, 50),
    decimal('S', 6),
    an('S', 1, 30),
  ],
});

export const k3: SegmentGuide = segment({
  id: 'K3',
  name: 'fixed format text',
  usage: 'S',
  max: 10,
  elements: [an('R', 1, 80), unused, unused],
});

export const nte = (codes: string, max = 1): SegmentGuide =>
  segment({
    id: 'NTE',
    name: 'note',
    usage: 'S',
    max,
    by: 1,
    elements: [id('R', 3, 3, codes), an('R', 1, 80)],
  });

/** PWK: a paper or other attachment. On a line, the way of transmission tells certificates from others. */
export const pwk = (spec: {
  by?: 2;
  codes: string;
  transmissions: string;
  name: string;
  max: number;
  numbered: boolean;
}) =>
  segment({
    id: 'PWK',
    name: spec.name,
    usage: 'S',
    max: spec.max,
    ...(spec.by && { by: spec.by }),
    elements: [
      id('R', 2, 2, spec.codes),
      id('R', 1, 2, spec.transmissions),
      unused,
      unused,
      ...(spec.numbered ? [id('S', 1, 2, 'AC'), an('S', 2, 80)] : [unused, unused]),
      ...unusedTimes(3),
    ],
    notes: [pair(5, 6)],
  });

export const crc = (spec: {
  category: string;
  name: string;
  applies: string;
  codes: string;
  max: number;
  upTo: number;
}) =>
  segment({
    id: 'CRC',
    name: spec.name,
    usage: 'S',
    max: spec.max,
    by: 1,
    elements: [
      id('R', 2, 2, spec.category),
      id('R', 1, 1, spec.applies),
      ...[1, 2, 3, 4, 5].map((n) => (n > spec.upTo ? unused : id(n === 1 ? 'R' : 'S', 2, 3, spec.codes))),
    ],
  });

export const cr1: SegmentGuide = segment({
  id: 'CR1',
  name: 'ambulance transport',
  usage: 'S',
  elements: [
    id('S', 2, 2, 'LB'),
    decimal('S', 10),
    unused,
    id('R', 1, 1, 'A B C D E'),
    id('R', 2, 2, 'DH'),
    decimal('R', 15),
    unused,
    unused,
    an('S', 1, 80),
    an('S', 1, 80),
  ],
  notes: [pair(1, 2), pair(5, 6)],
});

const noComponents = (n: number): readonly SimpleElement[] => Array.from({ length: n }, () => unused);

/** What may stand behind a code in HI: nothing, a present-on-admission mark, a day, a period or an amount. */
const BEHIND_CODE = {
  nothing: noComponents(7),
  admission: [...noComponents(6), id('S', 1, 1, 'N U W Y')],
  day: [id('R', 2, 3, 'D8'), period('R'), ...noComponents(5)],
  period: [id('R', 2, 3, 'RD8'), period('R'), ...noComponents(5)],
  amount: [unused, unused, decimal('R'), ...noComponents(4)],
} as const;

/** HI: up to twelve codes; the first names the kind. */
export const hi = (spec: {
  first: string;
  /** As `first` unless given. */
  others?: string;
  name: string;
  usage?: 'R' | 'S';
  max?: number;
  upTo: number;
  behind?: keyof typeof BEHIND_CODE;
}) => {
  const { first, others = first, name, usage = 'S', max = 1 } = spec;
  const behind = BEHIND_CODE[spec.behind ?? 'nothing'];
  const code = (usage: 'R' | 'S', codes: string) =>
    composite(usage, id('R', 1, 3, codes), an('R', 1, 30), ...behind);
  const elements = Array.from({ length: 12 }, (_, i) => {
    if (i >= spec.upTo) return unused;
    return i === 0 ? code('R', first) : code('S', others);
  });
  return segment({ id: 'HI', name, usage, max, by: [1, 1], elements });
};

/** HCP01. */
const METHODS = '00 01 02 03 04 05 06 07 08 09 10 11 12 13 14';
/** HCP13. */
const REJECTIONS = 'T1 T2 T3 T4 T5 T6';

export interface RepricingSpec {
  /** HCP08: the revenue code that was allowed. */
  readonly revenue?: boolean;
  /** HCP09, where HCP10 may name the procedure that was allowed. */
  readonly procedures?: string;
  /** HCP11, where HCP12 may say how much was allowed. */
  readonly units?: string;
}

/** HCP: what a repricer made of a claim or line. Carried, not computed. */
export const hcp = ({ revenue = false, procedures, units }: RepricingSpec): SegmentGuide =>
  segment({
    id: 'HCP',
    name: 'repricing',
    usage: 'S',
    elements: [
      id('R', 2, 2, METHODS),
      decimal('R'),
      decimal('S'),
      an('S', 1, 50),
      decimal('S', 9),
      an('S', 1, 50),
      decimal('S'),
      revenue ? an('S', 1, 48) : unused,
      ...(procedures === undefined ? [unused, unused] : [id('S', 2, 2, procedures), an('S', 1, 48)]),
      ...(units === undefined ? [unused, unused] : [id('S', 2, 2, units), decimal('S', 15)]),
      id('S', 2, 2, REJECTIONS),
      id('S', 1, 2, '1 2 3 4 5'),
      id('S', 1, 2, '1 2 3 4 5 6'),
    ],
    notes: [pair(9, 10), pair(11, 12)],
  });

/**
 * SBR: which payer this is and how the patient belongs to its subscriber.
 *
 * @param withType whether SBR05 may say why Medicare pays second: professional claims only
 */
export const sbr = (
  name: string,
  relationships: string,
  usage: 'R' | 'S',
  { withType }: { readonly withType: boolean },
): SegmentGuide =>
  segment({
    id: 'SBR',
    name,
    usage: 'R',
    elements: [
      id('R', 1, 1, 'A B C D E F G H P S T U'),
      id(usage, 2, 2, relationships),
      an('S', 1, 50),
      an('S', 1, 60),
      withType ? id('S', 1, 3, '12 13 14 15 16 41 42 43 47') : unused,
      unused,
      unused,
      unused,
      id('S', 1, 2, '11 12 13 14 15 16 17 AM BL CH CI DS FI HM LM MA MB MC OF TV VA WC ZZ'),
    ],
  });

/** PAT: what only the patient has; PAT01 where the patient is not the subscriber. */
export const pat = (relationship: ElementGuide, usage: 'R' | 'S'): SegmentGuide =>
  segment({
    id: 'PAT',
    name: 'patient',
    usage,
    elements: [
      relationship,
      ...unusedTimes(3),
      id('S', 2, 3, 'D8'),
      period('S'),
      id('S', 2, 2, '01'),
      decimal('S', 10),
      id('S', 1, 1, 'Y'),
    ],
    notes: [pair(5, 6), pair(7, 8)],
  });

/** PAT of the patient's own level where it says no more than the relationship. */
export const patRelationship = (codes: string): SegmentGuide =>
  segment({
    id: 'PAT',
    name: 'patient',
    usage: 'R',
    elements: [id('R', 2, 2, codes), ...unusedTimes(8)],
  });

export const bht = (
  spec: Pick<SegmentSpec, 'name'> & { structure: string; purposes: string; types: string },
) =>
  segment({
    id: 'BHT',
    name: spec.name,
    usage: 'R',
    elements: [
      id('R', 4, 4, spec.structure),
      id('R', 2, 2, spec.purposes),
      an('R', 1, 50),
      date('R'),
      { ...an('R', 4, 8), type: 'TM' },
      id('R', 2, 2, spec.types),
    ],
  });
