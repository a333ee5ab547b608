import { hashOf } from './hash.ts';

/** How many texts are kept. */
const LONG_BITS = 6;
const SHORT_BITS = 12;

/** Texts up to this length are kept: no name that guides know is longer. */
const MOST_KEPT = 64;

/** Copied for each reader. Single segments have one too: to fill it anew would take longer than to check them. */
const NO_TEXTS = Array.from({ length: 1 << LONG_BITS }, () => '');

/**
 * Long texts that a reader met last, with their bytes: names of payers come over and over, and to compare is several
 * times as fast as to decode. They are a reader's own, and go with it.
 */
export class KeptTexts {
  readonly #texts = NO_TEXTS.slice();
  readonly #bytes = new Uint8Array(MOST_KEPT << LONG_BITS);

  /** @param from where at least four bytes of plain text begin */
  textOf(bytes: Buffer, from: number, to: number): string {
    const length = to - from;
    if (length > MOST_KEPT) return bytes.toString('latin1', from, to);
    const place = placeOf(bytes, from, to);
    const known = this.#texts[place] as string;
    const at = place * MOST_KEPT;
    if (known.length === length) {
      const kept = this.#bytes;
      let same = 0;
      while (same < length && kept[at + same] === bytes[from + same]) same += 1;
      if (same === length) return known;
    }
    const text = bytes.toString('latin1', from, to);
    this.#texts[place] = text;
    for (let i = 0; i < length; i += 1) this.#bytes[at + i] = bytes[from + i] as number;
    return text;
  }
}

/** By its length, its start and its end. */
function placeOf(bytes: Buffer, from: number, to: number): number {
  const start = ((bytes[from] as number) << 8) | (bytes[from + 3] as number);
  const end = ((bytes[to - 3] as number) << 8) | (bytes[to - 1] as number);
  return hashOf((start << 16) ^ end ^ (to - from), LONG_BITS);
}

const shortCodes = new Int32Array(1 << SHORT_BITS);
const shortTexts: string[] = Array.from({ length: 1 << SHORT_BITS }, () => '');

/** The up to three characters that are packed into a code: most are codes, and come over and over. */
export function shortTextOf(code: number): string {
  const place = hashOf(code, SHORT_BITS);
  if (shortCodes[place] === code) return shortTexts[place] as string;
  return secondTextOf(code, place);
}

/** Each code has two places, so that two that come by turns do not drive each other out. */
function secondTextOf(code: number, place: number): string {
  const other = place ^ 1;
  if (shortCodes[other] === code) return shortTexts[other] as string;
  const text = unpacked(code);
  shortCodes[other] = shortCodes[place] as number;
  shortTexts[other] = shortTexts[place] as string;
  shortCodes[place] = code;
  shortTexts[place] = text;
  return text;
}

function unpacked(code: number): string {
  if (code > 0xffff) return String.fromCharCode(code >> 16, (code >> 8) & 0xff, code & 0xff);
  if (code > 0xff) return String.fromCharCode(code >> 8, code & 0xff);
  return String.fromCharCode(code);
}
