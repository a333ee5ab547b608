import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { claimNo } from '../../core/ids.ts';
import { CodedError, errorClass } from '../runtime/errors.ts';
import { eachRecord, jsonBody } from '../runtime/queue.ts';
import type { Handle } from '../runtime/step.ts';
import { type Deps, openDenials } from './open-denials.ts';

/** An adjudication by reference: which event of which claim's journal. */
const denialMessage = z.strictObject({ claimNo: z.string(), version: z.number().int().min(1) });

/** Turns denied adjudications into work items, by the playbook. A denial is no failure: the message succeeds. */
export const makeHandler =
  (deps: Deps): Handle<SQSEvent, SQSBatchResponse> =>
  (event, log) =>
    eachRecord(
      event,
      async (record) => log.count('DenialItemsOpened', await workDenial(deps, record)),
      (error) => log.note('denial not worked', { error: errorClass(error) }),
    );

async function workDenial(deps: Deps, record: SQSRecord): Promise<number> {
  const { claimNo: no, version } = jsonBody(record, denialMessage);
  const journal = await deps.claims.events(claimNo(no));
  const event = journal.find((one) => one.version === version);
  if (event === undefined) throw new CodedError('DenialMissing', { claimNo: no, version });
  return openDenials(deps, event, journal);
}
