import { readFileSync } from 'node:fs';
import { Aws, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge, asPrinted } from './acknowledge.ts';
import type { MachineName } from './steps.ts';
import type { WorkflowTarget } from './workflow-targets.ts';

export interface WorkflowProps {
  readonly machine: MachineName;
  /** By placeholder: what it becomes and which rights that takes. Those that are not named are left out. */
  readonly targets: Readonly<Record<string, WorkflowTarget>>;
  /** Of the definition, the histories and the logs. */
  readonly encryptionKey: IKey;
}

const PLACEHOLDER = /\$\{(\w+)\}/g;

/** The text of a definition, placeholders and all. Both engines run it unchanged. */
export const definitionOf = (machine: MachineName): string =>
  readFileSync(new URL(`../statemachines/${machine}.asl.json`, import.meta.url), 'utf8');

/** The placeholders of a definition, each once, in alphabetical order. */
export const placeholdersOf = (definition: string): readonly string[] =>
  [...new Set([...definition.matchAll(PLACEHOLDER)].map(([, name = '']) => name))].sort();

/** The label of the definition's distributed map: it is in the ARN of every child run. */
const mapLabelsOf = (definition: string): readonly string[] =>
  [...definition.matchAll(/"Label": "(\w+)"/g)].map(([, label = '']) => label);

/**
 * A state machine from its definition file, with rights to exactly what the definition names.
 *
 * CDK grants nothing for a definition that it did not build itself. The definition is a string in the
 * template, not an asset, so that a review of the template shows it.
 */
export class Workflow extends Construct {
  readonly machine: sfn.StateMachine;

  constructor(scope: Construct, id: string, { machine, targets, encryptionKey }: WorkflowProps) {
    super(scope, id);
    const definition = definitionOf(machine);
    const named = placeholdersOf(definition).map((placeholder): [string, WorkflowTarget] => {
      const target = targets[placeholder];
      if (target === undefined)
        throw new Error(`${machine}.asl.json names ${placeholder}, which is nothing here`);
      return [placeholder, target];
    });
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') });
    const access = this.access(role, encryptionKey, named);
    this.machine = new sfn.StateMachine(this, 'Machine', {
      definitionBody: sfn.DefinitionBody.fromString(definition),
      definitionSubstitutions: Object.fromEntries(named.map(([name, { value }]) => [name, value])),
      role: role.withoutPolicyUpdates(),
      logs: {
        destination: this.logGroup(machine, encryptionKey),
        level: sfn.LogLevel.ALL,
        includeExecutionData: false,
      },
      tracingEnabled: true,
      encryptionConfiguration: new sfn.CustomerManagedEncryptionConfiguration(encryptionKey),
    });
    // A machine that logs is refused while its role may not deliver logs yet.
    this.machine.node.addDependency(access);
    this.mapAccess(role, mapLabelsOf(definition));
  }

  private logGroup(machine: MachineName, encryptionKey: IKey): logs.LogGroup {
    // This prefix keeps the account's log resource policy short; the stack's own id keeps the name free.
    const stackUuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
    return new logs.LogGroup(this, 'Logs', {
      logGroupName: `/aws/vendedlogs/states/claimline-${machine}-${stackUuid}`,
      encryptionKey,
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private access(
    role: iam.Role,
    encryptionKey: IKey,
    named: readonly (readonly [string, WorkflowTarget])[],
  ): iam.ManagedPolicy {
    const policy = new iam.ManagedPolicy(this, 'Access', {
      roles: [role],
      statements: [
        ...named.flatMap(([, { statements }]) => statements),
        new iam.PolicyStatement({
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [encryptionKey.keyArn],
        }),
        new iam.PolicyStatement({
          actions: [
            'logs:CreateLogDelivery',
            'logs:GetLogDelivery',
            'logs:UpdateLogDelivery',
            'logs:DeleteLogDelivery',
            'logs:ListLogDeliveries',
            'logs:PutResourcePolicy',
            'logs:DescribeResourcePolicies',
            'logs:DescribeLogGroups',
            'xray:PutTraceSegments',
            'xray:PutTelemetryRecords',
            'xray:GetSamplingRules',
            'xray:GetSamplingTargets',
          ],
          resources: ['*'],
        }),
      ],
    });
    acknowledge(policy, {
      finding: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Log delivery and X-Ray know no resources for these actions; the star stands with them alone.',
    });
    return policy;
  }

  /** A distributed map starts and watches runs of its own machine: hence a policy that comes after it. */
  private mapAccess(role: iam.Role, labels: readonly string[]): void {
    if (labels.length === 0) return;
    const { partition, region, account } = Stack.of(this);
    const { stateMachineArn, stateMachineName } = this.machine;
    const children = labels.map(
      (label) => `arn:${partition}:states:${region}:${account}:execution:${stateMachineName}/${label}:*`,
    );
    const policy = new iam.ManagedPolicy(this, 'MapAccess', {
      roles: [role],
      statements: [
        new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachineArn] }),
        new iam.PolicyStatement({
          actions: ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
          resources: children,
        }),
      ],
    });
    for (const child of children) {
      acknowledge(policy, {
        finding: `AwsSolutions-IAM5[Resource::${asPrinted(this, child)}]`,
        reason: 'Child runs are named by Step Functions; the star follows the label of this one map.',
      });
    }
  }
}
