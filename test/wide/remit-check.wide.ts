import { describe, expect, test } from 'vitest';
import { checkRemittances } from '../../core/remit/check.ts';
import { FOR_MONEY } from '../../core/remit/readable.ts';
import { readX12 } from '../../core/x12/read.ts';
import { canReadAgain } from '../fuzz/payments-again.ts';
import { bytesOf, hasInterchange, rows } from './corpus.ts';

/** Every 835 of the shared corpus: our verdict on its sums against that of the manifest. */

const ours = (versions: string): boolean =>
  versions.split(',').every((version) => version.startsWith('005010X221'));
const remittances = rows.filter(({ types }) => types.includes('835'));
const readable = remittances.filter((row) => hasInterchange(row) && ours(row.versions));

describe('835s that we read', () => {
  test.each(readable.map((row) => [row.file, row] as const))(
    '%s: the manifest says the same',
    async (_, row) => {
      const { balanced, transactions } = await checkRemittances([bytesOf(row)]);
      expect(balanced).toBe(row.balance === 'ok');
      expect(transactions.reduce((total, { claims }) => total + claims, 0)).toBe(row.claims);
    },
  );
});

describe('the claim payments of 835s', () => {
  test.each(readable.map((row) => [row.file, row] as const))(
    '%s: are the same when only their bytes are read again',
    async (_, row) => {
      const items = await Array.fromAsync(readX12([bytesOf(row)], FOR_MONEY));
      expect(items.filter(({ kind }) => kind === 'claim-payment')).toHaveLength(row.claims);
      expect(canReadAgain(items, bytesOf(row))).toBe(true);
    },
  );
});

describe('835s of other versions, or without an interchange', () => {
  const others = remittances.filter((row) => !readable.includes(row));
  test.each(others.map((row) => [row.file, row] as const))('%s: named, and no verdict', async (_, row) => {
    const { balanced, transactions, notRead } = await checkRemittances([bytesOf(row)]);
    expect({ balanced, transactions }).toEqual({ balanced: false, transactions: [] });
    expect(notRead).not.toEqual([]);
  });
});
