import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DentalContent, DentalLine } from '../../../../core/x12/dental-content.ts';
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
import { dentalIn, textOf, writeD } from '../claim-cases.ts';
import { dentalEveryField } from '../d837-every-field.ts';
import { codesIn, itemsOf } from '../p837-cases.ts';

const { billing, coverages, patient } = dentalEveryField;
const [own, other] = coverages;
if (own === undefined || other === undefined) throw new Error('the example has two payers');

const period = fc.oneof(fc.record({ from: date }), fc.record({ from: date, to: date }), fc.constant({}));

const line: fc.Arbitrary<DentalLine> = fc
  .tuple(
    some(
      {
        code: fc.constantFrom('D1110', 'D2392'),
        modifiers: list(fc.constantFrom('22', '52'), 4),
        description: text,
        chargeCents: money,
        pos: fc.constant('22'),
        oralCavity: list(fc.constantFrom('00', '10', '20'), 5),
        prosthesis: fc.constantFrom('I' as const, 'R' as const),
        units: quantity,
        dx: list(fc.integer({ min: 1, max: 4 }), 4),
        teeth: list(
          some(
            {
              tooth: fc.constantFrom('1', '32', 'A', 'T'),
              surfaces: list(fc.constantFrom('M', 'O', 'D', 'B', 'L'), 5),
            },
            ['tooth'],
          ),
          32,
        ),
        dates: list(fc.record({ qualifier: fc.constant('441'), from: date }), 1),
        predeterminationNos: list(reference('G3'), 5),
        priorAuthNos: list(reference('G1'), 5),
        referralNos: list(reference('9F'), 5),
        salesTaxCents: money,
        fixedFormats: list(text, 10),
        rendering: person,
        assistantSurgeon: person,
      },
      ['code', 'chargeCents'],
    ),
    period,
  )
  .map(([fields, dates]): DentalLine => ({ ...fields, ...dates }));

const adjudication = some(
  {
    paidCents: money,
    remainingLiabilityCents: money,
    adjustments: list(adjustment, 8),
    date,
    payerClaimControlNo: identifier,
  },
  ['paidCents'],
);

const content: fc.Arbitrary<DentalContent> = fc
  .tuple(
    some(
      {
        frequency: fc.constantFrom('1', '7', '8'),
        totalChargeCents: money,
        signatureOnFile: fc.boolean(),
        acceptAssignment: fc.constantFrom('A' as const, 'C' as const),
        relatedCauses: fc.constantFrom(['AA' as const], ['OA' as const, 'EM' as const]),
        accidentState: fc.constant('IL'),
        specialProgram: fc.constantFrom('01', '05'),
        predetermination: fc.constant(true),
        delayReason: fc.constantFrom('1', '15'),
        orthodontics: some({ months: quantity, monthsRemaining: quantity, treatment: text }, ['months']),
        toothStates: list(
          fc.record({ tooth: fc.constantFrom('1', 'A'), state: fc.constantFrom('E', 'M') }),
          35,
        ),
        patientPaidCents: money,
        predeterminationNo: identifier,
        payerClaimControlNo: identifier,
        notes: list(text, 5).map((all) => all.map((note) => ({ type: 'ADD', text: note }))),
        diagnoses: list(fc.constantFrom('K0263', 'K029'), 4),
        supervising: person,
        lines: list(line, 4),
      },
      ['frequency', 'totalChargeCents', 'signatureOnFile', 'acceptAssignment', 'lines'],
    ),
    period,
    adjudication,
  )
  .map(([fields, dates, decided]) => ({
    claimType: 'D' as const,
    destination: 1,
    pos: '11',
    billing,
    patient,
    // A cause is named where a state of the accident is.
    coverages: [own, { ...other, adjudication: decided }],
    ...fields,
    ...dates,
    ...(fields.accidentState !== undefined && { relatedCauses: fields.relatedCauses ?? ['AA' as const] }),
  }));

/** What writing adds: our numbers for the claim and its lines. */
const numbered = (claim: DentalContent, claimNo: string): DentalContent => ({
  ...claim,
  claimNo,
  lines: claim.lines.map((l, i) => ({ ...l, lineControlNo: `${claimNo}-${i + 1}` })),
});

describe('an 837D', () => {
  it('reads as what was written', async () => {
    await fc.assert(
      fc.asyncProperty(list(content, 3), async (contents) => {
        const written = textOf(writeD(...contents));
        expect(codesIn(await itemsOf(written))).toEqual([]);
        const read = new Map((await dentalIn(written)).map((c) => [c.content.claimNo, c.content]));
        for (const [i, claim] of contents.entries()) {
          const claimNo = `D000${i + 1}-1`;
          expect(read.get(claimNo)).toEqual(numbered(claim, claimNo));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is the same bytes when written twice', () => {
    fc.assert(
      fc.property(content, (claim) => {
        expect(textOf(writeD(claim))).toBe(textOf(writeD(structuredClone(claim))));
      }),
      { numRuns: 20 },
    );
  });
});
