import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { civilDate } from '../../core/dates.ts';
import { acknowledge } from '../../core/x12/acknowledge/acknowledge.ts';
import { editVerdict } from '../../core/x12/acknowledge/edit-verdict.ts';
import { checkX12 } from '../../core/x12/check.ts';
import { readX12 } from '../../core/x12/read.ts';
import { showX12 } from '../../core/x12/show.ts';
import { diffX12 } from '../../core/x12/tools/diff.ts';
import { maskX12 } from '../../core/x12/tools/mask.ts';
import { splitX12 } from '../../core/x12/tools/split.ts';
import type { AnyClaim } from '../../core/x12/types.ts';
import { REPEATED } from '../fuzz/tool-trials.ts';
import {
  bytesOf,
  errorText,
  hasInterchange,
  isOurs,
  isSound,
  itemsOf,
  type Reading,
  readingOf,
  rows,
} from './corpus.ts';
import { exceptionEnds, exceptionOf } from './corpus-exceptions.ts';
import { type Judgement, judge } from './judge.ts';
import { corpusTable } from './table.ts';

/** Every file of the shared corpus, from many projects' tests, through everything that takes a file. */

const TODAY = civilDate('20260110');
const digest = (text: string): Buffer => createHmac('sha256', 'wide').update(text).digest();

/** What a command does with a file: reads it to its end. */
const WAYS: Readonly<Record<string, (chunks: readonly Uint8Array[]) => Promise<void>>> = {
  show: async (chunks) => {
    for await (const line of showX12(chunks)) if (line.includes('\n')) throw new Error('more than one line');
  },
  check: async (chunks) => void (await checkX12(chunks)),
  json: async (chunks) => {
    for await (const item of readX12(chunks)) JSON.stringify(item);
  },
  mask: async (chunks) => {
    for await (const _ of maskX12(chunks, { digest }));
  },
  ack: async (chunks) => {
    const judge = (claim: AnyClaim) => editVerdict(claim, TODAY);
    const options = {
      interchanges: 'all',
      groups: true,
      judge,
      date: TODAY,
      time: '0930',
      controlNo: 1,
    } as const;
    for await (const answer of acknowledge(chunks, options)) {
      if (answer.kind === 'unwritten' || answer.kind === 'end') continue;
      for (const item of await itemsOf(Buffer.from(answer.text))) {
        if (item.kind !== 'finding' || item.finding.severity === 'warning') continue;
        if (!REPEATED.test(item.finding.code)) throw new Error(item.finding.code);
      }
    }
  },
  split: async (chunks) => {
    await splitX12(chunks, { by: 'claim' }, { open: () => ({ write: () => {}, close: () => {} }) });
  },
  diff: async (chunks) => {
    for await (const item of diffX12(chunks, chunks)) {
      if (item.kind === 'difference') throw new Error('a file differs from itself');
    }
  },
};
/** Files that their source calls invalid, and what is wrong with them. */
const FAULTS: readonly (readonly [end: string, fault: string])[] = [
  ['MissingEntityCode.txt', 'QUALIFIER-UNKNOWN NM101'],
  ['bad-header.edi', 'ISA-CONTROL-NO ISA13'],
  ['error_validation.edi', 'SE-CONTROL-NO SE02'],
  ['unknown_segment_error.edi', 'SEGMENT-OUTSIDE-SET HL'],
  ['segment_terminator.edi', 'IEA-MISSING'],
  ['invalid999.edi', 'SEGMENT-UNEXPECTED IK5'],
  ['@ele.source.edi', 'ISA-TIME ISA10'],
  ['@837miss.source.edi', 'SE-MISSING'],
  ['@fail_no_IEA.source.edi', 'IEA-MISSING'],
  ['@trailer_errors.source.edi', 'IEA-CONTROL-NO IEA02'],
];
/** Time that this thread worked: the machine may be busy with other things. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
/** A second for a megabyte, and for small files what a start may take on a busy machine. */
const FLOOR_MS = 200;
const allowedMs = (bytes: Buffer): number => Math.max(FLOOR_MS, bytes.length / 1000);

describe.each(Object.entries(WAYS))('%s', (_, run) => {
  test.each(rows.map((row) => [row.file, row] as const))('takes %s', async (_, row) => {
    const bytes = bytesOf(row);
    const began = cpuMs();
    await run([bytes]);
    expect(cpuMs() - began).toBeLessThan(allowedMs(bytes));
  });
});

describe('a file of the corpus', () => {
  const judged: Judgement[] = [];
  const readings: Reading[] = [];
  beforeAll(async () => {
    for (const row of rows) {
      const reading = await readingOf(row);
      readings.push(reading);
      judged.push(judge(row, reading));
    }
    if (process.env.CLAIMLINE_TABLE !== undefined) process.stdout.write(`${corpusTable(rows, judged)}\n`);
  });

  test.each(rows.map((row, n) => [row.file, n] as const))('%s is what the manifest says', (file, n) => {
    expect(judged[n]?.differences).toEqual(exceptionOf(file)?.differences ?? []);
  });

  test.each(rows.map((row, n) => [row.file, n, row] as const))(
    '%s reads the same however it is cut into chunks',
    async (_, n, row) => {
      const bytes = bytesOf(row);
      if (bytes.length > 200_000) expect(await itemsOf(bytes, 4099)).toEqual(readings[n]?.items);
      else expect(await itemsOf(bytes, 7)).toEqual(readings[n]?.items);
    },
  );

  test.each(
    rows.flatMap((row, n) => (row.source.startsWith('invalid') ? [[row.file, n, row] as const] : [])),
  )('%s, which its source calls invalid, is refused, and for its fault', (file, n, row) => {
    const { sets = [], errors = [] } = readings[n] ?? {};
    const [, fault] = FAULTS.find(([end]) => file.endsWith(end)) ?? [];
    // Faults within sets of other types and versions, which we do not read, are not ours to find.
    if (fault === undefined) expect(isOurs(row) || sets.some((set) => set.accepted)).toBe(false);
    else expect(errorText(errors).split(', ')).toContain(fault);
  });

  it('is named once for each exception', () => {
    for (const end of exceptionEnds) {
      const named = rows.filter(({ file }) => file.endsWith(end)).map(({ file }) => file);
      expect(named, end).toHaveLength(1);
    }
  });

  it('is of our sets in at least 150 cases, and sound in most of them', () => {
    const ours = rows.filter(isOurs);
    expect(ours.length).toBeGreaterThanOrEqual(150);
    expect(ours.filter(isSound).length).toBeGreaterThanOrEqual(100);
    expect(rows.filter((row) => !hasInterchange(row)).length).toBe(48);
  });
});
