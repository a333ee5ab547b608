import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CodeRow, CodeSetName, Release } from '../../core/codes/sets.ts';
import { tableBuilder } from '../../core/codes/table/write.ts';
import { inventCodes, inventLimits, inventPairs } from './synthetic.ts';

/** A part of the names: a change of a generator or of the format makes new files. */
const EDITION = 2;

/** A table of the benchmark, on disk. */
export interface BenchTable {
  readonly name: string;
  readonly path: string;
  readonly rows: number;
  /** Milliseconds that sorting and writing took, and those before that the rows took; 0 when it was there. */
  readonly addMs: number;
  readonly writeMs: number;
}

const releaseOf = (set: CodeSetName, release: string, from: number, to: number): Release => ({
  ...{ set, release, from, to, complete: true, rows: 0, importedAt: 0 },
  source: { name: 'bench', sha256: '' },
});

/** Makes the tables that are not there yet. @param shared the folder with `codesets`, where there is one */
export function benchTables(cache: string, shared: string | undefined): readonly BenchTable[] {
  mkdirSync(cache, { recursive: true });
  const real = shared === undefined ? 'invented' : 'real';
  const make = <S extends CodeSetName>(
    release: Release & { readonly set: S },
    rows: () => Iterable<CodeRow<S>>,
  ) => tableFile(join(cache, `${release.set}-${release.release}-${real}-${EDITION}.table`), release, rows);
  const quarter = <S extends CodeSetName>(set: S) =>
    ({ ...releaseOf(set, '2026Q4', 20261001, 0), set }) as Release & { readonly set: S };
  const year = (fiscal: number) =>
    ({
      ...releaseOf('icd10cm', `FY${fiscal}`, (fiscal - 1) * 10_000 + 1001, fiscal * 10_000 + 930),
      set: 'icd10cm',
    }) as Release & { readonly set: 'icd10cm' };
  return [
    make(quarter('ptp-practitioner'), () => inventPairs(1)),
    make(quarter('ptp-hospital'), () => inventPairs(2)),
    make(quarter('mue-practitioner'), inventLimits),
    make(quarter('mue-outpatient'), inventLimits),
    make(year(2026), () => diagnoses(shared, 2026)),
    make(year(2027), () => diagnoses(shared, 2027)),
    make(quarter('hcpcs'), () => hcpcs(shared)),
  ];
}

function tableFile<S extends CodeSetName>(
  path: string,
  release: Release & { readonly set: S },
  rows: () => Iterable<CodeRow<S>>,
): BenchTable {
  const name = `${release.set} ${release.release}`;
  if (existsSync(path)) {
    const count = Number(readFileSync(`${path}.rows`, 'utf8'));
    return { name, path, rows: count, addMs: 0, writeMs: 0 };
  }
  const builder = tableBuilder(release.set);
  let count = 0;
  const start = performance.now();
  for (const row of rows()) {
    builder.add(row);
    count += 1;
  }
  const added = performance.now();
  const bytes = builder.finish(release);
  const writeMs = performance.now() - added;
  writeFileSync(`${path}.part`, bytes);
  writeFileSync(`${path}.rows`, String(count));
  renameSync(`${path}.part`, path);
  return { name, path, rows: count, addMs: added - start, writeMs };
}

const linesOf = (shared: string, file: string): readonly (readonly string[])[] =>
  gunzipSync(readFileSync(join(shared, 'codesets', file)))
    .toString()
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));

/** The real ones where they are given, else as many invented. */
function* diagnoses(shared: string | undefined, fiscal: number): Generator<CodeRow<'icd10cm'>> {
  if (shared === undefined) {
    for (let i = 0; i < 98_400; i += 1) {
      const code = `${'ABCDEFGHIJKLMNOPQRSTVWXYZ'[i % 25]}${String(i).padStart(6, '0')}`;
      yield {
        code,
        billable: i % 4 === 0 ? 0 : 1,
        short: `Invented ${i}`,
        title: `Invented diagnosis ${i}, unspecified`,
      };
    }
    return;
  }
  for (const fields of linesOf(shared, 'icd10cm/icd10cm_fy2021_fy2027.tsv.gz')) {
    const [code = '', billable, first, last, , , title = ''] = fields;
    if (Number(first) > fiscal || Number(last) < fiscal) continue;
    yield { code, billable: Number(billable), short: title.slice(0, 60), title };
  }
}

function* hcpcs(shared: string | undefined): Generator<CodeRow<'hcpcs'>> {
  const rest = { unlisted: 0, pricing: '', labs: '', crossReference: '', anesthesiaUnits: 0 };
  if (shared === undefined) {
    for (const code of inventCodes().slice(0, 8725)) {
      const texts = {
        short: `Invented ${code}`,
        title: `Invented item ${code}`,
        typeOfService: '1',
        betos: 'M1A',
      };
      yield { code, from: 20200101, to: 0, coverage: 67, ...texts, ...rest };
    }
    return;
  }
  for (const fields of linesOf(shared, 'hcpcs/hcpcs_level2_2026q3.tsv.gz')) {
    const [code = '', short = '', title = '', coverage = '', betos = '', typeOfService = '', from, to] =
      fields;
    const letter = coverage === '' ? 0 : coverage.charCodeAt(0);
    yield {
      code,
      from: Number(from),
      to: Number(to),
      short,
      title,
      coverage: letter,
      betos,
      typeOfService,
      ...rest,
    };
  }
}
