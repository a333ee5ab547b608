import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Embedded, startEmbedded } from '../../embedded/index.ts';
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

/** Upload → event → queue → function → state machine → function → table. */
const app = {
  resources: {
    Inbox: bucket('inbox', { versioned: true }),
    Uploads: queue('uploads'),
    OnUpload: createdUnder('inbox', 'in/', 'Uploads'),
    Route: lambda('route', { Environment: { Variables: { MACHINE: { Ref: 'Count' } } } }),
    RouteUploads: consumes('Route', 'Uploads'),
    Lines: lambda('lines', { Environment: { Variables: { TABLE: { Ref: 'Totals' } } } }),
    Totals: table('totals'),
    Count: machine('count', {
      CountLines: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: 'lines', Payload: '{% $states.input %}' },
        Output: '{% $states.result.Payload %}',
        End: true,
      },
    }),
  },
  outputs: { Machine: { Ref: 'Count' }, Bucket: { Ref: 'Inbox' } },
  handlers: {
    route: `
      import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
      const client = new SFNClient({});
      export async function handler({ Records }) {
        for (const { body } of Records) {
          const { bucket, object } = JSON.parse(body).detail;
          await client.send(new StartExecutionCommand({
            stateMachineArn: process.env.MACHINE,
            name: object['version-id'],
            input: JSON.stringify({ bucket: bucket.name, key: object.key, versionId: object['version-id'] }),
          }));
        }
        return { batchItemFailures: [] };
      }`,
    lines: `
      import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
      import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
      const s3 = new S3Client({});
      const dynamodb = new DynamoDBClient({});
      export async function handler({ bucket, key, versionId }) {
        const get = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId });
        const { Body } = await s3.send(get);
        const lines = (await Body.transformToString()).split('\\n').length;
        await dynamodb.send(new PutItemCommand({
          TableName: process.env.TABLE, Item: { pk: { S: key }, lines: { N: String(lines) } },
        }));
        return { lines };
      }`,
  },
};

const folder = temporaryFolder();
let embedded: Embedded;

beforeAll(async () => {
  embedded = await startEmbedded({ cdkOut: writeAssembly(folder.path, app) });
});

afterAll(async () => {
  await embedded.stop();
  folder.remove();
});

it('carries an upload through event, queue, function, state machine and table', async () => {
  const { s3, dynamodb, states } = clientsOf(embedded);
  await s3.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'in/a b.txt', Body: 'one\ntwo\nthree' }));
  await embedded.settled();

  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: 'totals', Key: { pk: { S: 'in/a b.txt' } } }),
  );
  expect(Item?.lines).toEqual({ N: '3' });
  const [execution] = embedded.executions.list();
  const described = await states.send(
    new DescribeExecutionCommand({ executionArn: execution?.executionArn }),
  );
  expect(described).toMatchObject({ status: 'SUCCEEDED', output: '{"lines":3}' });
});
