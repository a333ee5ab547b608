/**
 * The objects of all buckets. An object and the event that tells of it are one line of one journal, so a
 * crash can lose neither without the other; the event is told again until its delivery is in the journal too.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Bucket } from '../deployment.ts';
import { openJournal } from '../journal.ts';
import { bodiesIn, bodiesInMemory } from './bodies.ts';

const objectShape = z.object({
  bucket: z.string(),
  key: z.string(),
  /** `null`, the word, in a bucket that is not versioned. */
  versionId: z.string(),
  /** Where the body lies; undefined for a delete marker. */
  body: z.string().optional(),
  size: z.number(),
  /** Without quotes. */
  etag: z.string(),
  modifiedMs: z.number(),
  /** Answered with the object: content type, user metadata. */
  headers: z.record(z.string(), z.string()),
  /** Answered where the client asks for them. */
  checksums: z.record(z.string(), z.string()),
});
export type StoredObject = z.infer<typeof objectShape>;

const creationShape = z.object({ eventId: z.string(), reason: z.enum(['PutObject', 'CopyObject']) });

const entryShape = z.discriminatedUnion('op', [
  z.object({ op: z.literal('put'), object: objectShape, creation: creationShape.optional() }),
  z.object({ op: z.literal('remove'), bucket: z.string(), key: z.string(), versionId: z.string() }),
  z.object({ op: z.literal('delivered'), eventId: z.string() }),
]);
type Entry = z.infer<typeof entryShape>;
type Put = Extract<Entry, { op: 'put' }>;

/** An object was made. `delivered` says that everyone who wants to know of it knows. */
export interface ObjectCreated {
  readonly object: StoredObject;
  readonly reason: 'PutObject' | 'CopyObject';
  readonly delivered: () => void;
}

export interface NewObject {
  readonly bucket: Bucket;
  readonly key: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly checksums: Readonly<Record<string, string>>;
  readonly onlyIfAbsent: boolean;
  readonly reason: 'PutObject' | 'CopyObject';
}

export interface Objects {
  /** Of concurrent puts that are to make an absent object, one does; the others get undefined. */
  readonly put: (object: NewObject) => Promise<StoredObject | undefined>;
  /** The newest version or the one asked for; a delete marker is no object. */
  readonly find: (bucket: string, key: string, versionId?: string) => StoredObject | undefined;
  readonly read: (object: StoredObject, start: number, length: number) => Promise<Buffer>;
  /** The newest versions, in order of their keys. */
  readonly list: (bucket: string) => readonly StoredObject[];
  /** Removes a version, or hides all behind a delete marker. Gives what was removed, or the marker. */
  readonly remove: (bucket: Bucket, key: string, versionId?: string) => Promise<StoredObject | undefined>;
  /** Tells of the objects whose event a crash kept from its targets. */
  readonly replay: () => void;
  readonly close: () => void;
}

interface ObjectsDeps {
  readonly folder: string | undefined;
  readonly now: () => number;
  readonly onCreated: (event: ObjectCreated) => void;
}

export function openObjects({ folder, now, onCreated }: ObjectsDeps): Objects {
  if (folder !== undefined) mkdirSync(join(folder, 'bodies'), { recursive: true });
  const bodies = folder === undefined ? bodiesInMemory() : bodiesIn(join(folder, 'bodies'));
  const { index, entries, record, close } = openRecords(folder);

  function tell({ object, creation }: Put): void {
    if (creation === undefined) return;
    const { eventId, reason } = creation;
    onCreated({ object, reason, delivered: () => record({ op: 'delivered', eventId }) });
  }

  async function put(object: NewObject): Promise<StoredObject | undefined> {
    const { bucket, key, body, onlyIfAbsent, reason } = object;
    const isTaken = () => onlyIfAbsent && index.find(bucket.name, key) !== undefined;
    if (isTaken()) return undefined;
    const id = newId();
    await bodies.write(id, body);
    // From here on nothing waits, so no other put comes between the question and the record.
    if (isTaken()) {
      await bodies.remove(id);
      return undefined;
    }
    const replaced = bucket.versioned ? undefined : index.find(bucket.name, key);
    const stored = storedAs(object, { id, modifiedMs: now() });
    const creation = bucket.notifies ? { eventId: id, reason } : undefined;
    const entry: Put = { op: 'put', object: stored, creation };
    record(entry);
    tell(entry);
    if (replaced?.body !== undefined) await bodies.remove(replaced.body);
    return stored;
  }

  function hide(bucket: string, key: string): StoredObject {
    const marker = markerOf({ bucket, key, modifiedMs: now() });
    record({ op: 'put', object: marker });
    return marker;
  }

  async function remove(bucket: string, key: string, versionId: string): Promise<StoredObject | undefined> {
    const removed = index.version(bucket, key, versionId);
    if (removed === undefined) return undefined;
    record({ op: 'remove', bucket, key, versionId });
    if (removed.body !== undefined) await bodies.remove(removed.body);
    return removed;
  }

  return {
    put,
    find: index.find,
    read: ({ body = '' }, start, length) => bodies.read(body, start, length),
    list: index.list,
    remove: async ({ name, versioned }, key, versionId) =>
      versioned && versionId === undefined ? hide(name, key) : remove(name, key, versionId ?? 'null'),
    replay: () => {
      for (const entry of entries) if (entry.op === 'put') tell(entry);
    },
    close,
  };
}

/** The journal, and what it comes to. */
function openRecords(folder: string | undefined) {
  const path = folder === undefined ? undefined : join(folder, 'objects.jsonl');
  const journal = openJournal<Entry>({ path, shape: entryShape, compact });
  const index = indexOf(journal.entries);
  return {
    index,
    entries: journal.entries,
    record: (entry: Entry) => {
      journal.append(entry);
      index.apply(entry);
    },
    close: journal.close,
  };
}

const markerOf = (place: Pick<StoredObject, 'bucket' | 'key' | 'modifiedMs'>): StoredObject => ({
  ...place,
  versionId: newId(),
  size: 0,
  etag: '',
  headers: {},
  checksums: {},
});

const newId = (): string => randomBytes(16).toString('hex');

function storedAs(
  { bucket, key, body, headers, checksums }: NewObject,
  { id, modifiedMs }: { id: string; modifiedMs: number },
): StoredObject {
  return {
    bucket: bucket.name,
    key,
    versionId: bucket.versioned ? id : 'null',
    body: id,
    size: body.length,
    etag: createHash('md5').update(body).digest('hex'),
    modifiedMs,
    headers,
    checksums,
  };
}

/** What the entries come to: the versions of every key, the newest last. */
function indexOf(entries: readonly Entry[]) {
  const buckets = new Map<string, Map<string, StoredObject[]>>();
  const keysOf = (bucket: string) => buckets.get(bucket) ?? new Map<string, StoredObject[]>();
  const versionsOf = (bucket: string, key: string) => keysOf(bucket).get(key) ?? [];

  function apply(entry: Entry): void {
    if (entry.op === 'delivered') return;
    const { bucket, key, versionId } = entry.op === 'put' ? entry.object : entry;
    const others = versionsOf(bucket, key).filter((version) => version.versionId !== versionId);
    const versions = entry.op === 'put' ? [...others, entry.object] : others;
    const keys = keysOf(bucket);
    if (versions.length > 0) keys.set(key, versions);
    else keys.delete(key);
    buckets.set(bucket, keys);
  }
  entries.forEach(apply);

  /** A delete marker is a version, but no object. */
  const present = (version: StoredObject | undefined) => (version?.body === undefined ? undefined : version);
  const version = (bucket: string, key: string, versionId: string) =>
    versionsOf(bucket, key).find((candidate) => candidate.versionId === versionId);
  return {
    apply,
    version,
    find: (bucket: string, key: string, versionId?: string) =>
      present(versionId === undefined ? versionsOf(bucket, key).at(-1) : version(bucket, key, versionId)),
    list: (bucket: string) =>
      [...keysOf(bucket).values()]
        .flatMap((versions) => present(versions.at(-1)) ?? [])
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

/** Leaves out what is gone, and that an event was delivered; keeps all of a key that has one to deliver. */
function compact(entries: readonly Entry[]): readonly Entry[] {
  const delivered = new Set(entries.flatMap((entry) => (entry.op === 'delivered' ? [entry.eventId] : [])));
  const told = entries.map((entry) =>
    entry.op === 'put' && delivered.has(entry.creation?.eventId ?? '')
      ? { op: entry.op, object: entry.object }
      : entry,
  );
  const untold = new Set(
    told.flatMap((entry) => (entry.op === 'put' && entry.creation ? [place(entry)] : [])),
  );
  const index = indexOf(entries);
  return told.filter((entry) => {
    if (entry.op === 'delivered') return false;
    if (untold.has(place(entry))) return true;
    if (entry.op === 'remove') return false;
    const { bucket, key, versionId, body } = entry.object;
    const kept = index.version(bucket, key, versionId);
    return kept !== undefined && kept.body === body;
  });
}

const place = (entry: Exclude<Entry, { op: 'delivered' }>): string => {
  const { bucket, key } = entry.op === 'put' ? entry.object : entry;
  return `${bucket}/${key}`;
};
