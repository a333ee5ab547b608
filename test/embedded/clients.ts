/** SDK clients of an embedded AWS, as a program on the same machine would make them. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Embedded } from '../../embedded/index.ts';

export function clientsOf(
  { endpoints }: Pick<Embedded, 'endpoints'>,
  options: { maxAttempts?: number } = {},
) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const at = (endpoint: string) => ({ endpoint, region: 'us-east-1', credentials, ...options });
  return {
    s3: new S3Client({ ...at(endpoints.s3), forcePathStyle: true }),
    sqs: new SQSClient(at(endpoints.sqs)),
    dynamodb: new DynamoDBClient(at(endpoints.dynamodb)),
    states: new SFNClient(at(endpoints.states)),
  };
}
