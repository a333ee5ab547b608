import type { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export interface MachineScheduleProps {
  readonly machine: StateMachine;
  readonly every: Duration;
  /** A run for each of these, by name. */
  readonly inputs: Readonly<Record<string, object>>;
  readonly deadLetters: IQueue;
}

/** Starts runs of a machine again and again. A tick that is lost is made up by the next. */
export class MachineSchedule extends Construct {
  constructor(scope: Construct, id: string, { machine, every, inputs, deadLetters }: MachineScheduleProps) {
    super(scope, id);
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
    new iam.ManagedPolicy(this, 'Access', {
      roles: [role],
      statements: [
        new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }),
      ],
    });
    for (const [name, input] of Object.entries(inputs)) {
      new events.Rule(this, name, {
        schedule: events.Schedule.rate(every),
        targets: [
          new SfnStateMachine(machine, {
            input: events.RuleTargetInput.fromObject(input),
            role: role.withoutPolicyUpdates(),
            deadLetterQueue: deadLetters,
          }),
        ],
      });
    }
  }
}
