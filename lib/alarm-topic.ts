import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface Watch {
  /** Rings when it is above zero in any five minutes. */
  readonly metric: cloudwatch.IMetric;
  /** What happened, and what a person should do. */
  readonly description: string;
}

/** Where every alarm of the pipeline rings. People subscribe to it after the deployment. */
export class AlarmTopic extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, encryptionKey: IKey) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', { masterKey: encryptionKey, enforceSSL: true });
  }

  /** @param owner the construct that the alarm is about; the alarm becomes its child */
  watch(owner: Construct, { metric, description }: Watch): cloudwatch.Alarm {
    const alarm = new cloudwatch.Alarm(owner, 'Alarm', {
      metric,
      alarmDescription: description,
      threshold: 0,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    return alarm;
  }
}

/** The sum of several metrics over five minutes. */
export const total = (metrics: Readonly<Record<string, cloudwatch.Metric>>): cloudwatch.MathExpression =>
  new cloudwatch.MathExpression({
    expression: Object.keys(metrics).join(' + '),
    usingMetrics: { ...metrics },
    period: Duration.minutes(5),
  });
