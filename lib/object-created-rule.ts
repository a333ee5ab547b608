import * as events from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { WatchedQueue } from './watched-queue.ts';

export interface ObjectCreatedRuleProps {
  readonly bucket: Bucket;
  /** Never one that a run of its consumer writes to. */
  readonly prefixes: readonly string[];
  readonly to: WatchedQueue;
}

/** An object created under some prefixes becomes a message, or a dead letter of the same queue. */
export class ObjectCreatedRule extends events.Rule {
  constructor(scope: Construct, id: string, { bucket, prefixes, to }: ObjectCreatedRuleProps) {
    super(scope, id, {
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [bucket.bucketName] },
          object: { key: prefixes.map((prefix) => ({ prefix })) },
        },
      },
      targets: [new SqsQueue(to.queue, { deadLetterQueue: to.deadLetters })],
    });
  }
}
