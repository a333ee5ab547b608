/** SQS: the SQS part of fauxqs behind our front, with the queues of the deployment. */
import type { DatabaseSync } from 'node:sqlite';
import { type BuildAppOptions, buildApp } from 'fauxqs';
import type { Queue } from './deployment.ts';
import { type FrontDeps, mountFront, targetOf } from './front.ts';

type Stores = NonNullable<BuildAppOptions['stores']>;
type Store = Stores['sqsStore'];

/** A queue of fauxqs. Used in process, it spares a poller the HTTP round trip. */
export type LiveQueue = NonNullable<ReturnType<Store['getQueueByArn']>>;
type Message = Parameters<LiveQueue['enqueue']>[0];
type Persistence = NonNullable<Store['persistence']>;

export interface Sqs {
  readonly endpoint: string;
  /** Makes the queues; those that lie in the store keep their messages. */
  readonly create: (queues: readonly Queue[]) => void;
  readonly queueByArn: (arn: string) => LiveQueue | undefined;
  /** Puts a message into a queue, durably when it returns. */
  readonly send: (queueArn: string, body: string) => void;
  readonly close: () => Promise<void>;
}

/** @param folder where messages are kept; in memory without it */
export async function startSqs(folder: string | undefined, front: FrontDeps): Promise<Sqs> {
  const parts = await loadParts();
  const stores = {
    sqsStore: new parts.SqsStore(),
    snsStore: new parts.SnsStore(),
    s3Store: new parts.S3Store(),
  };
  const store = stores.sqsStore;
  const persistence = folder === undefined ? undefined : new parts.PersistenceManager(folder);
  if (persistence !== undefined) {
    waitForNoDisk(persistence);
    restore(stores, persistence);
  }

  const app = buildApp({ logger: false, stores });
  await app.ready();
  const closeServer = mountFront({ name: 'sqs', server: app.server, operationOf: targetOf }, front);
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 });

  return {
    endpoint,
    create: (queues) => {
      for (const { name, arn, attributes } of queues) {
        // Making a queue anew would drop its messages.
        const kept = store.getQueueByName(name);
        if (kept !== undefined) kept.setAttributes(attributes);
        else store.createQueue(name, `${endpoint}/000000000000/${name}`, arn, attributes);
      }
    },
    queueByArn: (arn) => store.getQueueByArn(arn),
    send: (queueArn, body) => {
      const queue = store.getQueueByArn(queueArn);
      if (queue === undefined) throw new Error(`no queue ${queueArn}`);
      const delaySeconds = Number(queue.attributes.DelaySeconds ?? 0);
      queue.enqueue(parts.SqsStore.createMessage(body, {}, delaySeconds));
    },
    close: async () => {
      store.shutdown();
      await closeServer();
      await app.close();
      persistence?.close();
    },
  };
}

/**
 * As durable as the other stores: what is written outlives the process. To wait for the disk at each step of each
 * message would hold up every service.
 */
function waitForNoDisk(persistence: Persistence): void {
  // Private in fauxqs's types.
  const { db } = persistence as unknown as { readonly db: Pick<DatabaseSync, 'exec'> };
  db.exec('PRAGMA synchronous = NORMAL');
}

/** Loads the kept queues. Who had received a message is gone, so every message is visible again. */
function restore({ sqsStore, snsStore }: Stores, persistence: Persistence): void {
  persistence.loadSqsAndSns(sqsStore, snsStore);
  for (const queue of sqsStore.allQueues()) {
    for (const receipt of [...queue.inflightMessages.keys()]) queue.changeVisibility(receipt, 0);
    queue.persistence = persistence;
  }
  // As fauxqs 2.4.1 writes this, SQLite refuses it (a count that is null). To leave the message in flight on
  // disk is as good: the next start makes it visible.
  persistence.updateMessageReady = () => {};
  sqsStore.persistence = persistence;
}

interface Parts {
  readonly SqsStore: {
    new (): Store;
    createMessage(body: string, attributes: Message['messageAttributes'], delaySeconds: number): Message;
  };
  readonly SnsStore: new () => Stores['snsStore'];
  readonly S3Store: new () => Stores['s3Store'];
  readonly PersistenceManager: new (folder: string) => Persistence;
}

/** `startFauxqs` listens on every interface and keeps its store to itself, so we put the parts together. */
async function loadParts(): Promise<Parts> {
  const load = (file: string) => import(new URL(file, import.meta.resolve('fauxqs')).href);
  const [{ SqsStore }, { SnsStore }, { S3Store }, { PersistenceManager }] = await Promise.all([
    load('./sqs/sqsStore.js'),
    load('./sns/snsStore.js'),
    load('./s3/s3Store.js'),
    load('./persistence.js'),
  ]);
  return { SqsStore, SnsStore, S3Store, PersistenceManager };
}
