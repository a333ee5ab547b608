import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { add, type Cents, cents, formatAmount, subtract, sum } from '../../../../core/money.ts';
import type { Written } from '../../../../core/x12/sets/answer-write.ts';
import type { RemittanceToWrite } from '../../../../core/x12/sets/r835-write.ts';
import { writeRemittances } from '../../../../core/x12/sets/r835-write.ts';
import type { RemittanceAdjustment, ServicePayment } from '../../../../core/x12/types.ts';
import {
  codesOf,
  day,
  envelope,
  golden,
  itemsOf,
  npi,
  only,
  positiveAmount,
  sparse,
  word,
  written,
} from './answers.ts';
import { denialInterestRecoupment, reversalCorrection, twoPayers, zeroPay } from './r835-expected.ts';

/** The types do not carry the patient's middle name. */
const withoutMiddleName = (text: string): string => text.replaceAll('DOE*JANE*Q***MI', 'DOE*JANE****MI');

describe('writing an 835', () => {
  test.each<[string, readonly RemittanceToWrite[], number, string]>([
    ['r835-denial-interest-recoupment', [denialInterestRecoupment], 901, '20260210'],
    ['r835-reversal-correction', [reversalCorrection], 902, '20260310'],
    ['r835-zero-pay', [zeroPay], 903, '20260212'],
    ['r835-two-payers', twoPayers, 904, '20260213'],
  ])('gives %s byte for byte', (name, remittances, controlNo, date) => {
    const result = writeRemittances(envelope(controlNo, date, '0600'), remittances);
    expect(result).toEqual({ ok: true, value: { text: withoutMiddleName(golden(name)) } });
  });

  test.each<[string, Partial<RemittanceToWrite['header']>, string, string]>([
    ['no payer address', { payer: { name: 'ACME HEALTH PLAN' } }, 'SEGMENT-MISSING', 'N3'],
    ['an unknown payment method', { method: 'GOLD' }, 'ELEMENT-CODE', 'BPR'],
    ['no trace number', { trace: '' }, 'ELEMENT-MISSING', 'TRN'],
    ['a date that does not exist', { paymentDate: '20260230' }, 'ELEMENT-DATE', 'BPR'],
    ['a delimiter in a value', { trace: 'A~B' }, 'CHR-02', 'TRN'],
  ])('refuses %s', (_name, header, code, segmentId) => {
    const remittance = { ...zeroPay, header: { ...zeroPay.header, ...header } };
    const result = writeRemittances(envelope(1001, '20260210', '0600'), [remittance]);
    const problems = result.ok ? [] : result.error;
    expect(problems).toContainEqual(expect.objectContaining({ code, segmentId }));
  });

  it('refuses a sixth remark code of a claim rather than lose it', () => {
    const [claim] = zeroPay.claims;
    const remarks = ['N1', 'N2', 'N3', 'N4', 'N5', 'N6'];
    const claims = claim === undefined ? [] : [{ ...claim, remarks }];
    expect(writeRemittances(envelope(1001, '20260210', '0600'), [{ ...zeroPay, claims }]).ok).toBe(false);
  });

  it('takes what a reader gives, as it is', async () => {
    const text = golden('r835-zero-pay');
    const items = await itemsOf(text);
    const [header] = only(items, 'remittance').map((item) => item.header);
    const claims = only(items, 'claim-payment').map((item) => item.payment);
    const remittances = header === undefined ? [] : [{ header, claims, providerAdjustments: [] }];
    expect(writeRemittances(envelope(903, '20260212', '0600'), remittances)).toEqual({
      ok: true,
      value: { text },
    });
  });

  it('is read back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(remittance, { minLength: 1, maxLength: 3 }), async (remittances) => {
        const result = writeRemittances(envelope(1001, '20260210', '0600'), remittances);
        if (!result.ok) throw new Error(JSON.stringify(result.error));
        const items = await itemsOf(result.value.text);
        expect(codesOf(items)).toEqual([]);
        expect(only(items, 'remittance').map((item) => written(item.header))).toEqual(
          remittances.map((r) => r.header),
        );
        expect(only(items, 'claim-payment').map((item) => written(item.payment))).toEqual(
          remittances.flatMap((r) => r.claims),
        );
        expect(only(items, 'provider-adjustment').map((item) => written(item.adjustment))).toEqual(
          remittances.flatMap((r) => r.providerAdjustments),
        );
      }),
      { numRuns: 60 },
    );
  });
});

// ── generated remittances, balanced as domain.md 5.3 says ─────────────────────────────────────────────

const adjustment = sparse(
  {
    group: fc.constantFrom('CO', 'OA', 'PI', 'PR'),
    carc: fc.constantFrom('1', '2', '45', '97', 'B7'),
    amount: fc.integer({ min: -50_000, max: 50_000 }).map(cents),
    quantity: fc.integer({ min: 1, max: 9 }).map(String),
  },
  ['group', 'carc', 'amount'],
);
const adjustments = fc.array(adjustment, { maxLength: 14 });
const total = (list: readonly RemittanceAdjustment[]): Cents => sum(list.map((a) => a.amount));

const procedure = fc.record({
  qualifier: fc.constantFrom('HC', 'NU'),
  code: word(5, 5),
  modifiers: fc.array(word(2, 2), { maxLength: 4 }),
});

const service = fc
  .tuple(
    sparse(
      {
        procedure,
        submittedProcedure: procedure,
        revenueCode: fc.constantFrom('0300', '0450'),
        charge: positiveAmount,
        paid: positiveAmount,
        paidUnits: fc.integer({ min: 0, max: 9 }).map(String),
        submittedUnits: fc.integer({ min: 1, max: 9 }).map(String),
        adjustments,
        lineControlNo: word(1, 20),
        allowed: positiveAmount,
        remarks: fc.array(fc.constantFrom('N286', 'M15', 'MA130'), { maxLength: 3 }),
      },
      ['procedure', 'charge', 'paid', 'adjustments', 'remarks'],
    ),
    fc.option(fc.tuple(day, day)),
  )
  .map(([line, days]): Written<ServicePayment> => {
    const paid = subtract(line.charge, total(line.adjustments));
    return { ...line, paid, ...(days && { from: days[0], to: days[1] }) };
  });

const carrier = sparse({ name: word(1, 30), id: word(2, 10) }, ['name']);

/** MIA: covered days, their DRG amount where a code is given with it. */
const inpatientOf = (days: number, remark: string | undefined): readonly string[] =>
  remark === undefined ? [String(days)] : [String(days), '', '', '4711.5', remark];

const claim = sparse(
  {
    claimId: word(1, 20),
    status: fc.constantFrom('1', '2', '4', '19'),
    charge: positiveAmount,
    paid: positiveAmount,
    patientResponsibility: positiveAmount,
    filingCode: fc.constantFrom('12', 'MB'),
    payerClaimControlNo: word(1, 20),
    facilityCode: fc.constantFrom('11', '22'),
    frequency: fc.constantFrom('1', '7'),
    adjustments,
    patientLast: word(1, 20),
    patientFirst: word(1, 20),
    memberId: word(2, 12),
    subscriberLast: word(1, 20),
    renderingNpi: npi,
    crossoverCarrier: carrier,
    correctedPriorityPayer: carrier,
    demographicsCorrected: fc.boolean(),
    remarks: fc.array(fc.constantFrom('MA01', 'N30'), { maxLength: 5 }),
    interest: positiveAmount,
    from: day,
    to: day,
    receivedDate: day,
    services: fc.array(service, { maxLength: 3 }),
    payable: positiveAmount,
    covered: fc.tuple(fc.integer({ min: 0, max: 99 }), fc.constantFrom('MA01', 'N30', undefined)),
  },
  [
    'claimId',
    'status',
    'charge',
    'paid',
    'filingCode',
    'payerClaimControlNo',
    'adjustments',
    'demographicsCorrected',
    'remarks',
    'services',
  ],
).map(({ payable, covered, ...c }) => {
  const inpatient = covered && inpatientOf(...covered);
  const remarks = [...(covered?.[1] === undefined ? [] : [covered[1]]), ...c.remarks];
  const outpatient = payable === undefined ? {} : { outpatient: ['', formatAmount(payable), ...c.remarks] };
  const charge = c.services.length === 0 ? c.charge : sum(c.services.map((s) => s.charge));
  const reduced = add(total(c.adjustments), sum(c.services.map((s) => total(s.adjustments))));
  return {
    ...c,
    ...(inpatient && { inpatient, remarks }),
    ...outpatient,
    charge,
    paid: subtract(charge, reduced),
  };
});

const providerAdjustment = sparse(
  {
    providerId: npi,
    fiscalYearEnd: fc.constantFrom('20261231', '20250630'),
    code: fc.constantFrom('WO', 'L6', 'FB', '72'),
    reference: word(1, 20),
    amount: fc.integer({ min: 1, max: 90_000 }).map(cents),
  },
  ['providerId', 'fiscalYearEnd', 'code', 'amount'],
);

const remittance: fc.Arbitrary<RemittanceToWrite> = fc
  .tuple(
    fc.array(claim, { maxLength: 3 }),
    fc.array(providerAdjustment, { maxLength: 8 }),
    word(1, 20),
    fc.option(day),
  )
  .map(([claims, providerAdjustments, trace, productionDate]) => {
    const paid = subtract(sum(claims.map((c) => c.paid)), sum(providerAdjustments.map((plb) => plb.amount)));
    const header = { ...denialInterestRecoupment.header, paid, trace };
    const { productionDate: _, ...undated } = header;
    return {
      header: productionDate === null ? undated : { ...header, productionDate },
      claims,
      providerAdjustments,
    };
  });
