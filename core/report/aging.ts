import type { JournalEvent } from '../claim/journal.ts';
import type { CivilDate } from '../dates.ts';
import { netOf } from '../ledger/balances.ts';
import type { JournalEntry } from '../ledger/entries.ts';
import { type Cents, cents } from '../money.ts';
import { type AgeBasis, bucketOf, buckets } from './buckets.ts';
import {
  type AgedAccount,
  agedAccounts,
  type ClaimAt,
  claimAt,
  contentOf,
  type InterchangesAt,
  isAged,
  type OwnedBalance,
} from './claim-at.ts';
import { type Dimension, type Group, groupOf } from './dimensions.ts';

export interface AgingRequest {
  /** Entries with a posting date up to this day count. */
  readonly asOf: CivilDate;
  readonly age: AgeBasis;
  readonly by: Dimension;
  /** One practice only. */
  readonly clientId?: string;
  /** For the rows by state. */
  readonly interchanges?: InterchangesAt;
}

/** Open money of one group, or of all. Amounts in cents. */
export interface AgingRow extends Group {
  /** Claims that have a balance or a credit in the row. */
  readonly claims: number;
  /** What others owe us, by `buckets`; never below 0, and never less by a credit. */
  readonly buckets: readonly Cents[];
  /** Σ of the buckets. */
  readonly open: Cents;
  /** What we owe payers (2010) and patients (2020): 0 or below. */
  readonly payerCredit: Cents;
  readonly patientCredit: Cents;
  /**
   * Receivables below 0. The books end every document without one; on a day in the past there may be some, where a
   * payment bears an earlier day than the bill that it pays.
   */
  readonly belowZero: Cents;
}

/** An account as the ledger has it at the end of the day, beside what the rows have of it. Net debits, cents. */
export interface AccountProof {
  readonly account: AgedAccount;
  readonly ledger: Cents;
  readonly report: Cents;
}

export interface AgingReport {
  readonly rows: readonly AgingRow[];
  readonly total: AgingRow;
  /** Σ buckets + Σ credits = 1100 + 1110 + 1120 − 2010 − 2020, account by account (domain.md 8.4, 5.9 invariant 10). */
  readonly accounts: readonly AccountProof[];
  /** Σ of the accounts' differences without their signs; 0 when the report is right. */
  readonly difference: Cents;
  /** Entries that bear a later day, and do not count. */
  readonly laterEntries: number;
}

export interface AgingRun {
  /** A claim's whole journal. @returns the claim as it counted; undefined where nothing of it did */
  readonly claim: (journal: readonly JournalEvent[]) => ClaimAt | undefined;
  /** Money of no claim: on these accounts there should be none. */
  readonly unclaimed: (entries: readonly JournalEntry[]) => void;
  readonly end: () => AgingReport;
}

/**
 * Ages open balances, claim by claim, without keeping the claims: memory grows with the rows.
 *
 * The accounts are added up from the entries by themselves, and compared with the rows at the end.
 */
export function agingReport({ asOf, age, by, clientId, interchanges }: AgingRequest): AgingRun {
  const rows = new Map<string, OpenRow>();
  const total = emptyRow({ key: 'total', label: 'Total' });
  const ledger = zeros();
  const report = zeros();
  let laterEntries = 0;

  const count = (entries: readonly JournalEntry[]): void => {
    for (const { date, postings } of entries) {
      if (date > asOf) laterEntries += 1;
      else
        for (const posting of postings)
          if (isAged(posting.account)) ledger[posting.account] += netOf(posting);
    }
  };
  const take = (balance: OwnedBalance, at: ClaimAt): OpenRow => {
    const group = groupOf(balance, at, by);
    const row = rows.get(group.key) ?? emptyRow(group);
    rows.set(group.key, row);
    const bucket = bucketOf(balance, at, age, asOf);
    for (const one of [row, total]) addTo(one, balance, bucket);
    report[balance.account] += balance.amount;
    return row;
  };
  return {
    claim: (journal) => {
      if (clientId !== undefined && contentOf(journal)?.claim.clientId !== clientId) return undefined;
      for (const { entries } of journal) count(entries);
      const at = claimAt(journal, asOf, interchanges);
      if (at === undefined) return undefined;
      const touched = new Set(at.balances.map((balance) => take(balance, at)));
      for (const row of touched) row.claims += 1;
      if (touched.size > 0) total.claims += 1;
      return at;
    },
    unclaimed: (entries) => {
      if (clientId === undefined) count(entries);
    },
    end: () => {
      const accounts = agedAccounts.map((account) => ({
        account,
        ledger: cents(ledger[account]),
        report: cents(report[account]),
      }));
      const difference = cents(accounts.reduce((sum, one) => sum + Math.abs(one.ledger - one.report), 0));
      return { rows: inOrder([...rows.values()], by), total, accounts, difference, laterEntries };
    },
  };
}

type OpenRow = { -readonly [K in keyof AgingRow]: AgingRow[K] } & { readonly buckets: Cents[] };

const emptyRow = ({ key, label }: Group): OpenRow => ({
  ...{ key, label, claims: 0, buckets: buckets.map(() => cents(0)), open: cents(0) },
  ...{ payerCredit: cents(0), patientCredit: cents(0), belowZero: cents(0) },
});

const zeros = (): Record<AgedAccount, number> => ({ 1100: 0, 1110: 0, 1120: 0, 2010: 0, 2020: 0 });

/** Whether it is in a bucket: owed to us, and more than nothing. */
export const isOpen = ({ account, amount }: OwnedBalance): boolean =>
  amount > 0 && account !== '2010' && account !== '2020';

/** A credit never meets a bucket: not that of its own claim, and not that of another. */
function addTo(row: OpenRow, balance: OwnedBalance, bucket: number): void {
  const { account, amount } = balance;
  if (account === '2010') row.payerCredit = cents(row.payerCredit + amount);
  else if (account === '2020') row.patientCredit = cents(row.patientCredit + amount);
  else if (!isOpen(balance)) row.belowZero = cents(row.belowZero + amount);
  else {
    row.buckets[bucket] = cents((row.buckets[bucket] ?? 0) + amount);
    row.open = cents(row.open + amount);
  }
}

/** Owners in the order in which they pay; all others by what is open, the most first. */
const inOrder = (rows: readonly AgingRow[], by: Dimension): readonly AgingRow[] =>
  rows.toSorted(
    (a, b) => (by === 'owner' ? 0 : b.open - a.open) || rank(a) - rank(b) || (a.key < b.key ? -1 : 1),
  );
const rank = ({ key }: AgingRow): number => (key === 'agency' ? 2 : key === 'patient' ? 1 : 0);
