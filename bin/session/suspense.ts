import pLimit from 'p-limit';
import type { HeldPayment, JournalEvent, UnclaimedMoney } from '../../core/claim/journal.ts';
import { civilDate, civilDateOf, daysBetween } from '../../core/dates.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { accountTotal, addEntriesInPlace } from '../../core/ledger/balances.ts';
import type { JournalEntry } from '../../core/ledger/entries.ts';
import { type Cents, negate } from '../../core/money.ts';
import type { Suggestion } from '../../core/remit/suggest.ts';
import type { RemittanceRecord } from '../../store/remittances.ts';
import type { Stores } from './stores.ts';
import { suggestionsFor } from './suggestions.ts';
import { lastAssignment } from './suspended-payment.ts';

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
  /** What of 2030 the items explain. */
  readonly explainedCents: number;
  /** Credit of 2030 in the whole ledger; only when asked for, because it reads every journal. */
  readonly balanceCents?: number;
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
  readonly claimNo?: ClaimNo;
}

type Looked = Pick<Stores, 'claims' | 'files'>;

const placeOf = (remittanceId: string, ordinal: number): string => `${remittanceId}:${ordinal}`;

export interface SuspenseQuestion {
  readonly today: number;
  /** Suggestions for each payment at most. */
  readonly suggestions: number;
  /** Whose claims are looked at; of the partners that the payments came from if not given. */
  readonly partners?: readonly string[];
  /** Looks for suggestions among all claims ever, not only those that wait or that a number names. */
  readonly thorough?: boolean;
  /** Compares with the whole ledger. */
  readonly check?: boolean;
  readonly phi: boolean;
}

/** What lies in suspense, the oldest first: everything that came there and was not matched since. */
export async function readSuspense(stores: Looked, question: SuspenseQuestion): Promise<Suspense> {
  const waiting = await waitingPayments(stores);
  const remittances = await remittancesOf(stores, waiting);
  const partners = question.partners ?? [...new Set([...remittances.values()].map(({ partner }) => partner))];
  const among = question.thorough === true ? 'all' : partners;
  const suggestions =
    question.suggestions === 0 ? new Map() : await suggestionsFor(stores.claims, waiting, among);
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
  const balance = question.check ? { balanceCents: await inWholeLedger(stores) } : {};
  return { explainedCents, ...balance, items };
}

/** Claims and payments that are read at once. */
const READS_AT_ONCE = 8;

/** By the index of suspense; each is looked up in its journals, which know whether it was matched since. */
async function waitingPayments(stores: Looked): Promise<readonly Waiting[]> {
  const limit = pLimit(READS_AT_ONCE);
  const listed = await stores.claims.inSuspense();
  const found = await Promise.all(listed.map((money) => limit(() => waitingAt(stores, money))));
  return found.filter((one) => one !== null);
}

async function waitingAt(stores: Looked, money: UnclaimedMoney): Promise<Waiting | null> {
  const { remittanceId, ordinal, found } = money;
  const journal = found === undefined ? [] : await stores.claims.events(found.claimNo);
  const place = placeOf(remittanceId, ordinal);
  const one =
    heldByNobody(money) ??
    journal.map(heldByClaim).find((held) => held !== null && held.place === place) ??
    null;
  if (one === null) return null;
  const last = await lastAssignment(stores, { remittanceId, ordinal });
  return last?.state === 'posted' ? null : one;
}

async function remittancesOf(
  { files }: Looked,
  waiting: readonly Waiting[],
): Promise<ReadonlyMap<string, RemittanceRecord>> {
  const limit = pLimit(READS_AT_ONCE);
  const ids = [...new Set(waiting.map(({ remittanceId }) => remittanceId))];
  const found = await Promise.all(ids.map((id) => limit(() => files.remittance(id))));
  return new Map(found.flatMap((one) => (one === null ? [] : [[one.remittanceId, one]])));
}

async function inWholeLedger({ claims }: Looked): Promise<number> {
  const ledger: Record<string, Cents> = {};
  for await (const { entries } of claims.scanEvents())
    addEntriesInPlace(
      ledger,
      entries.filter(({ postings }) => postings.some(({ account }) => account === '2030')),
    );
  return negate(accountTotal(ledger, '2030'));
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
