import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Artifacts, ObjectRef } from '../../store/artifacts.ts';
import type { FileStore } from '../../store/files.ts';
import { measure } from '../runtime/content.ts';
import { FINISHED } from '../runtime/inbound-file.ts';

/** Which stage of an interchange's answers is due, and the day that all of them bear. */
export const laterSchema = z.strictObject({
  stage: z.int().min(1),
  today: z.string(),
  time: z.string(),
  /** How often it was looked in vain. */
  tries: z.int().min(0),
});
export type Later = z.infer<typeof laterSchema>;

/** Seconds until the next look. Few looks: Lambda stops a function that keeps sending to its own queue. */
const WAITS = [1, 3, 8, 20];

interface Waiting {
  readonly artifacts: Artifacts;
  readonly files: FileStore;
  readonly queues: SQSClient;
  readonly sandboxQueueUrl: string;
}

/** Whether the 835s under these keys were worked to their end. After some looks it is yes: no payer waits for ever. */
export async function arePosted(
  { artifacts, files }: Waiting,
  keys: readonly string[],
  { tries }: Later,
): Promise<boolean> {
  if (tries >= WAITS.length) return true;
  for (const key of keys) {
    const { fileId } = await measure(artifacts, { key });
    const file = await files.file(fileId);
    if (file === null || !FINISHED.has(file.status)) return false;
  }
  return true;
}

/** Asks to be woken again, by a message of the shape that a drop's event has. A repeat of it finds all files put. */
export async function comeBack(
  { queues, sandboxQueueUrl }: Waiting,
  { key, versionId }: ObjectRef,
  later: Later,
): Promise<void> {
  const object = { key, ...(versionId === undefined ? {} : { 'version-id': versionId }) };
  await queues.send(
    new SendMessageCommand({
      QueueUrl: sandboxQueueUrl,
      MessageBody: JSON.stringify({ detail: { object }, later }),
      DelaySeconds: WAITS[later.tries] ?? 0,
    }),
  );
}
