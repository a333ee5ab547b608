/**
 * Makes an npm package of the X12 engine alone: JavaScript with types, docs/x12.md as its README, no dependency.
 *
 * `npm run pack:x12 -- FOLDER`; then `npm install FOLDER` in the project that wants it.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function packX12(to: string): void {
  const compiled = mkdtempSync(join(tmpdir(), 'claimline-x12-'));
  try {
    compile(compiled);
    for (const file of reached(compiled, ['x12/index.js', 'x12/index.d.ts'])) {
      mkdirSync(dirname(join(to, file)), { recursive: true });
      writeFileSync(join(to, file), withoutTs(readFileSync(join(compiled, file), 'utf8')));
    }
  } finally {
    rmSync(compiled, { recursive: true });
  }
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
  copyFileSync(join(root, 'LICENSE'), join(to, 'LICENSE'));
  copyFileSync(join(root, 'docs', 'x12.md'), join(to, 'README.md'));
}

function compile(to: string): void {
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  const { noEmit: _, allowImportingTsExtensions: __, ...shared } = compilerOptions;
  const options = { ...shared, declaration: true, rewriteRelativeImportExtensions: true };
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [join(root, 'core', 'x12', 'index.ts'), '--ignoreConfig', '--outDir', to, ...flagsOf(options)];
  execFileSync(process.execPath, [tsc, ...args], { cwd: root, stdio: 'inherit' });
}

function manifest(): object {
  const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return {
    name: 'claimline-x12',
    version,
    description: 'Reads, checks, answers, divides, masks and writes X12 health care files of any size',
    keywords: ['x12', 'edi', 'hipaa', '837', '835', '999', '277ca', '270', '271', '276', '277'],
    license,
    type: 'module',
    engines: { node: '>=24' },
    exports: { '.': { types: './x12/index.d.ts', default: './x12/index.js' } },
    // Functions and constants only: what nobody imports can be left out of a bundle.
    sideEffects: false,
  };
}

/** Imports of others; declarations keep the names of our sources, JavaScript has its own already. */
const IMPORT = /((?:from |import\()['"])(\.[^'"]+?)(?:\.js|(?:\.d)?\.ts)(?=['"])/g;
const withoutTs = (text: string): string => text.replace(IMPORT, '$1$2.js');

/**
 * Files of a folder that are reached from its entries: the compiler writes whatever a type was looked up in, schemas of
 * the pipeline too.
 */
function reached(folder: string, entries: readonly string[]): readonly string[] {
  const found = new Set(entries.map((entry) => join(folder, entry)));
  // A set goes on to what is added while it is gone through.
  for (const file of found) {
    const end = file.endsWith('.d.ts') ? '.d.ts' : '.js';
    for (const [, , target = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      found.add(resolve(dirname(file), target + end));
    }
  }
  return [...found].map((file) => relative(folder, file));
}

function flagsOf(options: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('Say where to: npm run pack:x12 -- FOLDER\n');
  process.exitCode = 2;
} else packX12(resolve(folder));
