import { detect } from '../../../../core/codes/import/index.ts';
import type { Layout, Sink } from '../../../../core/codes/import/layout.ts';
import type { CodeSetName } from '../../../../core/codes/sets.ts';
import { readXml } from '../../../../functions/import-codes/open-file-xml.ts';

export type Columns = Readonly<Record<string, string | number>>;

/** What a layout made of a text. */
export interface Read {
  readonly layout: string;
  readonly rows: readonly (readonly [set: CodeSetName, row: Columns])[];
  readonly problems: readonly (readonly [line: number, message: string])[];
  readonly notes: readonly string[];
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Detects a file by its name and lines and reads it, as `importFile` does behind bytes. */
export async function readText(name: string, text: string, set?: CodeSetName): Promise<Read> {
  const lines = text.split(/\r\n|\n/);
  if (lines.at(-1) === '') lines.pop();
  const found = detect({ names: [name.toLowerCase()], lines: lines.slice(0, 120) }, set);
  if (found.kind !== 'layout') throw new Error(`${name} is ${found.kind}`);
  return await readAs(found.layout, name, text);
}

async function readAs(layout: Layout, name: string, text: string): Promise<Read> {
  const rows: (readonly [CodeSetName, Columns])[] = [];
  const problems: (readonly [number, string])[] = [];
  const notes: string[] = [];
  const sink: Sink = {
    row: (set, row) => {
      rows.push([set, row as Columns]);
    },
    problem: (line, message) => {
      problems.push([line, message]);
    },
    note: (message) => {
      notes.push(message);
    },
  };
  const lines = text.split(/\r\n|\n/);
  if (lines.at(-1) === '') lines.pop();
  if (layout.reads.as === 'xml') await readXml(once(text), layout.reads.reader(sink), sink);
  else {
    const reader = layout.reads.reader(sink, { names: [name.toLowerCase()], lines: lines.slice(0, 120) });
    lines.forEach((line, i) => {
      reader.line(line, i + 1);
    });
    reader.end(lines.length);
  }
  return { layout: layout.title, rows, problems, notes };
}

/** A line of fixed columns, counted from 1, as record layouts count them. */
export function fixed(length: number, fields: readonly (readonly [at: number, text: string])[]): string {
  const line = new Array<string>(length).fill(' ');
  for (const [at, text] of fields) {
    [...text].forEach((c, i) => {
      line[at - 1 + i] = c;
    });
  }
  return line.join('');
}
