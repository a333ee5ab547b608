import { type Edit, type EditContext, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { daysFrom } from './global-days.ts';
import { lineHits } from './hits.ts';
import { isDistinct, isOfVisits } from './modifiers-classes.ts';
import { type AnyLine, besides, covers } from './ncci-history.ts';
import { decidedBy, feeRowOf, globalDays } from './procedures-indicators.ts';
import {
  isAnesthesia,
  isEvaluation,
  isItem,
  isLaboratory,
  isRadiology,
  isSurgery,
} from './procedures-kinds.ts';

const ofVisitsOnly: Edit = {
  id: 'MOD-03',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'error',
  queue: 'coding',
  value: 'modifier',
  cause:
    '24, 25, 27 and 57 tell visits (evaluation and management) apart from procedures; on anesthesia, surgery, ' +
    'imaging, laboratory codes and items they mean nothing. On other codes they warn only: some payers take ' +
    'them there.',
  source: 'CPT appendix A; CMS Pub. 100-04 chapter 12 §30.6, §40.2',
  remedy: 'Put the modifier on the visit, or use 59 or an X modifier on the procedure.',
  examples: {
    fails: { changes: { 'lines[0].code': '11102' } },
    passes: { changes: { 'lines[0].code': '99213' } },
  },
  check: (claim) =>
    lineHits(claim, ({ code, modifiers, modifiersField, number }) => {
      if (modifiers.length === 0 || code === '' || !modifiers.some(isOfVisits) || isEvaluation(code))
        return undefined;
      const message = 'A modifier of visits (24, 25, 27, 57) stands on a code that is no visit.';
      const hit: Hit = { field: modifiersField, line: number, message };
      return isNoVisit(code) ? hit : { ...hit, severity: 'warning' };
    }),
};

const isNoVisit = (code: string): boolean =>
  isSurgery(code) || isRadiology(code) || isLaboratory(code) || isAnesthesia(code) || isItem(code);

const distinctVisit: Edit = {
  id: 'MOD-21',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  cause: '59, XE, XS, XP and XU tell procedures apart. A visit is told apart by 25, or by 24 or 57.',
  source: 'CPT appendix A; NCCI Policy Manual chapter I',
  remedy: 'Use 25 where the visit was a significant service of its own.',
  examples: {
    fails: { changes: { 'lines[0].modifiers': ['59'] } },
    passes: { changes: { 'lines[1].modifiers': ['QW', '59'] } },
  },
  check: (claim) =>
    lineHits(claim, ({ code, modifiers, modifiersField, number }) => {
      if (modifiers.length === 0 || !modifiers.some(isDistinct) || !isEvaluation(code)) return undefined;
      return {
        field: modifiersField,
        line: number,
        message: 'Modifier 59, or one of XE, XS, XP, XU, stands on a visit.',
      };
    }),
};

const distinctFromNothing: Edit = {
  id: 'MOD-04',
  level: 'claim',
  types: ['P'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  cause:
    '25 says that a visit was more than what another service of the day includes. Where there is no other ' +
    'service that day, on this claim or an earlier one, it says nothing.',
  source: 'CMS Pub. 100-04 chapter 12 §30.6.6',
  remedy: 'Bill the other service, or take 25 away.',
  examples: {
    fails: { changes: { 'lines[1].from': '20260106' } },
    passes: { changes: {} },
  },
  check: (claim, context) =>
    lineHits(claim, (line) => {
      const { code, modifiers, modifiersField, number } = line;
      if (!modifiers.includes('25') || !isEvaluation(code) || hasCompany(line, claim, context))
        return undefined;
      return {
        field: modifiersField,
        line: number,
        message: 'Modifier 25 stands on a visit without another service.',
      };
    }),
};

function hasCompany(line: LineFacts, claim: ClaimFacts, context: EditContext): boolean {
  for (const other of claim.lines)
    if (other !== line && other.code !== '' && covers(other, line.from)) return true;
  return besides(claim, context).some((other) => other.code !== '' && covers(other, line.from));
}

const visitWithProcedure: Edit = {
  id: 'MOD-05',
  level: 'claim',
  types: ['P'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  tables: ['mpfs'],
  cause:
    'The payment of a procedure includes visits of the same surgeon: of its day where its global period is 0 or ' +
    '10 days, of its day and the day before where it is 90. A visit that counts for itself has 25 with the ' +
    'first, 57 with the second. A warning, for many visits are part of the procedure and rightly unpaid.',
  source: 'CMS Pub. 100-04 chapter 12 §30.6.6, §40.1; physician fee schedule, global period',
  remedy: 'Add 25 or 57 where the chart shows a visit beyond the procedure; else leave the visit off.',
  examples: {
    fails: { changes: { 'lines[0].modifiers': [], 'lines[1].code': '11102', 'lines[1].modifiers': [] } },
    passes: { changes: { 'lines[1].code': '11102', 'lines[1].modifiers': [] } },
  },
  check: (claim, context) => {
    if (claim.lines.length < 2 && context.history.length === 0) return NOTHING;
    return lineHits(claim, (line) => {
      if (!isEvaluation(line.code) || line.modifiers.includes('57') || line.modifiers.includes('24'))
        return undefined;
      const rest = claim.lines as readonly AnyLine[];
      return procedureBeside(line, rest, context) ?? procedureBeside(line, besides(claim, context), context);
    });
  },
};

/** What a surgeon's helpers, and whoever gives only the care before or after, bill includes no visits. */
const IN_PART: ReadonlySet<string> = new Set(['26', 'TC', '54', '55', '56', '80', '81', '82', 'AS']);

function procedureBeside(
  visit: LineFacts,
  others: readonly AnyLine[],
  context: EditContext,
): Hit | undefined {
  for (const other of others) {
    if (other.rendering !== visit.rendering || !isSurgery(other.code)) continue;
    if (other.from === 0 || visit.from === 0 || other.from < visit.from) continue;
    const days = other.from === visit.from ? 0 : daysFrom(visit.from, other.from);
    if (days > 1) continue;
    const found = feeRowOf(context, other.code, other.from);
    if (found === undefined || other.modifiers.some((modifier) => IN_PART.has(modifier))) continue;
    const period = globalDays(found);
    const isLacking = period === 90 || (period >= 0 && days === 0 && !visit.modifiers.includes('25'));
    if (!isLacking) continue;
    const message =
      period === 90
        ? 'The visit is part of a major procedure of this or the next day, unless 57 says that it decided on it.'
        : 'The visit is part of a procedure of the same day, unless 25 says that it was more.';
    const row = decidedBy(found.table, other.code);
    return { field: visit.modifiersField, line: visit.number, message, row };
  }
  return undefined;
}

export const visitModifierEdits: readonly Edit[] = [
  ofVisitsOnly,
  distinctVisit,
  distinctFromNothing,
  visitWithProcedure,
];
