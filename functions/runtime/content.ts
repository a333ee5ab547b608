import { createHash } from 'node:crypto';
import type { Artifacts, ObjectRef } from '../../store/artifacts.ts';
import type { FileKind } from '../../store/files.ts';
import { sniffInbound } from '../route-upload/sniff.ts';

/** What a file is, by its bytes. */
export interface Measured {
  /** SHA-256 of the bytes. */
  readonly fileId: string;
  readonly bytes: number;
  readonly kind: FileKind;
}

const START_BYTES = 8192;

/** Reads the object once as a stream: its hash, its size, and what its start says it holds. */
export async function measure(artifacts: Artifacts, ref: ObjectRef): Promise<Measured> {
  const hash = createHash('sha256');
  let bytes = 0;
  let start = Buffer.alloc(0);
  for await (const chunk of await artifacts.read(ref)) {
    hash.update(chunk);
    bytes += chunk.length;
    if (start.length < START_BYTES) start = Buffer.concat([start, chunk]).subarray(0, START_BYTES);
  }
  return { fileId: hash.digest('hex'), bytes, kind: kindOf(start) };
}

/** JSON begins with a bracket, X12 with an ISA; either after a byte-order mark, blanks or lines before it. */
export function kindOf(start: Uint8Array): FileKind {
  const text = Buffer.from(start).toString('latin1').replace(/^ï»¿/, '').trimStart();
  if (/^[[{]/.test(text)) return 'encounters';
  const isa = text.indexOf('ISA');
  if (isa < 0) return 'unknown';
  const separator = text[isa + 3] ?? '*';
  if (text.includes(`GS${separator}HC${separator}`)) return '837';
  const inbound = sniffInbound(start);
  return inbound === 'unknown' ? 'unknown' : inbound;
}
