import { codeEdits } from './cob-codes.ts';
import { decisionEdits } from './cob-decisions.ts';
import { earlierResult, secondary } from './cob-examples.ts';
import { adjusted, type CoverageResult, coverageResults, decisionsOf, hasDecided } from './cob-results.ts';
import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';

/**
 * The balances of a claim with the decisions of other payers (domain.md 3.9), in whole cents. They hold for a payer
 * that told what it paid.
 */

const common = {
  level: 'claim',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'cob',
  value: 'charge',
  source: '837 guides 1.4.4 (X12 RFI 1294)',
} as const;

/** What is found on each payer that has decided and can be told from the others. */
function balanceHits(
  claim: ClaimFacts,
  find: (decided: CoverageResult, claim: ClaimFacts) => readonly Hit[],
): readonly Hit[] {
  const results = coverageResults(claim);
  if (results.length === 0) return NOTHING;
  return results.flatMap((one) => (hasDecided(one) && one.isUnique ? find(one, claim) : NOTHING));
}

/** Σ of the lines' charges, cents. */
function chargesOf({ lines }: ClaimFacts): number {
  let total = 0;
  for (const { chargeCents } of lines) total += chargeCents;
  return total;
}

const totalCharge: Edit = {
  ...common,
  id: 'COB-01',
  cause: 'Where other payers have decided, the stated total of the claim is the sum of its lines.',
  remedy: 'Correct the lines or the total: payers balance every decision against both.',
  examples: {
    fails: { changes: { ...secondary, totalChargeCents: 14_900 } },
    passes: { changes: { ...secondary, totalChargeCents: 15_000 } },
  },
  check: (claim) => {
    const { totalChargeCents } = claim.content;
    if (totalChargeCents === undefined || totalChargeCents === chargesOf(claim)) return NOTHING;
    if (!coverageResults(claim).some(hasDecided)) return NOTHING;
    const message =
      'The total of the claim is not the sum of its lines, which other payers’ results balance with.';
    return [{ field: 'totalChargeCents', message }];
  },
};

const lineBalance: Edit = {
  ...common,
  id: 'COB-02',
  cause: 'A line’s charge is what an earlier payer paid for it and all that it took off (SVD02 + Σ CAS).',
  remedy: 'Copy payment and adjustments of the line from the payer’s remittance, with their signs.',
  examples: {
    fails: { changes: { ...secondary, 'lines[0].adjudications': [earlierResult(9600, 2000)] } },
    passes: { changes: { ...secondary, 'lines[0].adjudications': [earlierResult(9600, 2400)] } },
  },
  check: (claim) => balanceHits(claim, lineHitsOf),
};

/** Several results of one payer on one line (unbundled services) are summed. */
function lineHitsOf({ lines: results }: CoverageResult): readonly Hit[] {
  let hits: Hit[] | undefined;
  for (const [at, { line, field }] of results.entries()) {
    if (results[at - 1]?.line === line) continue;
    let decided = 0;
    for (const { line: other, result } of results) {
      if (other === line) decided += result.paidCents + adjusted(result.adjustments);
    }
    if (decided === line.chargeCents) continue;
    const message = 'The line’s charge is not the earlier payment and adjustments of the line together.';
    hits = [...(hits ?? []), { field, line: line.number, message }];
  }
  return hits ?? NOTHING;
}

const paymentBalance: Edit = {
  ...common,
  id: 'COB-03',
  cause:
    'What an earlier payer paid for the claim (AMT*D) is what it paid for the lines less its adjustments of the ' +
    'claim. Not asked of a payer without results of lines.',
  remedy: 'Take the claim’s payment from the remittance; do not repeat an adjustment of a line at the claim.',
  examples: {
    fails: { changes: { ...secondary, 'coverages[0].adjudication': { paidCents: 9700 } } },
    passes: { changes: secondary },
  },
  check: (claim) => balanceHits(claim, paymentHits),
};

function paymentHits({ coverage, field, lines }: CoverageResult): readonly Hit[] {
  if (lines.length === 0) return NOTHING;
  let paid = 0;
  for (const { result } of lines) paid += result.paidCents;
  if (coverage.adjudication?.paidCents === paid - adjusted(coverage.adjudication?.adjustments))
    return NOTHING;
  const message =
    'The earlier payment of the claim is not that of its lines less the adjustments of the claim.';
  return [{ field: `${field}.adjudication.paidCents`, message }];
}

const claimBalance: Edit = {
  ...common,
  id: 'COB-04',
  cause:
    'The claim’s total is what an earlier payer paid (AMT*D) and all that it took off, from the claim and from ' +
    'its lines.',
  remedy: 'Copy all adjustments from the payer’s remittance, each once: at the claim or at its line.',
  examples: {
    fails: { changes: { ...secondary, 'lines[1].adjudications': null } },
    passes: { changes: secondary },
  },
  check: (claim) => balanceHits(claim, claimHits),
};

function claimHits({ coverage, field, lines }: CoverageResult, claim: ClaimFacts): readonly Hit[] {
  const { adjudication } = coverage;
  let decided = (adjudication?.paidCents ?? 0) + adjusted(adjudication?.adjustments);
  for (const { result } of lines) decided += adjusted(result.adjustments);
  if (decided === (claim.content.totalChargeCents ?? chargesOf(claim))) return NOTHING;
  const message = 'The claim’s total is not the earlier payment and all adjustments of that payer together.';
  return [{ field: `${field}.adjudication`, message }];
}

const noResult: Edit = {
  ...common,
  id: 'COB-05',
  value: 'payer',
  cause:
    'A claim to a second or later payer tells what each payer before it paid, 0 too, or that it was not billed as ' +
    'it does not cover the service.',
  source: '837 guides, 2320 AMT*D and AMT*A8 (X12 RFI 1353)',
  remedy: 'Post the earlier payer’s remittance first, and bill the next payer with its result.',
  examples: {
    fails: { changes: { ...secondary, 'coverages[0].adjudication': null } },
    passes: { changes: secondary },
  },
  check: (claim) => {
    const { destination } = claim.content;
    if (destination === 1) return NOTHING;
    return coverageResults(claim).flatMap(({ coverage: { seq, adjudication }, field }) => {
      if (seq >= destination) return NOTHING;
      if (adjudication?.paidCents !== undefined || adjudication?.nonCoveredCents !== undefined)
        return NOTHING;
      return [{ field: `${field}.adjudication`, message: `There is no result of payer ${seq}.` }];
    });
  },
};

const bothLevels: Edit = {
  ...common,
  id: 'COB-06',
  value: 'claim',
  cause:
    'The day of a payer’s decision and what it leaves to the patient ' +
    'stand at the claim or at its lines, not at both.',
  source: '837 guides, 2330B and 2430 DTP*573, 2320 and 2430 AMT*EAF; clearinghouse claim edits',
  remedy: 'Keep them at the lines; keep them at the claim only where the remittance has no lines.',
  examples: {
    fails: { changes: { ...secondary, 'coverages[0].adjudication.date': '20260108' } },
    passes: { changes: secondary },
  },
  check: (claim) => {
    const results = coverageResults(claim);
    return results.length === 0 ? NOTHING : results.flatMap(bothLevelHits);
  },
};

function bothLevelHits({ coverage: { adjudication }, field, lines }: CoverageResult): readonly Hit[] {
  const hits: Hit[] = [];
  if (adjudication?.date !== undefined && lines.some(({ result }) => result.date !== undefined)) {
    const message = 'The day of the payer’s decision stands at the claim and at its lines.';
    hits.push({ field: `${field}.adjudication.date`, message });
  }
  const left = adjudication?.remainingLiabilityCents;
  if (left !== undefined && lines.some(({ result }) => result.remainingLiabilityCents !== undefined)) {
    const message = 'What is left to the patient stands at the claim and at its lines.';
    hits.push({ field: `${field}.adjudication.remainingLiabilityCents`, message });
  }
  return hits;
}

const negativePayment: Edit = {
  ...common,
  id: 'COB-07',
  cause: 'What an earlier payer paid is 0 or more: money it took back belongs to the claim that it had paid.',
  source: '837 guides, 2430 SVD02 and 2320 AMT*D; clearinghouse claim edits',
  remedy: 'Send the payer’s last decision only, not the reversal before it.',
  examples: {
    fails: { changes: { ...secondary, 'lines[0].adjudications': [earlierResult(-500, 12_500)] } },
    passes: { changes: { ...secondary, 'lines[0].adjudications': [earlierResult(0, 12_000)] } },
  },
  check: (claim) => {
    const { coverages, stray } = decisionsOf(claim);
    if (coverages.length === 0 && stray.length === 0) return NOTHING;
    const message = 'The payment of an earlier payer is negative.';
    return coverages.flatMap(({ coverage, field, lines }) => [
      ...((coverage.adjudication?.paidCents ?? 0) < 0
        ? [{ field: `${field}.adjudication.paidCents`, message }]
        : NOTHING),
      ...lines
        .filter(({ result }) => result.paidCents < 0)
        .map(({ line, field: at }) => ({ field: `${at}.paidCents`, line: line.number, message })),
    ]);
  },
};

export const cobEdits: readonly Edit[] = [
  totalCharge,
  lineBalance,
  paymentBalance,
  claimBalance,
  noResult,
  bothLevels,
  negativePayment,
  ...codeEdits,
  ...decisionEdits,
];
