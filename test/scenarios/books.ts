/** What a biller looks at afterwards: state, money in dollars, work items. */
import { expect } from 'vitest';
import { balanceStateOf } from '../../core/claim/balance-state.ts';
import type { AccountCode } from '../../core/ledger/accounts.ts';
import { accountTotal } from '../../core/ledger/balances.ts';
import { debitOf } from '../../core/ledger/entries.ts';
import { cents } from '../../core/money.ts';
import type { WorkItem } from '../../store/work.ts';
import type { Pipeline } from '../support/pipeline.ts';
import { dollars, type SentClaim } from './clinic.ts';

/** How a claim stands. Amounts in dollars. */
export interface Standing {
  readonly state: string;
  /** Every state that the filing went through, in order, each once in a row. */
  readonly history: readonly string[];
  /** The roll-up of the claim: INS_OPEN, PATIENT_DUE … */
  readonly balance: string;
  /** What each kind of entry moved: `{ J1: 76 }`; 0 for a memo. */
  readonly posted: Readonly<Record<string, number>>;
  /** Net debit by account: `{ '1100[1]': 0 }` is left out. */
  readonly accounts: Readonly<Record<string, number>>;
  readonly payerClaimNo: string | undefined;
}

export async function standingOf(pipeline: Pipeline, { claimNo }: SentClaim): Promise<Standing> {
  const { head, state, events, entries } = await pipeline.claim(claimNo);
  const steps = events.flatMap((event) => event.steps.map(({ to }) => to));
  const posted: Record<string, number> = {};
  for (const { type, postings } of entries) {
    const moved = postings.reduce((total, posting) => total + debitOf(posting), 0);
    posted[type] = dollars(Math.round((posted[type] ?? 0) * 100) + moved);
  }
  const accounts: Record<string, number> = {};
  for (const line of Object.values(head.balances))
    for (const [account, amount] of Object.entries(line))
      accounts[account] = dollars(Math.round((accounts[account] ?? 0) * 100) + amount);
  for (const [account, amount] of Object.entries(accounts)) if (amount === 0) delete accounts[account];
  return {
    state,
    history: steps.filter((to, i) => to !== steps[i - 1]),
    balance: balanceStateOf(head, events),
    posted,
    accounts,
    payerClaimNo: head.payerClaimControlNo,
  };
}

/** What lies in remittance clearing (1015) for a payment of ACME. */
export async function clearing(pipeline: Pipeline, trace: string, payer = '99001'): Promise<number> {
  const { balances } = await pipeline.ledger();
  return dollars(balances[`1015[${payer}|${trace}]`] ?? 0);
}

/** Balance of an account over the whole ledger; credit is negative. */
export async function inLedger(pipeline: Pipeline, account: AccountCode): Promise<number> {
  return dollars(accountTotal((await pipeline.ledger()).balances, account));
}

/** Every invariant of domain.md 5.9 over the whole ledger. */
export async function expectProvenLedger(pipeline: Pipeline): Promise<void> {
  const { proof } = await pipeline.ledger();
  expect(proof.checks.filter((check) => !check.ok)).toEqual([]);
  expect(proof.balanced).toBe(true);
}

/** Open work items on a claim, as a biller sees them. */
export async function workOn(pipeline: Pipeline, { claimNo }: SentClaim) {
  return (await pipeline.workItems((item) => item.claimNo === claimNo)).map(seen);
}

/** Open work items that came with a file. */
export async function workFrom(pipeline: Pipeline, fileId: string) {
  return (await pipeline.workItems((item) => item.fileId === fileId)).map(seen);
}

const seen = ({ reason, queue, action, value, details }: WorkItem) => ({
  reason,
  queue,
  ...(action === undefined ? {} : { action }),
  amount: dollars(cents(value)),
  details,
});
