import { dentalRules } from '../rules/claims.ts';
import {
  attachments,
  claimLoop,
  claimSet,
  delayReason,
  lineAdjudication,
  lx,
  otherPayer,
  otherPayerProvider,
  provider,
  relatedCauses,
} from './claims.ts';
import {
  an,
  composite,
  decimal,
  id,
  type LoopGuide,
  loop,
  type SegmentGuide,
  type SetGuide,
  segment,
  unused,
  whole,
} from './guide.ts';
import { amt, cn1, dtp, hcp, hi, k3, nte, procedure, ref } from './segments.ts';

/**
 * 837D: dental claims and estimates, 005010X224A2. Loops in the order of domain.md 3.6 and 3.9; segments of one id
 * have no order among themselves.
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
    id('R', 1, 1, 'A C'),
    id('R', 1, 1, 'N W Y'),
    id('R', 1, 1, 'I Y'),
    unused,
    relatedCauses('S'),
    id('S', 2, 3, '01 02 03 05'),
    ...Array.from({ length: 6 }, () => unused),
    id('S', 1, 2, 'PB'),
    delayReason,
  ],
});

const claimReferences: readonly SegmentGuide[] = [
  ref({ codes: 'G3', name: 'predetermination' }),
  ref({ codes: '4N', name: 'exception to service authorization' }),
  ref({ codes: 'F8', name: 'payer claim control number' }),
  ref({ codes: '9F', name: 'referral' }),
  ref({ codes: 'G1', name: 'prior authorization' }),
  ref({ codes: '9A', name: 'repriced claim' }),
  ref({ codes: '9C', name: 'adjusted repriced claim' }),
  ref({ codes: 'D9', name: "clearinghouse's trace" }),
];

const claimSegments: readonly SegmentGuide[] = [
  claim,
  dtp('439', 'accident'),
  dtp('452', 'appliance placed'),
  dtp('472', 'service', 'D8 RD8'),
  dtp('050', 'received by repricer'),
  segment({
    id: 'DN1',
    name: 'orthodontic treatment',
    usage: 'S',
    elements: [decimal('S', 15), decimal('S', 15), unused, an('S', 1, 80)],
  }),
  segment({
    id: 'DN2',
    name: 'state of a tooth',
    usage: 'S',
    max: 35,
    // Senders with and without the list's name (JP) are both common.
    elements: [an('R', 1, 50), id('R', 1, 2, 'E M'), unused, unused, unused, id('S', 1, 3, 'JP')],
  }),
  attachments('B4 DA DG EB OZ P6 RB RR'),
  cn1,
  amt('F5', 'paid by the patient'),
  ...claimReferences,
  k3,
  nte('ADD', 5),
  hi({ first: 'ABK BK', others: 'ABF BF', name: 'diagnoses', upTo: 4 }),
  hcp({ procedures: 'AD', units: 'MJ UN' }),
];

const ALL_IDS = '0B 1G G2 LU';
const claimProviders: readonly LoopGuide[] = [
  provider({
    id: '2310A',
    code: 'DN P3',
    name: 'referring provider',
    max: 2,
    specialty: 'RF',
    ids: '0B 1G G2',
    upTo: 3,
  }),
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
  }),
  provider({ id: '2310D', code: 'DD', name: 'assistant surgeon', specialty: 'AS', ids: ALL_IDS, upTo: 4 }),
  provider({ id: '2310E', code: 'DQ', name: 'supervising provider', ids: ALL_IDS, upTo: 4 }),
];

/** No public source says which kinds of these a dental claim has. */
const ANY_KIND = { entity: '1 2', ids: ALL_IDS, upTo: 4 } as const;
const otherSubscriber = otherPayer({
  insuranceType: false,
  signature: true,
  inpatient: false,
  predetermination: true,
  subscriberIds: 2,
  providers: [
    otherPayerProvider({ id: '2330C', code: 'DN P3', name: 'referring provider', max: 2, ...ANY_KIND }),
    otherPayerProvider({ id: '2330D', code: '82', name: 'rendering provider', ...ANY_KIND }),
    otherPayerProvider({ id: '2330E', code: 'DQ', name: 'supervising provider', ...ANY_KIND }),
    otherPayerProvider({ id: '2330F', code: '85', name: 'billing provider', ...ANY_KIND }),
    otherPayerProvider({ id: '2330G', code: '77', name: 'service facility', ...ANY_KIND }),
    otherPayerProvider({ id: '2330H', code: 'DD', name: 'assistant surgeon', ...ANY_KIND }),
  ],
});

const cavity = (usage: 'R' | 'S') => id(usage, 1, 3);
const surface = (usage: 'R' | 'S') => id(usage, 1, 2, 'B D F I L M O');
const fiveOf = (code: (usage: 'R' | 'S') => ReturnType<typeof id>) =>
  composite('S', code('R'), code('S'), code('S'), code('S'), code('S'));

const service = segment({
  id: 'SV3',
  name: 'service',
  usage: 'R',
  elements: [
    procedure('AD'),
    decimal('R'),
    an('S', 1, 2),
    fiveOf(cavity),
    id('S', 1, 1, 'I R'),
    // One where not said: senders leave it out.
    decimal('S', 15),
    unused,
    unused,
    unused,
    unused,
    composite('S', whole('R', 2), whole('S', 2), whole('S', 2), whole('S', 2)),
  ],
});

const lineSegments: readonly SegmentGuide[] = [
  lx,
  service,
  segment({
    id: 'TOO',
    name: 'tooth',
    usage: 'S',
    max: 32,
    elements: [id('R', 1, 3, 'JP'), an('R', 1, 30), fiveOf(surface)],
  }),
  dtp('472', 'service', 'D8 RD8'),
  dtp('441', 'placed before'),
  dtp('452', 'appliance placed'),
  dtp('446', 'replaced'),
  dtp('196', 'treatment began'),
  dtp('198', 'treatment ended'),
  cn1,
  ref({ codes: 'G3', name: 'predetermination', max: 5, ofPayer: true }),
  ref({ codes: 'G1', name: 'prior authorization', max: 5, ofPayer: true }),
  ref({ codes: '6R', name: 'line control number' }),
  ref({ codes: '9B', name: 'repriced line' }),
  ref({ codes: '9D', name: 'adjusted repriced line' }),
  ref({ codes: '9F', name: 'referral', max: 5, ofPayer: true }),
  // Both codes are seen for the sales tax; T is written.
  amt('GT T', 'sales tax'),
  k3,
  hcp({ procedures: 'AD', units: 'MJ UN' }),
];

const ofLine = { ids: ALL_IDS, upTo: 20, ofPayer: true } as const;
const lineProviders: readonly LoopGuide[] = [
  provider({
    id: '2420A',
    code: '82',
    name: 'rendering provider of the line',
    entity: '1 2',
    specialty: 'PE',
    ...ofLine,
  }),
  provider({
    id: '2420B',
    code: 'DD',
    name: 'assistant surgeon of the line',
    specialty: 'AS',
    ...ofLine,
  }),
  provider({ id: '2420C', code: 'DQ', name: 'supervising provider of the line', ...ofLine }),
  provider({
    id: '2420D',
    code: '77',
    name: 'service facility of the line',
    entity: '2',
    located: 'R',
    ids: '0B G2 LU',
    upTo: 3,
    ofPayer: true,
  }),
];

const line = loop({
  id: '2400',
  name: 'service line',
  usage: 'R',
  max: 50,
  children: [...lineSegments, ...lineProviders, lineAdjudication('AD ER')],
});

export const d837: SetGuide = claimSet('837D', 'dental claims and estimates', {
  rules: dentalRules,
  billingEntity: '1 2',
  personsBill: true,
  numbersAtPayer: 2,
  patientDetails: true,
  insuranceType: false,
  contacts: true,
  claim: claimLoop(...claimSegments, ...claimProviders, otherSubscriber, line),
});
