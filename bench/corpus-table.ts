/**
 * Prints how we see the shared corpus next to what its manifest says, by type, with the reason for each difference.
 *
 * `CLAIMLINE_SHARED=<folder> node bench/corpus-table.ts`
 */
import { readingOf, rows } from '../test/wide/corpus.ts';
import { type Judgement, judge } from '../test/wide/judge.ts';
import { corpusTable } from '../test/wide/table.ts';

const judged: Judgement[] = [];
for (const row of rows) judged.push(judge(row, await readingOf(row)));
process.stdout.write(`${corpusTable(rows, judged)}\n`);
