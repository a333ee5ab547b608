import * as z from 'zod';
import { workItem } from '../../core/claim/work.ts';
import { isCodeSetName } from '../../core/codes/sets.ts';
import { civilDateOf } from '../../core/dates.ts';
import { type Artifacts, sha256 } from '../../store/artifacts.ts';
import type { CodeSetStore } from '../../store/code-sets.ts';
import type { FileStore, InboundFile } from '../../store/files.ts';
import type { WorkStore } from '../../store/work.ts';
import type { Clock } from '../runtime/environment.ts';
import { detailOf, type Problem } from '../runtime/problems.ts';
import type { Handle, StepLog } from '../runtime/step.ts';
import { type Asked, buildTables, chunksOf, isActive, type Refusal } from './build-tables.ts';
import { importKey } from './imported-codes.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly codeSets: CodeSetStore;
  readonly files: FileStore;
  readonly work: WorkStore;
  readonly now: Clock;
}

export const inputSchema = z.strictObject({ uploadId: z.string() });

export interface Output {
  readonly outcome: 'imported' | 'duplicate' | 'refused';
  readonly fileId: string;
}

/** Builds the tables of an uploaded file beside the active ones, and tests them. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof inputSchema>, Output> =>
  async ({ uploadId }, log) => {
    const { key, versionId } = await deps.files.upload(uploadId);
    const ref = { key, ...(versionId === undefined ? {} : { versionId }) };
    const bytes = await deps.artifacts.readBytes(ref);
    const fileId = sha256(bytes);
    const { file } = await deps.files.register(
      { fileId, kind: 'codes', bytes: bytes.length, ...ref },
      uploadId,
      deps.now(),
    );
    const asked = askedBy(key, Date.parse(file.receivedAt));
    if (isActive(await deps.codeSets.newest(), fileId, asked)) {
      // An earlier run may have ended between the switch and the closing of its file.
      if (file.status !== 'done') await deps.files.closeFile(fileId, 'done');
      log.note('duplicate code set', { fileId });
      return { outcome: 'duplicate', fileId };
    }
    const built = await buildTables(deps.codeSets, [{ name: nameIn(key), bytes: chunksOf(bytes) }], asked);
    if (!built.ok) return refuse(deps, file, built.error, log);
    const { notes } = built.value;
    const tables = built.value.tables.map(({ candidate }) => candidate);
    await deps.artifacts.replace(importKey(fileId), JSON.stringify({ fileId, tables, notes }, null, 1));
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    await deps.files.setFileStatus(fileId, 'received', { tables: tables.length, rows });
    log.count('CodeRowsImported', rows);
    log.note('code set imported', { fileId, tables: tables.length, rows });
    return { outcome: 'imported', fileId };
  };

/** A file's name helps to tell what it is. It may say anything, so it goes no further than this. */
const nameIn = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

/** Folders below `codesets/` may name the set and the release: `codesets/fees/ACME-2026/rates.csv`. */
function askedBy(key: string, importedAt: number): Asked {
  const [, set = '', release] = key.split('/').slice(0, -1);
  if (!isCodeSetName(set)) return { importedAt };
  return { importedAt, set, ...(release === undefined ? {} : { release }) };
}

/** The bytes stay and the active releases too; a person sees which lines to look at. */
async function refuse(deps: Deps, { fileId }: InboundFile, refusal: Refusal, log: StepLog): Promise<Output> {
  // Names of files stay behind: they may be anything.
  const problems = refusal.problems.map(({ file: _file, ...problem }): Problem => problem);
  await deps.artifacts.replace(`quarantine/${fileId}.json`, JSON.stringify(problems, null, 1));
  const now = deps.now();
  const item = workItem('CODES_REFUSED', {
    id: `codes-${fileId.slice(0, 32)}`,
    today: civilDateOf(now),
    fileId,
    details: problems.slice(0, DETAILS_SHOWN).map(detailOf),
  });
  await deps.work.open(item, now);
  await deps.files.setFileStatus(fileId, 'quarantined', { problems: refusal.count });
  log.note('code set refused', { fileId, problems: refusal.count });
  return { outcome: 'refused', fileId };
}

/** Details a work item shows; the whole list lies in quarantine. */
const DETAILS_SHOWN = 20;
