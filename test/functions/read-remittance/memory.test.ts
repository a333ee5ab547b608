import { describe, expect, it } from 'vitest';
import { cents } from '../../../core/money.ts';
import type { PaymentPlace } from '../../../core/remit/places.ts';
import { IndexWriter } from '../../../functions/read-remittance/index-writer.ts';
import {
  type BatchPage,
  batchPageKey,
  type IndexedRemittance,
  PAGE_BATCHES,
  PAGE_REMITTANCES,
  packPlace,
  remittancePageKey,
} from '../../../functions/read-remittance/payment-batch.ts';
import { type Reading, readPayments } from '../../../functions/read-remittance/read-payments.ts';
import { BATCH_CLAIMS } from '../../../functions/runtime/batches.ts';
import { aHeader } from '../../core/remit/given.ts';
import { configWith, PARTNER } from '../loop.ts';
import { a835, pays } from '../payer.ts';

const FILE = 'file1';
const target = { fileId: FILE, source: { key: 'inbound/a "quoted" name', versionId: 'v1' } };

/** An archive that says what was written, and in which memory it came. */
function watchedArchive() {
  const pages = new Map<string, unknown>();
  const memory = new Set<ArrayBufferLike>();
  let placed = 0;
  const replace: Reading['artifacts']['replace'] = async (key, content) => {
    const page: unknown = JSON.parse(Buffer.from(content as Uint8Array).toString());
    pages.set(key, page);
    if (typeof content !== 'string') memory.add(content.buffer);
    if (key.includes('/batches-'))
      for (const { places } of (page as BatchPage).batches) placed += places.length;
    // Who still writes here while the page is on its way would be found out.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    artifacts: { replace },
    pages,
    /** Bytes of all memory that pages came in. */
    bytes: () => [...memory].reduce((sum, { byteLength }) => sum + byteLength, 0),
    memory,
    placed: () => placed,
  };
}

const remittance = (n: number): IndexedRemittance => ({
  remittanceId: `remittance${n}`,
  held: [],
  header: { ...aHeader(n), trace: `EFT ${n} é` },
  providerAdjustments: [],
  interestDifference: cents(0),
});

const places = (n: number, count: number): readonly PaymentPlace[] =>
  Array.from({ length: count }, (_, i) => ({
    offset: n * 5e9 + i * 500,
    bytes: 499,
    segment: 10 + i * 20,
    ordinal: i + 1,
    copy: i % 100 === 99 ? 2 : 1,
  }));

describe('the index of a long file', () => {
  const REMITTANCES = 450;
  const CLAIMS = 420;
  const write = async () => {
    const archive = watchedArchive();
    const writer = new IndexWriter({ ...target, artifacts: archive.artifacts });
    for (let n = 0; n < REMITTANCES; n += 1)
      await writer.add(remittance(n), { phases: [[], places(n, CLAIMS)], reversals: [] });
    return { ...archive, index: await writer.end() };
  };

  it('is written from memory that one page fills, however many there are', async () => {
    const { memory, bytes, pages } = await write();
    expect(pages.size).toBe(3 + 81 + 1);
    expect(memory.size).toBe(2);
    expect(bytes()).toBeLessThan(600_000);
  });

  it('says in pages what the file has', async () => {
    const { pages, index } = await write();
    const ofOne = Math.ceil(CLAIMS / BATCH_CLAIMS);
    expect(index).toEqual({ batches: REMITTANCES * ofOne, remittances: REMITTANCES });
    const all = Array.from({ length: REMITTANCES }, (_, n) => remittance(n));
    for (let page = 0; page * PAGE_REMITTANCES < REMITTANCES; page += 1) {
      const from = page * PAGE_REMITTANCES;
      expect(pages.get(remittancePageKey(FILE, page))).toEqual(all.slice(from, from + PAGE_REMITTANCES));
    }
    const batches = all.flatMap(({ remittanceId, header }, n) =>
      Array.from({ length: ofOne }, (_, ordinal) => ({
        remittance: { remittanceId, header, reverses: false },
        ordinal,
        places: places(n, CLAIMS)
          .slice(ordinal * BATCH_CLAIMS, (ordinal + 1) * BATCH_CLAIMS)
          .map(packPlace),
      })),
    );
    const read = Array.from({ length: 81 }, (_, page) => pages.get(batchPageKey(FILE, page)) as BatchPage);
    expect(read.every(({ source, batches: some }) => source.versionId === 'v1' && some.length > 0)).toBe(
      true,
    );
    expect(
      read.flatMap(({ batches: some, remittances }) =>
        some.map((batch) => ({ ...batch, remittance: remittances[batch.remittance] })),
      ),
    ).toEqual(batches);
  });
});

describe('a long file', () => {
  const SETS = 60;
  const CLAIMS = 400;

  it('is indexed while it is read: never more waits than a page and the sets that are at hand', async () => {
    const archive = watchedArchive();
    const yes = async (): Promise<boolean> => true;
    const context: Reading = {
      ...target,
      artifacts: archive.artifacts,
      files: {
        putRemittance: yes,
        remittance: async () => null,
        replaceHeldRemittance: yes,
        claimTrace: async (_, remittanceId) => remittanceId,
        passTrace: yes,
      },
      work: { open: async () => 'opened' },
      config: configWith(),
      now: () => Date.UTC(2026, 6, 1),
      partner: PARTNER,
    };
    let waiting = 0;
    async function* bytes() {
      for (let set = 0; set < SETS; set += 1) {
        waiting = Math.max(waiting, set * CLAIMS - archive.placed());
        const payments = Array.from({ length: CLAIMS }, (_, i) => pays(`STRANGER${i}`, '1/10/10'));
        yield Buffer.from(a835({ payments, trace: `EFT${set}` }));
      }
    }
    const read = await readPayments(context, bytes());
    expect(read).toMatchObject({ held: 0, payments: SETS * CLAIMS, index: { remittances: SETS } });
    expect(archive.placed()).toBe(SETS * CLAIMS);
    expect(waiting).toBeLessThanOrEqual(PAGE_BATCHES * BATCH_CLAIMS + 2 * CLAIMS);
    expect(archive.memory.size).toBe(2);
    expect(archive.bytes()).toBeLessThan(600_000);
  });
});
