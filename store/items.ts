import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Defect } from '../core/result.ts';

/** A DynamoDB item as the SDK carries it. */
export type Item = Record<string, AttributeValue>;
/** The flat attributes our items have; structured content rides as JSON text in `body`. */
export type Attributes = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Undefined attributes are left out. */
export function toItem(attributes: Attributes): Item {
  const item: Item = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    if (typeof value === 'number') item[name] = { N: String(value) };
    else if (typeof value === 'string') item[name] = { S: value };
    else item[name] = { L: value.map((S) => ({ S })) };
  }
  return item;
}

export const text = (item: Item, name: string): string | undefined => item[name]?.S;
export const number = (item: Item, name: string): number | undefined =>
  item[name]?.N === undefined ? undefined : Number(item[name].N);
export const texts = (item: Item, name: string): readonly string[] =>
  (item[name]?.L ?? []).flatMap((v) => (v.S === undefined ? [] : [v.S]));

/** @throws Defect when the attribute is absent: our own writer always sets it. */
export function required(item: Item, name: string): string {
  const value = text(item, name);
  if (value === undefined) throw new Defect(`stored item lacks ${name}`);
  return value;
}

/** The JSON in `body`. The shape is ours: written by the same store, versioned by its `shape` field. */
export const body = <T>(item: Item): T => JSON.parse(required(item, 'body')) as T;

/** Whether a conditional write lost. Every other error is the caller's. */
export const isConditionFailed = (error: unknown): boolean =>
  error instanceof ConditionalCheckFailedException ||
  (error instanceof Error && error.name === 'ConditionalCheckFailedException');
