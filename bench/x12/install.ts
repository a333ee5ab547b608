import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What the bench compares with; none of it is a dependency of ours. */
const PEERS = {
  'node-x12': '1.7.1',
  'x12-parser': '1.3.0',
  '@stedi/x12-tools': '1.12.0',
  'edi-parser': '1.0.1',
} as const;
const PYX12 = 'pyx12==4.0.0';

export interface Tools {
  /** The bundled child, minified as a deployed step is (`lib/bundles.ts`): no type stripping at run time. */
  readonly child: string;
  readonly peers: boolean;
  readonly python: string | null;
  readonly memchr: string | null;
  /** What is left out, in words. */
  readonly missing: readonly string[];
}

const here = (name: string): string => join(import.meta.dirname, name);
const run = (command: string, args: readonly string[], cwd: string): void =>
  void execFileSync(command, args, { cwd, stdio: 'ignore' });

/** Installs peers and compiles what must be, in the cache, once. What fails is left out. */
export async function installTools(cache: string): Promise<Tools> {
  mkdirSync(join(cache, 'bundle'), { recursive: true });
  writeFileSync(join(cache, 'bundle', 'package.json'), JSON.stringify({ type: 'module' }));
  const child = join(cache, 'bundle', 'child.js');
  await build({
    entryPoints: [here('child.ts')],
    outdir: join(cache, 'bundle'),
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'error',
  });
  const missing: string[] = [];
  const attempt = <T>(what: string, make: () => T): T | null => {
    try {
      return make();
    } catch {
      missing.push(what);
      return null;
    }
  };
  const peers = attempt('npm packages of peers (no registry?)', () => installPeers(join(cache, 'peers')));
  const python = attempt('pyx12 (no python3, or no package index?)', () => installPyx12(cache));
  const memchr = attempt('the memchr pass (no gcc)', () => compile(cache));
  return { child, peers: peers !== null, python, memchr, missing };
}

function installPeers(folder: string): true {
  if (existsSync(join(folder, 'node_modules', 'node-x12'))) return true;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PEERS }));
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
  return true;
}

function installPyx12(cache: string): string {
  const python = join(cache, 'venv', 'bin', 'python');
  if (!existsSync(join(cache, 'venv', 'bin', 'x12valid'))) {
    run('python3', ['-m', 'venv', 'venv'], cache);
    run(python, ['-m', 'pip', 'install', '--quiet', PYX12], cache);
  }
  return python;
}

/** @throws where there is no gcc */
export function compile(cache: string): string {
  const program = join(cache, 'memchr');
  run('gcc', ['-O2', '-o', program, here('memchr.c')], cache);
  return program;
}

export const pyx12Script = here('validate.py');
