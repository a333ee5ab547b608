import { remittanceRules } from '../rules/remittance.ts';
import {
  an,
  type CompositeElement,
  composite,
  date,
  decimal,
  type ElementGuide,
  id,
  type LoopGuide,
  loop,
  MANY,
  type SegmentGuide,
  type SetGuide,
  type SyntaxNote,
  segment,
  type Usage,
  unused,
  whole,
} from './guide.ts';

/**
 * 835 claim payment advice, 005010X221A1, after domain.md 5.1. Where payers differ from the guide without
 * harm (adjustment group CR, claim filing codes, PLB codes, ACH formats, an originator shorter than ten characters,
 * the kind of a person's number), the table takes what they send.
 */

const repeated = <T>(times: number, elements: readonly T[]): readonly T[] =>
  Array.from({ length: times }, () => elements).flat();
const none = (times: number): readonly ElementGuide[] => repeated(times, [unused]);
const pair = (a: number, b: number): SyntaxNote => ({ rule: 'P', elements: [a, b] });

// ── header ────────────────────────────────────────────────────────────────────────────────────────────

const financialInformation = segment({
  id: 'BPR',
  name: 'payment',
  usage: 'R',
  elements: [
    id('R', 1, 2, 'C D H I P U X'),
    decimal('R'),
    id('R', 1, 1, 'C D'),
    id('R', 3, 3, 'ACH BOP CHK FWT NON'),
    id('S', 1, 10, 'CCD CCP CTP CTX PPD PPP'),
    id('S', 2, 2, '01 04'),
    an('S', 3, 12),
    id('S', 1, 3, 'DA'),
    an('S', 1, 35),
    an('S', 1, 10),
    an('S', 9, 9),
    id('S', 2, 2, '01 04'),
    an('S', 3, 12),
    id('S', 1, 3, 'DA SG'),
    an('S', 1, 35),
    date('R'),
    ...none(5),
  ],
  notes: [pair(6, 7), { rule: 'C', elements: [8, 9] }, pair(12, 13), { rule: 'C', elements: [14, 15] }],
});
const reassociationTrace = segment({
  id: 'TRN',
  name: 'check or EFT trace number',
  usage: 'R',
  elements: [id('R', 1, 2, '1'), an('R', 1, 50), an('R', 1, 10), an('S', 1, 50)],
});
const currency = segment({
  id: 'CUR',
  name: 'currency',
  usage: 'S',
  elements: [id('R', 2, 3, 'PR'), id('R', 3, 3), decimal('S', 10), ...none(18)],
});

const reference = (name: string, codes: string, max = 1): SegmentGuide =>
  segment({
    id: 'REF',
    name,
    usage: 'S',
    max,
    elements: [id('R', 2, 3, codes), an('R', 1, 50), unused, unused],
    by: 1,
  });
const dateOf = (name: string, codes: string, max = 1): SegmentGuide =>
  segment({
    id: 'DTM',
    name,
    usage: 'S',
    max,
    elements: [id('R', 3, 3, codes), date('R'), ...none(4)],
    by: 1,
  });
const amountOf = (codes: string, max: number): SegmentGuide =>
  segment({
    id: 'AMT',
    name: 'amount',
    usage: 'S',
    max,
    elements: [id('R', 1, 3, codes), decimal('R'), unused],
  });
const quantityOf = (codes: string, max: number): SegmentGuide =>
  segment({
    id: 'QTY',
    name: 'quantity',
    usage: 'S',
    max,
    elements: [id('R', 2, 2, codes), decimal('R', 15), unused, unused],
  });
/** How someone is reached: in any order, though an extension can only follow a telephone number. */
const WAYS = 'EM EX FX TE UR';
const contact = (name: string, code: string, usage: 'R' | 'S', max: number): SegmentGuide =>
  segment({
    id: 'PER',
    name,
    usage,
    max,
    elements: [
      id('R', 2, 2, code),
      an('S', 1, 60),
      id('S', 2, 2, WAYS),
      an('S', 1, 256),
      id('S', 2, 2, WAYS),
      an('S', 1, 256),
      id('S', 2, 2, WAYS),
      an('S', 1, 256),
      unused,
    ],
    by: 1,
    notes: [pair(3, 4), pair(5, 6), pair(7, 8)],
  });
const street = (usage: 'R' | 'S'): SegmentGuide =>
  segment({ id: 'N3', name: 'street', usage, elements: [an('R', 1, 55), an('S', 1, 55)] });
const city = (usage: 'R' | 'S'): SegmentGuide =>
  segment({
    id: 'N4',
    name: 'city, state, ZIP',
    usage,
    elements: [an('R', 2, 30), id('S', 2, 2), id('S', 3, 15), id('S', 2, 3), unused, unused, id('S', 1, 3)],
  });

/** @param address usage of the payer's address and technical contact */
const payer = (address: 'R' | 'S'): LoopGuide =>
  loop({
    id: '1000A',
    name: 'payer',
    usage: 'R',
    children: [
      segment({
        id: 'N1',
        name: 'payer name',
        usage: 'R',
        elements: [id('R', 2, 3, 'PR'), an('R', 1, 60), id('S', 1, 2, 'XV'), an('S', 2, 80), unused, unused],
        by: 1,
        notes: [pair(3, 4)],
      }),
      street(address),
      city(address),
      reference('payer secondary identification', '2U EO HI NF', 4),
      contact('payer business contact', 'CX', 'S', 1),
      contact('payer technical contact', 'BL', address, MANY),
      contact('payer web site', 'IC', 'S', 1),
    ],
  });
const payee = loop({
  id: '1000B',
  name: 'payee',
  usage: 'R',
  children: [
    segment({
      id: 'N1',
      name: 'payee name',
      usage: 'R',
      elements: [
        id('R', 2, 3, 'PE'),
        an('R', 1, 60),
        id('R', 1, 2, 'FI XV XX'),
        an('R', 2, 80),
        unused,
        unused,
      ],
      by: 1,
    }),
    street('S'),
    city('S'),
    reference('payee additional identification', '0B D3 PQ TJ', MANY),
    segment({
      id: 'RDM',
      name: 'remittance delivery',
      usage: 'S',
      elements: [id('R', 1, 2, 'BM EM FT OL'), an('S', 1, 60), an('S', 1, 256), unused, unused],
    }),
  ],
});

// ── claim payments ────────────────────────────────────────────────────────────────────────────────────

/** Up to six triplets of reason, amount and quantity; positive reduces the payment. */
const adjustments = segment({
  id: 'CAS',
  name: 'adjustments',
  usage: 'S',
  max: 99,
  elements: [
    id('R', 1, 2, 'CO CR OA PI PR'),
    id('R', 1, 5),
    decimal('R'),
    decimal('S', 15),
    ...repeated(5, [id('S', 1, 5), decimal('S'), decimal('S', 15)]),
  ],
  notes: [5, 8, 11, 14, 17].flatMap((reason): readonly SyntaxNote[] => [
    { rule: 'L', elements: [reason, reason + 1, reason + 2] },
    { rule: 'C', elements: [reason + 1, reason] },
    { rule: 'C', elements: [reason + 2, reason] },
  ]),
});

interface NameSpec {
  readonly name: string;
  readonly code: string;
  readonly usage: 'R' | 'S';
  readonly entityTypes: string;
  readonly ids: string;
  /** Of the last name, or the organization's. */
  readonly last?: 'R' | 'S';
}
/** Numbers of persons, of providers and of payers. Payers take those of persons for each other's. */
const PERSON_IDS = '34 FI HN II MI MR';
const PROVIDER_IDS = 'BD BS FI MC PC SL UP XX';
const PAYER_IDS = 'AD FI NI PI PP XV';
const nameOf = ({ name, code, usage, entityTypes, ids, last = 'S' }: NameSpec): SegmentGuide =>
  segment({
    id: 'NM1',
    name,
    usage,
    elements: [
      id('R', 2, 3, code),
      id('R', 1, 1, entityTypes),
      an(last, 1, 60),
      an('S', 1, 35),
      an('S', 1, 25),
      unused,
      an('S', 1, 10),
      id('S', 1, 2, ids),
      an('S', 2, 80),
      ...none(3),
    ],
    by: 1,
    notes: [pair(8, 9)],
  });

const claim = segment({
  id: 'CLP',
  name: 'claim payment',
  usage: 'R',
  elements: [
    an('R', 1, 38),
    id('R', 1, 2, '1 2 3 4 19 20 21 22 23 25'),
    decimal('R'),
    decimal('R'),
    decimal('S'),
    id('R', 1, 2),
    an('R', 1, 50),
    an('S', 1, 2),
    id('S', 1, 1),
    unused,
    id('S', 1, 4),
    decimal('S', 15),
    decimal('S', 10),
    unused,
  ],
});
const inpatient = segment({
  id: 'MIA',
  name: 'inpatient adjudication',
  usage: 'S',
  elements: [
    decimal('R', 15),
    ...repeated(3, [decimal('S')]),
    an('S', 1, 50),
    ...repeated(14, [decimal('S')]),
    ...repeated(4, [an('S', 1, 50)]),
    decimal('S'),
  ],
});
const outpatient = segment({
  id: 'MOA',
  name: 'outpatient adjudication',
  usage: 'S',
  elements: [decimal('S', 10), decimal('S'), ...repeated(5, [an('S', 1, 50)]), decimal('S'), decimal('S')],
});

const procedure = (usage: Usage): CompositeElement =>
  composite(
    usage,
    id('R', 2, 2, 'AD ER HC HP IV N4 N6 NU UI WK'),
    an('R', 1, 48),
    ...repeated(4, [an('S', 2, 2)]),
    an('S', 1, 80),
    unused,
  );
const service = loop({
  id: '2110',
  name: 'service payment',
  usage: 'S',
  max: 999,
  children: [
    segment({
      id: 'SVC',
      name: 'service payment',
      usage: 'R',
      elements: [
        procedure('R'),
        decimal('R'),
        decimal('R'),
        an('S', 1, 48),
        decimal('S', 15),
        procedure('S'),
        decimal('S', 15),
      ],
    }),
    dateOf('service date', '150 151 472', 2),
    adjustments,
    reference('service identification', '1S APC BB E9 G1 G3 LU RB', 8),
    reference('line item control number', '6R'),
    reference('rendering provider', '0B 1A 1B 1C 1D 1G 1H 1J D3 G2 HPI SY TJ', 10),
    reference('policy', '0K', 5),
    amountOf('B6 KH T T2 ZK ZL ZM ZN ZO', 9),
    quantityOf('ZK ZL ZM ZN ZO', 6),
    segment({
      id: 'LQ',
      name: 'remark code',
      usage: 'S',
      max: 99,
      elements: [id('R', 1, 3, 'HE RX'), an('R', 1, 30)],
    }),
  ],
});

const claimPayment = loop({
  id: '2100',
  name: 'claim payment',
  usage: 'R',
  max: MANY,
  anchor: true,
  children: [
    claim,
    adjustments,
    nameOf({ name: 'patient', code: 'QC', usage: 'R', entityTypes: '1', ids: PERSON_IDS }),
    nameOf({ name: 'subscriber', code: 'IL', usage: 'S', entityTypes: '1 2', ids: PERSON_IDS }),
    nameOf({
      name: 'corrected patient or subscriber',
      code: '74',
      usage: 'S',
      entityTypes: '1 2',
      ids: `${PERSON_IDS} C`,
    }),
    nameOf({ name: 'rendering provider', code: '82', usage: 'S', entityTypes: '1 2', ids: PROVIDER_IDS }),
    nameOf({
      name: 'crossover carrier',
      code: 'TT',
      usage: 'S',
      entityTypes: '2',
      ids: PAYER_IDS,
      last: 'R',
    }),
    nameOf({
      name: 'corrected priority payer',
      code: 'PR',
      usage: 'S',
      entityTypes: '2',
      ids: PAYER_IDS,
      last: 'R',
    }),
    nameOf({ name: 'other subscriber', code: 'GB', usage: 'S', entityTypes: '1 2', ids: PERSON_IDS }),
    inpatient,
    outpatient,
    reference('claim identification', '1L 1W 28 6P 9A 9C BB CE EA F8 G1 G3 IG SY', 5),
    reference('rendering provider', '0B 1A 1B 1C 1D 1G 1H 1J D3 G2 LU', 10),
    dateOf('statement dates', '232 233', 2),
    dateOf('coverage expiration', '036'),
    dateOf('claim received', '050'),
    contact('claim contact', 'CX', 'S', 2),
    amountOf('AU D8 DY F5 I NL T T2 ZK ZL ZM ZN ZO', 13),
    quantityOf('CA CD LA LE NE NR OU PS VS ZK ZL ZM ZN ZO', 14),
    service,
  ],
});

const claims = loop({
  id: '2000',
  name: 'claim payments',
  usage: 'S',
  max: MANY,
  children: [
    segment({ id: 'LX', name: 'header number', usage: 'R', elements: [whole('R', 6)] }),
    segment({
      id: 'TS3',
      name: 'provider summary',
      usage: 'S',
      elements: [
        an('R', 1, 50),
        an('R', 1, 2),
        date('R'),
        decimal('R', 15),
        decimal('R'),
        ...repeated(19, [decimal('S')]),
      ],
    }),
    segment({
      id: 'TS2',
      name: 'provider supplemental summary',
      usage: 'S',
      elements: repeated(19, [decimal('S')]),
    }),
    claimPayment,
  ],
});

// ── provider adjustments ──────────────────────────────────────────────────────────────────────────────

const adjustmentIdentifier = (usage: Usage): CompositeElement =>
  composite(usage, id('R', 2, 2), an('S', 1, 50));
const providerAdjustment = segment({
  id: 'PLB',
  name: 'provider adjustment',
  usage: 'S',
  max: MANY,
  elements: [
    an('R', 1, 50),
    date('R'),
    adjustmentIdentifier('R'),
    decimal('R'),
    ...repeated<ElementGuide>(5, [adjustmentIdentifier('S'), decimal('S')]),
  ],
  notes: [pair(5, 6), pair(7, 8), pair(9, 10), pair(11, 12), pair(13, 14)],
});

const remittance = (payerLoop: LoopGuide): SetGuide => ({
  name: '835',
  setId: '835',
  functionalCode: 'HP',
  rules: remittanceRules,
  root: loop({
    id: 'ST',
    name: 'remittance',
    usage: 'R',
    children: [
      financialInformation,
      reassociationTrace,
      currency,
      reference('receiver', 'EV'),
      reference('version', 'F2'),
      dateOf('production date', '405'),
      payerLoop,
      payee,
      claims,
      providerAdjustment,
    ],
  }),
});

/** As the guide wants it: what we write. */
export const r835 = remittance(payer('R'));
/** As it is sent: many payers leave out their address or contact, which must cost nobody a payment. */
export const r835AsSent = remittance(payer('S'));
