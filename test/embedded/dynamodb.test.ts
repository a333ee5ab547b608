import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import dynaliteDb from 'dynalite/db/index.js';
import { afterAll, describe, expect, it } from 'vitest';
import { startDynamodb } from '../../embedded/dynamodb.ts';
import { clientsOf } from './clients.ts';
import { quietFront } from './quiet-front.ts';
import { temporaryFolder } from './small-app.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const things = {
  name: 'things',
  definition: {
    TableName: 'things',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
};

const sizeMb = (path: string): number =>
  readdirSync(path).reduce((sum, file) => sum + statSync(join(path, file)).size, 0) / 2 ** 20;

/** The LevelDB under the next DynamoDB that starts, to have it sorted now instead of when it thinks fit. */
function levelOfNext(): () => dynaliteDb.Level {
  const { create } = dynaliteDb;
  let level: dynaliteDb.Level | undefined;
  dynaliteDb.create = (options) => {
    const store = create(options);
    dynaliteDb.create = create;
    level = store.db;
    return store;
  };
  return () => {
    if (level === undefined) throw new Error('no DynamoDB was started');
    return level;
  };
}

it('gives back the room of what was overwritten, though it was queried meanwhile', async () => {
  const level = levelOfNext();
  const { endpoint, close } = await startDynamodb([things], folder.path, quietFront());
  const { dynamodb } = clientsOf({ endpoints: { dynamodb: endpoint, s3: '', sqs: '', states: '' } });
  const byKey = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'same' } } };
  for (let n = 0; n < 120; n += 1) {
    const Item = { pk: { S: 'same' }, bytes: { B: randomBytes(250_000) } };
    await dynamodb.send(new PutItemCommand({ TableName: 'things', Item }));
    await dynamodb.send(new QueryCommand({ TableName: 'things', ...byKey, Limit: 1 }));
  }
  // 40 MB were written, a third of a megabyte is left of them. A query that stays open keeps all it saw, whatever is
  // sorted; how soon LevelDB sorts by itself is its own affair, and differs from run to run.
  const sortedMb = async (): Promise<number> => {
    await level().compactRange('\u0000', '\uffff');
    return sizeMb(folder.path);
  };
  await expect.poll(sortedMb, { timeout: 60_000 }).toBeLessThan(5);
  await close();
}, 120_000);

const index = (name: string, key: string, projection: object) => ({
  IndexName: name,
  KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
  Projection: projection,
});
const indexed = {
  name: 'indexed',
  definition: {
    ...things.definition,
    TableName: 'indexed',
    AttributeDefinitions: ['pk', 'colour', 'shape'].map((name) => ({
      AttributeName: name,
      AttributeType: 'S',
    })),
    GlobalSecondaryIndexes: [
      index('by-colour', 'colour', { ProjectionType: 'ALL' }),
      index('by-shape', 'shape', { ProjectionType: 'INCLUDE', NonKeyAttributes: ['size'] }),
    ],
  },
};

describe('an index', () => {
  const entries = async (db: DynamoDBClient, by: 'colour' | 'shape', value: string) => {
    const { Items } = await db.send(
      new QueryCommand({
        TableName: 'indexed',
        IndexName: `by-${by}`,
        KeyConditionExpression: `${by} = :v`,
        ExpressionAttributeValues: { ':v': { S: value } },
      }),
    );
    return Items?.map((item) => Object.fromEntries(Object.entries(item).map(([k, { S }]) => [k, S])));
  };
  const put = (db: DynamoDBClient, item: Record<string, string>, condition?: string) =>
    db.send(
      new PutItemCommand({
        TableName: 'indexed',
        Item: Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }])),
        ...(condition === undefined ? {} : { ConditionExpression: condition }),
      }),
    );
  const start = async (folderPath?: string) => {
    const { endpoint, close } = await startDynamodb([indexed], folderPath, quietFront());
    const { dynamodb } = clientsOf({ endpoints: { dynamodb: endpoint, s3: '', sqs: '', states: '' } });
    return { db: dynamodb, close };
  };

  it.each([
    ['another key', { colour: 'blue', shape: 'round' }, [], [{ pk: 'a', shape: 'round' }]],
    ['without its key', { shape: 'round' }, [], [{ pk: 'a', shape: 'round' }]],
    [
      'an attribute more',
      { colour: 'red', shape: 'round', size: 'big' },
      [{ pk: 'a', colour: 'red', shape: 'round', size: 'big' }],
      [{ pk: 'a', shape: 'round', size: 'big' }],
    ],
    ['an attribute less', { colour: 'red' }, [{ pk: 'a', colour: 'red' }], []],
    [
      'the same',
      { colour: 'red', shape: 'round' },
      [{ pk: 'a', colour: 'red', shape: 'round' }],
      [{ pk: 'a', shape: 'round' }],
    ],
  ])('shows an item that is put again with %s', async (_, next, red, round) => {
    const { db, close } = await start();
    await put(db, { pk: 'a', colour: 'red', shape: 'round' });
    await put(db, { pk: 'a', ...next });
    expect(await entries(db, 'colour', 'red')).toEqual(red);
    expect(await entries(db, 'shape', 'round')).toEqual(round);
    await close();
  });

  it('shows everything that was put at once, and after another start', async () => {
    const place = temporaryFolder();
    const names = Array.from({ length: 40 }, (_, n) => `item-${n}`);
    const first = await start(place.path);
    await Promise.all(names.map((pk) => put(first.db, { pk, colour: 'red' })));
    const shown = await entries(first.db, 'colour', 'red');
    expect(shown?.map(({ pk }) => pk).toSorted()).toEqual(names.toSorted());
    await first.close();
    const second = await start(place.path);
    expect(await entries(second.db, 'colour', 'red')).toHaveLength(names.length);
    const Key = { pk: { S: 'item-7' } };
    const { Item } = await second.db.send(
      new GetItemCommand({ TableName: 'indexed', Key, ConsistentRead: true }),
    );
    expect(Item?.colour).toEqual({ S: 'red' });
    await second.close();
    place.remove();
  });

  it('shows the one of many that won a create-only put', async () => {
    const { db, close } = await start();
    const colours = ['red', 'blue', 'green', 'white'];
    const puts = await Promise.allSettled(
      colours.map((colour) => put(db, { pk: 'a', colour }, 'attribute_not_exists(pk)')),
    );
    const won = colours.filter((_, n) => puts[n]?.status === 'fulfilled');
    expect(won).toHaveLength(1);
    const shown = await Promise.all(colours.map((colour) => entries(db, 'colour', colour)));
    expect(shown.flat()).toEqual([{ pk: 'a', colour: won[0] }]);
    await close();
  });
});
