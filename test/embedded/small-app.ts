/** A small invented application, written as CDK would write its cloud assembly. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

export interface SmallApp {
  readonly resources: Readonly<Record<string, object>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Source of each handler by the key of its asset: an ES module that exports `handler`. */
  readonly handlers?: Readonly<Record<string, string>>;
}

/** A folder that is removed by `remove`. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'embedded-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes the assembly of one stack, `Small`, and gives its folder. */
export function writeAssembly(folder: string, { resources, outputs = {}, handlers = {} }: SmallApp): string {
  const cdkOut = join(folder, 'cdk.out');
  for (const [key, source] of Object.entries(handlers)) bundle(join(cdkOut, `asset.${key}`), source);
  mkdirSync(cdkOut, { recursive: true });
  const files = Object.keys(handlers).map((key) => [
    key,
    {
      source: { path: `asset.${key}`, packaging: 'zip' },
      destinations: { local: { bucketName: 'assets', objectKey: `${key}.zip` } },
    },
  ]);
  const written = {
    'manifest.json': {
      artifacts: {
        Small: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Small.template.json' } },
      },
    },
    'Small.template.json': {
      Resources: resources,
      Outputs: Object.fromEntries(Object.entries(outputs).map(([id, Value]) => [id, { Value }])),
    },
    'Small.assets.json': { files: Object.fromEntries(files) },
  };
  for (const [name, content] of Object.entries(written)) {
    writeFileSync(join(cdkOut, name), JSON.stringify(content));
  }
  return cdkOut;
}

function bundle(folder: string, source: string): void {
  buildSync({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'js' },
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
}

/** A function whose code is the handler of that key. */
export const lambda = (key: string, properties: object = {}): object => ({
  Type: 'AWS::Lambda::Function',
  Properties: { FunctionName: key, Code: { S3Key: `${key}.zip` }, Handler: 'index.handler', ...properties },
});

export const queue = (name: string, properties: object = {}): object => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName: name, ...properties },
});

export const bucket = (name: string, { versioned = false } = {}): object => ({
  Type: 'AWS::S3::Bucket',
  Properties: {
    BucketName: name,
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    ...(versioned ? { VersioningConfiguration: { Status: 'Enabled' } } : {}),
  },
});

export const table = (name: string): object => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: name,
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
});

/** Objects under a prefix of a bucket are told to the queue of that logical id. */
export const createdUnder = (bucketName: string, prefix: string, queueId: string): object => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    EventPattern: {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: [bucketName] }, object: { key: [{ prefix }] } },
    },
    Targets: [{ Id: 'Target', Arn: { 'Fn::GetAtt': [queueId, 'Arn'] } }],
  },
});

/** The function consumes the queue; both by logical id. */
export const consumes = (functionId: string, queueId: string, properties: object = {}): object => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    EventSourceArn: { 'Fn::GetAtt': [queueId, 'Arn'] },
    FunctionName: { Ref: functionId },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ...properties,
  },
});

export const machine = (name: string, states: Readonly<Record<string, unknown>>): object => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName: name,
    DefinitionString: JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: Object.keys(states)[0],
      States: states,
    }),
  },
});
