/**
 * What the edits say of the shared 837 files, with the public code sets on the claims' own days: the commonest
 * findings, and some picked at random for judging them by hand.
 *
 *     CLAIMLINE_SHARED=... node bench/edits/corpus.ts [--seed 1] [--sample 20] [--id DX-02] [--folder corpus]
 *
 * The sample is drawn of distinct findings: the same edit, message and field in one file counts once.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { EditFinding } from '../../core/claim/types.ts';
import { civilDate } from '../../core/dates.ts';
import { scrub } from '../../core/edits/engine.ts';
import type { ClaimContent } from '../../core/x12/claim-content.ts';
import { readX12 } from '../../core/x12/read.ts';
import { drawing } from '../codes/synthetic.ts';
import { publicCodeSets } from './tables.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    sample: { type: 'string', default: '20' },
    id: { type: 'string' },
    folder: { type: 'string', default: 'corpus' },
  },
});
const TODAY = '20261121';
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Found {
  readonly file: string;
  readonly claim: number;
  readonly type: string;
  readonly finding: EditFinding;
  readonly content: ClaimContent;
}

function* filesIn(folder: string): Generator<string> {
  for (const name of readdirSync(folder).toSorted()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

async function main(): Promise<void> {
  const shared = process.env.CLAIMLINE_SHARED;
  if (shared === undefined) throw new Error('CLAIMLINE_SHARED must name the folder that holds corpus/');
  const cache = process.env.CLAIMLINE_BENCH_CACHE ?? join(tmpdir(), 'claimline-bench-codes');
  const codes = await publicCodeSets(cache, shared);
  const folder = join(shared, values.folder);
  const found: Found[] = [];
  const claimsOf = { P: 0, I: 0, D: 0 };
  for (const path of filesIn(folder)) {
    let claim = 0;
    for await (const item of readX12([readFileSync(path)])) {
      if (item.kind !== 'claim') continue;
      claim += 1;
      const { content } = item.claim;
      claimsOf[content.claimType] += 1;
      const context = { today: civilDate(TODAY), payer: { id: '*' }, codes, history: [] };
      for (const finding of scrub(content, context, 'both').findings) {
        found.push({ file: relative(folder, path), claim, type: content.claimType, finding, content });
      }
    }
  }
  say(`${claimsOf.P} professional, ${claimsOf.I} institutional, ${claimsOf.D} dental claims`);
  report(found.filter(({ finding }) => values.id === undefined || finding.editId === values.id));
}

function report(found: readonly Found[]): void {
  const byEdit = [...Map.groupBy(found, ({ finding }) => `${finding.editId} ${finding.severity}`)];
  say(`${found.length} findings of ${byEdit.length} kinds`);
  for (const [id, of] of byEdit.toSorted(([, a], [, b]) => b.length - a.length)) {
    const files = new Set(of.map(({ file }) => file)).size;
    say(
      `${String(of.length).padStart(6)} in ${String(files).padStart(3)} files  ${id}  ${of[0]?.finding.message}`,
    );
  }
  const distinct = [
    ...Map.groupBy(found, ({ file, finding: { editId, message, field } }) =>
      JSON.stringify([file, editId, message, field]),
    ).values(),
  ].flatMap(([first]) => (first === undefined ? [] : [first]));
  const draw = drawing(Number(values.seed) * 7919);
  const order = distinct.map((one) => ({ one, at: draw() })).toSorted((a, b) => a.at - b.at);
  for (const { one } of order.slice(0, Number(values.sample))) {
    const { file, claim, type, finding, content } = one;
    say('');
    say(`${file} claim ${claim} (${type}): ${finding.editId} ${finding.severity} ${finding.field}`);
    say(`  ${finding.message} ${finding.row === undefined ? '' : JSON.stringify(finding.row)}`);
    const line = finding.line === undefined ? undefined : content.lines[finding.line - 1];
    say(`  ${JSON.stringify(line ?? { ...content, lines: content.lines.length }).slice(0, 1500)}`);
  }
}

await main();
