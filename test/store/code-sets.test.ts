import { describe, expect, it } from 'vitest';
import type { Release } from '../../core/codes/sets.ts';
import { tableBuilder } from '../../core/codes/table/write.ts';
import { type CodeSetStore, codeSetStore, type StoredRelease } from '../../store/code-sets.ts';
import { startServices, stopServicesAfterEach } from '../support/services.ts';

stopServicesAfterEach();

const NOW = Date.UTC(2026, 9, 1);
const releaseOf = (release: string): Release => ({
  set: 'poa-exempt',
  release,
  from: 20251001,
  to: 20260930,
  complete: true,
  source: { name: 'invented', sha256: release },
  rows: 1,
  importedAt: NOW,
});

/** Keeps a table of one code. */
function put(store: CodeSetStore, release: string, code = 'Z00'): Promise<StoredRelease> {
  const builder = tableBuilder('poa-exempt');
  builder.add({ code });
  return store.putTable(releaseOf(release), builder.finish(releaseOf(release)));
}

const adding = (one: StoredRelease) => ({
  cause: 'import',
  nowEpochMs: NOW,
  change: async ({ releases }: { readonly releases: readonly StoredRelease[] }) => [
    ...releases.filter(({ release }) => release !== one.release),
    one,
  ],
});
const names = (releases: readonly StoredRelease[]): readonly string[] =>
  releases.map(({ release }) => release);

describe('tables', () => {
  it('lie under their set, release and hash, and the same bytes again change nothing', async () => {
    const { codeSets, dump } = await startServices();
    const stored = await put(codeSets, 'FY 2026/x');
    expect(stored.key).toMatch(/^tables\/poa-exempt\/FY-2026-x-[0-9a-f]{16}\.bin$/);
    const after = await dump();
    expect(await put(codeSets, 'FY 2026/x')).toEqual(stored);
    expect(await dump()).toEqual(after);
    expect((await codeSets.readTable(stored.key)).length).toBe(stored.bytes);
  });
});

describe('manifests', () => {
  it('are numbered, and the highest is active', async () => {
    const { codeSets } = await startServices();
    expect(await codeSets.newest()).toMatchObject({ number: 0, releases: [] });
    const first = await codeSets.switchTo(adding(await put(codeSets, 'A')));
    const second = await codeSets.switchTo(adding(await put(codeSets, 'B')));
    expect([first.number, second.number]).toEqual([1, 2]);
    expect(names((await codeSets.newest()).releases)).toEqual(['A', 'B']);
    expect(names((await codeSets.newest(first)).releases)).toEqual(['A', 'B']);
    expect(await codeSets.newest(second)).toBe(second);
    expect((await codeSets.manifests()).map(({ number }) => number)).toEqual([1, 2]);
  });

  it('are not written where nothing changes', async () => {
    const { codeSets, dump } = await startServices();
    const one = await put(codeSets, 'A');
    await codeSets.switchTo(adding(one));
    const after = await dump();
    expect(await codeSets.switchTo(adding(one))).toMatchObject({ number: 1 });
    expect(await dump()).toEqual(after);
  });

  it('of eight importers at once hold the work of all', async () => {
    const { codeSets, artifacts } = await startServices();
    const all = await Promise.all('ABCDEFGH'.split('').map((name) => put(codeSets, name)));
    await Promise.all(all.map((one) => codeSetStore(artifacts).switchTo(adding(one))));
    const newest = await codeSets.newest();
    expect(newest.number).toBe(8);
    expect(names(newest.releases)).toEqual('ABCDEFGH'.split(''));
  });

  it('give an earlier choice back as a new one', async () => {
    const { codeSets } = await startServices();
    const first = await codeSets.switchTo(adding(await put(codeSets, 'A')));
    await codeSets.switchTo(adding(await put(codeSets, 'A', 'Z01')));
    const back = await codeSets.switchTo({
      cause: 'rollback 1',
      nowEpochMs: NOW,
      change: async () => (await codeSets.manifest(1)).releases,
    });
    expect(back).toMatchObject({ number: 3, cause: 'rollback 1', releases: first.releases });
  });
});
