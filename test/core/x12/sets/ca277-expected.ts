import { cents } from '../../../../core/money.ts';
import type { BatchToAcknowledge, ClaimAcknowledgmentSet } from '../../../../core/x12/sets/ca277-write.ts';

const status = (category: string, code: string, entity: string) => ({ category, status: code, entity });

/** The example of domain.md 4.3. */
const batch: BatchToAcknowledge = {
  source: { kind: 'payer', name: 'ACME HEALTH PLAN', id: '99001' },
  trace: 'PAYERBATCH778',
  receivedDate: '20260106',
  processDate: '20260107',
  batchId: 'B20260106001',
  statuses: [
    { categories: [status('A1', '19', 'PR')], date: '20260107', action: 'WQ', amount: cents(37000) },
  ],
  acceptedCount: 1,
  rejectedCount: 1,
  acceptedAmount: cents(15000),
  rejectedAmount: cents(22000),
  providers: [
    {
      npi: '1999999992',
      name: 'RIVERBEND FAMILY CLINIC',
      trace: '0',
      statuses: [{ categories: [status('A1', '19', 'PR')], action: 'WQ', amount: cents(37000) }],
      acceptedCount: 1,
      rejectedCount: 1,
      acceptedAmount: cents(15000),
      rejectedAmount: cents(22000),
      claims: [
        {
          claimId: 'C0001-1',
          statuses: [
            { categories: [status('A2', '20', 'PR')], date: '20260107', action: 'WQ', amount: cents(15000) },
          ],
          payerClaimControlNo: '2026011500042',
          patientLast: 'DOE',
          patientFirst: 'JANE',
          memberId: 'MEM0001',
          serviceFrom: '20260105',
          serviceTo: '20260105',
          lines: [],
        },
        {
          claimId: 'C0009-1',
          statuses: [
            { categories: [status('A7', '164', 'IL')], date: '20260107', action: 'U', amount: cents(22000) },
          ],
          patientLast: 'ROE',
          patientFirst: 'JOHN',
          memberId: 'MEM0002',
          serviceFrom: '20260105',
          serviceTo: '20260105',
          lines: [],
        },
      ],
    },
  ],
};

export const oneOfTwoRejected: ClaimAcknowledgmentSet = {
  reference: 'ACK0001',
  receiver: { name: 'RIVERBEND BILLING', id: 'SUBMITTER01' },
  batches: [batch],
};
