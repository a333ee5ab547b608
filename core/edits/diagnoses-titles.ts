import type { Icd10Cm } from './diagnoses-standing.ts';

/** What the title of a diagnosis says, as bits: read once a code and release. */
export const TITLE = { manifestation: 2, right: 4, left: 8, bilateral: 16, unspecified: 32 } as const;
const READ = 1;

const RIGHT = /\bright\b/i;
const LEFT = /\bleft\b/i;
const BILATERAL = /\b(?:bilateral|both)\b/i;
const ELSEWHERE = 'classified elsewhere';
const AS_CAUSE = 'as the cause of';
const UNSPECIFIED = 'nspecified';

/**
 * Chapters in which a side is one of two like parts of the body. In others it is a part of one organ or of the trunk:
 * left heart failure, left sided colitis, pain in the right lower quadrant.
 */
const SIDED_CHAPTERS = /^(?:[CDEGHLMNSTZ]|I[678]|R92|O00|Q[67])/;
/** Injuries of single organs of the chest and the belly, whose titles name lobes and chambers. */
const ONE_ORGAN = /^(?:S2[67]|S3[67]|T81|N80|D35|C34|C18)/;

const read = new WeakMap<Icd10Cm, Uint8Array>();

/** @returns bits of TITLE */
export function titleOf(table: Icd10Cm, row: number): number {
  let all = read.get(table);
  if (all === undefined) {
    all = new Uint8Array(table.size);
    read.set(table, all);
  }
  const known = all[row] ?? 0;
  if (known !== 0) return known;
  const bits = READ | bitsOf(table.codeAt(row), table.text(row, 'title'));
  all[row] = bits;
  return bits;
}

function bitsOf(code: string, title: string): number {
  let bits = 0;
  if (title.includes(ELSEWHERE) && !title.includes(AS_CAUSE)) bits |= TITLE.manifestation;
  if (title.includes(UNSPECIFIED)) bits |= TITLE.unspecified;
  if (!SIDED_CHAPTERS.test(code) || ONE_ORGAN.test(code)) return bits;
  if (RIGHT.test(title)) bits |= TITLE.right;
  if (LEFT.test(title)) bits |= TITLE.left;
  if (BILATERAL.test(title)) bits |= TITLE.bilateral;
  return bits;
}
