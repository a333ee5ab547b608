import type { DepositRung } from '../core/deposits/match.ts';
import { body, type Item, number, required, toItem } from './items.ts';
import type { TableAccess } from './table-access.ts';

/** `matching` and `unmatching` are begun and not known to be done: whoever comes next ends them. */
export type DepositStatus = 'waiting' | 'matching' | 'matched' | 'unmatching' | 'differs';

/** A line of a bank's file by which money came in. Its text is the bank's: for people only. */
export interface DepositRecord {
  readonly depositId: string;
  /** Which of our bank accounts, as the user names it. */
  readonly account: string;
  /** CCYYMMDD. */
  readonly date: string;
  readonly amountCents: number;
  readonly traces: readonly string[];
  readonly text: string;
  readonly receivedAt: string;
  readonly status: DepositStatus;
  /** The payment that it is, or whose number it bears with another amount. */
  readonly remittanceId?: string;
  readonly rung?: DepositRung | 'person';
  /** It is patients' money (1020) and no payer's payment. */
  readonly cash?: true;
  /** How often it was matched: every match and every undo has an entry of its own. */
  readonly rounds: number;
  /** A person took its match back: only a person matches it again. */
  readonly byPerson?: true;
  /** Counts the changes; every change is conditional on it. */
  readonly version: number;
}

const depositKey = (id: string): Item => toItem({ pk: `DEPOSIT#${id}`, sk: 'DEPOSIT' });
const holderKey = (remittanceId: string): Item => toItem({ pk: `REMITTANCE#${remittanceId}`, sk: 'DEPOSIT' });

const itemOf = (record: DepositRecord): Item => ({
  ...depositKey(record.depositId),
  ...toItem({
    listKey: 'DEPOSIT',
    receivedAt: record.receivedAt,
    version: record.version,
    body: JSON.stringify(record),
  }),
});

/** Deposits by what their bank's line says, and which deposit a payment has. */
export function depositStore({ get, putNew, putIf, listed, listedSince }: TableAccess) {
  return {
    /** @returns false when the same line came before */
    putDeposit: (record: DepositRecord): Promise<boolean> => putNew(itemOf(record)),

    deposit: async (id: string): Promise<DepositRecord | null> => {
      const item = await get(depositKey(id));
      return item === null ? null : body<DepositRecord>(item);
    },

    /** Puts a record of the next version. @returns false when somebody else changed it meanwhile */
    changeDeposit: async (record: DepositRecord): Promise<boolean> => {
      const before = { ':v': { N: String(record.version - 1) } };
      if (await putIf(itemOf(record), 'version = :v', before)) return true;
      // A write of ours whose answer was lost fails its own condition when it is repeated.
      const there = await get(depositKey(record.depositId));
      return (
        there !== null &&
        number(there, 'version') === record.version &&
        required(there, 'body') === JSON.stringify(record)
      );
    },

    listDeposits: async (): Promise<readonly DepositRecord[]> =>
      (await listed('DEPOSIT')).map((item) => body<DepositRecord>(item)),

    /** Those that came at this instant (ISO) or later. */
    depositsSince: async (from: string): Promise<readonly DepositRecord[]> =>
      (await listedSince('DEPOSIT', from)).map((item) => body<DepositRecord>(item)),

    /** Gives a payment to a deposit, unless another has it. @returns the deposit that has it now */
    holdPayment: async (remittanceId: string, depositId: string): Promise<string> => {
      const item = { ...holderKey(remittanceId), ...toItem({ depositId }) };
      const free = 'attribute_not_exists(pk) OR depositId = :none OR depositId = :own';
      if (await putIf(item, free, { ':none': { S: '' }, ':own': { S: depositId } })) return depositId;
      const held = await get(holderKey(remittanceId));
      return held === null ? depositId : required(held, 'depositId');
    },

    /** Takes the payment from the deposit again; another's stays. */
    releasePayment: async (remittanceId: string, depositId: string): Promise<void> => {
      const item = { ...holderKey(remittanceId), ...toItem({ depositId: '' }) };
      await putIf(item, 'depositId = :own', { ':own': { S: depositId } });
    },
  };
}
