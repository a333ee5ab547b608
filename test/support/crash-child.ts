/**
 * A process to be killed: runs one upload through the pipeline until all is done, on a data folder that may hold
 * what an earlier process left. Prints a dot line for each line that a function logs, then what came of the claims.
 */
import { readFileSync } from 'node:fs';
import { chart } from '../../core/ledger/accounts.ts';
import { accountTotal } from '../../core/ledger/balances.ts';
import type { CrashOutcome } from './crash.ts';
import { type Pipeline, startPipeline } from './pipeline.ts';

const SETTLE_MS = 1_800_000;

async function main(dataDir: string, upload: string): Promise<void> {
  const pipeline = await startPipeline({ dataDir, logs: () => void process.stdout.write('.\n') });
  await pipeline.putOnce('intake/playground/upload.ndjson', readFileSync(upload, 'utf8'));
  await pipeline.system.settled(SETTLE_MS);
  process.stdout.write(`outcome ${JSON.stringify(await outcomeOf(pipeline))}\n`);
  await pipeline.stop();
}

async function outcomeOf(pipeline: Pipeline): Promise<CrashOutcome> {
  const claims: Record<string, CrashOutcome['claims'][string]> = {};
  for (const { claimNo, attempt, balances } of await pipeline.headsOf('playground')) {
    const { state } = await pipeline.claim(claimNo);
    claims[claimNo] = { state, attempt, balances };
  }
  const { proof, balances } = await pipeline.ledger();
  const totals = chart.map(({ code }) => [code, accountTotal(balances, code)] as const);
  const work: Record<string, number> = {};
  for (const { reason } of await pipeline.workItems()) work[reason] = (work[reason] ?? 0) + 1;
  return { claims, accounts: Object.fromEntries(totals), work, balanced: proof.balanced };
}

const [dataDir = '', upload = ''] = process.argv.slice(2);
await main(dataDir, upload);
