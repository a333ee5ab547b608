import { createHash } from 'node:crypto';
import { firstLines, isText } from './open-file-lines.ts';
import { UnreadableFile } from './open-file-unreadable.ts';
import { type ZipEntry, zipEntries } from './open-file-zip.ts';

/** One text of an upload: the upload itself, or a file of a zip. */
export interface Member {
  /** Without folders. */
  readonly name: string;
  /** Its own name and its zip's, in lower case. */
  readonly names: readonly string[];
  readonly lines: readonly string[];
  /** Its bytes from the first one; once. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface Opened {
  readonly members: readonly Member[];
  /** Sentences on files of a zip that are no texts. */
  readonly notes: readonly string[];
  /** Of the bytes as uploaded: known when all of them were read. */
  readonly sha256: () => string;
}

/** Enough for the longest preamble, and for an XML's version. */
const HEAD_BYTES = 64 * 1024;
/** All zips of CMS have less than 60 MB. */
const MAX_ZIP_BYTES = 256 * 1024 * 1024;

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
/** What archivers of macOS and Windows leave beside the files. */
const isJunk = (path: string): boolean =>
  /(?:^|\/)(?:__MACOSX\/|\.)/.test(path) || /(?:^|\/)(?:thumbs\.db|desktop\.ini)$/i.test(path);
const TEXT_NAME = /\.(?:txt|csv|tsv|tab|xml|prn|dat)$/i;

/**
 * The texts of an upload. A zip's files are not unpacked before they are read.
 *
 * @throws UnreadableFile when it is no text and no zip of texts
 */
export async function openMembers(name: string, bytes: AsyncIterable<Uint8Array>): Promise<Opened> {
  const hash = createHash('sha256');
  const { head, whole, all } = await peeked(hashed(bytes, hash));
  const sha256 = () => hash.copy().digest('hex');
  if (head.length === 0) throw new UnreadableFile('The file is empty.');
  const plainName = baseName(name.replaceAll('\\', '/'));
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)) {
    return { ...(await zipMembers(plainName, await collected(all))), sha256 };
  }
  refuseOtherFormats(head);
  const lines = await firstLines(head, whole);
  return {
    members: [{ name: plainName, names: [plainName.toLowerCase()], lines, bytes: all }],
    notes: [],
    sha256,
  };
}

const TAKE_TEXT = 'Take the .txt or .csv of the same download.';

function refuseOtherFormats(head: Uint8Array): void {
  if (head[0] === 0xd0 && head[1] === 0xcf)
    throw new UnreadableFile(`This is an Excel workbook. ${TAKE_TEXT}`);
  if (head[0] === 0x25 && head[1] === 0x50) throw new UnreadableFile(`This is a PDF. ${TAKE_TEXT}`);
  if (head[0] === 0x1f && head[1] === 0x8b) throw new UnreadableFile('This is a gzip file: unpack it first.');
  if (!isText(head)) throw new UnreadableFile('This is no text and no zip.');
}

async function zipMembers(name: string, zip: Uint8Array): Promise<Omit<Opened, 'sha256'>> {
  const entries = zipEntries(zip).filter(({ path }) => !isJunk(path));
  if (entries.some(({ path }) => path === '[Content_Types].xml')) {
    throw new UnreadableFile(`This is an Excel workbook or another Office file. ${TAKE_TEXT}`);
  }
  const texts = entries.filter(({ path }) => TEXT_NAME.test(path));
  const others = entries.filter(({ path }) => !TEXT_NAME.test(path)).map(({ path }) => baseName(path));
  if (texts.length === 0 && others.some((other) => /\.xlsx?$/i.test(other))) {
    throw new UnreadableFile(
      'The zip holds only an Excel workbook. Take the download that has a .txt or .csv.',
    );
  }
  if (texts.length === 0) throw new UnreadableFile('The zip holds no .txt, .csv, .tsv or .xml file.');
  const members: Member[] = [];
  for (const entry of texts) members.push(await zipMember(entry, name));
  return { members, notes: others.map((other) => `Left ${other}: it is no text.`) };
}

async function zipMember(entry: ZipEntry, zipName: string): Promise<Member> {
  const name = baseName(entry.path);
  const { head, whole } = await peeked(opened(entry));
  return {
    name,
    names: [name.toLowerCase(), zipName.toLowerCase()],
    lines: isText(head) ? await firstLines(head, whole) : [],
    bytes: opened(entry),
  };
}

async function* opened(entry: ZipEntry): AsyncGenerator<Uint8Array> {
  yield* entry.open();
}

async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  hash: { update: (chunk: Uint8Array) => unknown },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}

/** The first bytes, whether they are all, and all bytes as if nothing had been read. */
async function peeked(bytes: AsyncIterable<Uint8Array>): Promise<{
  readonly head: Uint8Array;
  readonly whole: boolean;
  readonly all: AsyncIterable<Uint8Array>;
}> {
  const iterator = bytes[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  while (length < HEAD_BYTES && !ended) {
    const { value, done = false } = await iterator.next();
    ended = done;
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  // One piece: what follows looks at the first bytes of the first piece for marks.
  const start = Buffer.concat(chunks.splice(0));
  async function* all(): AsyncGenerator<Uint8Array> {
    yield start;
    if (!ended) for await (const chunk of { [Symbol.asyncIterator]: () => iterator }) yield chunk;
  }
  return { head: start.subarray(0, HEAD_BYTES), whole: ended && length <= HEAD_BYTES, all: all() };
}

async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > MAX_ZIP_BYTES)
      throw new UnreadableFile(`The zip is larger than ${MAX_ZIP_BYTES / 1024 / 1024} MB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
