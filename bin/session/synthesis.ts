import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Config } from '../../core/config.ts';
import { fault } from '../terminal/answer.ts';
import type { World } from '../world.ts';
import { sourceFolder } from './folders.ts';
import { assemblySources, sourceHash } from './source-hash.ts';

const cacheFolder = join(sourceFolder, '.claimline', 'synth');
/** Assemblies that stay when newer ones come, besides those in use. */
const KEPT = 2;
const usedBy = (pid: number): string => `used-by-${pid}`;
const markUsed = (folder: string): void => writeFileSync(join(folder, usedBy(process.pid)), '');

/**
 * The folder of the cloud assembly for this configuration and these sources, synthesised if there is none yet.
 * It stays while this process lives, however many others come.
 *
 * @throws Failure with what the synthesis said, when it fails
 */
export async function assemblyFor(config: Config, { terminal }: World): Promise<string> {
  const document = JSON.stringify(config);
  const folder = join(cacheFolder, sourceHash(sourceFolder, assemblySources, document));
  if (!existsSync(folder)) {
    terminal.err('Building the functions and the cloud assembly; this is done once after a change …\n');
    await synthesise(folder, document);
  }
  const now = new Date();
  utimesSync(folder, now, now);
  markUsed(folder);
  process.once('exit', () => rmSync(join(folder, usedBy(process.pid)), { force: true }));
  prune();
  return folder;
}

/** Into a folder of its own first: an assembly is there whole or not at all. */
async function synthesise(folder: string, document: string): Promise<void> {
  mkdirSync(cacheFolder, { recursive: true });
  const draft = mkdtempSync(join(cacheFolder, 'draft-'));
  markUsed(draft);
  try {
    const configFile = join(draft, 'claimline.config.json');
    writeFileSync(configFile, document);
    await runApp(draft, configFile);
    // Another process may have been faster; its assembly is the same.
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

const SHOWN_LINES = 30;

async function runApp(outFolder: string, configFile: string): Promise<void> {
  const child = spawn(process.execPath, ['bin/app.ts'], {
    cwd: sourceFolder,
    env: { ...process.env, CDK_OUTDIR: outFolder, CLAIMLINE_CONFIG: configFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, ...said] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  if (code === 0) return;
  const lines = said.join('').trimEnd().split('\n').slice(-SHOWN_LINES);
  throw fault(['The synthesis failed:', ...lines].join('\n'), 'Run `npx cdk synth` to see all of it.');
}

/** Removes old assemblies, and what dead processes left. */
function prune(): void {
  const folders = readdirSync(cacheFolder)
    .map((name) => join(cacheFolder, name))
    .map((folder) => ({ folder, usedAtMs: statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .toSorted((a, b) => b.usedAtMs - a.usedAtMs);
  for (const { folder } of folders.slice(KEPT)) {
    if (!isUsed(folder)) rmSync(folder, { recursive: true, force: true });
  }
}

const isUsed = (folder: string): boolean =>
  namesIn(folder).some((name) => {
    const pid = /^used-by-(\d+)$/.exec(name)?.[1];
    return pid !== undefined && isRunning(Number(pid));
  });

const namesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
