// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's own placeholders
import { expect, it, test } from 'vitest';
import { readDeployment } from '../../embedded/deployment.ts';
import { resolveStacks } from '../../embedded/template.ts';
import { consumes, createdUnder, lambda, queue } from './small-app.ts';

const pseudo = { region: 'us-east-1', account: '000000000000', sqsEndpoint: 'http://127.0.0.1:1' };

function deploymentOf(resources: Record<string, object>) {
  const assets = new Map([['work.zip', '/assets/work']]);
  const stack = { name: 'Small', template: { Resources: resources }, assets };
  return readDeployment(resolveStacks([stack], pseudo));
}

it('reads a function with its code, limits and environment', () => {
  const properties = {
    Timeout: 30,
    MemorySize: 256,
    Environment: { Variables: { QUEUE: { Ref: 'Jobs' }, N: 3 } },
  };
  const { functions } = deploymentOf({ Work: lambda('work', properties), Jobs: queue('jobs') });
  expect(functions).toEqual([
    {
      name: 'work',
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:work',
      folder: '/assets/work',
      handler: 'index.handler',
      timeoutSeconds: 30,
      memoryMb: 256,
      environment: { QUEUE: 'http://127.0.0.1:1/000000000000/jobs', N: '3' },
    },
  ]);
});

it('puts the substitutions into a state machine definition', () => {
  const { machines } = deploymentOf({
    Run: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'run',
        DefinitionString: '{"Resource":"${Target}"}',
        DefinitionSubstitutions: { Target: { 'Fn::GetAtt': ['Jobs', 'Arn'] } },
      },
    },
    Jobs: queue('jobs'),
  });
  expect(machines[0]?.definition).toBe('{"Resource":"arn:aws:sqs:us-east-1:000000000000:jobs"}');
});

it('ignores what has no meaning on one machine', () => {
  const { queues } = deploymentOf({ Key: { Type: 'AWS::KMS::Key', Properties: { 'Fn::Cidr': 1 } } });
  expect(queues).toEqual([]);
});

const rule = (properties: object) => ({ Type: 'AWS::Events::Rule', Properties: properties });
const consumer = {
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: 'arn:aws:sqs:::x', FunctionName: 'f' },
};
const transformed = { Id: 'T', Arn: 'arn:aws:sqs:::x', InputTransformer: {} };

test.each<[string, object, string]>([
  [
    'a type it does not have',
    { Type: 'AWS::Kinesis::Stream' },
    'Small/It: the embedded AWS has no AWS::Kinesis::Stream',
  ],
  ['a FIFO queue', queue('x', { FifoQueue: true }), 'FIFO'],
  ['an input transformer', rule({ Targets: [transformed] }), 'InputTransformer'],
  ['a calendar schedule', rule({ ScheduleExpression: 'cron(0 1 * * ? *)' }), 'cron'],
  ['a filter of messages', consumes('It', 'It', { FilterCriteria: {} }), 'FilterCriteria'],
  ['a target that is not there', rule({ Targets: [{ Id: 'T', Arn: 'arn:aws:sqs:::x' }] }), 'no queue'],
  ['a consumer of no queue', consumer, 'is no queue here'],
  ['a function without an asset', lambda('elsewhere'), 'no asset'],
])('refuses %s by name', (_, resource, message) => {
  expect(() => deploymentOf({ It: resource })).toThrow(message);
});

test.each<[string, number]>([
  ['rate(1 minute)', 60_000],
  ['rate(15 minutes)', 900_000],
  ['rate(2 hours)', 7_200_000],
  ['rate(1 day)', 86_400_000],
])('reads the schedule %s', (expression, ms) => {
  const { rules } = deploymentOf({ Tick: rule({ ScheduleExpression: expression }) });
  expect(rules[0]?.everyMs).toBe(ms);
});

it('gives a disabled rule no targets', () => {
  const { Properties } = { Properties: {}, ...createdUnder('inbox', 'in/', 'Jobs') };
  const { rules } = deploymentOf({ On: rule({ ...Properties, State: 'DISABLED' }), Jobs: queue('jobs') });
  expect(rules[0]?.targets).toEqual([]);
});
