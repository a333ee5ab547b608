import { professionalRules } from '../rules/claims.ts';
import {
  ATTACHMENTS,
  address,
  attachments,
  claimLoop,
  claimSet,
  delayReason,
  EPSDT_REFERRAL,
  lineAdjudication,
  lx,
  otherPayer,
  otherPayerProvider,
  product,
  provider,
  relatedCauses,
} from './claims.ts';
import {
  an,
  composite,
  date,
  decimal,
  id,
  type LoopGuide,
  loop,
  MANY,
  type SegmentGuide,
  type SetGuide,
  segment,
  unused,
  whole,
} from './guide.ts';
import { amt, cn1, cr1, crc, dtp, hcp, hi, k3, nm1, nte, procedure, pwk, ref } from './segments.ts';

/**
 * 837P: professional claims, 005010X222A1. Loops in the order of domain.md 3.4 and 3.9; segments of one id have
 * no order among themselves.
 */

const claim = segment({
  id: 'CLM',
  name: 'claim',
  usage: 'R',
  elements: [
    an('R', 1, 38),
    decimal('R'),
    unused,
    unused,
    composite('R', an('R', 1, 2), id('R', 1, 2, 'B'), id('R', 1, 1)),
    id('R', 1, 1, 'N Y'),
    id('R', 1, 1, 'A B C'),
    id('R', 1, 1, 'N W Y'),
    id('R', 1, 1, 'I Y'),
    id('S', 1, 1, 'P'),
    relatedCauses('N'),
    id('S', 2, 3, '02 03 05 09'),
    unused,
    unused,
    unused,
    unused,
    unused,
    unused,
    unused,
    delayReason,
  ],
});

const claimDates: readonly SegmentGuide[] = [
  dtp('431', 'onset of illness'),
  dtp('454', 'first treatment'),
  dtp('304', 'last seen'),
  dtp('453', 'acute manifestation'),
  dtp('439', 'accident'),
  dtp('484', 'last menstrual period'),
  dtp('455', 'last x-ray'),
  dtp('471', 'prescription'),
  dtp('314 360 361', 'disability', 'D8 RD8'),
  dtp('297', 'last worked'),
  dtp('296', 'return to work'),
  dtp('435', 'admission'),
  dtp('096', 'discharge'),
  dtp('090 091', 'care assumed or relinquished', 'D8', { max: 2 }),
  dtp('444', 'first contact'),
  dtp('050', 'received by repricer'),
];

const claimReferences: readonly SegmentGuide[] = [
  ref({ codes: '4N', name: 'exception to service authorization' }),
  ref({ codes: 'F5', name: 'Medicare crossover' }),
  ref({ codes: 'EW', name: 'mammography certification' }),
  ref({ codes: '9F', name: 'referral' }),
  ref({ codes: 'G1', name: 'prior authorization' }),
  ref({ codes: 'F8', name: 'payer claim control number' }),
  ref({ codes: 'X4', name: 'CLIA number' }),
  ref({ codes: '9A', name: 'repriced claim' }),
  ref({ codes: '9C', name: 'adjusted repriced claim' }),
  ref({ codes: 'LX', name: 'investigational device' }),
  ref({ codes: 'D9', name: "clearinghouse's trace" }),
  ref({ codes: 'EA', name: 'medical record' }),
  ref({ codes: 'P4', name: 'demonstration project' }),
  ref({ codes: '1J', name: 'care plan oversight' }),
];

const AMBULANCE_CONDITIONS = {
  category: '07',
  name: 'ambulance conditions',
  applies: 'N Y',
  codes: '01 04 05 06 07 08 09 12',
  max: 3,
  upTo: 5,
};

const claimSegments: readonly SegmentGuide[] = [
  claim,
  ...claimDates,
  attachments(ATTACHMENTS),
  cn1,
  amt('F5', 'paid by the patient'),
  ...claimReferences,
  k3,
  nte('ADD CER DCP DGN TPO'),
  cr1,
  segment({
    id: 'CR2',
    name: 'spinal manipulation',
    usage: 'S',
    elements: [
      unused,
      unused,
      unused,
      unused,
      unused,
      unused,
      unused,
      id('R', 1, 1, 'A C D E F G M'),
      unused,
      an('S', 1, 80),
      an('S', 1, 80),
      unused,
    ],
  }),
  crc(AMBULANCE_CONDITIONS),
  crc({
    category: 'E1 E2 E3',
    name: 'vision conditions',
    applies: 'N Y',
    codes: 'L1 L2 L3 L4 L5',
    max: 3,
    upTo: 5,
  }),
  crc({ category: '75', name: 'homebound', applies: 'Y', codes: 'IH', max: 1, upTo: 1 }),
  crc(EPSDT_REFERRAL),
  hi({ first: 'ABK BK', others: 'ABF BF', name: 'diagnoses', usage: 'R', upTo: 12 }),
  hi({ first: 'BP', others: 'BO', name: 'anesthesia procedures', upTo: 2 }),
  hi({ first: 'BG', name: 'conditions', max: 2, upTo: 12 }),
  hcp({}),
];

const ALL_IDS = '0B 1G G2 LU';
const pickUp = (loopId: string): LoopGuide =>
  loop({
    id: loopId,
    name: 'ambulance pick-up',
    usage: 'S',
    children: [nm1({ code: 'PW', name: 'ambulance pick-up', entity: '2', last: 'N' }), ...address()],
  });
const dropOff = (loopId: string): LoopGuide =>
  loop({
    id: loopId,
    name: 'ambulance drop-off',
    usage: 'S',
    children: [nm1({ code: '45', name: 'ambulance drop-off', entity: '2', last: 'S' }), ...address()],
  });

const claimProviders: readonly LoopGuide[] = [
  provider({ id: '2310A', code: 'DN P3', name: 'referring provider', max: 2, ids: '0B 1G G2', upTo: 3 }),
  provider({
    id: '2310B',
    code: '82',
    name: 'rendering provider',
    entity: '1 2',
    specialty: 'PE',
    ids: ALL_IDS,
    upTo: 4,
  }),
  provider({
    id: '2310C',
    code: '77',
    name: 'service facility',
    entity: '2',
    located: 'R',
    ids: '0B G2 LU',
    upTo: 3,
    contact: 'phone',
  }),
  provider({ id: '2310D', code: 'DQ', name: 'supervising provider', ids: ALL_IDS, upTo: 4 }),
  pickUp('2310E'),
  dropOff('2310F'),
];

const otherSubscriber = otherPayer({
  insuranceType: true,
  signature: true,
  inpatient: false,
  predetermination: false,
  subscriberIds: 1,
  providers: [
    otherPayerProvider({
      id: '2330C',
      code: 'DN P3',
      name: 'referring provider',
      max: 2,
      ids: '0B 1G G2',
      upTo: 3,
    }),
    otherPayerProvider({
      id: '2330D',
      code: '82',
      name: 'rendering provider',
      entity: '1 2',
      ids: ALL_IDS,
      upTo: 3,
    }),
    otherPayerProvider({
      id: '2330E',
      code: '77',
      name: 'service facility',
      entity: '2',
      ids: '0B G2 LU',
      upTo: 3,
    }),
    otherPayerProvider({ id: '2330F', code: 'DQ', name: 'supervising provider', ids: ALL_IDS, upTo: 3 }),
    otherPayerProvider({
      id: '2330G',
      code: '85',
      name: 'billing provider',
      entity: '1 2',
      ids: 'G2 LU',
      upTo: 2,
    }),
  ],
});

const yes = id('S', 1, 1, 'Y');
const service = segment({
  id: 'SV1',
  name: 'service',
  usage: 'R',
  elements: [
    procedure('ER HC IV WK'),
    decimal('R'),
    id('R', 2, 2, 'MJ UN'),
    decimal('R', 15),
    an('S', 1, 2),
    unused,
    composite('R', whole('R', 2), whole('S', 2), whole('S', 2), whole('S', 2)),
    unused,
    yes,
    unused,
    yes,
    yes,
    unused,
    unused,
    id('S', 1, 1, '0'),
    unused,
    unused,
    unused,
    unused,
    unused,
    unused,
  ],
});

const lineDates: readonly SegmentGuide[] = [
  dtp('472', 'service', 'D8 RD8', { usage: 'R' }),
  dtp('471', 'prescription'),
  dtp('607', 'certification revised'),
  dtp('463', 'therapy began'),
  dtp('461', 'last certification'),
  dtp('304', 'last seen'),
  dtp('738 739', 'blood test', 'D8', { max: 2 }),
  dtp('011', 'shipped'),
  dtp('455', 'last x-ray'),
  dtp('454', 'first treatment'),
];

const lineReferences: readonly SegmentGuide[] = [
  ref({ codes: '9B', name: 'repriced line' }),
  ref({ codes: '9D', name: 'adjusted repriced line' }),
  ref({ codes: 'G1', name: 'prior authorization', max: 5, ofPayer: true }),
  ref({ codes: '6R', name: 'line control number' }),
  ref({ codes: 'EW', name: 'mammography certification' }),
  ref({ codes: 'X4', name: 'CLIA number' }),
  ref({ codes: 'F4', name: 'CLIA number of the referring laboratory' }),
  ref({ codes: 'BT', name: 'vaccine batch' }),
  ref({ codes: '9F', name: 'referral', max: 5, ofPayer: true }),
];

const lineSegments: readonly SegmentGuide[] = [
  lx,
  service,
  segment({
    id: 'SV5',
    name: 'durable medical equipment',
    usage: 'S',
    elements: [
      composite('R', id('R', 2, 2, 'HC'), an('R', 1, 48)),
      id('R', 2, 2, 'DA'),
      decimal('R', 15),
      decimal('R'),
      decimal('R'),
      id('R', 1, 1, '1 4 6'),
      unused,
    ],
  }),
  attachments(ATTACHMENTS, 2),
  pwk({
    by: 2,
    codes: 'CT',
    transmissions: 'AB AD AF AG NS',
    name: 'certificate of medical necessity',
    max: 1,
    numbered: false,
  }),
  cr1,
  segment({
    id: 'CR3',
    name: 'equipment certification',
    usage: 'S',
    elements: [id('R', 1, 1, 'I R S'), id('R', 2, 2, 'MO'), decimal('R', 15), unused, unused],
  }),
  crc(AMBULANCE_CONDITIONS),
  crc({ category: '70', name: 'hospice employee', applies: 'N Y', codes: '65', max: 1, upTo: 1 }),
  crc({ category: '09', name: 'equipment conditions', applies: 'N Y', codes: '38 ZV', max: 1, upTo: 2 }),
  ...lineDates,
  segment({
    id: 'QTY',
    name: 'patients in the ambulance',
    usage: 'S',
    by: 1,
    elements: [id('R', 2, 2, 'PT'), decimal('R', 15), unused, unused],
  }),
  segment({
    id: 'QTY',
    name: 'additional obstetric units',
    usage: 'S',
    by: 1,
    elements: [id('R', 2, 2, 'FL'), decimal('R', 15), unused, unused],
  }),
  segment({
    id: 'MEA',
    name: 'test result',
    usage: 'S',
    max: 5,
    elements: [id('R', 2, 2, 'OG TR'), id('R', 1, 3, 'HT R1 R2 R3 R4'), decimal('R', 20)],
  }),
  cn1,
  ...lineReferences,
  amt('T', 'sales tax'),
  amt('F4', 'postage'),
  k3,
  nte('ADD DCP'),
  nte('TPO'),
  segment({
    id: 'PS1',
    name: 'purchased service',
    usage: 'S',
    elements: [an('R', 1, 50), decimal('R'), unused],
  }),
  hcp({ procedures: 'ER HC IV WK', units: 'MJ UN' }),
];

const NO_PAYER_LOCATION = '0B 1G G2';
const lineProviders: readonly LoopGuide[] = [
  provider({
    id: '2420A',
    code: '82',
    name: 'rendering provider of the line',
    entity: '1 2',
    specialty: 'PE',
    ids: ALL_IDS,
    upTo: 20,
    ofPayer: true,
  }),
  provider({
    id: '2420B',
    code: 'QB',
    name: 'purchased service provider',
    entity: '1 2',
    last: 'N',
    ids: NO_PAYER_LOCATION,
    upTo: 20,
    ofPayer: true,
  }),
  provider({
    id: '2420C',
    code: '77',
    name: 'service facility of the line',
    entity: '2',
    located: 'R',
    ids: 'G2 LU',
    upTo: 3,
    ofPayer: true,
  }),
  provider({
    id: '2420D',
    code: 'DQ',
    name: 'supervising provider of the line',
    ids: ALL_IDS,
    upTo: 20,
    ofPayer: true,
  }),
  provider({
    id: '2420E',
    code: 'DK',
    name: 'ordering provider',
    located: 'S',
    ids: NO_PAYER_LOCATION,
    upTo: 20,
    ofPayer: true,
    contact: 'any',
  }),
  provider({
    id: '2420F',
    code: 'DN P3',
    name: 'referring provider of the line',
    max: 2,
    ids: NO_PAYER_LOCATION,
    upTo: 20,
    ofPayer: true,
  }),
  pickUp('2420G'),
  dropOff('2420H'),
];

const form = loop({
  id: '2440',
  name: 'form',
  usage: 'S',
  max: MANY,
  children: [
    segment({ id: 'LQ', name: 'form', usage: 'R', elements: [id('R', 1, 3, 'AS UT'), an('R', 1, 30)] }),
    segment({
      id: 'FRM',
      name: 'answer',
      usage: 'R',
      max: 99,
      elements: [an('R', 1, 20), id('S', 1, 1, 'N W Y'), an('S', 1, 50), date('S'), decimal('S', 6)],
      notes: [{ rule: 'R', elements: [2, 3, 4, 5] }],
    }),
  ],
});

const line = loop({
  id: '2400',
  name: 'service line',
  usage: 'R',
  max: 50,
  children: [
    ...lineSegments,
    product('EN EO HI N4 ON UK UP'),
    ...lineProviders,
    lineAdjudication('ER HC HP IV WK'),
    form,
  ],
});

export const p837: SetGuide = claimSet('837P', 'professional claims', {
  rules: professionalRules,
  billingEntity: '1 2',
  personsBill: true,
  numbersAtPayer: 2,
  patientDetails: true,
  insuranceType: true,
  contacts: true,
  claim: claimLoop(...claimSegments, ...claimProviders, otherSubscriber, line),
});
