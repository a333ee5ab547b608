import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readX12, type X12Item } from '../../core/x12/read.ts';

/**
 * Every 835, 999, 277CA and TA1 of the shared corpus. `CLAIMLINE_SHARED` names the folder; the manifest counts
 * the claims. Files for versions before 5010 are recognised and not read; files without an ISA hold nothing
 * that we could read.
 */

const shared = process.env.CLAIMLINE_SHARED;
if (shared === undefined) throw new Error('set CLAIMLINE_SHARED to the folder that holds corpus/');
const corpus = join(shared, 'corpus');

interface Entry {
  readonly file: string;
  readonly types: string;
  readonly versions: readonly string[];
  readonly claims: number;
  readonly structure: string;
}

const [, ...rows] = readFileSync(join(corpus, 'MANIFEST.tsv'), 'utf8').trimEnd().split('\n');
const entries = rows
  .map((row): Entry => {
    const [file = '', , , types = '', versions = '', , , claims = '0', , structure = ''] = row.split('\t');
    return { file, types, versions: versions.split(','), claims: Number(claims), structure };
  })
  .filter(({ types }) => /835|999|277CA|TA1/.test(types));

const itemsOf = async (file: string): Promise<readonly X12Item[]> => {
  const items: X12Item[] = [];
  for await (const item of readX12(createReadStream(join(corpus, file)))) items.push(item);
  return items;
};
const count = (items: readonly X12Item[], kind: X12Item['kind']): number =>
  items.filter((item) => item.kind === kind).length;

const isCurrent = ({ versions }: Entry): boolean => versions.every((version) => version.startsWith('005010'));
const hasHeader = ({ structure }: Entry): boolean => !structure.includes('no ISA');
const readable = entries.filter((entry) => isCurrent(entry) && hasHeader(entry));
const of = (type: string): readonly Entry[] => readable.filter(({ types }) => types.split(' ')[0] === type);

describe('the corpus of answers', () => {
  it('is read without an exception', async () => {
    expect(entries.length).toBeGreaterThan(60);
    for (const { file } of entries) expect((await itemsOf(file)).at(-1)?.kind, file).toBe('end');
  });

  it.each(of('835'))(
    'gives the claim payments that the manifest counts in $file',
    async ({ file, claims }) => {
      expect(count(await itemsOf(file), 'claim-payment')).toBe(claims);
    },
  );

  it.each(of('999'))('gives a group answer for each set of $file', async ({ file }) => {
    const items = await itemsOf(file);
    expect(count(items, 'implementation-acknowledgment')).toBe(count(items, 'set'));
  });

  it.each(of('277CA'))('gives the batches of $file', async ({ file }) => {
    const items = await itemsOf(file);
    expect(count(items, 'set')).toBe(1);
  });

  it.each(entries.filter(({ types }) => /TA1/.test(types)))('gives the TA1 of $file', async ({ file }) => {
    expect(count(await itemsOf(file), 'interchange-acknowledgment')).toBeGreaterThan(0);
  });

  it.each(entries.filter((entry) => !isCurrent(entry) && entry.versions[0] !== '-'))(
    'posts nothing from $file, which is of another version',
    async ({ file }) => {
      const items = await itemsOf(file);
      expect(items.some((item) => item.kind === 'set-end' && item.accepted)).toBe(false);
    },
  );
});
