import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cents } from '../../../core/money.ts';
import { expectedOf } from '../../../core/remit/expected.ts';
import { medicare, scheduled, tablesOf, termsWith, worth } from './contracts.ts';
import { aClaim } from './given.ts';

/** Half up by comparing, in whole 10^-13 of a dollar: another way than the one that is tested. */
function modelCents(numbers: readonly bigint[]): number {
  const [
    work = 0n,
    practice = 0n,
    malpractice = 0n,
    gw = 0n,
    gp = 0n,
    gm = 0n,
    factor = 0n,
    percent = 0n,
    units = 0n,
  ] = numbers;
  const fine = [work * gw, practice * gp, malpractice * gm].reduce(
    (sum, one) => sum + one * factor * percent * units,
    0n,
  );
  const aCent = 10n ** 11n;
  const whole = fine / aCent;
  return Number((fine - whole * aCent) * 2n >= aCent ? whole + 1n : whole);
}

it('prices a line as whole numbers of any size would', () => {
  const rvu = fc.integer({ min: 0, max: 20_000 });
  const index = fc.integer({ min: 300, max: 3000 });
  fc.assert(
    fc.property(
      fc.tuple(rvu, rvu, rvu, index, index, index),
      fc.integer({ min: 1, max: 999_999 }),
      fc.integer({ min: 1, max: 40_000 }),
      fc.integer({ min: 1, max: 99 }),
      ([work, practice, malpractice, gw, gp, gm], factor, percent, units) => {
        fc.pre(work + practice + malpractice > 0);
        const values = { work, nonFacilityPe: practice, malpractice, conversionFactor: factor };
        const tables = tablesOf({ gpci: [gw, gp, gm], mpfs: [scheduled('90001', values)] });
        const claim = aClaim('RBC0001', [{ code: '90001', charge: 1 }]);
        const lines = claim.content.lines.map((line) => ({
          ...line,
          units: String(units),
          chargeCents: cents(Number.MAX_SAFE_INTEGER),
        }));
        const made = { ...claim, content: { ...claim.content, lines } };
        const [only] = expectedOf(made, termsWith(medicare({ percent: percent / 100 })), tables);
        const model = [work, practice, malpractice, gw, gp, gm, factor, percent, units].map(BigInt);
        expect(only?.expected).toBe(modelCents(model));
      },
    ),
    { numRuns: 1000 },
  );
});

const LINES = ['20001', '20002-50', '20003-RT', '20003-LT', '20004', '90001', '50001', '50002', '60001-80'];

it('expects the same of a line wherever it stands on the claim, and never more than its charge', () => {
  const surgery = { multiple: '2', bilateral: '1', assistant: '2' };
  const tables = tablesOf({
    mpfs: [
      worth('20001', 1000, surgery),
      worth('20002', 600, surgery),
      worth('20003', 410, surgery),
      worth('20004', 200, { multiple: '3', endoscopicBase: '20000' }),
      worth('60001', 5000, surgery),
      scheduled('50001', { multiple: '5' }),
      scheduled('50002', { multiple: '5', nonFacilityPe: 100 }),
      scheduled('90001'),
    ],
  });
  const expectedFor = (texts: readonly string[], charge: number) => {
    const given = texts.map((text) => {
      const [code = '', ...modifiers] = text.split('-');
      return { code, modifiers, charge };
    });
    return expectedOf(aClaim('RBC0001', given), termsWith(medicare()), tables);
  };
  fc.assert(
    fc.property(
      fc.subarray(LINES, { minLength: 1 }),
      fc.integer({ min: 1, max: 2000 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 1000 })),
      (texts, charge, random) => {
        const shuffled = texts
          .map((text) => ({ text, at: random.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ text }) => text);
        const byProcedure = (of: ReturnType<typeof expectedFor>) =>
          Object.fromEntries(of.map(({ procedure, expected, reason }) => [procedure, expected ?? reason]));
        const found = expectedFor(texts, charge);
        expect(byProcedure(expectedFor(shuffled, charge))).toEqual(byProcedure(found));
        for (const { expected } of found) expect(expected ?? 0).toBeLessThanOrEqual(charge * 100);
      },
    ),
    { numRuns: 1000 },
  );
});
