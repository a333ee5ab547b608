import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(tmpdir(), 'claimline-test-assemblies');
/** All that a synthesis is made of, beside its configuration. */
const sources = ['bin/app.ts', 'core', 'functions', 'lib', 'statemachines', 'store', 'transport'];
const STALE_MS = 24 * 60 * 60 * 1000;

/**
 * The cloud assembly of this source tree with a configuration, made once for equal sources and kept between runs.
 *
 * @returns the folder that CDK synthesised into
 */
export async function assemblyFor(config: unknown): Promise<string> {
  const document = JSON.stringify(config);
  const folder = join(cache, contentHash(document));
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  dropStale();
  const draft = mkdtempSync(join(cache, 'draft-'));
  const configFile = join(draft, 'config.json');
  writeFileSync(configFile, document);
  const outdir = join(draft, 'cdk.out');
  await promisify(execFile)(process.execPath, [join(repository, 'bin/app.ts')], {
    cwd: repository,
    env: { ...process.env, CDK_OUTDIR: outdir, CLAIMLINE_CONFIG: configFile },
  });
  // Another worker may have made the same one meanwhile; then ours is not needed.
  if (!existsSync(folder)) renameSync(outdir, folder);
  rmSync(draft, { recursive: true });
  return folder;
}

function contentHash(document: string): string {
  const hash = createHash('sha256').update(document);
  for (const file of sources.flatMap((source) => filesUnder(join(repository, source)))) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 32);
}

function filesUnder(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

function dropStale(): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (Date.now() - statSync(path).mtimeMs > STALE_MS) rmSync(path, { recursive: true, force: true });
  }
}
