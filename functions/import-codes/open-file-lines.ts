import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { UnreadableFile } from './open-file-unreadable.ts';

/** Longer than any line of an official file by far. */
const MAX_LINE_BYTES = 1024 * 1024;
const LF = 10;
const CR = 13;
const SUBSTITUTE = 26;
const windows1252 = new TextDecoder('windows-1252');

/**
 * The lines of a text, some thousand at a time, with the ends of any system. A line that is not UTF-8 is read as
 * Windows-1252 (of which Latin-1 is a part where it matters): CMS mixes both, even in one file.
 *
 * @throws UnreadableFile when a line has no end
 */
export async function* lineBatches(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  let rest: Uint8Array = new Uint8Array(0);
  let lines = 0;
  for await (const chunk of asUtf8(bytes)) {
    const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = afterLastLine(all);
    rest = all.subarray(end);
    if (rest.length > MAX_LINE_BYTES) throw new UnreadableFile('The line is longer than 1 MB.', lines + 1);
    if (end === 0) continue;
    const batch = linesOf(all.subarray(0, end));
    lines += batch.length;
    yield batch;
  }
  // Old DOS programs end a file with the character 26.
  while (rest.at(-1) === SUBSTITUTE) rest = rest.subarray(0, -1);
  const last = linesOf(rest);
  if (last.length > 0) yield last;
}

/** Where the last whole line ends. A CR at the very end may be half of a CRLF. */
function afterLastLine(bytes: Uint8Array): number {
  for (let at = bytes.length - 1; at >= 0; at -= 1) {
    if (bytes[at] === LF || (bytes[at] === CR && at < bytes.length - 1)) return at + 1;
  }
  return 0;
}

function linesOf(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const all = isUtf8(bytes);
  const lines = buffer.toString(all ? 'utf8' : 'latin1').split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return all ? lines : lines.map(decoded);
}

function decoded(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : windows1252.decode(bytes);
}

/** The bytes without a byte order mark; UTF-16, which spreadsheets write as “Unicode text”, as UTF-8. */
async function* asUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let utf16: TextDecoder | undefined;
  let first = true;
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue;
    if (first && chunk[0] === 0xff && chunk[1] === 0xfe) utf16 = new TextDecoder('utf-16le');
    if (first && chunk[0] === 0xfe && chunk[1] === 0xff) utf16 = new TextDecoder('utf-16be');
    const marked = first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    if (utf16 === undefined) yield marked ? chunk.subarray(3) : chunk;
    else yield Buffer.from(utf16.decode(chunk, { stream: true }), 'utf8');
    first = false;
  }
}

/** Whether the first bytes are of a text: no text has a zero byte but in UTF-16. */
export const isText = (head: Uint8Array): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff) || !head.includes(0);

/** The whole lines of a file's first bytes. */
export async function firstLines(head: Uint8Array, whole: boolean): Promise<readonly string[]> {
  async function* once() {
    yield head;
  }
  const lines: string[] = [];
  for await (const batch of lineBatches(once())) lines.push(...batch);
  if (!whole) lines.pop();
  return lines.slice(0, FIRST_LINES);
}

/** A preamble of CMS or the AMA has less than fifty. */
const FIRST_LINES = 120;
