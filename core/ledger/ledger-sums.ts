import { type AccountCode, chart, receivables } from './accounts.ts';
import { type LineSums, netOf } from './balances.ts';
import type { JournalEntry } from './entries.ts';

/** Accounts that a line's charge can end in (domain.md 5.9, invariant 2). */
const LINE_ACCOUNTS: ReadonlySet<string> = new Set<AccountCode>([
  ...(['4010', '1010', '1015', '1020', '1100', '1110', '1120', '2010', '2020', '2050'] as const),
  ...(['4110', '4120', '4130', '4140', '6010'] as const),
]);
const RECEIVABLES: ReadonlySet<string> = new Set(receivables);
/** Digits of an account's code: what a key begins with. */
const CODE_LENGTH = 4;

/** An account of the ledger while it is summed. */
interface AccountSum {
  readonly endsCharge: boolean;
  readonly isReceivable: boolean;
  /** Net debit. */
  cents: number;
}

/** A payment's clearing account, in its two halves. */
export interface Clearing {
  /** What claims and provider-level adjustments put there. */
  posted: number;
  /** What deposits took out (J16), below zero. */
  deposited: number;
}

/** The whole ledger's sums while it is proved: by account, and of 1015 by payment. */
export class LedgerSums {
  readonly clearing = new Map<string, Clearing>();
  /** Σ of the receivables that the claims' projections hold. */
  projectedReceivables = 0;
  private readonly byCode = new Map<string, AccountSum>();
  /** Keys with a sub-account lead to the same sums: `1100[2]` to those of 1100. */
  private readonly byKey = new Map<string, AccountSum>();
  private lastTrace: string | undefined;
  private lastClearing: Clearing = { posted: 0, deposited: 0 };

  constructor() {
    for (const { code } of chart) {
      const sum = { endsCharge: LINE_ACCOUNTS.has(code), isReceivable: RECEIVABLES.has(code), cents: 0 };
      this.byCode.set(code, sum);
      this.byKey.set(code, sum);
    }
  }

  /** An entry of no line. */
  addEntry(entry: JournalEntry): void {
    for (const posting of entry.postings) this.sumOf(posting.account).cents += netOf(posting);
    this.addClearing(entry);
  }

  /** What the entry moves on 1015, by its payment. An entry that moves the bank account too is its deposit. */
  addClearing({ trace = '', postings }: JournalEntry): void {
    for (const posting of postings) {
      if (posting.account !== '1015') continue;
      const clearing = this.clearingOf(trace);
      if (postings.some(({ account }) => account === '1010')) clearing.deposited += netOf(posting);
      else clearing.posted += netOf(posting);
    }
  }

  /** Adds a claim's line. @returns by how much its charge is not what was paid, adjusted and is open */
  addLine({ keys, amounts }: LineSums): number {
    let difference = 0;
    for (let i = 0; i < keys.length; i += 1) {
      const sum = this.sumOf(keys[i] ?? '');
      const amount = amounts[i] ?? 0;
      sum.cents += amount;
      if (sum.endsCharge) difference += amount;
    }
    return difference;
  }

  /** An amount that a claim's projection holds. */
  addProjected(key: string, amount: number): void {
    if (this.sumOf(key).isReceivable) this.projectedReceivables += amount;
  }

  clearingOf(trace: string): Clearing {
    if (trace === this.lastTrace) return this.lastClearing;
    let found = this.clearing.get(trace);
    if (found === undefined) {
      found = { posted: 0, deposited: 0 };
      this.clearing.set(trace, found);
    }
    this.lastTrace = trace;
    this.lastClearing = found;
    return found;
  }

  /** Net debit of accounts with all their sub-accounts. */
  net(...codes: readonly AccountCode[]): number {
    let total = 0;
    for (const code of codes) total += this.byCode.get(code)?.cents ?? 0;
    return total;
  }

  private sumOf(key: string): AccountSum {
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const code = key.slice(0, CODE_LENGTH);
    const sum = this.byCode.get(code) ?? { endsCharge: false, isReceivable: false, cents: 0 };
    this.byKey.set(key, sum);
    return sum;
  }
}
