import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InstitutionalContent, InstitutionalLine } from '../../../../core/x12/institutional-content.ts';
import {
  adjustment,
  date,
  identifier,
  list,
  money,
  person,
  quantity,
  reference,
  some,
  text,
} from '../claim-arbitraries.ts';
import { institutionalIn, textOf, writeI } from '../claim-cases.ts';
import { institutionalEveryField } from '../i837-every-field.ts';
import { codesIn, itemsOf } from '../p837-cases.ts';

const { billing, coverages } = institutionalEveryField;
const [other, own] = coverages;
if (other === undefined || own === undefined) throw new Error('the example has two payers');

const diagnosis = fc.constantFrom('E119', 'I10', 'K3580', 'Z794');
const marked = some({ code: diagnosis, poa: fc.constantFrom('Y', 'N', 'U', 'W') }, ['code']);
const dated = fc.record({ code: fc.constantFrom('A1', '11', '70'), date });

const line: fc.Arbitrary<InstitutionalLine> = fc
  .tuple(
    some(
      {
        revenueCode: fc.constantFrom('0120', '0450'),
        procedure: some(
          {
            qualifier: fc.constant('HP'),
            code: fc.constantFrom('99199', 'J3301'),
            modifiers: list(fc.constantFrom('25', 'GT'), 4),
            description: text,
          },
          ['code'],
        ),
        chargeCents: money,
        unitType: fc.constant('DA'),
        units: quantity,
        nonCoveredCents: money,
        serviceTaxCents: money,
        facilityTaxCents: money,
        notes: text.map((note) => [{ type: 'TPO', text: note }]),
        operating: person,
        rendering: person,
      },
      ['revenueCode', 'chargeCents', 'units'],
    ),
    some({ from: date, to: date }, ['from']),
    fc.boolean(),
  )
  .map(([fields, dates, isDated]): InstitutionalLine => ({ ...fields, ...(isDated && dates) }));

const adjudication = some(
  {
    paidCents: money,
    nonCoveredCents: money,
    adjustments: list(adjustment, 8),
    inpatient: fc.constant(['3', '', '', '100']),
    date,
  },
  ['paidCents'],
);

const content: fc.Arbitrary<InstitutionalContent> = fc
  .tuple(
    some(
      {
        frequency: fc.constantFrom('1', '2', '7'),
        typeOfBill: fc.constantFrom('11', '13', '21'),
        totalChargeCents: money,
        statementFrom: date,
        statementTo: date,
        admission: some({ date, time: fc.constantFrom('0000', '2359') }, ['date']),
        dischargeHour: fc.constantFrom('1100', '2359'),
        admissionType: fc.constantFrom('1', '9'),
        patientStatus: fc.constantFrom('01', '30'),
        estimatedDueCents: money,
        medicalRecordNo: identifier,
        priorAuthNo: identifier,
        references: list(reference('LX'), 5),
        notes: list(text, 10).map((all) => all.map((note) => ({ type: 'MED', text: note }))),
        lines: list(line, 4),
      },
      [
        'frequency',
        'typeOfBill',
        'totalChargeCents',
        'statementFrom',
        'statementTo',
        'patientStatus',
        'lines',
      ],
    ),
    some(
      {
        principalDiagnosis: marked,
        admittingDiagnosis: diagnosis,
        visitReasons: list(diagnosis, 3),
        externalCauses: list(marked, 12),
        otherDiagnoses: list(marked, 24),
        principalProcedure: dated,
        otherProcedures: list(dated, 24),
        occurrenceSpans: list(fc.record({ code: fc.constant('70'), from: date, to: date }), 24),
        occurrences: list(dated, 24),
        values: list(fc.record({ code: fc.constantFrom('80', 'A2'), amountCents: money }), 24),
        conditionCodes: list(fc.constantFrom('09', 'C1'), 24),
        treatmentCodes: list(identifier, 24),
        diagnosisVersion: fc.constant('9' as const),
      },
      ['principalDiagnosis'],
    ),
    fc.option(adjudication, { nil: undefined }),
    person,
  )
  .map(([fields, codes, decided, attending]) => ({
    claimType: 'I' as const,
    acceptAssignment: 'A' as const,
    destination: 2,
    billing,
    patient: institutionalEveryField.patient,
    coverages: [
      decided === undefined
        ? { ...other, adjudication: { outpatient: ['.5'] } }
        : { ...other, adjudication: decided },
      own,
    ],
    attending,
    ...fields,
    ...codes,
  }));

/** What writing adds: our numbers for the claim and its lines. */
const numbered = (claim: InstitutionalContent, claimNo: string): InstitutionalContent => ({
  ...claim,
  claimNo,
  lines: claim.lines.map((l, i) => ({ ...l, lineControlNo: `${claimNo}-${i + 1}` })),
});

describe('an 837I', () => {
  it('reads as what was written', async () => {
    await fc.assert(
      fc.asyncProperty(list(content, 3), async (contents) => {
        const written = textOf(writeI(...contents));
        expect(codesIn(await itemsOf(written))).toEqual([]);
        const read = new Map((await institutionalIn(written)).map((c) => [c.content.claimNo, c.content]));
        for (const [i, claim] of contents.entries()) {
          const claimNo = `H000${i + 1}-1`;
          expect(read.get(claimNo)).toEqual(numbered(claim, claimNo));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is the same bytes when written twice', () => {
    fc.assert(
      fc.property(content, (claim) => {
        expect(textOf(writeI(claim))).toBe(textOf(writeI(structuredClone(claim))));
      }),
      { numRuns: 20 },
    );
  });
});
