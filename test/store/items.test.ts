import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { Defect } from '../../core/result.ts';
import { body, isConditionFailed, number, required, text, texts, toItem } from '../../store/items.ts';

test('attributes come back as they were stored; what is undefined is left out', () => {
  const item = toItem({ pk: 'A', version: 3, uploads: ['u1', 'u2'], absent: undefined });
  expect(Object.keys(item)).toEqual(['pk', 'version', 'uploads']);
  expect([text(item, 'pk'), number(item, 'version'), texts(item, 'uploads')]).toEqual(['A', 3, ['u1', 'u2']]);
  expect([text(item, 'absent'), number(item, 'absent'), texts(item, 'absent')]).toEqual([
    undefined,
    undefined,
    [],
  ]);
});

test('an attribute that our own writer always sets is required', () => {
  expect(required(toItem({ status: 'done' }), 'status')).toBe('done');
  expect(() => required({}, 'status')).toThrow(Defect);
  expect(body(toItem({ body: '{"a":1}' }))).toEqual({ a: 1 });
});

test.each([
  ['the exception of the client', new ConditionalCheckFailedException({ message: '', $metadata: {} }), true],
  [
    'one that only bears its name',
    Object.assign(new Error(), { name: 'ConditionalCheckFailedException' }),
    true,
  ],
  ['a throttle', Object.assign(new Error(), { name: 'ProvisionedThroughputExceededException' }), false],
  ['no error at all', 'ConditionalCheckFailedException', false],
])('a lost condition is told from the rest: %s', (_, error, expected) => {
  expect(isConditionFailed(error)).toBe(expected);
});
