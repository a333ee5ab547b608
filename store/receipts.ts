import { type Item, required, toItem } from './items.ts';
import type { TableAccess } from './table-access.ts';

const receiptKey = (clientId: string, receipt: string): Item =>
  toItem({ pk: `RECEIPT#${clientId}#${receipt}`, sk: 'RECEIPT' });

/** Which claim each receipt of a practice is for: money that came once is posted once, whatever is typed. */
export function receiptStore({ get, putIf }: TableAccess) {
  return {
    /** Gives a receipt to a claim, unless another has it. @returns the claim that has it now */
    holdReceipt: async (clientId: string, receipt: string, claimNo: string): Promise<string> => {
      const item = { ...receiptKey(clientId, receipt), ...toItem({ claimNo }) };
      const free = 'attribute_not_exists(pk) OR claimNo = :none OR claimNo = :own';
      if (await putIf(item, free, { ':none': { S: '' }, ':own': { S: claimNo } })) return claimNo;
      const held = await get(receiptKey(clientId, receipt));
      return held === null ? claimNo : required(held, 'claimNo');
    },

    /** Takes the receipt from the claim again, whose payment was returned; another's stays. */
    releaseReceipt: async (clientId: string, receipt: string, claimNo: string): Promise<void> => {
      const item = { ...receiptKey(clientId, receipt), ...toItem({ claimNo: '' }) };
      await putIf(item, 'claimNo = :own', { ':own': { S: claimNo } });
    },
  };
}
