import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Defect } from '../core/result.ts';
import { sha256 } from './hash.ts';

/** Where one version of an object lies. */
export interface ObjectRef {
  readonly key: string;
  readonly versionId?: string;
}

export interface ByteRange {
  readonly from: number;
  /** How many; at least one. */
  readonly bytes: number;
}

/** The archive: every EDI artifact byte for byte, and the batches that runs hand from step to step. */
export interface Artifacts {
  readonly read: (ref: ObjectRef) => Promise<AsyncIterable<Uint8Array>>;
  /** The first `bytes` bytes; fewer when the object is shorter. */
  readonly readStart: (ref: ObjectRef, bytes: number) => Promise<Uint8Array>;
  /** Some bytes of an object. */
  readonly readRange: (ref: ObjectRef, range: ByteRange) => Promise<Uint8Array>;
  readonly readText: (ref: ObjectRef) => Promise<string>;
  readonly readBytes: (ref: ObjectRef) => Promise<Uint8Array>;
  readonly readJson: <T>(key: string) => Promise<T>;
  /**
   * Writes once. An object of equal content under the key is success (`existed`), so a retry changes nothing.
   *
   * @throws Defect when other content stands under the key: our names are derived from their content's cause
   */
  readonly create: (key: string, content: string | Uint8Array) => Promise<'created' | 'existed'>;
  /** Like `create`, but whatever stands there first wins: for plans, whose first version binds. */
  readonly createOrKeep: (key: string, content: string | Uint8Array) => Promise<'created' | 'kept'>;
  /** Writes whatever stands there. Once it is done, the memory of the content may be used again. */
  readonly replace: (key: string, content: string | Uint8Array) => Promise<void>;
  /** Size in bytes, or null when there is no such object. */
  readonly size: (key: string) => Promise<number | null>;
  /** Keys that begin so, in their order. @param after only those behind this key */
  readonly keys: (prefix: string, after?: string) => Promise<readonly string[]>;
}

const isPreconditionFailed = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'PreconditionFailed' || error.name === 'ConditionalRequestConflict');
const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NotFound' || error.name === 'NoSuchKey');

export { sha256, shortHash } from './hash.ts';

/** @param bucket the `artifacts` bucket */
export function artifacts(s3: S3Client, bucket: string): Artifacts {
  const get = async (ref: ObjectRef, range?: string) => {
    const answer = await s3.send(
      new GetObjectCommand({
        Bucket: bucket,
        Key: ref.key,
        ...(ref.versionId === undefined ? {} : { VersionId: ref.versionId }),
        ...(range === undefined ? {} : { Range: range }),
      }),
    );
    if (answer.Body === undefined) throw new Defect('object has no body');
    return answer.Body;
  };
  const put = (key: string, content: string | Uint8Array, ifNoneMatch: boolean) =>
    s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: content,
        ...(ifNoneMatch ? { IfNoneMatch: '*' } : {}),
      }),
    );
  const readBytes = async (ref: ObjectRef): Promise<Uint8Array> => (await get(ref)).transformToByteArray();

  return {
    read: async (ref) => (await get(ref)) as unknown as AsyncIterable<Uint8Array>,
    readStart: async (ref, bytes) => {
      try {
        return await (await get(ref, `bytes=0-${bytes - 1}`)).transformToByteArray();
      } catch (error) {
        if (error instanceof Error && error.name === 'InvalidRange') return new Uint8Array();
        throw error;
      }
    },
    readRange: async (ref, { from, bytes }) =>
      (await get(ref, `bytes=${from}-${from + bytes - 1}`)).transformToByteArray(),
    readText: async (ref) => (await get(ref)).transformToString('utf-8'),
    readBytes,
    readJson: async <T>(key: string) =>
      JSON.parse(await (await get({ key })).transformToString('utf-8')) as T,
    create: async (key, content) => {
      try {
        await put(key, content, true);
        return 'created';
      } catch (error) {
        if (!isPreconditionFailed(error)) throw error;
        if (sha256(await readBytes({ key })) !== sha256(content)) {
          throw new Defect('another object stands under a create-only key');
        }
        return 'existed';
      }
    },
    createOrKeep: async (key, content) => {
      try {
        await put(key, content, true);
        return 'created';
      } catch (error) {
        if (isPreconditionFailed(error)) return 'kept';
        throw error;
      }
    },
    replace: async (key, content) => {
      await put(key, content, false);
    },
    size: async (key) => {
      try {
        return (await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentLength ?? 0;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    keys: (prefix, after) => keysIn(s3, { Bucket: bucket, Prefix: prefix, StartAfter: after }),
  };
}

async function keysIn(
  s3: S3Client,
  { StartAfter, ...place }: { Bucket: string; Prefix: string; StartAfter: string | undefined },
): Promise<readonly string[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const start = token === undefined ? StartAfter && { StartAfter } : { ContinuationToken: token };
    const page = await s3.send(new ListObjectsV2Command({ ...place, ...(start || {}) }));
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return keys;
}
