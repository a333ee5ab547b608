import type { ByteSource } from '../read.ts';
import { isLetterOrDigit } from '../syntax/bytes.ts';
import { Scanner } from '../syntax/scan.ts';
import type { Segment } from '../syntax/segment.ts';
import { type ElementKind, type ElementShape, shapesOf } from './element-kinds.ts';
import { maskValue } from './mask-value.ts';
import { type Digest, Pseudonyms } from './pseudonym.ts';

export interface MaskOptions {
  readonly digest: Digest;
  /** Whether payers' names, identifiers and addresses stay: they are no patient's data. */
  readonly keepPayers?: boolean;
}

/**
 * A copy of a file that may be shown to others: names, identifiers, dates and free text are replaced, the same
 * value by the same everywhere and in every file under one key. Amounts, codes, control numbers, delimiters and
 * line breaks stay, and so does the length of everything: what is wrong with the file is wrong with the copy.
 * Never throws on data.
 */
export async function* maskX12(source: ByteSource, options: MaskOptions): AsyncGenerator<Buffer> {
  const masker = new Masker(options);
  for await (const chunk of source) {
    const masked = masker.push(chunk);
    if (masked.length > 0) yield masked;
  }
  yield masker.end();
}

class Masker {
  readonly #segments: SegmentMasker;
  readonly #found: Segment[] = [];
  readonly #scanner = new Scanner({
    segment: (segment) => void this.#found.push(segment),
    problem: () => {},
  });
  /** What came in and did not go out yet, and the file offset where it begins. */
  #pending: Buffer[] = [];
  #offset = 0;
  #terminator = -1;

  constructor(options: MaskOptions) {
    this.#segments = new SegmentMasker(options);
  }

  push(chunk: Uint8Array): Buffer {
    this.#pending.push(Buffer.from(chunk));
    this.#scanner.push(chunk);
    const waits = this.#found.length === 0 && this.#scanner.reached - this.#offset < HELD_BYTES;
    return waits ? Buffer.alloc(0) : this.#masked(false);
  }

  end(): Buffer {
    this.#scanner.end();
    return this.#masked(true);
  }

  #masked(last: boolean): Buffer {
    const bytes = Buffer.concat(this.#pending);
    const parts: Buffer[] = [];
    let at = 0;
    for (const segment of this.#found) {
      const start = segment.offset - this.#offset;
      parts.push(this.#between(bytes.subarray(at, start)));
      const masked = this.#segments.mask(segment);
      parts.push(masked);
      at = start + masked.length;
      this.#terminator = segment.separators.segmentByte;
    }
    this.#found.length = 0;
    const end = last ? bytes.length : this.#end(bytes, at);
    parts.push(this.#between(bytes.subarray(at, end)));
    at = end;
    this.#pending = last ? [] : [bytes.subarray(at)];
    this.#offset += at;
    return Buffer.concat(parts);
  }

  /**
   * Up to where no segment will begin: a file without segments must not be held. Letters that stay together are
   * not cut apart.
   */
  #end(bytes: Buffer, from: number): number {
    const end = Math.max(
      from,
      Math.min(this.#scanner.reached - this.#offset, bytes.length - KEPT_LENGTH + 1),
    );
    const cut = KEPT.map((kept) => bytes.indexOf(kept, Math.max(from, end - KEPT_LENGTH + 1)));
    return Math.min(end, ...cut.filter((at) => at >= 0));
  }

  /** Terminators and line breaks; text outside of any interchange too, whose letters and digits turn to x. */
  #between(bytes: Buffer): Buffer {
    return bytes.length === 0 ? bytes : blotted(bytes, this.#terminator);
  }
}

const LETTER_X = 0x78;
const QUESTION_MARK = 0x3f;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const HEADER = Buffer.from('ISA');
const KEPT = [MARK, HEADER];
const KEPT_LENGTH = 3;
/** Text without segments is gathered up to this. */
const HELD_BYTES = 65_536;

/**
 * Letters and digits as x, bytes beyond ASCII as question marks. A byte order mark stays, and so do the letters
 * ISA: an unreadable header must stay one.
 */
function blotted(bytes: Buffer, terminator: number): Buffer {
  const out = Buffer.from(bytes);
  for (let i = 0; i < out.length; i += 1) {
    const byte = out[i] ?? 0;
    if (byte === terminator) continue;
    if (isLetterOrDigit(byte)) out[i] = LETTER_X;
    else if (byte > 0x7e) out[i] = QUESTION_MARK;
  }
  for (const kept of KEPT) {
    for (let i = bytes.indexOf(kept); i >= 0; i = bytes.indexOf(kept, i + 1)) kept.copy(out, i);
  }
  return out;
}

const PAYERS: ReadonlySet<string> = new Set(['PR', 'TT']);
const PAYER_ID = '2U';
/** Segments that say more about the party before them. */
const ABOUT_PARTY: ReadonlySet<string> = new Set(['N2', 'N3', 'N4']);
const AUTO: ElementShape = 'auto';

interface Place {
  readonly names: Pseudonyms;
  readonly segment: Segment;
}

/** Masks one segment after the other. */
class SegmentMasker {
  readonly #names: Pseudonyms;
  readonly #keepPayers: boolean;
  #inPayer = false;

  constructor({ digest, keepPayers = false }: MaskOptions) {
    this.#names = new Pseudonyms(digest);
    this.#keepPayers = keepPayers;
  }

  /** @returns as many bytes as the segment has, without its terminator */
  mask(segment: Segment): Buffer {
    const bytes = segment.bytes();
    const id = segment.element(0);
    if (id === 'BIN') return this.#binary(segment);
    const qualifier = segment.element(1);
    if (this.#isKept(segment, qualifier)) return bytes;
    const place = { names: this.#names, segment };
    const shapes = shapesOf(id, qualifier);
    const elements = bytes.toString('latin1').split(segment.separators.element);
    const masked = elements.map((text, n) => {
      if (n === 0) return maskLeaf(place, 'code', text, '');
      if (this.#keepPayers && isPayerId(segment, n)) return text;
      return maskElement(place, shapes[n - 1] ?? AUTO, text, elements[n - 1] ?? '');
    });
    return Buffer.from(masked.join(segment.separators.element), 'latin1');
  }

  #isKept(segment: Segment, qualifier: string): boolean {
    if (!this.#keepPayers) return false;
    if (ABOUT_PARTY.has(segment.id)) return this.#inPayer;
    const names = segment.id === 'N1' || segment.id === 'NM1';
    this.#inPayer = names && PAYERS.has(qualifier);
    return this.#inPayer || (segment.id === 'REF' && qualifier === PAYER_ID);
  }

  /** The content of a BIN is no text that we know: all of it is blotted out. */
  #binary(segment: Segment): Buffer {
    const bytes = segment.bytes();
    const content = segment.start(2) - segment.start(0);
    return Buffer.concat([bytes.subarray(0, content), blotted(bytes.subarray(content), -1)]);
  }
}

const isPayerId = (segment: Segment, n: number): boolean =>
  (segment.id === 'SVD' && n === 1) ||
  (segment.id === 'REF' && n === 4 && segment.component(4, 1) === PAYER_ID);

/** @param before the element before it, as it came */
function maskElement(place: Place, shape: ElementShape, text: string, before: string): string {
  if (text === '') return text;
  const { repetition, component } = place.segment.separators;
  const repeated = repetition !== null && text.includes(repetition);
  if (!repeated && !text.includes(component)) return maskLeaf(place, kindAt(shape, 0), text, before);
  const repeats = repetition === null ? [text] : text.split(repetition);
  return repeats
    .map((repeat) => {
      const parts = repeat.split(component);
      return parts
        .map((part, i) => maskLeaf(place, kindAt(shape, i), part, i === 0 ? before : (parts[i - 1] ?? '')))
        .join(component);
    })
    .join(repetition ?? '');
}

const kindAt = (shape: ElementShape, component: number): ElementKind =>
  typeof shape === 'string' ? shape : (shape[component] ?? 'auto');

const BREAKS = /[\r\n]/g;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A value byte for byte: in UTF-8 where it is that, in Latin-1 else. Line breaks that a fixed width put into it
 * stay where they are.
 *
 * @param text the bytes as Latin-1
 */
function maskLeaf({ names, segment }: Place, kind: ElementKind, text: string, before: string): string {
  if (text === '') return text;
  if (segment.plain) return avoiding(segment, text, maskValue(names, kind, text, before));
  const value = text.replace(BREAKS, '');
  const decoded = decode(value);
  const masked = maskValue(names, kind, decoded ?? value, before.replace(BREAKS, ''));
  const bytes = decoded === null ? masked : Buffer.from(masked, 'utf8').toString('latin1');
  return avoiding(segment, text, withBreaks(text, bytes));
}

function decode(latin1: string): string | null {
  try {
    return utf8.decode(Buffer.from(latin1, 'latin1'));
  } catch {
    return null;
  }
}

/** Puts the line breaks of `text` back into a value that lost them. */
function withBreaks(text: string, value: string): string {
  let taken = 0;
  return text.replace(/[^\r\n]/g, () => {
    taken += 1;
    return value.charAt(taken - 1);
  });
}

/** Delimiters may be letters in odd files: a replacement must not bring in new ones. */
function avoiding({ separators }: Segment, text: string, masked: string): string {
  if (text === masked) return text;
  const { component, repetition } = separators;
  if (!masked.includes(component) && (repetition === null || !masked.includes(repetition))) return masked;
  return [...masked].map((c, i) => (c === component || c === repetition ? text.charAt(i) : c)).join('');
}
