import { readFileSync } from 'node:fs';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Config, parseConfig } from '../../core/config.ts';
import { artifacts } from '../../store/artifacts.ts';
import { claimStore } from '../../store/claims.ts';
import { codeSetStore } from '../../store/code-sets.ts';
import { dynamodbClient } from '../../store/dynamodb-client.ts';
import { fileStore } from '../../store/files.ts';
import { codeLoader } from '../../store/loaded-codes.ts';
import { workStore } from '../../store/work.ts';
import { CodedError } from './errors.ts';

/** An environment variable the construct must have set. */
export function env(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new CodedError('EnvironmentIncomplete', { variable: name });
  return value;
}

/** The configuration document that was deployed beside this bundle. */
export function deployedConfig(): Config {
  const parsed = parseConfig(JSON.parse(readFileSync(new URL('./config.json', import.meta.url), 'utf8')));
  if (!parsed.ok) throw new CodedError('ConfigurationInvalid', { problems: parsed.error.length });
  return parsed.value;
}

/** Milliseconds since 1970. Handlers get the clock; nothing below them reads one. */
export type Clock = () => number;
export const systemClock: Clock = () => Date.now();

/** Made at the first call, the same ever after. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

// One client for each service: its connections and credentials serve all stores.
const db = once(() => dynamodbClient());

export const openArtifacts = once(() => artifacts(new S3Client({}), env('ARTIFACTS_BUCKET')));
export const openFiles = () => fileStore(db(), env('FILES_TABLE'));
export const openCodeSetStore = (archive = openArtifacts()) => codeSetStore(archive);
export const openCodeLoader = (archive = openArtifacts()) => codeLoader(codeSetStore(archive));
export const openClaims = () => claimStore(db(), env('CLAIMS_TABLE'), openArtifacts());
export const openWork = () => workStore(db(), env('WORK_TABLE'));
export const openQueues = () => new SQSClient({});
export const openWorkflows = () => new SFNClient({});
