import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export interface PipelineDashboardProps {
  readonly machines: Readonly<Record<string, StateMachine>>;
  readonly queues: Readonly<Record<string, IQueue>>;
  readonly deadLetters: Readonly<Record<string, IQueue>>;
  readonly functions: Readonly<Record<string, IFunction>>;
}

const sum = { statistic: 'Sum', period: Duration.minutes(5) };
const maximum = { statistic: 'Maximum', period: Duration.minutes(5) };

/** One page for an operator: runs, what waits, what failed. */
export class PipelineDashboard extends Construct {
  constructor(scope: Construct, id: string, props: PipelineDashboardProps) {
    super(scope, id);
    const each = <T, M>(of: Readonly<Record<string, T>>, metric: (resource: T, label: string) => M): M[] =>
      Object.entries(of).map(([label, resource]) => metric(resource, label));
    const graph = (title: string, left: cloudwatch.IMetric[]): cloudwatch.GraphWidget =>
      new cloudwatch.GraphWidget({ title, left, width: 12, leftYAxis: { min: 0 } });

    new cloudwatch.Dashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(1),
      widgets: [
        [
          graph(
            'Runs started',
            each(props.machines, (machine, label) => machine.metricStarted({ ...sum, label })),
          ),
          graph(
            'Runs failed',
            each(props.machines, (machine, label) => machine.metricFailed({ ...sum, label })),
          ),
        ],
        [
          graph(
            'Oldest message waiting, seconds',
            each(props.queues, (queue, label) =>
              queue.metricApproximateAgeOfOldestMessage({ ...maximum, label }),
            ),
          ),
          graph(
            'Dead letters',
            each(props.deadLetters, (queue, label) =>
              queue.metricNumberOfMessagesReceived({ ...sum, label }),
            ),
          ),
        ],
        [
          graph(
            'Function errors',
            each(props.functions, (fn, label) => fn.metricErrors({ ...sum, label })),
          ),
          graph(
            'Slowest invocation, milliseconds',
            each(props.functions, (fn, label) => fn.metricDuration({ ...maximum, label })),
          ),
        ],
      ],
    });
  }
}
