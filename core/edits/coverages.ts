import { claimFilingCodes, relationshipCodes } from '../codes/coverage-codes.ts';
import type { Coverage } from '../encounter/model.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';

const payerOrder: Edit = {
  id: 'SBR-01',
  level: 'encounter',
  severity: 'error',
  queue: 'registration',
  cause: 'Coverages are numbered 1, 2, 3 … without gap or repetition, and the claim goes to one of them.',
  source: '005010X222A1 2000B and 2320 SBR01',
  remedy: 'Put the payers into the order in which they pay.',
  examples: { fails: { 'coverages[0].seq': 3 }, passes: { 'coverages[0].seq': 1 } },
  check: ({ coverages, destination }) => {
    const order = coverages.map(({ seq }) => seq).toSorted((a, b) => a - b);
    const hits: Hit[] = [];
    if (order.some((seq, i) => seq !== i + 1)) {
      hits.push({
        field: 'coverages',
        message: 'The payers are not numbered 1, 2, 3 without gap or repetition.',
      });
    }
    if (!order.includes(destination)) {
      hits.push({
        field: 'destination',
        message: 'The claim goes to a payer that is not among its coverages.',
      });
    }
    return hits;
  },
};

const coverageCodes: Edit = {
  id: 'SBR-02',
  level: 'encounter',
  severity: 'error',
  queue: 'registration',
  cause: 'The claim filing indicator and the relationship to the subscriber are codes of X12’s lists.',
  source: '005010X222A1 2000B SBR09 and SBR02, 2000C PAT01',
  remedy: 'Choose a code of the list, e.g. CI for commercial insurance, 18 for the subscriber in person.',
  examples: { fails: { 'coverages[0].filingCode': 'XX' }, passes: { 'coverages[0].filingCode': 'BL' } },
  check: ({ coverages }) => coverages.flatMap(codeHits),
};

function codeHits({ filingCode, relationship }: Coverage, i: number): readonly Hit[] {
  const hits: Hit[] = [];
  if (filingCode !== undefined && !claimFilingCodes.has(filingCode)) {
    hits.push({
      field: `coverages[${i}].filingCode`,
      message: 'The claim filing indicator is not in the list.',
    });
  }
  if (relationship !== undefined && !relationshipCodes.has(relationship)) {
    hits.push({
      field: `coverages[${i}].relationship`,
      message: 'The relationship code is not in the list.',
    });
  }
  return hits.length === 0 ? NOTHING : hits;
}

export const coverageEdits: readonly Edit[] = [payerOrder, coverageCodes];
