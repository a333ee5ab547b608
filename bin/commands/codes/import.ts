import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import type { CodeSetName } from '../../../core/codes/sets.ts';
import { activate } from '../../../functions/activate-codes/activate.ts';
import {
  type Asked,
  type Built,
  type BuiltTable,
  buildTables,
  type FileProblem,
  isActive,
  type Refusal,
} from '../../../functions/import-codes/build-tables.ts';
import { codeSetStore, type Manifest } from '../../../store/code-sets.ts';
import { withArchive } from '../../session/archive.ts';
import { demoOption, type LookOptions } from '../../session/look-options.ts';
import { type ReadableFile, readableFile } from '../../session/source.ts';
import type { Answer } from '../../terminal/answer.ts';
import { counted } from '../../terminal/format.ts';
import { type ProgressView, progressView } from '../../terminal/progress-bar.ts';
import { table } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import { addCommand, type Shell } from '../command.ts';
import { codeSet, dayNumber, daysText } from './options.ts';

interface ImportOptions extends LookOptions {
  readonly set?: CodeSetName;
  readonly release?: string;
  readonly from?: number;
  readonly force?: true;
}

export function addImport(group: Command, { world, answering }: Shell): void {
  addCommand(group, 'import <files...>', {
    summary: 'import official files of code sets and make them decide',
    example: 'codes import 2027-code-descriptions-tabular-order.zip HCPC2026_OCT_ANWEB.txt',
    more:
      'Takes files as published, zip or plain: ICD-10-CM and PCS order files, tabular XML, HCPCS ANWEB, NCCI PTP\n' +
      '(all four parts at once), MUE and add-on codes, MCE, POA exempt, PPRRVU, GPCI, your licensed CPT, NUCC,\n' +
      'X12 lists, and fee schedules as CSV. What a file is, its content and name tell; else say it:\n' +
      '  $ claimline codes import rates.csv --set fees --release ACME-2026 --from 2026-01-01\n' +
      'A broken file changes nothing. Ends with 1 where a file was refused.',
  })
    .option('--set <name>', 'which set it is: icd10cm, hcpcs, fees … (codes status lists them)', codeSet)
    .option('--release <name>', 'what to call the release, where the file does not say')
    .option('--from <day>', 'first day for which it decides, where the file does not say', dayNumber)
    .option('--force', 'take it although it is active already, or much smaller than the release before')
    .addOption(demoOption())
    .action(
      answering((paths: readonly string[], options: ImportOptions) => importPaths(paths, options, world)),
    );
}

async function importPaths(
  paths: readonly string[],
  { demo, ...options }: ImportOptions,
  world: World,
): Promise<Answer> {
  const asked: Asked = { importedAt: world.now(), ...options };
  const files = paths.map((path) => readableFile(world, path));
  const view = progressView(world.terminal, world.now);
  try {
    return await withArchive(world, { ...(demo && { demo }), writes: true }, async (archive) => {
      const store = codeSetStore(archive);
      const hashes = await Promise.all(files.map(hashOf));
      const active = await store.newest();
      const known = hashes.every((hash) => isActive(active, hash, asked));
      if (known && options.force === undefined) return duplicate(active);
      const read = showing(files, view);
      const built = await buildTables(store, read, asked);
      view.end();
      if (!built.ok) return refusedAnswer(built.error, world);
      const manifest = await activate(store, {
        candidates: built.value.tables.map(({ candidate }) => candidate),
        cause: `import ${hashes.join(' ')}`,
        nowEpochMs: world.now(),
      });
      return imported(built.value, manifest, world);
    });
  } finally {
    view.end();
  }
}

async function hashOf({ chunks }: ReadableFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks()) hash.update(chunk);
  return hash.digest('hex');
}

/** The files' bytes, telling how far reading is. What follows takes about as long again. */
function showing(files: readonly ReadableFile[], view: ProgressView) {
  const all = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  return files.map(({ path, chunks }) => ({
    name: path.slice(path.lastIndexOf('/') + 1),
    bytes: (async function* () {
      for await (const chunk of chunks()) {
        done += chunk.length;
        const fraction = done / Math.max(1, all);
        view.show({ fraction, text: `reading ${counted(files.length, 'file')}` });
        yield chunk;
      }
    })(),
  }));
}

const duplicate = ({ number }: Manifest): Answer => ({
  json: { outcome: 'duplicate', manifest: number, tables: [], notes: [], problems: [] },
  text: () => 'These files are active already: nothing changed. See: claimline codes status',
});

const refusedAnswer = ({ problems, count }: Refusal, { terminal: { paint } }: World): Answer => ({
  json: { outcome: 'refused', tables: [], notes: [], problems, problemCount: count },
  text: () =>
    [
      paint.bad('Nothing was imported, and nothing changed.'),
      ...problems.map(problemLine),
      ...(count > problems.length ? [`  and ${count - problems.length} more`] : []),
      adviceFor(problems),
    ].join('\n'),
  code: 1,
});

const problemLine = ({ file, position, text }: FileProblem): string => {
  const place = position === 'file' ? file : `${file}, ${position}`;
  return `  ${place}: ${text ?? ''}`;
};

const adviceFor = (problems: readonly FileProblem[]): string =>
  problems.every(({ code }) => /^CHECK_(SHRINKS|SPOTS)$/.test(code))
    ? 'Fetch the file again. If it is right as it is, add --force.'
    : 'Fetch the file again, or correct the named lines.';

const imported = (built: Built, manifest: Manifest, { terminal: { paint } }: World): Answer => ({
  json: {
    outcome: 'imported',
    manifest: manifest.number,
    tables: built.tables.map(documentOf),
    notes: built.notes,
    problems: [],
  },
  text: () => {
    const columns = ['Set', 'Release', 'Days', 'Rows'].map((title, i) =>
      i === 3 ? ({ title, align: 'right' } as const) : { title },
    );
    const rows = built.tables.map(({ candidate }) => [
      candidate.set,
      'part' in candidate
        ? `${candidate.release}, part ${candidate.part} of ${candidate.of}`
        : candidate.release,
      daysText(candidate),
      String(candidate.rows),
    ]);
    return [
      table(columns, rows, paint),
      ...built.notes.map((note) => `  ${note}`),
      '',
      `Active from now on (manifest ${manifest.number}). See: claimline codes status`,
    ].join('\n');
  },
});

const documentOf = ({ candidate, comparison }: BuiltTable) => {
  const { set, release, from, to, complete, rows } = candidate;
  return {
    ...{ set, release, from, to, complete, rows },
    ...('part' in candidate && { part: candidate.part, of: candidate.of }),
    ...(comparison !== undefined && {
      difference: {
        before: comparison.before.release,
        added: comparison.added,
        removed: comparison.removed,
        changed: comparison.changed,
        billable: comparison.billable,
      },
    }),
  };
};
