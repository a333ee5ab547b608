import type { CodeSetName, Release } from '../core/codes/sets.ts';
import { epochToIso } from '../core/dates.ts';
import type { Artifacts } from './artifacts.ts';
import { sha256 } from './hash.ts';

/** A compiled table in the archive. Nobody overwrites it: what a finding was judged by can be read again. */
export interface StoredTable extends Release {
  readonly key: string;
  readonly bytes: number;
}

/** One of several files that make a release: NCCI publishes its pairs in four. */
export interface StoredPart extends StoredTable {
  /** From 1. */
  readonly part: number;
  readonly of: number;
}

/** A release of a set that can be active. */
export interface StoredRelease extends StoredTable {
  /** Where it came in parts: those that are there. The table of the release itself holds all their rows. */
  readonly parts?: readonly StoredPart[];
}

/**
 * Which releases decide: written once under the next number. The highest number is active, so that a switch is one
 * write, and an earlier choice can be seen and taken again.
 */
export interface Manifest {
  /** 1, 2, 3 …; 0 where nothing was ever imported. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Why: `import` and the file's hash, or `rollback` and a number. */
  readonly cause: string;
  readonly releases: readonly StoredRelease[];
}

export const NO_MANIFEST: Manifest = { number: 0, at: '', cause: '', releases: [] };

const MANIFESTS = 'tables/manifests/';
const DIGITS = 6;
const manifestKey = (number: number): string => `${MANIFESTS}${String(number).padStart(DIGITS, '0')}.json`;
const numberOf = (key: string): number => Number(key.slice(MANIFESTS.length, MANIFESTS.length + DIGITS));

/** Rebasing that often in a row is a storm of importers; the step's own retry takes over. */
const SWITCH_ATTEMPTS = 8;

/** Too many importers switched at once. The step retries. */
export class ManifestContention extends Error {
  override readonly name = 'ManifestContention';
}

export interface Switch {
  readonly cause: string;
  readonly nowEpochMs: number;
  /** Gives the next releases from those in force; called again on newer ones after a lost race. */
  readonly change: (current: Manifest) => Promise<readonly StoredRelease[]>;
}

export type CodeSetStore = ReturnType<typeof codeSetStore>;

/**
 * Compiled code sets under `tables/`: the tables, each written once under its content's hash, and the manifests that
 * say which of them decide. Uploads arrive elsewhere (`codesets/`): that prefix starts a run.
 */
export function codeSetStore(archive: Artifacts) {
  const manifest = (number: number): Promise<Manifest> =>
    number === 0 ? Promise.resolve(NO_MANIFEST) : archive.readJson<Manifest>(manifestKey(number));

  /** @param known saves reading it again where nothing is newer */
  const newest = async (known: Manifest = NO_MANIFEST): Promise<Manifest> => {
    const after = known.number === 0 ? undefined : manifestKey(known.number);
    const last = (await archive.keys(MANIFESTS, after)).at(-1);
    return last === undefined ? known : manifest(numberOf(last));
  };

  return {
    manifest,
    newest,

    /** Keeps a table under its hash; the same bytes again change nothing. */
    putTable: async <R extends Release>(release: R, bytes: Uint8Array): Promise<R & StoredTable> => {
      const key = tableKey(release, bytes);
      await archive.create(key, bytes);
      return { ...release, key, bytes: bytes.length };
    },

    readTable: (key: string): Promise<Uint8Array> => archive.readBytes({ key }),

    /**
     * Makes other releases active, all at once. Two importers cannot lose each other's work: who comes second starts
     * again from the first one's manifest. A change that changes nothing writes nothing, so a retry is safe.
     *
     * @throws ManifestContention
     */
    switchTo: async ({ cause, nowEpochMs, change }: Switch): Promise<Manifest> => {
      let current = await newest();
      for (let attempt = 0; attempt < SWITCH_ATTEMPTS; attempt += 1) {
        const releases = (await change(current)).toSorted(byNameAndDay);
        if (JSON.stringify(releases) === JSON.stringify(current.releases)) return current;
        const next: Manifest = {
          number: current.number + 1,
          at: epochToIso(nowEpochMs),
          cause,
          releases,
        };
        const key = manifestKey(next.number);
        if ((await archive.createOrKeep(key, JSON.stringify(next, null, 1))) === 'created') return next;
        current = await newest(current);
      }
      throw new ManifestContention();
    },

    /** Every manifest that ever was active, the oldest first. */
    manifests: async (): Promise<readonly Manifest[]> =>
      Promise.all((await archive.keys(MANIFESTS)).map((key) => manifest(numberOf(key)))),
  };
}

/** A release's name is the user's or the file's: only what is safe in a key of it. */
const tableKey = ({ set, release }: { set: CodeSetName; release: string }, bytes: Uint8Array): string =>
  `tables/${set}/${release.replace(/[^A-Za-z0-9._-]+/g, '-')}-${sha256(bytes).slice(0, 16)}.bin`;

const byNameAndDay = (a: Release, b: Release): number =>
  a.set < b.set ? -1 : a.set > b.set ? 1 : a.from - b.from || (a.release < b.release ? -1 : 1);
