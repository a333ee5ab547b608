import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export interface ArtifactsBucketProps {
  readonly encryptionKey: IKey;
  /** How long every version is kept and locked. */
  readonly retentionYears: number;
}

/** Closed to the public, to plain HTTP and to old TLS; what is deleted can be brought back. */
const GUARDED = {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN,
} satisfies s3.BucketProps;

const NO_REPLICA =
  'One region by design: a sender or a run can make each object again, and versions are locked for the ' +
  'whole retention. A second region is for the account to decide (cost, residency) and needs no change here.';

/**
 * The archive: every EDI artifact byte for byte, and what runs hand from step to step.
 *
 * The lock (GOVERNANCE) is the bucket's default and so holds for every prefix; S3 knows no default by prefix.
 * It never stands in a run's way: a write makes a new version, and deleting leaves a marker. `batches/` is
 * hidden after 30 days and leaves for good when its lock ends: it holds the same patient data as the upload
 * that it was cut from, under the same duty to keep.
 */
export class ArtifactsBucket extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, { encryptionKey, retentionYears }: ArtifactsBucketProps) {
    super(scope, id);
    const retention = Duration.days(Math.ceil(retentionYears * 365.25));
    const accessLogs = this.accessLogs(retention);
    this.bucket = new s3.Bucket(this, 'Bucket', {
      ...GUARDED,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: s3.ObjectLockRetention.governance(retention),
      // CDK's class and interface disagree on one optional property under exactOptionalPropertyTypes.
      serverAccessLogsBucket: accessLogs as s3.IBucket,
      lifecycleRules: [
        {
          transitions: [
            { storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(90) },
          ],
          noncurrentVersionExpiration: retention,
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
        { prefix: 'batches/', expiration: Duration.days(30) },
      ],
    });
    // The L2's switch would add a custom resource for this one property.
    const resource = this.bucket.node.defaultChild;
    if (resource instanceof s3.CfnBucket) {
      resource.addPropertyOverride('NotificationConfiguration.EventBridgeConfiguration', {
        EventBridgeEnabled: true,
      });
    }
    acknowledge(this.bucket, { finding: 'HIPAA.Security-S3BucketReplicationEnabled', reason: NO_REPLICA });
  }

  private accessLogs(retention: Duration): s3.Bucket {
    const bucket = new s3.Bucket(this, 'AccessLogs', {
      ...GUARDED,
      encryption: s3.BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: retention, noncurrentVersionExpiration: Duration.days(30) }],
    });
    acknowledge(
      bucket,
      {
        finding: 'HIPAA.Security-S3DefaultEncryptionKMS',
        reason:
          'S3 log delivery cannot write under a customer-managed key; the logs are encrypted with SSE-S3.',
      },
      { finding: 'HIPAA.Security-S3BucketReplicationEnabled', reason: NO_REPLICA },
      {
        finding: 'Phi-ArchiveObjectLock',
        reason: 'Access logs are no archive; S3 cannot deliver logs to a bucket with a default lock.',
      },
    );
    return bucket;
  }
}
