import * as z from 'zod';
import { type Config, guidesOf } from '../../core/config.ts';
import { readX12 } from '../../core/x12/read.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import type { FileStore } from '../../store/files.ts';
import type { WorkStore } from '../../store/work.ts';
import { batchKey } from '../runtime/batches.ts';
import type { Clock } from '../runtime/environment.ts';
import { recognise } from '../runtime/inbound-file.ts';
import { openProblems, type Problem, problemOf } from '../runtime/problems.ts';
import type { Handle } from '../runtime/step.ts';
import type { AnswerBatch } from './answer-batch.ts';
import { answersOf } from './answers.ts';
import { checkTotals } from './totals.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly files: FileStore;
  readonly work: WorkStore;
  readonly config: Config;
  readonly now: Clock;
}

export const inputSchema = z.strictObject({ uploadId: z.string(), partner: z.string() });

export interface Output {
  readonly outcome: 'read' | 'duplicate' | 'quarantined';
  readonly fileId: string;
  readonly partner: string;
  readonly batches: number;
}

/** Reads TA1, 999 and 277CA, finds what they answer, and cuts the answers into batches of claims. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof inputSchema>, Output> =>
  async ({ uploadId, partner }, log) => {
    const { upload, file, isDuplicate } = await recognise(deps, uploadId, { partner });
    const { fileId } = file;
    if (isDuplicate) {
      log.note('duplicate file', { fileId });
      return { outcome: 'duplicate', fileId, partner, batches: 0 };
    }
    const { batches, problems } = await batchAnswers(
      deps,
      partner,
      fileId,
      await deps.artifacts.read(upload),
    );
    if (problems.length > 0) await openProblems(deps, { fileId, partnerId: partner, problems });
    const outcome = batches === 0 ? 'quarantined' : 'read';
    await deps.files.setFileStatus(fileId, outcome === 'read' ? 'received' : 'quarantined', { batches });
    log.note('answers read', { fileId, batches, problems: problems.length });
    return { outcome, fileId, partner, batches };
  };

async function batchAnswers(
  deps: Deps,
  partner: string,
  fileId: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly batches: number; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  let batches = 0;
  const put = async (batch: AnswerBatch): Promise<void> => {
    await deps.artifacts.create(batchKey(fileId, batches), JSON.stringify(batch));
    batches += 1;
  };
  const answers = answersOf(deps, partner);
  for await (const item of readX12(bytes, guidesOf(deps.config, partner))) {
    if (item.kind === 'finding') {
      if (item.finding.severity === 'error') problems.push(problemOf(item.finding));
      continue;
    }
    if (item.kind === 'claim-acknowledgment-batch')
      await checkTotals({ ...deps, partner, fileId }, item.batch);
    for (const batch of await answers.take(item)) await put(batch);
  }
  const { batches: last, problems: unmatched } = answers.end();
  for (const batch of last) await put(batch);
  problems.push(...unmatched);
  if (batches === 0 && problems.length === 0) {
    problems.push({ code: 'NO_ANSWERS', position: 'file', text: 'The file holds no TA1, 999 or 277CA.' });
  }
  return { batches, problems };
}
