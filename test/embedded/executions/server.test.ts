import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createActivity } from '../../../embedded/activity.ts';
import { type Executions, openExecutions } from '../../../embedded/executions/executions.ts';
import { type StatesServer, startStatesServer } from '../../../embedded/executions/server.ts';
import { clientsOf } from '../clients.ts';
import { quietFront } from '../quiet-front.ts';

const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:pass';
const activity = createActivity();
let executions: Executions;
let server: StatesServer;
let states: SFNClient;

beforeAll(async () => {
  const definition = JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'Check',
    States: {
      Check: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.bad = true %}', Next: 'Refuse' }],
        Default: 'Pass',
      },
      Pass: { Type: 'Pass', Output: { done: true }, End: true },
      Refuse: { Type: 'Fail', Error: 'Bad', Cause: 'as told' },
    },
  });
  executions = openExecutions({
    machines: [{ name: 'pass', arn: stateMachineArn, definition }],
    journalPath: undefined,
    tasks: {},
    now: () => Date.UTC(2026, 0, 2),
    activity,
  });
  server = await startStatesServer(executions, quietFront());
  states = clientsOf({ endpoints: { s3: '', sqs: '', dynamodb: '', states: server.endpoint } }).states;
});
afterAll(() => server.close());

async function run(name: string, input: object) {
  const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
  const { executionArn, startDate } = await states.send(command);
  await activity.idle();
  return { executionArn, startDate };
}

it('starts and describes an execution', async () => {
  const { executionArn, startDate } = await run('good', {});
  expect(startDate).toEqual(new Date('2026-01-02'));
  const described = await states.send(new DescribeExecutionCommand({ executionArn }));
  expect(described).toMatchObject({
    name: 'good',
    status: 'SUCCEEDED',
    input: '{}',
    output: '{"done":true}',
  });
});

it('tells the error of an execution that failed', async () => {
  const { executionArn } = await run('bad', { bad: true });
  const described = await states.send(new DescribeExecutionCommand({ executionArn }));
  expect(described).toMatchObject({ status: 'FAILED', error: 'Bad', cause: 'as told' });
  const failed = await states.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'FAILED' }));
  expect(failed.executions?.map(({ name }) => name)).toEqual(['bad']);
});

it('tells the history of an execution', async () => {
  const { executionArn } = await run('told', { n: 1 });
  const { events = [] } = await states.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'ChoiceStateEntered',
    'ChoiceStateExited',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
  expect(events[1]?.stateEnteredEventDetails).toMatchObject({ name: 'Check', input: '{"n":1}' });
});

it('refuses by name', async () => {
  await run('twice', { n: 1 });
  await expect(run('twice', { n: 2 })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  const missing = new DescribeExecutionCommand({ executionArn: `${stateMachineArn}:none` });
  await expect(states.send(missing)).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  const stop = new StopExecutionCommand({ executionArn: 'x' });
  await expect(states.send(stop)).rejects.toThrow('the embedded AWS has no StopExecution');
});
