import { afterAll, describe, expect, test } from 'vitest';
import { proveStoredLedger, readProjections } from '../../bin/session/proof.ts';
import { isNpi } from '../../core/codes/npi.ts';
import { accountTotal, applyToLedger } from '../../core/ledger/balances.ts';
import type { JournalEntry } from '../../core/ledger/entries.ts';
import { negate } from '../../core/money.ts';
import { checkRemittances } from '../../core/remit/check.ts';
import type { X12Item } from '../../core/x12/read.ts';
import { configWith, type Loop, startLoop } from '../functions/loop.ts';
import { stopServicesAfterEach } from '../support/services.ts';
import { bytesOf, hasInterchange, itemsOf, type Row, rows } from './corpus.ts';
import { claimsPaidBy, PRIOR, sendClaim, withOurNumbers } from './corpus-claims.ts';

/**
 * Every 835 of the shared corpus is posted by the real steps: into an empty ledger, where its claims are strangers and
 * their money goes to suspense, and into one where its claims are ours. Whatever the file, nothing crashes, the ledger
 * proves on every level, what balances is posted to the cent of its BPR02, and what does not is held with a reason.
 * `CLAIMLINE_TABLE=1` prints what became of each file.
 */

stopServicesAfterEach();

const ours = (versions: string): boolean =>
  versions.split(',').every((version) => version.startsWith('005010X221'));
const remittances = rows.filter(({ types }) => types.includes('835'));
const readable = remittances.filter((row) => hasInterchange(row) && ours(row.versions));
const others = remittances.filter((row) => !readable.includes(row));

/** What became of a file. Amounts in cents. */
interface Posted {
  readonly outcome: string;
  /** Transactions, and why those that are not posted are held. */
  readonly posted: number;
  readonly held: number;
  readonly heldFor: readonly string[];
  readonly claims: Readonly<Record<string, number>>;
  readonly paid: number;
  readonly inSuspense: number;
  readonly work: readonly string[];
  readonly balanced: boolean;
}

async function post(loop: Loop, bytes: Buffer): Promise<Posted> {
  const { outcome } = await loop.remitOf(await loop.upload('inbound/sandbox/corpus.edi', bytes));
  const stored = (await loop.files.listRemittances()).filter(({ trace }) => !trace.startsWith(PRIOR));
  const proof = await proveStoredLedger(loop, await readProjections(loop));
  const entries: JournalEntry[] = [];
  for await (const event of loop.claims.scanEvents())
    entries.push(...event.entries.filter(({ trace }) => !trace?.startsWith(PRIOR)));
  const balances = applyToLedger({}, entries);
  const byType = (type: string): number => entries.filter((entry) => entry.type === type).length;
  expect(proof.checks.filter(({ ok }) => !ok)).toEqual([]);
  return {
    outcome,
    posted: stored.filter(({ status }) => status === 'posted').length,
    held: stored.filter(({ status }) => status === 'held').length,
    heldFor: [...new Set(stored.flatMap(({ heldFor }) => heldFor))].toSorted(),
    claims: Object.fromEntries(['J1', 'J2', 'J3b', 'J4', 'J13', 'J14'].map((type) => [type, byType(type)])),
    paid: accountTotal(balances, '1015'),
    inSuspense: negate(accountTotal(balances, '2030')),
    work: await loop.reasons(),
    balanced: proof.balanced,
  };
}

/** The file's payees are ours, where their NPIs could be anybody's; else whoever is paid is ours. */
function ledgerFor(items: readonly X12Item[]): Promise<Loop> {
  const npis = items.flatMap((item) =>
    item.kind === 'remittance' && item.header.payee.idQualifier === 'XX' ? [item.header.payee.id] : [],
  );
  const billingNpis = [...new Set(npis)];
  if (billingNpis.length === 0 || !billingNpis.every(isNpi)) return startLoop();
  return startLoop({ config: configWith({ client: { billingNpis } }) });
}

const table: string[] = [];
afterAll(() => {
  if (process.env.CLAIMLINE_TABLE !== undefined) process.stdout.write(`${table.join('\n')}\n`);
});
const usd = (amount: number): string => (amount / 100).toFixed(2).padStart(11);
function noted(row: Row, how: string, result: Posted): void {
  const { posted, held, heldFor, claims, paid, inSuspense, work } = result;
  const file = row.file.replace(/^(.{10}).*?(.{44})$/, '$1…$2').padEnd(56);
  const done = `${posted} posted, ${held} held${held > 0 ? ` (${heldFor.join(' ')})` : ''}`;
  const entries = Object.entries(claims)
    .filter(([, count]) => count > 0)
    .map(([type, count]) => `${type} ${count}`)
    .join(' ');
  const reasons = Object.entries(Object.groupBy(work, (reason) => reason))
    .map(([reason, all]) => `${reason} ${all?.length}`)
    .join(' ');
  table.push(
    `${file} ${how.padEnd(5)} ${done.padEnd(34)} ${usd(paid)} ${usd(inSuspense)}  ${entries} | ${reasons}`,
  );
}

/**
 * What the transactions of a file must come to: those that balance are posted, and come to what they pay. One without a
 * date or number is no known payment and is held.
 */
async function expected(bytes: Buffer) {
  const { transactions } = await checkRemittances([bytes]);
  const distinct = new Map(transactions.map((one) => [`${one.trace} ${one.date} ${one.paidCents}`, one]));
  const balanced = [...distinct.values()].filter(
    (one) => one.balanced && one.date !== '' && one.trace !== '',
  );
  return {
    posted: balanced.length,
    held: distinct.size - balanced.length,
    paid: balanced.reduce((total, { paidCents }) => total + paidCents, 0),
  };
}

describe('835s of the corpus, posted', () => {
  test.each(readable.map((row) => [row.file, row] as const))('%s: claims are strangers', async (_, row) => {
    const loop = await ledgerFor(await itemsOf(bytesOf(row)));
    const result = await post(loop, bytesOf(row));
    noted(row, 'empty', result);
    expect({ posted: result.posted, held: result.held, paid: result.paid }).toEqual(
      await expected(bytesOf(row)),
    );
  });

  test.each(readable.map((row) => [row.file, row] as const))('%s: claims are ours', async (_, row) => {
    const items = await itemsOf(bytesOf(row));
    const loop = await ledgerFor(items);
    const claims = claimsPaidBy(items);
    for (const claim of claims.claims) await sendClaim(loop, claim);
    for (const [i, text] of claims.before.entries()) await loop.remit(text, `before-${i}.edi`);
    const bytes = withOurNumbers(bytesOf(row), claims);
    const result = await post(loop, bytes);
    noted(row, 'ours', result);
    expect(result.inSuspense).toBe(0);
    expect({ posted: result.posted, held: result.held, paid: result.paid }).toEqual(await expected(bytes));
  });

  test.each(others.map((row) => [row.file, row] as const))(
    '%s: not an 835 that we read; nothing is posted',
    async (_, row) => {
      const loop = await startLoop();
      const result = await post(loop, bytesOf(row));
      noted(row, 'other', result);
      expect([result.posted, result.paid, result.outcome]).toEqual([
        0,
        0,
        expect.stringMatching(/quarantined|held/),
      ]);
      expect(result.work).not.toEqual([]);
    },
  );
});
