import type { ClaimNo } from '../ids.ts';
import { applyEntries, type ClaimBalances, noClaimBalances } from '../ledger/balances.ts';
import { Defect } from '../result.ts';
import { together } from './answered.ts';
import { type CreditDays, withCredits } from './credits.ts';
import { onFiling, showActive } from './filings.ts';
import {
  type AdjudicationFacts,
  type BatchRef,
  type EventDraft,
  type EventFacts,
  JOURNAL_SHAPE,
  type JournalEvent,
  type StandBefore,
} from './journal.ts';
import { type FilingView, newFiling, type Transition } from './lifecycle.ts';
import { serviceKeyOf } from './service-key.ts';
import { type InterchangeEvidence, interchangeRank, stateThroughInterchange } from './through-interchange.ts';
import type { FilingState } from './types.ts';

type AssembledFacts = Extract<EventFacts, { kind: 'assembled' }>;

/** One filing of a claim: where it stands with its payer. */
export interface FilingStand {
  readonly attempt: number;
  readonly state: FilingState;
  /** When the state was entered; ISO. */
  readonly since: string;
  readonly rank: number;
  readonly before?: FilingState;
  /** Version of the event that carries the content in force. */
  readonly contentVersion: number;
  readonly contentHash: string;
  readonly payerId: string;
  /** SBR09: what kind of payer it is, so how long it may take. */
  readonly indicator?: string;
  /** Member, day, charge and rendering provider (service-key.ts): what a payment without our number is found by. */
  readonly serviceKey?: string;
  /** Under which numbers the present attempt went out; absent until it does. */
  readonly batch?: BatchRef & { readonly sentOn: string };
  /** Process date of the payer's acceptance, CCYYMMDD. */
  readonly acceptedOn?: string;
  readonly payerClaimControlNo?: string;
  readonly adjudication?: AdjudicationFacts;
}

/**
 * The projection of a claim's journal: one small item that readers and indexes use. It can be rebuilt from the
 * journal at any time; losing it loses nothing.
 *
 * It shows one filing, the active one: the first, in the order of the payers, that still wants something. The others
 * are behind it: `onFiling` shows one of them instead.
 */
export interface Head extends FilingStand, CreditDays {
  readonly claimNo: ClaimNo;
  readonly clientId: string;
  readonly partnerId: string;
  /** Version of the last event folded in. */
  readonly version: number;
  /** Payer sequence of the filing that is shown. */
  readonly filing: number;
  /** Version of the event that holds the coverages found later; they belong to every content (coverages.ts). */
  readonly coveragesVersion?: number;
  /** The other filings, by payer sequence; absent while there is one only. */
  readonly others?: Readonly<Record<string, FilingStand>>;
  readonly parts: number;
  readonly chargeCents: number;
  /** The same patient at the same billing provider, without saying who. */
  readonly patientKey?: string;
  /** First and last day of service, CCYYMMDD. */
  readonly firstDay?: string;
  readonly lastDay?: string;
  readonly balances: ClaimBalances;
  /** Causes of all events up to `version`. */
  readonly causes: readonly string[];
}

const start = (event: JournalEvent): Head => {
  if (event.facts.kind !== 'assembled') throw new Defect('a journal begins with its assembly');
  const { claim, contentHash, parts } = event.facts;
  return {
    claimNo: event.claimNo,
    clientId: claim.clientId,
    partnerId: claim.partnerId,
    version: 0,
    filing: event.filing,
    attempt: event.attempt,
    state: 'DRAFT',
    since: event.at,
    rank: 0,
    contentVersion: event.version,
    contentHash,
    parts,
    ...payerOf(event),
    chargeCents: claim.totalCharge,
    ...patientOf(event.facts),
    ...serviceOf(event),
    balances: noClaimBalances,
    causes: [],
  };
};

/** What the patient's other claims are found by. */
const patientOf = ({
  patientKey,
  claim: { content },
}: AssembledFacts): Pick<Head, 'patientKey' | 'firstDay' | 'lastDay'> => {
  if (patientKey === undefined) return {};
  const [firstDay = ''] = content.lines.map(({ from }) => from).toSorted();
  const lastDay =
    content.lines
      .map(({ from, to = from }) => to)
      .toSorted()
      .at(-1) ?? '';
  return { patientKey, firstDay, lastDay };
};

function serviceOf({ facts, filing }: JournalEvent): Pick<Head, 'serviceKey'> {
  if (facts.kind !== 'assembled') return {};
  const key = serviceKeyOf(facts.claim.content, facts.claim.totalCharge, filing);
  return key === undefined ? {} : { serviceKey: key };
}

function payerOf({ facts, filing }: JournalEvent): Pick<Head, 'payerId' | 'indicator'> {
  if (facts.kind !== 'assembled') return { payerId: '' };
  const coverage = facts.claim.content.coverages.find(({ seq }) => seq === filing);
  const indicator = coverage?.filingCode;
  return { payerId: coverage?.payer.id ?? '', ...(indicator === undefined ? {} : { indicator }) };
}

const takesBack = ({ facts }: JournalEvent): boolean =>
  facts.kind === 'unmatched' || (facts.kind === 'reversed' && facts.disposition === 'posted');

/** A part of a split claim stands beside the parts before. */
const inForceAfter = (
  { adjudication, joins }: Extract<EventFacts, { kind: 'adjudicated' }>,
  before: Head,
): AdjudicationFacts =>
  joins === true && before.adjudication !== undefined
    ? together(before.adjudication, adjudication)
    : adjudication;

/** What is said of an earlier attempt, and no more of one that begins. */
function withoutAttempt({ batch: _, acceptedOn: __, ...rest }: Head, { facts }: JournalEvent): Head {
  if (facts.kind !== 'assembled' || facts.act?.kind !== 'refile') return rest;
  // The denial stays in history; the new claim has no answer yet.
  const { adjudication: ___, ...unanswered } = rest;
  return unanswered;
}

/** What an event's facts change on the head, beyond state and money. */
function factsOf(event: JournalEvent, before: Head): Partial<Head> {
  const { facts } = event;
  switch (facts.kind) {
    case 'assembled':
      return {
        contentVersion: event.version,
        contentHash: facts.contentHash,
        parts: facts.parts,
        ...payerOf(event),
        chargeCents: facts.claim.totalCharge,
        ...patientOf(facts),
        ...serviceOf(event),
      };
    case 'batched': {
      const { planId, controlNo, setControlNo, batchId } = facts;
      const sentOn = event.at.slice(0, 10).replaceAll('-', '');
      return { batch: { planId, controlNo, setControlNo, batchId, sentOn } };
    }
    case 'acknowledged': {
      const { payerClaimControlNo, processDate } = facts;
      // REF*1K is a candidate only: once an 835 gave CLP07, that is the number a replacement names.
      const isNews = payerClaimControlNo !== undefined && before.adjudication === undefined;
      return {
        ...(isNews ? { payerClaimControlNo } : {}),
        ...(event.state === 'PAYER_ACCEPTED' && processDate !== undefined ? { acceptedOn: processDate } : {}),
      };
    }
    case 'adjudicated':
      return facts.disposition === 'posted'
        ? {
            adjudication: inForceAfter(facts, before),
            payerClaimControlNo: facts.adjudication.payerClaimControlNo,
            ...(facts.payerId === undefined ? {} : { payerId: facts.payerId }),
          }
        : {};
    case 'coverage-added':
    case 'coverage-dropped':
      return { coveragesVersion: event.version };
    case 'reversed':
      return facts.leaves === undefined ? {} : { adjudication: facts.leaves };
    case 'unmatched': {
      const { adjudication, payerClaimControlNo } = facts.restores;
      return {
        ...(adjudication === undefined ? {} : { adjudication }),
        ...(payerClaimControlNo === undefined ? {} : { payerClaimControlNo }),
      };
    }
    default:
      return {};
  }
}

/**
 * Folds one event into the head.
 *
 * @param head null before the first event
 * @throws Defect when the event is not the next one, or of a shape this release does not know
 */
export function applyToHead(head: Head | null, event: JournalEvent): Head {
  if (event.shape > JOURNAL_SHAPE) throw new Defect('journal event of a newer release');
  const shown = onFiling(head ?? start(event), event.filing);
  if (event.version !== shown.version + 1) throw new Defect('journal event out of order');
  const before = event.attempt > shown.attempt ? withoutAttempt(shown, event) : shown;
  const { before: _, adjudication, payerClaimControlNo, ...rest } = before;
  const isUndone = event.facts.kind === 'unmatched';
  const balances = applyEntries(before.balances, event.entries);
  return showActive({
    ...withCredits(rest, balances, event.at),
    ...(payerClaimControlNo === undefined || isUndone ? {} : { payerClaimControlNo }),
    // What was taken back is in force no more; its payer claim number stays known.
    ...(adjudication === undefined || takesBack(event) ? {} : { adjudication }),
    ...(event.before === undefined ? {} : { before: event.before }),
    ...factsOf(event, before),
    version: event.version,
    filing: event.filing,
    attempt: event.attempt,
    state: event.state,
    since: event.state === before.state && before.version > 0 ? before.since : event.at,
    rank: event.rank,
    balances,
    causes: [...before.causes, event.cause],
  });
}

/** What an undone match will go back to. */
export const standBefore = (head: Head): StandBefore => {
  const { state, rank, before, adjudication, payerClaimControlNo } = head;
  return {
    state,
    rank,
    ...(before === undefined ? {} : { before }),
    ...(adjudication === undefined ? {} : { adjudication }),
    ...(payerClaimControlNo === undefined ? {} : { payerClaimControlNo }),
  };
};

/**
 * The filing as the transition table judges it.
 *
 * @param head null before the claim exists
 * @param interchange where the event may contradict what was journalled once for the whole interchange
 */
export function filingView(head: Head | null, interchange?: InterchangeEvidence): FilingView {
  if (head === null) return newFiling;
  const { attempt, rank, before, adjudication, batch, acceptedOn } = head;
  const state = stateThroughInterchange(head, interchange);
  return {
    state,
    attempt,
    rank: state === head.state ? rank : Math.max(rank, interchangeRank(state, interchange)),
    ...(before === undefined ? {} : { before }),
    ...(adjudication === undefined ? {} : { adjudication }),
    ...(batch === undefined ? {} : { batch }),
    ...(acceptedOn === undefined ? {} : { acceptedOn }),
  };
}

/** A transition as the journal takes it. */
export const draftOf = (
  head: Head | null,
  { steps, state, attempt, rank, before, work }: Transition,
  rest: Pick<EventDraft, 'entries' | 'facts'>,
): EventDraft => ({
  filing: head?.filing ?? 1,
  attempt,
  steps,
  state,
  rank,
  work,
  ...(before === undefined ? {} : { before }),
  ...rest,
});
