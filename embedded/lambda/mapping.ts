/** An event-source mapping: hands messages of a queue to a function, and deletes those that it settled. */
import * as z from 'zod';
import type { Activity } from '../activity.ts';
import type { Mapping } from '../deployment.ts';
import type { LiveQueue } from '../sqs.ts';
import type { Outcome } from './sandbox.ts';

interface MappingDeps {
  readonly mapping: Mapping;
  readonly queue: LiveQueue;
  readonly region: string;
  readonly queueByArn: (arn: string) => LiveQueue | undefined;
  readonly invoke: (functionName: string, event: unknown) => Promise<Outcome>;
  readonly activity: Activity;
  /** When a message that failed is seen again, seconds; the queue's own time-out if undefined. */
  readonly retrySeconds: number | undefined;
}

export interface Consumer {
  /** Takes no more messages; resolves when those taken are dealt with. */
  readonly stop: () => Promise<void>;
}

type Received = ReturnType<LiveQueue['dequeue']>[number];

/** SQS gives at most ten messages at once. */
const largestBatch = 10;
const longPollSeconds = 20;

export function consume(deps: MappingDeps): Consumer {
  const { mapping, queue } = deps;
  const running = new Set<Promise<void>>();
  let stopped = false;

  async function poll(): Promise<void> {
    while (!stopped) {
      if (running.size >= mapping.maxConcurrency) {
        await Promise.race(running);
        continue;
      }
      const done = deps.activity.begin('batch');
      const messages = queue.dequeue(Math.min(mapping.batchSize, largestBatch), undefined, deps.queueByArn);
      if (messages.length === 0) {
        done();
        await queue.waitForMessages(longPollSeconds);
        continue;
      }
      const work = handle(deps, messages).finally(() => {
        running.delete(work);
        done();
      });
      running.add(work);
    }
  }

  const polling = poll();
  return {
    stop: async () => {
      stopped = true;
      queue.cancelWaiters();
      await polling;
      await Promise.all(running);
    },
  };
}

const responseShape = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullable();

async function handle(deps: MappingDeps, messages: readonly Received[]): Promise<void> {
  const { mapping, queue, retrySeconds } = deps;
  const records = messages.map((message) => recordOf(message, deps));
  const outcome = await deps.invoke(mapping.functionName, { Records: records });
  const failed = failedOf(outcome, mapping, messages);
  for (const { MessageId, ReceiptHandle } of messages) {
    if (!failed.has(MessageId)) queue.deleteMessage(ReceiptHandle);
    else if (retrySeconds !== undefined) queue.changeVisibility(ReceiptHandle, retrySeconds);
  }
}

/** Which messages are to come again. A report that cannot be understood is of all of them, as in AWS. */
function failedOf(outcome: Outcome, mapping: Mapping, messages: readonly Received[]): ReadonlySet<string> {
  const all = new Set(messages.map(({ MessageId }) => MessageId));
  if (!outcome.ok) return all;
  if (!mapping.reportsItemFailures) return new Set();
  const report = responseShape.safeParse(outcome.payload);
  if (!report.success) return all;
  const failed = (report.data?.batchItemFailures ?? []).map((item) => item.itemIdentifier);
  return failed.every((id) => all.has(id)) ? new Set(failed) : all;
}

function recordOf(message: Received, { queue, mapping, region }: MappingDeps): object {
  const inFlight = queue.inflightMessages.get(message.ReceiptHandle)?.message;
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: {
      ApproximateReceiveCount: String(inFlight?.approximateReceiveCount),
      SentTimestamp: String(inFlight?.sentTimestamp),
      SenderId: '000000000000',
      ApproximateFirstReceiveTimestamp: String(inFlight?.approximateFirstReceiveTimestamp),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
        name,
        { stringValue: value.StringValue, binaryValue: value.BinaryValue, dataType: value.DataType },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: mapping.queueArn,
    awsRegion: region,
  };
}
