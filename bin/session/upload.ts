import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Client } from '../../core/config.ts';
import type { FileId } from '../../core/ids.ts';
import { kindOf } from '../../functions/runtime/content.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { FileKind } from '../../store/files.ts';
import { readWhole } from './source.ts';

/** Which way a file goes: claims from a practice, or answers from a partner. */
export const sides = ['intake', 'inbound'] as const;
export type Side = (typeof sides)[number];

/** A file of this machine, as its bytes show it. */
export interface LocalFile {
  /** As it was named on the command line. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly fileId: FileId;
  readonly kind: FileKind;
  readonly side: Side;
}

const extensions: Readonly<Record<FileKind, string>> = {
  encounters: 'json',
  '837': '837',
  response: 'edi',
  remittance: '835',
  codes: 'bin',
  unknown: 'bin',
};

const SNIFFED_BYTES = 8192;

/**
 * Reads a file and tells by its first bytes what it is. What is neither goes to intake, which quarantines it with
 * its reasons.
 *
 * @throws Failure where it cannot be read
 */
export function readLocalFile(cwd: string, path: string): LocalFile {
  const bytes = readWhole(cwd, path);
  const kind = kindOf(bytes.subarray(0, SNIFFED_BYTES));
  const side = kind === 'response' || kind === 'remittance' ? 'inbound' : 'intake';
  return { path, bytes, fileId: sha256(bytes), kind, side };
}

/** Under its hash, so that no name of a file, which may hold a patient's, travels on (design.md D6). */
export function uploadKey(
  { side, fileId, kind }: Pick<LocalFile, 'side' | 'fileId' | 'kind'>,
  { id, partner }: Pick<Client, 'id' | 'partner'>,
): string {
  return `${side}/${side === 'intake' ? id : partner}/${fileId}.${extensions[kind]}`;
}

/** Uploads, even what was uploaded before: the pipeline itself tells duplicates, and resumes what is unfinished. */
export async function upload(
  { s3, bucket }: { readonly s3: S3Client; readonly bucket: string },
  key: string,
  bytes: Uint8Array,
): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
}
