import { headOf } from './keys.ts';

/**
 * Most pairs of a claim are no edit, and this says so at the price of one memory access: two bits of one word for
 * each pair (a Bloom filter in blocks). A pair whose bits are not set is not in the table; of the others that are not,
 * about one in twelve is searched for in vain.
 */

/** Pairs for which one word of 32 bits stands. */
const PER_WORD = 8;

const mixed = (first: number, second: number): number => {
  const both = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return Math.imul(both ^ (both >>> 15), 0xc2b2ae35);
};
const bitsOf = (hash: number): number => (1 << (hash >>> 27)) | (1 << ((hash >>> 22) & 31));

/** A filter for so many pairs, empty. */
export const emptyFilter = (pairs: number): Uint32Array =>
  new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(1, pairs / PER_WORD))));

/** Adds a pair, by the heads of its codes. */
export function addPair(filter: Uint32Array, first: number, second: number): void {
  const hash = mixed(first, second);
  const word = hash & (filter.length - 1);
  filter[word] = (filter[word] as number) | bitsOf(hash);
}

/** False only where the pair is not in the table. */
export function mayHold(filter: Uint32Array, first: string, second: string): boolean {
  const hash = mixed(headOf(first), headOf(second));
  const bits = bitsOf(hash);
  return ((filter[hash & (filter.length - 1)] as number) & bits) === bits;
}
