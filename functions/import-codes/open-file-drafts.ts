import { createHash } from 'node:crypto';
import { isOfficialName } from '../../core/codes/import/index.ts';
import type { Part } from '../../core/codes/import/releases.ts';
import { seenRows } from '../../core/codes/import/seen.ts';
import type { CodeRow, CodeSetName, Release } from '../../core/codes/sets.ts';
import { type TableBuilder, tableBuilder } from '../../core/codes/table/write.ts';
import { isWhole } from '../../core/codes/verify.ts';
import type { Chosen } from './open-file-choose.ts';

/** A table that is ready to be kept. */
export interface ImportedTable {
  readonly release: Release;
  /** Which part of a table of several files it is; absent where it is whole. */
  readonly part?: Part;
  readonly bytes: Uint8Array;
}

interface Source {
  readonly name: string;
  /** Known when all of the upload was read. */
  readonly sha256: () => string;
}

interface Draft {
  readonly set: CodeSetName;
  readonly chosen: Chosen;
  readonly whole: boolean;
  readonly sources: Source[];
  readonly builder: TableBuilder<CodeSetName>;
  readonly seen: ReturnType<typeof seenRows>;
  rows: number;
}

/** The tables of one import while they are filled. */
export interface Drafts {
  /** Takes a row of a file; a row that contradicts an earlier one gives a sentence. */
  readonly add: (
    from: ChosenSource,
    set: CodeSetName,
    row: CodeRow<CodeSetName>,
    line: number,
  ) => string | undefined;
  readonly finish: (importedAt: number) => readonly ImportedTable[];
}

export interface ChosenSource {
  readonly chosen: Chosen;
  readonly sha256: () => string;
}

/** @param chosen every file of the import: parts that are all among them make one table */
export function tableDrafts(chosen: readonly Chosen[]): Drafts {
  const wholes = completeTables(chosen);
  const drafts = new Map<string, Draft>();
  const draftOf = (source: ChosenSource, set: CodeSetName): Draft => {
    const { layout, dated, part } = source.chosen;
    const whole = part === undefined || wholes.has(tableKey(source.chosen));
    const key = `${set} ${dated.release} ${whole ? '' : part.number}`;
    const known = drafts.get(key);
    const draft: Draft = known ?? {
      set,
      chosen: source.chosen,
      whole: whole && layout.incomplete === undefined,
      sources: [],
      builder: tableBuilder(set),
      seen: seenRows(set),
      rows: 0,
    };
    const name = sourceName(source.chosen);
    if (!draft.sources.some((one) => one.sha256 === source.sha256 && one.name === name)) {
      draft.sources.push({ name, sha256: source.sha256 });
    }
    if (known === undefined) drafts.set(key, draft);
    return draft;
  };
  let last: { source: ChosenSource; set: CodeSetName; draft: Draft } | undefined;
  return {
    add: (source, set, row, line) => {
      if (last?.source !== source || last.set !== set) last = { source, set, draft: draftOf(source, set) };
      if (endsBeforeItBegins(row)) return 'The row ends before it begins.';
      const seen = last.draft.seen(row, line);
      if (seen === 'again') return undefined;
      last.draft.rows += 1;
      if (seen === 'new') {
        last.draft.builder.add(row);
        return undefined;
      }
      return `The row contradicts that of line ${seen.otherThan}, which is about the same thing.`;
    },
    finish: (importedAt) => [...drafts.values()].map((draft) => finished(draft, importedAt)),
  };
}

function endsBeforeItBegins(row: CodeRow<CodeSetName>): boolean {
  const { from = 0, to = 0 } = row as { readonly from?: number; readonly to?: number };
  return to !== 0 && to < from;
}

const tableKey = ({ layout, dated }: Chosen): string => `${layout.sets[0]} ${dated.release}`;

/** Tables of which every part is among the files. */
function completeTables(chosen: readonly Chosen[]): ReadonlySet<string> {
  const parts = new Map<string, Set<number>>();
  const whole = new Set<string>();
  for (const one of chosen) {
    if (one.part === undefined) continue;
    const numbers = parts.get(tableKey(one)) ?? new Set<number>();
    parts.set(tableKey(one), numbers.add(one.part.number));
    if (numbers.size === one.part.of) whole.add(tableKey(one));
  }
  return whole;
}

function finished({ set, chosen, whole, sources, builder, rows }: Draft, importedAt: number): ImportedTable {
  const [first, ...more] = sources;
  const hashes = sources.map(({ sha256 }) => sha256());
  const release: Release = {
    set,
    ...chosen.dated,
    complete: whole && isWhole(set, rows),
    source: {
      name: `${first?.name ?? ''}${more.length === 0 ? '' : ` and ${more.length} more`}`,
      sha256:
        more.length === 0 ? (hashes[0] ?? '') : createHash('sha256').update(hashes.join('\n')).digest('hex'),
    },
    rows,
    importedAt,
  };
  const { part } = chosen;
  const isPart = part !== undefined && !whole;
  return { release, ...(isPart ? { part } : {}), bytes: builder.finish(release) };
}

/** What a file is called where tables are shown and logged: a name of the user's own may say anything. */
const sourceName = ({ member, layout }: Chosen): string =>
  isOfficialName(member.name) ? member.name : layout.title;
