import { cents } from '../../../../core/money.ts';
import type { Written } from '../../../../core/x12/sets/answer-write.ts';
import type { StatusInquirySet } from '../../../../core/x12/sets/s276-write.ts';
import type { StatusInquiry } from '../../../../core/x12/sets/status-types.ts';

const acme = {
  code: 'PR',
  entityType: '2',
  last: 'ACME HEALTH PLAN',
  idQualifier: 'PI',
  id: '99001',
};
const billing = {
  code: '41',
  entityType: '2',
  last: 'RIVERBEND BILLING',
  idQualifier: '46',
  id: 'SUBMITTER01',
};
const clinic = {
  code: '1P',
  entityType: '2',
  last: 'RIVERBEND FAMILY CLINIC',
  idQualifier: 'XX',
  id: '1999999992',
};
const jane = {
  code: 'IL',
  entityType: '1',
  last: 'DOE',
  first: 'JANE',
  middle: 'Q',
  idQualifier: 'MI',
  id: 'MEM0001',
  birthDate: '19800215',
  gender: 'F',
};

/** The example of domain.md 4.5. */
export const oneClaim: StatusInquirySet = {
  header: { purpose: '13', reference: 'STAT0001', date: '20260205', time: '0900' },
  inquiries: [
    {
      source: acme,
      receiver: billing,
      providers: [clinic],
      subscriber: jane,
      trace: 'STAT0001-1',
      references: [{ qualifier: 'EJ', value: 'C0001-1' }],
      charge: cents(15000),
      dates: [{ qualifier: '472', from: '20260105' }],
    },
  ],
};

const levels = {
  source: acme,
  receiver: billing,
  providers: [clinic, { ...clinic, idQualifier: 'FI', id: '123456789' }],
};

/** Two claims of a subscriber, one of her dependent, and one of another provider's dependent. */
export const everyLoop: StatusInquirySet = {
  header: { purpose: '13', reference: 'STAT0002', date: '20260205', time: '0910' },
  inquiries: [
    {
      ...levels,
      subscriber: jane,
      trace: 'STAT0002-1',
      references: [
        { qualifier: '1K', value: '2026011500042' },
        { qualifier: 'BLT', value: '111' },
        { qualifier: 'EJ', value: 'C0001-1' },
        { qualifier: 'D9', value: 'CH0000017' },
      ],
      charge: cents(37050),
      dates: [{ qualifier: '472', from: '20260105', to: '20260106' }],
      lines: [
        {
          procedure: { qualifier: 'HC', code: '99213', modifiers: ['25'] },
          charge: cents(15000),
          revenueCode: '0300',
          units: '1',
          references: [{ qualifier: 'FJ', value: 'C0001-1-1' }],
          dates: [{ qualifier: '472', from: '20260105' }],
        },
        {
          procedure: { qualifier: 'HC', code: '87880' },
          charge: cents(22050),
          units: '2.5',
          dates: [{ qualifier: '472', from: '20260106' }],
        },
      ],
    },
    {
      ...levels,
      subscriber: jane,
      trace: 'STAT0002-2',
      references: [{ qualifier: 'XZ', value: '7654321' }],
    },
    {
      ...levels,
      subscriber: jane,
      dependent: {
        code: 'QC',
        entityType: '1',
        last: 'DOE',
        first: 'SAM',
        birthDate: '20150610',
        gender: 'M',
      },
      trace: 'STAT0002-3',
      references: [{ qualifier: 'EJ', value: 'C0003-1' }],
      charge: cents(8500),
      dates: [{ qualifier: '472', from: '20260107' }],
    },
    {
      source: acme,
      receiver: billing,
      providers: [
        {
          code: '1P',
          entityType: '1',
          last: 'WELBY',
          first: 'MARCUS',
          idQualifier: 'SV',
          id: '2000035',
        },
      ],
      subscriber: {
        code: 'IL',
        entityType: '1',
        last: 'ROE',
        first: 'JOHN',
        idQualifier: 'MI',
        id: 'MEM0002',
      },
      dependent: {
        code: 'QC',
        entityType: '1',
        last: 'ROE',
        first: 'MARY',
        birthDate: '20110102',
        gender: 'F',
      },
      trace: 'STAT0002-4',
      references: [{ qualifier: 'EJ', value: 'C0004-1' }],
    },
  ],
};

/** As the reader gives them: each with the header of its set. */
export const asRead = (set: StatusInquirySet): readonly Written<StatusInquiry>[] =>
  set.inquiries.map((inquiry) => ({ header: set.header, ...inquiry }));
