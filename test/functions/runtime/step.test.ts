import { inspect } from 'node:util';
import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import * as z from 'zod';
import { parseWith } from '../../../functions/runtime/batches.ts';
import { CodedError } from '../../../functions/runtime/errors.ts';
import { eachRecord, jsonBody, parseQueueEvent } from '../../../functions/runtime/queue.ts';
import { lambda } from '../../../functions/runtime/step.ts';

/** Stands for a patient's datum. Wherever it shows, PHI would. */
const CANARY = 'QUILLBROOK';
const context = { awsRequestId: 'request-1' } as Context;
let printed = '';

beforeEach(() => {
  printed = '';
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  }
});
afterEach(() => vi.restoreAllMocks());

/** As the Node.js runtime of Lambda prints an error that left a handler: all that is enumerable, at every depth. */
const asLambdaPrints = (error: unknown): string =>
  JSON.stringify(error, (_, value) =>
    value instanceof Error
      ? { errorType: value.name, errorMessage: value.message, ...value, stack: value.stack }
      : value,
  );

async function thrownBy(work: () => Promise<unknown>): Promise<Error> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

const stepThat = (handle: (input: unknown) => Promise<unknown>, parse = (event: unknown) => event) =>
  lambda({ name: 'try-step', parse, build: () => handle });

function expectNoCanary(error: Error): void {
  expect(printed).not.toContain(CANARY);
  expect(asLambdaPrints(error)).not.toContain(CANARY);
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(CANARY);
}

const sdkError = Object.assign(new Error(`item of ${CANARY} was refused`), {
  name: 'ConditionalCheckFailedException',
  Item: { body: { S: CANARY } },
  $metadata: { requestId: CANARY },
});
const named = Object.assign(new Error(CANARY), { name: `Weird ${CANARY}` });

describe('an error that is not ours', () => {
  test.each<[string, string, () => unknown]>([
    ['malformed JSON, which quotes its input', 'SyntaxError', () => JSON.parse(`{"last": ${CANARY}}`)],
    [
      'a schema with an unknown key',
      'ZodError',
      () => z.strictObject({ a: z.string() }).parse({ a: 'x', [CANARY]: CANARY }),
    ],
    [
      'a failed condition that carries the item',
      'ConditionalCheckFailedException',
      () => {
        throw sdkError;
      },
    ],
    [
      'an error with a cause',
      'TypeError',
      () => {
        throw new TypeError('outer', { cause: new Error(CANARY) });
      },
    ],
    [
      'an error whose name says too much',
      'Error',
      () => {
        throw named;
      },
    ],
    [
      'a message over several lines that looks like a stack',
      'RangeError',
      () => {
        throw new RangeError(`first\n    at ${CANARY} (file:///a.ts:1:2)`);
      },
    ],
    [
      'something that is no error',
      'Error',
      () => {
        throw CANARY;
      },
    ],
  ])('leaves the step by its class only: %s', async (_, name, fail) => {
    const error = await thrownBy(() => stepThat(async () => fail())({}, context));
    expect(error).toMatchObject({ name: 'UnexpectedFault', facts: { step: 'try-step', error: name } });
    expectNoCanary(error);
  });

  it('is logged with the frames of its stack, so that the place can be found', async () => {
    await thrownBy(() =>
      stepThat(async () => {
        throw new TypeError(CANARY);
      })({}, context),
    );
    const line = JSON.parse(printed.split('\n').find((text) => text.includes('UnexpectedFault')) ?? '{}');
    expect(line).toMatchObject({
      level: 'ERROR',
      message: 'UnexpectedFault',
      service: 'try-step',
      requestId: 'request-1',
    });
    expect(line.frames[0]).toMatch(/^at .*step\.test\.ts/);
  });

  it('thrown while the step builds its clients is coded too', async () => {
    const step = lambda({
      name: 'try-step',
      parse: (event) => event,
      build: () => {
        throw new Error(CANARY);
      },
    });
    const error = await thrownBy(() => step({}, context));
    expect(error.name).toBe('UnexpectedFault');
    expectNoCanary(error);
  });
});

test('a coded error leaves as it is, with its facts as message', async () => {
  const thrown = new CodedError('BatchIncomplete', { fileId: 'f1', unsettled: 2 });
  const error = await thrownBy(() => stepThat(() => Promise.reject(thrown))({}, context));
  expect(error).toBe(thrown);
  expect(error.message).toBe('{"fileId":"f1","unsettled":2}');
  expect(error.stack).toBe('BatchIncomplete: {"fileId":"f1","unsettled":2}');
});

test.each([
  ['an unknown key', { fileId: 'f1', [CANARY]: CANARY }, ''],
  ['a wrong value', { fileId: [CANARY] }, 'fileId'],
  ['nothing', null, ''],
])('an input that is not ours is refused by the path of its first problem: %s', async (_, input, path) => {
  const step = stepThat(async () => 'done', parseWith(z.strictObject({ fileId: z.string() })));
  const error = await thrownBy(() => step(input, context));
  expect(error).toMatchObject({ name: 'InputInvalid', facts: { path } });
  expectNoCanary(error);
});

describe('a step', () => {
  it('answers what its handler does and logs nothing of the event', async () => {
    const step = stepThat(async () => ({ outcome: 'done' }));
    expect(await step({ last: CANARY }, context)).toEqual({ outcome: 'done' });
    expect(printed).not.toContain(CANARY);
  });

  it('builds its handler once, at the first invocation', async () => {
    const build = vi.fn(() => async () => 'done');
    const step = lambda({ name: 'try-step', parse: (event) => event, build });
    expect(build).not.toHaveBeenCalled();
    await step({}, context);
    await step({}, context);
    expect(build).toHaveBeenCalledTimes(1);
  });

  it('notes and counts under its own name', async () => {
    const step = lambda({
      name: 'try-step',
      parse: (event) => event,
      build: () => async (_, log) => {
        log.note('claims made', { claims: 3 });
        log.count('ClaimsMade', 3);
      },
    });
    await step({}, context);
    const lines = printed.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
    expect(lines).toContainEqual(expect.objectContaining({ message: 'claims made', claims: 3 }));
    expect(lines).toContainEqual(expect.objectContaining({ service: 'try-step', ClaimsMade: 3 }));
  });
});

describe('a consumer of a queue', () => {
  const recordOf = (messageId: string, body: string) => ({ messageId, body });
  const shape = z.strictObject({ claimNo: z.string() });
  const consumer = lambda({
    name: 'try-queue',
    parse: parseQueueEvent,
    build: () => (event, log) =>
      eachRecord(
        event,
        async (record) => {
          if (jsonBody(record, shape).claimNo === 'BAD') throw new Error(CANARY);
        },
        (error) => log.note('failed', { error: error instanceof Error ? error.name : '' }),
      ),
  });

  it('reports the records that failed, all by themselves, and prints none of them', async () => {
    const Records = [
      recordOf('m1', '{"claimNo":"ABC1"}'),
      recordOf('m2', '{"claimNo":"BAD"}'),
      recordOf('m3', `{"claimNo":${CANARY}}`),
      recordOf('m4', JSON.stringify({ claimNo: 'ABC1', [CANARY]: CANARY })),
      recordOf('m5', '{"claimNo":"ABC2"}'),
    ];
    expect(await consumer({ Records }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm2' }, { itemIdentifier: 'm3' }, { itemIdentifier: 'm4' }],
    });
    expect(printed).not.toContain(CANARY);
  });

  it('reports all of them when all failed, and throws nothing', async () => {
    const Records = [recordOf('m1', CANARY)];
    expect(await consumer({ Records }, context)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
  });

  it.each([
    ['no records', {}],
    ['records without a body', { Records: [{ messageId: 'm1' }] }],
    ['nothing', null],
  ])('refuses what no queue sends: %s', async (_, event) => {
    const error = await thrownBy(() => consumer(event, context));
    expect(error).toMatchObject({ name: 'InputInvalid', facts: { path: 'Records' } });
  });
});
