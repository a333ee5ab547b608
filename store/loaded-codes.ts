import type { CodeSets } from '../core/codes/code-sets.ts';
import { type AnyTable, decidingBy, openCodeSets, openTable } from '../core/codes/open.ts';
import { type CodeSetName, codeSetNames, type Release } from '../core/codes/sets.ts';
import { starterSets } from '../core/codes/starter/index.ts';
import { Defect } from '../core/result.ts';
import {
  type CodeSetStore,
  type Manifest,
  NO_MANIFEST,
  type StoredRelease,
  type StoredTable,
} from './code-sets.ts';

export interface LoadRequest {
  /** Days that are judged, CCYYMMDD as numbers: only releases that decide on one of them are read. */
  readonly days: readonly number[];
  /** Left out where they are not needed: pairs of hospitals for a physician's claims. Default: none. */
  readonly without?: ReadonlySet<CodeSetName>;
  /** As an earlier step of the same batch saw it; the newest if not given. */
  readonly manifest?: number;
}

export interface LoadedCodes {
  /** The manifest that it was read by; 0 before the first import. */
  readonly manifest: number;
  readonly codes: CodeSets;
}

export interface CodeLoader {
  readonly load: (request: LoadRequest) => Promise<LoadedCodes>;
}

/** Tables that stay open between invocations: all sets of the newest releases take about 150 MB. */
const OPEN_BYTES_MAX = 300_000_000;

/**
 * Opens the code sets that decide on some days. What was opened stays open for the next invocation; tables are read
 * again only where a newer manifest names other ones. A set that was never imported is the starter's.
 */
export function codeLoader(store: CodeSetStore): CodeLoader {
  const tables = openTables(store);
  let known: Manifest = NO_MANIFEST;
  let last: { readonly names: string; readonly loaded: LoadedCodes } | undefined;

  const manifestOf = async (number: number | undefined): Promise<Manifest> => {
    if (number !== undefined && number !== known.number) return store.manifest(number);
    // One small list request for each batch: a switch holds from the next batch on.
    if (number === undefined) known = await store.newest(known);
    return known;
  };

  return {
    load: async ({ days, without = new Set(), manifest: wanted }) => {
      const manifest = await manifestOf(wanted);
      const deciding = decidingReleases(manifest.releases, days).filter(({ set }) => !without.has(set));
      const names = [manifest.number, ...deciding.map(({ key }) => key)].join('\n');
      // The same object again: engines keep what they worked out for it.
      if (last?.names === names) return last.loaded;
      const imported = openCodeSets(await tables.open(deciding));
      const loaded = { manifest: manifest.number, codes: overStarter(imported, manifest) };
      last = { names, loaded };
      return loaded;
    },
  };
}

/** Keeps tables open by their keys; the least recently used go first where there are too many. */
function openTables(store: CodeSetStore) {
  const open = new Map<string, { readonly table: AnyTable; readonly bytes: number }>();

  async function table(release: StoredRelease): Promise<AnyTable> {
    const { key } = release;
    const there = open.get(key);
    open.delete(key);
    if (there !== undefined) {
      open.set(key, there);
      return there.table;
    }
    const opened = await openStored(store, release);
    open.set(key, { table: opened, bytes: release.bytes });
    return opened;
  }

  return {
    open: async (releases: readonly StoredRelease[]): Promise<readonly AnyTable[]> => {
      const found = await Promise.all(releases.map(table));
      const wanted = new Set(releases.map(({ key }) => key));
      let sum = [...open.values()].reduce((bytes, one) => bytes + one.bytes, 0);
      for (const [key, { bytes }] of open) {
        if (sum <= OPEN_BYTES_MAX) break;
        if (wanted.has(key)) continue;
        open.delete(key);
        sum -= bytes;
      }
      return found;
    },
  };
}

/** The releases that decide on one of the days at least, by the rule of `openCodeSets`. */
export function decidingReleases<R extends Release>(
  releases: readonly R[],
  days: readonly number[],
): readonly R[] {
  const deciderOf = decidingBy(releases, (release) => release);
  const deciding = new Set<Release>();
  for (const day of new Set(days)) {
    for (const set of codeSetNames) {
      const release = deciderOf(set, day);
      if (release !== undefined) deciding.add(release);
    }
  }
  return releases.filter((release) => deciding.has(release));
}

/** What was imported, and the starter for every set of which nothing was. */
export function overStarter(imported: CodeSets, { releases }: Pick<Manifest, 'releases'>): CodeSets {
  const replaced = new Set(releases.map(({ set }) => set));
  const starter = starterSets();
  return {
    at: (set, day) => (replaced.has(set) ? imported : starter).at(set, day),
    releases: [...imported.releases, ...starter.releases.filter(({ set }) => !replaced.has(set))],
  };
}

/**
 * Every active release of some sets, whatever the day; the starter's where nothing was imported. For looking things
 * up: a batch loads by its days.
 */
export async function openReleases(
  store: CodeSetStore,
  wanted: (set: CodeSetName) => boolean,
): Promise<CodeSets> {
  const manifest = await store.newest();
  const releases = manifest.releases.filter(({ set }) => wanted(set));
  const tables = await Promise.all(releases.map((release) => openStored(store, release)));
  return overStarter(openCodeSets(tables), manifest);
}

/** @throws Defect where the table is damaged, which its checksum tells */
export async function openStored(store: CodeSetStore, { key }: StoredTable): Promise<AnyTable> {
  const opened = openTable(await store.readTable(key));
  if (!opened.ok) throw new Defect(opened.error.message);
  return opened.value;
}
