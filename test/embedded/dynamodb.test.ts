import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, it } from 'vitest';
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

it('gives back the room of what was overwritten, though it was queried meanwhile', async () => {
  const { endpoint, close } = await startDynamodb([things], folder.path, quietFront());
  const { dynamodb } = clientsOf({ endpoints: { dynamodb: endpoint, s3: '', sqs: '', states: '' } });
  const byKey = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'same' } } };
  for (let n = 0; n < 200; n += 1) {
    const Item = { pk: { S: 'same' }, bytes: { B: randomBytes(250_000) } };
    await dynamodb.send(new PutItemCommand({ TableName: 'things', Item }));
    await dynamodb.send(new QueryCommand({ TableName: 'things', ...byKey, Limit: 1 }));
  }
  // 67 MB were written. A query that is left open keeps all of it, here and in memory.
  expect(sizeMb(folder.path)).toBeLessThan(30);
  await close();
});
