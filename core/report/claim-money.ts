import type { CivilDate } from '../dates.ts';
import type { AccountCode } from '../ledger/accounts.ts';
import { netOf } from '../ledger/balances.ts';
import type { JournalEntry } from '../ledger/entries.ts';

/** Days, both ends included. */
export interface Period {
  readonly from: CivilDate;
  readonly to: CivilDate;
}
export const isWithin = (day: string, { from, to }: Period): boolean => day >= from && day <= to;

/** What a claim's entries of some days come to. Cents; each above 0 where it is the usual way round. */
export interface ClaimMoney {
  /** 4010, less what was taken back (J17). */
  charges: number;
  /** 4110. */
  contractual: number;
  /** 4120. */
  deniedWriteOffs: number;
  /** 4130 and 4140. */
  allowances: number;
  /** Money of payers and patients, less refunds and less credits that a payer took back. */
  payments: number;
}

export const noMoney = (): ClaimMoney => ({
  ...{ charges: 0, contractual: 0, deniedWriteOffs: 0, allowances: 0, payments: 0 },
});

/** Where a claim's payments lie: clearing, the bank after it, and recoupments (domain.md 5.9, invariant 2). */
const PAYMENTS: ReadonlySet<AccountCode> = new Set<AccountCode>(['1010', '1015', '1020', '2050']);

/** Adds an entry of a claim. */
export function addEntry(money: ClaimMoney, { postings }: JournalEntry): void {
  // Money in suspense is not the claim's yet.
  const isSuspended = postings.some(({ account }) => account === '2030');
  for (const posting of postings) {
    const { account } = posting;
    const net = netOf(posting);
    if (account === '4010') money.charges -= net;
    else if (account === '4110') money.contractual += net;
    else if (account === '4120') money.deniedWriteOffs += net;
    else if (account === '4130' || account === '4140') money.allowances += net;
    else if (!isSuspended && PAYMENTS.has(account)) money.payments += net;
  }
}

/** Adds what another has. */
export function addMoney(money: ClaimMoney, other: ClaimMoney): void {
  money.charges += other.charges;
  money.contractual += other.contractual;
  money.deniedWriteOffs += other.deniedWriteOffs;
  money.allowances += other.allowances;
  money.payments += other.payments;
}
