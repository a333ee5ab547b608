import * as z from 'zod';
import { type Client, type Config, guidesOf } from '../../core/config.ts';
import { contentHash, encounterKey } from '../../core/encounter/identity.ts';
import { type Artifacts, sha256 } from '../../store/artifacts.ts';
import type { FileStore, InboundFile, Upload } from '../../store/files.ts';
import type { WorkStore } from '../../store/work.ts';
import { BATCH_CLAIMS, batchKey } from '../runtime/batches.ts';
import type { Clock } from '../runtime/environment.ts';
import { recognise } from '../runtime/inbound-file.ts';
import { openProblems, type Problem } from '../runtime/problems.ts';
import type { Handle } from '../runtime/step.ts';
import type { BatchedEncounter } from './batched-encounter.ts';
import { readUpload } from './read-upload.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly files: FileStore;
  readonly work: WorkStore;
  readonly config: Config;
  readonly now: Clock;
}

export const inputSchema = z.strictObject({ uploadId: z.string(), client: z.string() });

export interface Output {
  readonly outcome: 'received' | 'duplicate' | 'quarantined';
  readonly fileId: string;
  readonly client: string;
  readonly partner: string;
  readonly batches: number;
  readonly submit: 'immediately' | 'later';
}

/** Recognises the file by its bytes, reads its encounters and cuts them into batches. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof inputSchema>, Output> =>
  async ({ uploadId, client: clientId }, log) => {
    const { upload, file, isDuplicate } = await recognise(deps, uploadId, { client: clientId });
    const { fileId } = file;
    const client = deps.config.clients.find((c) => c.id === clientId);
    if (isDuplicate) {
      log.note('duplicate file', { fileId });
      return answer('duplicate', fileId, { clientId, client, batches: 0 });
    }
    if (client === undefined) {
      await openProblems(deps, {
        fileId,
        clientId,
        problems: [{ code: 'UNKNOWN_CLIENT', position: 'file' }],
      });
      await deps.files.setFileStatus(fileId, 'quarantined', {});
      return answer('quarantined', fileId, { clientId, client, batches: 0 });
    }
    const { batches, counts, problems } = await batchEncounters(deps, upload, {
      ...file,
      ...guidesOf(deps.config, client.partner),
    });
    if (problems.length > 0) await openProblems(deps, { fileId, clientId, problems });
    await deps.files.setFileStatus(fileId, batches === 0 ? 'quarantined' : 'received', counts);
    log.count('EncountersReceived', counts.encounters);
    log.note('file received', { fileId, ...counts });
    return answer(batches === 0 ? 'quarantined' : 'received', fileId, { clientId, client, batches });
  };

const answer = (
  outcome: Output['outcome'],
  fileId: string,
  { clientId, client, batches }: { clientId: string; client: Client | undefined; batches: number },
): Output => ({
  outcome,
  fileId,
  client: clientId,
  partner: client?.partner ?? '',
  batches,
  submit: client?.submission === 'immediately' ? 'immediately' : 'later',
});

interface Batched {
  readonly batches: number;
  readonly counts: { readonly encounters: number; readonly unreadable: number; readonly repeats: number };
  readonly problems: readonly Problem[];
}

/** Problems kept for the report; a broken file of a million lines needs no million findings. */
const PROBLEMS_KEPT = 200;

async function batchEncounters(
  deps: Deps,
  upload: Upload,
  { fileId, kind, guides }: InboundFile & ReturnType<typeof guidesOf>,
): Promise<Batched> {
  const problems: Problem[] = [];
  const seen = new Map<string, string[]>();
  const counts = { encounters: 0, unreadable: 0, repeats: 0 };
  let batch: BatchedEncounter[] = [];
  let batches = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    await deps.artifacts.create(batchKey(fileId, batches), JSON.stringify(batch));
    batches += 1;
    batch = [];
  };
  for await (const item of readUpload(await deps.artifacts.read(upload), kind, guides && { guides })) {
    if (item.kind === 'problem') {
      counts.unreadable += item.lost ? 1 : 0;
      if (problems.length < PROBLEMS_KEPT) problems.push(item.problem);
      continue;
    }
    const content = contentHash(item.encounter, sha256);
    const key = encounterKey(item.encounter, item.submitterEtin, sha256) ?? content;
    const earlier = seen.get(key) ?? [];
    if (earlier.includes(content)) {
      counts.repeats += 1;
      if (problems.length < PROBLEMS_KEPT)
        problems.push({ code: 'REPEATED_ENCOUNTER', position: item.position });
      continue;
    }
    if (earlier.length > 0 && item.encounter.encounterId !== undefined) {
      counts.unreadable += 1;
      if (problems.length < PROBLEMS_KEPT) problems.push(conflicting(item.position));
      continue;
    }
    seen.set(key, [...earlier, content]);
    // Two different claims of an 837 under one account number and day are two claims: the second gets its own key.
    const unique = earlier.length === 0 ? key : `${key}#${earlier.length + 1}`;
    batch.push({
      encounterKey: unique,
      contentHash: content,
      position: item.position,
      encounter: item.encounter,
    });
    counts.encounters += 1;
    if (batch.length === BATCH_CLAIMS) await flush();
  }
  await flush();
  if (counts.encounters === 0 && problems.length === 0)
    problems.push({ code: 'NO_ENCOUNTERS', position: 'file' });
  return { batches, counts, problems };
}

/** One encounter id names one encounter. Which of two contents is right, only the practice knows. */
const conflicting = (position: string): Problem => ({
  code: 'CONFLICTING_ENCOUNTER',
  position,
  text: 'Another encounter of this file has the same encounterId and other content; the first one was taken.',
});
