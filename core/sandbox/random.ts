import { Defect } from '../result.ts';

/** Draws that depend on nothing but the words they were made from. Not for secrets. */
export interface Draw {
  /** A whole number, 0 ≤ n < `bound`. */
  below(bound: number): number;
  /** A whole number, `low` ≤ n ≤ `high`. */
  between(low: number, high: number): number;
  /** @throws Defect when the list is empty */
  pick<T>(items: readonly T[]): T;
  /** One item, as often as its weight says. @throws Defect when no item has a weight */
  weighted<T extends Weighted>(items: readonly T[]): T;
  /** `count` decimal digits; the first is never 0. */
  digits(count: number): string;
}
export interface Weighted {
  readonly weight: number;
}

const UINT32 = 2 ** 32;
const FNV_PRIME = 0x01000193;
const FNV_BASIS = 0x811c9dc5;
/** A second multiplier and basis, so that two words of state never collide for the same text. */
const OTHER_MULTIPLIER = 0x85ebca6b;
const OTHER_BASIS = 0x9e3779b9;
/** Increments of the two state words: odd, so that each runs through all 2³² values. */
const STEP = 0x9e3779b9;
const OTHER_STEP = 0x6d2b79f5;

/** FNV-1a's scheme (xor, then multiply) over UTF-16 units. */
function hash(text: string, basis: number, multiplier: number): number {
  let h = basis;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), multiplier);
  return h >>> 0;
}

/** Spreads the bits of a counter: the finaliser of MurmurHash3. */
function mix(n: number): number {
  let x = n;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/**
 * A generator for the given words: the same words give the same draws, on every machine and in every order
 * of asking. 64 bits of state.
 */
export function drawFrom(...words: readonly string[]): Draw {
  const text = words.join('\n');
  let a = hash(text, FNV_BASIS, FNV_PRIME);
  let b = hash(text, OTHER_BASIS, OTHER_MULTIPLIER);
  const next = (): number => {
    a = (a + STEP) >>> 0;
    b = (b + OTHER_STEP) >>> 0;
    return (mix(a) ^ mix(~b)) >>> 0;
  };
  const below = (bound: number): number => Math.floor((next() / UINT32) * bound);
  const at = <T>(items: readonly T[], index: number): T => {
    const item = items[index];
    if (item === undefined) throw new Defect('nothing to draw from');
    return item;
  };
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    pick: (items) => at(items, below(items.length)),
    weighted: (items) => {
      const drawn = below(items.reduce((total, item) => total + item.weight, 0));
      let reached = 0;
      for (const item of items) {
        reached += item.weight;
        if (drawn < reached) return item;
      }
      throw new Defect('nothing to draw from');
    },
    digits: (count) => {
      let text = String(1 + below(9));
      while (text.length < count) text += String(below(10));
      return text;
    },
  };
}
