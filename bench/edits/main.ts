/**
 * The edits: how many claims of four lines one core tests by all of them in a second, with tables of full size.
 *
 *     CLAIMLINE_SHARED=... node bench/edits/main.ts [--claims 20000] [--rounds 7] [--edits] [--json]
 *
 * Claims are made beforehand and are no part of the time; facts are. A warm-up round is not counted; the median of
 * the others is. `--edits` times each edit by itself and lists the slowest. Runs in one thread.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { civilDate } from '../../core/dates.ts';
import { factsOf } from '../../core/edits/claim-facts.ts';
import type { EditContext } from '../../core/edits/edit.ts';
import { catalogedEdits } from '../../core/edits/edit-set.ts';
import { scrub } from '../../core/edits/engine.ts';
import type { ClaimContent } from '../../core/x12/claim-content.ts';
import { median } from '../x12/rounds.ts';
import { inventClaims, TODAY } from './claims.ts';
import { fullCodeSets } from './tables.ts';

const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '7' },
    edits: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
/** What the issue asks for. */
const TARGET = 20_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Round {
  readonly seconds: number;
  readonly findings: ReadonlyMap<string, number>;
}

function round(claims: readonly ClaimContent[], context: EditContext): Round {
  const findings = new Map<string, number>();
  // The time of this thread alone: others may keep the core busy.
  const start = process.threadCpuUsage();
  for (const claim of claims) {
    for (const { editId } of scrub(claim, context, 'both').findings) {
      findings.set(editId, (findings.get(editId) ?? 0) + 1);
    }
  }
  const { user, system } = process.threadCpuUsage(start);
  return { seconds: (user + system) / 1e6, findings };
}

/** Nanoseconds a claim of each edit's own kinds, the slowest first. */
function slowest(claims: readonly ClaimContent[], context: EditContext): readonly [string, number][] {
  const facts = claims.map((claim) => factsOf(claim));
  return catalogedEdits
    .map(({ edit }): [string, number] => {
      const own = facts.filter(({ type }) => edit.types.includes(type));
      const times = [0, 1, 2].map(() => {
        const start = performance.now();
        for (const one of own) edit.check(one, context);
        return ((performance.now() - start) * 1e6) / own.length;
      });
      return [edit.id, Math.min(...times)];
    })
    .toSorted(([, a], [, b]) => b - a);
}

async function main(): Promise<void> {
  const cache = process.env.CLAIMLINE_BENCH_CACHE ?? join(tmpdir(), 'claimline-bench-codes');
  const codes = await fullCodeSets(cache, process.env.CLAIMLINE_SHARED);
  const context: EditContext = { today: civilDate(TODAY), payer: { id: '99001' }, codes, history: [] };
  const claims = inventClaims(Number(values.claims), codes);
  round(claims, context);
  const rounds = Array.from({ length: Number(values.rounds) }, () => round(claims, context));
  const rates = rounds.map(({ seconds }) => claims.length / seconds);
  const rate = Math.round(median(rates));
  const found = [...(rounds[0]?.findings ?? [])].toSorted(([, a], [, b]) => b - a);
  const tables = codes.releases.map(({ set, release, rows }) => ({ set, release, rows }));
  if (values.json) return say(JSON.stringify({ rate, rates, edits: catalogedEdits.length, tables, found }));
  for (const { set, release, rows } of tables) say(`${set} ${release}: ${rows.toLocaleString('en-US')} rows`);
  say('');
  say(`${catalogedEdits.length} edits, ${claims.length.toLocaleString('en-US')} claims of four lines`);
  say(
    `${rate.toLocaleString('en-US')} claims a second on one core; ${TARGET.toLocaleString('en-US')} asked for`,
  );
  say(`rounds: ${rates.map((one) => Math.round(one).toLocaleString('en-US')).join(' ')}`);
  const total = found.reduce((sum, [, count]) => sum + count, 0);
  say(
    `${(total / claims.length).toFixed(2)} findings a claim: ${found.map(([id, n]) => `${id} ${n}`).join(', ')}`,
  );
  if (!values.edits) return;
  for (const [id, ns] of slowest(claims, context).slice(0, 40)) say(`${id.padEnd(8)} ${Math.round(ns)} ns`);
}

await main();
