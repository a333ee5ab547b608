import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { CodedError } from './errors.ts';

const sqsEvent = z.looseObject({
  Records: z.array(z.looseObject({ messageId: z.string(), body: z.string() })),
});

/** Checks only that records are there; each body is parsed by its own consumer, one failing alone. */
export function parseQueueEvent(event: unknown): SQSEvent {
  const read = sqsEvent.safeParse(event);
  if (!read.success) throw new CodedError('InputInvalid', { path: 'Records' });
  return event as SQSEvent;
}

/** A message body as JSON. The parser's own message would quote it. */
export function jsonBody<T>(record: SQSRecord, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(record.body);
  } catch {
    throw new CodedError('MessageUnreadable', { messageId: record.messageId });
  }
  const read = schema.safeParse(json);
  if (!read.success) throw new CodedError('MessageUnreadable', { messageId: record.messageId });
  return read.data;
}

/**
 * Works each record alone and reports the failed ones, so that SQS redelivers only those. The processor keeps the
 * error of a failed record to itself: only its class is told, by `onFailure`.
 */
export async function eachRecord(
  event: SQSEvent,
  work: (record: SQSRecord) => Promise<void>,
  onFailure: (error: unknown) => void,
): Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS);
  const guarded = async (record: SQSRecord): Promise<void> => {
    try {
      await work(record);
    } catch (error) {
      onFailure(error);
      throw new CodedError('RecordFailed', { messageId: record.messageId });
    }
  };
  return processPartialResponse(event, guarded, processor, { throwOnFullBatchFailure: false });
}
