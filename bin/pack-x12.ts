/**
 * Makes an npm package of the X12 engine alone: JavaScript with types, docs/x12.md as its README.
 *
 * `npm run pack:x12 -- FOLDER`; then `npm install FOLDER` in the project that wants it.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const folder = process.argv[2];
if (folder === undefined) throw new Error('Say where to: npm run pack:x12 -- FOLDER');
packX12(resolve(folder));

function packX12(to: string): void {
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  const { version, license, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { noEmit: _, allowImportingTsExtensions: __, ...shared } = compilerOptions;
  const options = { ...shared, declaration: true, rewriteRelativeImportExtensions: true };
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [join(root, 'core', 'x12', 'index.ts'), '--ignoreConfig', '--outDir', to, ...flagsOf(options)];
  execFileSync(process.execPath, [tsc, ...args], { cwd: root, stdio: 'inherit' });
  const manifest = {
    name: 'claimline-x12',
    version,
    description: 'Reads, checks, answers, divides, masks and writes X12 health care files of any size',
    license,
    type: 'module',
    engines: { node: '>=24' },
    exports: { '.': { types: './x12/index.d.ts', default: './x12/index.js' } },
    // Types of claims are made from their schemas.
    dependencies: { zod: dependencies.zod },
  };
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(root, 'LICENSE'), join(to, 'LICENSE'));
  copyFileSync(join(root, 'docs', 'x12.md'), join(to, 'README.md'));
}

function flagsOf(options: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
}
