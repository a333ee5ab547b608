import { err, ok, type Result } from '../../result.ts';
import { isCodeSetName, type Release } from '../sets.ts';

/**
 * The file of a code table: 24 bytes of fixed fields, a JSON header (release, what the layout needs, a list of
 * sections), and the sections themselves, each beginning at a multiple of 8 bytes. Numbers are little-endian, as on
 * every machine that Node runs on, so that a section is a typed array over the bytes, without a copy.
 *
 * Fixed fields: 0 magic, 8 version, 12 length of the header, 16 length of the file, 20 checksum of all from 24.
 */

const MAGIC = [0x43, 0x4c, 0x43, 0x4f, 0x44, 0x45, 0x53, 0x0a] as const; // CLCODES and a line feed
const VERSION = 1;
const FIXED = 24;
const ALIGN = 8;

const kinds = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array } as const;
type Kind = keyof typeof kinds;
export type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array;
/** Sections by name, in the order in which they are written. */
export type Sections = ReadonlyMap<string, Numbers>;

export type Layout = 'codes' | 'pairs';
export interface Container {
  readonly release: Release;
  readonly layout: Layout;
  readonly sections: Sections;
}

/** Why bytes are no table that we can read. */
export interface TableError {
  readonly kind: 'not-a-table' | 'version' | 'truncated' | 'corrupt';
  /** A sentence without data. */
  readonly message: string;
}

interface SectionEntry {
  readonly name: string;
  readonly kind: Kind;
  /** From the first byte behind the header. */
  readonly at: number;
  readonly length: number;
}

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGN) * ALIGN;

const kindOf = (numbers: Numbers): Kind =>
  numbers instanceof Uint8Array
    ? 'u8'
    : numbers instanceof Uint16Array
      ? 'u16'
      : numbers instanceof Uint32Array
        ? 'u32'
        : 'i32';

/** The bytes of a table. The same container gives the same bytes. */
export function writeContainer({ release, layout, sections }: Container): Uint8Array {
  const entries: SectionEntry[] = [];
  let at = 0;
  for (const [name, numbers] of sections) {
    entries.push({ name, kind: kindOf(numbers), at, length: numbers.length });
    at = aligned(at + numbers.byteLength);
  }
  const header = new TextEncoder().encode(JSON.stringify({ release, layout, sections: entries }));
  const body = aligned(FIXED + header.length);
  const bytes = new Uint8Array(body + at);
  bytes.set(MAGIC);
  bytes.set(header, FIXED);
  for (const [i, numbers] of [...sections.values()].entries()) {
    const raw = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    bytes.set(raw, body + (entries[i]?.at ?? 0));
  }
  const fixed = new Uint32Array(bytes.buffer, 0, FIXED / 4);
  fixed[2] = VERSION;
  fixed[3] = header.length;
  fixed[4] = bytes.length;
  fixed[5] = checksum(bytes);
  return bytes;
}

/**
 * Opens bytes as a container: its sections are views of them. Every byte is checked, so that damage is an error and
 * never a wrong answer.
 */
export function readContainer(given: Uint8Array): Result<Container, TableError> {
  const isTable = given.length >= MAGIC.length && MAGIC.every((byte, i) => given[i] === byte);
  if (!isTable) return refused('not-a-table', 'The bytes are no code table.');
  if (given.length < FIXED) return refused('truncated', 'The code table ends in its first bytes.');
  const bytes = given.byteOffset % ALIGN === 0 ? given : new Uint8Array(given);
  const [, , version, headerLength = 0, length = 0, sum] = new Uint32Array(
    bytes.buffer,
    bytes.byteOffset,
    FIXED / 4,
  );
  if (version !== VERSION) {
    return refused('version', 'The code table has a layout of another version: import the file again.');
  }
  if (bytes.length < length) return refused('truncated', 'The code table is cut off before its end.');
  if (bytes.length > length || length % ALIGN !== 0 || checksum(bytes) !== sum) {
    return refused('corrupt', 'The code table is damaged: its checksum is wrong.');
  }
  return readHeader(bytes, headerLength);
}

function readHeader(bytes: Uint8Array, headerLength: number): Result<Container, TableError> {
  const body = aligned(FIXED + headerLength);
  const header = body <= bytes.length ? parsed(bytes.subarray(FIXED, FIXED + headerLength)) : undefined;
  if (header === undefined) return refused('corrupt', 'The code table is damaged: its header is unreadable.');
  if (!isCodeSetName(header.release.set)) {
    return refused('version', 'The code table is of a set that this version does not know.');
  }
  const sections = new Map<string, Numbers>();
  for (const { name, kind, at, length } of header.sections) {
    const from = body + at;
    if (from + length * kinds[kind].BYTES_PER_ELEMENT > bytes.length) {
      return refused('corrupt', 'The code table is damaged: a section lies behind its end.');
    }
    sections.set(name, new kinds[kind](bytes.buffer as ArrayBuffer, bytes.byteOffset + from, length));
  }
  return ok({ release: header.release, layout: header.layout, sections });
}

interface Header extends Omit<Container, 'sections'> {
  readonly sections: readonly SectionEntry[];
}

/** The checksum has said that these are the bytes that `writeContainer` wrote; what is left is damage by purpose. */
function parsed(bytes: Uint8Array): Header | undefined {
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Header>;
    const known =
      Array.isArray(value.sections) &&
      value.sections.every(({ kind, at }) => kind in kinds && at % ALIGN === 0) &&
      typeof value.release === 'object' &&
      (value.layout === 'codes' || value.layout === 'pairs');
    return known ? (value as Header) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * 32 bits over all words behind the fixed fields and over both lengths. Each step can be undone, so that a change
 * within one word always shows. Two lanes, because one step waits for the one before: 11 MB take 4 ms.
 */
function checksum(bytes: Uint8Array): number {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let even = words[3] as number;
  let odd = words[4] as number;
  for (let i = FIXED / 4; i < words.length; i += 2) {
    even = Math.imul(even ^ (words[i] as number), 0x9e3779b1);
    odd = Math.imul(odd ^ (words[i + 1] as number), 0x85ebca6b);
    even = (even << 13) | (even >>> 19);
    odd = (odd << 13) | (odd >>> 19);
  }
  return (Math.imul(even, 0xc2b2ae35) ^ odd ^ (odd >>> 16)) >>> 0;
}

const refused = (kind: TableError['kind'], message: string): Result<never, TableError> =>
  err({ kind, message });
