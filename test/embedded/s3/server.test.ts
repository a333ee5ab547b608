import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openObjects } from '../../../embedded/s3/objects.ts';
import { type S3, startS3 } from '../../../embedded/s3/server.ts';
import { clientsOf } from '../clients.ts';
import { quietFront } from '../quiet-front.ts';

const buckets = [
  { name: 'plain', versioned: false, notifies: false },
  { name: 'kept', versioned: true, notifies: false },
];

let server: S3;
let s3: S3Client;

beforeAll(async () => {
  const objects = openObjects({ folder: undefined, now: () => Date.UTC(2026, 0, 2), onCreated: () => {} });
  server = await startS3(buckets, objects, quietFront());
  s3 = clientsOf({ endpoints: { s3: server.endpoint, sqs: '', dynamodb: '', states: '' } }).s3;
});
afterAll(() => server.close());

const put = (Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket: 'plain', Key, Body: 'body', ...more }));

async function get(Key: string, more: Partial<GetObjectCommandInput> = {}): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'plain', Key, ...more }));
  return Body?.transformToString();
}

describe('an object', () => {
  it('comes back with its bytes, type, metadata and etag', async () => {
    await put('a', { Body: 'hello', ContentType: 'text/plain', Metadata: { batch: '7' } });
    const got = await s3.send(new GetObjectCommand({ Bucket: 'plain', Key: 'a' }));
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got).toMatchObject({
      ContentType: 'text/plain',
      ContentLength: 5,
      Metadata: { batch: '7' },
      ETag: `"${createHash('md5').update('hello').digest('hex')}"`,
      LastModified: new Date('2026-01-02'),
    });
    expect(got.VersionId).toBeUndefined();
  });

  it('may have any characters in its key', async () => {
    const key = 'a b/ü+%&=?#<>"\'/../c//d';
    await put(key, { Body: 'odd' });
    expect(await get(key)).toBe('odd');
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: 'plain', Prefix: 'a b/' }));
    expect(Contents?.map(({ Key }) => Key)).toEqual([key]);
  });

  it('may be sent as a stream of unknown length, in chunks with a checksum behind', async () => {
    const parts = Array.from({ length: 40 }, (_, i) => `${i}`.repeat(5000));
    // The SDK wants a length; the chunks come as the stream gives them.
    await put('streamed', { Body: Readable.from(parts), ContentLength: parts.join('').length });
    expect(await get('streamed')).toBe(parts.join(''));
  });

  it('may be empty', async () => {
    await put('empty', { Body: new Uint8Array() });
    expect(await get('empty')).toBe('');
  });

  it('is gone when deleted', async () => {
    await put('short-lived');
    await s3.send(new DeleteObjectCommand({ Bucket: 'plain', Key: 'short-lived' }));
    await expect(get('short-lived')).rejects.toMatchObject({ name: 'NoSuchKey' });
    const head = s3.send(new HeadObjectCommand({ Bucket: 'plain', Key: 'short-lived' }));
    await expect(head).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('is copied with its metadata', async () => {
    await put('from here', { Body: 'copied', Metadata: { a: '1' } });
    const source = { Bucket: 'plain', CopySource: 'plain/from%20here' };
    await s3.send(new CopyObjectCommand({ ...source, Key: 'to' }));
    const { Metadata } = await s3.send(new HeadObjectCommand({ Bucket: 'plain', Key: 'to' }));
    expect(Metadata).toEqual({ a: '1' });
    expect(await get('to')).toBe('copied');
  });
});

describe('a create-only put', () => {
  it('is won by one of many that race', async () => {
    const racers = Array.from({ length: 20 }, (_, i) => put('race', { Body: `${i}`, IfNoneMatch: '*' }));
    const outcomes = await Promise.allSettled(racers);
    const winners = outcomes.flatMap(({ status }, i) => (status === 'fulfilled' ? [String(i)] : []));
    expect(winners).toEqual([await get('race')]);
    const reasons = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.name] : [],
    );
    expect(new Set(reasons)).toEqual(new Set(['PreconditionFailed']));
  });

  it('may come again after a delete', async () => {
    await put('again', { IfNoneMatch: '*' });
    await s3.send(new DeleteObjectCommand({ Bucket: 'plain', Key: 'again' }));
    await put('again', { IfNoneMatch: '*', Body: 'second' });
    expect(await get('again')).toBe('second');
  });
});

test.each<[string, string]>([
  ['bytes=0-3', '0123'],
  ['bytes=8-', '89'],
  ['bytes=-2', '89'],
  ['bytes=5-500', '56789'],
])('the range %s is answered with what lies in it', async (Range, text) => {
  await put('digits', { Body: '0123456789' });
  const { Body, ContentRange } = await s3.send(
    new GetObjectCommand({ Bucket: 'plain', Key: 'digits', Range }),
  );
  expect(await Body?.transformToString()).toBe(text);
  expect(ContentRange).toMatch(/^bytes \d-9?\d*\/10$/);
});

it('refuses a range outside of the object', async () => {
  await put('digits', { Body: '0123456789' });
  await expect(get('digits', { Range: 'bytes=10-12' })).rejects.toMatchObject({ name: 'InvalidRange' });
});

test.each<[string, Partial<PutObjectCommandInput>]>([
  ['MD5', { ContentMD5: createHash('md5').update('other').digest('base64') }],
  ['SHA-256', { ChecksumSHA256: createHash('sha256').update('other').digest('base64') }],
  ['CRC32', { ChecksumCRC32: 'AAAAAA==' }],
])('a body that is not what its %s says is refused', async (_, checksum) => {
  await expect(put('spoilt', checksum)).rejects.toMatchObject({ name: 'BadDigest' });
  await expect(get('spoilt')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

describe('a listing', () => {
  beforeAll(async () => {
    for (const key of ['l/a/1', 'l/a/2', 'l/b', 'l/c/1', 'l/d', 'm']) await put(key);
  });

  async function pages(input: {
    Prefix?: string;
    Delimiter?: string;
    MaxKeys?: number;
    StartAfter?: string;
  }) {
    const found: string[][] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket: 'plain', ...input, ContinuationToken }));
      const prefixes = page.CommonPrefixes?.map(({ Prefix }) => Prefix ?? '') ?? [];
      found.push([...(page.Contents?.map(({ Key }) => Key ?? '') ?? []), ...prefixes]);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return found;
  }

  it.each<[string, Parameters<typeof pages>[0], string[][]]>([
    ['has the keys of a prefix in order', { Prefix: 'l/' }, [['l/a/1', 'l/a/2', 'l/b', 'l/c/1', 'l/d']]],
    ['comes in pages', { Prefix: 'l/', MaxKeys: 2 }, [['l/a/1', 'l/a/2'], ['l/b', 'l/c/1'], ['l/d']]],
    ['folds keys at a delimiter', { Prefix: 'l/', Delimiter: '/' }, [['l/b', 'l/d', 'l/a/', 'l/c/']]],
    [
      'folds over pages too',
      { Prefix: 'l/', Delimiter: '/', MaxKeys: 1 },
      [['l/a/'], ['l/b'], ['l/c/'], ['l/d']],
    ],
    ['starts after a key', { Prefix: 'l/', StartAfter: 'l/b' }, [['l/c/1', 'l/d']]],
    ['may be empty', { Prefix: 'none/' }, [[]]],
  ])('%s', async (_, input, expected) => {
    expect(await pages(input)).toEqual(expected);
  });
});

describe('a versioned bucket', () => {
  it('keeps every version, and hides all behind a delete marker', async () => {
    const write = (Body: string) => s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'v', Body }));
    const [first, second] = [await write('one'), await write('two')];
    expect(first.VersionId).not.toBe(second.VersionId);
    const read = (VersionId?: string) => get('v', { Bucket: 'kept', ...(VersionId ? { VersionId } : {}) });
    expect(await read()).toBe('two');
    expect(await read(first.VersionId)).toBe('one');

    const removed = await s3.send(new DeleteObjectCommand({ Bucket: 'kept', Key: 'v' }));
    expect(removed.DeleteMarker).toBe(true);
    await expect(read()).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await read(second.VersionId)).toBe('two');
    await s3.send(new DeleteObjectCommand({ Bucket: 'kept', Key: 'v', VersionId: removed.VersionId }));
    expect(await read()).toBe('two');
  });
});

it('refuses what it does not have by name', async () => {
  const tagging = new PutObjectTaggingCommand({ Bucket: 'plain', Key: 'a', Tagging: { TagSet: [] } });
  await expect(s3.send(tagging)).rejects.toMatchObject({
    name: 'NotImplemented',
    message: 'the embedded S3 has no PUT ?tagging',
  });
  await expect(put('a', { IfMatch: '"x"' })).rejects.toMatchObject({ name: 'NotImplemented' });
  await expect(put('a', { Bucket: 'nowhere' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
});
