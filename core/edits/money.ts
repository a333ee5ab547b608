import type { ServiceLine } from '../encounter/model.ts';
import { type Cents, sum } from '../money.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';

const totalOf = (lines: readonly ServiceLine[]): Cents => sum(lines.map(({ chargeCents }) => chargeCents));

const charges: Edit = {
  id: 'CHG-01',
  level: 'encounter',
  severity: 'error',
  queue: 'billing',
  cause: 'No charge or payment is negative, and the stated total is exactly the sum of the lines.',
  source: 'X12 RFI 1294 and RFI 2499',
  remedy: 'Correct the line, or leave the total out: it is then the sum.',
  examples: { fails: { totalChargeCents: 14900 }, passes: { totalChargeCents: 15000 } },
  check: ({ lines, totalChargeCents, patientPaidCents = 0 }) => {
    const hits: Hit[] = [];
    const total = totalOf(lines);
    if (totalChargeCents !== undefined && totalChargeCents !== total) {
      hits.push({ field: 'totalChargeCents', message: 'The stated total is not the sum of the lines.' });
    }
    if (patientPaidCents < 0) {
      hits.push({ field: 'patientPaidCents', message: 'What the patient paid is negative.' });
    }
    lines.forEach(({ chargeCents }, i) => {
      if (chargeCents >= 0) return;
      hits.push({ field: `lines[${i}].chargeCents`, line: i + 1, message: 'The charge is negative.' });
    });
    return hits;
  },
};

const MAX_TOTAL_CENTS = 9_999_999_999;

const claimTotal: Edit = {
  id: 'CHG-03',
  level: 'claim',
  severity: 'error',
  queue: 'billing',
  cause: 'The total of a claim is above zero and at most $99,999,999.99.',
  source: '005010X222A1 2300 CLM02; clearinghouse claim edits',
  remedy: 'Enter the charges. A service without a charge is no claim of its own.',
  examples: {
    fails: { 'lines[0].chargeCents': 0, 'lines[1].chargeCents': 0 },
    passes: { 'lines[0].chargeCents': 0, 'lines[1].chargeCents': 1 },
  },
  check: ({ lines }) => {
    const total = totalOf(lines);
    if (total > 0 && total <= MAX_TOTAL_CENTS) return NOTHING;
    return [{ field: 'lines', message: 'The total of the claim is zero, negative or too large.' }];
  },
};

export const moneyEdits: readonly Edit[] = [charges, claimTotal];
