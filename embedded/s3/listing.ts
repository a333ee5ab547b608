/** ListObjectsV2: a page of the keys of a bucket. */
import type { StoredObject } from './objects.ts';
import { element } from './xml.ts';

/** The page that the query asks for, of objects in the order of their keys, as S3 answers it. */
export function listing(bucket: string, objects: readonly StoredObject[], query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
  const token = query.get('continuation-token');
  const after =
    token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();

  const contents: string[] = [];
  const prefixes: string[] = [];
  let last = after;
  let truncated = false;
  for (const object of objects) {
    if (!object.key.startsWith(prefix) || object.key <= after) continue;
    const cut = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    const common = cut < 0 ? undefined : object.key.slice(0, cut + delimiter.length);
    // A common prefix stands for all its keys, on this page or the one before.
    if (common !== undefined && common === last) continue;
    if (contents.length + prefixes.length >= most) {
      truncated = true;
      break;
    }
    last = common ?? object.key;
    if (common === undefined) contents.push(entry(object));
    else prefixes.push(element('CommonPrefixes', [element('Prefix', common)]));
  }
  const next = truncated ? element('NextContinuationToken', Buffer.from(last).toString('base64url')) : '';
  return element('ListBucketResult', [
    element('Name', bucket),
    element('Prefix', prefix),
    element('KeyCount', contents.length + prefixes.length),
    element('MaxKeys', most),
    element('IsTruncated', truncated),
    next,
    ...contents,
    ...prefixes,
  ]);
}

const entry = ({ key, modifiedMs, etag, size }: StoredObject): string =>
  element('Contents', [
    element('Key', key),
    element('LastModified', new Date(modifiedMs).toISOString()),
    element('ETag', `"${etag}"`),
    element('Size', size),
    element('StorageClass', 'STANDARD'),
  ]);
