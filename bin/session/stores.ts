import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { type Artifacts, artifacts } from '../../store/artifacts.ts';
import { type ClaimStore, claimStore } from '../../store/claims.ts';
import { type FileStore, fileStore } from '../../store/files.ts';
import { type WorkStore, workStore } from '../../store/work.ts';
import { clientSettings, named, type Reach } from './reach.ts';

/** Everything that commands look at or write to. */
export interface Stores {
  readonly artifacts: Artifacts;
  readonly claims: ClaimStore;
  readonly files: FileStore;
  readonly work: WorkStore;
  readonly s3: S3Client;
  readonly bucket: string;
  readonly workflows: SFNClient;
  /** ARNs of the state machines, by their names. */
  readonly machines: Readonly<Record<MachineName, string>>;
  readonly close: () => void;
}

export const machineNames = [
  'intake',
  'submission',
  'acknowledgment',
  'remittance',
  'timers',
  'codesets',
] as const;
export type MachineName = (typeof machineNames)[number];

/** Clients of the embedded services only: nothing of the user's own AWS settings takes part. */
export function openStores({ env, outputs }: Reach): Stores {
  const settings = (endpoint: string) => clientSettings(env, endpoint);
  const s3 = new S3Client({ ...settings('AWS_ENDPOINT_URL_S3'), forcePathStyle: true });
  const db = new DynamoDBClient(settings('AWS_ENDPOINT_URL_DYNAMODB'));
  const workflows = new SFNClient(settings('AWS_ENDPOINT_URL_SFN'));
  const bucket = named(outputs, 'ArtifactsBucket');
  const archive = artifacts(s3, bucket);
  return {
    artifacts: archive,
    claims: claimStore(db, named(outputs, 'ClaimsTable'), archive),
    files: fileStore(db, named(outputs, 'FilesTable')),
    work: workStore(db, named(outputs, 'WorkTable')),
    s3,
    bucket,
    workflows,
    machines: {
      intake: named(outputs, 'IntakeMachineArn'),
      submission: named(outputs, 'SubmissionMachineArn'),
      acknowledgment: named(outputs, 'AcknowledgmentMachineArn'),
      remittance: named(outputs, 'RemittanceMachineArn'),
      timers: named(outputs, 'TimersMachineArn'),
      codesets: named(outputs, 'CodesetsMachineArn'),
    },
    close: () => {
      for (const client of [s3, db, workflows]) client.destroy();
    },
  };
}
