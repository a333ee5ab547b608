import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFaults, type Embedded, startEmbedded } from '../../embedded/index.ts';
import { clientsOf } from './clients.ts';
import {
  bucket,
  consumes,
  createdUnder,
  lambda,
  machine,
  queue,
  table,
  temporaryFolder,
  writeAssembly,
} from './small-app.ts';

/** An upload is noted by a function; an execution takes its time and is noted too. */
const note = (name: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: name, Payload: { Records: [{ body: '{% $states.input.note %}' }] } },
  End: true,
});
const app = {
  resources: {
    Inbox: bucket('inbox'),
    Uploads: queue('uploads', { VisibilityTimeout: 3600 }),
    OnUpload: createdUnder('inbox', 'in/', 'Uploads'),
    Idle: queue('idle', { VisibilityTimeout: 3600 }),
    Notes: table('notes'),
    Note: lambda('note'),
    NoteUploads: consumes('Note', 'Uploads'),
    Take: machine('take', { Note: note('note') }),
  },
  outputs: { Idle: { Ref: 'Idle' }, Take: { Ref: 'Take' } },
  handlers: {
    note: `
      import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
      const client = new DynamoDBClient({});
      export async function handler({ Records }) {
        for (const { body } of Records) {
          const pk = body.startsWith('{') ? JSON.parse(body).detail.object.key : body;
          await client.send(new PutItemCommand({ TableName: 'notes', Item: { pk: { S: pk } } }));
        }
      }`,
  },
};

const silence = {
  kind: 'call',
  service: 'dynamodb',
  operation: 'PutItem',
  effect: 'none',
  answer: 'silence',
} as const;

let folder: ReturnType<typeof temporaryFolder>;
let embedded: Embedded;
beforeEach(async () => {
  folder = temporaryFolder();
  writeAssembly(folder.path, app);
});
afterEach(async () => {
  await embedded.kill();
  folder.remove();
});

async function start(faults = createFaults()) {
  const cdkOut = join(folder.path, 'cdk.out');
  embedded = await startEmbedded({ cdkOut, dataDir: join(folder.path, 'data'), faults });
  return clientsOf(embedded);
}

async function notes(): Promise<string[]> {
  const { Items = [] } = await clientsOf(embedded).dynamodb.send(new ScanCommand({ TableName: 'notes' }));
  return Items.map(({ pk }) => pk?.S ?? '').toSorted();
}

it('keeps items, objects and messages', async () => {
  const before = await start();
  await before.dynamodb.send(new PutItemCommand({ TableName: 'notes', Item: { pk: { S: 'kept' } } }));
  await before.s3.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'k', Body: 'kept' }));
  await before.sqs.send(new SendMessageCommand({ QueueUrl: embedded.outputs.Idle, MessageBody: 'kept' }));
  await embedded.stop();

  const after = await start();
  expect(await notes()).toEqual(['kept']);
  const { Body } = await after.s3.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'k' }));
  expect(await Body?.transformToString()).toBe('kept');
  const { Messages } = await after.sqs.send(new ReceiveMessageCommand({ QueueUrl: embedded.outputs.Idle }));
  expect(Messages?.[0]?.Body).toBe('kept');
});

it('makes a message that was in flight visible at once', async () => {
  const before = await start();
  const receive = () => new ReceiveMessageCommand({ QueueUrl: embedded.outputs.Idle });
  await before.sqs.send(new SendMessageCommand({ QueueUrl: embedded.outputs.Idle, MessageBody: 'taken' }));
  expect((await before.sqs.send(receive())).Messages).toHaveLength(1);
  expect((await before.sqs.send(receive())).Messages).toBeUndefined();
  await embedded.kill();

  const after = await start();
  expect((await after.sqs.send(receive())).Messages?.[0]?.Body).toBe('taken');
});

it('goes on, after it was killed in the middle of everything, where it had been', async () => {
  const faults = createFaults();
  faults.inject({ ...silence, at: 1, times: 99 });
  const before = await start(faults);
  await before.s3.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'in/upload', Body: 'x' }));
  const input = JSON.stringify({ note: 'execution' });
  await before.states.send(new StartExecutionCommand({ stateMachineArn: embedded.outputs.Take, input }));
  await sleep(300);
  await embedded.kill();

  await start();
  await embedded.settled(20_000);
  expect(await notes()).toEqual(['execution', 'in/upload']);
  expect(embedded.executions.list().map(({ ending }) => ending?.status)).toEqual(['SUCCEEDED']);
});

it('goes on after its process was killed', async () => {
  const script = join(import.meta.dirname, 'crash-victim.ts');
  const folders = [join(folder.path, 'cdk.out'), join(folder.path, 'data')];
  const victim = spawn(process.execPath, [script, ...folders]);
  await once(victim.stdout, 'data');
  await sleep(200);
  victim.kill('SIGKILL');
  await once(victim, 'exit');

  await start();
  await embedded.settled(20_000);
  expect(await notes()).toEqual(['in/upload']);
});

it('lets a running function finish when it is stopped', async () => {
  const { s3 } = await start();
  await s3.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'in/slow', Body: 'x' }));
  await embedded.stop();
  await start();
  expect(await notes()).toEqual(['in/slow']);
});

it('refuses a folder that is in use, and takes one that was left', async () => {
  await start();
  const again = startEmbedded({ cdkOut: join(folder.path, 'cdk.out'), dataDir: join(folder.path, 'data') });
  await expect(again).rejects.toThrow(`in use by process ${process.pid}`);
  await embedded.kill();
  await start();
});
