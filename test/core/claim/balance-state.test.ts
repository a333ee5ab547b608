import { expect, test } from 'vitest';
import { balanceState } from '../../../core/claim/balance-state.ts';
import type { FilingState } from '../../../core/claim/types.ts';
import { aClaim, aPayment, billed, post, usd } from '../remit/given.ts';

const claim = aClaim('C0001', [{ code: '99213', charge: 100 }]);
const covered = aClaim('C0001', [{ code: '99213', charge: 100 }], { secondary: true });
const paid = (of: typeof claim, ...cas: string[]) => {
  const services = [{ code: '99213', charge: 100, paid: 60, cas }];
  return post({ claim: of, payment: aPayment({ claimId: 'C0001-1', clp: '1/100/60', services }) }).balances;
};

test.each([
  ['UNBILLED', 'READY', {}, []],
  ['INS_OPEN', 'SENT', billed(claim), []],
  ['INS_OPEN', 'DRAFT', billed(claim), []],
  ['PATIENT_DUE', 'CLOSED', paid(claim, 'CO-45 20', 'PR-2 20'), []],
  ['NEXT_PAYER', 'CLOSED', paid(covered, 'CO-45 20', 'PR-2 20'), [2]],
  ['ZERO', 'CLOSED', paid(claim, 'CO-45 40'), []],
  ['CREDIT', 'CLOSED', { 1: { '1110': usd(-20) } }, []],
])('a claim is %s: filing %s', (expected, state, balances, nextPayers) => {
  expect(balanceState({ state: state as FilingState, payerSequence: 1, nextPayers, balances })).toBe(
    expected,
  );
});
