import { onFiling } from '../claim/filings.ts';
import { filingView, type Head } from '../claim/head.ts';
import type { JournalEvent } from '../claim/journal.ts';
import { type Transition, transition, unchanged } from '../claim/lifecycle.ts';
import { type PatientFacts, type UndoableKind, undoableKinds } from '../claim/patient-facts.ts';
import type { JournalEntry } from '../ledger/entries.ts';
import { type Act, type ActDecision, actDraft, refuse } from './act.ts';
import { takenBack } from './follow-ups.ts';

type Undoable = JournalEvent & { readonly facts: Extract<PatientFacts, { readonly kind: UndoableKind }> };

const isUndoable = (event: JournalEvent): event is Undoable =>
  undoableKinds.some((kind) => kind === event.facts.kind);

/** What a person did last on the claim and did not take back; a payer's reversal may have done so meanwhile. */
export function lastUndoable(journal: readonly JournalEvent[]): Undoable | undefined {
  const undone = new Set(
    journal.flatMap(({ facts }) => (facts.kind === 'act-undone' ? [facts.reverses] : [])),
  );
  return journal.filter(isUndoable).findLast(({ cause }) => !undone.has(cause));
}

/**
 * Takes back what a person did last: a waiver, a placement, a bad debt, a write-off, a refund whose check never left, a
 * recoupment that was another claim's.
 * What is left of its entries is mirrored (J13), and a filing that it closed is open again.
 *
 * @param act `further` takes back what was done before as well, right after something was: else the same word said
 *   twice would undo two things
 * @param journal the claim's whole journal up to the head
 */
export function actTakenBack(
  stored: Head,
  act: Act & { readonly further?: boolean },
  journal: readonly JournalEvent[],
): ActDecision {
  if (journal.at(-1)?.facts.kind === 'act-undone' && act.further !== true) return refuse('NOTHING_TO_UNDO');
  const done = lastUndoable(journal);
  if (done === undefined) return refuse('NOTHING_TO_UNDO');
  const { facts, cause: reverses, filing } = done;
  const all = journal.flatMap(({ entries }) => entries);
  const { cause, date } = act;
  const its = [...done.entries, ...recalledSince(done, journal)].toReversed();
  const entries = takenBack(its, all, { cause, date, kind: 'J13' });
  if (entries.length === 0) return refuse('NOTHING_TO_UNDO');
  const head = onFiling(stored, filing);
  const { user } = act;
  const { kind: undid, amountCents } = facts;
  return {
    ok: true,
    draft: actDraft(head, act, {
      transition: reopened(head, done),
      entries,
      facts: { kind: 'act-undone', user, undid, amountCents, reverses },
    }),
  };
}

/** What came back from an agency since was recalled from this placement: without it, it was never there. */
const recalledSince = (
  { facts, version }: Undoable,
  journal: readonly JournalEvent[],
): readonly JournalEntry[] =>
  facts.kind === 'placed-in-collections'
    ? journal
        .filter((event) => event.version > version)
        .flatMap(({ entries }) => entries.filter(({ type }) => type === 'J11a'))
    : [];

/** Back to where the filing was, if this is what closed it. */
function reopened(head: Head, { steps }: Undoable): Transition {
  const view = filingView(head);
  const closing = steps.find(({ from, to }) => from !== to);
  return closing === undefined
    ? unchanged(view, [])
    : transition(view, { kind: 'act-undone', to: closing.from });
}
