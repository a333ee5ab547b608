import type { FileId } from '../../core/ids.ts';
import type { FileStatus, InboundFile } from '../../store/files.ts';
import type { Stores } from './stores.ts';

/** What became of a file that was uploaded. */
export const fileOutcomes = [
  'received',
  'duplicate',
  'held',
  'partial',
  'quarantined',
  'incomplete',
] as const;
export type FileOutcome = (typeof fileOutcomes)[number];

/** Why something of a file could not be read: codes and places, no values. */
export interface FileProblem {
  readonly code: string;
  readonly position: string;
  readonly text?: string;
}

export interface FileReport {
  readonly outcome: FileOutcome;
  readonly counts: Readonly<Record<string, number>>;
  readonly problems: readonly FileProblem[];
}

const outcomeOfStatus: Readonly<Record<FileStatus, FileOutcome>> = {
  done: 'received',
  held: 'held',
  partial: 'partial',
  quarantined: 'quarantined',
  // All is settled and the file is still open: some batch of it failed, and has its work item.
  received: 'incomplete',
};

/** Statuses of a file that was worked to its end: the same content again changes nothing. */
const finished: readonly FileStatus[] = ['done', 'held', 'partial', 'quarantined'];
export const isFinished = (file: InboundFile | null): boolean =>
  file !== null && finished.includes(file.status);

/**
 * What became of a file, once nothing is left to do.
 *
 * @param known whether its content had been worked to its end before
 */
export async function reportFile(stores: Stores, fileId: FileId, known: boolean): Promise<FileReport> {
  const file = await stores.files.file(fileId);
  if (file === null) return { outcome: 'incomplete', counts: {}, problems: [] };
  const outcome = known || isRepeat(file) ? 'duplicate' : outcomeOfStatus[file.status];
  return { outcome, counts: file.counts, problems: await problemsOf(stores, fileId) };
}

/** All remittances of the file had come before, in another file. */
const isRepeat = ({ counts }: InboundFile): boolean => (counts.repeated ?? 0) > 0 && counts.remittances === 0;

/** The problems that the pipeline kept beside the file's bytes. */
export async function problemsOf({ artifacts }: Stores, fileId: FileId): Promise<readonly FileProblem[]> {
  const key = `quarantine/${fileId}.json`;
  if ((await artifacts.size(key)) === null) return [];
  return artifacts.readJson<readonly FileProblem[]>(key);
}
