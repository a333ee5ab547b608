import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { CodedError } from '../runtime/errors.ts';
import type { PostingBatch } from './handler.ts';

/** SQS takes ten messages in one call. */
const MESSAGES_PER_CALL = 10;

/**
 * Hands denied adjudications to the denials queue, by reference. Sent again when the batch is: the worker opens
 * each item under an id made from the adjudication, so a repeat opens nothing.
 */
export async function sendDenials(
  { queues, denialsQueueUrl }: PostingBatch,
  denials: readonly { readonly claimNo: string; readonly version: number }[],
): Promise<void> {
  for (let i = 0; i < denials.length; i += MESSAGES_PER_CALL) {
    const answer = await queues.send(
      new SendMessageBatchCommand({
        QueueUrl: denialsQueueUrl,
        Entries: denials
          .slice(i, i + MESSAGES_PER_CALL)
          .map((denial, n) => ({ Id: String(n), MessageBody: JSON.stringify(denial) })),
      }),
    );
    const failed = answer.Failed?.length ?? 0;
    if (failed > 0) throw new CodedError('BatchIncomplete', { unsettled: failed, error: 'SendMessageBatch' });
  }
}
