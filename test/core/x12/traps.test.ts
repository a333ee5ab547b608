import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { eventsOf } from '../../../core/x12/events.ts';
import { readX12, type X12Item } from '../../../core/x12/read.ts';
import type { Segment } from '../../../core/x12/syntax/segment.ts';
import type { Delimiters, Finding } from '../../../core/x12/types.ts';

/**
 * Traps that files of other systems set, each an invented file of test/fixtures/x12 with a row of traps.tsv: what
 * the trap is, where such files were seen, and what reading must give.
 *
 * - delimiters: of each interchange, element, component, repetition (`-` where there is none), segment
 * - counts: interchanges, groups, sets, segments
 * - sets: type, claims, `+` accepted or `-` refused
 * - findings: code, interchange/group/set:segment, segment id with element; `w:` a warning; `x2` twice running
 */
const folder = new URL('../../fixtures/x12/', import.meta.url);
const [, ...rows] = readFileSync(new URL('traps.tsv', folder), 'utf8').trimEnd().split('\n');
const traps = rows.map((row) => {
  const [file = '', trap = '', , delimiters = '', counts = '', sets = '', findings = ''] = row.split('\t');
  return { file, trap, expected: { delimiters, counts, sets, findings } };
});

const bytesOf = (file: string): Buffer => readFileSync(new URL(`${file}.x12`, folder));

async function itemsOf(bytes: Uint8Array, chunkBytes = bytes.length): Promise<readonly X12Item[]> {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes));
  const items: X12Item[] = [];
  for await (const item of readX12(chunks, { check: 'all' })) items.push(item);
  return items;
}

const NAMES: Readonly<Record<string, string>> = { '\n': 'LF', '\r': 'CR' };
/** Control characters by their name or code. */
const visible = (character: string): string =>
  NAMES[character] ??
  (character < ' ' ? character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0') : character);
const delimitersText = ({ element, component, repetition, segment }: Delimiters): string =>
  [element, component, repetition ?? '-', segment].map(visible).join(' ');

function findingText({ severity, code, position }: Finding): string {
  const { interchange, group = '-', set = '-', segment, segmentId = '', element } = position;
  const where = segmentId + (element === undefined ? '' : String(element).padStart(2, '0'));
  const text = `${code} ${interchange}/${group}/${set}:${segment} ${where}`.trimEnd();
  return severity === 'warning' ? `w:${text}` : text;
}

/** Findings of one code that follow each other are one text: the first, with how many there are. */
function findingsText(findings: readonly Finding[]): string {
  const runs: { text: string; code: string; times: number }[] = [];
  for (const finding of findings) {
    const last = runs.at(-1);
    const same = last?.code === finding.code && last.text.split(' ')[1]?.startsWith(place(finding));
    if (last !== undefined && same) last.times += 1;
    else runs.push({ text: findingText(finding), code: finding.code, times: 1 });
  }
  return runs.map(({ text, times }) => (times === 1 ? text : `${text} x${times}`)).join('; ');
}
const place = ({ position }: Finding): string =>
  `${position.interchange}/${position.group ?? '-'}/${position.set ?? '-'}:`;

function summaryOf(items: readonly X12Item[]): unknown {
  const delimiters: string[] = [];
  const sets: string[] = [];
  const findings: Finding[] = [];
  let counts = '';
  for (const item of items) {
    if (item.kind === 'interchange') delimiters.push(delimitersText(item.interchange.delimiters));
    if (item.kind === 'set-end') sets.push(`${item.type}/${item.claims}${item.accepted ? '+' : '-'}`);
    if (item.kind === 'finding') findings.push(item.finding);
    if (item.kind === 'end') counts = `${item.interchanges} ${item.groups} ${item.sets} ${item.segments}`;
  }
  return {
    delimiters: delimiters.join(', '),
    counts,
    sets: sets.join(' '),
    findings: findingsText(findings),
  };
}

const findingsIn = (items: readonly X12Item[]): readonly Finding[] =>
  items.flatMap((item) => (item.kind === 'finding' ? [item.finding] : []));

describe('a trap', () => {
  it('is named for each file, and has a file for each name', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.x12'));
    expect(traps.map(({ file }) => `${file}.x12`).sort()).toEqual(files.sort());
  });

  test.each(traps.map((row) => [row.file, row.trap, row] as const))('%s: %s', async (file, _, row) => {
    expect(summaryOf(await itemsOf(bytesOf(file)))).toEqual(row.expected);
  });

  test.each(traps.map(({ file }) => [file] as const))(
    '%s reads the same however it is cut into chunks',
    async (file) => {
      const whole = await itemsOf(bytesOf(file));
      for (const size of [1, 7, 106, 1000]) expect(await itemsOf(bytesOf(file), size)).toEqual(whole);
    },
  );

  test.each(traps.map(({ file }) => [file] as const))(
    '%s: findings say where segments stand',
    async (file) => {
      const bytes = bytesOf(file);
      for (const { code, position } of findingsIn(await itemsOf(bytes))) {
        const { segmentId = '', offset } = position;
        expect(offset).toBeLessThanOrEqual(bytes.length);
        // A segment that is missing stands nowhere: its finding says where it was missed.
        if (code.endsWith('-MISSING')) continue;
        expect(bytes.toString('latin1', offset, offset + segmentId.length)).toBe(segmentId);
      }
    },
  );
});

test.each(['bin-by-length', 'bin-long'])('%s keeps BIN02 as it was sent', async (file) => {
  const bytes = bytesOf(file);
  const binary: Segment[] = [];
  for await (const events of eventsOf([bytes])) {
    for (const event of events) {
      if (event.kind === 'segment' && event.segment.id === 'BIN') binary.push(event.segment);
    }
  }
  const [segment] = binary;
  const content = segment?.element(2) ?? '';
  expect(binary).toHaveLength(1);
  expect(content).toHaveLength(Number(segment?.element(1)));
  expect(bytes.toString('latin1')).toContain(`*${content}~`);
});

describe('data that looks like a delimiter or a header', () => {
  const nameOf = async (file: string): Promise<unknown> => {
    const [claim] = (await itemsOf(bytesOf(file))).flatMap((i) => (i.kind === 'claim' ? [i.claim] : []));
    const { patient } = claim?.content ?? {};
    return `${patient?.first} ${patient?.last}, ${patient?.address1}`;
  };

  test.each([
    ['isa11-u', 'LULU UUSU, 2 QUAY ST'],
    ['isa11-u-00401', 'LULU UUSU, 2 QUAY ST'],
    ['isa11-caret-00401', 'ADA STONE, 2^4 QUAY ST'],
    ['surname-isaacs', 'ADA ISAACS, 2 QUAY ST'],
    ['surname-isa', 'ISA ISA, 2 QUAY ST'],
    ['surname-isa-line-start', 'ADA ISA, 2 QUAY ST'],
    ['surname-isa-terminator-lf', 'ADA ISA, 2 QUAY ST'],
    ['lower-case-data', 'Ada Stone, 2 quay st.'],
    ['not-ascii-latin-1', 'ADA ÅSTRÖM, 2 QUAY ST'],
    ['not-ascii-utf-8', 'ADA ÅSTRÖM, 2 QUAY ST'],
    ['blanks-around-data', 'ADA STONE,  2 QUAY ST '],
    ['wrapped-at-80', 'ADA STONE, 2 QUAY ST'],
  ])('%s keeps its name and address', async (file, expected) => {
    expect(await nameOf(file)).toBe(expected);
  });
});
