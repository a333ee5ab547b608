import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { pascalCase, type StepName, type StepSpec, stepNames, steps } from '../../lib/steps.ts';
import { exampleConfig, synthesise, twoPartners } from './synthesis.ts';

type Properties = Readonly<Record<string, unknown>>;
type Statement = { readonly Action: string | string[]; readonly Effect: string; readonly Resource: unknown };

let pipeline: Template;
beforeAll(() => {
  pipeline = synthesise(twoPartners()).pipeline;
});

const resources = (type: string): [string, Properties][] =>
  Object.entries(pipeline.findResources(type)).map(([id, { Properties }]) => [id, Object(Properties)]);

/** The one resource of a type whose logical id starts so. */
function resource(type: string, idPrefix: string): Properties {
  const found = resources(type).filter(([id]) => new RegExp(`^${idPrefix}[0-9A-F]{8}$`).test(id));
  expect(found.map(([id]) => id)).toHaveLength(1);
  return found[0]?.[1] ?? {};
}

const statementsOf = (idPrefix: string): readonly Statement[] => {
  const { Statement } = Object(resource('AWS::IAM::ManagedPolicy', idPrefix).PolicyDocument);
  return Statement;
};
const actionsOf = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap(({ Action }) => Action).sort();

describe('every function', () => {
  it('runs Node 24 on arm64, traced, with a log group of its own', () => {
    pipeline.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: Match.anyValue() },
    });
    pipeline.resourceCountIs('AWS::Lambda::Function', stepNames.length);
  });

  test.each(stepNames)('%s has the memory, the time and the name of its entry', (step) => {
    const { memoryMb, timeoutSeconds }: StepSpec = steps[step];
    expect(resource('AWS::Lambda::Function', `${pascalCase(step)}Function`)).toMatchObject({
      MemorySize: memoryMb,
      Timeout: timeoutSeconds,
      Environment: { Variables: { POWERTOOLS_SERVICE_NAME: step, CONFIG_HASH: expect.any(String) } },
    });
  });

  test.each(stepNames)('%s may do exactly what its entry says', (step) => {
    const spec: StepSpec = steps[step];
    const granted = new Set(actionsOf(statementsOf(`${pascalCase(step)}Access`)));
    const tables = Object.values(spec.tables ?? {});
    const writesObjects = (spec.writes ?? []).length > 0 || spec.tables?.claims === 'write';
    expect({
      readsItems: granted.has('dynamodb:GetItem'),
      writesItems: granted.has('dynamodb:PutItem'),
      writesObjects: granted.has('s3:PutObject'),
      sends: granted.has('sqs:SendMessage'),
      starts: granted.has('states:StartExecution'),
    }).toEqual({
      readsItems: tables.length > 0,
      writesItems: tables.includes('write'),
      writesObjects,
      sends: (spec.sends ?? []).length > 0,
      starts: (spec.starts ?? []).length > 0,
    });
  });

  it('may delete nothing, list no table and pass no role', () => {
    const every = actionsOf(
      resources('AWS::IAM::ManagedPolicy').flatMap(([, p]) => Object(p.PolicyDocument).Statement),
    );
    expect(every.filter((action) => /Delete(Item|Object)|Scan|PassRole|\*/.test(action))).toEqual([]);
  });

  it('keeps its prefixes: what a run writes starts nothing', () => {
    const starting = ['intake', 'inbound'];
    const writers = stepNames.filter((step) => {
      const { writes = [] }: StepSpec = steps[step];
      return writes.some((prefix) => starting.includes(prefix));
    });
    expect(writers).toEqual(['answer-interchange']);
  });
});

describe('log groups', () => {
  it('are encrypted, end after a year and are kept when the stack goes', () => {
    pipeline.allResourcesProperties('AWS::Logs::LogGroup', {
      KmsKeyId: Match.anyValue(),
      RetentionInDays: 365,
    });
    pipeline.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain' });
  });
});

describe('every machine', () => {
  const mapping = ['Intake', 'Submission', 'Acknowledgment', 'Remittance', 'Timers'];
  const machines = [...mapping, 'Codesets'];

  it('is encrypted and traced, and logs everything but data', () => {
    pipeline.resourceCountIs('AWS::StepFunctions::StateMachine', machines.length);
    pipeline.allResourcesProperties('AWS::StepFunctions::StateMachine', {
      EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: Match.anyValue() },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      TracingConfiguration: { Enabled: true },
    });
  });

  test.each(machines)('%s shows its definition in the template', (machine) => {
    const { DefinitionString } = resource('AWS::StepFunctions::StateMachine', `${machine}Machine`);
    expect(JSON.parse(String(DefinitionString))).toMatchObject({ QueryLanguage: 'JSONata' });
  });

  /** By the kind of a placeholder, the right that its use takes. */
  const rights: readonly (readonly [RegExp, string])[] = [
    [/FunctionArn$/, 'lambda:InvokeFunction'],
    [/QueueUrl$/, 'sqs:SendMessage'],
    [/MachineArn$/, 'states:StartExecution'],
    [/TableName$/, 'dynamodb:UpdateItem'],
  ];

  test.each(machines)(
    '%s substitutes what it names, and has the right to each of it and to no more',
    (machine) => {
      const { DefinitionString, DefinitionSubstitutions } = resource(
        'AWS::StepFunctions::StateMachine',
        `${machine}Machine`,
      );
      const named = [
        ...new Set([...String(DefinitionString).matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name)),
      ];
      expect(Object.keys(Object(DefinitionSubstitutions)).sort()).toEqual(named.sort());
      for (const [kind, action] of rights) {
        const wanted = named.filter((name) => kind.test(name));
        const granted = statementsOf(`${machine}Access`).filter(({ Action }) =>
          [Action].flat().includes(action),
        );
        expect(
          granted.flatMap(({ Resource }) => Resource),
          action,
        ).toHaveLength(wanted.length);
      }
    },
  );

  test.each(mapping)('%s may start and watch its own children only', (machine) => {
    expect(actionsOf(statementsOf(`${machine}MapAccess`))).toEqual([
      'states:DescribeExecution',
      'states:RedriveExecution',
      'states:StartExecution',
      'states:StopExecution',
    ]);
  });

  test.each(machines)('%s rings when a run fails, times out or is aborted', (machine) => {
    const { Metrics, AlarmActions } = resource('AWS::CloudWatch::Alarm', `${machine}Alarm`);
    expect(JSON.stringify(Metrics)).toMatch(/ExecutionsFailed.*ExecutionsTimedOut.*ExecutionsAborted/);
    expect(AlarmActions).toHaveLength(1);
  });
});

describe('queues', () => {
  test.each<[string, StepName]>([
    ['Uploads', 'route-upload'],
    ['Denials', 'work-denials'],
    ['Sandbox', 'answer-interchange'],
  ])('%s hides a message six times as long as %s may take, and redrives it five times', (name, consumer) => {
    expect(resource('AWS::SQS::Queue', `${name}Queue`)).toMatchObject({
      VisibilityTimeout: 6 * steps[consumer].timeoutSeconds,
      RedrivePolicy: { maxReceiveCount: 5 },
      KmsMasterKeyId: expect.anything(),
    });
  });

  test.each(['UploadsDlq', 'DenialsDlq', 'SandboxDlq', 'FailedBatches', 'ScheduleDlq'])(
    '%s keeps dead letters for 14 days and rings on the first',
    (name) => {
      expect(resource('AWS::SQS::Queue', name)).toMatchObject({ MessageRetentionPeriod: 14 * 86_400 });
      expect(resource('AWS::CloudWatch::Alarm', `${name}Alarm`)).toMatchObject({
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
      });
    },
  );

  it('report failed items one by one to their consumers', () => {
    pipeline.allResourcesProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BatchSize: 10,
    });
  });

  it('are drained: each dead letter of a step or a batch becomes a work item', () => {
    const drains = resources('AWS::Lambda::EventSourceMapping').filter(([id]) =>
      id.startsWith('DrainDeadLetters'),
    );
    const drained = drains.map(([, { EventSourceArn }]) => String(Object(EventSourceArn)['Fn::GetAtt'][0]));
    expect(drained.map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'DenialsDlq',
      'FailedBatches',
      'SandboxDlq',
      'UploadsDlq',
    ]);
  });
});

describe('rules', () => {
  it('send uploads of clients and partners to one queue, and the undelivered to its dead letters', () => {
    expect(resource('AWS::Events::Rule', 'UploadsRule')).toMatchObject({
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { object: { key: [{ prefix: 'intake/' }, { prefix: 'inbound/' }, { prefix: 'codesets/' }] } },
      },
      Targets: [
        { DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^UploadsDlq/), 'Arn'] } } },
      ],
    });
  });

  it('wake the simulator for the drops of sandbox partners only', () => {
    expect(resource('AWS::Events::Rule', 'SandboxRule')).toMatchObject({
      EventPattern: { detail: { object: { key: [{ prefix: 'drop/sandbox/' }] } } },
    });
  });

  it('start the hourly submission of each partner, whenever its clients submit, and the timers once a day', () => {
    const scheduled = resources('AWS::Events::Rule').filter(
      ([, rule]) => rule.ScheduleExpression !== undefined,
    );
    expect(scheduled.map(([, rule]) => rule)).toMatchObject([
      { ScheduleExpression: 'rate(1 hour)', Targets: [{ Input: '{"partner":"clearinghouse"}' }] },
      { ScheduleExpression: 'rate(1 hour)', Targets: [{ Input: '{"partner":"sandbox"}' }] },
      { ScheduleExpression: 'rate(1 day)', Targets: [{ Input: '{}' }] },
    ]);
  });
});

describe('without a sandbox partner', () => {
  it('there is no simulator', () => {
    const config = exampleConfig((json) => {
      const [sandbox = {}] = json.partners;
      const { sandboxSeed, sandboxScenario, ...real }: Record<string, unknown> = { ...sandbox };
      return { ...json, partners: [{ ...real, sandbox: false }] };
    });
    const { pipeline: bare } = synthesise(config);
    bare.resourceCountIs('AWS::Lambda::Function', stepNames.length - 1);
    bare.resourceCountIs('AWS::Events::Rule', 3);
  });
});

describe('the pipeline stack', () => {
  test.each([
    'UploadsQueueUrl',
    'DenialsQueueUrl',
    'FailedBatchesQueueUrl',
    'IntakeMachineArn',
    'SubmissionMachineArn',
    'TimersMachineArn',
    'AcknowledgmentMachineArn',
    'RemittanceMachineArn',
    'AlarmTopicArn',
  ])('tells %s', (output) => {
    pipeline.hasOutput(output, {});
  });

  it('has a dashboard', () => {
    pipeline.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });

  it('holds no inline policy and no custom resource', () => {
    pipeline.resourceCountIs('AWS::IAM::Policy', 0);
    expect(JSON.stringify(pipeline.toJSON())).not.toContain('Custom::');
  });
});
