import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Embedded, startEmbedded } from '../../embedded/index.ts';
import { clientsOf } from './clients.ts';
import { consumes, lambda, machine, queue, table, temporaryFolder, writeAssembly } from './small-app.ts';

/** A message goes back and forth between a function and a state machine until its count is used up. */
const app = {
  resources: {
    Balls: queue('balls'),
    Unread: queue('unread'),
    Hits: table('hits'),
    Hit: lambda('hit', { Environment: { Variables: { MACHINE: { Ref: 'Return' } } } }),
    HitBalls: consumes('Hit', 'Balls'),
    Return: machine('return', {
      Send: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage',
        Arguments: { QueueUrl: '{% $states.input.queueUrl %}', MessageBody: '{% $states.input %}' },
        End: true,
      },
    }),
  },
  outputs: { Balls: { Ref: 'Balls' }, Unread: { Ref: 'Unread' }, Return: { Ref: 'Return' } },
  handlers: {
    hit: `
      import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
      import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
      const dynamodb = new DynamoDBClient({});
      const states = new SFNClient({});
      export async function handler({ Records }) {
        for (const { body } of Records) {
          const { left, queueUrl } = JSON.parse(body);
          await dynamodb.send(new UpdateItemCommand({
            TableName: 'hits', Key: { pk: { S: 'all' } },
            UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } },
          }));
          if (left > 0) await states.send(new StartExecutionCommand({
            stateMachineArn: process.env.MACHINE, input: JSON.stringify({ left: left - 1, queueUrl }),
          }));
        }
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

async function hits(): Promise<number> {
  const key = { TableName: 'hits', Key: { pk: { S: 'all' } } };
  const { Item } = await clientsOf(embedded).dynamodb.send(new GetItemCommand(key));
  return Number(Item?.n?.N ?? 0);
}

it('is not settled between a cause and what comes of it', async () => {
  const { states } = clientsOf(embedded);
  for (let round = 1; round <= 5; round += 1) {
    const input = JSON.stringify({ left: 9, queueUrl: embedded.outputs.Balls });
    await states.send(new StartExecutionCommand({ stateMachineArn: embedded.outputs.Return, input }));
    await embedded.settled();
    expect(await hits()).toBe(round * 10);
  }
});

it('waits for a message that is delayed', async () => {
  const before = await hits();
  const body = JSON.stringify({ left: 0 });
  const command = new SendMessageCommand({
    QueueUrl: embedded.outputs.Balls,
    MessageBody: body,
    DelaySeconds: 1,
  });
  await clientsOf(embedded).sqs.send(command);
  await expect(embedded.settled(100)).rejects.toThrow('not settled after 100 ms: {}; messages in balls');
  await embedded.settled();
  expect(await hits()).toBe(before + 1);
});

it('does not wait for a queue that nobody reads', async () => {
  const command = new SendMessageCommand({ QueueUrl: embedded.outputs.Unread, MessageBody: 'x' });
  await clientsOf(embedded).sqs.send(command);
  await embedded.settled();
});
