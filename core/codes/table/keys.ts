import { Defect } from '../../result.ts';
import type { Numbers, Sections } from './container.ts';

/**
 * Codes as numbers: six bits a character, first character highest, so that numbers sort as codes do and a prefix is
 * a range. Five characters make one number of 30 bits, ten make two. That holds every code of every set: the longest
 * are the ten of a taxonomy.
 */

const FIRST = 0x20; // blank
const LAST = 0x5e; // ^: digits and capitals lie between
const HALF = 5;
const LONGEST = 2 * HALF;
/** What no code packs to. */
const NONE = -1;

/** Characters `start` to `start + 5` as a number, `pad` after the end; -1 where one is not of a code. */
function packed(code: string, start: number, pad = 0): number {
  const end = Math.min(code.length, start + HALF);
  let value = 0;
  let i = start;
  for (; i < end; i += 1) {
    const char = code.charCodeAt(i);
    if (char < FIRST || char > LAST) return NONE;
    value = (value << 6) | (char - FIRST + 1);
  }
  for (; i < start + HALF; i += 1) value = (value << 6) | pad;
  return value;
}

function unpacked(value: number): string {
  let code = '';
  for (let shift = 24; shift >= 0; shift -= 6) {
    const char = (value >>> shift) & 63;
    if (char !== 0) code += String.fromCharCode(char + FIRST - 1);
  }
  return code;
}

const slotOf = (high: number, low: number): number => {
  const mixed = Math.imul(high, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
};

/** The first five characters as a number; two codes that differ later have the same. */
export const headOf = (code: string): number => packed(code, 0);

/** Whether a table can hold the code: 1 to 10 characters, digits, capitals and marks, no lower case. */
export const isKey = (code: string): boolean =>
  code.length > 0 && code.length <= LONGEST && packed(code, 0) !== NONE && packed(code, HALF) !== NONE;

/**
 * Sections of distinct codes: their numbers in order, and slots of a hash table that name each by its place.
 * @param codes sorted, none twice, each an `isKey`
 */
export function writeKeys(codes: readonly string[]): ReadonlyMap<string, Numbers> {
  const high = Uint32Array.from(codes, (code) => packed(code, 0));
  const low = Uint32Array.from(codes, (code) => packed(code, HALF));
  const size = 2 ** Math.ceil(Math.log2(Math.max(1, codes.length) * 1.5));
  const slots = codes.length < 2 ** 16 ? new Uint16Array(size) : new Uint32Array(size);
  for (let i = 0; i < codes.length; i += 1) {
    let slot = slotOf(high[i] as number, low[i] as number) & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = i + 1;
  }
  const sections = new Map<string, Numbers>([['keys', high]]);
  if (low.some((part) => part !== 0)) sections.set('keys.rest', low);
  return sections.set('slots', slots);
}

/** Codes by place and places by code. */
export interface Keys {
  readonly size: number;
  /** The place of a code; -1 where it is not there. */
  readonly find: (code: string) => number;
  readonly codeAt: (place: number) => string;
  /** Places of all codes that begin so. */
  readonly prefixed: (prefix: string) => { readonly start: number; readonly end: number };
}

export function openKeys(sections: Sections): Keys {
  const high = needed(sections, 'keys') as Uint32Array;
  const slots = needed(sections, 'slots');
  const rest = sections.get('keys.rest') as Uint32Array | undefined;
  const mask = slots.length - 1;
  const low = rest ?? new Uint32Array(high.length);

  function find(code: string): number {
    if (code.length > LONGEST) return -1;
    const first = packed(code, 0);
    const second = code.length > HALF ? packed(code, HALF) : 0;
    if (first === NONE || second === NONE) return -1;
    for (let slot = slotOf(first, second) & mask; ; slot = (slot + 1) & mask) {
      const place = (slots[slot] as number) - 1;
      if (place < 0 || (high[place] === first && (rest === undefined ? 0 : rest[place]) === second)) {
        return place;
      }
    }
  }

  /** The first place whose code is not below the two numbers. */
  function notBelow(first: number, second: number): number {
    let from = 0;
    let to = high.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const head = high[middle] as number;
      if (head < first || (head === first && (low[middle] as number) < second)) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  return {
    size: high.length,
    find,
    codeAt: (place) => {
      const head = high[place];
      if (head === undefined) throw new Defect('a code is asked for that the table does not have');
      return unpacked(head) + unpacked(low[place] as number);
    },
    prefixed: (prefix) => {
      const [from, rests] = [packed(prefix, 0), packed(prefix, HALF)];
      if (from === NONE || rests === NONE || prefix.length > LONGEST) return { start: 0, end: 0 };
      return {
        start: notBelow(from, rests),
        end: notBelow(packed(prefix, 0, 63), packed(prefix, HALF, 63) + 1),
      };
    },
  };
}

/** @throws Defect where a layout lacks a section: we wrote it otherwise. */
export function needed(sections: Sections, name: string): Numbers {
  const section = sections.get(name);
  if (section === undefined) throw new Defect(`a code table lacks its section ${name}`);
  return section;
}
