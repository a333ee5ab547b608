import * as z from 'zod';
import type { Config } from '../../core/config.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import type { FileStore } from '../../store/files.ts';
import type { WorkStore } from '../../store/work.ts';
import type { Clock } from '../runtime/environment.ts';
import { recognise } from '../runtime/inbound-file.ts';
import { openProblems } from '../runtime/problems.ts';
import type { Handle } from '../runtime/step.ts';
import { readPayments } from './read-payments.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly files: FileStore;
  readonly work: WorkStore;
  readonly config: Config;
  readonly now: Clock;
}

export const inputSchema = z.strictObject({ uploadId: z.string(), partner: z.string() });

export interface Output {
  readonly outcome: 'read' | 'duplicate' | 'quarantined' | 'held';
  readonly fileId: string;
  readonly partner: string;
  readonly batches: number;
}

/** Reads an 835, proves every sum of it, and indexes batches of what balances. What does not is held whole. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof inputSchema>, Output> =>
  async ({ uploadId, partner }, log) => {
    const { upload, file, isDuplicate } = await recognise(deps, uploadId, { partner });
    const { fileId } = file;
    if (isDuplicate) {
      log.note('duplicate file', { fileId });
      return { outcome: 'duplicate', fileId, partner, batches: 0 };
    }
    const { key, versionId } = upload;
    const source = { key, ...(versionId === undefined ? {} : { versionId }) };
    const read = await readPayments({ ...deps, fileId, partner, source }, await deps.artifacts.read(source));
    if (read.problems.length > 0) {
      await openProblems(deps, { fileId, partnerId: partner, problems: read.problems });
    }
    const { index, held, repeated, payments } = read;
    const { batches, remittances } = index;
    const counts = { remittances, held, repeated, payments };
    const outcome = outcomeOf(remittances, held, repeated);
    const status = { read: 'received', held: 'held', duplicate: 'done', quarantined: 'quarantined' } as const;
    await deps.files.setFileStatus(fileId, status[outcome], counts);
    log.count('RemittancesHeld', held);
    log.note('remittance read', { fileId, ...counts, batches });
    return { outcome, fileId, partner, batches };
  };

/** @param remittances those of the file that were not posted under another file before */
function outcomeOf(remittances: number, held: number, repeated: number): Output['outcome'] {
  if (remittances === 0) return repeated > 0 ? 'duplicate' : 'quarantined';
  return held === remittances ? 'held' : 'read';
}
