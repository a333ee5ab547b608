import { S3Client } from '@aws-sdk/client-s3';
import { type Artifacts, artifacts } from '../../store/artifacts.ts';
import { clientSettings, named, type Reach } from './reach.ts';

/** The archive of a running system, without clients of its other services: they take long to load. */
export function remoteArchive({ env, outputs }: Reach): {
  readonly archive: Artifacts;
  readonly close: () => void;
} {
  const s3 = new S3Client({ ...clientSettings(env, 'AWS_ENDPOINT_URL_S3'), forcePathStyle: true });
  return { archive: artifacts(s3, named(outputs, 'ArtifactsBucket')), close: () => s3.destroy() };
}
