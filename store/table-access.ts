import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Item, isConditionFailed } from './items.ts';
import { queried } from './pages.ts';

/** One table, with the three ways in which its stores use it. */
export interface TableAccess {
  readonly db: DynamoDBClient;
  readonly table: string;
  readonly get: (key: Item) => Promise<Item | null>;
  /** Puts once; false when an item stands there already. */
  readonly putNew: (item: Item) => Promise<boolean>;
  /** Everything under one list key of the `by-received` index, oldest first. */
  readonly listed: (listKey: string) => Promise<readonly Item[]>;
}

export function tableAccess(db: DynamoDBClient, table: string): TableAccess {
  return {
    db,
    table,
    get: async (key) =>
      (await db.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item ?? null,
    putNew: async (item) => {
      try {
        await db.send(
          new PutItemCommand({
            TableName: table,
            Item: item,
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
        return true;
      } catch (error) {
        if (isConditionFailed(error)) return false;
        throw error;
      }
    },
    listed: (listKey) => listed(db, table, listKey),
  };
}

async function listed(db: DynamoDBClient, table: string, listKey: string): Promise<readonly Item[]> {
  return Array.fromAsync(
    queried(db, {
      TableName: table,
      IndexName: 'by-received',
      KeyConditionExpression: 'listKey = :l',
      ExpressionAttributeValues: { ':l': { S: listKey } },
    }),
  );
}
