import { crc32 } from 'node:zlib';
import { Inflate } from 'fflate';
import { UnreadableFile } from './open-file-unreadable.ts';

/** One file of a zip, by the zip's directory. */
export interface ZipEntry {
  readonly path: string;
  /** Bytes when inflated. */
  readonly size: number;
  /** Its bytes, inflated piece by piece; as often as asked. */
  readonly open: () => Generator<Uint8Array>;
}

const END_OF_DIRECTORY = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT = 65_535;
const IN_DIRECTORY = 0x02014b50;
const DIRECTORY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
/** Official zips have less than fifty. */
const MAX_ENTRIES = 500;
/** Of all files of a zip together: NCCI's largest, a quarter of the hospital edits, has about 100 MB. */
const MAX_INFLATED = 512 * 1024 * 1024;
/** Inflating one such piece gives at most about 16 MB. */
const PIECE = 16 * 1024;

const STORED = 0;
const DEFLATED = 8;

interface Placed {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * The files of a zip, folders left out. The directory at its end is read, and not the marks between the files: those
 * lack sizes in zips that were written by stream.
 *
 * @throws UnreadableFile
 */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) throw new UnreadableFile(`The zip has more than ${MAX_ENTRIES} files.`);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i += 1) {
    if (at + DIRECTORY_BYTES > end || view.getUint32(at, true) !== IN_DIRECTORY) throw damaged();
    const lengths = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const [nameBytes = 0, extraBytes = 0, commentBytes = 0] = lengths;
    const nameAt = at + DIRECTORY_BYTES;
    if (nameAt + nameBytes > end) throw damaged();
    const path = new TextDecoder().decode(bytes.subarray(nameAt, nameAt + nameBytes)).replaceAll('\\', '/');
    if (!path.endsWith('/')) entries.push(entryOf(bytes, view, path, at));
    at = nameAt + nameBytes + extraBytes + commentBytes;
  }
  if (entries.reduce((sum, { size }) => sum + size, 0) > MAX_INFLATED) {
    throw new UnreadableFile(`The zip has more than ${MAX_INFLATED / 1024 / 1024} MB when it is unpacked.`);
  }
  return entries;
}

const damaged = () => new UnreadableFile('The zip is damaged: download it again.');

function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= first; at -= 1) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  throw damaged();
}

function entryOf(bytes: Uint8Array, view: DataView, path: string, at: number): ZipEntry {
  const encrypted = (view.getUint16(at + 8, true) & 1) === 1;
  const placed: Placed = {
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  };
  return {
    path,
    size: placed.size,
    open: () => {
      if (encrypted) throw new UnreadableFile('The zip is encrypted: unpack it and import the file in it.');
      return inflated(packedBytes(bytes, view, placed), placed);
    },
  };
}

function packedBytes(bytes: Uint8Array, view: DataView, { offset, packed }: Placed): Uint8Array {
  if (offset + LOCAL_BYTES > bytes.length || view.getUint32(offset, true) !== LOCAL) throw damaged();
  const from = offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (from + packed > bytes.length) throw damaged();
  return bytes.subarray(from, from + packed);
}

/** @throws UnreadableFile when the bytes are not those that were packed, or more than they say */
function* inflated(packed: Uint8Array, { method, crc, size }: Placed): Generator<Uint8Array> {
  if (method !== STORED && method !== DEFLATED) {
    throw new UnreadableFile(
      'The zip is packed in a way that we do not read: unpack it and import the file in it.',
    );
  }
  let sum = 0;
  let length = 0;
  for (const piece of method === STORED ? [packed] : deflated(packed)) {
    length += piece.length;
    if (length > size) throw damaged();
    sum = crc32(piece, sum);
    yield piece;
  }
  if (length !== size || sum !== crc) throw damaged();
}

function* deflated(packed: Uint8Array): Generator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const stream = new Inflate((piece) => {
    ready.push(piece);
  });
  for (let at = 0; at < packed.length; at += PIECE) {
    try {
      stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
    } catch {
      throw damaged();
    }
    yield* ready.splice(0);
  }
}
