import { institutionalRules } from '../rules/claims.ts';
import {
  ATTACHMENTS,
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
} from './guide.ts';
import { amt, cn1, crc, dtp, hcp, hi, k3, nte, procedure, ref } from './segments.ts';

/**
 * 837I: institutional claims, 005010X223A2. Loops in the order of domain.md 3.5 and 3.9; segments of one id have
 * no order among themselves.
 */

/** CLM: the place is the type of bill; nobody signs. */
const claim = segment({
  id: 'CLM',
  name: 'claim',
  usage: 'R',
  elements: [
    an('R', 1, 38),
    decimal('R'),
    unused,
    unused,
    composite('R', an('R', 1, 2), id('R', 1, 2, 'A'), id('R', 1, 1)),
    unused,
    id('R', 1, 1, 'A B C'),
    id('R', 1, 1, 'N W Y'),
    id('R', 1, 1, 'I Y'),
    ...Array.from({ length: 10 }, () => unused),
    delayReason,
  ],
});

const claimReferences: readonly SegmentGuide[] = [
  ref({ codes: '4N', name: 'exception to service authorization' }),
  ref({ codes: '9F', name: 'referral' }),
  ref({ codes: 'G1', name: 'prior authorization' }),
  ref({ codes: 'F8', name: 'payer claim control number' }),
  ref({ codes: '9A', name: 'repriced claim' }),
  ref({ codes: '9C', name: 'adjusted repriced claim' }),
  ref({ codes: 'LX', name: 'investigational device', max: 5 }),
  ref({ codes: 'D9', name: "clearinghouse's trace" }),
  ref({ codes: 'LU', name: 'state of the accident' }),
  ref({ codes: 'EA', name: 'medical record' }),
  ref({ codes: 'P4', name: 'demonstration project' }),
  ref({ codes: 'G4', name: 'peer review' }),
];

/** HI by kind. Where ICD-9 codes serve, the first letter of the qualifiers is missing. */
const claimCodes: readonly SegmentGuide[] = [
  hi({
    first: 'ABK BK',
    name: 'principal diagnosis',
    usage: 'R',
    upTo: 1,
    behind: 'admission',
  }),
  hi({ first: 'ABJ BJ', name: 'admitting diagnosis', upTo: 1 }),
  hi({ first: 'APR PR', name: 'reasons for the visit', upTo: 3 }),
  hi({ first: 'ABN BN', name: 'external causes', upTo: 12, behind: 'admission' }),
  hi({ first: 'DR', name: 'diagnosis related group', upTo: 1 }),
  hi({
    first: 'ABF BF',
    name: 'other diagnoses',
    max: 2,
    upTo: 12,
    behind: 'admission',
  }),
  hi({ first: 'BBR BR', name: 'principal procedure', upTo: 1, behind: 'day' }),
  hi({ first: 'BBQ BQ', name: 'other procedures', max: 2, upTo: 12, behind: 'day' }),
  hi({ first: 'BI', name: 'occurrence spans', max: 2, upTo: 12, behind: 'period' }),
  hi({ first: 'BH', name: 'occurrences', max: 2, upTo: 12, behind: 'day' }),
  hi({ first: 'BE', name: 'values', max: 2, upTo: 12, behind: 'amount' }),
  hi({ first: 'BG', name: 'conditions', max: 2, upTo: 12 }),
  hi({ first: 'TC', name: 'treatments', max: 2, upTo: 12 }),
];

const claimSegments: readonly SegmentGuide[] = [
  claim,
  dtp('096', 'hour of discharge', 'TM'),
  dtp('434', 'statement', 'RD8', { usage: 'R' }),
  dtp('435', 'admission', 'D8 DT'),
  dtp('050', 'received by repricer'),
  segment({
    id: 'CL1',
    name: 'admission and status',
    usage: 'R',
    // Hospitals send outpatient bills without a type of admission, and payers take them.
    elements: [id('S', 1, 1), id('S', 1, 1), id('R', 1, 2), unused],
  }),
  attachments(ATTACHMENTS),
  cn1,
  amt('F3', 'estimated amount due'),
  ...claimReferences,
  k3,
  nte('ALG DCP DGN DME MED NTR ODT RHB RLH RNH SET SFM SPT UPI', 10),
  nte('ADD'),
  crc(EPSDT_REFERRAL),
  ...claimCodes,
  hcp({ revenue: true, units: 'DA UN' }),
];

const ALL_IDS = '0B 1G G2 LU';
const claimProviders: readonly LoopGuide[] = [
  provider({
    id: '2310A',
    code: '71',
    name: 'attending provider',
    specialty: 'AT',
    ids: ALL_IDS,
    upTo: 4,
  }),
  provider({ id: '2310B', code: '72', name: 'operating physician', ids: ALL_IDS, upTo: 4 }),
  provider({ id: '2310C', code: 'ZZ', name: 'other operating physician', ids: ALL_IDS, upTo: 4 }),
  provider({ id: '2310D', code: '82', name: 'rendering provider', ids: ALL_IDS, upTo: 4 }),
  provider({
    id: '2310E',
    code: '77',
    name: 'service facility',
    entity: '2',
    located: 'R',
    ids: '0B G2 LU',
    upTo: 3,
  }),
  provider({ id: '2310F', code: 'DN', name: 'referring provider', ids: '0B 1G G2', upTo: 3 }),
];

const otherSubscriber = otherPayer({
  insuranceType: false,
  signature: false,
  inpatient: true,
  predetermination: false,
  subscriberIds: 2,
  providers: [
    otherPayerProvider({ id: '2330C', code: '71', name: 'attending provider', ids: ALL_IDS, upTo: 4 }),
    otherPayerProvider({ id: '2330D', code: '72', name: 'operating physician', ids: ALL_IDS, upTo: 4 }),
    otherPayerProvider({ id: '2330E', code: 'ZZ', name: 'other operating physician', ids: ALL_IDS, upTo: 4 }),
    otherPayerProvider({
      id: '2330F',
      code: '77',
      name: 'service facility',
      entity: '2',
      ids: '0B G2 LU',
      upTo: 3,
    }),
    otherPayerProvider({ id: '2330G', code: '82', name: 'rendering provider', ids: ALL_IDS, upTo: 4 }),
    otherPayerProvider({ id: '2330H', code: 'DN', name: 'referring provider', ids: '0B 1G G2', upTo: 3 }),
    otherPayerProvider({
      id: '2330I',
      code: '85',
      name: 'billing provider',
      entity: '2',
      ids: 'G2 LU',
      upTo: 2,
    }),
  ],
});

/** A revenue code alone will do where no procedure code is asked for. */
const service = segment({
  id: 'SV2',
  name: 'service',
  usage: 'R',
  elements: [
    an('R', 1, 48),
    procedure('ER HC HP IV WK', 'S'),
    decimal('R'),
    id('R', 2, 2, 'DA UN'),
    decimal('R', 15),
    unused,
    decimal('S'),
    unused,
    unused,
    unused,
  ],
});

const lineSegments: readonly SegmentGuide[] = [
  lx,
  service,
  attachments(ATTACHMENTS),
  dtp('472', 'service', 'D8 RD8'),
  ref({ codes: '6R', name: 'line control number' }),
  ref({ codes: '9B', name: 'repriced line' }),
  ref({ codes: '9D', name: 'adjusted repriced line' }),
  amt('GT', 'service tax'),
  amt('N8', 'facility tax'),
  nte('TPO'),
  hcp({ revenue: true, procedures: 'ER HC HP IV WK', units: 'DA UN' }),
];

const ofLine = { ids: ALL_IDS, upTo: 20, ofPayer: true } as const;
const lineProviders: readonly LoopGuide[] = [
  provider({ id: '2420A', code: '72', name: 'operating physician of the line', ...ofLine }),
  provider({ id: '2420B', code: 'ZZ', name: 'other operating physician of the line', ...ofLine }),
  provider({ id: '2420C', code: '82', name: 'rendering provider of the line', ...ofLine }),
  provider({ id: '2420D', code: 'DN', name: 'referring provider of the line', ...ofLine, ids: '0B 1G G2' }),
];

const line = loop({
  id: '2400',
  name: 'service line',
  usage: 'R',
  max: 999,
  children: [
    ...lineSegments,
    product('N4'),
    ...lineProviders,
    lineAdjudication('ER HC HP IV WK', 'S', an('S', 1, 48)),
  ],
});

export const i837: SetGuide = claimSet('837I', 'institutional claims', {
  rules: institutionalRules,
  billingEntity: '2',
  personsBill: false,
  numbersAtPayer: 1,
  patientDetails: false,
  insuranceType: false,
  contacts: false,
  claim: claimLoop(...claimSegments, ...claimProviders, otherSubscriber, line),
});
