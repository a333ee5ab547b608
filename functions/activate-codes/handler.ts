import * as z from 'zod';
import type { Artifacts } from '../../store/artifacts.ts';
import type { CodeSetStore } from '../../store/code-sets.ts';
import { type ImportedCodes, importKey } from '../import-codes/imported-codes.ts';
import type { Clock } from '../runtime/environment.ts';
import type { Handle } from '../runtime/step.ts';
import { activate } from './activate.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly codeSets: CodeSetStore;
  readonly now: Clock;
}

export const inputSchema = z.strictObject({ fileId: z.string() });

/** Makes the tables of an import active: by one write of the next manifest. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof inputSchema>, { readonly outcome: 'activated' }> =>
  async ({ fileId }, log) => {
    const { tables } = await deps.artifacts.readJson<ImportedCodes>(importKey(fileId));
    const { number } = await activate(deps.codeSets, {
      candidates: tables,
      cause: `import ${fileId}`,
      nowEpochMs: deps.now(),
    });
    log.count('CodeTablesActivated', tables.length);
    log.note('code sets switched', { fileId, manifest: number, tables: tables.length });
    return { outcome: 'activated' };
  };
