import type { Delimiters } from '../types.ts';

/** Bytes that a header may take before we stop looking for its end; 106 where the fields have their widths. */
export const HEADER_LIMIT = 256;
const HEADER_BYTES = 106;
/** Where the 16 element separators stand in an ISA of the right width. */
const SEPARATORS = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];
const FIRST_SEPARATOR = 3;
const REPETITION_ELEMENT = 11;
const COMPONENT_ELEMENT = 16;
/** ISA01, 03, 05 and 07. */
const QUALIFIERS = [1, 3, 5, 7];
/** ISA11 is a standards id (`U`), not a separator, in versions before this. */
const FIRST_VERSION_WITH_REPETITION = '00402';

/** An ISA segment found in bytes. `end` is the index of its terminator, or of the next segment where it has none. */
export interface Header {
  readonly delimiters: Delimiters;
  readonly end: number;
  readonly separators: readonly number[];
  /**
   * `width`: fields are not padded as they must be. `separator`: a field holds an element separator. `terminator`:
   * none follows ISA16.
   */
  readonly fault: 'width' | 'separator' | 'terminator' | null;
}

/**
 * Reads the delimiters from an ISA segment, by position: canonical width first, by counting separators second.
 *
 * @param at index of the letter I
 * @returns `more` when the bytes end too soon to tell, null when this is no ISA segment
 */
export function readHeader(bytes: Uint8Array, at: number, last: boolean): Header | 'more' | null {
  const available = bytes.length - at;
  if (available < HEADER_LIMIT && !last) return 'more';
  const separator = bytes[at + FIRST_SEPARATOR];
  if (separator === undefined || !canSeparate(separator)) return null;
  const canonical = available >= HEADER_BYTES && SEPARATORS.every((s) => bytes[at + s] === separator);
  const separators = canonical ? SEPARATORS.map((s) => at + s) : countSeparators(bytes, at, separator);
  if (separators === null || !(canonical || isLikely(bytes, separators))) return null;
  return headerOf(bytes, separators, canonical);
}

/** Printable signs, and control characters other than blanks: some networks separate by 1C to 1F. */
const canSeparate = (byte: number): boolean =>
  !isLetterOrDigit(byte) && byte <= 0x7e && byte !== 0x20 && byte !== 0 && (byte < 0x09 || byte > 0x0d);

/** What tells a header of wrong width from a surname ISA: qualifiers of two characters where they must be. */
const isLikely = (bytes: Uint8Array, separators: readonly number[]): boolean =>
  QUALIFIERS.every((n) => {
    const text = latin1(bytes, (separators[n - 1] ?? 0) + 1, separators[n] ?? 0);
    return /^[0-9A-Z]{2}$/i.test(text.replace(/[\r\n]/g, '').trim());
  });

function countSeparators(bytes: Uint8Array, at: number, separator: number): readonly number[] | null {
  const found: number[] = [];
  const limit = Math.min(bytes.length, at + HEADER_LIMIT);
  for (let i = at; i < limit && found.length < COMPONENT_ELEMENT; i += 1) {
    if (bytes[i] === separator) found.push(i);
  }
  return found.length === COMPONENT_ELEMENT ? found : null;
}

function headerOf(bytes: Uint8Array, separators: readonly number[], canonical: boolean): Header | null {
  const componentAt = (separators[COMPONENT_ELEMENT - 1] ?? 0) + 1;
  const component = bytes[componentAt];
  const follows = bytes[componentAt + 1];
  if (component === undefined || follows === undefined) return null;
  const element = bytes[separators[0] ?? 0] ?? 0;
  const missing = isLetterOrDigit(follows) || follows === element || follows === 0x20;
  const terminator = missing ? terminatorAfter(bytes, componentAt + 1, element) : follows;
  if (terminator === null) return null;
  const text = (n: number): string => latin1(bytes, (separators[n - 1] ?? 0) + 1, separators[n] ?? 0);
  return {
    delimiters: {
      element: String.fromCharCode(element),
      repetition: repetitionOf(text, [element, component, terminator]),
      component: String.fromCharCode(component),
      segment: String.fromCharCode(terminator),
    },
    end: componentAt + 1,
    separators,
    fault: missing ? 'terminator' : canonical ? faultWithin(bytes, separators) : 'width',
  };
}

/** A header of the right width has its separators where they belong, and no other. */
function faultWithin(bytes: Uint8Array, separators: readonly number[]): 'separator' | null {
  const [first = 0] = separators;
  const last = separators.at(-1) ?? first;
  let found = 0;
  for (let at = first; at <= last; at += 1) if (bytes[at] === bytes[first]) found += 1;
  return found > separators.length ? 'separator' : null;
}

/** @param others the other delimiters: what is one of them separates no repetitions */
function repetitionOf(text: (n: number) => string, others: readonly number[]): string | null {
  const separator = text(REPETITION_ELEMENT);
  if (!/^[^A-Za-z0-9 ]$/.test(separator) || others.includes(separator.charCodeAt(0))) return null;
  return text(REPETITION_ELEMENT + 1) >= FIRST_VERSION_WITH_REPETITION ? separator : null;
}

/** Where ISA16 has no terminator: the one after the eighth element of the GS that follows. */
function terminatorAfter(bytes: Uint8Array, from: number, element: number): number | null {
  let separators = 0;
  const limit = Math.min(bytes.length, from + HEADER_LIMIT);
  for (let i = from; i < limit; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === element) separators += 1;
    else if (separators === 8 && !isLetterOrDigit(byte) && byte !== 0x20) return byte;
  }
  return null;
}

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

const isLetterOrDigit = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
