import type { Head } from '../../core/claim/head.ts';
import type { HeldPayment, JournalEvent, UnclaimedMoney } from '../../core/claim/journal.ts';
import { civilDate, civilDateOf, daysBetween } from '../../core/dates.ts';
import { accountTotal, addEntriesInPlace } from '../../core/ledger/balances.ts';
import type { JournalEntry } from '../../core/ledger/entries.ts';
import { type Cents, negate } from '../../core/money.ts';
import { matchCause } from '../../core/remit/assign.ts';
import {
  type CandidateClaim,
  type Glance,
  type Search,
  type Suggestion,
  searchFor,
  suggestClaims,
} from '../../core/remit/suggest.ts';
import type { RemittanceRecord } from '../../store/remittances.ts';
import type { Stores } from './stores.ts';

/** A payment that no claim took, as a person looks at it. Amounts in cents. */
export interface SuspenseItem {
  /** `REMITTANCE:ORDINAL`: what `remit match` takes. */
  readonly payment: string;
  readonly payerName: string;
  /** TRN02. */
  readonly trace: string;
  /** CCYYMMDD. */
  readonly paymentDate: string;
  /** What lies in 2030: negative where the payer took it. 0 for an answer without money. */
  readonly amountCents: number;
  readonly reason: string;
  /** Days since it came. */
  readonly ageDays: number;
  /** The claim that could not take it, where it names one of ours. */
  readonly claimNo?: string;
  /** The likeliest first. */
  readonly suggestions: readonly Suggestion[];
  /** Only when asked for: what the payer calls the claim, and whose it is. */
  readonly phi?: { readonly claimId: string; readonly patient: string; readonly from?: string };
}

export interface Suspense {
  /** Credit of 2030 in the whole ledger. */
  readonly balanceCents: number;
  /** What of it the items explain. */
  readonly explainedCents: number;
  readonly items: readonly SuspenseItem[];
}

/** One payment that waits, with what is known of it. */
interface Waiting {
  readonly place: string;
  readonly remittanceId: string;
  readonly at: string;
  readonly entries: readonly JournalEntry[];
  readonly reason: string;
  readonly held: HeldPayment;
  readonly claimNo?: string;
}

type Looked = Pick<Stores, 'claims' | 'files'>;

const placeOf = (remittanceId: string, ordinal: number): string => `${remittanceId}:${ordinal}`;

export interface SuspenseQuestion {
  readonly today: number;
  /** Suggestions for each payment at most. */
  readonly suggestions: number;
  readonly phi: boolean;
}

/** What lies in suspense, the oldest first: everything that came there and was not matched since. */
export async function readSuspense(stores: Looked, question: SuspenseQuestion): Promise<Suspense> {
  const { waiting, balance } = await waitingPayments(stores);
  const remittances = new Map(
    (await stores.files.listRemittances()).map((remittance) => [remittance.remittanceId, remittance]),
  );
  const suggestions = await suggestionsFor(stores, waiting);
  const items = waiting
    .map((one) =>
      itemOf(one, {
        ...question,
        remittance: remittances.get(one.remittanceId),
        found: suggestions.get(one.place) ?? [],
      }),
    )
    .toSorted((a, b) => b.ageDays - a.ageDays || (a.payment < b.payment ? -1 : 1));
  const explainedCents = items.reduce((sum, { amountCents }) => sum + amountCents, 0);
  return { balanceCents: negate(balance), explainedCents, items };
}

/** Reads every journal once: what was suspended, less what a match that stands took out. */
async function waitingPayments({ claims }: Looked) {
  const suspended = new Map<string, Waiting>();
  const matched = new Map<string, string>();
  const undone = new Set<string>();
  const ledger: Record<string, Cents> = {};
  for await (const item of claims.scanEvents()) {
    addEntriesInPlace(
      ledger,
      item.entries.filter(({ postings }) => postings.some(({ account }) => account === '2030')),
    );
    const one = 'claimNo' in item ? heldByClaim(item) : heldByNobody(item);
    if (one !== null) suspended.set(one.place, one);
    if (!('claimNo' in item)) continue;
    const { facts, cause } = item;
    if (facts.kind === 'unmatched') undone.add(facts.reverses);
    const place = matchedPlace(item);
    if (place !== null) matched.set(cause, place);
  }
  for (const [cause, place] of matched) if (!undone.has(cause)) suspended.delete(place);
  return { waiting: [...suspended.values()], balance: accountTotal(ledger, '2030') };
}

function heldByNobody({ remittanceId, ordinal, at, entries, reason, held }: UnclaimedMoney): Waiting | null {
  if (held === undefined || reason === undefined) return null;
  return { place: placeOf(remittanceId, ordinal), remittanceId, at, entries, reason, held };
}

function heldByClaim({ facts, at, entries, work, claimNo }: JournalEvent): Waiting | null {
  if ((facts.kind !== 'adjudicated' && facts.kind !== 'reversed') || facts.held === undefined) return null;
  const { remittanceId, ordinal } = facts.kind === 'adjudicated' ? facts.adjudication : facts;
  const reason = work.at(-1) ?? 'UNEXPECTED_DOCUMENT';
  return {
    place: placeOf(remittanceId, ordinal),
    remittanceId,
    at,
    entries,
    reason,
    held: facts.held,
    claimNo,
  };
}

function matchedPlace({ facts, cause }: JournalEvent): string | null {
  if ((facts.kind !== 'adjudicated' && facts.kind !== 'reversed') || facts.matched === undefined) return null;
  const { remittanceId, ordinal } = facts.kind === 'adjudicated' ? facts.adjudication : facts;
  return cause === matchCause({ remittanceId, ordinal, n: facts.matched.n })
    ? placeOf(remittanceId, ordinal)
    : null;
}

interface Shown extends SuspenseQuestion {
  readonly remittance: RemittanceRecord | undefined;
  readonly found: readonly Suggestion[];
}

function itemOf(one: Waiting, { remittance, found, today, suggestions, phi }: Shown): SuspenseItem {
  const { header, payment } = one.held;
  const ledger: Record<string, Cents> = {};
  addEntriesInPlace(ledger, one.entries);
  const came = civilDateOf(Date.parse(one.at));
  return {
    payment: one.place,
    payerName: remittance?.payerName ?? header.payer.name,
    trace: header.trace,
    paymentDate: header.paymentDate,
    amountCents: negate(accountTotal(ledger, '2030')),
    reason: one.reason,
    ageDays: daysBetween(civilDate(came), civilDateOf(today)),
    ...(one.claimNo === undefined ? {} : { claimNo: one.claimNo }),
    suggestions: found.slice(0, suggestions),
    ...(phi
      ? {
          phi: {
            claimId: payment.claimId,
            patient: [payment.patientFirst, payment.patientLast].filter(Boolean).join(' '),
            ...(payment.from === undefined ? {} : { from: payment.from }),
          },
        }
      : {}),
  };
}

/** Claims whose content is read for one payment. */
const GLANCED = 25;

/** Looks at every head once for all payments, then reads the content of the likeliest claims of each. */
async function suggestionsFor(
  { claims }: Looked,
  waiting: readonly Waiting[],
): Promise<ReadonlyMap<string, readonly Suggestion[]>> {
  if (waiting.length === 0) return new Map();
  const searches = waiting.map(({ place, held }) => ({ place, search: searchFor(held), best: shortList() }));
  for await (const head of claims.scanHeads())
    for (const { search, best } of searches) best.offer(search.glance(head), head);
  const found = new Map<string, readonly Suggestion[]>();
  for (const { place, search, best } of searches)
    found.set(place, await ranked(claims, search, best.heads()));
  return found;
}

async function ranked(
  claims: Stores['claims'],
  { sought }: Search,
  heads: readonly Head[],
): Promise<readonly Suggestion[]> {
  if (heads.length === 0) return [];
  const contents = await claims.contents(heads);
  const candidates = heads.flatMap((head): CandidateClaim[] => {
    const claim = contents.get(head.claimNo);
    return claim === undefined ? [] : [{ head, claim }];
  });
  return suggestClaims(sought, candidates);
}

/** The likeliest heads so far, so that memory does not grow with the claims. */
function shortList() {
  let best: (readonly [weight: number, head: Head])[] = [];
  const byWeight = () => best.toSorted(([a], [b]) => b - a).slice(0, GLANCED);
  return {
    offer: (glance: Glance | null, head: Head): void => {
      if (glance === null) return;
      best.push([glance.weight, head]);
      if (best.length >= 2 * GLANCED) best = byWeight();
    },
    heads: (): readonly Head[] => byWeight().map(([, head]) => head),
  };
}
