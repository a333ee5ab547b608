import { cents, ZERO } from '../../../../core/money.ts';
import type { RemittanceToWrite } from '../../../../core/x12/sets/r835-write.ts';

/** What the golden 835s say, after domain.md 5.11 and scenarios S22 and S48. */

const payer = {
  name: 'ACME HEALTH PLAN',
  secondaryId: '99001',
  address1: '1 PAYER PLAZA',
  city: 'CHICAGO',
  state: 'IL',
  zip: '60601',
  contactName: 'EDI SUPPORT',
  contactPhone: '5555550190',
};
const payee = {
  name: 'RIVERBEND FAMILY CLINIC',
  idQualifier: 'XX',
  id: '1999999992',
  taxId: '123456789',
};
const bank = {
  format: 'CCP',
  payerRoutingNo: '999999992',
  payerAccountNo: '123456',
  payeeRoutingNo: '999988880',
  payeeAccountNo: '98765',
} as const;
const eft = { handling: 'I', creditDebit: 'C', method: 'ACH', originator: '1512345678' };

const code = (text: string, ...modifiers: readonly string[]) => ({ qualifier: 'HC', code: text, modifiers });
const co = (carc: string, amount: number) => ({ group: 'CO', carc, amount: cents(amount) });
const pr = (carc: string, amount: number) => ({ group: 'PR', carc, amount: cents(amount) });
const on = (date: string) => ({ from: date, to: date });

const doe = { patientLast: 'DOE', patientFirst: 'JANE', memberId: 'MEM0001', demographicsCorrected: false };
const roe = { patientLast: 'ROE', patientFirst: 'JOHN', memberId: 'MEM0002', demographicsCorrected: false };
const coe = { patientLast: 'COE', patientFirst: 'ANN', memberId: 'MEM0009', demographicsCorrected: false };
const claimBasics = {
  filingCode: '12',
  facilityCode: '11',
  frequency: '1',
  adjustments: [],
  remarks: [],
};

/** Example F. */
export const denialInterestRecoupment: RemittanceToWrite = {
  bank,
  header: {
    ...eft,
    paid: cents(12902),
    paymentDate: '20260210',
    trace: 'EFT0210001',
    productionDate: '20260209',
    payer,
    payee,
  },
  claims: [
    {
      ...claimBasics,
      ...doe,
      claimId: 'C0001-1',
      status: '1',
      charge: cents(15000),
      paid: ZERO,
      payerClaimControlNo: '2026011500042',
      receivedDate: '20260107',
      services: [
        {
          procedure: code('99213', '25'),
          charge: cents(12000),
          paid: ZERO,
          paidUnits: '0',
          submittedUnits: '1',
          ...on('20260105'),
          adjustments: [co('16', 12000)],
          lineControlNo: 'C0001-1-1',
          remarks: ['N286'],
        },
        {
          procedure: code('87880', 'QW'),
          charge: cents(3000),
          paid: ZERO,
          paidUnits: '0',
          submittedUnits: '1',
          ...on('20260105'),
          adjustments: [co('16', 3000)],
          lineControlNo: 'C0001-1-2',
          remarks: ['N286'],
        },
      ],
    },
    {
      ...claimBasics,
      ...roe,
      claimId: 'C0002-1',
      status: '1',
      charge: cents(22000),
      paid: cents(10100),
      patientResponsibility: cents(2400),
      payerClaimControlNo: '2026020100017',
      interest: cents(202),
      services: [
        {
          procedure: code('99214'),
          charge: cents(18000),
          paid: cents(9600),
          ...on('20260112'),
          adjustments: [co('45', 6000), pr('2', 2400)],
          lineControlNo: 'C0002-1-1',
          allowed: cents(12000),
          remarks: [],
        },
        {
          procedure: code('81002'),
          charge: cents(4000),
          paid: cents(500),
          ...on('20260112'),
          adjustments: [co('45', 3500)],
          lineControlNo: 'C0002-1-2',
          allowed: cents(500),
          remarks: [],
        },
      ],
    },
    {
      ...claimBasics,
      ...coe,
      claimId: 'C0003-1',
      status: '1',
      charge: cents(15000),
      paid: cents(7600),
      patientResponsibility: cents(2000),
      payerClaimControlNo: '2026020200031',
      services: [
        {
          procedure: code('99213'),
          charge: cents(12000),
          paid: cents(6000),
          ...on('20260114'),
          adjustments: [co('45', 4000), pr('3', 2000)],
          lineControlNo: 'C0003-1-1',
          allowed: cents(8000),
          remarks: [],
        },
        {
          procedure: code('87880', 'QW'),
          charge: cents(3000),
          paid: cents(1600),
          ...on('20260114'),
          adjustments: [co('45', 1400)],
          lineControlNo: 'C0003-1-2',
          allowed: cents(1600),
          remarks: [],
        },
      ],
    },
  ],
  providerAdjustments: [
    {
      providerId: '1999999992',
      fiscalYearEnd: '20261231',
      code: 'WO',
      reference: '2025110100099',
      amount: cents(5000),
    },
    { providerId: '1999999992', fiscalYearEnd: '20261231', code: 'L6', amount: cents(-202) },
  ],
};

/** Example G. */
export const reversalCorrection: RemittanceToWrite = {
  bank,
  header: {
    ...eft,
    paid: cents(9600),
    paymentDate: '20260310',
    trace: 'EFT0310001',
    productionDate: '20260309',
    payer,
    payee,
  },
  claims: [
    {
      ...claimBasics,
      ...coe,
      claimId: 'C0003-1',
      status: '22',
      charge: cents(-15000),
      paid: cents(-7600),
      payerClaimControlNo: '2026020200031',
      services: [
        {
          procedure: code('99213'),
          charge: cents(-12000),
          paid: cents(-6000),
          ...on('20260114'),
          adjustments: [co('45', -4000), pr('3', -2000)],
          lineControlNo: 'C0003-1-1',
          remarks: [],
        },
        {
          procedure: code('87880', 'QW'),
          charge: cents(-3000),
          paid: cents(-1600),
          ...on('20260114'),
          adjustments: [co('45', -1400)],
          lineControlNo: 'C0003-1-2',
          remarks: [],
        },
      ],
    },
    {
      ...claimBasics,
      ...coe,
      claimId: 'C0003-1',
      status: '1',
      charge: cents(15000),
      paid: cents(9600),
      payerClaimControlNo: '2026030100044',
      services: [
        {
          procedure: code('99213'),
          charge: cents(12000),
          paid: cents(8000),
          ...on('20260114'),
          adjustments: [co('45', 4000)],
          lineControlNo: 'C0003-1-1',
          remarks: [],
        },
        {
          procedure: code('87880', 'QW'),
          charge: cents(3000),
          paid: cents(1600),
          ...on('20260114'),
          adjustments: [co('45', 1400)],
          lineControlNo: 'C0003-1-2',
          remarks: [],
        },
      ],
    },
    {
      ...claimBasics,
      ...doe,
      claimId: 'C0001-1',
      status: '1',
      charge: cents(15000),
      paid: cents(7600),
      patientResponsibility: cents(2000),
      payerClaimControlNo: '2026030600050',
      frequency: '7',
      services: [
        {
          procedure: code('99213', '25'),
          charge: cents(12000),
          paid: cents(6000),
          ...on('20260105'),
          adjustments: [co('45', 4000), pr('3', 2000)],
          lineControlNo: 'C0001-1-1',
          remarks: [],
        },
        {
          procedure: code('87880', 'QW'),
          charge: cents(3000),
          paid: cents(1600),
          ...on('20260105'),
          adjustments: [co('45', 1400)],
          lineControlNo: 'C0001-1-2',
          remarks: [],
        },
      ],
    },
  ],
  providerAdjustments: [],
};

/** Scenario S22. */
export const zeroPay: RemittanceToWrite = {
  header: {
    handling: 'H',
    paid: ZERO,
    creditDebit: 'C',
    method: 'NON',
    paymentDate: '20260212',
    trace: 'ADVICE0212001',
    originator: '1512345678',
    productionDate: '20260211',
    payer,
    payee,
  },
  claims: [
    {
      ...claimBasics,
      ...doe,
      claimId: 'C0010-1',
      status: '1',
      charge: cents(15000),
      paid: ZERO,
      payerClaimControlNo: '2026021100001',
      services: [
        {
          procedure: code('99213'),
          charge: cents(15000),
          paid: ZERO,
          paidUnits: '0',
          submittedUnits: '1',
          ...on('20260119'),
          adjustments: [co('50', 15000)],
          lineControlNo: 'C0010-1-1',
          remarks: ['N115'],
        },
      ],
    },
    {
      ...claimBasics,
      ...roe,
      claimId: 'C0011-1',
      status: '1',
      charge: cents(8000),
      paid: ZERO,
      payerClaimControlNo: '2026021100002',
      services: [
        {
          procedure: code('87880', 'QW'),
          charge: cents(8000),
          paid: ZERO,
          paidUnits: '0',
          submittedUnits: '1',
          ...on('20260119'),
          adjustments: [co('50', 8000)],
          lineControlNo: 'C0011-1-1',
          remarks: [],
        },
      ],
    },
  ],
  providerAdjustments: [],
};

/** Two sets of two payers in one file. */
export const twoPayers: readonly RemittanceToWrite[] = [
  {
    header: {
      ...eft,
      paid: cents(7600),
      paymentDate: '20260213',
      trace: 'EFT0213001',
      payer,
      payee: { name: 'RIVERBEND FAMILY CLINIC', idQualifier: 'XX', id: '1999999992' },
    },
    claims: [
      {
        ...claimBasics,
        ...coe,
        claimId: 'C0003-1',
        status: '1',
        charge: cents(15000),
        paid: cents(7600),
        patientResponsibility: cents(2000),
        payerClaimControlNo: '2026020200031',
        adjustments: [co('45', 5400), pr('3', 2000)],
        from: '20260114',
        services: [],
      },
    ],
    providerAdjustments: [],
  },
  {
    header: {
      handling: 'I',
      paid: cents(2400),
      creditDebit: 'C',
      method: 'CHK',
      paymentDate: '20260212',
      trace: '88771',
      originator: '1598765432',
      payer: {
        name: 'BETA MUTUAL',
        id: 'BETA01',
        address1: '2 PAYER PLAZA',
        city: 'DENVER',
        state: 'CO',
        zip: '80202',
        contactName: 'EDI SUPPORT',
        contactPhone: '5555550191',
      },
      payee: { name: 'RIVERBEND FAMILY CLINIC', idQualifier: 'FI', id: '123456789' },
    },
    claims: [
      {
        claimId: 'C0002-2',
        status: '2',
        charge: cents(22000),
        paid: cents(2400),
        filingCode: '12',
        payerClaimControlNo: 'BT000017',
        adjustments: [{ group: 'OA', carc: '23', amount: cents(19600) }],
        patientLast: 'ROE',
        patientFirst: 'JOHN',
        memberId: 'MEM0003',
        subscriberLast: 'ROE',
        subscriberFirst: 'MARY',
        crossoverCarrier: { name: 'GAMMA SUPPLEMENT', id: 'GAMMA01' },
        correctedPriorityPayer: { name: 'DELTA PLAN', id: 'DELTA01' },
        demographicsCorrected: false,
        remarks: [],
        from: '20260112',
        to: '20260112',
        services: [],
      },
    ],
    providerAdjustments: [],
  },
];
