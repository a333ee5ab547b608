import * as iam from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { StateTable } from './state-table.ts';

/** What a placeholder of a definition becomes, and the rights that its use takes. */
export interface WorkflowTarget {
  readonly value: string;
  readonly statements: readonly iam.PolicyStatement[];
}

const allow = (actions: readonly string[], resources: readonly string[]): iam.PolicyStatement =>
  new iam.PolicyStatement({ actions: [...actions], resources: [...resources] });

/** The function's ARN, for `lambda:invoke`. */
export const invoked = (fn: IFunction): WorkflowTarget => ({
  value: fn.functionArn,
  statements: [allow(['lambda:InvokeFunction'], [fn.functionArn])],
});

/** The queue's URL, for `sqs:sendMessage`. The machine's own key is the queue's key. */
export const sentTo = (queue: IQueue): WorkflowTarget => ({
  value: queue.queueUrl,
  statements: [allow(['sqs:SendMessage'], [queue.queueArn])],
});

/** The machine's ARN, for `states:startExecution`. */
export const started = (machine: StateMachine): WorkflowTarget => ({
  value: machine.stateMachineArn,
  statements: [allow(['states:StartExecution'], [machine.stateMachineArn])],
});

/** The table's name, for `aws-sdk:dynamodb:updateItem`. */
export const updated = (table: StateTable): WorkflowTarget => ({
  value: table.tableName,
  statements: [
    allow(['dynamodb:UpdateItem'], [table.tableArn]),
    ...(table.encryptionKey === undefined
      ? []
      : [
          allow(
            ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
            [table.encryptionKey.keyArn],
          ),
        ]),
  ],
});
