import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { stepNames } from '../lib/steps.ts';

/** Files of the repository: tracked, or new and not ignored. Style is held here, not by a committee (docs/style). */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));
const sources = files.filter((file) => /\.(ts|mjs)$/.test(file));
const code = sources.filter((file) => !file.startsWith('test/'));
const text = (file: string): string => readFileSync(file, 'utf8');
const lines = (file: string): readonly string[] => text(file).split('\n');

/** What each folder may import of ours (design: who may import whom). `test` and `bench` may import everything. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  store: ['store', 'core'],
  transport: ['transport', 'store', 'core'],
  functions: ['functions', 'transport', 'store', 'core'],
  lib: ['lib', 'core'],
  embedded: ['embedded'],
  bin: ['bin', 'lib', 'embedded', 'functions', 'transport', 'store', 'core'],
};

interface Import {
  readonly file: string;
  readonly from: string;
}

const importsOf = (file: string): readonly Import[] =>
  [
    ...text(file).matchAll(
      /^(?:import|export)\s[^;]*?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gms,
    ),
  ].map(([, a, b, c]) => ({ file, from: a ?? b ?? c ?? '' }));

const topFolder = (path: string): string => path.split('/')[0] ?? '';
const ours = ({ from }: Import): boolean => from.startsWith('.') && from.endsWith('.ts');
const target = ({ file, from }: Import): string => topFolder(normalize(join(dirname(file), from)));

describe('who imports whom', () => {
  const all = code.filter((file) => topFolder(file) in mayImport).flatMap(importsOf);

  it('follows the direction of the design', () => {
    const wrong = all
      .filter(ours)
      .filter((i) => !(mayImport[topFolder(i.file)] ?? []).includes(target(i)))
      .map((i) => `${i.file} imports ${i.from}`);
    expect(wrong).toEqual([]);
  });

  it('lets core import nothing from outside but zod', () => {
    const outside = all.filter((i) => topFolder(i.file) === 'core' && !ours(i) && i.from !== 'zod');
    expect(outside).toEqual([]);
  });

  it('takes zod as a namespace: the named import costs 370 KB in each bundle', () => {
    expect(code.filter((file) => /import \{[^}]*\} from 'zod'/.test(text(file)))).toEqual([]);
  });

  it('lets lib take only the configuration from core, and no handler', () => {
    const fromCore = all.filter((i) => topFolder(i.file) === 'lib' && ours(i) && target(i) === 'core');
    expect(fromCore.filter((i) => !/core\/(config|result)\.ts$/.test(i.from))).toEqual([]);
  });
});

/** Tables of data and generated lists may be long: nobody reads them from top to bottom. */
const tables = [
  'core/codes/starter/icd10cm.ts',
  'core/claim/lifecycle-table.ts',
  'core/claim/work.ts',
  'core/denial/carc.ts',
  'core/encounter/model.ts',
  'core/encounter/schema.ts',
  'core/x12/guides/claims.ts',
  'core/x12/guides/p837.ts',
  'core/x12/guides/r835.ts',
  'core/x12/guides/segments.ts',
  'core/x12/tools/code-names.ts',
  'core/x12/types.ts',
];

describe('sizes', () => {
  it('keeps files at 300 lines and less', () => {
    const long = code.filter((file) => !tables.includes(file) && lines(file).length > 301);
    expect(long).toEqual([]);
  });

  it('names only tables that are long', () => {
    expect(tables.filter((file) => !existsSync(file) || lines(file).length <= 301)).toEqual([]);
  });

  it('keeps lines at 120 columns and less, comments too; Biome wraps code at 110', () => {
    const wide = code.flatMap((file) =>
      lines(file).flatMap((line, i) =>
        line.length > 120 && !/^\s*['`].*['`][,;)]*$|https?:|^\s*[a-z]+: ?['`]|^\s*'/.test(line)
          ? [`${file}:${i + 1}`]
          : [],
      ),
    );
    expect(wide).toEqual([]);
  });
});

describe('bans', () => {
  test.each([
    ['floats for money', /\bparseFloat\(|\.toFixed\(/, (file: string) => !file.startsWith('bench/')],
    ['leftovers', /\b(TO[D]O|FIX[M]E|X{3})\b/, () => true],
    [
      'a clock in core',
      /\bDate\.now\(|\bnew Date\(|\bMath\.random\(/,
      (file: string) => file.startsWith('core/') && file !== 'core/dates.ts',
    ],
    ['a patient data leak by logging whole events', /logEvent: true/, () => true],
  ] as const)('finds no %s', (_, pattern, where) => {
    const found = code
      .filter(where)
      .flatMap((file) => lines(file).flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1}`] : [])));
    expect(found).toEqual([]);
  });

  it('finds no skipped or exclusive test', () => {
    const pattern = /\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe)\(/;
    const found = sources.filter((file) => file !== 'test/tidy.test.ts' && pattern.test(text(file)));
    expect(found).toEqual([]);
  });
});

describe('names', () => {
  it('writes file names in kebab-case', () => {
    const odd = sources.filter(
      (file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.(ts|mjs)$/.test(basename(file)),
    );
    expect(odd).toEqual([]);
  });

  it('knows no drawer for leftovers', () => {
    const drawers = /^(utils?|helpers?|common|manager|service|misc)$/;
    expect(files.filter((file) => file.split(/[/.]/).some((part) => drawers.test(part)))).toEqual([]);
  });

  it('gives each step its folder with a handler, its wiring and a README', () => {
    const wanted = stepNames.flatMap((step) =>
      ['handler.ts', 'index.ts', 'README.md'].map((name) => `functions/${step}/${name}`),
    );
    expect(wanted.filter((file) => !files.includes(file))).toEqual([]);
  });

  it('gives each Markdown file one title, and each step README the same parts', () => {
    const markdown = files.filter((file) => file.endsWith('.md'));
    const titles = (file: string) =>
      text(file)
        .replace(/```[\s\S]*?```/g, '')
        .match(/^# /gm)?.length ?? 0;
    expect(markdown.filter((file) => titles(file) !== 1)).toEqual([]);
    const readmes = stepNames.map((step) => `functions/${step}/README.md`);
    const parts = (file: string) => text(file).match(/^## .*$/gm);
    for (const file of readmes) expect(parts(file), file).toEqual(['## Flow', '## Touches', '## On replay']);
  });
});
