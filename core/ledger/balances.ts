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

/** `1100[1]` to `1100[11]`: the keys that every claim has, made once. */
const INSURANCE_KEYS: readonly string[] = Array.from({ length: 12 }, (_, payer) => `1100[${payer}]`);

const claimAccountKey = ({ account, payer }: Posting): string => {
  if (payer === undefined) return account;
  return account === '1100' ? insuranceKey(payer) : `${account}[${payer}]`;
};

/**
 * The key of a posting in the whole ledger: 1015 and 2030 have a sub-account per payment, 2010 and 2020 per claim, 2050
 * per reference, 4120 per reason.
 */
const ledgerAccountKey = (entry: JournalEntry, posting: Posting): string => {
  const { account } = posting;
  if (account === '1015' || account === '2030') return `${account}[${entry.trace ?? ''}]`;
  if (account === '2010' || account === '2020') return `${account}[${entry.claimNo ?? ''}]`;
  return account === '2050' || account === '4120'
    ? `${account}[${entry.reference ?? ''}]`
    : claimAccountKey(posting);
};

/** Net debits of one line while entries are added up: a handful of keys, found faster by a search than by a hash. */
export interface LineSums {
  readonly lineNo: number;
  readonly keys: string[];
  /** By the same index; an amount may be 0. */
  readonly amounts: Cents[];
}

/** What a posting adds to its account: debits count, credits take away. */
export const netOf = (posting: Posting): number => debitOf(posting) - creditOf(posting);

/** Adds a posting to the sums of its line. */
export function addPosting({ keys, amounts }: LineSums, posting: Posting): void {
  const key = claimAccountKey(posting);
  const net = netOf(posting);
  const at = keys.indexOf(key);
  if (at < 0) {
    keys.push(key);
    amounts.push(cents(net));
  } else amounts[at] = cents((amounts[at] ?? 0) + net);
}

/** The sums that a line begins with. */
export function sumsFrom(lineNo: number, balances: AccountBalances = noBalances): LineSums {
  const keys = Object.keys(balances);
  const amounts: Cents[] = [];
  for (const key of keys) amounts.push(balances[key] ?? ZERO);
  return { lineNo, keys, amounts };
}

/**
 * The claim's balances after `entries`. Suspense (J12) and entries of no line belong to no line and are
 * skipped.
 */
export function applyEntries(balances: ClaimBalances, entries: Iterable<JournalEntry>): ClaimBalances {
  const touched: LineSums[] = [];
  /** By line number. */
  const known: LineSums[] = [];
  for (const { lineNo, postings } of entries) {
    if (lineNo === undefined || postings.length === 0) continue;
    let line = known[lineNo];
    if (line === undefined) {
      line = sumsFrom(lineNo, balances[lineNo]);
      known[lineNo] = line;
      touched.push(line);
    }
    for (const posting of postings) addPosting(line, posting);
  }
  if (touched.length === 0) return balances;
  const lines: Record<string, AccountBalances> = {};
  for (const line of Object.keys(balances))
    if (known[Number(line)] === undefined) lines[line] = balances[line] ?? noBalances;
  for (const line of touched) {
    const left = withoutZeros(line);
    if (left !== null) lines[line.lineNo] = left;
  }
  return lines;
}

/**
 * Null when nothing is left. Codes are whole numbers to V8: the first of an object, when it is small, makes room for
 * all numbers below it. So the high ones go in first.
 */
function withoutZeros({ keys, amounts }: LineSums): AccountBalances | null {
  const left: Record<string, Cents> = {};
  let any = false;
  for (let pass = 0; pass < 2; pass += 1)
    for (let i = 0; i < keys.length; i += 1) {
      const key = keys[i] ?? '';
      const amount = amounts[i] ?? ZERO;
      if (amount === 0 || isHigh(key) === (pass === 1)) continue;
      left[key] = amount;
      any = true;
    }
  return any ? left : null;
}
/** Above every asset's code, by its first digit. */
const isHigh = (key: string): boolean => key.charCodeAt(0) >= HIGH_DIGIT;
const HIGH_DIGIT = '2'.charCodeAt(0);

/** The ledger's balances after `entries`, over all claims. */
export function applyToLedger(balances: AccountBalances, entries: Iterable<JournalEntry>): AccountBalances {
  const next: Record<string, Cents> = { ...balances };
  addEntriesInPlace(next, entries);
  return next;
}

/** As `applyToLedger`, on the caller's own record: for folding a whole ledger. */
export function addEntriesInPlace(balances: Record<string, Cents>, entries: Iterable<JournalEntry>): void {
  for (const entry of entries)
    for (const posting of entry.postings) {
      const key = ledgerAccountKey(entry, posting);
      const next = (balances[key] ?? 0) + netOf(posting);
      if (next === 0) delete balances[key];
      else balances[key] = cents(next);
    }
}

/** Net debit of an account with all its sub-accounts. */
export function accountTotal(balances: AccountBalances, code: AccountCode): Cents {
  return accountsTotal(balances, new Set([code]));
}

/** Digits of an account's code: what a key begins with. */
const CODE_LENGTH = 4;

/** Net debit of several accounts with all their sub-accounts. */
export function accountsTotal(balances: AccountBalances, codes: ReadonlySet<string>): Cents {
  let total = 0;
  for (const key in balances) if (codes.has(key.slice(0, CODE_LENGTH))) total += balances[key] ?? 0;
  return cents(total);
}

const lineOf = (balances: ClaimBalances, line: number): AccountBalances => balances[line] ?? noBalances;
function netDebit(balances: ClaimBalances, key: string): Cents {
  let total = 0;
  // Numbers as names make `for in` slow.
  for (const line of Object.values(balances)) total += line[key] ?? 0;
  return cents(total);
}
const insuranceKey = (payer: number): string => INSURANCE_KEYS[payer] ?? `1100[${payer}]`;

/** What payer `sequence` still owes for a line; negative when overpaid. */
export const lineInsuranceOpen = (balances: ClaimBalances, line: number, sequence: number): Cents =>
  lineOf(balances, line)[insuranceKey(sequence)] ?? ZERO;

/** What payer `sequence` still owes for the claim. */
export const insuranceOpen = (balances: ClaimBalances, sequence: number): Cents =>
  netDebit(balances, insuranceKey(sequence));

/** What the patient still owes for the claim. */
export const patientOpen = (balances: ClaimBalances): Cents => netDebit(balances, '1110');

/** What the patient has to the good (2020): prepaid, or paid above what is owed now. */
export const patientCredit = (balances: ClaimBalances): Cents => negate(netDebit(balances, '2020'));

/** What is owed to payers for the claim (2010). */
export const payerCredit = (balances: ClaimBalances): Cents => negate(netDebit(balances, '2010'));

/** What of the patient's part is placed with an agency. */
export const inCollections = (balances: ClaimBalances): Cents => netDebit(balances, '1120');

/** What was charged and not taken back since (J0, J17): 0 before the first billing. */
export const chargesBilled = (balances: ClaimBalances): Cents => negate(netDebit(balances, '4010'));

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
