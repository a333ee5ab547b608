import { afterEach, beforeEach, expect, it } from 'vitest';
import { createActivity } from '../../../embedded/activity.ts';
import { type Consumer, consume } from '../../../embedded/lambda/mapping.ts';
import type { Outcome } from '../../../embedded/lambda/sandbox.ts';
import { settled } from '../../../embedded/settled.ts';
import { type LiveQueue, type Sqs, startSqs } from '../../../embedded/sqs.ts';
import { quietFront } from '../quiet-front.ts';

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

let sqs: Sqs;
let consumer: Consumer;
beforeEach(async () => {
  sqs = await startSqs(undefined, quietFront());
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 2 });
  sqs.create([
    { name: 'dead', arn: arnOf('dead'), attributes: {} },
    { name: 'jobs', arn: arnOf('jobs'), attributes: { RedrivePolicy } },
  ]);
});
afterEach(async () => {
  await consumer.stop();
  await sqs.close();
});

function queueNamed(name: string): LiveQueue {
  const queue = sqs.queueByArn(arnOf(name));
  if (queue === undefined) throw new Error(`no queue ${name}`);
  return queue;
}

interface Batch {
  readonly Records: readonly { messageId: string; body: string; attributes: Record<string, string> }[];
}

/** Sends the bodies, lets the handler consume them all, and gives what it saw. */
async function consumed(bodies: string[], handler: (batch: Batch) => unknown, options: object = {}) {
  const batches: Batch[] = [];
  let atOnce = 0;
  let most = 0;
  const activity = createActivity();
  for (const body of bodies) sqs.send(arnOf('jobs'), body);
  consumer = consume({
    mapping: {
      queueArn: arnOf('jobs'),
      functionName: 'work',
      batchSize: 10,
      reportsItemFailures: true,
      maxConcurrency: 2,
      ...options,
    },
    queue: queueNamed('jobs'),
    region: 'us-east-1',
    queueByArn: sqs.queueByArn,
    invoke: async (_, event): Promise<Outcome> => {
      const batch: Batch = JSON.parse(JSON.stringify(event));
      batches.push(batch);
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setTimeout(resolve, 5));
      atOnce -= 1;
      try {
        return { ok: true, payload: handler(batch) };
      } catch (error) {
        return { ok: false, error: { errorType: 'Error', errorMessage: String(error) } };
      }
    },
    activity,
    retrySeconds: 0.02,
  });
  await settled({ activity, consumed: [queueNamed('jobs')], timeoutMs: 5000 });
  const seen = batches.flatMap(({ Records }) => Records.map(({ body }) => body));
  return { batches, seen, most, dead: queueNamed('dead').messages.map(({ body }) => body) };
}

it('hands over a message once when it is settled', async () => {
  const { seen, dead } = await consumed(['a', 'b'], () => null);
  expect(seen.toSorted()).toEqual(['a', 'b']);
  expect(dead).toEqual([]);
});

it('gives the handler what SQS would', async () => {
  const { batches } = await consumed(['a'], () => ({ batchItemFailures: [] }));
  expect(batches[0]?.Records[0]).toMatchObject({
    body: 'a',
    attributes: { ApproximateReceiveCount: '1' },
    eventSource: 'aws:sqs',
    eventSourceARN: arnOf('jobs'),
    awsRegion: 'us-east-1',
  });
});

it('takes as many messages at once as the batch size, in as many invocations as allowed', async () => {
  const bodies = Array.from({ length: 9 }, (_, i) => `${i}`);
  const { batches, most } = await consumed(bodies, () => null, { batchSize: 3, maxConcurrency: 2 });
  expect(batches.map(({ Records }) => Records.length)).toEqual([3, 3, 3]);
  expect(most).toBe(2);
});

it('hands over again only those messages that the handler reports', async () => {
  const failing = ({ Records }: Batch) => ({
    batchItemFailures: Records.filter(
      ({ body, attributes }) => body === 'bad' && attributes.ApproximateReceiveCount === '1',
    ).map(({ messageId }) => ({ itemIdentifier: messageId })),
  });
  const { seen, dead } = await consumed(['good', 'bad', 'fine'], failing);
  expect(seen).toEqual(['good', 'bad', 'fine', 'bad']);
  expect(dead).toEqual([]);
});

it.each<[string, (batch: Batch) => unknown]>([
  [
    'throws',
    () => {
      throw new Error('always');
    },
  ],
  ['reports something else', () => ({ batchItemFailures: 'what' })],
  ['reports a message that it was not given', () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] })],
])('moves a message to the dead-letter queue when its handler always %s', async (_, handler) => {
  const { seen, dead } = await consumed(['bad'], handler);
  expect(seen).toEqual(['bad', 'bad']);
  expect(dead).toEqual(['bad']);
});

it('takes every outcome for success where the mapping asks for no report', async () => {
  const report = { batchItemFailures: [{ itemIdentifier: 'x' }] };
  const { seen } = await consumed(['a'], () => report, { reportsItemFailures: false });
  expect(seen).toEqual(['a']);
});
