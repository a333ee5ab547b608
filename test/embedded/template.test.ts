// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's own placeholders
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, test } from 'vitest';
import { resolve, type Scope } from '../../embedded/intrinsics.ts';
import { readAssembly, resolveStacks, type Stack } from '../../embedded/template.ts';
import { queue, table, temporaryFolder } from './small-app.ts';

const pseudo = { region: 'eu-west-1', account: '000000000000', sqsEndpoint: 'http://127.0.0.1:1' };
const stack = (name: string, template: object): Stack => ({
  name,
  template: { ...template },
  assets: new Map(),
});

const data = stack('Data', {
  Parameters: { Stage: { Type: 'String', Default: 'test' } },
  Conditions: {
    IsTest: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] },
    IsLive: { 'Fn::Not': [{ Condition: 'IsTest' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsTest' }, { Condition: 'IsLive' }] },
    Both: { 'Fn::And': [{ Condition: 'IsTest' }, { Condition: 'IsLive' }] },
  },
  Resources: {
    Claims: table('claims'),
    Jobs: queue('jobs'),
    Unnamed: { Type: 'AWS::S3::Bucket' },
    Role: { Type: 'AWS::IAM::Role' },
    LiveOnly: { ...queue('live'), Condition: 'IsLive' },
  },
  Outputs: {
    JobsArn: {
      Value: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
      Export: { Name: { 'Fn::Sub': '${AWS::StackName}:jobs' } },
    },
  },
});
const pipeline = stack('Pipeline', {
  Outputs: { Jobs: { Value: { 'Fn::ImportValue': 'Data:jobs' } } },
});
const stacks = [data, pipeline];
const scope: Scope = { stack: data, stacks, pseudo };

test.each<[string, unknown, unknown]>([
  ['the name of a table', { Ref: 'Claims' }, 'claims'],
  ['the url of a queue', { Ref: 'Jobs' }, 'http://127.0.0.1:1/000000000000/jobs'],
  ['a generated bucket name', { Ref: 'Unnamed' }, 'data-unnamed'],
  ['a parameter', { Ref: 'Stage' }, 'test'],
  ['a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
  ['an attribute', { 'Fn::GetAtt': ['Jobs', 'Arn'] }, 'arn:aws:sqs:eu-west-1:000000000000:jobs'],
  ['an attribute by a path', { 'Fn::GetAtt': 'Jobs.QueueName' }, 'jobs'],
  ['a join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'a-test'],
  ['a substitution', { 'Fn::Sub': '${Stage}/${Jobs.QueueName}/${!kept}' }, 'test/jobs/${kept}'],
  ['a substitution with variables', { 'Fn::Sub': ['${x}!', { x: { Ref: 'Stage' } }] }, 'test!'],
  ['a choice from a split', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b'] }] }, 'b'],
  ['a condition', { 'Fn::If': ['IsTest', 'yes', 'no'] }, 'yes'],
  ['any of conditions', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
  ['all of conditions', { 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
  ['no value', { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, { b: [1] }],
  ['an attribute of what has no meaning here', { Ref: 'Role' }, 'Data-Role'],
])('resolves %s', (_, value, resolved) => {
  expect(resolve(scope, value)).toEqual(resolved);
});

test.each<[string, unknown, string]>([
  ['an unknown intrinsic', { 'Fn::Cidr': [] }, 'Fn::Cidr'],
  ['an unknown attribute', { 'Fn::GetAtt': ['Claims', 'Size'] }, 'Claims'],
  ['an unknown resource', { Ref: 'Nowhere' }, 'Nowhere'],
  ['an export of no stack', { 'Fn::ImportValue': 'nowhere' }, 'nowhere'],
])('refuses %s by its name', (_, value, name) => {
  expect(() => resolve(scope, value)).toThrow(name);
});

it('carries exports over stacks into outputs, and leaves out what its condition excludes', () => {
  const { outputs, resources } = resolveStacks(stacks, pseudo);
  expect(outputs.Jobs).toBe('arn:aws:sqs:eu-west-1:000000000000:jobs');
  expect(resources.map(({ logicalId }) => logicalId)).toEqual(['Claims', 'Jobs', 'Unnamed', 'Role']);
});

const folder = temporaryFolder();
afterAll(folder.remove);

it('reads only the stacks asked for, and says which is missing', () => {
  mkdirSync(folder.path, { recursive: true });
  const artifact = { type: 'aws:cloudformation:stack', properties: { templateFile: 'One.template.json' } };
  const files = {
    'manifest.json': { artifacts: { One: artifact } },
    'One.template.json': {},
    'One.assets.json': {},
  };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder.path, name), JSON.stringify(content));
  }
  expect(readAssembly(folder.path).map(({ name }) => name)).toEqual(['One']);
  expect(() => readAssembly(folder.path, ['Two'])).toThrow('no stack Two');
});
