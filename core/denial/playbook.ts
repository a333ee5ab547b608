import type { Priority, WorkDetail, WorkItemDraft } from '../claim/types.ts';
import { addDays, type CivilDate } from '../dates.ts';
import type { ClaimNo, ClientId, PartnerId } from '../ids.ts';
import { sum } from '../money.ts';
import { Defect } from '../result.ts';
import { carcRule, type DeadlineBasis, type DenialAction, denialActions } from './carc.ts';
import { type ClassifiedDenial, classify, type DenialItem } from './classify.ts';
import { proofDetails, proofSentence, type TimelyProof } from './timely-proof.ts';

/** A payer's time limits in days; a payer's profile in the configuration is one. */
export interface DenialLimits {
  /** From the 835's date. */
  readonly replacementWindowDays: number;
  /** From the 835's date. */
  readonly appealDays: number;
  /** From the service date; absent: not limited. */
  readonly timelyFilingDays?: number | undefined;
}

/** Days in which a payer expects records where its letter names no date (domain.md 6.1). */
const DOCUMENT_DAYS = 30;
/** Working time before a deadline. */
const MARGIN_DAYS = 10;
const WORKING_DAYS: Record<Priority, number> = { P1: 14, P2: 30, P3: 45, P4: 60 };

export interface DenialContext {
  /** Names the adjudication; item ids are made from it, so that a repeated posting opens nothing new. */
  readonly adjudicationId: string;
  readonly claimNo: ClaimNo;
  readonly clientId: ClientId;
  readonly partnerId: PartnerId;
  readonly today: CivilDate;
  /** BPR16. */
  readonly remittanceDate: CivilDate;
  /** First day of service. */
  readonly serviceDate: CivilDate;
  readonly limits: DenialLimits;
  /** Where something was denied as filed too late (`isLateFiling`). */
  readonly proof?: TimelyProof;
}

/** Whether an item is appealed with proof of timely filing. */
export const isLateFiling = (item: DenialItem): boolean => classify(item).category === 'timely-filing';

/** Last day for the action; null where nothing limits it. */
export function deadlineOf(basis: DeadlineBasis | undefined, context: DenialContext): CivilDate | null {
  const { remittanceDate, serviceDate, limits } = context;
  switch (basis) {
    case 'R':
      return addDays(remittanceDate, limits.replacementWindowDays);
    case 'A':
      return addDays(remittanceDate, limits.appealDays);
    case 'D':
      return addDays(remittanceDate, DOCUMENT_DAYS);
    case 'T':
      return limits.timelyFilingDays === undefined ? null : addDays(serviceDate, limits.timelyFilingDays);
    default:
      return null;
  }
}

const earliest = (...dates: readonly [CivilDate, ...CivilDate[]]): CivilDate =>
  dates.toSorted()[0] ?? dates[0];

/** min(deadline − 10 days, today + 14/30/45/60 by priority), and never before today (domain.md 6.1). */
export function denialDueDate(priority: Priority, deadline: CivilDate | null, today: CivilDate): CivilDate {
  const usual = addDays(today, WORKING_DAYS[priority]);
  if (deadline === null) return usual;
  const due = earliest(usual, addDays(deadline, -MARGIN_DAYS));
  return due < today ? today : due;
}

/**
 * The work items of one adjudication: items with the same action are worked together (domain.md 6.1).
 * What needs no action at all (INFO of an unlisted kind) still shows, so that its open balance is seen.
 */
export function denialWorkItems(
  items: readonly DenialItem[],
  context: DenialContext,
): readonly WorkItemDraft[] {
  const byAction = Map.groupBy(items.map(classify), (denial) => denial.action);
  return [...byAction]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([action, denials]) => denialWorkItem(action, denials, context));
}

const itemId = (adjudicationId: string, action: DenialAction): string => `${adjudicationId}/DENIAL/${action}`;

/** The ids of `denialWorkItems`, whatever the day and the payer's limits. */
export const denialItemIds = (items: readonly DenialItem[], adjudicationId: string): readonly string[] =>
  [...new Set(items.map((item) => classify(item).action))].map((action) => itemId(adjudicationId, action));

function denialWorkItem(
  action: DenialAction,
  denials: readonly ClassifiedDenial[],
  context: DenialContext,
): WorkItemDraft {
  const [worst, ...others] = [...denials].sort(byUrgency);
  if (worst === undefined) throw new Defect('a work item has at least one denial');
  const { adjudicationId, claimNo, clientId, partnerId, today } = context;
  const proof = denials.some(({ category }) => category === 'timely-filing') ? context.proof : undefined;
  const dueOf = (d: ClassifiedDenial) => denialDueDate(d.priority, deadlineOf(d.deadline, context), today);
  return {
    id: itemId(adjudicationId, action),
    queue: worst.queue,
    reason: 'DENIAL',
    priority: worst.priority,
    dueDate: earliest(dueOf(worst), ...others.map(dueOf)),
    summary: [summaryOf(worst, others.length), ...(proof === undefined ? [] : [proofSentence(proof)])].join(
      ' ',
    ),
    clientId,
    partnerId,
    claimNo,
    value: sum(denials.map((d) => d.amount)),
    action,
    details: [...denials.flatMap(detailsOf), ...(proof === undefined ? [] : proofDetails(proof))],
  };
}

/** Most urgent first; of equal urgency the largest amount, then the first line. */
const byUrgency = (a: ClassifiedDenial, b: ClassifiedDenial): number =>
  a.priority.localeCompare(b.priority) || b.amount - a.amount || a.lineNo - b.lineNo;

function summaryOf({ group, carc, action, alternatives, lineNo }: ClassifiedDenial, others: number): string {
  const what = lineNo === 0 ? 'The claim' : `Line ${lineNo}`;
  const more = others === 0 ? '' : `, with ${others} more of the same action`;
  const verb = group === 'PR' ? 'was left to the patient' : 'was denied';
  const instead = alternatives.length === 0 ? '' : ` (or ${alternatives.join(', ')})`;
  const why = `${carcRule(carc).means} (${group}-${carc})`;
  return `${what} ${verb}: ${why}${more}. Next: ${denialActions[action]}${instead}.`;
}

const detailsOf = ({ group, carc, lineNo, amount, remarks }: ClassifiedDenial): WorkDetail[] => [
  { code: `${group}-${carc}`, ...(lineNo === 0 ? {} : { line: lineNo }), amount, text: carcRule(carc).means },
  ...remarks.map((code) => ({ code, ...(lineNo === 0 ? {} : { line: lineNo }) })),
];
