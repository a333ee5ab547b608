import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createActivity } from '../../../embedded/activity.ts';
import { openExecutions } from '../../../embedded/executions/executions.ts';
import type { Task } from '../../../embedded/executions/tasks.ts';
import { temporaryFolder } from '../small-app.ts';

const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:run';
const resource = 'arn:aws:states:::lambda:invoke';
const definition = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Work',
  States: { Work: { Type: 'Task', Resource: resource, End: true } },
});

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

function open(task: Task) {
  const activity = createActivity();
  const executions = openExecutions({
    machines: [{ name: 'run', arn: machineArn, definition }],
    journalPath: join(folder.path, 'executions.jsonl'),
    tasks: { [resource]: task },
    now: () => 1000,
    activity,
  });
  const start = (name: string, input = '{}') => executions.start({ machineArn, name, input });
  const close = async () => {
    await executions.halt();
    executions.close();
  };
  return { executions, activity, start, close };
}

const never: Task = () => new Promise(() => {});

it('runs an execution to its end, and keeps what became of it', async () => {
  const { executions, activity, start, close } = open(async (args) => ({ got: args }));
  const { executionArn } = start('one', '{"n":1}');
  expect(activity.underWay()).toEqual({ execution: 1 });
  await activity.idle();
  const found = executions.find(executionArn);
  expect(found?.ending).toEqual({ status: 'SUCCEEDED', stopMs: 1000, output: '{"got":{"n":1}}' });
  expect(found?.history.map(({ type }) => type)).toContain('TaskSucceeded');
  await close();

  const after = open(never);
  expect(after.executions.list()).toEqual([found]);
  await after.close();
});

it('keeps the error of an execution that failed', async () => {
  const { executions, activity, start, close } = open(async () => {
    throw Object.assign(new Error('x', { cause: 'why' }), { name: 'OutOfStock' });
  });
  const { executionArn } = start('one');
  await activity.idle();
  expect(executions.find(executionArn)?.ending).toMatchObject({
    status: 'FAILED',
    error: 'OutOfStock',
    cause: 'why',
  });
  await close();
});

it('gives the running execution to who starts it again with its input, and refuses any other', async () => {
  const { start, executions, close } = open(never);
  const first = start('one', '{"a":1}');
  expect(start('one', '{"a":1}')).toBe(first);
  expect(() => start('one', '{"a":2}')).toThrow('Already Exists');
  expect(executions.list()).toHaveLength(1);
  await close();
});

it('refuses the name of an execution that has ended', async () => {
  const { activity, start, close } = open(async () => null);
  start('one');
  await activity.idle();
  expect(() => start('one')).toThrow('Already Exists');
  await close();
});

it('starts again from its beginning what was cut short', async () => {
  const before = open(never);
  before.start('one', '{"n":1}');
  before.start('two');
  await before.close();

  const inputs: unknown[] = [];
  const after = open(async (args) => inputs.push(args));
  after.executions.resume();
  await after.activity.idle();
  expect(inputs).toEqual([{ n: 1 }, {}]);
  expect(after.executions.list().map(({ name, ending }) => [name, ending?.status])).toEqual([
    ['two', 'SUCCEEDED'],
    ['one', 'SUCCEEDED'],
  ]);
  await after.close();
});

it('refuses a machine that is not there, and an input that is not JSON', async () => {
  const { executions, start, close } = open(never);
  const request = { machineArn: `${machineArn}2`, name: 'x', input: '{}' };
  expect(() => executions.start(request)).toThrow(
    expect.objectContaining({ code: 'StateMachineDoesNotExist' }),
  );
  expect(() => start('x', '{')).toThrow(expect.objectContaining({ code: 'InvalidExecutionInput' }));
  await close();
});

it('refuses a definition that it would run unlike AWS', () => {
  const open = () =>
    openExecutions({
      machines: [{ name: 'run', arn: machineArn, definition: definition.replace('JSONata', 'JSONPath') }],
      journalPath: undefined,
      tasks: { [resource]: never },
      now: () => 0,
      activity: createActivity(),
    });
  expect(open).toThrow('JSONPath');
});
