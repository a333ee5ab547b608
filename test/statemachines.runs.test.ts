import { describe, expect, it } from 'vitest';
import { loadDefinition } from '../embedded/states/definition.ts';
import { runExecution } from '../embedded/states/interpreter.ts';
import type { MachineName } from '../lib/steps.ts';
import { definitionOf } from '../lib/workflow.ts';

type Answer = object | Error;
type Call = { readonly resource: string; readonly args: Readonly<Record<string, unknown>> };

/** What each step answers, and what each service call does. An error is thrown. */
interface Stage {
  readonly machine: MachineName;
  readonly input: object;
  readonly answers: Readonly<Record<string, (payload: Readonly<Record<string, unknown>>) => Answer>>;
  readonly service?: (call: Call) => Answer;
}

const failure = (name: string): Error => Object.assign(new Error('told by name only'), { name });

/** Runs a definition as the embedded engine does, with all waits of length zero. */
async function play({ machine, input, answers, service = () => ({}) }: Stage) {
  const calls: (Call & { readonly payload?: unknown })[] = [];
  const answer = (resource: string, args: Readonly<Record<string, unknown>>): Answer => {
    if (resource !== 'arn:aws:states:::lambda:invoke') {
      calls.push({ resource: resource.replace('arn:aws:states:::', ''), args });
      return service({ resource, args });
    }
    const step = String(args.FunctionName).replace(/^\$\{(\w+)FunctionArn\}$/, '$1');
    calls.push({ resource: step, args });
    const payload = answers[step]?.(Object(args.Payload)) ?? failure('NoAnswer');
    return payload instanceof Error ? payload : { Payload: payload };
  };
  const ending = await runExecution({
    definition: loadDefinition(definitionOf(machine)),
    input,
    name: 'run-1',
    machineArn: `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`,
    invoke: async (resource, args) => {
      const given = answer(resource, Object(args));
      if (given instanceof Error) throw given;
      return given;
    },
    sleep: (_ms, signal) => new Promise((done) => signal.addEventListener('abort', () => done())),
    random: () => 0,
    now: () => 0,
  });
  const of = (resource: string) => calls.filter((call) => call.resource === resource).map(({ args }) => args);
  const messages = of('sqs:sendMessage').map(({ MessageBody }): unknown => JSON.parse(String(MessageBody)));
  return { ending, calls: calls.map(({ resource }) => resource), of, messages };
}

const received = { outcome: 'received', fileId: 'f1', client: 'riverbend', partner: 'sandbox' };
const intake = (batches: number, submit: string, answers: Stage['answers'] = {}): Stage => ({
  machine: 'intake',
  input: { uploadId: 'u1', client: 'riverbend' },
  answers: {
    ReceiveFile: () => ({ ...received, batches, submit }),
    ValidateCodes: () => ({ outcome: 'validated' }),
    AssembleClaims: () => ({ outcome: 'assembled' }),
    ...answers,
  },
});

describe('an intake run', () => {
  it('takes each batch through, asks for a submission under its own name and closes the file', async () => {
    const run = await play(intake(2, 'immediately'));
    expect(run.ending).toEqual({ status: 'SUCCEEDED', output: { outcome: 'complete' } });
    expect(run.of('AssembleClaims').map(({ Payload }) => Payload)).toEqual([
      { fileId: 'f1', client: 'riverbend', batch: 0 },
      { fileId: 'f1', client: 'riverbend', batch: 1 },
    ]);
    expect(run.of('states:startExecution')).toEqual([
      {
        StateMachineArn: expect.stringContaining('SubmissionMachineArn'),
        Name: 'run-1',
        Input: { partner: 'sandbox' },
      },
    ]);
    expect(run.of('aws-sdk:dynamodb:updateItem')).toMatchObject([
      {
        Key: { pk: { S: 'FILE#f1' }, sk: { S: 'FILE' } },
        ExpressionAttributeValues: { ':done': { S: 'done' } },
      },
    ]);
  });

  it.each([0, 1])('takes a file of %i batches', async (batches) => {
    const run = await play(intake(batches, 'later'));
    expect(run.ending.status).toBe('SUCCEEDED');
    expect(run.of('ValidateCodes')).toHaveLength(batches);
    expect(run.of('states:startExecution')).toEqual([]);
  });

  it.each(['duplicate', 'quarantined'])('ends at once for a %s file', async (outcome) => {
    const run = await play(intake(0, 'later', { ReceiveFile: () => ({ ...received, outcome, batches: 0 }) }));
    expect(run.ending).toEqual({ status: 'SUCCEEDED', output: { outcome } });
    expect(run.calls).toEqual(['ReceiveFile']);
  });

  it('lets the neighbours of a failed batch go on, reports it and leaves the file open', async () => {
    const run = await play(
      intake(3, 'immediately', {
        AssembleClaims: ({ batch }) => (batch === 1 ? failure('BatchIncomplete') : { outcome: 'assembled' }),
      }),
    );
    expect(run.ending).toMatchObject({ status: 'FAILED', error: 'BatchesFailed' });
    expect(run.messages).toEqual([
      {
        machine: 'intake',
        step: 'assemble-claims',
        fileId: 'f1',
        client: 'riverbend',
        batch: 1,
        error: 'BatchIncomplete',
        execution: expect.stringContaining('arn:aws:states:'),
      },
    ]);
    expect(run.of('states:startExecution')).toHaveLength(1);
    expect(run.of('aws-sdk:dynamodb:updateItem')).toEqual([]);
  });

  it('heals a batch that is incomplete at first', async () => {
    let tries = 0;
    const AssembleClaims = (): Answer =>
      tries++ < 3 ? failure('BatchIncomplete') : { outcome: 'assembled' };
    const run = await play(intake(1, 'later', { AssembleClaims }));
    expect(run.ending.status).toBe('SUCCEEDED');
    expect(run.messages).toEqual([]);
  });

  it('takes a submission of its name that exists already for its own', async () => {
    const exists = failure('StepFunctions.ExecutionAlreadyExistsException');
    const run = await play({
      ...intake(1, 'immediately'),
      service: ({ resource }) => (resource.endsWith('startExecution') ? exists : {}),
    });
    expect(run.ending.status).toBe('SUCCEEDED');
    expect(run.of('states:startExecution')).toHaveLength(1);
  });

  it('reports a file that could not be read and ends red', async () => {
    const run = await play(intake(0, 'later', { ReceiveFile: () => failure('Defect') }));
    expect(run.ending).toMatchObject({ status: 'FAILED', error: 'IntakeFailed' });
    expect(run.messages).toEqual([
      {
        machine: 'intake',
        step: 'receive-file',
        uploadId: 'u1',
        client: 'riverbend',
        error: 'Defect',
        execution: 'arn:aws:states:us-east-1:000000000000:execution:intake:run-1',
      },
    ]);
  });

  it('ends red even when a failed batch cannot be reported', async () => {
    const run = await play({
      ...intake(1, 'later', { ValidateCodes: () => failure('Defect') }),
      service: () => failure('SQS.QueueDoesNotExistException'),
    });
    expect(run.ending).toMatchObject({ status: 'FAILED', error: 'BatchesFailed' });
  });
});

const submission = (answers: Stage['answers']): Stage => ({
  machine: 'submission',
  input: { partner: 'sandbox' },
  answers: {
    PlanInterchanges: () => ({ outcome: 'planned', planId: 'p1', partner: 'sandbox', interchanges: 2 }),
    WriteInterchange: () => ({ outcome: 'written' }),
    DeliverInterchange: () => ({ outcome: 'delivered' }),
    ...answers,
  },
});

describe('a submission run', () => {
  it('plans under its own name, then writes and delivers each interchange', async () => {
    const run = await play(submission({}));
    expect(run.ending).toEqual({ status: 'SUCCEEDED', output: { outcome: 'complete' } });
    expect(run.of('PlanInterchanges')[0]?.Payload).toEqual({ partner: 'sandbox', cause: 'run-1' });
    expect(run.of('DeliverInterchange').map(({ Payload }) => Payload)).toEqual([
      { planId: 'p1', partner: 'sandbox', interchange: 0 },
      { planId: 'p1', partner: 'sandbox', interchange: 1 },
    ]);
  });

  it('delivers nothing where nothing was written', async () => {
    const run = await play(submission({ WriteInterchange: () => ({ outcome: 'empty' }) }));
    expect(run.ending.status).toBe('SUCCEEDED');
    expect(run.of('DeliverInterchange')).toEqual([]);
  });

  it('ends well when nothing is ready', async () => {
    const nothing = { outcome: 'nothing', planId: '', partner: 'sandbox', interchanges: 0 };
    const run = await play(submission({ PlanInterchanges: () => nothing }));
    expect(run.ending).toEqual({ status: 'SUCCEEDED', output: { outcome: 'nothing' } });
  });

  it('reports an interchange that could not be delivered', async () => {
    const run = await play(submission({ DeliverInterchange: () => failure('DeliveryUnverified') }));
    expect(run.ending).toMatchObject({ status: 'FAILED', error: 'InterchangesFailed' });
    expect(run.messages).toMatchObject([
      {
        machine: 'submission',
        step: 'deliver-interchange',
        planId: 'p1',
        interchange: 0,
        partner: 'sandbox',
      },
      {
        machine: 'submission',
        step: 'deliver-interchange',
        planId: 'p1',
        interchange: 1,
        partner: 'sandbox',
      },
    ]);
  });
});

const remittance = (outcome: string, answers: Stage['answers'] = {}): Stage => ({
  machine: 'remittance',
  input: { uploadId: 'u1', partner: 'sandbox' },
  answers: {
    ReadRemittance: () => ({ outcome: 'read', fileId: 'f1', partner: 'sandbox', batches: 2 }),
    PostRemittance: () => ({ outcome: 'posted' }),
    ReconcileRemittance: () => ({ outcome }),
    ...answers,
  },
});

describe('a remittance run', () => {
  it('posts each batch and reconciles the whole', async () => {
    const run = await play(remittance('reconciled'));
    expect(run.ending).toEqual({ status: 'SUCCEEDED', output: { outcome: 'reconciled' } });
    expect(run.of('ReconcileRemittance')[0]?.Payload).toEqual({ fileId: 'f1', partner: 'sandbox' });
  });

  it.each(['out-of-balance', 'incomplete'])('ends red when the whole is %s', async (outcome) => {
    const run = await play(remittance(outcome));
    expect(run.ending).toMatchObject({ status: 'FAILED', error: 'RemittanceOpen' });
  });

  it('reconciles what was posted even when a batch failed', async () => {
    const run = await play(remittance('incomplete', { PostRemittance: () => failure('BatchIncomplete') }));
    expect(run.of('ReconcileRemittance')).toHaveLength(1);
    expect(run.messages).toHaveLength(2);
  });
});

describe('an acknowledgment run', () => {
  it('applies each batch and closes the file', async () => {
    const run = await play({
      machine: 'acknowledgment',
      input: { uploadId: 'u1', partner: 'sandbox' },
      answers: {
        ReadResponse: () => ({ outcome: 'read', fileId: 'f1', partner: 'sandbox', batches: 1 }),
        ApplyAcknowledgment: () => ({ outcome: 'applied' }),
      },
    });
    expect(run.ending).toEqual({ status: 'SUCCEEDED', output: { outcome: 'complete' } });
    expect(run.calls).toEqual(['ReadResponse', 'ApplyAcknowledgment', 'aws-sdk:dynamodb:updateItem']);
  });
});

describe('a timers run', () => {
  const timers = (outcome: string, answers: Stage['answers'] = {}): Stage => ({
    machine: 'timers',
    input: {},
    answers: {
      FindOverdue: () => ({ outcome, runId: 't1', batches: outcome === 'found' ? 3 : 0 }),
      RunTimers: () => ({ outcome: 'worked' }),
      ...answers,
    },
  });

  it('plans under its own name, then works each batch', async () => {
    const run = await play(timers('found'));
    expect(run.ending).toEqual({ status: 'SUCCEEDED', output: { outcome: 'complete' } });
    expect(run.of('FindOverdue')[0]?.Payload).toEqual({ cause: 'run-1' });
    expect(run.of('RunTimers').map(({ Payload }) => Payload)).toEqual(
      [0, 1, 2].map((batch) => ({ runId: 't1', batch })),
    );
  });

  it('ends well when nothing is overdue', async () => {
    const run = await play(timers('nothing'));
    expect(run.ending).toEqual({ status: 'SUCCEEDED', output: { outcome: 'nothing' } });
    expect(run.calls).toEqual(['FindOverdue']);
  });

  it('lets the neighbours of a failed batch go on, and reports it', async () => {
    const RunTimers = ({ batch }: { readonly batch?: unknown }): Answer =>
      batch === 1 ? failure('BatchIncomplete') : { outcome: 'worked' };
    const run = await play(timers('found', { RunTimers }));
    expect(run.ending).toMatchObject({ status: 'FAILED', error: 'BatchesFailed' });
    expect(run.messages).toMatchObject([
      { machine: 'timers', step: 'run-timers', runId: 't1', batch: 1, error: 'BatchIncomplete' },
    ]);
  });

  it('reports that nothing could be planned and ends red', async () => {
    const run = await play(timers('found', { FindOverdue: () => failure('UnexpectedFault') }));
    expect(run.ending).toMatchObject({ status: 'FAILED', error: 'TimersFailed' });
    expect(run.messages).toMatchObject([
      { machine: 'timers', step: 'find-overdue', error: 'UnexpectedFault' },
    ]);
  });
});

describe('a codesets run', () => {
  const codesets = (outcome: string, answers: Stage['answers'] = {}): Stage => ({
    machine: 'codesets',
    input: { uploadId: 'u1' },
    answers: {
      ImportCodes: () => ({ outcome, fileId: 'f1' }),
      ActivateCodes: () => ({ outcome: 'activated' }),
      ...answers,
    },
  });

  it('imports, switches and closes the file', async () => {
    const run = await play(codesets('imported'));
    expect(run.ending).toEqual({ status: 'SUCCEEDED', output: { outcome: 'activated' } });
    expect(run.calls).toEqual(['ImportCodes', 'ActivateCodes', 'aws-sdk:dynamodb:updateItem']);
    expect(run.of('ActivateCodes').map(({ Payload }) => Payload)).toEqual([{ fileId: 'f1' }]);
    expect(run.of('aws-sdk:dynamodb:updateItem')).toMatchObject([{ Key: { pk: { S: 'FILE#f1' } } }]);
  });

  it.each(['duplicate', 'refused'])('that is %s switches nothing', async (outcome) => {
    const run = await play(codesets(outcome));
    expect(run.ending).toEqual({ status: 'SUCCEEDED', output: { outcome } });
    expect(run.calls).toEqual(['ImportCodes']);
  });

  it.each([
    ['ImportCodes', 'import-codes'],
    ['ActivateCodes', 'activate-codes'],
  ])('whose %s fails for good ends red, with a message that names it', async (state, step) => {
    const run = await play(codesets('imported', { [state]: () => failure('UnexpectedFault') }));
    expect(run.ending).toMatchObject({ status: 'FAILED', error: 'CodesetsFailed' });
    expect(run.messages).toMatchObject([{ machine: 'codesets', step, error: 'UnexpectedFault' }]);
  });
});
