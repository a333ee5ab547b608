import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { type Config, payerProfile } from '../../core/config.ts';
import { civilDate, civilDateOf } from '../../core/dates.ts';
import { denialWorkItems } from '../../core/denial/playbook.ts';
import { claimNo } from '../../core/ids.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { WorkStore } from '../../store/work.ts';
import type { Clock } from '../runtime/environment.ts';
import { CodedError, errorClass } from '../runtime/errors.ts';
import { eachRecord, jsonBody } from '../runtime/queue.ts';
import type { Handle } from '../runtime/step.ts';

export interface Deps {
  readonly claims: ClaimStore;
  readonly work: WorkStore;
  readonly config: Config;
  readonly now: Clock;
}

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
  const number = claimNo(no);
  const [event] = await deps.claims.events(number, version - 1);
  const head = await deps.claims.head(number);
  if (event?.facts.kind !== 'adjudicated' || head === null)
    throw new CodedError('DenialMissing', { claimNo: no, version });
  const { denials, paymentDate } = event.facts;
  const claim = (await deps.claims.contents([head])).get(number);
  if (claim === undefined) throw new CodedError('DenialMissing', { claimNo: no, version });
  const now = deps.now();
  const items = denialWorkItems(denials, {
    adjudicationId: `${no}-${sha256(event.cause).slice(0, 16)}`,
    claimNo: number,
    clientId: claim.clientId,
    partnerId: claim.partnerId,
    today: civilDateOf(now),
    remittanceDate: civilDate(paymentDate),
    serviceDate: civilDate(claim.content.lines.map((l) => l.from).toSorted()[0] ?? paymentDate),
    limits: payerProfile(deps.config, head.payerId),
  });
  for (const item of items) await deps.work.open(item, now);
  return items.length;
}
