import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type Item, isConditionFailed } from './items.ts';
import { queried } from './pages.ts';

/** One table, with the ways in which its stores use it. */
export interface TableAccess {
  readonly db: DynamoDBClient;
  readonly table: string;
  readonly get: (key: Item) => Promise<Item | null>;
  /** Puts once; false when an item stands there already. */
  readonly putNew: (item: Item) => Promise<boolean>;
  /** Puts on a condition; false when it does not hold. @param values of the condition's names */
  readonly putIf: (item: Item, condition: string, values: Item) => Promise<boolean>;
  /** Everything under one list key of the `by-received` index, oldest first. */
  readonly listed: (listKey: string) => Promise<readonly Item[]>;
  /** Those of them that came at this instant (ISO) or later. */
  readonly listedSince: (listKey: string, from: string) => Promise<readonly Item[]>;
}

export function tableAccess(db: DynamoDBClient, table: string): TableAccess {
  return {
    db,
    table,
    get: async (key) =>
      (await db.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item ?? null,
    putNew: (item) => putIf({ db, table }, { Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
    putIf: (item, condition, values) =>
      putIf({ db, table }, { Item: item, ConditionExpression: condition, ExpressionAttributeValues: values }),
    listed: (listKey) => listedSince({ db, table }, listKey),
    listedSince: (listKey, from) => listedSince({ db, table }, listKey, from),
  };
}

async function putIf(
  { db, table }: Pick<TableAccess, 'db' | 'table'>,
  put: Omit<PutItemCommandInput, 'TableName'>,
): Promise<boolean> {
  try {
    await db.send(new PutItemCommand({ TableName: table, ...put }));
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

async function listedSince(
  { db, table }: Pick<TableAccess, 'db' | 'table'>,
  listKey: string,
  from?: string,
): Promise<readonly Item[]> {
  return Array.fromAsync(
    queried(db, {
      TableName: table,
      IndexName: 'by-received',
      KeyConditionExpression: from === undefined ? 'listKey = :l' : 'listKey = :l AND receivedAt >= :f',
      ExpressionAttributeValues: {
        ':l': { S: listKey },
        ...(from === undefined ? {} : { ':f': { S: from } }),
      },
    }),
  );
}
