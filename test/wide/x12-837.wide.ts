import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { type Encounter, encounterSchema } from '../../core/encounter/model.ts';
import { readX12, type X12Item } from '../../core/x12/read.ts';
import { claimsIn, codesIn, filed, findingsIn, written } from '../core/x12/p837-cases.ts';

/**
 * Every 837P of the shared corpus, from many vendors' test suites: nothing throws, no claim is lost, and what
 * we write from a claim reads as the claim did.
 */
const shared = process.env.CLAIMLINE_SHARED;
if (shared === undefined) throw new Error('CLAIMLINE_SHARED must name the folder of the corpus');
const corpus = join(shared, 'corpus');

interface Row {
  readonly file: string;
  readonly types: string;
  readonly versions: string;
  readonly claims: number;
  readonly says: string;
  readonly structure: string;
}
const [, ...rows] = readFileSync(join(corpus, 'MANIFEST.tsv'), 'utf8').trim().split('\n');
const all = rows.map((row): Row => {
  const [file = '', , , types = '', versions = '', , , claims = '', says = '', structure = ''] =
    row.split('\t');
  return { file, types, versions, claims: Number(claims), says, structure };
});
const professional = all.filter((row) => row.types.includes('837P'));
const isRead = (row: Row): boolean => row.versions.startsWith('005010X222') && !/no ISA/.test(row.structure);

async function itemsOf(file: string, chunkBytes = 1 << 20): Promise<readonly X12Item[]> {
  const bytes = readFileSync(join(corpus, file));
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes));
  const items: X12Item[] = [];
  for await (const item of readX12(chunks)) items.push(item);
  return items;
}

test.each(all.map((row) => [row.file] as const))('%s is read to its end', async (file) => {
  expect((await itemsOf(file)).at(-1)?.kind).toBe('end');
});

describe('837P', () => {
  test.each(professional.map((row) => [row.file, row] as const))('%s', async (file, row) => {
    const items = await itemsOf(file);
    if (!isRead(row)) {
      expect(codesIn(items).some((code) => code === 'SET-NOT-SUPPORTED' || code === 'NO-INTERCHANGE')).toBe(
        true,
      );
      return;
    }
    const unreadable = codesIn(items).filter((code) => code === 'CLAIM-UNREADABLE');
    expect(claimsIn(items).length + unreadable.length).toBe(row.claims);
    expect(await itemsOf(file, 7)).toEqual(items);
    for (const { content } of claimsIn(items))
      expect(encounterSchema.safeParse(content).error).toBeUndefined();
  });
});

/** Without what we replace (claim and line numbers), what we do not send on, and what cleaning may change. */
function carried(content: Encounter): unknown {
  const { claimNo: _, lines, coverages, ...rest } = content;
  const sent = {
    ...rest,
    coverages: coverages.map((coverage) => {
      if (coverage.seq !== content.destination || coverage.subscriber === undefined) return coverage;
      const { entityType, name, last, first, middle, suffix } = coverage.subscriber;
      return { ...coverage, subscriber: { entityType, name, last, first, middle, suffix } };
    }),
    lines: lines.map(({ lineControlNo: __, ...line }) => ({
      ...line,
      pos: line.pos === content.pos ? undefined : line.pos,
    })),
  };
  const tidy = (_key: string, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (/^\d*\.\d+$/.test(value)) return String(Number(value));
    return value
      .toUpperCase()
      .replaceAll(/ +/g, ' ')
      .replace(/^(\d\d)-(\d{7})$/, '$1$2')
      .trim();
  };
  return JSON.parse(JSON.stringify(sent, tidy));
}

describe('an accepted 837P', async () => {
  const accepted: (readonly [string, readonly Encounter[]])[] = [];
  for (const { file } of professional.filter(isRead)) {
    const items = await itemsOf(file);
    const errors = findingsIn(items).filter((finding) => finding.severity === 'error');
    if (errors.length === 0) accepted.push([file, claimsIn(items).map((claim) => claim.content)]);
  }

  it('is what most of them are', () => {
    expect(accepted.length).toBeGreaterThanOrEqual(35);
  });

  test.each(accepted)('%s is written as it was read', async (_, contents) => {
    const { text } = written(contents.map((content, i) => filed(content, `WIDE${i}-1`)));
    const again: X12Item[] = [];
    for await (const item of readX12([Buffer.from(text)])) again.push(item);
    expect(codesIn(again)).toEqual([]);
    expect(claimsIn(again).map((claim) => carried(claim.content))).toEqual(contents.map(carried));
  });
});
