import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { WorkDetail, WorkItemDraft } from '../../core/claim/types.ts';
import { workItem } from '../../core/claim/work.ts';
import type { Config } from '../../core/config.ts';
import { type CivilDate, civilDateOf } from '../../core/dates.ts';
import { claimNo } from '../../core/ids.ts';
import { type Artifacts, sha256 } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { WorkStore } from '../../store/work.ts';
import type { Clock } from '../runtime/environment.ts';
import { errorClass } from '../runtime/errors.ts';
import { eachRecord } from '../runtime/queue.ts';
import type { Handle } from '../runtime/step.ts';
import { type DeadLetter, deadLetterOf, type FailedWork } from './dead-letter.ts';
import { unsettledClaims } from './unsettled.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly claims: ClaimStore;
  readonly work: WorkStore;
  readonly config: Config;
  readonly now: Clock;
}

/** Turns each dead letter into work items that say what failed, why, and how to go on. Nothing waits unseen. */
export const makeHandler =
  (deps: Deps): Handle<SQSEvent, SQSBatchResponse> =>
  (event, log) =>
    eachRecord(
      event,
      async (record) => {
        const items = await itemsOf(deps, record);
        const now = deps.now();
        for (const item of items) await deps.work.open(item, now);
        log.count('DeadLettersDrained', 1);
        log.note('dead letter drained', { items: items.length });
      },
      (error) => log.note('dead letter not drained', { error: errorClass(error) }),
    );

async function itemsOf(deps: Deps, record: SQSRecord): Promise<readonly WorkItemDraft[]> {
  const letter = deadLetterOf(record.body);
  const today = civilDateOf(deps.now());
  if (letter.kind !== 'failed-work') return [lostMessage(letter, record, today)];
  const claims = await unsettledClaims(deps, letter.work);
  const details = detailsOf(letter.work);
  const about = referencesOf(letter.work);
  if (claims.length === 0)
    return [
      workItem('RUN_FAILED', { id: `failed-${sha256(record.body).slice(0, 24)}`, today, details, ...about }),
    ];
  // The run is in the id: when a redrive fails too, that is news although the first item was resolved.
  const failure = sha256(`${letter.work.step}\n${letter.work.execution}`).slice(0, 16);
  return claims.map((no) =>
    workItem('CLAIM_UNSETTLED', {
      id: `${no}-unsettled-${failure}`,
      today,
      claimNo: no,
      details,
      ...about,
    }),
  );
}

const detailsOf = ({ step, error, execution, batch, interchange }: FailedWork): readonly WorkDetail[] => [
  { code: error, position: step },
  { code: 'RUN', text: execution },
  ...(batch === undefined ? [] : [{ code: 'BATCH', position: String(batch) }]),
  ...(interchange === undefined ? [] : [{ code: 'INTERCHANGE', position: String(interchange) }]),
];

const referencesOf = ({ client, partner, fileId }: FailedWork) => ({
  ...(client === undefined ? {} : { clientId: client }),
  ...(partner === undefined ? {} : { partnerId: partner }),
  ...(fileId === undefined ? {} : { fileId }),
});

/** A message of a queue that its consumer refused for good. The message id finds it in the consumer's log. */
function lostMessage(
  letter: Exclude<DeadLetter, { kind: 'failed-work' }>,
  record: SQSRecord,
  today: CivilDate,
): WorkItemDraft {
  const source =
    letter.kind === 'denial' ? 'work-denials' : letter.kind === 'upload' ? 'route-upload' : 'unknown';
  return workItem('RUN_FAILED', {
    id: `dead-letter-${sha256(record.body).slice(0, 24)}`,
    today,
    ...(letter.kind === 'denial' ? { claimNo: claimNo(letter.claimNo) } : {}),
    details: [
      { code: 'DEAD_LETTER', position: source },
      { code: 'MESSAGE', text: record.messageId },
    ],
  });
}
