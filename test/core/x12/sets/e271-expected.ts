import { cents } from '../../../../core/money.ts';
import type { Written } from '../../../../core/x12/sets/answer-write.ts';
import type { EligibilityResponseSet } from '../../../../core/x12/sets/e271-write.ts';
import type { EligibilityResponse } from '../../../../core/x12/sets/eligibility-types.ts';

const acme = {
  code: 'PR',
  entityType: '2',
  last: 'ACME HEALTH PLAN',
  idQualifier: 'PI',
  id: '99001',
};
const clinic = {
  code: '1P',
  entityType: '2',
  last: 'RIVERBEND FAMILY CLINIC',
  idQualifier: 'XX',
  id: '1999999992',
};
const elmStreet = { address1: '12 ELM ST', city: 'SPRINGFIELD', state: 'IL', zip: '62702' };
const trace = (number: string) => ({ type: '2', number, originator: '9RIVERBEND' });

/** The example of domain.md 4.6. */
export const activeWithOtherPayer: EligibilityResponseSet = {
  header: { purpose: '11', reference: 'ELIG0001', date: '20260105', time: '0801' },
  responses: [
    {
      source: acme,
      receiver: clinic,
      subscriber: {
        code: 'IL',
        entityType: '1',
        last: 'DOE',
        first: 'JANE',
        middle: 'Q',
        idQualifier: 'MI',
        id: 'MEM0001',
        address: elmStreet,
        birthDate: '19800215',
        gender: 'F',
        dates: [{ qualifier: '346', from: '20250101' }],
      },
      traces: [trace('ELIG0001-1')],
      benefits: [
        { code: '1', serviceTypes: ['30'], planName: 'ACME PPO GOLD' },
        {
          code: 'C',
          coverageLevel: 'IND',
          serviceTypes: ['30'],
          period: '23',
          amount: cents(150000),
          network: 'Y',
        },
        {
          code: 'C',
          coverageLevel: 'IND',
          serviceTypes: ['30'],
          period: '29',
          amount: cents(40000),
          network: 'Y',
        },
        {
          code: 'G',
          coverageLevel: 'IND',
          serviceTypes: ['30'],
          period: '29',
          amount: cents(260000),
          network: 'Y',
        },
        { code: 'B', serviceTypes: ['98'], period: '27', amount: cents(2000), network: 'Y' },
        { code: 'A', serviceTypes: ['98'], period: '27', percent: '.2', network: 'N' },
        {
          code: 'R',
          serviceTypes: ['30'],
          references: [{ qualifier: 'IG', value: 'B7788' }],
          related: [{ code: 'PRP', entityType: '2', last: 'BETA MUTUAL', idQualifier: 'PI', id: '99002' }],
        },
      ],
    },
  ],
};

const busyAcme: EligibilityResponseSet['responses'][number]['source'] = {
  ...acme,
  contacts: [
    {
      name: 'PROVIDER LINE',
      numbers: [
        { qualifier: 'TE', value: '8005550100' },
        { qualifier: 'EX', value: '12' },
        { qualifier: 'EM', value: 'HELP@ACME.EXAMPLE' },
      ],
    },
  ],
  rejections: [
    { loop: '2000A', valid: 'Y', reason: '42', followUp: 'R' },
    { loop: '2100A', valid: 'N', reason: '79', followUp: 'C' },
  ],
};
const welby: EligibilityResponseSet['responses'][number]['receiver'] = {
  code: '1P',
  entityType: '1',
  last: 'WELBY',
  first: 'MARCUS',
  idQualifier: 'SV',
  id: '2000035',
  references: [{ qualifier: 'TJ', value: '123456789' }],
  address: { address1: '500 OAK AVE', address2: 'SUITE 3', city: 'SPRINGFIELD', state: 'IL', zip: '62704' },
  rejections: [{ loop: '2100B', valid: 'N', reason: '43', followUp: 'C' }],
  provider: { role: 'PE', idQualifier: 'PXC', id: '207Q00000X' },
};
const jane: EligibilityResponseSet['responses'][number]['subscriber'] = {
  code: 'IL',
  entityType: '1',
  last: 'DOE',
  first: 'JANE',
  middle: 'Q',
  suffix: 'JR',
  idQualifier: 'MI',
  id: 'MEM0001',
  references: [{ qualifier: '18', value: 'PLAN7', description: 'ACME PPO' }],
  address: elmStreet,
  rejections: [{ loop: '2100C', valid: 'Y', reason: '64', followUp: 'C' }],
  provider: { role: 'PC', idQualifier: 'PXC', id: '207Q00000X' },
  birthDate: '19800215',
  gender: 'F',
  relationship: {
    subscriber: 'Y',
    code: '18',
    maintenance: '001',
    reason: '25',
    student: 'F',
    handicapped: 'N',
  },
  diagnoses: [
    { qualifier: 'ABK', code: 'E119' },
    { qualifier: 'ABF', code: 'I10' },
  ],
  dates: [
    { qualifier: '346', from: '20250101' },
    { qualifier: '291', from: '20260101', to: '20261231' },
  ],
  military: {
    status: 'C',
    employment: 'AE',
    service: 'A',
    description: 'SECOND BATTALION',
    rank: 'A1',
    from: '20200101',
    to: '20241231',
  },
};
const janeTraces = [
  { ...trace('ELIG0002-1'), subId: 'DESK7' },
  { type: '1', number: 'ACMETRACE1', originator: '9ACME00001' },
];

const visits: EligibilityResponseSet['responses'][number]['benefits'][number] = {
  code: 'F',
  coverageLevel: 'IND',
  serviceTypes: ['98'],
  insuranceType: 'HM',
  planName: 'ACME PPO GOLD',
  period: '23',
  amount: cents(50025),
  percent: '.5',
  quantityQualifier: 'VS',
  quantity: '12',
  authorization: 'Y',
  network: 'W',
  procedure: { qualifier: 'HC', code: '99213', modifiers: ['25'] },
  diagnosisPointers: ['1', '2'],
  deliveries: [
    {
      quantityQualifier: 'VS',
      quantity: '12',
      frequencyUnit: 'WK',
      frequency: '2',
      period: '34',
      periods: '6',
      pattern: '1',
      timeOfDay: 'A',
    },
  ],
  references: [{ qualifier: 'G1', value: 'AUTH77', description: 'BY PHONE' }],
  dates: [
    { qualifier: '292', from: '20260101', to: '20260630' },
    { qualifier: '348', from: '20250101' },
  ],
  rejections: [{ loop: '2110C', valid: 'N', reason: '56', followUp: 'C' }],
  messages: ['TWELVE VISITS A YEAR', 'CALL BEFORE THE THIRTEENTH'],
  information: [
    { qualifier: 'ZZ', code: '11' },
    { category: '44', text: 'WORK INJURY' },
  ],
  related: [
    {
      code: 'PRP',
      entityType: '2',
      last: 'BETA MUTUAL',
      idQualifier: 'PI',
      id: '99002',
      address: { address1: '1 PLAZA', city: 'CHICAGO', state: 'IL', zip: '60601' },
      contacts: [{ name: 'COB DESK', numbers: [{ qualifier: 'TE', value: '8005550199' }] }],
      provider: { role: 'PE', idQualifier: 'PXC', id: '207Q00000X' },
    },
    {
      code: '1I',
      entityType: '1',
      last: 'DOE',
      first: 'SUE',
      idQualifier: 'MI',
      id: 'MEM0009',
      relationship: '01',
    },
  ],
};
const twin = { code: '03', entityType: '1', last: 'DOE', birthDate: '20150610' };

/** A subscriber with all that a 271 can say, her twins, a provider and a payer that are rejected whole. */
export const everyLoop: EligibilityResponseSet = {
  header: { purpose: '11', reference: 'ELIG0002', date: '20260105', time: '0816' },
  responses: [
    {
      source: busyAcme,
      receiver: welby,
      subscriber: jane,
      traces: janeTraces,
      benefits: [
        {
          code: '1',
          coverageLevel: 'IND',
          serviceTypes: ['30', '98', 'MH'],
          insuranceType: 'HM',
          planName: 'ACME PPO GOLD',
        },
        visits,
        {
          code: 'R',
          serviceTypes: ['30'],
          related: [{ code: 'SEP', entityType: '2', last: 'GAMMA LIFE', idQualifier: 'PI', id: '99003' }],
        },
      ],
    },
    {
      source: busyAcme,
      receiver: welby,
      subscriber: jane,
      dependent: {
        ...twin,
        first: 'SAM',
        gender: 'M',
        rejections: [{ loop: '2100D', valid: 'N', reason: '67', followUp: 'N' }],
        relationship: { subscriber: 'N', code: '19', birthOrdinal: '2' },
      },
      traces: [trace('ELIG0002-2')],
      subscriberTraces: janeTraces,
      benefits: [],
    },
    {
      source: busyAcme,
      receiver: welby,
      subscriber: jane,
      dependent: {
        ...twin,
        first: 'ANN',
        gender: 'F',
        dates: [{ qualifier: '346', from: '20250101' }],
      },
      traces: [trace('ELIG0002-3')],
      subscriberTraces: janeTraces,
      benefits: [
        {
          code: '6',
          serviceTypes: ['30'],
          rejections: [{ loop: '2110D', valid: 'N', reason: '52', followUp: 'C' }],
        },
      ],
    },
    {
      source: busyAcme,
      receiver: { ...clinic, rejections: [{ loop: '2100B', valid: 'Y', reason: '50', followUp: 'N' }] },
      traces: [],
      benefits: [],
    },
    {
      source: {
        code: 'PR',
        entityType: '2',
        last: 'BETA MUTUAL',
        idQualifier: 'PI',
        id: '99002',
        rejections: [{ loop: '2000A', valid: 'Y', reason: '80', followUp: 'R' }],
      },
      traces: [],
      benefits: [],
    },
  ],
};

/** As the reader gives them: each with the header of its set. */
export const asRead = (set: EligibilityResponseSet): readonly Written<EligibilityResponse>[] =>
  set.responses.map((response) => ({ header: set.header, ...response }));
