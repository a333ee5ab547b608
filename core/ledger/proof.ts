import type { ClaimNo } from '../ids.ts';
import { type Cents, cents } from '../money.ts';
import { type AccountCode, chart, receivables } from './accounts.ts';
import {
  type AccountBalances,
  accountTotal,
  addEntriesInPlace,
  applyEntries,
  type ClaimBalances,
  noClaimBalances,
  patientOpen,
} from './balances.ts';
import { creditOf, debitOf, imbalance, type JournalEntry } from './entries.ts';

/** One invariant of domain.md 5.9, over everything that was fed. */
export interface ProofCheck {
  readonly name: CheckName;
  readonly ok: boolean;
  /** Sum of the absolute differences found, cents; 0 when `ok`. */
  readonly differenceCents: number;
}

export interface TrialBalanceRow {
  readonly account: AccountCode;
  readonly name: string;
  readonly debitCents: number;
  readonly creditCents: number;
}

export interface LedgerProof {
  readonly balanced: boolean;
  readonly checks: readonly ProofCheck[];
  readonly trialBalance: readonly TrialBalanceRow[];
}

/** A claim's journal, as far as it is about money. */
export interface ClaimRecord {
  readonly claimNo: ClaimNo;
  /** All entries of its events, in order. */
  readonly entries: readonly JournalEntry[];
  /** Its adjudications that were posted: CLP03 and CLP04. */
  readonly adjudications: readonly { readonly cause: string; readonly charge: Cents; readonly paid: Cents }[];
  /** The balances that its projection holds. */
  readonly projected: ClaimBalances;
}

/** The checks, each with the invariant of domain.md 5.9 that it holds. */
export const checkNames = [
  /** 1: every entry balances and has positive amounts only. */
  'entries-balance',
  /** 2: a line's charge is what was paid, adjusted and is still open. */
  'lines-add-up',
  /** 3: what was posted of a claim payment is its payment, and explains its charge. */
  'adjudications-add-up',
  /** 4: what was posted of a remittance is the amount that it pays. */
  'remittances-equal-payments',
  /** 7: no entry stands twice. */
  'nothing-posted-twice',
  /** 8: balances kept as claims arrived equal those of the journals read again. */
  'projections-equal-journals',
  /** 9: nothing but patient responsibility is due from patients. */
  'patients-owe-only-their-share',
  /** 10: the ledger's receivables are the sum of the claims' open balances. */
  'receivables-equal-open-balances',
  /** 11: income less adjustments is what we have and are owed less what we owe. */
  'accounting-equation',
  /** 12: no receivable of a line or a patient is below zero. */
  'no-receivable-below-zero',
] as const;

export type CheckName = (typeof checkNames)[number];

/**
 * Feeds a ledger through all checks, claim by claim, in any order. Memory grows with remittances, not with
 * claims.
 */
export interface ProofRun {
  readonly claim: (record: ClaimRecord) => void;
  /** Entries that belong to no claim: suspense of unknown claims. */
  readonly unclaimed: (entries: readonly JournalEntry[]) => void;
  /** A remittance that was posted: its `traceKey` and BPR02. */
  readonly remittance: (trace: string, paid: Cents) => void;
  readonly finish: () => LedgerProof;
}

export function proveLedger(): ProofRun {
  const off = new Map<CheckName, number>();
  const ledger: Record<string, Cents> = {};
  const payments = new Map<string, Cents>();
  const unclaimedIds = new Set<string>();
  let projectedReceivables = 0;

  const add = (name: CheckName, difference: number): void => {
    off.set(name, (off.get(name) ?? 0) + Math.abs(difference));
  };
  const take = (entries: readonly JournalEntry[], ids: Set<string>): void => {
    for (const entry of entries) {
      add('entries-balance', entryDifference(entry));
      add('nothing-posted-twice', ids.has(entry.entryId) ? repeatedAmount(entry) : 0);
      add('patients-owe-only-their-share', patientDifference(entry));
      ids.add(entry.entryId);
    }
    addEntriesInPlace(ledger, entries);
  };

  const claim = ({ entries, adjudications, projected }: ClaimRecord): void => {
    take(entries, new Set());
    const balances = applyEntries(noClaimBalances, entries);
    for (const line of Object.values(balances)) add('lines-add-up', lineDifference(line));
    for (const adjudication of adjudications)
      add('adjudications-add-up', adjudicationDifference(adjudication, entries));
    add('projections-equal-journals', distance(balances, projected));
    add('no-receivable-below-zero', belowZero(balances, entries));
    for (const line of Object.values(projected)) projectedReceivables += total(line, receivables);
  };

  const finish = (): LedgerProof => {
    for (const difference of clearingDifferences(ledger, payments))
      add('remittances-equal-payments', difference);
    add('receivables-equal-open-balances', total(ledger, receivables) - projectedReceivables);
    add('accounting-equation', equationDifference(ledger));
    const checks = checkNames.map((name) => {
      const differenceCents = off.get(name) ?? 0;
      return { name, ok: differenceCents === 0, differenceCents };
    });
    return { balanced: checks.every((c) => c.ok), checks, trialBalance: trialBalance(ledger) };
  };

  return {
    claim,
    unclaimed: (entries) => take(entries, unclaimedIds),
    remittance: (trace, paid) => void payments.set(trace, paid),
    finish,
  };
}

const total = (balances: AccountBalances, codes: readonly AccountCode[]): number =>
  codes.reduce((sum, code) => sum + accountTotal(balances, code), 0);

function entryDifference({ postings }: JournalEntry): number {
  const wrong = postings.map((p) => debitOf(p) + creditOf(p)).filter((amount) => amount <= 0);
  return Math.abs(imbalance(postings)) + wrong.reduce<number>((sum, amount) => sum + Math.max(1, -amount), 0);
}

/** What a repeated entry moves twice; a repeated memo counts a cent, so that it is seen. */
const repeatedAmount = ({ postings }: JournalEntry): number =>
  Math.max(
    1,
    postings.reduce<number>((sum, p) => sum + debitOf(p), 0),
  );

/**
 * Debits to 1110 that PR adjustments of the same entry do not explain. J13 puts back what was explained
 * before.
 */
function patientDifference({ type, postings, reasons = [] }: JournalEntry): number {
  const debited = postings.reduce<number>((sum, p) => sum + (p.account === '1110' ? debitOf(p) : 0), 0);
  if (debited === 0 || type === 'J13') return 0;
  return debited - reasons.reduce((sum, r) => sum + (r.group === 'PR' ? r.amount : 0), 0);
}

/** Accounts that a line's charge can end in. */
const LINE_ACCOUNTS: readonly AccountCode[] = [
  ...(['1010', '1015', '1020', '1100', '1110', '1120', '2010', '2020'] as const),
  ...(['4110', '4120', '4130', '4140', '6010'] as const),
];

const lineDifference = (line: AccountBalances): number => total(line, ['4010']) + total(line, LINE_ACCOUNTS);

function adjudicationDifference(
  { cause, charge, paid }: ClaimRecord['adjudications'][number],
  entries: readonly JournalEntry[],
): number {
  const own = entries.filter((e) => e.cause === cause);
  const money = own
    .filter((e) => e.type === 'J1')
    .flatMap((e) => e.postings)
    .reduce<number>((sum, p) => sum + (p.account === '1015' ? debitOf(p) - creditOf(p) : 0), 0);
  const explained = own.flatMap((e) => e.reasons ?? []).reduce<number>((sum, r) => sum + r.amount, 0);
  return Math.abs(money - paid) + Math.abs(charge - paid - explained);
}

/**
 * Per payment: what its clearing account holds, less what it pays. Clearing of no posted remittance counts
 * whole.
 */
function clearingDifferences(
  ledger: AccountBalances,
  payments: ReadonlyMap<string, Cents>,
): readonly number[] {
  const clearing = new Map(
    Object.entries(ledger).flatMap(([key, amount]) => {
      const trace = /^1015\[(.*)\]$/.exec(key)?.[1];
      return trace === undefined ? [] : [[trace, amount] as const];
    }),
  );
  const traces = new Set([...clearing.keys(), ...payments.keys()]);
  return [...traces].map((trace) => (clearing.get(trace) ?? 0) - (payments.get(trace) ?? 0));
}

function distance(a: ClaimBalances, b: ClaimBalances): number {
  const lines = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...lines].reduce((sum, line) => sum + accountDistance(a[line] ?? {}, b[line] ?? {}), 0);
}

function accountDistance(a: AccountBalances, b: AccountBalances): number {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].reduce((sum, key) => sum + Math.abs((a[key] ?? 0) - (b[key] ?? 0)), 0);
}

/**
 * Receivables below zero. Where lines offset each other (CARC 94) or money has no line, the claim is judged
 * whole.
 */
function belowZero(balances: ClaimBalances, entries: readonly JournalEntry[]): number {
  const offset = entries.some((e) => e.lineNo === 0 || e.reasons?.some((r) => r.carc === '94'));
  const lines = offset ? [sumOfLines(balances)] : Object.values(balances);
  const insurance = lines
    .flatMap((line) => Object.entries(line))
    .reduce((sum, [key, amount]) => sum + (key.startsWith('1100[') ? Math.min(0, amount) : 0), 0);
  return insurance + Math.min(0, patientOpen(balances));
}

function sumOfLines(balances: ClaimBalances): AccountBalances {
  const sums: Record<string, Cents> = {};
  for (const line of Object.values(balances))
    for (const [key, amount] of Object.entries(line)) sums[key] = cents((sums[key] ?? 0) + amount);
  return sums;
}

/** Invariant 11. Net debits: income is negative, what we have and are owed positive, what we owe negative. */
function equationDifference(ledger: AccountBalances): number {
  const income = -total(ledger, ['4010', '4910', '4920', '4110', '4120', '4130', '4140', '6010', '6110']);
  const have = total(ledger, ['1010', '1015', '1020', '1190', ...receivables]);
  const owe = -total(ledger, ['2010', '2020', '2030', '2050', '2060', '2070']);
  return income - (have - owe);
}

/** Net balance of every account that has one, in the order of the chart. */
export function trialBalance(ledger: AccountBalances): readonly TrialBalanceRow[] {
  return chart.flatMap(({ code, name }) => {
    const amount = accountTotal(ledger, code);
    if (amount === 0) return [];
    return [{ account: code, name, debitCents: Math.max(0, amount), creditCents: Math.max(0, -amount) }];
  });
}
