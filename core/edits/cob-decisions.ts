import { isMedicare } from '../codes/coverage-codes.ts';
import { dayOf } from './claim-facts.ts';
import { earlierResult, secondary } from './cob-examples.ts';
import {
  adjustmentsOf,
  type CoverageResult,
  coverageResults,
  decisionsOf,
  hasDecided,
  remarksOf,
} from './cob-results.ts';
import { ALL_TYPES, type Edit, type EditContext, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';

const common = { level: 'claim', types: ALL_TYPES, severity: 'error', queue: 'cob' } as const;

const strayResult: Edit = {
  ...common,
  id: 'COB-08',
  value: 'payer',
  cause: 'A result of a line belongs to one of the other coverages: it names the payer by the same id.',
  source: '837 guides, 2430 SVD01 and 2330B NM109',
  remedy: 'Use the payer’s id of the coverage for its results, or add the coverage.',
  examples: {
    fails: {
      changes: {
        ...secondary,
        'lines[1].adjudications': [{ ...earlierResult(500, 2500), payerId: '77003' }],
      },
    },
    passes: { changes: secondary },
  },
  check: (claim) => {
    const { stray } = decisionsOf(claim);
    if (stray.length === 0) return NOTHING;
    const message = 'The line has a result of a payer that is none of the other coverages.';
    return stray.map(({ line, field }) => ({ field: `${field}.payerId`, line: line.number, message }));
  },
};

const decisionDay: Edit = {
  ...common,
  id: 'COB-12',
  value: 'date',
  cause:
    'The day of an earlier payer’s decision is a day of the calendar and not in the future. One before the service ' +
    'is a warning.',
  source: '837 guides, 2330B and 2430 DTP*573',
  remedy: 'Take the payment date of the remittance.',
  examples: {
    fails: {
      changes: {
        ...secondary,
        'lines[0].adjudications': [{ ...earlierResult(9600, 2400), date: '20260111' }],
      },
    },
    passes: {
      changes: {
        ...secondary,
        'lines[0].adjudications': [{ ...earlierResult(9600, 2400), date: '20260110' }],
      },
    },
  },
  check: (claim, context) => {
    const results = coverageResults(claim);
    return results.length === 0 ? NOTHING : results.flatMap((one) => dayHits(one, claim, context));
  },
};

function dayHits(
  { coverage, field, lines }: CoverageResult,
  claim: ClaimFacts,
  { today }: EditContext,
): readonly Hit[] {
  const ofClaim = dayHit(coverage.adjudication?.date, claim.from, today);
  const ofLines = lines.flatMap(({ line, field: at, result }) => {
    const hit = dayHit(result.date, line.from, today);
    return hit === undefined ? NOTHING : [{ field: `${at}.date`, line: line.number, ...hit }];
  });
  return ofClaim === undefined ? ofLines : [{ field: `${field}.adjudication.date`, ...ofClaim }, ...ofLines];
}

function dayHit(
  date: string | undefined,
  service: number,
  today: string,
): Pick<Hit, 'message' | 'severity'> | undefined {
  if (date === undefined) return undefined;
  const day = dayOf(date);
  if (day === 0) return { message: 'The day of the payer’s decision is no day of the calendar.' };
  if (date > today) return { message: 'The payer’s decision is in the future.' };
  if (day >= service) return undefined;
  return { message: 'The payer’s decision is before the service.', severity: 'warning' };
}

const dayMissing: Edit = {
  ...common,
  id: 'COB-13',
  value: 'date',
  cause: 'An earlier payer’s result of a line has the day of the decision.',
  source: '837 guides, 2430 DTP*573 (required)',
  remedy: 'Add the payment date of the remittance.',
  examples: {
    fails: {
      changes: {
        ...secondary,
        'lines[0].adjudications': [{ ...earlierResult(9600, 2400), date: undefined }],
      },
    },
    passes: { changes: secondary },
  },
  check: (claim) => {
    const results = coverageResults(claim);
    if (results.length === 0) return NOTHING;
    return results.flatMap(({ lines }) =>
      lines
        .filter(({ result }) => result.date === undefined)
        .map(({ line, field }) => ({
          field: `${field}.date`,
          line: line.number,
          message: 'The earlier payer’s result has no day.',
        })),
    );
  },
};

/** Remark codes of a claim that was passed on to the next payer: Medicaid, supplemental, several. */
const FORWARDED: ReadonlySet<string> = new Set(['MA07', 'MA18', 'N89']);

const forwarded: Edit = {
  ...common,
  id: 'COB-14',
  severity: 'warning',
  value: 'claim',
  cause:
    'Medicare sends many claims on to the next payer itself and says so by a remark (MA07, MA18, N89). Sent again ' +
    'they are denied as duplicates.',
  source: 'Medicare Claims Processing Manual ch. 28; domain.md 5.10 and 6.3, RARC N522',
  remedy: 'Wait 30 days for the next payer’s answer before billing it.',
  examples: {
    fails: {
      changes: {
        ...secondary,
        'coverages[0].filingCode': 'MB',
        'coverages[0].adjudication': { paidCents: 10_100, outpatient: ['', '', 'MA01', 'MA18'] },
      },
    },
    passes: {
      changes: {
        ...secondary,
        'coverages[0].filingCode': 'MB',
        'coverages[0].adjudication': { paidCents: 10_100, outpatient: ['', '', 'MA01'] },
      },
    },
  },
  check: (claim) =>
    earlierHits(claim, (one) =>
      isMedicare(one.coverage.filingCode) && remarksOf(one).some((code) => FORWARDED.has(code))
        ? 'Medicare says that it sent the claim on itself.'
        : undefined,
    ),
};

/** What is found on payers before the claim's. */
function earlierHits(claim: ClaimFacts, find: (one: CoverageResult) => string | undefined): readonly Hit[] {
  const { destination } = claim.content;
  if (destination === 1) return NOTHING;
  return coverageResults(claim).flatMap((one) => {
    if (one.coverage.seq >= destination) return NOTHING;
    const message = find(one);
    return message === undefined ? NOTHING : [{ field: `${one.field}.adjudication`, message }];
  });
}

/** Another payer is first, or it is the wrong payer: then the payer has decided nothing on the service. */
const UNDECIDED_REASONS: ReadonlySet<string> = new Set(['22', '109']);
const UNPROCESSABLE = 'MA130';

const noDecision: Edit = {
  ...common,
  id: 'COB-15',
  severity: 'warning',
  value: 'claim',
  cause:
    'An earlier payer that paid nothing since the claim was unprocessable (MA130), since another payer is first (22) ' +
    'or since it is not the right payer (109) has not decided; the next payer denies for that.',
  source: 'domain.md 6.2 and 6.3, CARC 22, 109 and 276, RARC MA130',
  remedy:
    'Mend the claim for the earlier payer, or put the payers into the right order, before billing the next.',
  examples: {
    fails: {
      changes: {
        ...secondary,
        'coverages[0].adjudication': { paidCents: 0 },
        'lines[0].adjudications': [denied('22', 12_000)],
        'lines[1].adjudications': [denied('22', 3000)],
      },
    },
    passes: {
      changes: {
        ...secondary,
        'coverages[0].adjudication': { paidCents: 0 },
        'lines[0].adjudications': [denied('204', 12_000)],
        'lines[1].adjudications': [denied('204', 3000)],
      },
    },
  },
  check: (claim) =>
    earlierHits(claim, (one) => {
      if (!hasDecided(one) || one.coverage.adjudication?.paidCents !== 0) return undefined;
      const isUndecided =
        remarksOf(one).includes(UNPROCESSABLE) ||
        adjustmentsOf(one).some(({ adjustment }) => UNDECIDED_REASONS.has(adjustment.carc));
      return isUndecided ? 'The earlier payer’s answer is no decision on the service.' : undefined;
    }),
};

function denied(carc: string, amountCents: number) {
  return { ...earlierResult(0, 0), adjustments: [{ group: 'CO', carc, amountCents }] };
}

export const decisionEdits: readonly Edit[] = [strayResult, decisionDay, dayMissing, forwarded, noDecision];
