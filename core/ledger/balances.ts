import { type Cents, cents, negate, subtract, sum, ZERO } from '../money.ts';
import type { AccountCode } from './accounts.ts';
import { creditOf, debitOf, type JournalEntry, type Posting } from './entries.ts';

/**
 * Net debit in cents by account key: `4010`, `1100[2]` (payer sequence), `1015[trace]`. Negative is a credit.
 * Plain numbers under plain keys, without zeros, so that it stores as it is.
 */
export type AccountBalances = Readonly<Record<string, Cents>>;

/** A claim's balances by line number; line 0 is the claim as a whole (domain.md 5.4). */
export type ClaimBalances = Readonly<Record<string, AccountBalances>>;

const noBalances: AccountBalances = {};
/** The balances of a claim before its first entry. */
export const noClaimBalances: ClaimBalances = {};

const claimAccountKey = ({ account, payer }: Posting): string =>
  payer === undefined ? account : `${account}[${payer}]`;

/** The key of a posting in the whole ledger: 1015 and 2030 have a sub-account per payment. */
const ledgerAccountKey = (entry: JournalEntry, posting: Posting): string => {
  const perTrace = posting.account === '1015' || posting.account === '2030';
  return perTrace ? `${posting.account}[${entry.trace ?? ''}]` : claimAccountKey(posting);
};

const addTo = (balances: Record<string, Cents>, key: string, posting: Posting): void => {
  const next = (balances[key] ?? 0) + debitOf(posting) - creditOf(posting);
  if (next === 0) delete balances[key];
  else balances[key] = cents(next);
};

/**
 * The claim's balances after `entries`. Suspense (J12) and entries of no line belong to no line and are
 * skipped.
 */
export function applyEntries(balances: ClaimBalances, entries: Iterable<JournalEntry>): ClaimBalances {
  const lines: Record<string, Record<string, Cents>> = {};
  for (const [line, accounts] of Object.entries(balances)) lines[line] = { ...accounts };
  for (const entry of entries) {
    if (entry.lineNo === undefined) continue;
    const line = lines[entry.lineNo] ?? {};
    for (const posting of entry.postings) addTo(line, claimAccountKey(posting), posting);
    if (Object.keys(line).length > 0) lines[entry.lineNo] = line;
    else delete lines[entry.lineNo];
  }
  return lines;
}

/** The ledger's balances after `entries`, over all claims. */
export function applyToLedger(balances: AccountBalances, entries: Iterable<JournalEntry>): AccountBalances {
  const next: Record<string, Cents> = { ...balances };
  addEntriesInPlace(next, entries);
  return next;
}

/** As `applyToLedger`, on the caller's own record: for folding a whole ledger. */
export function addEntriesInPlace(balances: Record<string, Cents>, entries: Iterable<JournalEntry>): void {
  for (const entry of entries)
    for (const posting of entry.postings) addTo(balances, ledgerAccountKey(entry, posting), posting);
}

/** Net debit of an account with all its sub-accounts. */
export function accountTotal(balances: AccountBalances, code: AccountCode): Cents {
  let total = 0;
  for (const [key, amount] of Object.entries(balances))
    if (key === code || key.startsWith(`${code}[`)) total += amount;
  return cents(total);
}

const lineOf = (balances: ClaimBalances, line: number): AccountBalances => balances[line] ?? noBalances;
const netDebit = (balances: ClaimBalances, key: string): Cents =>
  sum(Object.values(balances).map((line) => line[key] ?? ZERO));

/** What payer `sequence` still owes for a line; negative when overpaid. */
export const lineInsuranceOpen = (balances: ClaimBalances, line: number, sequence: number): Cents =>
  lineOf(balances, line)[`1100[${sequence}]`] ?? ZERO;

/** What payer `sequence` still owes for the claim. */
export const insuranceOpen = (balances: ClaimBalances, sequence: number): Cents =>
  netDebit(balances, `1100[${sequence}]`);

/** What the patient still owes for the claim. */
export const patientOpen = (balances: ClaimBalances): Cents => netDebit(balances, '1110');

/** What became of a claim's charges, in cents. `charges` is the sum of all the others. */
export interface ClaimTotals {
  readonly charges: Cents;
  readonly insurancePaid: Cents;
  readonly contractual: Cents;
  /** Due from all payers. */
  readonly insuranceOpen: Cents;
  readonly patientOpen: Cents;
  /** All other accounts: patient payments, write-offs, collections, credits. */
  readonly other: Cents;
}

export function claimTotals(balances: ClaimBalances): ClaimTotals {
  const lines = Object.values(balances);
  const of = (code: AccountCode): Cents => sum(lines.map((line) => accountTotal(line, code)));
  const charges = negate(of('4010'));
  const [insurancePaid, contractual, insuranceOpen, patientOpen] = [
    of('1015'),
    of('4110'),
    of('1100'),
    of('1110'),
  ];
  const named = sum([insurancePaid, contractual, insuranceOpen, patientOpen]);
  return { charges, insurancePaid, contractual, insuranceOpen, patientOpen, other: subtract(charges, named) };
}
