/** An append-only file of JSON lines: what is appended survives the end of the process. */
import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import type * as z from 'zod';

export interface Journal<Entry> {
  /** What the journal held when it was opened, less what was dropped. */
  readonly entries: readonly Entry[];
  readonly append: (entry: Entry) => void;
  readonly close: () => void;
}

interface Opening<Entry> {
  /** In memory without it. */
  readonly path: string | undefined;
  readonly shape: z.ZodType<Entry>;
  /** Leaves out what is superseded; the file is rewritten with the rest. */
  readonly compact: (entries: readonly Entry[]) => readonly Entry[];
}

export function openJournal<Entry>({ path, shape, compact }: Opening<Entry>): Journal<Entry> {
  if (path === undefined) return { entries: [], append: () => {}, close: () => {} };
  const entries = compact(readLines(path).map((line) => shape.parse(line)));
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
  writeFileSync(`${path}.new`, lines.join(''));
  renameSync(`${path}.new`, path);
  const file = openSync(path, 'a');
  return {
    entries,
    append: (entry) => {
      writeSync(file, `${JSON.stringify(entry)}\n`);
    },
    close: () => closeSync(file),
  };
}

function readLines(path: string): readonly unknown[] {
  if (!existsSync(path)) return [];
  // What follows the last line feed is a line that a crash cut short: it was never answered for.
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line): unknown => JSON.parse(line));
}
