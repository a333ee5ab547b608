import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assembleClaims } from '../../../core/claim/assemble.ts';
import { MAX_DIAGNOSES, MAX_LINES } from '../../../core/claim/split.ts';
import type { Encounter } from '../../../core/encounter/model.ts';
import { sum } from '../../../core/money.ts';
import { assembly, diagnosesOf, encounterOf } from './assembling.ts';

/**
 * Encounters of up to 130 lines over two years with up to 24 diagnoses; line control numbers tell the lines
 * apart.
 */
const encounters = fc.integer({ min: 1, max: 24 }).chain((diagnoses) =>
  fc
    .array(
      fc.record({
        chargeCents: fc.integer({ min: 0, max: 100_000 }),
        from: fc.constantFrom('20251230', '20251231', '20260101', '20260102'),
        dx: fc.uniqueArray(fc.integer({ min: 1, max: diagnoses }), { minLength: 1, maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 130 },
    )
    .map((lines) =>
      encounterOf(
        lines.map((line, i) => ({ ...line, lineControlNo: `L${i}` })),
        { diagnoses: diagnosesOf(diagnoses) },
      ),
    ),
);

const law = (name: string, holds: (encounter: Encounter) => void): void => {
  test(name, () => {
    fc.assert(fc.property(encounters, holds), { numRuns: 60 });
  });
};
const claimsOf = (encounter: Encounter) => assembleClaims(encounter, assembly);

law('the parts add up to the encounter', (encounter) => {
  const total = sum(encounter.lines.map(({ chargeCents }) => chargeCents));
  expect(sum(claimsOf(encounter).map(({ totalCharge }) => totalCharge))).toBe(total);
});

law('each line is in one part, once, with the diagnoses it pointed to', (encounter) => {
  const described = (of: Encounter) =>
    of.lines.map((line) =>
      [line.lineControlNo, ...(line.dx ?? []).map((pointer) => of.diagnoses[pointer - 1])].join(' '),
    );
  const parts = claimsOf(encounter).flatMap(({ content }) => described(content));
  expect(parts.toSorted()).toEqual(described(encounter).toSorted());
});

law('no part is larger than a claim may be, or over two years', (encounter) => {
  for (const { content } of claimsOf(encounter)) {
    expect(content.lines.length).toBeLessThanOrEqual(MAX_LINES);
    expect(content.diagnoses.length).toBeLessThanOrEqual(MAX_DIAGNOSES);
    expect(new Set(content.lines.map(({ from }) => from.slice(0, 4))).size).toBe(1);
  }
});

law('claim numbers differ and are the same the next time', (encounter) => {
  const numbers = claimsOf(encounter).map(({ claimNo }) => claimNo);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.every((claimNo) => /^[A-Z0-9]{16,17}$/.test(claimNo))).toBe(true);
  expect(claimsOf(encounter).map(({ claimNo }) => claimNo)).toEqual(numbers);
});
