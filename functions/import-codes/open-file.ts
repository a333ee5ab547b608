import type { LineReader, Sink } from '../../core/codes/import/layout.ts';
import { type Chosen, choose, type ImportAsked } from './open-file-choose.ts';
import { type ChosenSource, type Drafts, type ImportedTable, tableDrafts } from './open-file-drafts.ts';
import { lineBatches } from './open-file-lines.ts';
import { openMembers } from './open-file-members.ts';
import { UnreadableFile } from './open-file-unreadable.ts';
import { readXml } from './open-file-xml.ts';

export type { ImportAsked } from './open-file-choose.ts';
export type { ImportedTable } from './open-file-drafts.ts';

export interface ImportFile {
  /** For telling what it is only. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface ImportProblem {
  /** The upload's or, of a zip, the file's own name. */
  readonly file: string;
  /** From 1; 0 where the file as a whole is meant. */
  readonly line: number;
  readonly message: string;
}

export interface ImportReport {
  /** None where there was any problem: a broken file changes nothing. */
  readonly tables: readonly ImportedTable[];
  /** The first ones. */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
  /** Sentences: what was left and why, what is incomplete. */
  readonly notes: readonly string[];
}

/** Problems kept of all files together. */
const MAX_PROBLEMS = 50;

/** What is gathered over the files of one import. */
interface Gathered {
  readonly problems: ImportProblem[];
  readonly notes: Set<string>;
  problemCount: number;
}

/** Reads one official file, zip or plain, into tables. Never throws for what the file holds. */
export const importFile = (
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  asked: ImportAsked,
): Promise<ImportReport> => importFiles([{ name, bytes }], asked);

/** Reads several files as one import: the parts of one release, given together, become one table. */
export async function importFiles(files: readonly ImportFile[], asked: ImportAsked): Promise<ImportReport> {
  const all: Gathered = { problems: [], notes: new Set(), problemCount: 0 };
  const sources: ChosenSource[] = [];
  for (const file of files) {
    await guarded(all, file.name, async () => {
      sources.push(...(await chosenOf(all, file, asked)));
    });
  }
  const drafts = tableDrafts(sources.map(({ chosen }) => chosen));
  for (const source of sources) {
    await guarded(all, source.chosen.member.name, () => readSource(all, source, drafts));
  }
  const { problems, problemCount, notes } = all;
  const tables = problemCount > 0 ? [] : drafts.finish(asked.importedAt);
  return { tables, problems, problemCount, notes: [...notes] };
}

function addProblem(all: Gathered, problem: ImportProblem): void {
  all.problemCount += 1;
  if (all.problems.length < MAX_PROBLEMS) all.problems.push(problem);
}

/** What cannot be read at all is a problem like others. */
async function guarded(all: Gathered, file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    addProblem(all, { file, line: error.line, message: error.message });
  }
}

async function chosenOf(
  all: Gathered,
  { name, bytes }: ImportFile,
  asked: ImportAsked,
): Promise<readonly ChosenSource[]> {
  const { members, notes, sha256 } = await openMembers(name, bytes);
  for (const note of notes) all.notes.add(note);
  const choice = choose(members, asked);
  if (!choice.ok) {
    addProblem(all, { file: choice.error.file || name, line: 0, message: choice.error.message });
    return [];
  }
  for (const note of choice.value.notes) all.notes.add(note);
  return choice.value.chosen.map((chosen: Chosen) => ({ chosen, sha256 }));
}

async function readSource(all: Gathered, source: ChosenSource, drafts: Drafts): Promise<void> {
  const { member, layout } = source.chosen;
  let rows = 0;
  const problem = (line: number, message: string) => addProblem(all, { file: member.name, line, message });
  const note = (message: string) => all.notes.add(`${member.name}: ${message}`);
  const sink: Sink = {
    problem,
    note,
    row: (set, row, line) => {
      rows += 1;
      const contradiction = drafts.add(source, set, row, line);
      if (contradiction !== undefined) problem(line, contradiction);
    },
  };
  const before = all.problemCount;
  if (layout.incomplete !== undefined) note(layout.incomplete);
  if (layout.reads.as === 'xml') await readXml(member.bytes, layout.reads.reader(sink), sink);
  else await readLines(member.bytes, layout.reads.reader(sink, member));
  if (rows === 0 && all.problemCount === before) problem(0, 'No row was found in the file.');
}

async function readLines(bytes: AsyncIterable<Uint8Array>, reader: LineReader): Promise<void> {
  let number = 0;
  for await (const batch of lineBatches(bytes)) {
    for (const line of batch) {
      number += 1;
      reader.line(line, number);
    }
  }
  reader.end(number);
}
