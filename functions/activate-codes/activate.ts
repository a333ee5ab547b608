import { openTable } from '../../core/codes/open.ts';
import type { CodeRow, CodeSetName } from '../../core/codes/sets.ts';
import { tableBuilder } from '../../core/codes/table/write.ts';
import { Defect } from '../../core/result.ts';
import type {
  CodeSetStore,
  Manifest,
  StoredPart,
  StoredRelease,
  StoredTable,
} from '../../store/code-sets.ts';
import { sha256 } from '../../store/hash.ts';

/** A stored table that can become active: a whole release, or one part of it. */
export type Candidate = StoredTable | StoredPart;

export interface Activation {
  readonly candidates: readonly Candidate[];
  readonly cause: string;
  readonly nowEpochMs: number;
}

/** Makes all candidates active at once, beside the releases that are. Candidates that are active change nothing. */
export const activate = (
  store: CodeSetStore,
  { candidates, cause, nowEpochMs }: Activation,
): Promise<Manifest> =>
  store.switchTo({
    cause,
    nowEpochMs,
    change: async ({ releases }) => {
      const groups = Map.groupBy(candidates, ({ set, release }) => `${set} ${release}`);
      let next = releases;
      for (const group of groups.values()) next = await withCandidates(store, next, group);
      return next;
    },
  });

const isPart = (candidate: Candidate): candidate is StoredPart => 'part' in candidate;

/** All candidates of one release: the whole of it, which takes the place of an earlier import, or parts. */
async function withCandidates(
  store: CodeSetStore,
  releases: readonly StoredRelease[],
  candidates: readonly Candidate[],
): Promise<readonly StoredRelease[]> {
  const last = candidates.at(-1);
  const earlier = releases.find((one) => one.set === last?.set && one.release === last.release);
  const others = releases.filter((release) => release !== earlier);
  if (last !== undefined && !isPart(last)) return [...others, last];
  const known = earlier?.parts ?? [];
  const news = candidates.filter(isPart).filter(({ key }) => !known.some((one) => one.key === key));
  if (news.length === 0) return releases;
  const kept = known.filter(({ part }) => !news.some((one) => one.part === part));
  const parts = [...kept, ...news].toSorted((x, y) => x.part - y.part);
  return [...others, await merged(store, parts)];
}

/** One table of the rows of all parts; not complete before all parts are there. */
async function merged(store: CodeSetStore, parts: readonly StoredPart[]): Promise<StoredRelease> {
  const [first] = parts;
  if (first === undefined) throw new Defect('a release in parts has a part');
  const builder = tableBuilder(first.set);
  for (const { key } of parts) for (const row of await rowsOf(store, key)) builder.add(row);
  const bytes = builder.finish({
    set: first.set,
    release: first.release,
    from: Math.min(...parts.map(({ from }) => from)),
    to: parts.some(({ to }) => to === 0) ? 0 : Math.max(...parts.map(({ to }) => to)),
    complete: parts.length === first.of,
    source: {
      name: `parts ${parts.map(({ part }) => part).join(', ')} of ${first.of}`,
      sha256: sha256(parts.map(({ source }) => source.sha256).join('\n')),
    },
    rows: 0,
    importedAt: Math.max(...parts.map(({ importedAt }) => importedAt)),
  });
  return { ...(await store.putTable(releaseIn(bytes), bytes)), parts };
}

async function rowsOf(store: CodeSetStore, key: string): Promise<Iterable<CodeRow<CodeSetName>>> {
  const table = opened(await store.readTable(key));
  if ('entries' in table) return table.entries();
  return codeRows(table);
}

type Row = CodeRow<CodeSetName>;

function* codeRows(table: {
  readonly size: number;
  readonly rowAt: (row: number) => Row;
}): Generator<CodeRow<CodeSetName>> {
  for (let row = 0; row < table.size; row += 1) yield table.rowAt(row);
}

const opened = (bytes: Uint8Array) => {
  const table = openTable(bytes);
  if (!table.ok) throw new Defect(table.error.message);
  return table.value;
};

/** As the table's writer completed it: with its count of rows. */
const releaseIn = (bytes: Uint8Array) => opened(bytes).release;
