import type { JournalEvent } from '../../core/claim/journal.ts';
import { denialItemIds } from '../../core/denial/playbook.ts';
import { cents, formatDollars } from '../../core/money.ts';
import { allInForce, isPosted, standing } from '../../core/remit/in-force.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { WorkStore } from '../../store/work.ts';
import type { Clock } from '../runtime/environment.ts';

export interface Closing {
  readonly claims: ClaimStore;
  readonly work: WorkStore;
  readonly now: Clock;
}

/** Names an adjudication in the ids of its items. */
export const adjudicationIdOf = ({ claimNo, cause }: Pick<JournalEvent, 'claimNo' | 'cause'>): string =>
  `${claimNo}-${sha256(cause).slice(0, 16)}`;

/** The items of what an event denies. */
const itemsOf = (event: JournalEvent): readonly string[] =>
  event.facts.kind === 'adjudicated' ? denialItemIds(event.facts.denials, adjudicationIdOf(event)) : [];

/** An outcome that these functions write begins so: what was closed by it may be opened again. */
const RECOVERED = 'recovered';
const TAKEN_BACK = 'The payer took this decision back.';
const DECIDED_ANEW = 'The payer decided anew.';
/** What a person did about all that a payer denied. */
const GIVEN_UP: Partial<Record<JournalEvent['facts']['kind'], string>> = {
  'written-off': 'Written off.',
  'billed-to-patient': 'Billed to the patient.',
};
const isOurs = (outcome = ''): boolean =>
  outcome.startsWith(RECOVERED) || [TAKEN_BACK, DECIDED_ANEW, ...Object.values(GIVEN_UP)].includes(outcome);

/**
 * How a denial ended, by the claim's journal: recovered by a later payment, decided anew, taken back, or given up by a
 * person. Null as long as it stands (domain.md 6.1).
 */
export function outcomeOf(journal: readonly JournalEvent[], denial: JournalEvent): string | null {
  const isIt = ({ cause }: JournalEvent): boolean => cause === denial.cause;
  if (!isPosted(denial)) return null;
  if (allInForce(journal).some(isIt)) return givenUp(journal, denial);
  const later = standing(journal).filter(
    ({ version, filing }) => version > denial.version && filing === denial.filing,
  );
  const isReversed = later.some(({ facts }) => facts.kind === 'reversed' && facts.reverses === denial.cause);
  if (isReversed) return TAKEN_BACK;
  const next = later.find(isPosted);
  if (next === undefined) return standing(journal).some(isIt) ? null : TAKEN_BACK;
  const { paidCents } = next.facts.adjudication;
  return paidCents > 0 ? `${RECOVERED} ${formatDollars(cents(paidCents))}` : DECIDED_ANEW;
}

/** The filing was closed by a person, who did not take that back. */
function givenUp(journal: readonly JournalEvent[], denial: JournalEvent): string | null {
  const undone = new Set(
    journal.flatMap(({ facts }) => (facts.kind === 'act-undone' ? [facts.reverses] : [])),
  );
  const closing = journal.findLast(
    ({ facts, filing, version, state, cause }) =>
      GIVEN_UP[facts.kind] !== undefined &&
      filing === denial.filing &&
      version > denial.version &&
      state === 'CLOSED' &&
      !undone.has(cause),
  );
  return closing === undefined ? null : (GIVEN_UP[closing.facts.kind] ?? null);
}

/** Closes the items of a denial. */
export async function closeItems(
  { work, now, user = 'claimline' }: Omit<Closing, 'claims'> & { readonly user?: string },
  denial: JournalEvent,
  outcome: string,
): Promise<void> {
  const actor = { user, nowEpochMs: now() };
  for (const id of itemsOf(denial)) await work.resolve(id, actor, outcome);
}

/** Rows by which a decision takes the place of another that was not reversed. */
const IN_PLACE: readonly number[] = [37, 65];

/** Whether an event may end a denial before it: most do not, and cost no look at the journal. */
const mayEnd = ({ facts, steps, attempt }: JournalEvent): boolean => {
  if (facts.kind === 'reversed') return facts.disposition === 'posted';
  const isDecision = facts.kind === 'adjudicated' && facts.disposition === 'posted';
  return isDecision && (attempt > 1 || steps.some(({ row }) => IN_PLACE.includes(row)));
};

/** Closes the items of denials that an event ends. It looks at the journal up to the event: a repeat finds the same. */
export async function closeEndedDenials(context: Closing, event: JournalEvent): Promise<void> {
  if (!mayEnd(event)) return;
  const journal = (await context.claims.events(event.claimNo)).slice(0, event.version);
  for (const denial of journal.filter((one) => one.filing === event.filing && one !== event)) {
    const outcome = itemsOf(denial).length === 0 ? null : outcomeOf(journal, denial);
    if (outcome !== null) await closeItems(context, denial, outcome);
  }
}

/** After what had ended them was undone, denials stand again: their items open again, once for the event. */
export async function reopenDenials(context: Closing, event: JournalEvent): Promise<void> {
  const journal = (await context.claims.events(event.claimNo)).slice(0, event.version);
  const actor = { user: 'claimline', nowEpochMs: context.now() };
  const why = { cause: event.cause, note: 'What had ended it was undone.' };
  for (const denial of allInForce(journal).filter((one) => outcomeOf(journal, one) === null))
    for (const id of itemsOf(denial)) {
      const item = await context.work.get(id);
      if (item !== null && isOurs(item.outcome)) await context.work.reopen(id, actor, why);
    }
}
