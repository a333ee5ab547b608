import type { Separators } from './block.ts';
import { BIN } from './bytes.ts';

/** A BIN segment that says it is longer is read like any other: its length is more likely wrong. */
const MAX_BINARY_BYTES = 16_777_216;
/** BIN01 has at most fifteen digits. */
const LENGTH_DIGITS = 15;

/**
 * The places of the separators of a BIN segment, its start and end included: BIN01 says how many bytes BIN02 has,
 * which may hold anything.
 *
 * @param at index of its first byte
 * @returns `more` where the bytes end too soon to tell; `text` where BIN01 does not lead to a terminator: the
 * segment is then read like any other
 */
export function binaryPlaces(
  bytes: Buffer,
  at: number,
  { elementByte, segmentByte }: Separators,
): readonly number[] | 'more' | 'text' {
  const lengthAt = at + BIN.length + 1;
  const data = bytes.indexOf(elementByte, lengthAt) + 1;
  if (data === 0 || data - lengthAt > LENGTH_DIGITS) {
    return bytes.length - lengthAt <= LENGTH_DIGITS ? 'more' : 'text';
  }
  const length = bytes.toString('latin1', lengthAt, data - 1);
  if (!/^\d+$/.test(length) || Number(length) > MAX_BINARY_BYTES) return 'text';
  const end = data + Number(length);
  if (end >= bytes.length) return 'more';
  return bytes[end] === segmentByte ? [at - 1, lengthAt - 1, data - 1, end] : 'text';
}
