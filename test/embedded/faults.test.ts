import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { createFaults } from '../../embedded/faults.ts';
import { type Embedded, startEmbedded } from '../../embedded/index.ts';
import { clientsOf } from './clients.ts';
import {
  bucket,
  consumes,
  createdUnder,
  lambda,
  queue,
  table,
  temporaryFolder,
  writeAssembly,
} from './small-app.ts';

/** A function writes one item for each message that it is given, on condition that it is not there. */
const app = {
  resources: {
    Inbox: bucket('inbox'),
    Uploads: queue('uploads'),
    OnUpload: createdUnder('inbox', 'in/', 'Uploads'),
    Idle: queue('idle'),
    Items: table('items'),
    Write: lambda('write', { Timeout: 1 }),
    WriteUploads: consumes('Write', 'Uploads', { ScalingConfig: { MaximumConcurrency: 2 } }),
  },
  outputs: { IdleUrl: { Ref: 'Idle' } },
  handlers: {
    write: `
      import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
      const client = new DynamoDBClient({ maxAttempts: 2 });
      export async function handler({ Records }) {
        for (const { body, messageId } of Records) {
          const { key } = JSON.parse(body).detail.object;
          const Item = { pk: { S: key }, by: { S: messageId } };
          try {
            await client.send(new PutItemCommand({
              TableName: 'items', Item, ConditionExpression: 'attribute_not_exists(pk)',
            }));
          } catch (error) {
            if (error.name !== 'ConditionalCheckFailedException') throw error;
          }
        }
      }`,
  },
};

const folder = temporaryFolder();
const faults = createFaults();
let embedded: Embedded;

beforeAll(async () => {
  const cdkOut = writeAssembly(folder.path, app);
  embedded = await startEmbedded({ cdkOut, faults, queueRetrySeconds: 0.05 });
});
beforeEach(() => faults.clear());
afterAll(async () => {
  await embedded.stop();
  folder.remove();
});

const clients = () => clientsOf(embedded);
const upload = (Key: string) =>
  clients().s3.send(new PutObjectCommand({ Bucket: 'inbox', Key, Body: 'x', IfNoneMatch: '*' }));

async function written(prefix: string): Promise<string[]> {
  await embedded.settled(20_000);
  const { Items = [] } = await clients().dynamodb.send(new ScanCommand({ TableName: 'items' }));
  return Items.map(({ pk }) => pk?.S ?? '')
    .filter((key) => key.startsWith(prefix))
    .toSorted();
}

const putItem = { kind: 'call', service: 'dynamodb', operation: 'PutItem', from: /write/ } as const;

describe('a function that retries has written its item in the end', () => {
  test.each<[string, Parameters<typeof faults.inject>[0]]>([
    ['when a write is throttled', { ...putItem, at: 1, effect: 'none', answer: 'throttled' }],
    ['when it fails before its effect', { ...putItem, at: 1, times: 2, effect: 'none', answer: 'error' }],
    ['when it fails after its effect', { ...putItem, at: 1, times: 2, effect: 'done', answer: 'error' }],
    ['when it is never answered', { ...putItem, at: 1, effect: 'none', answer: 'silence' }],
    ['when it is done and never answered', { ...putItem, at: 1, effect: 'done', answer: 'silence' }],
    ['when its worker dies at the write', { ...putItem, at: 1, effect: 'done', answer: 'killed' }],
    ['when its worker dies at once', { kind: 'invocation', from: /write/, at: 1, afterMs: 0 }],
    ['when the event comes twice', { kind: 'event', at: 1, delivery: 'twice' }],
    ['when the event comes late', { kind: 'event', at: 1, delivery: 'late' }],
  ])('%s', async (name, fault) => {
    const injected = faults.inject(fault);
    const keys = ['1', '2'].map((n) => `in/${name}/${n}`);
    for (const key of keys) await upload(key);
    expect(await written(`in/${name}/`)).toEqual(keys);
    expect(injected.hits).toBe('times' in fault ? fault.times : 1);
  });
});

describe('the client hears of a fault as AWS tells it', () => {
  const throttled = { kind: 'call', at: 1, effect: 'none', answer: 'throttled' } as const;
  const impatient = () => clientsOf(embedded, { maxAttempts: 1 });

  it('from DynamoDB', async () => {
    faults.inject({ ...throttled, service: 'dynamodb', operation: 'PutItem' });
    const put = new PutItemCommand({ TableName: 'items', Item: { pk: { S: 'throttled' } } });
    await expect(impatient().dynamodb.send(put)).rejects.toMatchObject({
      name: 'ProvisionedThroughputExceededException',
    });
  });

  it('from S3', async () => {
    faults.inject({ ...throttled, service: 's3', operation: 'GetObject' });
    const get = new GetObjectCommand({ Bucket: 'inbox', Key: 'x' });
    await expect(impatient().s3.send(get)).rejects.toMatchObject({ name: 'SlowDown' });
  });

  it('from SQS', async () => {
    faults.inject({ ...throttled, service: 'sqs', operation: 'SendMessage' });
    const send = new SendMessageCommand({ QueueUrl: embedded.outputs.IdleUrl, MessageBody: 'x' });
    await expect(impatient().sqs.send(send)).rejects.toMatchObject({ name: 'RequestThrottled' });
  });
});

it('leaves the effect of a call that fails after it', async () => {
  const { sqs, s3 } = clients();
  const QueueUrl = embedded.outputs.IdleUrl;
  const late = { kind: 'call', at: 1, effect: 'done', answer: 'error' } as const;
  faults.inject({ ...late, service: 'sqs', operation: 'SendMessage' });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'sent by the call and by its retry' }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  expect(Messages).toHaveLength(2);

  faults.inject({ ...late, service: 's3', operation: 'PutObject' });
  await expect(upload('done/once')).rejects.toMatchObject({ name: 'PreconditionFailed' });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'done/once' }));
  expect(await Body?.transformToString()).toBe('x');
});

it('counts requests by service and operation', async () => {
  const before = embedded.counters()['s3.PutObject'] ?? 0;
  await upload('count/1');
  await upload('count/2');
  expect(embedded.counters()['s3.PutObject']).toBe(before + 2);
});
