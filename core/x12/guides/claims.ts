import {
  an,
  composite,
  decimal,
  type ElementGuide,
  id,
  type LoopGuide,
  loop,
  MANY,
  type SegmentGuide,
  type SetGuide,
  type SetRules,
  segment,
  type Usage,
  unused,
  whole,
} from './guide.ts';
import {
  amt,
  bht,
  cas,
  dmg,
  dtp,
  hl,
  n3,
  n4,
  nm1,
  pat,
  patRelationship,
  per,
  perByPhone,
  procedure,
  prv,
  pwk,
  ref,
  sbr,
} from './segments.ts';

/**
 * What the three 837 sets have alike (domain.md 3.4 to 3.6 and 3.9): the levels of parties above a claim, other
 * payers, drugs and earlier adjudications. What differs between the sets is a parameter.
 */

const RELATIONSHIPS = '01 18 19 20 21 39 40 53 G8';
/** The patient is another person than the subscriber. */
const DEPENDENTS = '01 19 20 21 39 40 53 G8';

/** Segments of an address. */
export const address = (usage: 'R' | 'S' = 'R'): readonly SegmentGuide[] => [n3(usage), n4(usage)];

export const secondaryIds = (codes: string, max: number, ofPayer = false): SegmentGuide =>
  ref({ codes, name: "provider's other number", max, ofPayer });

export interface ProviderSpec {
  /** Loop id. */
  readonly id: string;
  /** NM101. */
  readonly code: string;
  readonly name: string;
  /** NM102: persons 1, organizations 2; a person unless given. */
  readonly entity?: '1' | '2' | '1 2';
  /** NM103; N where the provider is sent without a name. */
  readonly last?: Usage;
  readonly max?: number;
  /** PRV01, where the loop has a specialty. */
  readonly specialty?: 'AS' | 'AT' | 'PE' | 'RF';
  readonly located?: 'R' | 'S';
  /** REF01 of its other numbers, and how many. */
  readonly ids: string;
  readonly upTo: number;
  /** REF04 may name the payer whose number it is: lines. */
  readonly ofPayer?: boolean;
  /** PER: by telephone alone, or in any way. */
  readonly contact?: 'phone' | 'any';
}

/** A provider of a claim or line (2310, 2420), by name and NPI. */
export function provider(spec: ProviderSpec): LoopGuide {
  const { code, name, entity = '1', last = 'R', specialty, located, ids, upTo, ofPayer, contact } = spec;
  return loop({
    id: spec.id,
    name,
    usage: 'S',
    max: spec.max ?? 1,
    children: [
      nm1({ code, name, entity, last, idCodes: 'XX' }),
      ...(specialty === undefined ? [] : [prv(specialty, 'specialty')]),
      ...(located === undefined ? [] : address(located)),
      secondaryIds(ids, upTo, ofPayer),
      ...(contact === undefined ? [] : [contact === 'phone' ? perByPhone('contact') : per('contact')]),
    ],
  });
}

export const ATTACHMENTS =
  '03 04 05 06 07 08 09 10 11 13 15 21 A3 A4 AM AS B2 B3 B4 BR BS BT CB CK CT D2 DA DB DG DJ DS EB HC HR I5 IR ' +
  'LA M1 MT NN OB OC OD OE OX OZ P4 P5 PE PN PO PQ PY PZ RB RR RT RX SG V5 XP';

/** PWK: up to ten attachments with the provider's own numbers. */
export const attachments = (codes: string, by?: 2): SegmentGuide =>
  pwk({
    ...(by && { by }),
    codes,
    transmissions: 'AA BM EL EM FT FX',
    name: 'attachment',
    max: 10,
    numbered: true,
  });

export const EPSDT_REFERRAL = {
  category: 'ZZ',
  name: 'EPSDT referral',
  applies: 'N Y',
  codes: 'AV NU S2 ST',
  max: 1,
  upTo: 3,
} as const;

const CAUSES = 'AA EM OA';
/**
 * CLM11: whether an accident or the work is the cause, and where it happened.
 *
 * @param third CLM11-3
 */
export const relatedCauses = (third: 'S' | 'N'): ElementGuide =>
  composite(
    'S',
    id('R', 2, 3, CAUSES),
    id('S', 2, 3, CAUSES),
    third === 'N' ? unused : id('S', 2, 3, CAUSES),
    id('S', 2, 2),
    id('S', 2, 3),
  );
/** CLM20: why the claim is late. */
export const delayReason = id('S', 1, 2, '1 2 3 4 5 6 7 8 9 10 11 15');

const submitter = loop({
  id: '1000A',
  name: 'submitter',
  usage: 'R',
  children: [
    nm1({ code: '41', name: 'submitter', entity: '1 2', suffix: 'N', idCodes: '46', idUsage: 'R' }),
    per('submitter contact', { usage: 'R', max: 2 }),
  ],
});
const receiver = loop({
  id: '1000B',
  name: 'receiver',
  usage: 'R',
  children: [nm1({ code: '40', name: 'receiver', entity: '2', idCodes: '46', idUsage: 'R' })],
});

/** How a set's levels differ from another's. */
export interface LevelSpec {
  /** Balances, and conditions between segments. */
  readonly rules: () => SetRules;
  /** NM102 of the billing provider and of the place to pay to. */
  readonly billingEntity: '2' | '1 2';
  /** Whether persons bill too: with a social security number, a licence or a UPIN. */
  readonly personsBill: boolean;
  /** Billing provider's numbers at the payer, 2010BB. */
  readonly numbersAtPayer: number;
  /** Whether PAT, SBR05 and PER say more of the patient and the subscriber. */
  readonly patientDetails: boolean;
  readonly insuranceType: boolean;
  readonly contacts: boolean;
  readonly claim: LoopGuide;
}

const billingName = ({ billingEntity, personsBill }: LevelSpec): LoopGuide =>
  loop({
    id: '2010AA',
    name: 'billing provider',
    usage: 'R',
    children: [
      nm1({ code: '85', name: 'billing provider', entity: billingEntity, idCodes: 'XX' }),
      ...address(),
      ref({ codes: personsBill ? 'EI SY' : 'EI', name: 'tax id', usage: 'R' }),
      ...(personsBill ? [ref({ codes: '0B 1G', name: 'licence or UPIN', max: 2 })] : []),
      per('billing contact', { max: 2 }),
    ],
  });
const payTo = ({ billingEntity }: LevelSpec): LoopGuide =>
  loop({
    id: '2010AB',
    name: 'pay-to address',
    usage: 'S',
    children: [nm1({ code: '87', name: 'pay-to address', entity: billingEntity, last: 'N' }), ...address()],
  });
const payToPlan = loop({
  id: '2010AC',
  name: 'pay-to plan',
  usage: 'S',
  children: [
    nm1({ code: 'PE', name: 'pay-to plan', entity: '2', idCodes: 'PI XV', idUsage: 'R' }),
    ...address(),
    ref({ codes: '2U FY NF', name: "plan's other number" }),
    ref({ codes: 'EI', name: "plan's tax id", usage: 'R' }),
  ],
});

const subscriberName = ({ contacts }: LevelSpec): LoopGuide =>
  loop({
    id: '2010BA',
    name: 'subscriber',
    usage: 'R',
    children: [
      nm1({ code: 'IL', name: 'subscriber', entity: '1 2', idCodes: 'II MI', idUsage: 'S' }),
      ...address('S'),
      dmg('S'),
      ref({ codes: 'SY', name: "subscriber's social security number" }),
      ref({ codes: 'Y4', name: 'property and casualty claim number' }),
      ...(contacts ? [perByPhone('property and casualty contact')] : []),
    ],
  });
const payerName = ({ numbersAtPayer }: LevelSpec): LoopGuide =>
  loop({
    id: '2010BB',
    name: 'payer',
    usage: 'R',
    children: [
      nm1({ code: 'PR', name: 'payer', entity: '2', idCodes: 'PI XV', idUsage: 'R' }),
      ...address('S'),
      ref({ codes: '2U EI FY NF', name: "payer's other number", max: 3 }),
      ref({ codes: 'G2 LU', name: "billing provider's number at the payer", max: numbersAtPayer }),
    ],
  });
const patientName = ({ contacts }: LevelSpec): LoopGuide =>
  loop({
    id: '2010CA',
    name: 'patient',
    usage: 'R',
    children: [
      nm1({ code: 'QC', name: 'patient', entity: '1' }),
      ...address(),
      dmg('R'),
      ref({ codes: 'Y4', name: 'property and casualty claim number' }),
      ref({ codes: '1W SY', name: "patient's other number" }),
      ...(contacts ? [perByPhone('property and casualty contact')] : []),
    ],
  });

const patientLevel = (spec: LevelSpec): LoopGuide =>
  loop({
    id: '2000C',
    name: 'patient level',
    usage: 'S',
    max: MANY,
    anchor: true,
    children: [
      hl('23', 'patient level', '0'),
      spec.patientDetails ? pat(id('R', 2, 2, DEPENDENTS), 'R') : patRelationship(DEPENDENTS),
      patientName(spec),
      spec.claim,
    ],
  });
const subscriberLevel = (spec: LevelSpec): LoopGuide =>
  loop({
    id: '2000B',
    name: 'subscriber level',
    usage: 'R',
    max: MANY,
    anchor: true,
    children: [
      hl('22', 'subscriber level', '0 1'),
      sbr('subscriber', '18', 'S', { withType: spec.insuranceType }),
      ...(spec.patientDetails ? [pat(unused, 'S')] : []),
      subscriberName(spec),
      payerName(spec),
      spec.claim,
      patientLevel(spec),
    ],
  });
const billingLevel = (spec: LevelSpec): LoopGuide =>
  loop({
    id: '2000A',
    name: 'billing provider level',
    usage: 'R',
    max: MANY,
    children: [
      hl('20', 'billing provider level', '1'),
      prv('BI', 'specialty'),
      segment({
        id: 'CUR',
        name: 'currency',
        usage: 'S',
        elements: [id('R', 2, 3, '85'), id('R', 3, 3), ...Array.from({ length: 19 }, () => unused)],
      }),
      billingName(spec),
      payTo(spec),
      payToPlan,
      subscriberLevel(spec),
    ],
  });

/**
 * An 837 set of claims.
 *
 * @param type our name of the set, as the root loop's id
 */
export const claimSet = (type: '837P' | '837I' | '837D', name: string, spec: LevelSpec): SetGuide => ({
  name,
  setId: '837',
  functionalCode: 'HC',
  rules: spec.rules,
  root: loop({
    id: type,
    name,
    usage: 'R',
    children: [
      bht({ name: 'start of the batch', structure: '0019', purposes: '00 18', types: '31 CH RP' }),
      submitter,
      receiver,
      billingLevel(spec),
    ],
  }),
});

/** 2300. A claim stands under its subscriber, or under its patient where that is another person. */
export const claimLoop = (...children: readonly (SegmentGuide | LoopGuide)[]): LoopGuide =>
  loop({ id: '2300', name: 'claim', usage: 'S', max: 100, anchor: true, children });

/** What another payer calls a provider (2330C and after): no name, only numbers. */
export const otherPayerProvider = ({
  id: loopId,
  code,
  name,
  entity = '1',
  max = 1,
  ids,
  upTo,
}: ProviderSpec): LoopGuide =>
  loop({
    id: loopId,
    name: `other payer's ${name}`,
    usage: 'S',
    max,
    children: [
      nm1({ code, name: `other payer's ${name}`, entity, last: 'N' }),
      ref({ codes: ids, name: "provider's number at the other payer", usage: 'R', max: upTo }),
    ],
  });

export interface OtherPayerSpec {
  readonly insuranceType: boolean;
  /** OI04: the provider signed for the patient. */
  readonly signature: boolean;
  /** MIA. */
  readonly inpatient: boolean;
  /** REF*G3 of 2330B. */
  readonly predetermination: boolean;
  /** How many other numbers a subscriber has at another payer (2330A). */
  readonly subscriberIds: number;
  /** 2330C and after. */
  readonly providers: readonly LoopGuide[];
}

const moa = segment({
  id: 'MOA',
  name: 'outpatient adjudication',
  usage: 'S',
  elements: [decimal('S', 10), decimal('S'), ...remarks(5), decimal('S'), decimal('S')],
});

/** Remark codes of MIA and MOA. */
function remarks(n: number): readonly ElementGuide[] {
  return Array.from({ length: n }, () => an('S', 1, 50));
}

const mia = segment({
  id: 'MIA',
  name: 'inpatient adjudication',
  usage: 'S',
  elements: [
    decimal('R', 15),
    unused,
    decimal('S', 15),
    decimal('S'),
    ...remarks(1),
    ...Array.from({ length: 9 }, () => decimal('S')),
    decimal('S', 15),
    ...Array.from({ length: 4 }, () => decimal('S')),
    ...remarks(4),
    decimal('S'),
  ],
});

const otherPayerName = ({ predetermination }: OtherPayerSpec): LoopGuide =>
  loop({
    id: '2330B',
    name: 'other payer',
    usage: 'R',
    children: [
      nm1({ code: 'PR', name: 'other payer', entity: '2', idCodes: 'PI XV', idUsage: 'R' }),
      ...address('S'),
      dtp('573', 'adjudicated'),
      ref({ codes: '2U EI FY NF', name: "payer's other number", max: 2 }),
      ref({ codes: 'G1', name: 'prior authorization' }),
      ref({ codes: '9F', name: 'referral' }),
      ...(predetermination ? [ref({ codes: 'G3', name: 'predetermination' })] : []),
      ref({ codes: 'T4', name: 'adjustment' }),
      ref({ codes: 'F8', name: 'payer claim control number' }),
    ],
  });

/** 2320: a payer that this claim does not go to, and what it decided (domain.md 3.9). */
export const otherPayer = (spec: OtherPayerSpec): LoopGuide =>
  loop({
    id: '2320',
    name: 'other payer',
    usage: 'S',
    max: 10,
    children: [
      sbr('other payer', RELATIONSHIPS, 'R', { withType: spec.insuranceType }),
      cas(5),
      amt('D', 'paid by this payer'),
      amt('A8', 'not covered'),
      amt('EAF', 'left to the patient'),
      segment({
        id: 'OI',
        name: 'benefits assigned',
        usage: 'R',
        elements: [
          unused,
          unused,
          id('R', 1, 1, 'N W Y'),
          spec.signature ? id('S', 1, 1, 'P') : unused,
          unused,
          id('R', 1, 1, 'I Y'),
        ],
      }),
      ...(spec.inpatient ? [mia] : []),
      moa,
      loop({
        id: '2330A',
        name: 'other subscriber',
        usage: 'R',
        children: [
          nm1({ code: 'IL', name: 'other subscriber', entity: '1 2', idCodes: 'II MI', idUsage: 'R' }),
          ...address('S'),
          ref({ codes: 'SY', name: "subscriber's social security number", max: spec.subscriberIds }),
        ],
      }),
      otherPayerName(spec),
      ...spec.providers,
    ],
  });

/** LX: the number of a line. */
export const lx: SegmentGuide = segment({ id: 'LX', name: 'line', usage: 'R', elements: [whole('R', 6)] });

/**
 * 2410: LIN and CTP go together.
 *
 * @param codes LIN02: N4 for drugs
 */
export const product = (codes: string): LoopGuide =>
  loop({
    id: '2410',
    name: 'drug or product',
    usage: 'S',
    children: [
      segment({
        id: 'LIN',
        name: 'product code',
        usage: 'R',
        elements: [unused, id('R', 2, 2, codes), an('R', 1, 48)],
      }),
      segment({
        id: 'CTP',
        name: 'quantity',
        usage: 'R',
        elements: [unused, unused, unused, decimal('R', 15), composite('R', id('R', 2, 2, 'F2 GR ME ML UN'))],
      }),
      ref({ codes: 'VY XZ', name: 'prescription' }),
    ],
  });

/**
 * 2430: what another payer decided of a line.
 *
 * @param procedures SVD03-1
 * @param usage SVD03
 * @param revenueCode SVD04
 */
export const lineAdjudication = (
  procedures: string,
  usage: 'R' | 'S' = 'R',
  revenueCode: ElementGuide = unused,
): LoopGuide =>
  loop({
    id: '2430',
    name: 'adjudicated by another payer',
    usage: 'S',
    max: 15,
    children: [
      segment({
        id: 'SVD',
        name: 'line adjudication',
        usage: 'R',
        elements: [
          an('R', 2, 80),
          decimal('R'),
          procedure(procedures, usage),
          revenueCode,
          decimal('R', 15),
          whole('S', 6),
        ],
      }),
      cas(5),
      dtp('573', 'adjudicated', 'D8', { usage: 'R' }),
      amt('EAF', 'left to the patient'),
    ],
  });
