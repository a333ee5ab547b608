import { cents } from '../../../../core/money.ts';
import type { Written } from '../../../../core/x12/sets/answer-write.ts';
import type { StatusResponseSet } from '../../../../core/x12/sets/s277-write.ts';
import type { StatusResponse } from '../../../../core/x12/sets/status-types.ts';

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
};

/** The example of domain.md 4.5. */
export const pending: StatusResponseSet = {
  header: { purpose: '08', reference: 'STATR001', date: '20260205', time: '0901', type: 'DG' },
  responses: [
    {
      level: 'claim',
      source: acme,
      receiver: billing,
      providers: [clinic],
      subscriber: jane,
      trace: 'STAT0001-1',
      statuses: [
        {
          categories: [{ category: 'P1', status: '20' }],
          date: '20260205',
          charge: cents(15000),
          paid: cents(0),
        },
      ],
      references: [
        { qualifier: '1K', value: '2026011500042' },
        { qualifier: 'EJ', value: 'C0001-1' },
      ],
      dates: [{ qualifier: '472', from: '20260105' }],
    },
  ],
};

const source = {
  ...acme,
  contacts: [{ name: 'STATUS DESK', numbers: [{ qualifier: 'TE', value: '8005550100' }] }],
};
const status = (category: string, code: string, entity?: string) => ({
  categories: [{ category, status: code, ...(entity !== undefined && { entity }) }],
});

const paidClaim: StatusResponseSet['responses'][number] = {
  level: 'claim',
  source,
  receiver: billing,
  providers: [clinic],
  subscriber: jane,
  trace: 'STAT0002-1',
  statuses: [
    {
      categories: [
        { category: 'F1', status: '65' },
        { category: 'F1', status: '104', entity: 'PR' },
        { category: 'F1', status: '107', codeList: 'RX' },
      ],
      date: '20260204',
      charge: cents(37050),
      paid: cents(20025),
      adjudicationDate: '20260120',
      remittanceDate: '20260122',
      checkNo: 'EFT9988',
      message: 'SEE REMITTANCE',
    },
    { ...status('F1', '3'), date: '20260204' },
  ],
  references: [
    { qualifier: '1K', value: '2026011500042' },
    { qualifier: 'BLT', value: '111' },
    { qualifier: 'EJ', value: 'C0001-1' },
    { qualifier: 'D9', value: 'CH0000017' },
  ],
  dates: [{ qualifier: '472', from: '20260105', to: '20260106' }],
  lines: [
    {
      procedure: { qualifier: 'HC', code: '99213', modifiers: ['25'] },
      charge: cents(15000),
      paid: cents(10000),
      revenueCode: '0300',
      units: '1',
      statuses: [{ ...status('F1', '65'), date: '20260204' }],
      references: [{ qualifier: 'FJ', value: 'C0001-1-1' }],
      dates: [{ qualifier: '472', from: '20260105' }],
    },
    {
      procedure: { qualifier: 'HC', code: '87880' },
      charge: cents(22050),
      paid: cents(10025),
      units: '2.5',
      statuses: [{ ...status('F2', '88', 'QC'), date: '20260204' }],
    },
  ],
};

/** A receiver and a provider that are refused whole, a claim answered twice, and one of a dependent. */
export const everyLoop: StatusResponseSet = {
  header: { purpose: '08', reference: 'STATR002', date: '20260205', time: '0911', type: 'DG' },
  responses: [
    {
      level: 'receiver',
      source,
      receiver: {
        code: '41',
        entityType: '2',
        last: 'OTHER BILLING',
        idQualifier: '46',
        id: 'SUBMITTER09',
      },
      providers: [],
      trace: 'STAT0009',
      statuses: [{ ...status('E0', '0'), date: '20260205' }],
    },
    {
      level: 'provider',
      source,
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
      trace: '0',
      statuses: [{ ...status('E0', '24', '1P'), date: '20260205' }],
    },
    paidClaim,
    {
      level: 'claim',
      source,
      receiver: billing,
      providers: [clinic],
      subscriber: jane,
      trace: 'STAT0002-1',
      statuses: [{ ...status('A4', '35'), date: '20260204' }],
    },
    {
      level: 'claim',
      source,
      receiver: billing,
      providers: [clinic],
      subscriber: jane,
      dependent: { code: 'QC', entityType: '1', last: 'DOE', first: 'SAM' },
      trace: 'STAT0002-3',
      statuses: [{ ...status('P3', '317'), date: '20260204', charge: cents(8500) }],
      references: [{ qualifier: 'EJ', value: 'C0003-1' }],
    },
  ],
};

/** As the reader gives them: each with the header of its set. */
export const asRead = (set: StatusResponseSet): readonly Written<StatusResponse>[] =>
  set.responses.map((response) => ({ header: set.header, ...response }));
