import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ObjectCreated, openObjects } from '../../../embedded/s3/objects.ts';
import { temporaryFolder } from '../small-app.ts';

const plain = { name: 'plain', versioned: false, notifies: true };
const kept = { name: 'kept', versioned: true, notifies: true };

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

function open(onCreated: (event: ObjectCreated) => void = ({ delivered }) => delivered()) {
  return openObjects({ folder: folder.path, now: () => 0, onCreated });
}

const object = (key: string, body: string, bucket = plain) => ({
  bucket,
  key,
  body: Buffer.from(body),
  headers: {},
  checksums: {},
  onlyIfAbsent: false,
  reason: 'PutObject' as const,
});

async function textOf(objects: ReturnType<typeof open>, bucket: string, key: string, versionId?: string) {
  const found = objects.find(bucket, key, versionId);
  return found && (await objects.read(found, 0, found.size)).toString();
}

it('keeps objects, versions and deletions over a restart', async () => {
  const before = open();
  await before.put(object('replaced', 'old'));
  await before.put(object('replaced', 'new'));
  await before.put(object('deleted', 'x'));
  await before.remove(plain, 'deleted');
  const first = await before.put(object('v', 'one', kept));
  await before.put(object('v', 'two', kept));
  before.close();

  const after = open();
  expect(await textOf(after, 'plain', 'replaced')).toBe('new');
  expect(await textOf(after, 'plain', 'deleted')).toBeUndefined();
  expect(await textOf(after, 'kept', 'v')).toBe('two');
  expect(await textOf(after, 'kept', 'v', first?.versionId)).toBe('one');
  after.close();
});

it('tells again of an object whose event was not delivered, until it is', async () => {
  const before = open(() => {});
  await before.put(object('a', '1'));
  before.close();

  const told: string[] = [];
  const crashing = open(({ object: { key } }) => told.push(key));
  crashing.replay();
  crashing.close();
  const after = open(({ object: { key }, delivered }) => {
    told.push(key);
    delivered();
  });
  after.replay();
  after.close();
  const later = open(({ object: { key } }) => told.push(key));
  later.replay();
  later.close();
  expect(told).toEqual(['a', 'a']);
});

it('still tells of an object that was removed before its event was delivered', async () => {
  const before = open(() => {});
  await before.put(object('a', '1'));
  await before.remove(plain, 'a');
  before.close();

  const told: string[] = [];
  open(() => {}).close();
  const after = open(({ object: { key } }) => told.push(key));
  after.replay();
  expect(told).toEqual(['a']);
  expect(after.find('plain', 'a')).toBeUndefined();
  after.close();
});

it('passes over a line that a crash cut short', async () => {
  const before = open();
  await before.put(object('whole', 'x'));
  before.close();
  appendFileSync(join(folder.path, 'objects.jsonl'), '{"op":"put","object":{"bucket":"plain","key":"to');

  const after = open();
  await after.put(object('next', 'y'));
  after.close();
  const again = open();
  expect(again.list('plain').map(({ key }) => key)).toEqual(['next', 'whole']);
  again.close();
});

it('forgets what is superseded when it is opened', async () => {
  const before = open();
  for (const n of [1, 2, 3]) await before.put(object('same', `${n}`));
  before.close();
  open().close();
  const lines = readFileSync(join(folder.path, 'objects.jsonl'), 'utf8').trim().split('\n');
  expect(lines).toHaveLength(1);
});

it('refuses a journal that is not its own', () => {
  writeFileSync(join(folder.path, 'objects.jsonl'), '{"op":"else"}\n');
  expect(() => open()).toThrow();
});
