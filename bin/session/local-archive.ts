import { Defect } from '../../core/result.ts';
import type { Bucket } from '../../embedded/deployment.ts';
import type { Objects, StoredObject } from '../../embedded/s3/objects.ts';
import type { Artifacts, ObjectRef } from '../../store/artifacts.ts';

/**
 * The archive on the embedded store's own files, without its server and the SDK: for commands that a person waits
 * for. What it writes, the next start of the whole system finds.
 */
export function localArchive(objects: Objects, bucket: Bucket): Artifacts {
  const find = ({ key, versionId }: ObjectRef): StoredObject => {
    const object = objects.find(bucket.name, key, versionId);
    if (object === undefined) throw new Defect('no such object');
    return object;
  };
  const part = (ref: ObjectRef, bytes = Number.POSITIVE_INFINITY): Promise<Buffer> => {
    const object = find(ref);
    return objects.read(object, 0, Math.min(bytes, object.size));
  };
  const put = async (key: string, content: string | Uint8Array, onlyIfAbsent: boolean): Promise<boolean> => {
    const body = Buffer.from(content);
    const reason = 'PutObject';
    const object = { bucket, key, body, headers: HEADERS, checksums: {}, onlyIfAbsent, reason } as const;
    return (await objects.put(object)) !== undefined;
  };
  const text = async (ref: ObjectRef): Promise<string> => (await part(ref)).toString('utf8');

  return {
    read: async (ref) => oneChunk(await part(ref)),
    readStart: part,
    readRange: (ref, { from, bytes }) => objects.read(find(ref), from, bytes),
    readText: text,
    readBytes: part,
    readJson: async <T>(key: string) => JSON.parse(await text({ key })) as T,
    create: async (key, content) => {
      if (await put(key, content, true)) return 'created';
      if (!(await part({ key })).equals(Buffer.from(content)))
        throw new Defect('another object stands under a create-only key');
      return 'existed';
    },
    createOrKeep: async (key, content) => ((await put(key, content, true)) ? 'created' : 'kept'),
    replace: async (key, content) => {
      await put(key, content, false);
    },
    size: async (key) => objects.find(bucket.name, key)?.size ?? null,
    keys: async (prefix, after = '') =>
      objects
        .list(bucket.name)
        .map(({ key }) => key)
        .filter((key) => key.startsWith(prefix) && key > after),
  };
}

const HEADERS = { 'content-type': 'application/octet-stream' };

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
