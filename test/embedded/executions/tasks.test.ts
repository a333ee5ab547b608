import { expect, it } from 'vitest';
import { startDynamodb } from '../../../embedded/dynamodb.ts';
import type { NewEvent } from '../../../embedded/events/bus.ts';
import { type TaskServices, tasksOf } from '../../../embedded/executions/tasks.ts';
import { ServiceError } from '../../../embedded/json-call.ts';
import { startSqs } from '../../../embedded/sqs.ts';
import { quietFront } from '../quiet-front.ts';

const services: TaskServices = {
  lambda: { invoke: async (_, event) => ({ ok: true, payload: { event } }) },
  dynamodbEndpoint: '',
  sqsEndpoint: '',
  bus: { publish: () => {} },
  start: () => ({ executionArn: 'arn:execution', startMs: 0 }),
};

const call = (name: string, args: unknown, over: Partial<TaskServices> = {}) =>
  tasksOf({ ...services, ...over })[`arn:aws:states:::${name}`]?.(args);

it('answers an invocation as the optimised integration does', async () => {
  const answer = await call('lambda:invoke', { FunctionName: 'work', Payload: { n: 1 } });
  expect(answer).toEqual({ ExecutedVersion: '$LATEST', Payload: { event: { n: 1 } }, StatusCode: 200 });
});

it("fails with the function's error type as the error name, and the whole error as the Cause", async () => {
  const error = { errorType: 'OutOfStock', errorMessage: 'none', trace: [] };
  const lambda = { invoke: async () => ({ ok: false as const, error }) };
  await expect(call('lambda:invoke', { FunctionName: 'work' }, { lambda })).rejects.toMatchObject({
    name: 'OutOfStock',
    cause: JSON.stringify(error),
  });
});

it('starts an execution with its input as text, and names what is refused', async () => {
  const started: unknown[] = [];
  const args = { StateMachineArn: 'arn:machine', Name: 'one', Input: { n: 1 } };
  const start: TaskServices['start'] = (request) => {
    started.push(request);
    return { executionArn: 'arn:execution', startMs: 0 };
  };
  expect(await call('states:startExecution', args, { start })).toEqual({
    ExecutionArn: 'arn:execution',
    StartDate: '1970-01-01T00:00:00.000Z',
  });
  expect(started).toEqual([{ machineArn: 'arn:machine', name: 'one', input: '{"n":1}' }]);

  const refuse = () => {
    throw new ServiceError('ExecutionAlreadyExists', 'there');
  };
  await expect(call('states:startExecution', args, { start: refuse })).rejects.toMatchObject({
    name: 'StepFunctions.ExecutionAlreadyExistsException',
  });
});

it('publishes events', async () => {
  const events: NewEvent[] = [];
  const bus = { publish: (event: NewEvent) => void events.push(event) };
  const entry = { Source: 'mine', DetailType: 'Done', Detail: { n: 1 } };
  const answer = await call('events:putEvents', { Entries: [entry] }, { bus });
  expect(answer).toMatchObject({ FailedEntryCount: 0 });
  expect(events).toEqual([{ source: 'mine', detailType: 'Done', detail: { n: 1 }, resources: [] }]);
});

it('reads and writes items, and names a condition that failed', async () => {
  const definition = {
    TableName: 'things',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  };
  const { endpoint, close } = await startDynamodb([{ name: 'things', definition }], undefined, quietFront());
  const over = { dynamodbEndpoint: endpoint };
  const key = { TableName: 'things', Key: { pk: { S: 'a' } } };
  const put = {
    TableName: 'things',
    Item: { pk: { S: 'a' }, n: { N: '1' } },
    ConditionExpression: 'attribute_not_exists(pk)',
  };
  await call('aws-sdk:dynamodb:putItem', put, over);
  const add = { ...key, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } } };
  await call('aws-sdk:dynamodb:updateItem', add, over);
  expect(await call('aws-sdk:dynamodb:getItem', key, over)).toEqual({
    Item: { pk: { S: 'a' }, n: { N: '2' } },
  });
  await expect(call('aws-sdk:dynamodb:putItem', put, over)).rejects.toMatchObject({
    name: 'DynamoDb.ConditionalCheckFailedException',
  });
  await close();
});

it('sends a message, its body as text', async () => {
  const sqs = await startSqs(undefined, quietFront());
  const arn = 'arn:aws:sqs:us-east-1:000000000000:jobs';
  sqs.create([{ name: 'jobs', arn, attributes: {} }]);
  const over = { sqsEndpoint: sqs.endpoint };
  const QueueUrl = `${sqs.endpoint}/000000000000/jobs`;
  const answer = await call('sqs:sendMessage', { QueueUrl, MessageBody: { n: 1 } }, over);
  expect(answer).toHaveProperty('MessageId');
  expect(sqs.queueByArn(arn)?.messages.map(({ body }) => body)).toEqual(['{"n":1}']);
  await expect(call('sqs:sendMessage', { QueueUrl: 'x/y/z', MessageBody: '' }, over)).rejects.toMatchObject({
    name: expect.stringMatching(/^SQS\..*Exception$/),
  });
  await sqs.close();
});
