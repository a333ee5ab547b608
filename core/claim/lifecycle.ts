import { Defect } from '../result.ts';
import type { Step } from './journal.ts';
import type { EventKind, FilingEvent, FilingView, Verdict } from './lifecycle-events.ts';
import { type Evidence, evidenceOf, guards } from './lifecycle-guards.ts';
import { type TransitionRow, transitionTable } from './lifecycle-table.ts';
import { type FilingState, filingStates } from './types.ts';
import type { WorkReason } from './work.ts';

export type * from './lifecycle-events.ts';

/**
 * How an event was taken:
 * `moved` or `kept` by a row of the table; `stored` because stronger evidence is there already (rule 1);
 * `repeated` because the filing is where the event leads; `earlier-attempt` because it answers one (rule 3);
 * `conflicting` because weaker evidence contradicts stronger (rule 2); `unexpected` for a document and
 * `refused` for an act of ours that the table does not know in this state.
 */
export type Outcome =
  | 'moved'
  | 'kept'
  | 'stored'
  | 'repeated'
  | 'earlier-attempt'
  | 'conflicting'
  | 'unexpected'
  | 'refused';

export interface Transition {
  readonly outcome: Outcome;
  /** Rows followed, in order; a kept state is a step to itself. Empty when no row applies. */
  readonly steps: readonly Step[];
  /** State, attempt and rank after the steps. */
  readonly state: FilingState;
  readonly attempt: number;
  readonly rank: number;
  /** Where a replacement, void or appeal will return to. */
  readonly before?: FilingState;
  readonly work: readonly WorkReason[];
}

/** A filing that has just begun. */
export const newFiling: FilingView = { state: 'DRAFT', attempt: 1, rank: 0 };

const UNSENT: readonly FilingState[] = ['DRAFT', 'EDIT_HOLD', 'READY'];
const CORRECTING: readonly FilingState[] = ['REPLACING', 'VOIDING'];
/** The rank of the document that refuses: what is weaker came first and only arrives late. */
const REFUSAL_RANK: Partial<Record<FilingState, number>> = {
  REJ_INTERCHANGE: 1,
  REJ_SYNTAX: 2,
  // The payer's own front end may refuse what the clearinghouse had accepted.
  REJ_FRONTEND: 4,
};

const ACKNOWLEDGMENTS: readonly EventKind[] = ['ta1', '999', '277ca', '277'];
const DOCUMENTS: readonly EventKind[] = [...ACKNOWLEDGMENTS, 'adjudicated', 'reversed', 'crossed-over'];
/**
 * Money is never waved through as a repetition: the journal knows repeated payments by their cause (row 33).
 */
const MONEY: readonly EventKind[] = ['adjudicated', 'reversed', 'crossed-over'];

const NO_ROWS: readonly TransitionRow[] = [];
const rowsByEvent: ReadonlyMap<EventKind, readonly TransitionRow[]> = Map.groupBy(
  transitionTable,
  (row) => row.on,
);
const rowsOf = (event: FilingEvent): readonly TransitionRow[] => rowsByEvent.get(event.kind) ?? NO_ROWS;
/** Rows by event and state: a table is looked up for every document. */
const rowsByState: ReadonlyMap<EventKind, ReadonlyMap<FilingState, readonly TransitionRow[]>> = new Map(
  [...rowsByEvent].map(([kind, rows]) => [
    kind,
    new Map(filingStates.map((state) => [state, rows.filter((row) => row.from.includes(state))])),
  ]),
);

const guardHolds = ({ guard }: TransitionRow, event: FilingEvent, filing: FilingView): boolean =>
  guard === undefined || guards[guard].holds(event, filing);

/** Rows of the table that apply to `event` in the filing's state. At most one does; a test holds this. */
export const applicableRows = (filing: FilingView, event: FilingEvent): readonly TransitionRow[] =>
  (rowsByState.get(event.kind)?.get(filing.state) ?? NO_ROWS).filter((row) => guardHolds(row, event, filing));

/**
 * What `event` does to `filing`: the transition table under the out-of-order rules (domain.md 1.4).
 *
 * It never throws on data: what the table does not know keeps the state and asks a person.
 */
export function transition(filing: FilingView, event: FilingEvent): Transition {
  if (answersEarlierAttempt(filing, event)) return keep(filing, 'earlier-attempt');
  if (filing.state === 'BATCHED' && DOCUMENTS.includes(event.kind)) return provenSent(filing, event);

  const evidence = evidenceOf(event);
  if (evidence !== null && !evidence.positive && evidence.rank < filing.rank)
    return keep(filing, 'conflicting', ['CONFLICTING_ACK']);

  const [row] = applicableRows(resendDropped(filing, event), event);
  if (row !== undefined) return follow(row, filing, event);
  if (isRepeated(filing, event)) return keep(filing, 'repeated');
  if (evidence !== null && isStoredOnly(filing, evidence, event))
    return { ...keep(filing, 'stored'), rank: Math.max(filing.rank, evidence.rank) };
  return DOCUMENTS.includes(event.kind)
    ? keep(filing, 'unexpected', ['UNEXPECTED_DOCUMENT'])
    : keep(filing, 'refused');
}

/** The filing after a transition: what the next event is judged by. */
export function afterTransition(filing: FilingView, done: Transition): FilingView {
  const { state, attempt, rank, before } = done;
  const { before: _, batch, acceptedOn, ...rest } = filing;
  // A new attempt is in no file yet, and nobody has answered it.
  const isSame = attempt === filing.attempt;
  return {
    ...rest,
    ...{ state, attempt, rank },
    ...(isSame && batch !== undefined ? { batch } : {}),
    ...(isSame && acceptedOn !== undefined ? { acceptedOn } : {}),
    ...(before === undefined ? {} : { before }),
  };
}

/** Several events in order, as one transition with the outcome of the last. */
export function transitions(filing: FilingView, events: readonly FilingEvent[]): Transition {
  const [first, ...others] = events;
  return first === undefined ? keep(filing, 'kept') : followedBy(filing, transition(filing, first), others);
}

/** What `filing` went through, and after it the events, as one transition with the outcome of the last. */
export function followedBy(filing: FilingView, done: Transition, events: readonly FilingEvent[]): Transition {
  let view = filing;
  let last = done;
  let all = done;
  for (const event of events) {
    view = afterTransition(view, last);
    last = transition(view, event);
    all = { ...last, steps: [...all.steps, ...last.steps], work: [...all.work, ...last.work] };
  }
  return all;
}

/** The filing as it is, with what a person has to look at. */
export const unchanged = (filing: FilingView, work: readonly WorkReason[]): Transition =>
  keep(filing, 'kept', work);

function keep(filing: FilingView, outcome: Outcome, work: readonly WorkReason[] = []): Transition {
  const { state, attempt, rank, before } = filing;
  return { outcome, steps: [], state, attempt, rank, work, ...(before === undefined ? {} : { before }) };
}

/** Rule 3: an answer to attempt n says nothing about attempt n + 1. */
function answersEarlierAttempt({ state, attempt, batch }: FilingView, event: FilingEvent): boolean {
  if (!ACKNOWLEDGMENTS.includes(event.kind)) return false;
  if (UNSENT.includes(state)) return attempt > 1;
  if (batch === undefined) return CORRECTING.includes(state);
  switch (event.kind) {
    case 'ta1':
      return event.controlNo !== undefined && Number(event.controlNo) !== batch.controlNo;
    case '999':
      return event.groupControlNo !== undefined && Number(event.groupControlNo) !== batch.controlNo;
    case '277ca':
      if (event.batchId !== undefined) return event.batchId !== batch.batchId;
      return (
        event.processDate !== undefined && batch.sentOn !== undefined && event.processDate < batch.sentOn
      );
    default:
      return false;
  }
}

/** Rule 6: an answer proves that the file was sent. */
function provenSent(filing: FilingView, event: FilingEvent): Transition {
  const sent = transition(filing, { kind: 'sent' });
  const answered = transition(afterTransition(filing, sent), event);
  return { ...answered, steps: [...sent.steps, ...answered.steps], work: [...sent.work, ...answered.work] };
}

/**
 * Rule 4: an 835 is the strongest evidence. It counts for a refused filing too, and while a resend is
 * prepared.
 */
function resendDropped(filing: FilingView, event: FilingEvent): FilingView {
  if (event.kind !== 'adjudicated') return filing;
  const resending = UNSENT.includes(filing.state) && filing.attempt > 1;
  return resending || filing.state in REFUSAL_RANK ? { ...filing, state: 'SENT' } : filing;
}

/** Whether the event leads where the filing is already. */
const isRepeated = (filing: FilingView, event: FilingEvent): boolean =>
  !MONEY.includes(event.kind) &&
  rowsOf(event).some((row) => row.to === filing.state && guardHolds(row, event, filing));

/** Rule 1: a positive document never lowers what is reached; it fills in ids. */
function isStoredOnly({ state }: FilingView, { rank, positive }: Evidence, event: FilingEvent): boolean {
  if (!positive || UNSENT.includes(state) || MONEY.includes(event.kind)) return false;
  const refusal = REFUSAL_RANK[state];
  return refusal === undefined || rank < refusal;
}

function follow(row: TransitionRow, filing: FilingView, event: FilingEvent): Transition {
  const to = destination(row, filing, event);
  const evidence = evidenceOf(event);
  const rank = evidence?.positive === true ? Math.max(filing.rank, evidence.rank) : filing.rank;
  const before = beforeOf(row, filing, to);
  return {
    outcome: to === filing.state ? 'kept' : 'moved',
    steps: [{ row: row.row, from: filing.state, to }],
    state: to,
    attempt: filing.attempt + (row.nextAttempt === true ? 1 : 0),
    rank: rankAfter(row, rank, filing),
    ...(before === undefined ? {} : { before }),
    work: row.work ?? [],
  };
}

/**
 * A new attempt has no evidence yet; after a refused replacement or void the old adjudication's stands
 * again.
 */
function rankAfter(row: TransitionRow, rank: number, { before }: FilingView): number {
  if (row.nextAttempt === true) return 0;
  return row.to === 'before' ? rankOf(before) : rank;
}
/** A void may begin before anything is decided. */
const rankOf = (before: FilingState | undefined): number => RANK_BEFORE_DECISION[before ?? 'DENIED'] ?? 6;
const RANK_BEFORE_DECISION: Partial<Record<FilingState, number>> = { PAYER_ACCEPTED: 4, PENDED: 5 };

function beforeOf(row: TransitionRow, filing: FilingView, to: FilingState): FilingState | undefined {
  if (row.to === 'REPLACING' || row.to === 'VOIDING' || row.to === 'APPEALED') return filing.state;
  return to === filing.state ? filing.before : undefined;
}

function destination({ to }: TransitionRow, filing: FilingView, event: FilingEvent): FilingState {
  if (to === 'same') return filing.state;
  if (to === 'before') {
    if (filing.before === undefined) throw new Defect(`a filing in ${filing.state} knows where it came from`);
    return filing.before;
  }
  if (to === 'as before the match') {
    if (event.kind !== 'match-undone' && event.kind !== 'act-undone')
      throw new Defect(`nothing is undone in ${event.kind}`);
    return event.to;
  }
  return to === 'as adjudicated' ? adjudicatedState(event) : to;
}

/** Rows 22 to 26: forwarded, or what the verdict says. */
function adjudicatedState(event: FilingEvent): Verdict | 'FORWARDED' {
  if (event.kind !== 'adjudicated' && event.kind !== 'crossed-over')
    throw new Defect(`no verdict in ${event.kind}`);
  return ['19', '20', '21'].includes(event.status) ? 'FORWARDED' : event.verdict;
}
