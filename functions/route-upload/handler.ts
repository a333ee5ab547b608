import { createHash } from 'node:crypto';
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { Artifacts, ObjectRef } from '../../store/artifacts.ts';
import type { FileStore } from '../../store/files.ts';
import { CodedError, errorClass } from '../runtime/errors.ts';
import { eachRecord, jsonBody } from '../runtime/queue.ts';
import type { Handle } from '../runtime/step.ts';
import { type InboundKind, sniffInbound } from './sniff.ts';

type Machine = 'intake' | 'acknowledgment' | 'remittance' | 'codesets';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly files: FileStore;
  readonly workflows: SFNClient;
  readonly machines: Readonly<Record<Machine, string>>;
}

/** EventBridge's "Object Created", as far as we read it. */
const objectCreated = z.looseObject({
  detail: z.looseObject({
    bucket: z.looseObject({ name: z.string() }),
    object: z.looseObject({ key: z.string(), 'version-id': z.string().optional() }),
  }),
});

const KEY = /^(?:(intake|inbound)\/([a-z0-9-]+)|(codesets))\//;
/** Enough for an ISA and the first GS, whatever stands before them. */
const SNIFF_BYTES = 8192;

/** Names an upload by what S3 says of it: the same event gives the same id. */
const uploadIdOf = (bucket: string, ref: ObjectRef): string =>
  createHash('sha256')
    .update([bucket, ref.key, ref.versionId ?? ''].join('\n'))
    .digest('hex')
    .slice(0, 32);

const machineOf: Readonly<Record<InboundKind, 'acknowledgment' | 'remittance'>> = {
  remittance: 'remittance',
  response: 'acknowledgment',
  // What we cannot name, read-response quarantines with its reasons.
  unknown: 'acknowledgment',
};

/** Starts the run that an uploaded file asks for. One upload, one execution name: S3's repeats change nothing. */
export const makeHandler =
  (deps: Deps): Handle<SQSEvent, SQSBatchResponse> =>
  (event, log) =>
    eachRecord(
      event,
      (record) => route(deps, record),
      (error) => log.note('upload not routed', { error: errorClass(error) }),
    );

async function route(deps: Deps, record: SQSRecord): Promise<void> {
  const { bucket, object } = jsonBody(record, objectCreated).detail;
  if (object.key.endsWith('/')) return;
  const place = KEY.exec(object.key);
  // Nobody would miss it otherwise: as a dead letter it becomes a work item.
  if (place === null) throw new CodedError('UploadMisplaced', { messageId: record.messageId });
  const [, prefix, owner = '', codes] = place;
  const versionId = object['version-id'];
  const ref: ObjectRef = { key: object.key, ...(versionId === undefined ? {} : { versionId }) };
  const uploadId = uploadIdOf(bucket.name, ref);
  if (codes !== undefined) {
    await deps.files.putUpload({ uploadId, ...ref });
    await start(deps, 'codesets', `codesets-${uploadId}`, { uploadId });
    return;
  }
  if (prefix === 'intake') {
    await deps.files.putUpload({ uploadId, ...ref, client: owner });
    await start(deps, 'intake', `intake-${owner}-${uploadId}`, { uploadId, client: owner });
    return;
  }
  const machine = machineOf[sniffInbound(await deps.artifacts.readStart(ref, SNIFF_BYTES))];
  await deps.files.putUpload({ uploadId, ...ref, partner: owner });
  await start(deps, machine, `${machine}-${owner}-${uploadId}`, { uploadId, partner: owner });
}

async function start(
  deps: Deps,
  machine: Machine,
  name: string,
  input: Readonly<Record<string, string>>,
): Promise<void> {
  try {
    await deps.workflows.send(
      new StartExecutionCommand({
        stateMachineArn: deps.machines[machine],
        name,
        input: JSON.stringify(input),
      }),
    );
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return;
    throw error;
  }
}
