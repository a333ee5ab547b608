import type { z } from 'zod';
import type { CodeSets } from '../../core/codes/code-sets.ts';
import type { Config } from '../../core/config.ts';
import { civilDateOf } from '../../core/dates.ts';
import { runEdits } from '../../core/edits/engine.ts';
import type { Encounter } from '../../core/encounter/model.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import type { FileStore } from '../../store/files.ts';
import type { CodeLoader } from '../../store/loaded-codes.ts';
import type { BatchedEncounter } from '../receive-file/batched-encounter.ts';
import { batchKey, type clientBatch } from '../runtime/batches.ts';
import type { Clock } from '../runtime/environment.ts';
import { editContext, NOT_PROFESSIONAL, rulesOf, serviceDays, untestedOn } from '../runtime/judging.ts';
import type { Handle } from '../runtime/step.ts';
import { findingsKey, type JudgedBatch } from './judged-batch.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly files: FileStore;
  readonly codeLoader: CodeLoader;
  readonly config: Config;
  readonly now: Clock;
}

/** Runs the encounter-level edits over a batch and keeps their findings beside it. */
export const makeHandler = (
  deps: Deps,
): Handle<z.infer<typeof clientBatch>, { readonly outcome: 'validated' }> => {
  const { artifacts, files, codeLoader, config, now } = deps;
  const rules = rulesOf(config);
  return async ({ fileId, client, batch }, log) => {
    const encounters = await artifacts.readJson<readonly BatchedEncounter[]>(batchKey(fileId, batch));
    const contents = encounters.map(({ encounter }) => encounter);
    const days = serviceDays(contents);
    const { manifest, codes } = await codeLoader.load({ days, without: NOT_PROFESSIONAL });
    const judging = { rules, clientId: client, codes, today: civilDateOf(now()) };
    // History is for the claims, after splitting: assemble-claims asks for it once for each patient.
    const findings = contents.map((content) =>
      runEdits(content, editContext(judging, content, []), 'encounter'),
    );
    const judged: JudgedBatch = { manifest, findings };
    await artifacts.replace(findingsKey(fileId, batch), JSON.stringify(judged));
    const untested = untestedIn(contents, codes);
    if (untested.length > 0) await files.addUntested(fileId, untested);
    const held = findings.filter((of) => of.some((f) => f.severity === 'error')).length;
    log.count('EncountersWithErrors', held);
    log.count('CodeSetsAbsent', untested.length);
    log.note('batch validated', { fileId, batch, encounters: encounters.length, held, manifest });
    return { outcome: 'validated' };
  };
};

/** Code sets that some claim could not be tested against; with the release, where it is there in part. */
function untestedIn(contents: readonly Encounter[], codes: CodeSets): readonly string[] {
  const found = serviceDays(contents).flatMap((day) => untestedOn(codes, day));
  const names = found.map(({ set, partOf }) => (partOf === undefined ? set : `${set} ${partOf.release}`));
  return [...new Set(names)].toSorted();
}
