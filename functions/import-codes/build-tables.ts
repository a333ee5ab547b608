import type { Comparison } from '../../core/codes/compare.ts';
import { openTable } from '../../core/codes/open.ts';
import { type CodeSetName, codeSets, type Release } from '../../core/codes/sets.ts';
import { verifyTable } from '../../core/codes/verify.ts';
import { Defect, err, ok, type Result } from '../../core/result.ts';
import type { CodeSetStore, Manifest, StoredRelease } from '../../store/code-sets.ts';
import { openStored } from '../../store/loaded-codes.ts';
import type { Candidate } from '../activate-codes/activate.ts';
import type { Problem } from '../runtime/problems.ts';
import { type ImportedTable, importFiles } from './open-file.ts';

/** What the user says of a file where its name and content do not. Days are CCYYMMDD as numbers. */
export interface Asked {
  /** Milliseconds since 1970. */
  readonly importedAt: number;
  readonly set?: CodeSetName;
  readonly release?: string;
  readonly from?: number;
  /** Takes it although it is much smaller than the release before, or lacks well-known codes. */
  readonly force?: boolean;
}

export interface SourceFile {
  /** For recognising it only. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface BuiltTable {
  readonly candidate: Candidate;
  /** How it differs from the release before, where there is one. */
  readonly comparison?: Comparison;
}

export interface Built {
  readonly tables: readonly BuiltTable[];
  /** Sentences. */
  readonly notes: readonly string[];
}

/** A problem with the name of the file that it is in: for the user at the terminal only. */
export interface FileProblem extends Problem {
  readonly file: string;
}

/** Why nothing of a file is taken. */
export interface Refusal {
  /** The first ones. */
  readonly problems: readonly FileProblem[];
  readonly count: number;
}

/** Whether a file's content is active already, as what it was asked to be. */
export const isActive = ({ releases }: Manifest, fileId: string, { set, release }: Asked): boolean =>
  releases
    .flatMap((one) => [one, ...(one.parts ?? [])])
    .some(
      (one) =>
        one.source.sha256 === fileId &&
        (set === undefined || one.set === set) &&
        (release === undefined || one.release === release),
    );

/**
 * Reads files of code sets, builds their tables, tests them against the active releases and keeps them in the
 * archive. Nothing is active by that. Files that are parts of one release make one table.
 */
export async function buildTables(
  store: CodeSetStore,
  files: readonly SourceFile[],
  { force = false, ...asked }: Asked,
): Promise<Result<Built, Refusal>> {
  const read = await importFiles(files, asked);
  if (read.tables.length === 0) {
    const problems = read.problems.map(({ file, line, message }) => ({
      file,
      code: 'UNREADABLE',
      position: line === 0 ? 'file' : `line ${line}`,
      text: message,
    }));
    return err({ problems, count: read.problemCount });
  }
  const manifest = await store.newest();
  const tested: { readonly table: ImportedTable; readonly comparison: Comparison | undefined }[] = [];
  for (const table of read.tables) {
    const test = await verified(store, manifest, { table, force });
    if (!test.ok) return test;
    tested.push({ table, comparison: test.value });
  }
  const tables: BuiltTable[] = [];
  for (const { table, comparison } of tested) {
    const candidate = await kept(store, table);
    tables.push({ candidate, ...(comparison === undefined ? {} : { comparison }) });
  }
  return ok({ tables, notes: [...read.notes, ...tables.flatMap(differenceNote)] });
}

interface Testing {
  readonly table: ImportedTable;
  readonly force: boolean;
}

/** The table against the release before it; what failed, where it must not become active. */
async function verified(
  store: CodeSetStore,
  manifest: Manifest,
  { table: { release, part, bytes }, force }: Testing,
): Promise<Result<Comparison | undefined, Refusal>> {
  const opened = openTable(bytes);
  if (!opened.ok) throw new Defect(opened.error.message);
  const earlier = releaseBefore(manifest, release);
  const before = earlier === undefined ? undefined : await openStored(store, earlier);
  const isCut = !release.complete && part === undefined && before !== undefined;
  if (isCut && !force) return err({ problems: [cutProblem(release, before.release)], count: 1 });
  const isWhole = earlier?.release === release.release && earlier.parts === undefined;
  if (part !== undefined && isWhole && !force) return err({ problems: [partProblem(release)], count: 1 });
  const { passed, checks, comparison } = verifyTable(opened.value, { before, force });
  if (passed) return ok(comparison);
  const problems = checks
    .filter((check) => !check.passed)
    .map(({ name, message }) => ({
      file: release.source.name,
      code: `CHECK_${name.toUpperCase()}`,
      position: `${release.set} ${release.release}`,
      text: message,
    }));
  return err({ problems, count: problems.length });
}

/** A whole release is not pushed aside by what a broken transfer left of its file. */
const cutProblem = (release: Release, before: Release): FileProblem => ({
  file: release.source.name,
  code: 'CHECK_SHRINKS',
  position: `${release.set} ${release.release}`,
  text:
    `The file has ${release.rows} rows, too few for the whole set; ` +
    `release ${before.release} is whole and has ${before.rows}.`,
});

/** The parts of a release that came whole are not known apart: one of them cannot be exchanged. */
const partProblem = (release: Release): FileProblem => ({
  file: release.source.name,
  code: 'CHECK_SHRINKS',
  position: `${release.set} ${release.release}`,
  text: 'The release is active as a whole. Import all its parts together.',
});

/** The same release as it was, else the last that begins before it. */
export function releaseBefore({ releases }: Manifest, release: Release): StoredRelease | undefined {
  const ofSet = releases.filter(({ set, complete }) => set === release.set && complete);
  return (
    ofSet.find((one) => one.release === release.release) ??
    ofSet.filter(({ from }) => from <= release.from).toSorted((a, b) => b.from - a.from)[0]
  );
}

async function kept(store: CodeSetStore, { release, part, bytes }: ImportedTable): Promise<Candidate> {
  const stored = await store.putTable(release, bytes);
  return part === undefined ? stored : { ...stored, part: part.number, of: part.of };
}

function differenceNote({ comparison }: BuiltTable): readonly string[] {
  if (comparison === undefined) return [];
  const { before, after, added, removed, changed } = comparison;
  const counts = `${added} codes come, ${removed} go, ${changed} change`;
  return [`${codeSets[after.set].title} ${after.release} against ${before.release}: ${counts}.`];
}

const CHUNK_BYTES = 65_536;

/** Bytes at hand, as a stream. */
export async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}
