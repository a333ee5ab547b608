import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cents, formatAmount } from '../../../../core/money.ts';
import { findingsOf } from './found.ts';
import { professional, secondary } from './sets.ts';

/** Laws of the four formulas of domain.md 3.9, for a claim that another payer has decided line by line. */

interface Decision {
  readonly paid: number;
  /** Of the line by that payer. */
  readonly adjusted: readonly number[];
}
interface Decided {
  readonly lines: readonly Decision[];
  /** Of the whole claim by that payer. */
  readonly adjusted: readonly number[];
}

const amount = fc.integer({ min: 100, max: 99_999 });
const decided: fc.Arbitrary<Decided> = fc.record({
  lines: fc.array(fc.record({ paid: amount, adjusted: fc.array(amount, { maxLength: 5 }) }), {
    minLength: 1,
    maxLength: 5,
  }),
  adjusted: fc.array(fc.integer({ min: 1, max: 15 }), { maxLength: 5 }),
});

const sum = (amounts: readonly number[]): number => amounts.reduce((total, a) => total + a, 0);

const TOTAL = 'CLAIM-TOTAL-DIFFERS';
const LINE = 'OTHER-PAYER-LINE-BALANCE';
const PAID = 'OTHER-PAYER-PAID-BALANCE';
const CLAIM = 'OTHER-PAYER-CLAIM-BALANCE';

const at = (id: string): number => secondary.findIndex((segment) => segment.startsWith(id));
const before = secondary.slice(0, at('CLM*'));
const diagnoses = secondary.slice(at('HI*'), at('SBR*P*18'));
const otherPayer = secondary.slice(at('OI*'), at('LX*1'));

/** @param spoilt the amount, counted in file order, that gets a cent too many; 0 for none */
function written({ lines, adjusted }: Decided, spoilt: number) {
  let amounts = 0;
  let raises: readonly string[] = [];
  const money = (value: number, upsets: readonly string[]): string => {
    amounts += 1;
    if (amounts !== spoilt) return formatAmount(cents(value));
    raises = upsets;
    return formatAmount(cents(value + 1));
  };
  const charges = lines.map(({ paid, adjusted: ofLine }) => paid + sum(ofLine));
  const body = [
    ...before,
    `CLM*C0002-2*${money(sum(charges), [TOTAL, CLAIM])}***11:B:1*Y*A*Y*Y`,
    ...diagnoses,
  ];
  body.push('SBR*P*18*GRP1001******CI');
  for (const value of adjusted) body.push(`CAS*CO*45*${money(value, [PAID, CLAIM])}`);
  body.push(
    `AMT*D*${money(sum(lines.map((line) => line.paid)) - sum(adjusted), [PAID, CLAIM])}`,
    ...otherPayer,
  );
  lines.forEach((line, i) => {
    body.push(`LX*${i + 1}`, `SV1*HC:99214*${money(charges[i] ?? 0, [TOTAL, LINE])}*UN*1***1`);
    body.push('DTP*472*D8*20260112', `SVD*99001*${money(line.paid, [LINE, PAID])}*HC:99214**1`);
    for (const value of line.adjusted) body.push(`CAS*PR*2*${money(value, [LINE, CLAIM])}`);
    body.push('DTP*573*D8*20260210');
  });
  return { body, amounts, raises };
}

const codes = (body: readonly string[]): readonly string[] =>
  findingsOf(professional, body)
    .map((finding) => finding.code)
    .sort();

describe('a claim that another payer has decided', () => {
  it('raises nothing where all adds up', () => {
    const law = fc.property(decided, (claim) => {
      expect(codes(written(claim, 0).body)).toEqual([]);
    });
    fc.assert(law);
  });

  it('raises exactly what one cent too many in one amount upsets', () => {
    const law = fc.property(decided, fc.nat(), (claim, seed) => {
      const { body, raises } = written(claim, 1 + (seed % written(claim, 0).amounts));
      expect(raises.length).toBeGreaterThan(0);
      expect(codes(body)).toEqual([...raises].sort());
    });
    fc.assert(law, { numRuns: 300 });
  });
});
