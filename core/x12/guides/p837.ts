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
import {
  amt,
  bht,
  cas,
  cn1,
  cr1,
  crc,
  dmg,
  dtp,
  hcp,
  hi,
  hl,
  k3,
  n3,
  n4,
  nm1,
  nte,
  pat,
  per,
  procedure,
  prv,
  pwk,
  ref,
  sbr,
} from './segments.ts';

/**
 * 837P: professional claims, 005010X222A1. Loops in the order of domain.md 3.4 and 3.9; segments of one id have
 * no order among themselves.
 */

const NPI = { idCodes: 'XX' } as const;
const RELATIONSHIPS = '01 18 19 20 21 39 40 53 G8';
const ATTACHMENTS =
  '03 04 05 06 07 08 09 10 11 13 15 21 A3 A4 AM AS B2 B3 B4 BR BS BT CB CK CT D2 DA DB DG DJ DS EB HC HR I5 IR ' +
  'LA M1 MT NN OB OC OD OE OX OZ P4 P5 PE PN PO PQ PY PZ RB RR RT RX SG V5 XP';

/** Segments of an address. */
const address = (usage: 'R' | 'S' = 'R'): readonly SegmentGuide[] => [n3(usage), n4(usage)];

const secondaryIds = (codes: string, max: number, ofPayer = false): SegmentGuide =>
  ref({ codes, name: "provider's other number", max, ofPayer });

const submitter = loop({
  id: '1000A',
  name: 'submitter',
  usage: 'R',
  children: [
    nm1({ code: '41', name: 'submitter', entity: '1 2', idCodes: '46', idUsage: 'R' }),
    per('submitter contact', { usage: 'R', max: 2 }),
  ],
});
const receiver = loop({
  id: '1000B',
  name: 'receiver',
  usage: 'R',
  children: [nm1({ code: '40', name: 'receiver', entity: '2', idCodes: '46', idUsage: 'R' })],
});

const billingName = loop({
  id: '2010AA',
  name: 'billing provider',
  usage: 'R',
  children: [
    nm1({ code: '85', name: 'billing provider', entity: '1 2', ...NPI }),
    ...address(),
    ref({ codes: 'EI SY', name: 'tax id', usage: 'R' }),
    ref({ codes: '0B 1G', name: 'licence or UPIN', max: 2 }),
    per('billing contact', { max: 2 }),
  ],
});
const payTo = loop({
  id: '2010AB',
  name: 'pay-to address',
  usage: 'S',
  children: [nm1({ code: '87', name: 'pay-to address', entity: '1 2', last: 'N' }), ...address()],
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

const subscriberName = loop({
  id: '2010BA',
  name: 'subscriber',
  usage: 'R',
  children: [
    nm1({ code: 'IL', name: 'subscriber', entity: '1 2', idCodes: 'II MI', idUsage: 'S' }),
    ...address('S'),
    dmg('S'),
    ref({ codes: 'SY', name: "subscriber's social security number" }),
    ref({ codes: 'Y4', name: 'property and casualty claim number' }),
    per('property and casualty contact'),
  ],
});
const payerName = loop({
  id: '2010BB',
  name: 'payer',
  usage: 'R',
  children: [
    nm1({ code: 'PR', name: 'payer', entity: '2', idCodes: 'PI XV', idUsage: 'R' }),
    ...address('S'),
    ref({ codes: '2U EI FY NF', name: "payer's other number", max: 3 }),
    ref({ codes: 'G2 LU', name: "billing provider's number at the payer", max: 2 }),
  ],
});
const patientName = loop({
  id: '2010CA',
  name: 'patient',
  usage: 'R',
  children: [
    nm1({ code: 'QC', name: 'patient', entity: '1' }),
    ...address(),
    dmg('R'),
    ref({ codes: 'Y4', name: 'property and casualty claim number' }),
    ref({ codes: '1W SY', name: "patient's other number" }),
    per('property and casualty contact'),
  ],
});

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
    composite(
      'S',
      id('R', 2, 3, 'AA EM OA'),
      id('S', 2, 3, 'AA EM OA'),
      id('S', 2, 3, 'AA EM OA'),
      id('S', 2, 2),
      id('S', 2, 3),
    ),
    id('S', 2, 3, '02 03 05 09'),
    unused,
    unused,
    unused,
    unused,
    unused,
    unused,
    unused,
    id('S', 1, 2, '1 2 3 4 5 6 7 8 9 10 11 15'),
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
  ref({ codes: '4N', name: 'exception to service authorisation' }),
  ref({ codes: 'F5', name: 'Medicare crossover' }),
  ref({ codes: 'EW', name: 'mammography certification' }),
  ref({ codes: '9F', name: 'referral' }),
  ref({ codes: 'G1', name: 'prior authorisation' }),
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
  pwk({
    codes: ATTACHMENTS,
    transmissions: 'AA BM EL EM FT FX',
    name: 'attachment',
    max: 10,
    numbered: true,
  }),
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
  crc({ category: 'ZZ', name: 'EPSDT referral', applies: 'N Y', codes: 'AV NU S2 ST', max: 1, upTo: 3 }),
  hi({ first: 'ABK BK', others: 'ABF BF', name: 'diagnoses', usage: 'R', upTo: 12 }),
  hi({ first: 'BP', others: 'BO', name: 'anesthesia procedures', upTo: 2 }),
  hi({ first: 'BG', others: 'BG', name: 'conditions', max: 2, upTo: 12 }),
  hcp,
];

const claimProviders: readonly LoopGuide[] = [
  loop({
    id: '2310A',
    name: 'referring provider',
    usage: 'S',
    max: 2,
    children: [
      nm1({ code: 'DN P3', name: 'referring provider', entity: '1', ...NPI }),
      secondaryIds('0B 1G G2', 3),
    ],
  }),
  loop({
    id: '2310B',
    name: 'rendering provider',
    usage: 'S',
    children: [
      nm1({ code: '82', name: 'rendering provider', entity: '1 2', ...NPI }),
      prv('PE', 'specialty'),
      secondaryIds('0B 1G G2 LU', 4),
    ],
  }),
  loop({
    id: '2310C',
    name: 'service facility',
    usage: 'S',
    children: [
      nm1({ code: '77', name: 'service facility', entity: '2', ...NPI }),
      ...address(),
      secondaryIds('0B G2 LU', 3),
      per('facility contact'),
    ],
  }),
  loop({
    id: '2310D',
    name: 'supervising provider',
    usage: 'S',
    children: [
      nm1({ code: 'DQ', name: 'supervising provider', entity: '1', ...NPI }),
      secondaryIds('0B 1G G2 LU', 4),
    ],
  }),
  loop({
    id: '2310E',
    name: 'ambulance pick-up',
    usage: 'S',
    children: [nm1({ code: 'PW', name: 'ambulance pick-up', entity: '2', last: 'N' }), ...address()],
  }),
  loop({
    id: '2310F',
    name: 'ambulance drop-off',
    usage: 'S',
    children: [nm1({ code: '45', name: 'ambulance drop-off', entity: '2', last: 'S' }), ...address()],
  }),
];

/** What another payer calls a provider; read, not carried (domain.md 3.9). */
const otherPayerProvider = (loopId: string, code: string, name: string, max = 1): LoopGuide =>
  loop({
    id: loopId,
    name,
    usage: 'S',
    max,
    children: [
      nm1({ code, name, entity: '1 2', last: 'N' }),
      ref({ codes: '0B 1G G2 LU', name: "provider's number at the other payer", usage: 'R', max: 3 }),
    ],
  });

const otherSubscriber = loop({
  id: '2320',
  name: 'other payer',
  usage: 'S',
  max: 10,
  children: [
    sbr('other payer', RELATIONSHIPS, 'R'),
    cas(5),
    amt('D', 'paid by this payer'),
    amt('A8', 'not covered'),
    amt('EAF', 'left to the patient'),
    segment({
      id: 'OI',
      name: 'benefits assigned',
      usage: 'R',
      elements: [unused, unused, id('R', 1, 1, 'N W Y'), id('S', 1, 1, 'P'), unused, id('R', 1, 1, 'I Y')],
    }),
    segment({
      id: 'MOA',
      name: 'outpatient adjudication',
      usage: 'S',
      elements: [
        decimal('S', 10),
        decimal('S'),
        an('S', 1, 50),
        an('S', 1, 50),
        an('S', 1, 50),
        an('S', 1, 50),
        an('S', 1, 50),
        decimal('S'),
        decimal('S'),
      ],
    }),
    loop({
      id: '2330A',
      name: 'other subscriber',
      usage: 'R',
      children: [
        nm1({ code: 'IL', name: 'other subscriber', entity: '1 2', idCodes: 'II MI', idUsage: 'R' }),
        ...address('S'),
        ref({ codes: 'SY', name: "subscriber's social security number", max: 2 }),
      ],
    }),
    loop({
      id: '2330B',
      name: 'other payer',
      usage: 'R',
      children: [
        nm1({ code: 'PR', name: 'other payer', entity: '2', idCodes: 'PI XV', idUsage: 'R' }),
        ...address('S'),
        dtp('573', 'adjudicated'),
        ref({ codes: '2U EI FY NF', name: "payer's other number", max: 2 }),
        ref({ codes: 'G1', name: 'prior authorisation' }),
        ref({ codes: '9F', name: 'referral' }),
        ref({ codes: 'T4', name: 'adjustment' }),
        ref({ codes: 'F8', name: 'payer claim control number' }),
      ],
    }),
    otherPayerProvider('2330C', 'DN P3', "other payer's referring provider", 2),
    otherPayerProvider('2330D', '82', "other payer's rendering provider"),
    otherPayerProvider('2330E', '77', "other payer's service facility"),
    otherPayerProvider('2330F', 'DQ', "other payer's supervising provider"),
    otherPayerProvider('2330G', '85', "other payer's billing provider"),
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
  ref({ codes: 'G1', name: 'prior authorisation', max: 5, ofPayer: true }),
  ref({ codes: '6R', name: 'line control number' }),
  ref({ codes: 'EW', name: 'mammography certification' }),
  ref({ codes: 'X4', name: 'CLIA number' }),
  ref({ codes: 'F4', name: 'CLIA number of the referring laboratory' }),
  ref({ codes: 'BT', name: 'vaccine batch' }),
  ref({ codes: '9F', name: 'referral', max: 5, ofPayer: true }),
];

const lineSegments: readonly SegmentGuide[] = [
  segment({ id: 'LX', name: 'line', usage: 'R', elements: [whole('R', 6)] }),
  service,
  segment({
    id: 'SV5',
    name: 'durable medical equipment',
    usage: 'S',
    elements: [
      composite('R', id('R', 2, 2, 'HC'), an('R', 1, 48)),
      id('R', 2, 2, 'DA'),
      decimal('R', 15),
      decimal('S'),
      decimal('S'),
      id('S', 1, 1, '1 4 6'),
      unused,
    ],
  }),
  pwk({
    by: 2,
    codes: ATTACHMENTS,
    transmissions: 'AA BM EL EM FT FX',
    name: 'attachment',
    max: 10,
    numbered: true,
  }),
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
  hcp,
];

const drug = loop({
  id: '2410',
  name: 'drug',
  usage: 'S',
  children: [
    segment({
      id: 'LIN',
      name: 'national drug code',
      usage: 'R',
      elements: [unused, id('R', 2, 2, 'N4'), an('R', 1, 48)],
    }),
    segment({
      id: 'CTP',
      name: 'drug quantity',
      usage: 'R',
      elements: [unused, unused, unused, decimal('R', 15), composite('R', id('R', 2, 2, 'F2 GR ME ML UN'))],
    }),
    ref({ codes: 'VY XZ', name: 'prescription' }),
  ],
});

const lineProviders: readonly LoopGuide[] = [
  loop({
    id: '2420A',
    name: 'rendering provider of the line',
    usage: 'S',
    children: [
      nm1({ code: '82', name: 'rendering provider', entity: '1 2', ...NPI }),
      prv('PE', 'specialty'),
      secondaryIds('0B 1G G2 LU', 20, true),
    ],
  }),
  loop({
    id: '2420B',
    name: 'purchased service provider',
    usage: 'S',
    children: [
      nm1({ code: 'QB', name: 'purchased service provider', entity: '1 2', last: 'N', ...NPI }),
      secondaryIds('0B 1G G2', 20, true),
    ],
  }),
  loop({
    id: '2420C',
    name: 'service facility of the line',
    usage: 'S',
    children: [
      nm1({ code: '77', name: 'service facility', entity: '2', ...NPI }),
      ...address(),
      secondaryIds('G2 LU', 3, true),
    ],
  }),
  loop({
    id: '2420D',
    name: 'supervising provider of the line',
    usage: 'S',
    children: [
      nm1({ code: 'DQ', name: 'supervising provider', entity: '1', ...NPI }),
      secondaryIds('0B 1G G2 LU', 20, true),
    ],
  }),
  loop({
    id: '2420E',
    name: 'ordering provider',
    usage: 'S',
    children: [
      nm1({ code: 'DK', name: 'ordering provider', entity: '1', ...NPI }),
      ...address('S'),
      secondaryIds('0B 1G G2', 20, true),
      per('ordering contact'),
    ],
  }),
  loop({
    id: '2420F',
    name: 'referring provider of the line',
    usage: 'S',
    max: 2,
    children: [
      nm1({ code: 'DN P3', name: 'referring provider', entity: '1', ...NPI }),
      secondaryIds('0B 1G G2', 20, true),
    ],
  }),
  loop({
    id: '2420G',
    name: 'ambulance pick-up of the line',
    usage: 'S',
    children: [nm1({ code: 'PW', name: 'ambulance pick-up', entity: '2', last: 'N' }), ...address()],
  }),
  loop({
    id: '2420H',
    name: 'ambulance drop-off of the line',
    usage: 'S',
    children: [nm1({ code: '45', name: 'ambulance drop-off', entity: '2', last: 'S' }), ...address()],
  }),
];

const lineAdjudication = loop({
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
        procedure('ER HC HP IV WK'),
        unused,
        decimal('R', 15),
        whole('S', 6),
      ],
    }),
    cas(5),
    dtp('573', 'adjudicated', 'D8', { usage: 'R' }),
    amt('EAF', 'left to the patient'),
  ],
});

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
  children: [...lineSegments, drug, ...lineProviders, lineAdjudication, form],
});
/** A claim stands under its subscriber, or under its patient where that is another person. */
const claimLoop = loop({
  id: '2300',
  name: 'claim',
  usage: 'S',
  max: 100,
  anchor: true,
  children: [...claimSegments, ...claimProviders, otherSubscriber, line],
});

const patientLevel = loop({
  id: '2000C',
  name: 'patient level',
  usage: 'S',
  max: MANY,
  anchor: true,
  children: [
    hl('23', 'patient level', '0'),
    pat(id('R', 2, 2, '01 19 20 21 39 40 53 G8'), 'R'),
    patientName,
    claimLoop,
  ],
});
const subscriberLevel = loop({
  id: '2000B',
  name: 'subscriber level',
  usage: 'R',
  max: MANY,
  anchor: true,
  children: [
    hl('22', 'subscriber level', '0 1'),
    sbr('subscriber', '18', 'S'),
    pat(unused, 'S'),
    subscriberName,
    payerName,
    claimLoop,
    patientLevel,
  ],
});
const billingLevel = loop({
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
    billingName,
    payTo,
    payToPlan,
    subscriberLevel,
  ],
});

export const p837: SetGuide = {
  name: 'professional claims',
  setId: '837',
  functionalCode: 'HC',
  root: loop({
    id: '837P',
    name: 'professional claims',
    usage: 'R',
    children: [
      bht({ name: 'start of the batch', structure: '0019', purposes: '00 18', types: '31 CH RP' }),
      submitter,
      receiver,
      billingLevel,
    ],
  }),
};
