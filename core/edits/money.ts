import type { Cents } from '../money.ts';
import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import { feeEdit } from './money-fees.ts';

/** The line of totals, which is not sent (REV-01 tells it); it is no charge of its own. */
const TOTAL_LINE = '0001';

function totalOf({ lines }: ClaimFacts): number {
  let total = 0;
  for (const { chargeCents, revenueCode } of lines) if (revenueCode !== TOTAL_LINE) total += chargeCents;
  return total;
}

interface Payment {
  readonly field: 'patientPaidCents' | 'estimatedDueCents';
  readonly cents: Cents | undefined;
}

const paymentOf = ({ professional, institutional, dental }: ClaimFacts): Payment =>
  institutional === undefined
    ? { field: 'patientPaidCents', cents: (professional ?? dental)?.patientPaidCents }
    : { field: 'estimatedDueCents', cents: institutional.estimatedDueCents };

const charges: Edit = {
  id: 'CHG-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'billing',
  value: 'charge',
  cause: 'No charge or payment is negative, and the stated total is exactly the sum of the lines.',
  source: 'X12 RFI 1294 and RFI 2499',
  remedy: 'Correct the line, or leave the total out: it is then the sum.',
  examples: {
    fails: { changes: { totalChargeCents: 14900 } },
    passes: { changes: { totalChargeCents: 15000 } },
  },
  check: (claim) => {
    const { totalChargeCents } = claim.content;
    const payment = paymentOf(claim);
    const isWrongTotal = totalChargeCents !== undefined && totalChargeCents !== totalOf(claim);
    const isOwed = (payment.cents ?? 0) < 0;
    const ofLines = lineHits(claim, ({ chargeCents, field, number }) =>
      chargeCents < 0
        ? { field: `${field}.chargeCents`, line: number, message: 'The charge is negative.' }
        : undefined,
    );
    if (!isWrongTotal && !isOwed) return ofLines;
    const hits: Hit[] = [...ofLines];
    if (isWrongTotal) {
      hits.push({ field: 'totalChargeCents', message: 'The stated total is not the sum of the lines.' });
    }
    if (isOwed) hits.push({ field: payment.field, message: 'What the patient paid or owes is negative.' });
    return hits;
  },
};

const MAX_TOTAL_CENTS = 9_999_999_999;

const claimTotal: Edit = {
  id: 'CHG-03',
  level: 'claim',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'billing',
  value: 'charge',
  cause: 'The total of a claim is above zero and at most $99,999,999.99.',
  source: '005010X222A1 2300 CLM02; clearinghouse claim edits',
  remedy: 'Enter the charges. A service without a charge is no claim of its own.',
  examples: {
    fails: { changes: { 'lines[0].chargeCents': 0, 'lines[1].chargeCents': 0 } },
    passes: { changes: { 'lines[0].chargeCents': 0, 'lines[1].chargeCents': 1 } },
  },
  check: (claim) => {
    const total = totalOf(claim);
    if (total > 0 && total <= MAX_TOTAL_CENTS) return NOTHING;
    return [{ field: 'lines', message: 'The total of the claim is zero, negative or too large.' }];
  },
};

const paidByPatient: Edit = {
  id: 'CHG-04',
  level: 'claim',
  types: ['P', 'D'],
  severity: 'warning',
  queue: 'billing',
  value: 'charge',
  cause:
    'What the patient paid is at most what was charged. A warning: a payment may belong to several claims, and is ' +
    'then sent in parts.',
  source: '005010X222A1 2300 AMT*F5',
  remedy: 'Send only what the patient paid towards this claim.',
  examples: {
    fails: { changes: { patientPaidCents: 15_001 } },
    passes: { changes: { patientPaidCents: 15_000 } },
  },
  check: (claim) => {
    const { cents = 0 } = paymentOf(claim);
    if (cents <= 0 || cents <= totalOf(claim)) return NOTHING;
    return [{ field: 'patientPaidCents', message: 'The patient paid more than the claim’s total.' }];
  },
};

export const moneyEdits: readonly Edit[] = [charges, feeEdit, claimTotal, paidByPatient];
