import type { z } from 'zod';
import type { EditFinding } from '../../core/claim/types.ts';
import type { Client, Config } from '../../core/config.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { WorkStore } from '../../store/work.ts';
import type { BatchedEncounter } from '../receive-file/batched-encounter.ts';
import { batchKey, type clientBatch, settleAll } from '../runtime/batches.ts';
import type { Clock } from '../runtime/environment.ts';
import { CodedError } from '../runtime/errors.ts';
import type { Handle } from '../runtime/step.ts';
import { findingsKey } from '../validate-codes/findings-key.ts';
import { assembleEncounter } from './assemble-encounter.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly claims: ClaimStore;
  readonly work: WorkStore;
  readonly config: Config;
  readonly now: Clock;
}

/** The step's clients with the file and client being assembled. */
export interface Assembling extends Deps {
  readonly fileId: string;
  readonly client: Client;
}

/** Makes the claims of a batch of encounters: each is held by its edits or READY, in one append. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof clientBatch>, { readonly outcome: 'assembled' }> =>
  async ({ fileId, client: clientId, batch }, log) => {
    const client = deps.config.clients.find((c) => c.id === clientId);
    if (client === undefined) throw new CodedError('UnknownClient', { fileId, batch });
    const [encounters, findings] = await Promise.all([
      deps.artifacts.readJson<readonly BatchedEncounter[]>(batchKey(fileId, batch)),
      deps.artifacts.readJson<readonly (readonly EditFinding[])[]>(findingsKey(fileId, batch)),
    ]);
    const prepared = encounters.map((encounter, i) => ({ encounter, findings: findings[i] ?? [] }));
    const assemble = await assembleEncounter({ ...deps, fileId, client }, prepared);
    await settleAll(prepared, assemble, { fileId, batch });
    log.count('EncountersAssembled', encounters.length);
    log.note('claims assembled', { fileId, batch, encounters: encounters.length });
    return { outcome: 'assembled' };
  };
