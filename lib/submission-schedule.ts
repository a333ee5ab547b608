import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export interface SubmissionScheduleProps {
  readonly machine: StateMachine;
  readonly partners: readonly string[];
  readonly deadLetters: IQueue;
}

/** Starts the submission of each partner every hour. A tick that is lost is made up by the next. */
export class SubmissionSchedule extends Construct {
  constructor(scope: Construct, id: string, { machine, partners, deadLetters }: SubmissionScheduleProps) {
    super(scope, id);
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
    new iam.ManagedPolicy(this, 'Access', {
      roles: [role],
      statements: [
        new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }),
      ],
    });
    for (const partner of partners) {
      const input = events.RuleTargetInput.fromObject({ partner });
      new events.Rule(this, partner, {
        schedule: events.Schedule.rate(Duration.hours(1)),
        targets: [
          new SfnStateMachine(machine, {
            input,
            role: role.withoutPolicyUpdates(),
            deadLetterQueue: deadLetters,
          }),
        ],
      });
    }
  }
}
