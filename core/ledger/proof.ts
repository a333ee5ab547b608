import { type Cents, cents } from '../money.ts';
import { type AccountCode, chart, receivables } from './accounts.ts';
import { type ClaimRecord, judgeEntry, proveClaim } from './claim-proof.ts';
import type { JournalEntry } from './entries.ts';
import { LedgerSums } from './ledger-sums.ts';
import { Findings, type ProofCheck, type ProofDocument, type ProofLevel } from './proof-levels.ts';
import { SeenIds } from './seen-ids.ts';

export { type ClaimRecord, type PostedPayment, postedPayments } from './claim-proof.ts';
export {
  type CheckName,
  checkNames,
  type LevelName,
  type ProofCheck,
  type ProofItem,
  type ProofLevel,
} from './proof-levels.ts';

export interface TrialBalanceRow {
  readonly account: AccountCode;
  readonly name: string;
  readonly debitCents: number;
  readonly creditCents: number;
}

export interface LedgerProof {
  readonly balanced: boolean;
  readonly checks: readonly ProofCheck[];
  /** The same, by what is proved: line, claim, cheque, deposit, period; with what does not come out. */
  readonly levels: readonly ProofLevel[];
  readonly trialBalance: readonly TrialBalanceRow[];
}

/** A line of the bank that no entry stands for. */
export interface UnpostedDeposit extends ProofDocument {
  readonly amount: Cents;
  /** What the payment of the same trace number pays more, or less; absent where there is no such payment. */
  readonly difference?: Cents;
}

/**
 * Feeds a ledger through all checks, claim by claim, in any order. Memory grows with remittances, not with
 * claims.
 */
export interface ProofRun {
  readonly claim: (record: ClaimRecord) => void;
  /** Entries that belong to no claim: suspense of unknown claims, deposits. */
  readonly unclaimed: (entries: readonly JournalEntry[]) => void;
  /** A remittance that was posted: its `traceKey`, its BPR02, and its TRN02 for people. */
  readonly remittance: (trace: string, paid: Cents, number?: string) => void;
  readonly deposit: (deposit: UnpostedDeposit) => void;
  /** An entry that was made after its day was closed. */
  readonly late: (entry: JournalEntry) => void;
  readonly finish: () => LedgerProof;
}

interface Payment {
  readonly paid: Cents;
  readonly number: string;
}

export function proveLedger(): ProofRun {
  const findings = new Findings();
  const ledger = new LedgerSums();
  const payments = new Map<string, Payment>();
  const unclaimedIds = new SeenIds();

  const unclaimed = (entries: readonly JournalEntry[]): void => {
    for (const entry of entries) {
      judgeEntry(entry, unclaimedIds, findings);
      ledger.addEntry(entry);
    }
  };
  const finish = (): LedgerProof => {
    judgePayments(ledger, payments, findings);
    judgePatientCash(ledger, findings);
    findings.add('receivables-equal-open-balances', ledger.net(...receivables) - ledger.projectedReceivables);
    findings.add('accounting-equation', equationDifference(ledger));
    const checks = findings.checks();
    return {
      balanced: checks.every((c) => c.ok),
      checks,
      levels: findings.levels(),
      trialBalance: trialBalance(ledger),
    };
  };
  return {
    claim: (record) => proveClaim(record, ledger, findings),
    unclaimed,
    remittance: (trace, paid, number = trace) => void payments.set(trace, { paid, number }),
    deposit: ({ amount, difference, ...document }) => {
      if (difference === undefined) findings.waits('awaits-payment', amount, document);
      else findings.add('deposits-equal-payments', difference, document);
    },
    late: (entry) => findings.add('closed-days-stay-closed', lateAmount(entry), documentOf(entry)),
    finish,
  };
}

/**
 * Per payment: what its clearing account was given, less what it pays; then what the bank took in, less that.
 * Clearing of no posted remittance counts whole.
 */
function judgePayments(
  { clearing }: LedgerSums,
  payments: ReadonlyMap<string, Payment>,
  findings: Findings,
): void {
  for (const trace of new Set([...clearing.keys(), ...payments.keys()])) {
    const { posted, deposited } = clearing.get(trace) ?? { posted: 0, deposited: 0 };
    const { paid, number } = payments.get(trace) ?? { paid: 0, number: trace };
    findings.add('remittances-equal-payments', posted - paid, { trace: number });
    if (deposited === 0) findings.waits('awaits-deposit', paid, { trace: number });
    else findings.add('deposits-equal-payments', deposited + paid, { trace: number });
  }
}

/** What patients paid and the bank did not take in yet is open; more than they paid cannot be in the bank. */
function judgePatientCash(ledger: LedgerSums, findings: Findings): void {
  const cash = ledger.net('1020');
  if (cash > 0) findings.waits('awaits-deposit', cash, PATIENT_CASH);
  else findings.add('deposits-equal-payments', cash, PATIENT_CASH);
}
/** All of 1020 together: cash in a drawer has no number. */
const PATIENT_CASH: ProofDocument = { trace: 'patient cash' };

/** What a late entry moved; a memo counts a cent, so that it is seen. */
const lateAmount = ({ postings }: JournalEntry): number =>
  Math.max(
    1,
    postings.reduce<number>((sum, posting) => sum + ('debit' in posting ? posting.debit : 0), 0),
  );

const documentOf = ({ claimNo, lineNo, trace, date }: JournalEntry): ProofDocument => ({
  ...(claimNo === undefined ? {} : { claimNo }),
  ...(lineNo === undefined ? {} : { lineNo }),
  ...(trace === undefined ? {} : { trace }),
  date,
});

/** Invariant 11. Net debits: income is negative, what we have and are owed positive, what we owe negative. */
function equationDifference(ledger: LedgerSums): number {
  const income = -ledger.net('4010', '4910', '4920', '4110', '4120', '4130', '4140', '6010', '6110');
  const have = ledger.net('1010', '1015', '1020', '1190', ...receivables);
  const owe = -ledger.net('2010', '2020', '2030', '2050', '2060', '2070');
  return income - (have - owe);
}

/** Net balance of every account that has one, in the order of the chart. */
function trialBalance(ledger: LedgerSums): readonly TrialBalanceRow[] {
  return chart.flatMap(({ code, name }) => {
    const amount = cents(ledger.net(code));
    if (amount === 0) return [];
    return [{ account: code, name, debitCents: Math.max(0, amount), creditCents: Math.max(0, -amount) }];
  });
}
