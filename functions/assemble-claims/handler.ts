import type { z } from 'zod';
import type { Client, Config } from '../../core/config.ts';
import { civilDateOf } from '../../core/dates.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { CodeLoader } from '../../store/loaded-codes.ts';
import type { WorkStore } from '../../store/work.ts';
import type { BatchedEncounter } from '../receive-file/batched-encounter.ts';
import { batchKey, type clientBatch, settleAll } from '../runtime/batches.ts';
import type { Clock } from '../runtime/environment.ts';
import { CodedError } from '../runtime/errors.ts';
import { type Judging, NOT_PROFESSIONAL, rulesOf, serviceDays } from '../runtime/judging.ts';
import type { Handle } from '../runtime/step.ts';
import { findingsKey, type JudgedBatch } from '../validate-codes/judged-batch.ts';
import { assembleEncounter } from './assemble-encounter.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly claims: ClaimStore;
  readonly work: WorkStore;
  readonly codeLoader: CodeLoader;
  readonly config: Config;
  readonly now: Clock;
}

/** The step's clients with the file and client being assembled, and what judges them. */
export interface Assembling extends Deps {
  readonly fileId: string;
  readonly client: Client;
  readonly judging: Judging;
}

/** Makes the claims of a batch of encounters: each is held by its edits or READY, in one append. */
export const makeHandler = (
  deps: Deps,
): Handle<z.infer<typeof clientBatch>, { readonly outcome: 'assembled' }> => {
  const { artifacts, codeLoader, config, now } = deps;
  const rules = rulesOf(config);
  return async ({ fileId, client: clientId, batch }, log) => {
    const client = config.clients.find((c) => c.id === clientId);
    if (client === undefined) throw new CodedError('UnknownClient', { fileId, batch });
    const [encounters, { manifest, findings }] = await Promise.all([
      artifacts.readJson<readonly BatchedEncounter[]>(batchKey(fileId, batch)),
      artifacts.readJson<JudgedBatch>(findingsKey(fileId, batch)),
    ]);
    const days = serviceDays(encounters.map(({ encounter }) => encounter));
    const { codes } = await codeLoader.load({ days, without: NOT_PROFESSIONAL, manifest });
    const judging = { rules, clientId, codes, today: civilDateOf(now()) };
    const prepared = encounters.map((encounter, i) => ({ encounter, findings: findings[i] ?? [], place: i }));
    const assemble = await assembleEncounter({ ...deps, fileId, client, judging }, prepared);
    await settleAll(prepared, assemble, { fileId, batch });
    log.count('EncountersAssembled', encounters.length);
    log.note('claims assembled', { fileId, batch, encounters: encounters.length });
    return { outcome: 'assembled' };
  };
};
