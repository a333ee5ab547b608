import type { NewEvent } from '../events/bus.ts';
import type { ObjectCreated } from './objects.ts';

/** EventBridge's "Object Created": the key as it is, the etag without quotes, the version if there is one. */
export function objectCreated({ object, reason }: Omit<ObjectCreated, 'delivered'>): NewEvent {
  const { bucket, key, size, etag, versionId } = object;
  return {
    source: 'aws.s3',
    detailType: 'Object Created',
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: { key, size, etag, ...(versionId === 'null' ? {} : { 'version-id': versionId }) },
      'source-ip-address': '127.0.0.1',
      reason,
    },
  };
}
