import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it, test } from 'vitest';
import { Defect } from '../../core/result.ts';
import { artifacts, sha256 } from '../../store/artifacts.ts';
import { startServices, stopServicesAfterEach } from '../support/services.ts';

stopServicesAfterEach();

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(stream)).toString();
}

describe('an object', () => {
  it('comes back as text, as JSON, as a stream and by its size', async () => {
    const { artifacts } = await startServices();
    await artifacts.create('plans/a.json', '{"plan":1}');
    expect(await artifacts.readText({ key: 'plans/a.json' })).toBe('{"plan":1}');
    expect(await artifacts.readJson('plans/a.json')).toEqual({ plan: 1 });
    expect(await textOf(await artifacts.read({ key: 'plans/a.json' }))).toBe('{"plan":1}');
    expect(await artifacts.size('plans/a.json')).toBe(10);
  });

  it('is read in the version that was named, though a newer one stands there', async () => {
    const { artifacts, s3, bucket } = await startServices();
    const put = (Body: string) => s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'intake/a', Body }));
    const { VersionId = '' } = await put('first');
    await put('second');
    expect(await artifacts.readText({ key: 'intake/a', versionId: VersionId })).toBe('first');
    expect(await artifacts.readText({ key: 'intake/a' })).toBe('second');
  });

  test.each([
    ['the first bytes', 4, 'abcd'],
    ['all of them, where it is shorter', 100, 'abcdefgh'],
  ])('is read in part: %s', async (_, bytes, expected) => {
    const { artifacts } = await startServices();
    await artifacts.create('inbound/a', 'abcdefgh');
    expect(Buffer.from(await artifacts.readStart({ key: 'inbound/a' }, bytes)).toString()).toBe(expected);
  });

  it('that is empty has no first bytes', async () => {
    const { artifacts } = await startServices();
    await artifacts.create('inbound/empty', new Uint8Array());
    expect(await artifacts.readStart({ key: 'inbound/empty' }, 100)).toHaveLength(0);
    expect(await artifacts.size('inbound/empty')).toBe(0);
  });

  it('that is not there has no size and cannot be read', async () => {
    const { artifacts } = await startServices();
    expect(await artifacts.size('plans/none')).toBeNull();
    await expect(artifacts.readText({ key: 'plans/none' })).rejects.toThrow('no such key');
    await expect(artifacts.readStart({ key: 'plans/none' }, 10)).rejects.toThrow('no such key');
  });
});

describe('a create-only object', () => {
  it('is created once; equal content again is success', async () => {
    const { artifacts } = await startServices();
    expect(await artifacts.create('batches/a', 'content')).toBe('created');
    expect(await artifacts.create('batches/a', Buffer.from('content'))).toBe('existed');
  });

  it('is never overwritten by other content: that would be a mistake of ours', async () => {
    const { artifacts } = await startServices();
    await artifacts.create('batches/a', 'content');
    await expect(artifacts.create('batches/a', 'other')).rejects.toThrow(Defect);
    expect(await artifacts.readText({ key: 'batches/a' })).toBe('content');
  });

  it('is created by one of many who try at once', async () => {
    const { artifacts } = await startServices();
    const all = await Promise.all(Array.from({ length: 20 }, () => artifacts.create('batches/a', 'content')));
    expect(all.filter((outcome) => outcome === 'created')).toHaveLength(1);
  });

  it('is found to exist when the answer to its put was lost', async () => {
    const { artifacts, faults } = await startServices({ attempts: 2 });
    faults.inject({
      kind: 'call',
      service: 's3',
      operation: 'PutObject',
      at: 1,
      effect: 'done',
      answer: 'error',
    });
    expect(await artifacts.create('batches/a', 'content')).toBe('existed');
  });

  it('stays as the first made it where the first binds', async () => {
    const { artifacts } = await startServices();
    expect(await artifacts.createOrKeep('plans/a', 'first')).toBe('created');
    expect(await artifacts.createOrKeep('plans/a', 'second')).toBe('kept');
    expect(await artifacts.readText({ key: 'plans/a' })).toBe('first');
  });

  it('of another kind is replaced by whoever comes', async () => {
    const { artifacts } = await startServices();
    await artifacts.replace('quarantine/a', 'first');
    await artifacts.replace('quarantine/a', 'second');
    expect(await artifacts.readText({ key: 'quarantine/a' })).toBe('second');
  });
});

test('a put that meets another one in progress counts as one that came second', async () => {
  const client = new S3Client({ region: 'us-east-1' });
  const s3 = mockClient(client);
  s3.on(PutObjectCommand).rejects(Object.assign(new Error('busy'), { name: 'ConditionalRequestConflict' }));
  expect(await artifacts(client, 'bucket').createOrKeep('plans/a', 'mine')).toBe('kept');
});

test.each([
  ['create', (client: S3Client) => artifacts(client, 'bucket').create('a', 'x')],
  ['createOrKeep', (client: S3Client) => artifacts(client, 'bucket').createOrKeep('a', 'x')],
  ['size', (client: S3Client) => artifacts(client, 'bucket').size('a')],
  ['readStart', (client: S3Client) => artifacts(client, 'bucket').readStart({ key: 'a' }, 1)],
])('a refusal that is no race is passed on by %s', async (_, call) => {
  const client = new S3Client({ region: 'us-east-1' });
  mockClient(client).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(call(client)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('an answer without a body is a defect', async () => {
  const client = new S3Client({ region: 'us-east-1' });
  mockClient(client).on(GetObjectCommand).resolves({});
  await expect(artifacts(client, 'bucket').readText({ key: 'a' })).rejects.toThrow(Defect);
});

test('a hash is the lower-case hex of SHA-256, of text and of bytes alike', () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  expect([sha256(''), sha256(new Uint8Array())]).toEqual([empty, empty]);
});
