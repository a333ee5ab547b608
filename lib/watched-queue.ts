import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { AlarmTopic } from './alarm-topic.ts';
import { DeadLetterQueue, visibility } from './dead-letter-queue.ts';

export interface WatchedQueueProps {
  readonly encryptionKey: IKey;
  readonly alarms: AlarmTopic;
  readonly consumerTimeoutSeconds: number;
  /** Of the function that drains the dead letters. */
  readonly drainTimeoutSeconds: number;
}

/** How often a message is tried before it is a dead letter. */
const MAX_RECEIVES = 5;

/** A queue of references with its dead-letter queue and alarm. */
export class WatchedQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;

  constructor(scope: Construct, id: string, props: WatchedQueueProps) {
    super(scope, id);
    const { encryptionKey, alarms } = props;
    this.deadLetters = new DeadLetterQueue(this, 'Dlq', {
      encryptionKey,
      alarms,
      consumerTimeoutSeconds: props.drainTimeoutSeconds,
      alarmDescription: `A message of ${id} could not be handled. Its work item says what it was.`,
    });
    this.queue = new sqs.Queue(this, 'Queue', {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: encryptionKey,
      enforceSSL: true,
      visibilityTimeout: visibility(props.consumerTimeoutSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
  }
}
