/** DynamoDB: dynalite behind our front, with the tables of the deployment. */
import type { Table } from './deployment.ts';
import { createDynalite } from './dynalite-store.ts';
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
  const server = createDynalite(folder);
  const close = mountFront({ name: 'dynamodb', server, operationOf: targetOf }, front);
  const endpoint = await listen(server);
  await Promise.all(tables.map((table) => createTable(endpoint, table)));
  return { endpoint, close };
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
