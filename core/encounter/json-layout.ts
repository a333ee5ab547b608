import { BYTE, isBlank, Nesting } from './json-bytes.ts';

/**
 * How encounters stand in a file of JSON:
 * - `lines`: one to a line (NDJSON), so that a broken line loses only itself;
 * - `list`: in an array, the file's own or the one under `encounters`; `from` is the offset behind its
 *   bracket;
 * - `objects`: one object over several lines, or several after each other;
 * - `empty`: nothing but blanks; `foreign`: no JSON of ours.
 */
export type JsonLayout =
  | { readonly kind: 'lines' | 'objects'; readonly from: number }
  | { readonly kind: 'list'; readonly from: number; readonly wrapped: boolean }
  | { readonly kind: 'empty' | 'foreign' };

const BOM = [0xef, 0xbb, 0xbf];
const WRAPPER = '{"encounters":[';
/** A line that ends like this goes on: the next one may well begin with a brace. */
const OPEN_ENDS: ReadonlySet<number> = new Set([BYTE.comma, BYTE.colon, BYTE.openBracket]);

/**
 * Recognises the layout from the beginning of a file.
 *
 * @param head the first bytes; all of them when `complete`
 * @returns null when more bytes are needed
 */
export function recognizeLayout(head: Uint8Array, complete: boolean): JsonLayout | null {
  if (!complete && head.length < BOM.length) return null;
  const marked = BOM.every((byte, i) => head[i] === byte);
  const from = skipBlanks(head, marked ? BOM.length : 0);
  const first = head[from];
  if (first === undefined) return complete ? { kind: 'empty' } : null;
  if (first === BYTE.openBracket) return { kind: 'list', from: from + 1, wrapped: false };
  if (first !== BYTE.openBrace) return { kind: 'foreign' };
  const wrapper = findWrapper(head, from);
  if (wrapper === 'unsure') return complete ? { kind: 'lines', from } : null;
  if (wrapper !== 'absent') return { kind: 'list', from: wrapper, wrapped: true };
  return linesOrObjects(head, from, complete);
}

/** The offset behind `{ "encounters": [`, whatever blanks are in it. */
function findWrapper(head: Uint8Array, from: number): number | 'absent' | 'unsure' {
  let at = from;
  for (const character of WRAPPER) {
    at = skipBlanks(head, at);
    const byte = head[at];
    if (byte === undefined) return 'unsure';
    if (byte !== character.charCodeAt(0)) return 'absent';
    at += 1;
  }
  return at;
}

/**
 * An object that ends within its line is a line of NDJSON. So is one cut off in its line when the next line
 * begins with a brace, as no line within an object does, unless a bracket, colon or comma led to it.
 */
function linesOrObjects(head: Uint8Array, from: number, complete: boolean): JsonLayout | null {
  const lineEnd = head.indexOf(BYTE.lineFeed, from);
  if (lineEnd === -1) return complete ? { kind: 'lines', from } : null;
  const nesting = new Nesting();
  let last = 0;
  for (const byte of head.subarray(from, lineEnd)) {
    nesting.take(byte);
    if (!isBlank(byte)) last = byte;
  }
  if (nesting.depth === 0 || nesting.inString) return { kind: 'lines', from };
  const next = head[skipBlanks(head, lineEnd)];
  if (next === undefined) return complete ? { kind: 'objects', from } : null;
  return { kind: next === BYTE.openBrace && !OPEN_ENDS.has(last) ? 'lines' : 'objects', from };
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && isBlank(bytes[at])) at += 1;
  return at;
}
