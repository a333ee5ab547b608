import {
  type ClaimBalances,
  chargesBilled,
  inCollections,
  insuranceOpen,
  patientCredit,
  patientOpen,
  payerCredit,
} from '../ledger/balances.ts';
import type { JournalEntry } from '../ledger/entries.ts';
import { sum } from '../money.ts';
import type { Head } from './head.ts';
import type { JournalEvent } from './journal.ts';
import type { FilingState } from './types.ts';

/** Where a claim stands as a whole (domain.md 1.3). */
export const balanceStates = [
  'UNBILLED',
  'INS_OPEN',
  'NEXT_PAYER',
  'PATIENT_DUE',
  'COLLECTIONS',
  'CREDIT',
  'WRITTEN_OFF',
  'ZERO',
] as const;
export type BalanceState = (typeof balanceStates)[number];

const UNSENT: readonly FilingState[] = ['DRAFT', 'EDIT_HOLD', 'READY'];

export interface ClaimStanding {
  /** The active filing. */
  readonly state: FilingState;
  readonly payerSequence: number;
  /** Counts its submissions from 1. */
  readonly attempt?: number;
  /** Sequences of the coverages after it. */
  readonly nextPayers: readonly number[];
  readonly balances: ClaimBalances;
  /** What its journal ended with, where the balances alone cannot tell (`mayBeWrittenOff`). */
  readonly closedByWriteOff?: boolean;
}

/**
 * The roll-up of domain.md 1.3: by the ledger first, by the filing where the ledger cannot tell. Rules are tried in
 * their order there, so that a prepayment is no credit to be cleared up while a payer still owes. A receivable below 0
 * goes before all: nothing can be said of such a claim.
 */
export function balanceState(standing: ClaimStanding): BalanceState {
  const { state, payerSequence, nextPayers, balances, attempt = 1 } = standing;
  const open = insuranceOpen(balances, payerSequence);
  const next = sum(nextPayers.map((payer) => insuranceOpen(balances, payer)));
  const patient = patientOpen(balances);
  if (open < 0 || next < 0 || patient < 0) return 'CREDIT';
  const isUnsent = UNSENT.includes(state);
  if (isUnsent && chargesBilled(balances) === 0) return 'UNBILLED';
  // A later payer's filing that was never sent is active, and owes: the claim is on its way to it.
  if (open > 0) return isUnsent && payerSequence > 1 && attempt === 1 ? 'NEXT_PAYER' : 'INS_OPEN';
  if (next > 0) return 'NEXT_PAYER';
  if (patient > 0) return 'PATIENT_DUE';
  if (inCollections(balances) > 0) return 'COLLECTIONS';
  if (patientCredit(balances) > 0 || payerCredit(balances) > 0) return 'CREDIT';
  return standing.closedByWriteOff === true ? 'WRITTEN_OFF' : 'ZERO';
}

/**
 * The roll-up of a claim as its head shows it.
 *
 * @param journal needed where `mayBeWrittenOff`: without it such a claim is ZERO
 */
export function balanceStateOf(
  { state, filing, attempt, balances }: Pick<Head, 'state' | 'filing' | 'attempt' | 'balances'>,
  journal?: readonly JournalEvent[],
): BalanceState {
  const payers = Object.values(balances).flatMap((line) => Object.keys(line).map(payerOfKey));
  const nextPayers = [...new Set(payers)].filter((payer) => payer > filing);
  const closed = journal === undefined ? {} : { closedByWriteOff: closedByWriteOff(journal) };
  return balanceState({ state, payerSequence: filing, attempt, nextPayers, balances, ...closed });
}
/** k of `1100[k]`; 0 for every other account. */
const payerOfKey = (key: string): number => Number(/^1100\[(\d+)\]$/.exec(key)?.[1] ?? 0);

const GIVEN_UP: readonly string[] = ['4120', '4130', '4140', '6010'];

/** Whether something was given up on the claim: only then its journal must say what it ended with. */
export const mayBeWrittenOff = (balances: ClaimBalances): boolean =>
  Object.values(balances).some((line) => GIVEN_UP.some((account) => line[account] !== undefined));

/**
 * Whether the last closing entry, the one after which nothing was open any more, wrote off money that somebody owed:
 * a denial (J9), a debt (J11b), or by courtesy or charity (J10). A small balance is none (row 54).
 */
export function closedByWriteOff(journal: readonly JournalEvent[]): boolean {
  let open = 0;
  let writtenOff = false;
  for (const { facts, entries } of journal)
    for (const entry of entries) {
      const moved = receivablesOf(entry);
      if (moved === 0) continue;
      open += moved;
      if (open === 0)
        writtenOff = isWriteOff(entry) && !(facts.kind === 'waived' && facts.why === 'small-balance');
    }
  return open === 0 && writtenOff;
}

const isWriteOff = ({ type }: JournalEntry): boolean => type === 'J9' || type === 'J10' || type === 'J11b';

const RECEIVABLE: readonly string[] = ['1100', '1110', '1120'];
/** Net debit to receivables, cents; 0 where one receivable becomes another. */
const receivablesOf = ({ postings }: JournalEntry): number =>
  postings.reduce(
    (net, posting) =>
      RECEIVABLE.includes(posting.account)
        ? net + ('debit' in posting ? posting.debit : -posting.credit)
        : net,
    0,
  );
