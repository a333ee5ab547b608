import { workItem } from '../../core/claim/work.ts';
import { civilDate, civilDateOf, epochToIso } from '../../core/dates.ts';
import { type ExpectedPayment, matchDeposits } from '../../core/deposits/match.ts';
import {
  depositContent,
  depositJournal,
  matchEntry,
  matchOrdinal,
  unmatchEntry,
} from '../../core/deposits/posting.ts';
import type { BankFile, BankLine } from '../../core/deposits/read.ts';
import { cents } from '../../core/money.ts';
import { Defect } from '../../core/result.ts';
import type { DepositRecord } from '../../store/deposits.ts';
import { sha256, shortHash } from '../../store/hash.ts';
import type { RemittanceRecord } from '../../store/remittances.ts';
import type { Stores } from './stores.ts';

/** What deposits are written to, and the clock. */
export interface Banking extends Pick<Stores, 'claims' | 'files' | 'work'> {
  readonly now: () => number;
}

/** Enough of a hash to tell the lines of a bank apart. */
const ID_LENGTH = 16;

/**
 * Keeps the deposits of a bank's file, each once however often it comes, then looks for the payment of all that wait.
 *
 * @returns the ids of the file's deposits that are new
 */
export async function importDeposits(
  banking: Banking,
  account: string,
  { lines }: Pick<BankFile, 'lines'>,
): Promise<readonly string[]> {
  const fresh: string[] = [];
  for (const line of lines) {
    const record = recordOf(banking, account, line);
    if (await banking.files.putDeposit(record)) fresh.push(record.depositId);
  }
  await matchWaiting(banking);
  return fresh;
}

const recordOf = ({ now }: Banking, account: string, line: BankLine): DepositRecord => ({
  depositId: sha256(depositContent(account, line)).slice(0, ID_LENGTH),
  account,
  date: line.date,
  amountCents: line.amount,
  traces: line.traces,
  text: line.text,
  receivedAt: epochToIso(now()),
  status: 'waiting',
  rounds: 0,
  version: 1,
});

/** Posted payments of more than nothing. A held one, or one being posted, has nothing on 1015 yet. */
export const isExpected = ({ status, paidCents }: RemittanceRecord): boolean =>
  status === 'posted' && paidCents > 0;

/** Looks for the payment of every deposit that waits: also when the bank was faster than the payer. */
export async function matchWaiting(banking: Banking): Promise<void> {
  for (const deposit of await banking.files.listDeposits()) await finish(banking, deposit);
  const [deposits, remittances] = [await banking.files.listDeposits(), await banking.files.listRemittances()];
  const held = new Set(deposits.flatMap((d) => (d.status === 'matched' ? (d.remittanceId ?? []) : [])));
  const byId = new Map(remittances.map((remittance) => [remittance.remittanceId, remittance]));
  const open = remittances
    .filter((remittance) => isExpected(remittance) && !held.has(remittance.remittanceId))
    .map(expectedOf);
  const waiting = deposits.filter(({ status, byPerson }) => status !== 'matched' && byPerson !== true);
  const verdicts = matchDeposits(waiting.map(waitingOf), open);
  for (const [i, deposit] of waiting.entries()) {
    const verdict = verdicts[i] ?? { kind: 'unmatched' };
    const payment = verdict.kind === 'unmatched' ? undefined : byId.get(verdict.remittanceId);
    if (payment === undefined) await noLongerDiffers(banking, deposit);
    else if (verdict.kind === 'matched') await post(banking, { deposit, payment, rung: verdict.rung });
    else await tellDifference(banking, deposit, payment);
  }
}

const expectedOf = ({ remittanceId, trace, paymentDate, paidCents }: RemittanceRecord): ExpectedPayment => ({
  remittanceId,
  trace,
  date: civilDate(paymentDate),
  paid: cents(paidCents),
});

const waitingOf = ({ depositId, date, amountCents, traces, text }: DepositRecord) => ({
  depositId,
  date: civilDate(date),
  amount: cents(amountCents),
  traces,
  text,
});

interface Pair {
  readonly deposit: DepositRecord;
  readonly payment: RemittanceRecord;
  readonly rung: NonNullable<DepositRecord['rung']>;
}

/**
 * J16, once: the payment is given to the deposit, the match is begun, the entry is journalled under its round, the
 * match is done. What dies in between, the next one ends.
 *
 * @returns false where another deposit has the payment, or the deposit another payment
 */
async function post(banking: Banking, { deposit, payment, rung }: Pair): Promise<boolean> {
  const { files } = banking;
  const { remittanceId } = payment;
  const { depositId, version, rounds } = deposit;
  if ((await files.holdPayment(remittanceId, depositId)) !== depositId) return false;
  const { byPerson: _, ...rest } = deposit;
  const begun = { ...rest, remittanceId, rung, status: 'matching', rounds: rounds + 1 } as const;
  if (await files.changeDeposit({ ...begun, version: version + 1 })) {
    await finish(banking, { ...begun, version: version + 1 });
    return true;
  }
  const there = await files.deposit(depositId);
  if (there?.remittanceId !== remittanceId) await files.releasePayment(remittanceId, depositId);
  return there?.remittanceId === remittanceId;
}

/** Ends what was begun with a deposit. */
async function finish(banking: Banking, deposit: DepositRecord): Promise<void> {
  const { status, remittanceId, cash, version } = deposit;
  if (status !== 'matching' && status !== 'unmatching') return;
  if (remittanceId === undefined && cash !== true) return;
  const payment = remittanceId === undefined ? undefined : await banking.files.remittance(remittanceId);
  if (payment === null) throw new Defect('a deposit is matched with no payment');
  await journal(banking, deposit, payment);
  if (status === 'matching') {
    await banking.files.changeDeposit({ ...deposit, status: 'matched', version: version + 1 });
    return;
  }
  if (remittanceId !== undefined) await banking.files.releasePayment(remittanceId, deposit.depositId);
  const { remittanceId: _, rung: _rung, cash: _cash, ...rest } = deposit;
  await banking.files.changeDeposit({ ...rest, status: 'waiting', byPerson: true, version: version + 1 });
}

/** J16 of the deposit's round, or its mirror; where it stands already, nothing. */
async function journal(
  banking: Banking,
  deposit: DepositRecord,
  payment: RemittanceRecord | undefined,
): Promise<void> {
  const { claims, now } = banking;
  const { depositId, rounds: round, amountCents } = deposit;
  const ordinal = matchOrdinal(round);
  const match = {
    ...{ depositId, round, amount: cents(amountCents), date: civilDate(deposit.date) },
    ...(payment === undefined ? {} : { traceKey: payment.traceKey }),
  };
  const undone = deposit.status === 'unmatching';
  await claims.recordUnclaimed({
    remittanceId: depositJournal(depositId),
    ordinal: undone ? ordinal + 1 : ordinal,
    // Money of patients came with no file.
    fileId: payment?.fileId ?? '',
    at: epochToIso(now()),
    entries: [undone ? unmatchEntry(match, civilDateOf(now())) : matchEntry(match)],
  });
}

/** The payment whose number it bears has its deposit meanwhile: what is left waits, and is not wrong. */
async function noLongerDiffers({ files }: Banking, deposit: DepositRecord): Promise<void> {
  if (deposit.status !== 'differs') return;
  const { remittanceId: _, ...rest } = deposit;
  await files.changeDeposit({ ...rest, status: 'waiting', version: deposit.version + 1 });
}

/** The payment's number with another amount: nothing is posted, a person asks. */
async function tellDifference(
  { files, work, now }: Banking,
  deposit: DepositRecord,
  payment: RemittanceRecord,
): Promise<void> {
  const { depositId, amountCents, version } = deposit;
  const { remittanceId, paidCents } = payment;
  const at = now();
  const item = workItem('DEPOSIT_MISMATCH', {
    id: `deposit-mismatch-${shortHash(`${depositId}\n${remittanceId}`).slice(0, ID_LENGTH)}`,
    today: civilDateOf(at),
    partnerId: payment.partner,
    fileId: payment.fileId,
    value: cents(Math.abs(amountCents - paidCents)),
    details: [
      { code: 'BPR02', amount: cents(paidCents) },
      { code: 'DEPOSIT', amount: cents(amountCents) },
      { code: 'DIFFERENCE', amount: cents(amountCents - paidCents) },
    ],
  });
  await work.open(item, at);
  if (deposit.status === 'differs' && deposit.remittanceId === remittanceId) return;
  await files.changeDeposit({ ...deposit, status: 'differs', remittanceId, version: version + 1 });
}

export type MatchRefusal = 'other-amount' | 'already-matched' | 'payment-taken';

/** A person says which payment a deposit is. The amounts must be equal: nothing else may come out. */
export async function matchByPerson(
  banking: Banking,
  deposit: DepositRecord,
  payment: RemittanceRecord,
): Promise<'matched' | MatchRefusal> {
  if (deposit.status === 'matched')
    return deposit.remittanceId === payment.remittanceId ? 'matched' : 'already-matched';
  if (deposit.amountCents !== payment.paidCents) return 'other-amount';
  return (await post(banking, { deposit, payment, rung: 'person' })) ? 'matched' : 'payment-taken';
}

/**
 * A person says that a deposit is money of patients. No more can be: what they paid and is not deposited yet.
 *
 * @param waiting what is left on 1020, cents
 */
export async function matchPatientCash(
  banking: Banking,
  deposit: DepositRecord,
  waiting: number,
): Promise<'matched' | 'already-matched' | 'more-than-cash'> {
  if (deposit.status === 'matched') return deposit.cash === true ? 'matched' : 'already-matched';
  if (deposit.amountCents > waiting) return 'more-than-cash';
  const { remittanceId: _, byPerson: _byPerson, version, rounds, ...rest } = deposit;
  const begun: DepositRecord = {
    ...{ ...rest, cash: true, rung: 'person', status: 'matching' },
    ...{ rounds: rounds + 1, version: version + 1 },
  };
  if (!(await banking.files.changeDeposit(begun))) return 'already-matched';
  await finish(banking, begun);
  return 'matched';
}

/**
 * Takes a match back by the mirror of its entry. The deposit waits for a person afterwards: what found the payment
 * would find it again.
 *
 * @returns false where it is not matched
 */
export async function unmatch(banking: Banking, deposit: DepositRecord): Promise<boolean> {
  if (deposit.status !== 'matched') return false;
  const begun = { ...deposit, status: 'unmatching', version: deposit.version + 1 } as const;
  if (!(await banking.files.changeDeposit(begun))) return false;
  await finish(banking, begun);
  return true;
}
