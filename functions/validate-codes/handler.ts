import type { z } from 'zod';
import type { EditFinding } from '../../core/claim/types.ts';
import { type Config, payerProfile } from '../../core/config.ts';
import { civilDateOf } from '../../core/dates.ts';
import { runEdits } from '../../core/edits/engine.ts';
import type { Encounter } from '../../core/encounter/model.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import type { BatchedEncounter } from '../receive-file/batched-encounter.ts';
import { batchKey, type clientBatch } from '../runtime/batches.ts';
import type { Clock } from '../runtime/environment.ts';
import type { Handle } from '../runtime/step.ts';
import { findingsKey } from './findings-key.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly config: Config;
  readonly now: Clock;
}

/** Runs the encounter-level edits over a batch and keeps their findings beside it. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof clientBatch>, { readonly outcome: 'validated' }> =>
  async ({ fileId, batch }, log) => {
    const encounters = await deps.artifacts.readJson<readonly BatchedEncounter[]>(batchKey(fileId, batch));
    const findings = encounters.map(({ encounter }) => findingsOf(deps, encounter));
    await deps.artifacts.replace(findingsKey(fileId, batch), JSON.stringify(findings));
    const held = findings.filter((of) => of.some((f) => f.severity === 'error')).length;
    log.count('EncountersWithErrors', held);
    log.note('batch validated', { fileId, batch, encounters: encounters.length, held });
    return { outcome: 'validated' };
  };

const findingsOf = ({ config, now }: Deps, encounter: Encounter): readonly EditFinding[] => {
  const payerId = encounter.coverages.find((c) => c.seq === encounter.destination)?.payer.id ?? '*';
  const context = { today: civilDateOf(now()), payer: payerProfile(config, payerId) };
  return runEdits(encounter, context, 'encounter');
};
