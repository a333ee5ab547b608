import {
  an,
  type CompositeElement,
  composite,
  decimal,
  type ElementGuide,
  id,
  type LoopGuide,
  loop,
  MANY,
  openPeriod,
  type SegmentGuide,
  segment,
  unused,
  whole,
} from './guide.ts';
import { city, demographics, level, nameOf, references, street } from './inquiry-segments.ts';

/** Segments that the 270 and the 271 (005010X279A1) have alike, after domain.md 4.6. */

const unusedTimes = (n: number): readonly ElementGuide[] => Array.from({ length: n }, () => unused);

/** 2100A: who has the answer: mostly the payer. */
const sourceName: SegmentGuide = nameOf({
  name: 'information source',
  codes: '2B 36 GP P5 PR',
  entity: '1 2',
  idCodes: '24 46 FI NI PI XV XX',
  identified: 'R',
});
/** 2100B: who asks: mostly the provider. */
const receiverName: SegmentGuide = nameOf({
  name: 'information receiver',
  codes: '1P 2B 36 80 FA GP P5 PR',
  entity: '1 2',
  idCodes: '24 34 FI PI PP SV XV XX',
  identified: 'R',
});
const receiverReferences: SegmentGuide = references('0B 1C 1D 1J 4A CT EL EO HPI JD N5 N7 Q4 SY TJ', 9, true);

/** PRV: a provider's part and taxonomy or number. */
export const provider: SegmentGuide = segment({
  id: 'PRV',
  name: 'provider',
  usage: 'S',
  elements: [
    id('R', 1, 3, 'AD AT BI CO CV H HH LA OT P1 P2 PC PE R RF SB SK SU'),
    id('S', 2, 3, '9K D3 EI HPI PXC SY TJ'),
    an('S', 1, 50),
    ...unusedTimes(3),
  ],
  notes: [{ rule: 'P', elements: [2, 3] }],
});

/** INS: how the patient belongs to the subscriber; INS17 tells twins apart. */
const relationship = (relationships: string): SegmentGuide =>
  segment({
    id: 'INS',
    name: 'relationship',
    usage: 'S',
    elements: [
      id('R', 1, 1, 'Y N'),
      id('R', 2, 2, relationships),
      id('S', 3, 3),
      id('S', 2, 3),
      ...unusedTimes(4),
      id('S', 1, 1, 'F N P'),
      id('S', 1, 1, 'Y N'),
      ...unusedTimes(6),
      whole('S', 9),
    ],
  });

/** HI: up to eight diagnoses, which a query points to. */
const diagnoses: SegmentGuide = segment({
  id: 'HI',
  name: 'diagnoses',
  usage: 'S',
  elements: Array.from({ length: 8 }, (_, i) =>
    composite(
      i === 0 ? 'R' : 'S',
      id('R', 1, 3, i === 0 ? 'ABK BK' : 'ABF BF'),
      an('R', 1, 30),
      ...Array.from({ length: 7 }, () => unused),
    ),
  ),
});

/** III: a place of service, a diagnosis, or the nature of an injury. */
export const information = (max: number): SegmentGuide =>
  segment({
    id: 'III',
    name: 'further information',
    usage: 'S',
    max,
    elements: [id('S', 1, 3), an('S', 1, 30), id('S', 2, 2), an('S', 1, 264), ...unusedTimes(5)],
    notes: [
      { rule: 'P', elements: [1, 2] },
      { rule: 'L', elements: [3, 4] },
    ],
  });

export const PROCEDURES = 'AD CJ HC ID IV N4 ZZ';

/** Which diagnoses of the HI are meant, by their ordinals. */
export const diagnosisPointers: CompositeElement = composite(
  'S',
  whole('R', 2),
  whole('S', 2),
  whole('S', 2),
  whole('S', 2),
);

/** HSD: how often a service is given. */
export const delivery: SegmentGuide = segment({
  id: 'HSD',
  name: 'delivery of services',
  usage: 'S',
  max: 9,
  elements: [
    id('S', 2, 2, 'DY FL HS MN VS'),
    decimal('S', 15),
    id('S', 2, 2, 'DA MO VS WK YR'),
    decimal('S', 6),
    id('S', 1, 2),
    whole('S', 3),
    id('S', 1, 2),
    id('S', 1, 1),
  ],
  notes: [
    { rule: 'P', elements: [1, 2] },
    { rule: 'C', elements: [6, 5] },
  ],
});

/** MPI: a member of the armed forces. */
export const military: SegmentGuide = segment({
  id: 'MPI',
  name: 'military service',
  usage: 'S',
  elements: [
    id('R', 1, 1, 'A C L O P S U'),
    id('R', 2, 2),
    id('R', 1, 1),
    an('S', 1, 80),
    id('S', 2, 2),
    id('S', 2, 3, 'D8 RD8'),
    openPeriod('S'),
  ],
  notes: [{ rule: 'P', elements: [6, 7] }],
});

/** Reasons of AAA03, whatever the level: payers do not keep to those of each. */
const REASONS =
  '04 15 33 35 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 67 68 69 70 71 72 ' +
  '73 74 75 76 77 78 79 80 97 98 AA AE AF AG AO CI E8 IA MA T4';

/** AAA: why the inquiry was not answered. */
export const rejections: SegmentGuide = segment({
  id: 'AAA',
  name: 'rejection',
  usage: 'S',
  max: 9,
  elements: [id('R', 1, 1, 'Y N'), unused, id('R', 2, 2, REASONS), id('R', 1, 1, 'C N P R S W X Y')],
});

/** HL 20 down to HL 21, which the two sets build alike; `answers` are the segments that only a 271 has. */
export const levels = (spec: {
  readonly answers: {
    readonly source: readonly SegmentGuide[];
    readonly sourceName: readonly SegmentGuide[];
    readonly receiverName: readonly SegmentGuide[];
  };
  /** A 271 may end with a rejection at any level; a 270 must ask about somebody. */
  readonly usage: 'R' | 'S';
  readonly subscriber: LoopGuide;
}): LoopGuide =>
  loop({
    id: '2000A',
    name: 'information source',
    usage: 'R',
    max: MANY,
    children: [
      level('20'),
      ...spec.answers.source,
      loop({
        id: '2100A',
        name: 'information source',
        usage: 'R',
        children: [sourceName, ...spec.answers.sourceName],
      }),
      loop({
        id: '2000B',
        name: 'information receiver',
        usage: spec.usage,
        max: MANY,
        children: [
          level('21'),
          loop({
            id: '2100B',
            name: 'information receiver',
            usage: 'R',
            children: [
              receiverName,
              receiverReferences,
              street,
              city,
              ...spec.answers.receiverName,
              provider,
            ],
          }),
          spec.subscriber,
        ],
      }),
    ],
  });

/** 2100C and 2100D: the segments of a person, with those between its address and provider, and its end. */
export const person = (spec: {
  readonly id: '2100C' | '2100D';
  readonly rejections: readonly SegmentGuide[];
  readonly rest: readonly (SegmentGuide | LoopGuide)[];
}): LoopGuide => {
  const name = spec.id === '2100C' ? 'subscriber' : 'dependent';
  const code = spec.id === '2100C' ? 'IL' : '03';
  return loop({
    id: spec.id,
    name,
    usage: 'R',
    children: [
      nameOf({ name, codes: code, entity: '1 2', idCodes: 'II MI' }),
      references('18 1L 1W 3H 49 6P CE CT EA EJ F6 GH HJ IF IG ML MRC N6 NQ Q4 SY Y4', 9, true),
      street,
      city,
      ...spec.rejections,
      provider,
      demographics('S'),
      relationship('01 18 19 20 21 34 39 40 53 G8'),
      diagnoses,
      ...spec.rest,
    ],
  });
};
