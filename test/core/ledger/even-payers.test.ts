import { expect, it } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import { claimNo } from '../../../core/ids.ts';
import { applyEntries, type ClaimBalances, noClaimBalances } from '../../../core/ledger/balances.ts';
import {
  chargeBilled,
  contractuallyAdjusted,
  type EntryOrigin,
  insurancePaid,
  type JournalEntry,
  movedToNextPayer,
  movedToPatient,
  reverseEntry,
} from '../../../core/ledger/entries.ts';
import { evenedPayers, leftOf } from '../../../core/ledger/even-payers.ts';
import { patientPrepaid } from '../../../core/ledger/settling-entries.ts';
import { usd } from '../remit/given.ts';

const date = civilDate('20260210');
const C1 = claimNo('C0001');
const at = (cause: string) => ({ cause, date, claimNo: C1 });
const of = (type: string, payerSequence: number, cause = 'one'): EntryOrigin => ({
  ...at(cause),
  ...{ entryId: `${cause}/${type}/${payerSequence}`, lineNo: 1, payerSequence, trace: 'EFT' },
});
const because = (dollars: number, carc: string) => ({
  amount: usd(dollars),
  reasons: [{ group: carc === '45' ? 'CO' : 'PR', carc, amount: usd(dollars) }],
});

/** 100 billed; the first payer leaves 24, the second pays 10, writes 4 off and leaves 10 to the patient. */
const first = [
  chargeBilled(of('J0', 1), usd(100)),
  insurancePaid(of('J1', 1), usd(76)),
  movedToNextPayer(of('J3a', 1), { ...because(24, '2'), nextPayer: 2 }),
];
const second = [
  insurancePaid(of('J1', 2, 'two'), usd(10)),
  contractuallyAdjusted(of('J2', 2, 'two'), because(4, '45')),
  movedToPatient(of('J3b', 2, 'two'), because(10, '2')),
];
const taken = first
  .slice(1)
  .map((entry) =>
    reverseEntry(entry, { entryId: `${entry.entryId}/back`, cause: 'back', date, trace: 'EFT2' }),
  );
const again = (dollars: number) => [
  movedToNextPayer(of('J3a', 1, 'again'), { ...because(dollars, '2'), nextPayer: 2 }),
];

/** Each event's entries, evened out after each. */
function told(...events: readonly (readonly JournalEntry[])[]) {
  let balances: ClaimBalances = noClaimBalances;
  const history: JournalEntry[] = [];
  const evenings: string[][] = [];
  for (const [i, own] of events.entries()) {
    history.push(...own);
    balances = applyEntries(balances, own);
    const even = evenedPayers(balances, at(`event${i}`), history);
    evenings.push(even.map(({ type, postings: [posting] }) => `${type} ${posting?.account}`));
    history.push(...even);
    balances = applyEntries(balances, even);
  }
  return { accounts: balances[1], evenings, history };
}

it('leaves a claim alone where nobody owes less than nothing', () => {
  expect(told(first, second).evenings).toEqual([[], []]);
});

it('takes back first what the second payer left and wrote off; its money is owed to it', () => {
  const { accounts, evenings } = told(first, second, taken);
  expect(evenings[2]).toEqual(['J13 1110', 'J13 4110', 'J20 1100']);
  expect(accounts).toEqual({ '1100[1]': usd(100), 1015: usd(10), 2010: usd(-10), 4010: usd(-100) });
});

it('undoes that when the bucket turns positive: the credit first, then the patient’s part, then the write-off', () => {
  const rest = (dollars: number) => {
    const {
      '1015': _,
      '4010': __,
      '1100[1]': ___,
      ...found
    } = told(first, second, taken, again(dollars)).accounts ?? {};
    return found;
  };
  expect(rest(6)).toEqual({ 2010: usd(-4) });
  expect(rest(10)).toEqual({});
  expect(rest(15)).toEqual({ 1110: usd(5) });
  expect(rest(22)).toEqual({ 1110: usd(10), 4110: usd(2) });
  expect(rest(24)).toEqual({ 1110: usd(10), 4110: usd(4) });
  expect(rest(30)).toEqual({ 1110: usd(10), 4110: usd(4), '1100[2]': usd(6) });
});

it('does the same a second time', () => {
  const back = again(24).map((entry) =>
    reverseEntry(entry, { entryId: 'again/back', cause: 'again-back', date, trace: 'EFT3' }),
  );
  const { accounts, history } = told(first, second, taken, again(24), back);
  expect(accounts).toMatchObject({ 2010: usd(-10) });
  expect(accounts?.['1110']).toBeUndefined();
  const left = second.slice(1).map((entry) => leftOf(entry, history));
  expect(left).toEqual([usd(0), usd(0)]);
});

it('does not put back what the second payer itself took back meanwhile', () => {
  const [, , share] = second;
  if (share === undefined) throw new Error('a share');
  const gone = { ...share, entryId: 'two/back', cause: 'two-back', postings: [], reverses: share.entryId };
  const { accounts } = told(first, second, taken, [{ ...gone, type: 'info' }], again(24));
  expect(accounts?.['1110']).toBeUndefined();
});

const onLine = (lineNo: number, type: string): EntryOrigin => ({
  ...of(type, 1),
  ...{ entryId: `one/${type}/${lineNo}`, lineNo },
});
/** Two lines of 100: the first is paid 150, the second nothing. */
const uneven = [
  chargeBilled(onLine(1, 'J0'), usd(100)),
  chargeBilled(onLine(2, 'J0'), usd(100)),
  insurancePaid(onLine(1, 'J1'), usd(150)),
];

it('judges each line by itself, also where the patient has paid for the claim as a whole', () => {
  expect(told(uneven).evenings).toEqual([['J20 1100']]);
  expect(told([patientPrepaid(onLine(0, 'J6a'), usd(20)), ...uneven]).evenings).toEqual([['J20 1100']]);
});

it('judges the claim where a payer’s money is for the claim as a whole', () => {
  expect(told([...uneven, insurancePaid(onLine(0, 'J1'), usd(10))]).evenings).toEqual([[]]);
});
