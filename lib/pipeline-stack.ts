import { join } from 'node:path';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Config } from '../core/config.ts';
import { acknowledge } from './acknowledge.ts';
import { AlarmTopic, total } from './alarm-topic.ts';
import { configHash } from './bundles.ts';
import type { DataStack } from './data-stack.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { MachineSchedule } from './machine-schedule.ts';
import { ObjectCreatedRule } from './object-created-rule.ts';
import { OperationsKey } from './operations-key.ts';
import { PipelineDashboard } from './pipeline-dashboard.ts';
import { StepFunction } from './step-function.ts';
import { type MachineName, pascalCase, type QueueName, type StepName, stepNames, steps } from './steps.ts';
import { WatchedQueue } from './watched-queue.ts';
import { definitionOf, placeholdersOf, Workflow } from './workflow.ts';
import { invoked, sentTo, started, updated, type WorkflowTarget } from './workflow-targets.ts';

export interface PipelineStackProps {
  readonly data: DataStack;
  readonly config: Config;
  /** Holds `{step}/` for every step: its bundle and the configuration. */
  readonly bundlesFolder: string;
}

type Machines = Readonly<Record<MachineName, StateMachine>>;
type Targets = Readonly<Record<string, WorkflowTarget>>;

const machineNames: readonly MachineName[] = [
  'intake',
  'submission',
  'acknowledgment',
  'remittance',
  'timers',
  'codesets',
];
const functionPlaceholder = (step: StepName): string => `${pascalCase(step)}FunctionArn`;

/** What a file sets in motion. It keeps nothing that cannot be rebuilt from the data stack. */
export class PipelineStack extends Stack {
  private readonly props: PipelineStackProps;
  private readonly key: OperationsKey;
  private readonly alarms: AlarmTopic;
  private readonly queues: Partial<Record<QueueName, WatchedQueue>> = {};
  private readonly functions: Partial<Record<StepName, lambda.Function>> = {};

  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, { description: 'Claimline: steps, state machines, queues and alarms.' });
    this.props = props;
    this.key = new OperationsKey(this, 'OperationsKey');
    this.alarms = new AlarmTopic(this, 'Alarms', this.key);
    const { artifacts } = props.data;
    const uploads = this.watchedQueue('uploads', 'route-upload');
    const denials = this.watchedQueue('denials', 'work-denials');
    const failedBatches = this.deadLetterQueue(
      'FailedBatches',
      'A batch or a run failed for good. Its work items say which claims are unsettled and how to go on.',
    );

    const machines = this.workflows(failedBatches);
    this.step('route-upload', { consumes: [uploads.queue], machines });
    this.step('work-denials', { consumes: [denials.queue] });
    new ObjectCreatedRule(this, 'UploadsRule', {
      bucket: artifacts,
      prefixes: ['intake/', 'inbound/', 'codesets/'],
      to: uploads,
    });
    this.sandbox();
    const deadLetters = {
      ...mapValues(this.queues, (watched) => watched.deadLetters),
      'failed-batches': failedBatches,
    };
    this.step('drain-dead-letters', { consumes: Object.values(deadLetters) });
    this.schedule(machines);
    new PipelineDashboard(this, 'Dashboard', {
      machines,
      queues: mapValues(this.queues, (watched) => watched.queue),
      deadLetters,
      functions: this.functions,
    });
    this.outputs(machines, {
      UploadsQueueUrl: uploads.queue,
      DenialsQueueUrl: denials.queue,
      FailedBatchesQueueUrl: failedBatches,
    });
  }

  /** The machines, and the functions that their definitions name. */
  private workflows(failedBatches: IQueue): Machines {
    const named = new Set(machineNames.flatMap((machine) => placeholdersOf(definitionOf(machine))));
    const invokable = stepNames.filter((step) => named.has(functionPlaceholder(step)));
    const targets: Targets = {
      ...Object.fromEntries(invokable.map((step) => [functionPlaceholder(step), invoked(this.step(step))])),
      FailedBatchesQueueUrl: sentTo(failedBatches),
      FilesTableName: updated(this.props.data.tables.files),
    };
    const submission = this.workflow('submission', targets);
    return {
      submission,
      intake: this.workflow('intake', { ...targets, SubmissionMachineArn: started(submission) }),
      acknowledgment: this.workflow('acknowledgment', targets),
      remittance: this.workflow('remittance', targets),
      timers: this.workflow('timers', targets),
      codesets: this.workflow('codesets', targets),
    };
  }

  private workflow(name: MachineName, targets: Targets): StateMachine {
    const workflow = new Workflow(this, pascalCase(name), {
      machine: name,
      targets,
      encryptionKey: this.key,
    });
    const { machine } = workflow;
    this.alarms.watch(workflow, {
      metric: total({
        failed: machine.metricFailed(),
        timedOut: machine.metricTimedOut(),
        aborted: machine.metricAborted(),
      }),
      description: `A run of ${name} ended red. Its history names the step; work items say what is open.`,
    });
    return machine;
  }

  /** The simulated payer, where the configuration has one. */
  private sandbox(): void {
    const partners = this.props.config.partners.filter((partner) => partner.sandbox);
    if (partners.length === 0) return;
    const sandbox = this.watchedQueue('sandbox', 'answer-interchange');
    this.step('answer-interchange', { consumes: [sandbox.queue] });
    new ObjectCreatedRule(this, 'SandboxRule', {
      bucket: this.props.data.artifacts,
      prefixes: partners.map(({ id }) => `drop/${id}/`),
      to: sandbox,
    });
  }

  /**
   * An hourly submission for each partner. It sends what clients leave to the schedule, and what a submission at the
   * end of an intake run did not see yet: the index of READY claims is eventually consistent. And every day a look at
   * what is overdue.
   */
  private schedule({ submission, timers }: Machines): void {
    const { clients } = this.props.config;
    const deadLetters = this.deadLetterQueue(
      'ScheduleDlq',
      'A scheduled run was not started. The next hour or day makes up for it; look why it was refused.',
    );
    const partners = [...new Set(clients.map(({ partner }) => partner))].sort();
    new MachineSchedule(this, 'SubmissionSchedule', {
      machine: submission,
      every: Duration.hours(1),
      inputs: Object.fromEntries(partners.map((partner) => [partner, { partner }])),
      deadLetters,
    });
    new MachineSchedule(this, 'TimersSchedule', {
      machine: timers,
      every: Duration.days(1),
      inputs: { daily: {} },
      deadLetters,
    });
  }

  private watchedQueue(name: QueueName, consumer: StepName): WatchedQueue {
    const watched = new WatchedQueue(this, pascalCase(name), {
      encryptionKey: this.key,
      alarms: this.alarms,
      consumerTimeoutSeconds: steps[consumer].timeoutSeconds,
      drainTimeoutSeconds: steps['drain-dead-letters'].timeoutSeconds,
    });
    this.queues[name] = watched;
    return watched;
  }

  private deadLetterQueue(id: string, alarmDescription: string): DeadLetterQueue {
    const queue = new DeadLetterQueue(this, id, {
      encryptionKey: this.key,
      alarms: this.alarms,
      consumerTimeoutSeconds: steps['drain-dead-letters'].timeoutSeconds,
      alarmDescription,
    });
    acknowledge(queue, {
      finding: 'AwsSolutions-SQS3',
      reason:
        'A dead-letter end that services write to directly, so that no queue names it as its redrive target.',
    });
    return queue;
  }

  private step(
    name: StepName,
    { consumes = [], machines = {} }: { consumes?: readonly IQueue[]; machines?: Partial<Machines> } = {},
  ): lambda.Function {
    const { data, config, bundlesFolder } = this.props;
    const { fn } = new StepFunction(this, pascalCase(name), {
      step: name,
      code: lambda.Code.fromAsset(join(bundlesFolder, name)),
      configHash: configHash(config),
      encryptionKey: this.key,
      around: {
        artifacts: data.artifacts,
        tables: data.tables,
        queues: mapValues(this.queues, (watched) => watched.queue),
        machines,
      },
      consumes,
    });
    this.functions[name] = fn;
    return fn;
  }

  private outputs(machines: Machines, queues: Readonly<Record<string, IQueue>>): void {
    for (const name of machineNames) {
      new CfnOutput(this, `${pascalCase(name)}MachineArn`, { value: machines[name].stateMachineArn });
    }
    for (const [id, queue] of Object.entries(queues)) new CfnOutput(this, id, { value: queue.queueUrl });
    new CfnOutput(this, 'AlarmTopicArn', { value: this.alarms.topic.topicArn });
  }
}

/** The same keys with other values; keys without a value are left out. */
const mapValues = <V, W>(
  record: Readonly<Partial<Record<string, V>>>,
  to: (value: V) => W,
): Record<string, W> =>
  Object.fromEntries(Object.entries(record).flatMap(([k, v]) => (v === undefined ? [] : [[k, to(v)]])));
