import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { Config } from '../../core/config.ts';
import { civilDateOf, epochToIso } from '../../core/dates.ts';
import { answerFile } from '../../core/sandbox/answer.ts';
import { isScenarioName } from '../../core/sandbox/scenarios.ts';
import type { Artifacts, ObjectRef } from '../../store/artifacts.ts';
import type { Clock } from '../runtime/environment.ts';
import { CodedError, errorClass } from '../runtime/errors.ts';
import { eachRecord, jsonBody } from '../runtime/queue.ts';
import type { Handle } from '../runtime/step.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly config: Config;
  readonly now: Clock;
}

const objectCreated = z.looseObject({
  detail: z.looseObject({ object: z.looseObject({ key: z.string(), 'version-id': z.string().optional() }) }),
});
const KEY = /^drop\/([a-z0-9-]+)\//;

/** The sandbox payer: answers what was dropped for it as a clearinghouse and payers would. */
export const makeHandler =
  (deps: Deps): Handle<SQSEvent, SQSBatchResponse> =>
  (event, log) =>
    eachRecord(
      event,
      async (record) => log.count('AnswersWritten', await answer(deps, record)),
      (error) => log.note('interchange not answered', { error: errorClass(error) }),
    );

async function answer(deps: Deps, record: SQSRecord): Promise<number> {
  const { object } = jsonBody(record, objectCreated).detail;
  const partner = deps.config.partners.find((p) => p.id === KEY.exec(object.key)?.[1]);
  if (partner?.sandbox !== true) throw new CodedError('NotASandbox', { messageId: record.messageId });
  const versionId = object['version-id'];
  const ref: ObjectRef = { key: object.key, ...(versionId === undefined ? {} : { versionId }) };
  const scenario = partner.sandboxScenario ?? 'mixed';
  if (!isScenarioName(scenario)) throw new CodedError('UnknownScenario', { partner: partner.id });
  const iso = epochToIso(deps.now());
  const { files, unwritten } = await answerFile(await deps.artifacts.read(ref), {
    seed: partner.sandboxSeed ?? partner.id,
    scenario,
    today: civilDateOf(deps.now()),
    time: iso.slice(11, 16).replace(':', ''),
  });
  for (const { name, text } of files) {
    // A repeated event meets files already put; whichever day they bear, they are the answer.
    await deps.artifacts.createOrKeep(`inbound/${partner.id}/${name}.edi`, text);
  }
  if (unwritten.length > 0) throw new CodedError('AnswerUnwritable', { files: unwritten.length });
  return files.length;
}
