/** DynamoDB: dynalite behind our front, with the tables of the deployment. */
import type { Server } from 'node:http';
import dynalite from 'dynalite';
import dynaliteDb from 'dynalite/db/index.js';
import type { Table } from './deployment.ts';
import { type FrontDeps, listen, mountFront, targetOf } from './front.ts';
import { jsonCall, ServiceError } from './json-call.ts';

export interface Dynamodb {
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

/**
 * @param folder where the store lies; in memory without it. Tables that are there are kept as they are.
 */
export async function startDynamodb(
  tables: readonly Table[],
  folder: string | undefined,
  front: FrontDeps,
): Promise<Dynamodb> {
  const server = createServer(folder);
  const close = mountFront({ name: 'dynamodb', server, operationOf: targetOf }, front);
  const endpoint = await listen(server);
  await Promise.all(tables.map((table) => createTable(endpoint, table)));
  return { endpoint, close };
}

/**
 * dynalite 4.0.0 ends an iterator of its store by `return()`, which iterators do not have any more: each
 * query leaves one open, and that pins memory and files for good. So we give its iterators what it looks for.
 */
function createServer(folder: string | undefined): Server {
  const { create } = dynaliteDb;
  dynaliteDb.create = (options) => {
    const store = create(options);
    const { db } = store;
    const [keys, values] = [db.keys.bind(db), db.values.bind(db)];
    db.keys = (range) => ending(keys(range));
    db.values = (range) => ending(values(range));
    return store;
  };
  try {
    return dynalite({ createTableMs: 0, ...(folder === undefined ? {} : { path: folder }) });
  } finally {
    dynaliteDb.create = create;
  }
}

type LevelIterator = ReturnType<ReturnType<typeof dynaliteDb.create>['db']['keys']>;

function ending(iterator: LevelIterator): LevelIterator {
  iterator.return = () => iterator.close();
  return iterator;
}

async function createTable(endpoint: string, { name, definition }: Table): Promise<void> {
  const call = (operation: string, body: object) =>
    jsonCall(endpoint, `DynamoDB_20120810.${operation}`, { ...body });
  try {
    await call('CreateTable', definition);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'ResourceInUseException') return;
    throw error;
  }
  // With no time to create, dynalite needs one more turn of its event loop.
  const ready = async (): Promise<void> => {
    const { Table } = await call('DescribeTable', { TableName: name });
    if (JSON.stringify(Table).includes('"CREATING"')) await ready();
  };
  await ready();
}
