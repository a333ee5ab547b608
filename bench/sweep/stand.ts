/** Everything that is stored, and the way back to an earlier stand of it. */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { Services } from '../../test/support/services.ts';
import type { Direct } from './direct.ts';

/** What is stored: items as JSON by `table pk sk`, and what tells an object's content by `s3 key`. */
export type Stand = Readonly<Record<string, string>>;

type Item = Readonly<Record<string, { readonly S?: string }>>;

export interface Stands {
  readonly now: () => Promise<Stand>;
  /** Brings the services from what they hold to what they held. */
  readonly goBack: (way: { readonly from: Stand; readonly to: Stand }) => Promise<void>;
}

/** @param direct takes the requests to DynamoDB: they come by the thousand */
export function standsOf({ s3, bucket, tables }: Services, direct: Direct): Stands {
  const names = Object.entries(tables);
  /** Contents of objects by their ETag, as far as one may have to be put back. */
  const bodies = new Map<string, Uint8Array>();

  const itemsOf = async ([name, TableName]: readonly [string, string]): Promise<
    readonly [string, string][]
  > => {
    const found: [string, string][] = [];
    let ExclusiveStartKey: object | undefined;
    do {
      const page = await direct('Scan', { TableName, ConsistentRead: true, ExclusiveStartKey });
      const { Items, LastEvaluatedKey } = page as { Items: readonly Item[]; LastEvaluatedKey?: object };
      for (const item of Items) found.push([`${name} ${item.pk?.S} ${item.sk?.S}`, JSON.stringify(item)]);
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return found;
  };
  const objects = async (): Promise<readonly [string, string][]> => {
    const { Contents = [], IsTruncated } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    if (IsTruncated === true) throw new Error('a sweep stores less than a page of objects');
    for (const { Key, ETag = '' } of Contents) if (!bodies.has(ETag)) bodies.set(ETag, await bodyOf(Key));
    return Contents.map(({ Key, ETag = '' }) => [`s3 ${Key}`, ETag]);
  };
  const bodyOf = async (Key: string | undefined): Promise<Uint8Array> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  };
  const putBack = (Key: string, etag: string | undefined) => {
    const at = { Bucket: bucket, Key };
    return etag === undefined
      ? s3.send(new DeleteObjectCommand(at))
      : s3.send(new PutObjectCommand({ ...at, Body: bodies.get(etag) ?? '' }));
  };

  return {
    now: async () =>
      Object.fromEntries([...(await Promise.all(names.map(itemsOf))).flat(), ...(await objects())]),
    goBack: async ({ from, to }) => {
      for (const place of differing(from, to)) {
        const text = to[place];
        const [kind = '', ...rest] = place.split(' ');
        const TableName = names.find(([name]) => name === kind)?.[1];
        if (TableName === undefined) await putBack(rest.join(' '), text);
        else if (text !== undefined) await direct('PutItem', { TableName, Item: JSON.parse(text) });
        else {
          const { pk, sk } = JSON.parse(from[place] ?? '{}') as Item;
          await direct('DeleteItem', { TableName, Key: { pk, sk } });
        }
      }
    },
  };
}

/** Places of items and objects that differ. */
export const differing = (a: Stand, b: Stand): readonly string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((place) => a[place] !== b[place]);
