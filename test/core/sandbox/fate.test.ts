import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cents } from '../../../core/money.ts';
import { decideFate } from '../../../core/sandbox/fate.ts';
import { payerOf, sandboxPayers } from '../../../core/sandbox/payers.ts';
import { type ScenarioName, scenarios } from '../../../core/sandbox/scenarios.ts';
import type { ProfessionalClaim } from '../../../core/x12/types.ts';
import { claims } from './given.ts';

const PLOT = { seed: 'demo', scenario: 'mixed' } as const;
const someClaims = claims(200);

const withContent = (
  claim: ProfessionalClaim,
  change: Partial<ProfessionalClaim['content']>,
): ProfessionalClaim => ({
  ...claim,
  content: { ...claim.content, ...change },
});

describe('the fate of a claim', () => {
  it('depends neither on the order of the claims nor on their company', () => {
    const alone = new Map(someClaims.map((claim) => [claim.content.claimNo, decideFate(claim, PLOT)]));
    fc.assert(
      fc.property(fc.shuffledSubarray([...someClaims], { minLength: 1 }), (company) => {
        for (const claim of company)
          expect(decideFate(claim, PLOT)).toEqual(alone.get(claim.content.claimNo));
      }),
      { numRuns: 20 },
    );
  });

  it('is drawn afresh when the claim is corrected', () => {
    const plot = { seed: 'demo', scenario: 'mixed' } as const;
    const rejected = claims(2000).filter((claim) => decideFate(claim, plot).kind === 'rejected');
    const corrected = rejected.map((claim) => withContent(claim, { priorAuthNo: 'AUTH1' }));
    const again = corrected.filter((claim) => decideFate(claim, plot).kind === 'rejected');
    expect(rejected.length).toBeGreaterThan(40);
    expect(again.length).toBeLessThan(rejected.length / 4);
  });

  it('follows the weights of the mix over 5,000 claims', () => {
    const fates = claims(5000).map((claim) => decideFate(claim, PLOT));
    const share = (kind: string) => fates.filter((fate) => fate.kind === kind).length / fates.length;
    expect(share('paid')).toBeGreaterThan(0.8);
    expect(share('paid')).toBeLessThan(0.86);
    expect(Math.abs(share('line-denied') - 0.08)).toBeLessThan(0.02);
    expect(Math.abs(share('claim-denied') - 0.05)).toBeLessThan(0.015);
    expect(Math.abs(share('rejected') - 0.04)).toBeLessThan(0.015);
  });

  test.each<[ScenarioName, string]>([
    ['all-paid', 'paid'],
    ['all-deductible', 'paid'],
    ['all-denied', 'claim-denied'],
    ['reject-frontend', 'rejected'],
  ])('in the scenario %s every claim is %s', (scenario, kind) => {
    const kinds = new Set(someClaims.map((claim) => decideFate(claim, { seed: 'x', scenario }).kind));
    expect([...kinds]).toEqual([kind]);
  });

  test.each([
    ['a total that is not the sum of its lines', { totalChargeCents: cents(1) }, '400'],
    ['a charge below zero', { totalChargeCents: cents(-100) }, '178'],
  ])('is rejection by the clearinghouse for %s, in every scenario', (_, change, status) => {
    const [claim] = someClaims;
    if (claim === undefined) throw new Error('no claim');
    for (const scenario of Object.keys(scenarios).filter((name): name is ScenarioName => name in scenarios)) {
      const fate = decideFate(withContent(claim, change), { seed: 'x', scenario });
      expect(fate).toMatchObject({ kind: 'rejected', by: 'clearinghouse', reason: { status } });
    }
  });

  it('is never a rejection by a payer that sends no 277CA', () => {
    for (const claim of claims(1000)) {
      const fate = decideFate(claim, { seed: 'x', scenario: 'reject-frontend' });
      if (!payerOf(claim.content, 'x').acknowledges) expect(fate).toMatchObject({ by: 'clearinghouse' });
    }
  });
});

describe('payers', () => {
  it('about 15 of 100 send no 277CA, ours and others', () => {
    const silent = sandboxPayers.filter((payer) => !payer.acknowledges);
    expect(silent.reduce((total, payer) => total + payer.weight, 0)).toBe(15);
    const content = claims(1)[0]?.content;
    if (content === undefined) throw new Error('no claim');
    const strangers = Array.from({ length: 1000 }, (_, i) => ({
      ...content,
      coverages: content.coverages.map((c) => ({ ...c, payer: { name: 'OTHER', id: `X${i}` } })),
    }));
    const quiet = strangers.filter((stranger) => !payerOf(stranger, 'seed').acknowledges).length;
    expect(Math.abs(quiet - 150)).toBeLessThan(40);
  });
});
