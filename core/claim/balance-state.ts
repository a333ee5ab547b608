import { type ClaimBalances, claimTotals, insuranceOpen, patientOpen } from '../ledger/balances.ts';
import { sum } from '../money.ts';
import type { FilingState } from './types.ts';

/** Where a claim stands as a whole (domain.md 1.3). COLLECTIONS and WRITTEN_OFF come with their entries. */
export type BalanceState = 'UNBILLED' | 'INS_OPEN' | 'NEXT_PAYER' | 'PATIENT_DUE' | 'CREDIT' | 'ZERO';

const UNBILLED: readonly FilingState[] = ['DRAFT', 'EDIT_HOLD', 'READY'];

export interface ClaimStanding {
  /** The active filing. */
  readonly state: FilingState;
  readonly payerSequence: number;
  /** Sequences of the coverages after it. */
  readonly nextPayers: readonly number[];
  readonly balances: ClaimBalances;
}

/** The roll-up of domain.md 1.3: by the ledger first, by the filing where the ledger cannot tell. */
export function balanceState({ state, payerSequence, nextPayers, balances }: ClaimStanding): BalanceState {
  const open = insuranceOpen(balances, payerSequence);
  const next = sum(nextPayers.map((payer) => insuranceOpen(balances, payer)));
  const patient = patientOpen(balances);
  if (open < 0 || next < 0 || patient < 0) return 'CREDIT';
  if (UNBILLED.includes(state) && claimTotals(balances).charges === 0) return 'UNBILLED';
  if (open > 0) return 'INS_OPEN';
  if (next > 0) return 'NEXT_PAYER';
  return patient > 0 ? 'PATIENT_DUE' : 'ZERO';
}
