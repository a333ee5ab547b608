import { isDone } from '../claim/filings.ts';
import type { JournalEvent } from '../claim/journal.ts';
import { type InterchangeEvidence, stateThroughInterchange } from '../claim/through-interchange.ts';
import type { Claim, FilingState } from '../claim/types.ts';
import { type CivilDate, civilDate, isCivilDate } from '../dates.ts';
import { netOf } from '../ledger/balances.ts';
import type { JournalEntry, Posting } from '../ledger/entries.ts';
import { type Cents, cents } from '../money.ts';

/** What others owe (1100, 1110, 1120), and what we owe others (2010, 2020): the accounts of the aging report. */
export const agedAccounts = ['1100', '1110', '1120', '2010', '2020'] as const;
export type AgedAccount = (typeof agedAccounts)[number];

/** What one account of a claim holds for one owner. */
export interface OwnedBalance {
  readonly account: AgedAccount;
  /** Payer sequence of 1100 and 2010. */
  readonly payer?: number;
  /** Net debit, not 0. Negative is a credit. */
  readonly amount: Cents;
  /** The day since whose end the owner has owed without a break: when the balance moved to it. */
  readonly since: CivilDate;
}

/** A claim as it stood at the end of a day (domain.md 8.4). */
export interface ClaimAt {
  /** The content in force. */
  readonly claim: Claim;
  readonly patientKey?: string;
  /** First day of service. */
  readonly servedOn: CivilDate;
  /** When it first went out, to any payer; where nobody recorded that by the day, when it was first billed. */
  readonly submittedOn: CivilDate;
  readonly balances: readonly OwnedBalance[];
  /** By payer sequence. */
  readonly states: ReadonlyMap<number, FilingState>;
  /** State of the active filing. */
  readonly state: FilingState;
  /** What was recorded by the day. */
  readonly journal: readonly JournalEvent[];
}

/** Day of the instant that an event was recorded at. */
export const dayOf = ({ at }: Pick<JournalEvent, 'at'>): CivilDate =>
  civilDate(at.slice(0, 10).replaceAll('-', ''));

/** What was journalled once for all claims of an interchange, by partner and ISA13, up to the day. */
export type InterchangesAt = (partner: string, controlNo: number) => InterchangeEvidence | undefined;

/**
 * A claim at the end of a day. Money counts by its posting date; states and content count by when they were recorded.
 *
 * @param journal the claim's whole journal; undefined comes back where it has no content
 */
export function claimAt(
  journal: readonly JournalEvent[],
  day: CivilDate,
  interchanges: InterchangesAt = () => undefined,
): ClaimAt | undefined {
  const known = journal.filter((event) => dayOf(event) <= day);
  // Money may bear an earlier day than its document's arrival: then the claim is shown as it began.
  const recorded = known.length === 0 ? journal.slice(0, 1) : known;
  const content = contentOf(recorded) ?? contentOf(journal);
  if (content === undefined) return undefined;
  const { claim, patientKey } = content;
  const entries = journal.flatMap((event) => event.entries).filter(({ date }) => date <= day);
  const servedOn = serviceDay(claim, day);
  const sent = recorded.find(({ facts }) => facts.kind === 'batched');
  const states = statesOf(recorded, interchanges);
  return {
    claim,
    ...(patientKey === undefined ? {} : { patientKey }),
    servedOn,
    submittedOn:
      sent === undefined
        ? firstOf(
            entries.map(({ date }) => date),
            day,
          )
        : dayOf(sent),
    balances: balancesOf(entries),
    states,
    state: activeState(states),
    journal: recorded,
  };
}

/** The last content that was assembled. */
export function contentOf(journal: readonly JournalEvent[]) {
  return journal.flatMap(({ facts }) => (facts.kind === 'assembled' ? [facts] : [])).at(-1);
}

/** First day of service of a claim. @param otherwise for a claim without lines */
export const serviceDay = ({ content }: Claim, otherwise: CivilDate): CivilDate =>
  firstOf(content.lines.map(({ from }) => from).filter(isCivilDate), otherwise);

const firstOf = (days: readonly CivilDate[], otherwise: CivilDate): CivilDate =>
  days.reduce<CivilDate | undefined>(
    (first, day) => (first === undefined || day < first ? day : first),
    undefined,
  ) ?? otherwise;

/** Of each filing, as people see it: one in a file is SENT once that was delivered. */
function statesOf(
  journal: readonly JournalEvent[],
  interchanges: InterchangesAt,
): ReadonlyMap<number, FilingState> {
  const states = new Map<number, FilingState>();
  for (const { filing, state } of journal) states.set(filing, state);
  for (const [filing, state] of states) {
    if (state !== 'BATCHED' && state !== 'SENT') continue;
    const batch = journal.findLast(
      (event) => event.filing === filing && event.facts.kind === 'batched',
    )?.facts;
    if (batch?.kind !== 'batched') continue;
    states.set(
      filing,
      stateThroughInterchange({ state, batch }, interchanges(batch.partner, batch.controlNo)),
    );
  }
  return states;
}

/** As the head of a claim shows it: the first filing that still wants something, else the last. */
function activeState(states: ReadonlyMap<number, FilingState>): FilingState {
  const inOrder = [...states].toSorted(([a], [b]) => a - b).map(([, state]) => state);
  return inOrder.find((state) => !isDone(state)) ?? inOrder.at(-1) ?? 'DRAFT';
}

const AGED: ReadonlySet<string> = new Set(agedAccounts);
export const isAged = (account: string): account is AgedAccount => AGED.has(account);

interface Owned {
  readonly account: AgedAccount;
  readonly payer?: number;
  readonly moves: { readonly date: CivilDate; readonly net: number }[];
}

function balancesOf(entries: readonly JournalEntry[]): readonly OwnedBalance[] {
  const owners = new Map<string, Owned>();
  for (const entry of entries)
    for (const posting of entry.postings) {
      const { account } = posting;
      if (!isAged(account)) continue;
      const payer = payerOf(entry, posting);
      const key = payer === undefined ? account : `${account}[${payer}]`;
      const owned = owners.get(key) ?? { account, ...(payer === undefined ? {} : { payer }), moves: [] };
      owners.set(key, owned);
      owned.moves.push({ date: entry.date, net: netOf(posting) });
    }
  return [...owners].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, owned]) => balanceOf(owned));
}

/** 2010 has no sub-account by payer: the entry says whose credit it is. */
const payerOf = ({ payerSequence }: JournalEntry, { account, payer }: Posting): number | undefined =>
  account === '1100' ? (payer ?? payerSequence ?? 1) : account === '2010' ? (payerSequence ?? 1) : undefined;

/** What happens within one day has no order: a reversal and its correction leave the balance where it was. */
function balanceOf({ moves, ...owner }: Owned): readonly OwnedBalance[] {
  let amount = 0;
  let before = 0;
  let since: CivilDate | undefined;
  const days = moves.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  for (const [i, { date, net }] of days.entries()) {
    amount += net;
    if (days[i + 1]?.date === date) continue;
    if (Math.sign(amount) !== before) since = amount === 0 ? undefined : date;
    before = Math.sign(amount);
  }
  return since === undefined ? [] : [{ ...owner, amount: cents(amount), since }];
}
