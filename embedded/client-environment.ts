/** Environment variables that lead SDK clients to the embedded AWS, and to nothing else. */
import { devNull } from 'node:os';
import type { ServiceName } from './faults.ts';

export type Endpoints = Readonly<Record<ServiceName, string>>;

export function clientEnvironment(endpoints: Endpoints, region: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SFN: endpoints.states,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'embedded',
    AWS_SECRET_ACCESS_KEY: 'embedded',
    // The user's own AWS settings may name other endpoints and real accounts.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
