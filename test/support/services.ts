import { DynamoDBClient, PutItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach } from 'vitest';
import { createActivity } from '../../embedded/activity.ts';
import { startDynamodb } from '../../embedded/dynamodb.ts';
import { createFaults, type Faults } from '../../embedded/faults.ts';
import { type Objects, openObjects } from '../../embedded/s3/objects.ts';
import { startS3 } from '../../embedded/s3/server.ts';
import { startSqs } from '../../embedded/sqs.ts';
import { artifacts } from '../../store/artifacts.ts';
import { claimStore } from '../../store/claims.ts';
import { codeSetStore } from '../../store/code-sets.ts';
import { fileStore } from '../../store/files.ts';
import { workStore } from '../../store/work.ts';
import { dataStack } from './data-stack.ts';
import { createLifeline, type Lifeline } from './lifeline.ts';

/** The embedded stores with the deployed tables and bucket, clients and stores on them. No functions run here. */
export interface Services {
  readonly db: DynamoDBClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly tables: { readonly claims: string; readonly files: string; readonly work: string };
  readonly bucket: string;
  readonly denialsQueueUrl: string;
  readonly artifacts: ReturnType<typeof artifacts>;
  readonly claims: ReturnType<typeof claimStore>;
  readonly files: ReturnType<typeof fileStore>;
  readonly work: ReturnType<typeof workStore>;
  readonly codeSets: ReturnType<typeof codeSetStore>;
  /** Single requests that go wrong, by operation. */
  readonly faults: Faults;
  /** The process that dies at one of its writes. */
  readonly life: Lifeline;
  /** Everything that is stored: every item of every table, and every object's newest content. */
  readonly dump: () => Promise<Dump>;
  /** Stores what a dump of other services holds. */
  readonly restore: (dump: Dump) => Promise<void>;
  /** Takes the bodies of up to ten messages off the denials queue. */
  readonly denials: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

/** Items as JSON by `table pk sk`, objects by `s3 key`. */
export type Dump = Readonly<Record<string, string>>;

export interface ServicesOptions {
  /** Tries of an SDK call. 1 unless told: a fault then reaches the code under test. */
  readonly attempts?: number;
}

const running = new Set<Services>();

/** Ends the services that the tests of this file began. To be called once at the top of a test file. */
export function stopServicesAfterEach(): void {
  afterEach(async () => {
    for (const services of running) await services.stop();
  });
}

/** Starts fresh, empty services: about 20 ms. */
export async function startServices({ attempts = 1 }: ServicesOptions = {}): Promise<Services> {
  const { buckets, outputs, ...stack } = await dataStack();
  const faults = createFaults();
  const life = createLifeline(faults);
  const front = { faults: life.faults, activity: createActivity(), count: () => {}, kill: () => {} };
  const objects = openObjects({ folder: undefined, now: () => 0, onCreated: () => {} });
  const [dynamodb, storage, queues] = await Promise.all([
    startDynamodb(stack.tables, undefined, front),
    startS3(buckets, objects, front),
    startSqs(undefined, front),
  ]);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const at = (endpoint: string) => ({ endpoint, region: 'us-east-1', credentials, maxAttempts: attempts });
  const db = new DynamoDBClient(at(dynamodb.endpoint));
  const s3 = new S3Client({ ...at(storage.endpoint), forcePathStyle: true });
  const sqs = new SQSClient({ ...at(queues.endpoint), useQueueUrlAsEndpoint: true });
  const { ClaimsTable = '', FilesTable = '', WorkTable = '', ArtifactsBucket = '' } = outputs;
  const archive = artifacts(s3, ArtifactsBucket);
  const denialsQueueUrl = await createQueue(sqs);
  const tables: Record<string, string> & Services['tables'] = {
    claims: ClaimsTable,
    files: FilesTable,
    work: WorkTable,
  };
  const services: Services = {
    db,
    s3,
    sqs,
    tables,
    bucket: ArtifactsBucket,
    denialsQueueUrl,
    artifacts: archive,
    claims: claimStore(db, ClaimsTable, archive),
    files: fileStore(db, FilesTable),
    work: workStore(db, WorkTable),
    codeSets: codeSetStore(archive),
    faults,
    life,
    dump: async () => ({
      ...(await items(db, tables)),
      ...(await contents(objects, ArtifactsBucket)),
    }),
    restore: async (dump) => {
      await Promise.all(
        Object.entries(dump).map(async ([place, text]) => {
          const [kind = '', key = ''] = place.split(' ', 2);
          if (kind === 's3') return archive.replace(key, Buffer.from(text, encodingOf(key)));
          await db.send(new PutItemCommand({ TableName: tables[kind], Item: JSON.parse(text) }));
        }),
      );
    },
    denials: () => receive(sqs, denialsQueueUrl),
    stop: async () => {
      running.delete(services);
      for (const client of [db, s3, sqs]) client.destroy();
      await Promise.all([dynamodb.close(), storage.close(), queues.close()]);
      objects.close();
    },
  };
  running.add(services);
  return services;
}

async function createQueue(sqs: SQSClient): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'denials' }));
  return QueueUrl;
}

async function receive(sqs: SQSClient, QueueUrl: string): Promise<readonly string[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
  );
  return Messages.map(({ Body = '' }) => Body);
}

async function items(db: DynamoDBClient, tables: Readonly<Record<string, string>>): Promise<Dump> {
  const found: [string, string][] = [];
  for (const [name, TableName] of Object.entries(tables)) {
    const pages = paginateScan({ client: db }, { TableName, ConsistentRead: true });
    for await (const { Items = [] } of pages)
      for (const item of Items) found.push([`${name} ${item.pk?.S} ${item.sk?.S}`, JSON.stringify(item)]);
  }
  return Object.fromEntries(found.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Tables are bytes, all else is text. */
const encodingOf = (key: string): BufferEncoding => (key.endsWith('.bin') ? 'base64' : 'utf8');

async function contents(objects: Objects, bucket: string): Promise<Dump> {
  const found = await Promise.all(
    objects.list(bucket).map(async (object): Promise<[string, string]> => {
      const bytes = await objects.read(object, 0, object.size);
      return [`s3 ${object.key}`, bytes.toString(encodingOf(object.key))];
    }),
  );
  return Object.fromEntries(found);
}
