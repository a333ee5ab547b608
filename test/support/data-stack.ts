import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Deployment, readDeployment } from '../../embedded/deployment.ts';
import { readAssembly, resolveStacks } from '../../embedded/template.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(tmpdir(), 'claimline-test-data-stacks');
/** All that the data stack is made of. */
const sources = [
  'lib/claimline-app.ts',
  'lib/data-stack.ts',
  'lib/state-table.ts',
  'lib/artifacts-bucket.ts',
  'lib/encryption-key.ts',
  'lib/acknowledge.ts',
  'node_modules/aws-cdk-lib/package.json',
];

export interface DataStack {
  readonly tables: Deployment['tables'];
  readonly buckets: Deployment['buckets'];
  readonly outputs: Readonly<Record<string, string>>;
}

/** Tables and bucket as the deployed data stack has them; synthesised once for equal sources. */
export async function dataStack(): Promise<DataStack> {
  const folder = join(cache, contentHash());
  if (!existsSync(folder)) await synthesise(folder);
  const pseudo = { region: 'us-east-1', account: '000000000000', sqsEndpoint: '' };
  const resolved = resolveStacks(readAssembly(folder), pseudo);
  const { tables, buckets } = readDeployment(resolved);
  return { tables, buckets, outputs: resolved.outputs };
}

function contentHash(): string {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(join(repository, source)));
  return hash.digest('hex').slice(0, 32);
}

async function synthesise(folder: string): Promise<void> {
  // CDK takes seconds to load: only who must synthesise pays for it.
  const [{ newApp }, { DataStack }] = await Promise.all([
    import('../../lib/claimline-app.ts'),
    import('../../lib/data-stack.ts'),
  ]);
  mkdirSync(cache, { recursive: true });
  const outdir = mkdtempSync(join(cache, 'draft-'));
  const app = newApp(outdir);
  new DataStack(app, 'ClaimlineData', { retentionYears: 7 });
  app.synth();
  // Another worker may have been first; then ours is not needed.
  if (existsSync(folder)) rmSync(outdir, { recursive: true });
  else renameSync(outdir, folder);
}
