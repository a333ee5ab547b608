import { describe, expect, it } from 'vitest';
import type { CodeRow, CodeSetName, Release } from '../../core/codes/sets.ts';
import { writeTable } from '../../core/codes/table/write.ts';
import type { CodeSetStore, StoredRelease } from '../../store/code-sets.ts';
import { codeLoader, openReleases } from '../../store/loaded-codes.ts';
import { startServices, stopServicesAfterEach } from '../support/services.ts';

stopServicesAfterEach();

const NOW = Date.UTC(2026, 9, 1);

interface Import<S extends CodeSetName> {
  readonly set: S;
  readonly release: string;
  readonly from: number;
  readonly to: number;
  readonly complete?: boolean;
  readonly rows: readonly CodeRow<S>[];
}

async function load<S extends CodeSetName>(
  store: CodeSetStore,
  { rows, ...one }: Import<S>,
): Promise<StoredRelease> {
  const release: Release & { readonly set: S } = {
    complete: true,
    ...one,
    source: { name: 'invented', sha256: one.release },
    rows: 0,
    importedAt: NOW,
  };
  const stored = await store.putTable(release, writeTable(release, rows));
  await store.switchTo({
    cause: 'import',
    nowEpochMs: NOW,
    change: async ({ releases }) => [...releases, stored],
  });
  return stored;
}

const year = (to: number): Import<'icd10cm'> => ({
  set: 'icd10cm',
  release: `FY${to}`,
  from: (to - 1) * 10_000 + 1001,
  to: to * 10_000 + 930,
  rows: [{ code: `J0${to % 10}`, billable: 1, short: 'Invented', title: 'Invented' }],
});

/** A store that says what was read of it. */
function watched(store: CodeSetStore) {
  const reads: string[] = [];
  const watching: CodeSetStore = {
    ...store,
    readTable: (key) => {
      reads.push(key);
      return store.readTable(key);
    },
  };
  return { watching, reads };
}

describe('loading', () => {
  it('gives the starter before anything was imported', async () => {
    const { codeSets } = await startServices();
    const { manifest, codes } = await codeLoader(codeSets).load({ days: [20260105] });
    expect(manifest).toBe(0);
    expect(codes.at('icd10cm', 20260105)?.release).toMatchObject({ release: 'starter', complete: false });
    expect(codes.at('mce', 20260105)).toBeUndefined();
  });

  it('lets an import take the place of the starter of its set, for days that it does not hold too', async () => {
    const { codeSets } = await startServices();
    await load(codeSets, year(2026));
    const { manifest, codes } = await codeLoader(codeSets).load({ days: [20260105] });
    expect(manifest).toBe(1);
    expect(codes.at('icd10cm', 20260105)?.release.release).toBe('FY2026');
    expect(codes.at('icd10cm', 20250105)).toBeUndefined();
    expect(codes.at('hcpcs', 20260105)?.release.release).toBe('starter');
  });

  it('reads only tables that decide on the days, and each once', async () => {
    const { codeSets } = await startServices();
    const stored = [await load(codeSets, year(2025)), await load(codeSets, year(2026))];
    const { watching, reads } = watched(codeSets);
    const loader = codeLoader(watching);
    const first = await loader.load({ days: [20260105, 20260106] });
    expect(reads).toEqual([stored[1]?.key]);
    expect((await loader.load({ days: [20260301] })).codes).toBe(first.codes);
    await loader.load({ days: [20260105, 20250105] });
    expect(reads).toEqual([stored[1]?.key, stored[0]?.key]);
  });

  it('leaves out sets that are not asked for', async () => {
    const { codeSets } = await startServices();
    await load(codeSets, year(2026));
    const { watching, reads } = watched(codeSets);
    await codeLoader(watching).load({ days: [20260105], without: new Set(['icd10cm'] as const) });
    expect(reads).toEqual([]);
  });

  it('sees a newer manifest at once, and an older one where that is asked for', async () => {
    const { codeSets } = await startServices();
    const loader = codeLoader(codeSets);
    await load(codeSets, year(2025));
    const before = await loader.load({ days: [20260105] });
    await load(codeSets, year(2026));
    const after = await loader.load({ days: [20260105] });
    expect([before.manifest, after.manifest]).toEqual([1, 2]);
    expect(before.codes.at('icd10cm', 20260105)).toBeUndefined();
    expect(after.codes.at('icd10cm', 20260105)?.release.release).toBe('FY2026');
    const pinned = await loader.load({ days: [20260105], manifest: 1 });
    expect(pinned.codes.at('icd10cm', 20260105)).toBeUndefined();
  });

  it('lets a part decide only where nothing whole does', async () => {
    const { codeSets } = await startServices();
    const pairs = (release: string, complete: boolean, from: number): Import<'ptp-practitioner'> => ({
      set: 'ptp-practitioner',
      release,
      from,
      to: 0,
      complete,
      rows: [{ code: '90001', other: '90002', modifier: 1, from, to: 0 }],
    });
    await load(codeSets, pairs('2026Q1', true, 20260101));
    await load(codeSets, pairs('2026Q2', false, 20260401));
    const { codes } = await codeLoader(codeSets).load({ days: [20260501] });
    expect(codes.at('ptp-practitioner', 20260501)?.release.release).toBe('2026Q1');
  });

  it('of all releases of a set is for looking things up', async () => {
    const { codeSets } = await startServices();
    await load(codeSets, year(2025));
    await load(codeSets, year(2026));
    const codes = await openReleases(codeSets, (set) => set === 'icd10cm');
    expect(codes.releases.filter(({ set }) => set === 'icd10cm').map(({ release }) => release)).toEqual([
      'FY2025',
      'FY2026',
    ]);
  });

  it('refuses a table whose bytes are damaged', async () => {
    const { codeSets, artifacts } = await startServices();
    const { key } = await load(codeSets, year(2026));
    const bytes = Buffer.from(await artifacts.readBytes({ key }));
    bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 1;
    await artifacts.replace(key, bytes);
    await expect(codeLoader(codeSets).load({ days: [20260105] })).rejects.toThrow('damaged');
  });
});
