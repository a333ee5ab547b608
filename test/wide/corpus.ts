import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readX12, type SetType, type X12Item } from '../../core/x12/read.ts';
import type { Delimiters, Finding } from '../../core/x12/types.ts';

/**
 * The shared corpus and its manifest. `CLAIMLINE_SHARED` names the folder that holds `corpus/`; its files come
 * from other projects' tests and are never part of this one.
 */
function corpusFolder(): string {
  const shared = process.env.CLAIMLINE_SHARED;
  if (shared === undefined) throw new Error('CLAIMLINE_SHARED must name the folder that holds corpus/');
  return join(shared, 'corpus');
}
const folder = corpusFolder();

/** A row of the manifest: what others say about a file. */
export interface Row {
  readonly file: string;
  /** One for each set; a file without an ISA has types too. */
  readonly types: readonly string[];
  readonly versions: string;
  /** Element, component, ISA11, segment; `(no ISA) * ~` where there is no interchange. */
  readonly delimiters: string;
  readonly sets: number;
  /** CLM of an 837, CLP of an 835. */
  readonly claims: number;
  readonly source: string;
  readonly structure: string;
  readonly balance: string;
  readonly notes: string;
}

function rowOf(line: string): Row {
  const [file = '', , , types = '', versions = '', delimiters = '', ...more] = line.split('\t');
  const [sets = '', claims = '', source = '', structure = '', balance = '', notes = ''] = more;
  return {
    file,
    types: typesOf(types),
    versions,
    delimiters,
    sets: Number(sets),
    claims: Number(claims),
    source,
    structure,
    balance,
    notes,
  };
}

/** `278 x3,835` is four sets. */
const typesOf = (types: string): readonly string[] =>
  types.split(',').flatMap((type) => {
    const [name = '', times = 'x1'] = type.split(' ');
    return Array.from({ length: Number(times.slice(1)) }, () => name);
  });

export const rows: readonly Row[] = readFileSync(join(folder, 'MANIFEST.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map(rowOf);

export const bytesOf = ({ file }: Row): Buffer => readFileSync(join(folder, file));

export interface ReadSetEnd {
  readonly type: SetType;
  readonly claims: number;
  readonly accepted: boolean;
}
/** What we say about a file. */
export interface Reading {
  readonly items: readonly X12Item[];
  readonly interchanges: readonly { readonly delimiters: Delimiters; readonly version: string }[];
  readonly sets: readonly ReadSetEnd[];
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

export async function itemsOf(bytes: Uint8Array, chunkBytes = 1 << 20): Promise<readonly X12Item[]> {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes));
  const items: X12Item[] = [];
  for await (const item of readX12(chunks, { check: 'all' })) items.push(item);
  return items;
}

export async function readingOf(row: Row): Promise<Reading> {
  const items = await itemsOf(bytesOf(row));
  const findings = items.flatMap((item) => (item.kind === 'finding' ? [item.finding] : []));
  return {
    items,
    interchanges: items.flatMap((item) => (item.kind === 'interchange' ? [item.interchange] : [])),
    sets: items.flatMap((item) => (item.kind === 'set-end' ? [item] : [])),
    errors: findings.filter(({ severity }) => severity === 'error'),
    warnings: findings.filter(({ severity }) => severity === 'warning'),
  };
}

/** Sets that we read, in the version that we read. */
const OURS: readonly string[] = ['837P', '837I', '837D', '835', '999', '277CA', '270', '271', '276', '277'];
export const hasInterchange = (row: Row): boolean => !row.structure.startsWith('no ISA');
export const isOurs = (row: Row): boolean =>
  hasInterchange(row) &&
  row.types.every((type) => OURS.includes(type) || type === 'TA1') &&
  row.versions.split(',').every((version) => /^005010X(221|222|223|224|231|214|212|279)/.test(version));
/** Whether others call a file right, in its envelopes and in its sums. */
export const isSound = (row: Row): boolean =>
  row.source.startsWith('valid') && row.structure === 'ok' && (row.balance === 'ok' || row.balance === '-');

/** `CODE ID02, CODE ID`: every error once, in order. */
export function errorText(errors: readonly Finding[]): string {
  const texts = errors.map(({ code, position: { segmentId = '', element } }) => {
    const where = segmentId + (element === undefined ? '' : String(element).padStart(2, '0'));
    return where === '' ? code : `${code} ${where}`;
  });
  return [...new Set(texts)].join(', ');
}
