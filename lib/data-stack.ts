import { CfnOutput, Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ArtifactsBucket } from './artifacts-bucket.ts';
import { EncryptionKey } from './encryption-key.ts';
import { StateTable } from './state-table.ts';
import type { TableName } from './steps.ts';

export interface DataStackProps {
  readonly retentionYears: number;
}

/** All that must outlive any deployment: the archive, the tables and their keys. */
export class DataStack extends Stack {
  readonly artifacts: s3.Bucket;
  readonly tables: Readonly<Record<TableName, StateTable>>;

  constructor(scope: Construct, id: string, { retentionYears }: DataStackProps) {
    super(scope, id, {
      description: 'Claimline: archive, claims, files and work. Holds patient data; retained and protected.',
      terminationProtection: true,
    });
    const archiveKey = new EncryptionKey(this, 'ArchiveKey', 'Claimline: EDI files and batches');
    const stateKey = new EncryptionKey(this, 'StateKey', 'Claimline: claims, files and work items');

    this.artifacts = new ArtifactsBucket(this, 'Artifacts', {
      encryptionKey: archiveKey,
      retentionYears,
    }).bucket;
    this.tables = {
      claims: new StateTable(this, 'Claims', {
        encryptionKey: stateKey,
        indexes: [
          {
            name: 'by-state',
            partition: 'stateKey',
            sort: 'dueAt',
            projection: ['filing', 'attempt', 'wait'],
          },
          {
            name: 'by-payer-control-number',
            partition: 'payerControlKey',
            sort: 'pk',
            projection: [],
          },
          // Keys alone: a head that is written again with the same patient and day costs this index nothing.
          { name: 'by-patient', partition: 'patientKey', sort: 'firstDay', projection: [] },
          { name: 'by-services', partition: 'serviceKey', sort: 'pk', projection: [] },
        ],
      }),
      files: new StateTable(this, 'Files', {
        encryptionKey: stateKey,
        indexes: [{ name: 'by-received', partition: 'listKey', sort: 'receivedAt', projection: 'ALL' }],
      }),
      work: new StateTable(this, 'Work', {
        encryptionKey: stateKey,
        indexes: [
          { name: 'by-queue', partition: 'queueKey', sort: 'rank', projection: 'ALL' },
          { name: 'by-claim', partition: 'claimNo', sort: 'rank', projection: 'ALL' },
        ],
      }),
    };

    new CfnOutput(this, 'ArtifactsBucket', { value: this.artifacts.bucketName });
    new CfnOutput(this, 'ClaimsTable', { value: this.tables.claims.tableName });
    new CfnOutput(this, 'FilesTable', { value: this.tables.files.tableName });
    new CfnOutput(this, 'WorkTable', { value: this.tables.work.tableName });
  }
}
