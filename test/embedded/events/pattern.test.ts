import { expect, it, test } from 'vitest';
import { matchesPattern } from '../../../embedded/events/pattern.ts';

const event = {
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: 'inbox' }, object: { key: 'intake/a/b.json', size: 12 }, tags: ['red', 'blue'] },
};

test.each<[string, object, boolean]>([
  ['an exact value', { source: ['aws.s3'] }, true],
  ['another value', { source: ['aws.sqs'] }, false],
  ['one of several', { source: ['aws.sqs', 'aws.s3'] }, true],
  ['a number', { detail: { object: { size: [12] } } }, true],
  ['a prefix', { detail: { object: { key: [{ prefix: 'intake/' }] } } }, true],
  ['a prefix of something else', { detail: { object: { key: [{ prefix: 'take/' }] } } }, false],
  ['a suffix', { detail: { object: { key: [{ suffix: '.json' }] } } }, true],
  ['a wildcard', { detail: { object: { key: [{ wildcard: 'intake/*/*.json' }] } } }, true],
  ['a wildcard with a literal star', { detail: { object: { key: [{ wildcard: 'intake/\\*' }] } } }, false],
  ['a wildcard with a point', { detail: { object: { key: [{ wildcard: '*bxjson' }] } } }, false],
  ['case ignored', { source: [{ 'equals-ignore-case': 'AWS.S3' }] }, true],
  ['anything but a value', { source: [{ 'anything-but': 'aws.sqs' }] }, true],
  ['anything but this value', { source: [{ 'anything-but': ['aws.s3'] }] }, false],
  ['anything but a prefix', { detail: { object: { key: [{ 'anything-but': { prefix: 'drop/' } }] } } }, true],
  [
    'anything but this prefix',
    { detail: { object: { key: [{ 'anything-but': { prefix: 'intake/' } }] } } },
    false,
  ],
  ['anything but, of a missing field', { missing: [{ 'anything-but': 'x' }] }, false],
  ['a field that is there', { detail: { bucket: { name: [{ exists: true }] } } }, true],
  ['a field that is not', { detail: { bucket: { owner: [{ exists: false }] } } }, true],
  ['a field that should not be', { detail: { bucket: { name: [{ exists: false }] } } }, false],
  ['one of a list', { detail: { tags: ['blue'] } }, true],
  ['none of a list', { detail: { tags: ['green'] } }, false],
  ['two fields, one wrong', { source: ['aws.s3'], 'detail-type': ['Object Deleted'] }, false],
  ['alternatives', { $or: [{ source: ['x'] }, { detail: { bucket: { name: ['inbox'] } } }] }, true],
  ['a nested field of nothing', { detail: { missing: { name: ['x'] } } }, false],
])('compares %s', (_, pattern, matches) => {
  expect(matchesPattern({ ...pattern }, event)).toBe(matches);
});

it('refuses a matcher that it does not know', () => {
  expect(() => matchesPattern({ source: [{ cidr: '10.0.0.0/8' }] }, event)).toThrow('cidr');
});
