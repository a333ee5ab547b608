import type { Delimiters } from '../types.ts';
import { BLANK, CR, isBlank, isLetterOrDigit, LETTER_I, LF } from './bytes.ts';

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
  /** `separator`: a field holds an element separator. `terminator`: none follows ISA16. */
  readonly fault: 'separator' | 'terminator' | null;
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
  const separator = bytes[afterLetters(bytes, at)];
  if (separator === undefined || !canSeparate(separator)) return null;
  const canonical = available >= HEADER_BYTES && SEPARATORS.every((s) => bytes[at + s] === separator);
  const separators = canonical ? SEPARATORS.map((s) => at + s) : countSeparators(bytes, at, separator);
  if (separators === null || !(canonical || isLikely(bytes, separators))) return null;
  return unseparated(bytes, separators) ?? headerOf(bytes, separators, canonical);
}

/** Letters of a header's id, and the line ends among them: some files are wrapped at a fixed width. */
export const ID_BYTES = 8;

/** Whether the letters ISA stand here, be they on one line or not. */
export const isHeader = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === LETTER_I && unwrapped(latin1(bytes, at, afterLetters(bytes, at))) === 'ISA';

/** Bytes that an IEA takes with blanks behind it, and some to spare. */
const TRAILER_LIMIT = 64;

/**
 * Where the next ISA begins behind an IEA without a terminator: files put together, the first of which ended so.
 *
 * @param at where the IEA begins
 * @returns `more` when the bytes end too soon to tell, null where no ISA stands before the terminator
 */
export function headerAfter(
  bytes: Uint8Array,
  at: number,
  segmentByte: number | undefined,
  last: boolean,
): number | 'more' | null {
  const limit = Math.min(bytes.length, at + TRAILER_LIMIT);
  for (let i = at; i < limit && bytes[i] !== segmentByte; i += 1) {
    const header = isHeader(bytes, i) ? readHeader(bytes, i, last) : null;
    if (header === 'more') return header;
    if (header !== null) return i;
  }
  return null;
}

/** Where the first separator stands. */
function afterLetters(bytes: Uint8Array, at: number): number {
  let next = at;
  for (let letters = 0; letters < FIRST_SEPARATOR; letters += 1) next = lineOn(bytes, next) + 1;
  return lineOn(bytes, next);
}

/** Where the next byte stands that ends no line. */
function lineOn(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === CR || bytes[at] === LF) at += 1;
  return at;
}

const unwrapped = (text: string): string => text.replace(/[\r\n]/g, '');

/** Printable signs, and control characters other than blanks: some networks separate by 1C to 1F. */
const canSeparate = (byte: number): boolean =>
  !isLetterOrDigit(byte) && byte <= 0x7e && byte !== BLANK && byte !== 0 && (byte < 0x09 || byte > 0x0d);

/** What tells a header of wrong width from a surname ISA: qualifiers of two characters where they must be. */
const isLikely = (bytes: Uint8Array, separators: readonly number[]): boolean =>
  QUALIFIERS.every((n) => {
    const text = latin1(bytes, (separators[n - 1] ?? 0) + 1, separators[n] ?? 0);
    return /^[0-9A-Z]{2}$/i.test(unwrapped(text).trim());
  });

function countSeparators(bytes: Uint8Array, at: number, separator: number): readonly number[] | null {
  const found: number[] = [];
  const limit = Math.min(bytes.length, at + HEADER_LIMIT);
  for (let i = at; i < limit && found.length < COMPONENT_ELEMENT; i += 1) {
    if (bytes[i] === separator) found.push(i);
  }
  return found.length === COMPONENT_ELEMENT ? found : null;
}

/** Separates components where the header names nothing that does: all usual senders have one of these. */
const USUAL_COMPONENTS = [':', '>', '<', '|'];
const ISA15_WITHOUT_16 = /^[A-Z0-9]?([^A-Z0-9 ])[\r\n ]*(?:GS|TA1|IEA)$/i;

/**
 * A header that ends without ISA16, with or without the separator before it: what stands in its place is the
 * terminator, as it ends the next segment too.
 */
function unseparated(bytes: Uint8Array, separators: readonly number[]): Header | null {
  const [first = 0] = separators;
  const [before, last] = [separators[COMPONENT_ELEMENT - 2] ?? 0, separators[COMPONENT_ELEMENT - 1] ?? 0];
  const short = ISA15_WITHOUT_16.exec(latin1(bytes, before + 1, last))?.[1];
  const end = short === undefined ? last + 1 : bytes.indexOf(short.charCodeAt(0), before + 1);
  const terminator = bytes[end];
  const next = terminatorAfter(bytes, end + 1, first);
  if (next === null || terminator === undefined || terminator !== bytes[next]) return null;
  if (!ENVELOPES.includes(latin1(bytes, afterBlanks(bytes, next + 1), afterBlanks(bytes, next + 1) + 2)))
    return null;
  const found = short === undefined ? separators : separators.slice(0, -1);
  const element = bytes[first] ?? 0;
  const repetition = repetitionOf(textsOf(bytes, found), [element, terminator]);
  const others = {
    element: String.fromCharCode(element),
    repetition,
    segment: String.fromCharCode(terminator),
  };
  return {
    delimiters: { ...others, component: usualComponent(others) },
    end,
    separators: found,
    fault: null,
  };
}

const usualComponent = ({ element, repetition, segment }: Omit<Delimiters, 'component'>): string =>
  USUAL_COMPONENTS.find((sign) => ![element, repetition, segment].includes(sign)) ?? '';

const textsOf =
  (bytes: Uint8Array, separators: readonly number[]) =>
  (n: number): string =>
    unwrapped(latin1(bytes, (separators[n - 1] ?? 0) + 1, separators[n] ?? 0));

function headerOf(bytes: Uint8Array, separators: readonly number[], canonical: boolean): Header | null {
  const componentAt = lineOn(bytes, (separators[COMPONENT_ELEMENT - 1] ?? 0) + 1);
  const component = bytes[componentAt];
  const element = bytes[separators[0] ?? 0] ?? 0;
  const surplus = surplusAt(bytes, componentAt + 1, separators[0] ?? 0);
  const end = terminatorAt(bytes, componentAt + 1 + surplus.length);
  const follows = bytes[end];
  if (component === undefined || follows === undefined) return null;
  const missing = isLetterOrDigit(follows) || follows === element || follows === BLANK;
  const ends = missing ? terminatorAfter(bytes, componentAt + 1, separators[0] ?? 0) : end;
  const terminator = ends === null ? undefined : bytes[ends];
  if (terminator === undefined) return null;
  const others = {
    element: String.fromCharCode(element),
    repetition: repetitionOf(textsOf(bytes, separators), [element, component, terminator]),
    segment: String.fromCharCode(terminator),
  };
  const separates = !isLetterOrDigit(component) && component !== BLANK;
  return {
    delimiters: { ...others, component: separates ? String.fromCharCode(component) : usualComponent(others) },
    end: missing ? componentAt + 1 : end,
    separators: [...separators, ...surplus],
    fault: missing
      ? 'terminator'
      : surplus.length > 0
        ? 'separator'
        : canonical
          ? faultWithin(bytes, separators)
          : null,
  };
}

/**
 * Element separators behind ISA16, where a terminator and a segment of an envelope follow them.
 *
 * @param first as for `terminatorAfter`
 */
function surplusAt(bytes: Uint8Array, from: number, first: number): readonly number[] {
  const limit = first - ID_BYTES + HEADER_LIMIT;
  const element = bytes[first];
  let at = from;
  while (at < limit && bytes[at] === element) at += 1;
  const next = afterBlanks(bytes, at + 1);
  const ends = at > from && next + 2 <= limit && !isLetterOrDigit(bytes[at]) && bytes[at] !== BLANK;
  if (!ends || !ENVELOPES.includes(latin1(bytes, next, next + 2))) return [];
  return Array.from({ length: at - from }, (_, i) => from + i);
}

/** A line end is the terminator where a segment follows it, and none where the terminator does. */
function terminatorAt(bytes: Uint8Array, from: number): number {
  const next = lineOn(bytes, from);
  const isWrapped =
    next > from && next < bytes.length && !isLetterOrDigit(bytes[next]) && !isBlank(bytes[next]);
  return isWrapped ? next : from;
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

function afterBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBlank(bytes[at])) at += 1;
  return at;
}

/** How the segments begin that may stand behind the first of an interchange; none at the end of the file. */
const ENVELOPES = ['ST', 'GS', 'GE', 'TA', 'IE', 'IS', ''];

/** How many separators stand in the segments that may follow an ISA. */
const FOLLOWING = [
  ['GS', 8],
  ['TA1', 5],
  ['IEA', 2],
] as const;

/**
 * Where the segment after an ISA ends, blanks before it passed over; null where that is no segment of an envelope.
 *
 * @param first index of the first element separator of the ISA: no byte is looked at that may not have come yet
 */
function terminatorAfter(bytes: Uint8Array, from: number, first: number): number | null {
  const limit = Math.min(bytes.length, first - ID_BYTES + HEADER_LIMIT);
  let at = afterBlanks(bytes, from);
  const element = bytes[first];
  const [, count] = FOLLOWING.find(([id]) => latin1(bytes, at, at + id.length) === id) ?? [];
  let separators = 0;
  for (; at < limit; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === element) separators += 1;
    else if (separators === count && !isLetterOrDigit(byte) && byte !== BLANK) return at;
  }
  return null;
}

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));
