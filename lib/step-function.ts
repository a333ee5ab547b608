import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Accepted, acknowledge } from './acknowledge.ts';
import { type Surroundings, stepAccess } from './step-access.ts';
import { type StepName, type StepSpec, steps } from './steps.ts';

export interface StepFunctionProps {
  readonly step: StepName;
  /** The step's bundle with the configuration beside it. */
  readonly code: lambda.Code;
  readonly configHash: string;
  /** Of logs and queues. */
  readonly encryptionKey: IKey;
  readonly around: Surroundings;
  /** Queues that it consumes. */
  readonly consumes?: readonly IQueue[];
}

/**
 * One step's function with its own role and log group.
 *
 * The role takes no policies but the one written here, so that reading it tells all that the step may do.
 */
export class StepFunction extends Construct {
  readonly fn: lambda.Function;
  private readonly encryptionKey: IKey;

  constructor(scope: Construct, id: string, props: StepFunctionProps) {
    super(scope, id);
    this.encryptionKey = props.encryptionKey;
    const spec: StepSpec = steps[props.step];
    const consumes = props.consumes ?? [];
    const access = stepAccess(spec, props.around);
    const logGroup = new logs.LogGroup(this, 'Logs', {
      encryptionKey: props.encryptionKey,
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const policy = new iam.ManagedPolicy(this, 'Access', {
      roles: [role],
      statements: [
        ...access.statements,
        ...this.consumption(consumes),
        new iam.PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
        new iam.PolicyStatement({
          actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
          resources: ['*'],
        }),
      ],
    });
    acknowledge(policy, ...access.accepted, {
      finding: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray knows no resources for these two write-only actions; the star stands with them alone.',
    });
    this.fn = new lambda.Function(this, 'Function', {
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: props.code,
      handler: 'index.handler',
      memorySize: spec.memoryMb,
      timeout: Duration.seconds(spec.timeoutSeconds),
      role: role.withoutPolicyUpdates(),
      logGroup,
      tracing: lambda.Tracing.ACTIVE,
      environment: {
        ...access.environment,
        CONFIG_HASH: props.configHash,
        POWERTOOLS_SERVICE_NAME: props.step,
        POWERTOOLS_METRICS_NAMESPACE: 'Claimline',
      },
    });
    // An event source is refused while its role may not read the queue yet.
    this.fn.node.addDependency(policy);
    for (const queue of consumes) this.consume(queue);
    this.accept(consumes.length > 0);
  }

  private consumption(consumes: readonly IQueue[]): iam.PolicyStatement[] {
    if (consumes.length === 0) return [];
    return [
      new iam.PolicyStatement({
        actions: [
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:ChangeMessageVisibility',
          'sqs:GetQueueAttributes',
        ],
        resources: consumes.map((queue) => queue.queueArn),
      }),
      new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [this.encryptionKey.keyArn] }),
    ];
  }

  private consume(queue: IQueue): void {
    this.fn.addEventSource(
      new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 5 }),
    );
  }

  private accept(consumes: boolean): void {
    const deadLetters = {
      reason: consumes
        ? 'Invoked by an event source only: a failed message returns to its queue, which redrives or rings.'
        : 'Invoked synchronously by a state machine only, whose Catch sends what failed to failed-batches.',
    };
    acknowledge(
      this.fn,
      { finding: 'HIPAA.Security-LambdaDLQ', ...deadLetters },
      { finding: 'Serverless-LambdaDLQ', ...deadLetters },
      {
        finding: 'HIPAA.Security-LambdaConcurrency',
        reason:
          'Concurrency is bounded where work starts: by MaxConcurrency of each map and event source. ' +
          'Reserving it here would take from an account-wide pool that is small in new accounts.',
      },
      {
        finding: 'HIPAA.Security-LambdaInsideVPC',
        reason:
          'It talks to AWS services only, over TLS with its own role, and listens to nothing. A VPC would ' +
          'add endpoints and no protection; an isolated network is a choice of the account.',
      },
      ...(consumes ? [SOURCE_DESTINATION] : []),
    );
  }
}

const SOURCE_DESTINATION: Accepted = {
  finding: 'Serverless-LambdaEventSourceMappingDestination',
  reason: 'A failed SQS message stays in its queue; the redrive policy there is its failure destination.',
};
