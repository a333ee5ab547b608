/** The body of an S3 request: taken out of its chunks and compared with its checksums. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { S3Error } from './errors.ts';

const largestBytes = 512 * 1024 * 1024;

export interface Body {
  readonly bytes: Buffer;
  /** Checksums that came with it, by their header's name. */
  readonly checksums: Readonly<Record<string, string>>;
}

type Headers = Readonly<Record<string, string>>;

/** @throws S3Error where the body is cut short, too large, or not what its checksums say */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const raw = await bufferOf(request);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const chunked = headers['content-encoding']?.includes('aws-chunked') ?? false;
  const { bytes, trailers } = chunked ? dechunk(raw) : { bytes: raw, trailers: {} };
  const promised = headers['x-amz-decoded-content-length'];
  if (promised !== undefined && Number(promised) !== bytes.length) {
    throw new S3Error(400, 'IncompleteBody', 'fewer bytes came than were announced');
  }
  const given: Headers = { ...headers, ...trailers };
  const checksums = Object.fromEntries(
    Object.entries(given).filter(([name]) => /^x-amz-checksum-(crc|sha)/.test(name)),
  );
  verify(bytes, { ...checksums, 'content-md5': given['content-md5'] });
  return { bytes, checksums };
}

async function bufferOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length > largestBytes) throw new S3Error(400, 'EntityTooLarge', `over ${largestBytes} bytes`);
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** The SDK sends a stream in chunks, each after its length in hexadecimal, with checksums at the end. */
function dechunk(raw: Buffer): { bytes: Buffer; trailers: Headers } {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = raw.indexOf('\r\n', at);
    const length = lineEnd < 0 ? Number.NaN : Number.parseInt(raw.toString('latin1', at, lineEnd), 16);
    const end = lineEnd + 2 + length;
    if (!(end <= raw.length)) throw new S3Error(400, 'IncompleteBody', 'a chunk is cut short');
    if (length === 0)
      return { bytes: Buffer.concat(parts), trailers: readTrailers(raw.toString('latin1', end)) };
    parts.push(raw.subarray(lineEnd + 2, end));
    at = end + 2;
  }
}

function readTrailers(text: string): Headers {
  const lines = text.split('\r\n').filter((line) => line.includes(':'));
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

const digest = (algorithm: string) => (bytes: Buffer) => createHash(algorithm).update(bytes).digest('base64');

/** The checksums compared here. Others (CRC64NVME, CRC32C) are stored and answered as they came. */
const algorithms: Readonly<Record<string, (bytes: Buffer) => string>> = {
  'content-md5': digest('md5'),
  'x-amz-checksum-sha1': digest('sha1'),
  'x-amz-checksum-sha256': digest('sha256'),
  'x-amz-checksum-crc32': (bytes) => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(bytes));
    return sum.toString('base64');
  },
};

function verify(bytes: Buffer, given: Readonly<Record<string, string | undefined>>): void {
  for (const [name, checksum] of Object.entries(algorithms)) {
    if (given[name] !== undefined && checksum(bytes) !== given[name]) {
      throw new S3Error(400, 'BadDigest', `the body is not what ${name} says`);
    }
  }
}
