import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { type AlarmTopic, total } from './alarm-topic.ts';

export interface DeadLetterQueueProps {
  readonly encryptionKey: IKey;
  readonly alarms: AlarmTopic;
  /** Of the function that drains it. */
  readonly consumerTimeoutSeconds: number;
  readonly alarmDescription: string;
}

/** AWS asks for six times the consumer's timeout, so that a slow batch is not delivered twice. */
export const visibility = (consumerTimeoutSeconds: number): Duration =>
  Duration.seconds(6 * consumerTimeoutSeconds);

/**
 * Where a reference ends that could not be handled. It rings on arrival and on staying: the drain takes
 * messages within seconds, so that the count of visible ones alone would miss most.
 */
export class DeadLetterQueue extends sqs.Queue {
  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id, {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: props.encryptionKey,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: visibility(props.consumerTimeoutSeconds),
    });
    props.alarms.watch(this, {
      metric: total({
        taken: this.metricNumberOfMessagesReceived({ statistic: 'Sum' }),
        waiting: this.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      }),
      description: props.alarmDescription,
    });
    acknowledge(this, {
      finding: 'Serverless-SQSRedrivePolicy',
      reason:
        'This queue is itself the dead-letter end; its alarm rings, and what no repeat makes up for is drained ' +
        'into work items.',
    });
  }
}
