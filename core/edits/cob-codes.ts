import { dayOf } from './claim-facts.ts';
import { earlierResult, secondary } from './cob-examples.ts';
import { adjustmentsOf, type CoverageResult, coverageResults, type PlacedAdjustment } from './cob-results.ts';
import { ALL_TYPES, type Edit, type EditContext, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';

/** Contractual, correction (of 4010, still allowed here), other, payer initiated, patient. */
const GROUPS: ReadonlySet<string> = new Set('CO CR OA PI PR'.split(' '));
const REASON = /^[A-Z]?\d{1,3}$/;

const common = { level: 'claim', types: ALL_TYPES, queue: 'cob', value: 'claim' } as const;

const otherAdjustment = (group: string, carc: string) => ({
  ...secondary,
  'lines[0].adjudications': [
    { ...earlierResult(9600, 2400), adjustments: [{ group, carc, amountCents: 2400 }] },
  ],
});

/** What is found on each adjustment; nothing is made where no other payer is. */
function adjustmentHits(
  claim: ClaimFacts,
  find: (placed: PlacedAdjustment, of: CoverageResult) => Omit<Hit, 'field' | 'line'> | undefined,
): readonly Hit[] {
  const results = coverageResults(claim);
  if (results.length === 0) return NOTHING;
  return results.flatMap((of) =>
    adjustmentsOf(of).flatMap((placed) => {
      const found = find(placed, of);
      if (found === undefined) return NOTHING;
      const { field, line } = placed;
      return [{ field, ...(line !== undefined && { line }), ...found }];
    }),
  );
}

const adjustmentForm: Edit = {
  ...common,
  id: 'COB-09',
  severity: 'error',
  cause:
    'An earlier payer’s adjustment has a group (CO, CR, OA, PI, PR) and a reason: up to three digits, perhaps after a ' +
    'letter.',
  source: '837 guides, 2320 and 2430 CAS01 and CAS02',
  remedy: 'Copy group and reason from the remittance as they stand.',
  examples: {
    fails: { changes: otherAdjustment('XX', '45') },
    passes: { changes: otherAdjustment('PI', '45') },
  },
  check: (claim) =>
    adjustmentHits(claim, ({ adjustment: { group, carc } }) => {
      if (!GROUPS.has(group)) return { message: 'The group of the adjustment is not in the list.' };
      return REASON.test(carc)
        ? undefined
        : { message: 'The reason of the adjustment has no reason’s form.' };
    }),
};

const reasonInList: Edit = {
  ...common,
  id: 'COB-10',
  severity: 'error',
  tables: ['carc'],
  cause:
    'The reason of an earlier payer’s adjustment is in the list of claim adjustment reason codes. One that was not ' +
    'in force on the day of the decision is a warning, as it is copied as the payer sent it.',
  source: '45 CFR 162.1603; claim adjustment reason code list',
  remedy: 'Compare with the remittance. Where the payer did send it so, ask the payer.',
  examples: {
    fails: { changes: otherAdjustment('CO', '15') },
    passes: { changes: otherAdjustment('CO', '45') },
  },
  check: (claim, context) =>
    adjustmentHits(claim, ({ adjustment: { carc }, date }) => reasonHit(carc, date, { claim, context })),
};

interface Where {
  readonly claim: ClaimFacts;
  readonly context: EditContext;
}

function reasonHit(carc: string, date: string | undefined, { claim, context }: Where) {
  const day = dayOf(date) || claim.to;
  const table = context.codes.at('carc', day);
  if (table === undefined || table.find(carc, day) !== -1) return undefined;
  const { start, end } = table.range(carc);
  if (start === end) {
    return table.release.complete && REASON.test(carc)
      ? { message: 'The reason of the adjustment is not in the list.' }
      : undefined;
  }
  const row = { set: 'carc', release: table.release.release, row: carc } as const;
  const message = 'The reason of the adjustment was not in force on the day of the decision.';
  return { message, severity: 'warning', row } as const;
}

const adjustmentTwice: Edit = {
  ...common,
  id: 'COB-11',
  severity: 'warning',
  value: 'charge',
  cause:
    'A payer takes off an amount for a reason once: a triplet that stands twice on a line was often copied twice.',
  source: 'domain.md 3.9: no amount is repeated',
  remedy: 'Compare with the remittance; remove the second one.',
  examples: {
    fails: {
      changes: {
        ...secondary,
        'lines[0].adjudications': [
          {
            ...earlierResult(9600, 1200),
            adjustments: twice({ group: 'CO', carc: '45', amountCents: 1200 }),
          },
        ],
      },
    },
    passes: {
      changes: {
        ...secondary,
        'lines[0].adjudications': [
          {
            ...earlierResult(9600, 1200),
            adjustments: [
              { group: 'CO', carc: '45', amountCents: 1200 },
              { group: 'CO', carc: '253', amountCents: 1200 },
            ],
          },
        ],
      },
    },
  },
  check: (claim) => {
    const results = coverageResults(claim);
    return results.length === 0 ? NOTHING : results.flatMap(repeatedIn);
  },
};

function twice<T>(one: T): readonly T[] {
  return [one, one];
}

/** Adjustments that stand again at the same place: the claim, or one result of one line. */
function repeatedIn(of: CoverageResult): readonly Hit[] {
  const seen = new Set<string>();
  return adjustmentsOf(of).flatMap(({ adjustment, field, line }) => {
    const { group, carc, amountCents } = adjustment;
    const place = field.slice(0, field.lastIndexOf('.'));
    const key = `${place} ${group} ${carc} ${amountCents}`;
    if (!seen.has(key)) {
      seen.add(key);
      return NOTHING;
    }
    const message = 'The adjustment stands twice, with the same group, reason and amount.';
    return [{ field, ...(line !== undefined && { line }), message }];
  });
}

export const codeEdits: readonly Edit[] = [adjustmentForm, reasonInList, adjustmentTwice];
