import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { Config, Partner } from '../../core/config.ts';
import { civilDate, civilDateOf, epochToIso } from '../../core/dates.ts';
import { type AnswerFile, answerFile, FIRST_PAYMENTS } from '../../core/sandbox/answer.ts';
import { type Memory, remember } from '../../core/sandbox/memory.ts';
import { isScenarioName } from '../../core/sandbox/scenarios.ts';
import type { Artifacts, ObjectRef } from '../../store/artifacts.ts';
import type { FileStore } from '../../store/files.ts';
import type { Clock } from '../runtime/environment.ts';
import { CodedError, errorClass } from '../runtime/errors.ts';
import { eachRecord, jsonBody } from '../runtime/queue.ts';
import type { Handle } from '../runtime/step.ts';
import { arePosted, comeBack, type Later, laterSchema } from './later.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly files: FileStore;
  readonly queues: SQSClient;
  /** Its own queue: what comes later waits there. */
  readonly sandboxQueueUrl: string;
  readonly config: Config;
  readonly now: Clock;
}

const objectCreated = z.looseObject({
  detail: z.looseObject({ object: z.looseObject({ key: z.string(), 'version-id': z.string().optional() }) }),
  later: laterSchema.optional(),
});
const KEY = /^drop\/([a-z0-9-]+)\//;

/**
 * The sandbox payer: answers what was dropped for it as a clearinghouse and payers would. 835s that follow others come
 * when those are posted: the step looks again after a while.
 */
export const makeHandler =
  (deps: Deps): Handle<SQSEvent, SQSBatchResponse> =>
  (event, log) =>
    eachRecord(
      event,
      async (record) => log.count('AnswersWritten', await answer(deps, record)),
      (error) => log.note('interchange not answered', { error: errorClass(error) }),
    );

async function answer(deps: Deps, record: SQSRecord): Promise<number> {
  const { detail, later = beginning(deps.now()) } = jsonBody(record, objectCreated);
  const { key, 'version-id': versionId } = detail.object;
  const partner = deps.config.partners.find((p) => p.id === KEY.exec(key)?.[1]);
  if (partner?.sandbox !== true) throw new CodedError('NotASandbox', { messageId: record.messageId });
  const dropped = { partner, ref: { key, ...(versionId === undefined ? {} : { versionId }) } };
  const { files, unwritten } = await answersTo(deps, dropped, later);

  const keyOf = ({ name }: AnswerFile): string => `inbound/${partner.id}/${name}.edi`;
  const before = files.filter(({ stage }) => stage >= FIRST_PAYMENTS && stage < later.stage).map(keyOf);
  if (!(await arePosted(deps, before, later))) {
    await comeBack(deps, dropped.ref, { ...later, tries: later.tries + 1 });
    return 0;
  }
  const isFirst = later.stage === FIRST_PAYMENTS;
  const due = files.filter(({ stage }) => stage === later.stage || (isFirst && stage < FIRST_PAYMENTS));
  // A repeated event meets files already put; whichever day they bear, they are the answer.
  for (const file of due) await deps.artifacts.createOrKeep(keyOf(file), file.text);
  if (files.some(({ stage }) => stage > later.stage))
    await comeBack(deps, dropped.ref, { ...later, stage: later.stage + 1, tries: 0 });
  if (isFirst && unwritten.length > 0) throw new CodedError('AnswerUnwritable', { files: unwritten.length });
  return due.length;
}

/** What comes at once: acknowledgments and the first payments. Later ones bear the same day. */
const beginning = (epochMs: number): Later => ({
  stage: FIRST_PAYMENTS,
  today: civilDateOf(epochMs),
  time: epochToIso(epochMs).slice(11, 16).replace(':', ''),
  tries: 0,
});

interface Dropped {
  readonly partner: Partner;
  readonly ref: ObjectRef;
}

async function answersTo(deps: Deps, { partner, ref }: Dropped, { today, time }: Later) {
  const scenario = partner.sandboxScenario ?? 'mixed';
  if (!isScenarioName(scenario)) throw new CodedError('UnknownScenario', { partner: partner.id });
  const seed = partner.sandboxSeed ?? partner.id;
  return answerFile(await deps.artifacts.read(ref), {
    seed,
    scenario,
    today: civilDate(today),
    time,
    earlier: () => earlierDrops(deps.artifacts, { partner, ref }, seed),
  });
}

/** The claims that were dropped before: what a replacement or void is about. Keys rise with the control numbers. */
async function earlierDrops(artifacts: Artifacts, { partner, ref }: Dropped, seed: string): Promise<Memory> {
  const keys = (await artifacts.keys(`drop/${partner.id}/`)).filter((key) => key < ref.key);
  async function* sources() {
    for (const key of keys) yield artifacts.read({ key });
  }
  return remember(sources(), seed);
}
