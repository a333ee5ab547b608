import { addDays, type CivilDate, daysBetween, isCivilDate } from '../dates.ts';
import { dayOf } from './claim-facts.ts';
import { coverageResults } from './cob-results.ts';
import { ALL_TYPES, type Edit, type EditContext, type Hit, NOTHING, type PayerProfile } from './edit.ts';
import type { ClaimFacts } from './facts.ts';
import type { EditParameters } from './parameters.ts';

/** Days before the limit on which people are told, unless the payer's parameters say other (domain.md 7.7). */
const WARN_DAYS = 15;

/** Why a claim comes late (CLM20): 1 to 11, and 15 for natural disasters. */
const DELAY_REASONS: ReadonlySet<string> = new Set('1 2 3 4 5 6 7 8 9 10 11 15'.split(' '));

const timelyFiling: Edit = {
  id: 'TMF-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'timely-filing',
  value: 'date',
  cause:
    'A payer takes claims for so many days, Medicare for one calendar year after the service. A claim to a later ' +
    'payer counts from the earlier payer’s decision, but not with Medicare. Past the limit the claim needs a delay ' +
    'reason and is then a warning, as is one that comes near it.',
  source: '42 CFR 424.44 (Medicare), 42 CFR 447.45(d) (Medicaid); payer parameter timelyFiling',
  remedy:
    'Send it today. Past the limit, add the delay reason (CLM20) that the chart proves, or prepare an appeal.',
  examples: {
    fails: {
      changes: { 'lines[0].from': '20250109', 'lines[1].from': '20250109' },
      parameters: { timelyFiling: { base: 'from', calendarYear: true } },
    },
    passes: {
      changes: { 'lines[0].from': '20251002', 'lines[1].from': '20251002' },
      parameters: { timelyFiling: { base: 'from', calendarYear: true } },
    },
  },
  check: (claim, context) => {
    const rule = ruleOf(context.payer);
    if (rule === undefined) return NOTHING;
    const limit = limitOf(claim, rule);
    return limit === undefined ? NOTHING : judged(claim, context, { limit, rule });
  },
};

type Rule = NonNullable<EditParameters['timelyFiling']>;

/** The parameter, else the days that the profile has. */
function ruleOf({ editParameters, timelyFilingDays }: PayerProfile): Rule | undefined {
  if (editParameters?.timelyFiling !== undefined) return editParameters.timelyFiling;
  return timelyFilingDays === undefined ? undefined : { base: 'through', limitDays: timelyFilingDays };
}

/** The last day on which the payer takes the claim; nothing where it cannot be known. */
function limitOf(claim: ClaimFacts, rule: Rule): CivilDate | undefined {
  const { frequency, destination } = claim.content;
  const corrects = frequency === '7' || frequency === '8';
  const isYear = rule.calendarYear === true && !corrects;
  const days = corrects ? rule.correctedLimitDays : rule.limitDays;
  if (!isYear && days === undefined) return undefined;
  const ofService = rule.base === 'from' ? claim.from : claim.to;
  // Medicare counts from the service for every claim: it has no exception for a slow first payer.
  const base = destination === 1 || rule.calendarYear === true ? ofService : earlierDecision(claim);
  const text = String(base);
  if (!isCivilDate(text)) return undefined;
  const byYear = isYear ? yearAfter(text) : undefined;
  const byDays = days === undefined ? undefined : addDays(text, days);
  if (byYear === undefined || byDays === undefined) return byYear ?? byDays;
  return byYear < byDays ? byYear : byDays;
}

/** The last day on which a payer before this one decided; 0 where none is told. */
function earlierDecision(claim: ClaimFacts): number {
  let last = 0;
  for (const { coverage, lines } of coverageResults(claim)) {
    if (coverage.seq >= claim.content.destination) continue;
    last = Math.max(last, dayOf(coverage.adjudication?.date));
    for (const { result } of lines) last = Math.max(last, dayOf(result.date));
  }
  return last;
}

/** The same day of the next year; 28 February for the 29th. */
function yearAfter(date: CivilDate): CivilDate | undefined {
  const next = String(Number(date) + 10_000);
  if (isCivilDate(next)) return next;
  const before = String(Number(next) - 1);
  return isCivilDate(before) ? before : undefined;
}

interface Limited {
  readonly limit: CivilDate;
  readonly rule: Rule;
}

function judged({ content }: ClaimFacts, { today }: EditContext, { limit, rule }: Limited): readonly Hit[] {
  const left = daysBetween(today, limit);
  if (left > (rule.warnDays ?? WARN_DAYS)) return NOTHING;
  const field = 'lines';
  if (left >= 0) {
    const message = `The payer’s filing limit ends in ${left === 1 ? '1 day' : `${left} days`}.`;
    return [{ field, message, severity: 'warning' }];
  }
  if (content.delayReason !== undefined && DELAY_REASONS.has(content.delayReason)) {
    const message = 'The payer’s filing limit is over; the claim says why it comes late.';
    return [{ field, message, severity: 'warning' }];
  }
  return [{ field, message: 'The payer’s filing limit is over, and no delay reason is given.' }];
}

const delayReason: Edit = {
  id: 'TMF-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'timely-filing',
  value: 'claim',
  cause: 'The delay reason is a code of the list: 1 to 11, or 15.',
  source: '005010X222A1, X223A2 and X224A2, 2300 CLM20',
  remedy:
    'Choose the reason that the records prove, e.g. 7 third party delay, 9 original rejected, 11 other.',
  examples: { fails: { changes: { delayReason: '12' } }, passes: { changes: { delayReason: '11' } } },
  check: ({ content: { delayReason: code } }) =>
    code === undefined || DELAY_REASONS.has(code)
      ? NOTHING
      : [{ field: 'delayReason', message: 'The delay reason is not in the list.' }],
};

export const timelyFilingEdits: readonly Edit[] = [timelyFiling, delayReason];
