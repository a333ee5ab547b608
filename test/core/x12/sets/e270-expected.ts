import { cents } from '../../../../core/money.ts';
import type { Written } from '../../../../core/x12/sets/answer-write.ts';
import type { EligibilityInquirySet } from '../../../../core/x12/sets/e270-write.ts';
import type {
  EligibilityInquiry,
  EligibilityReceiver,
  EligibilitySource,
} from '../../../../core/x12/sets/eligibility-types.ts';

const acme: Written<EligibilitySource> = {
  code: 'PR',
  entityType: '2',
  last: 'ACME HEALTH PLAN',
  idQualifier: 'PI',
  id: '99001',
};
const clinic: Written<EligibilityReceiver> = {
  code: '1P',
  entityType: '2',
  last: 'RIVERBEND FAMILY CLINIC',
  idQualifier: 'XX',
  id: '1999999992',
};

/** The example of domain.md 4.6. */
export const oneSubscriber: EligibilityInquirySet = {
  header: { purpose: '13', reference: 'ELIG0001', date: '20260105', time: '0800' },
  inquiries: [
    {
      source: acme,
      receiver: clinic,
      subscriber: {
        code: 'IL',
        entityType: '1',
        last: 'DOE',
        first: 'JANE',
        idQualifier: 'MI',
        id: 'MEM0001',
        birthDate: '19800215',
        gender: 'F',
        dates: [{ qualifier: '291', from: '20260105' }],
      },
      traces: [{ type: '1', number: 'ELIG0001-1', originator: '9RIVERBEND' }],
      queries: [{ serviceTypes: ['30'] }, { serviceTypes: ['98'] }],
    },
  ],
};

const welby: Written<EligibilityReceiver> = {
  code: '1P',
  entityType: '1',
  last: 'WELBY',
  first: 'MARCUS',
  middle: 'J',
  suffix: 'MD',
  idQualifier: 'XX',
  id: '1888888884',
  references: [
    { qualifier: 'TJ', value: '123456789' },
    { qualifier: '0B', value: 'LIC778', description: 'IL' },
  ],
  address: { address1: '500 OAK AVE', address2: 'SUITE 3', city: 'SPRINGFIELD', state: 'IL', zip: '62704' },
  provider: { role: 'PE', idQualifier: 'PXC', id: '207Q00000X' },
};
const jane: EligibilityInquirySet['inquiries'][number]['subscriber'] = {
  code: 'IL',
  entityType: '1',
  last: 'DOE',
  first: 'JANE',
  middle: 'Q',
  suffix: 'JR',
  idQualifier: 'MI',
  id: 'MEM0001',
  references: [{ qualifier: '1L', value: 'GRP55' }],
  address: { address1: '12 ELM ST', city: 'SPRINGFIELD', state: 'IL', zip: '62702' },
  provider: { role: 'RF', idQualifier: 'PXC', id: '207R00000X' },
  birthDate: '19800215',
  gender: 'F',
  relationship: { subscriber: 'Y', code: '18' },
  diagnoses: [
    { qualifier: 'ABK', code: 'E119' },
    { qualifier: 'ABF', code: 'I10' },
  ],
  dates: [
    { qualifier: '291', from: '20260101', to: '20260131' },
    { qualifier: '102', from: '20250101' },
  ],
};
const trace = (number: string) => ({ type: '1', number, originator: '9RIVERBEND' });
const janeTraces = [{ ...trace('ELIG0002-1'), subId: 'DESK7' }];
const twin = (first: string, gender: string, birthOrdinal: string) => ({
  code: '03',
  entityType: '1',
  last: 'DOE',
  first,
  birthDate: '20150610',
  gender,
  relationship: { subscriber: 'N', code: '19', birthOrdinal },
});

/** A subscriber who asks for herself, her twins, a subscriber known by number only, and a second payer. */
export const everyLoop: EligibilityInquirySet = {
  header: { purpose: '13', reference: 'ELIG0002', date: '20260105', time: '0815' },
  inquiries: [
    {
      source: acme,
      receiver: welby,
      subscriber: jane,
      traces: janeTraces,
      queries: [
        {
          serviceTypes: ['30', '98', 'MH'],
          coverageLevel: 'IND',
          diagnosisPointers: ['1', '2'],
          information: [{ qualifier: 'ZZ', code: '11' }],
          references: [{ qualifier: '9F', value: 'REFERRAL9' }],
          dates: [{ qualifier: '291', from: '20260110' }],
        },
        {
          serviceTypes: [],
          procedure: { qualifier: 'HC', code: '99213', modifiers: ['25'] },
          coverageLevel: 'FAM',
          amounts: [
            { qualifier: 'R', amount: cents(10000) },
            { qualifier: 'PB', amount: cents(25050) },
          ],
        },
      ],
    },
    {
      source: acme,
      receiver: welby,
      subscriber: jane,
      dependent: { ...twin('SAM', 'M', '2'), dates: [{ qualifier: '291', from: '20260105' }] },
      traces: [trace('ELIG0002-2')],
      subscriberTraces: janeTraces,
      queries: [{ serviceTypes: ['35'] }],
    },
    {
      source: acme,
      receiver: welby,
      subscriber: jane,
      dependent: twin('ANN', 'F', '1'),
      traces: [trace('ELIG0002-3')],
      subscriberTraces: janeTraces,
      queries: [{ serviceTypes: ['35'] }],
    },
    {
      source: acme,
      receiver: welby,
      subscriber: { code: 'IL', entityType: '1', idQualifier: 'MI', id: 'MEM0002' },
      dependent: { code: '03', entityType: '1', last: 'ROE', first: 'MARY', birthDate: '19780214' },
      traces: [trace('ELIG0002-4')],
      queries: [{ serviceTypes: ['UC'] }],
    },
    {
      source: { code: 'PR', entityType: '2', last: 'BETA MUTUAL', idQualifier: 'PI', id: '99002' },
      receiver: clinic,
      subscriber: {
        code: 'IL',
        entityType: '1',
        last: 'POE',
        first: 'EDGAR',
        idQualifier: 'MI',
        id: 'MEM0003',
        birthDate: '19700119',
        gender: 'M',
      },
      traces: [],
      queries: [{ serviceTypes: ['30'] }],
    },
  ],
};

/** As the reader gives them: each with the header of its set. */
export const asRead = (set: EligibilityInquirySet): readonly Written<EligibilityInquiry>[] =>
  set.inquiries.map((inquiry) => ({ header: set.header, ...inquiry }));
