import type { Artifacts } from '../../store/artifacts.ts';
import type { FileStatus, FileStore, InboundFile, Upload } from '../../store/files.ts';
import { measure } from './content.ts';
import type { Clock } from './environment.ts';

interface Recognising {
  readonly artifacts: Artifacts;
  readonly files: FileStore;
  readonly now: Clock;
}

/** Whose file it is: a client's encounters or a partner's answers. */
export type FileOwner = { readonly client: string } | { readonly partner: string };

export interface Recognised {
  readonly upload: Upload;
  readonly file: InboundFile;
  /** These bytes were worked to their end before: nothing is to be done. */
  readonly isDuplicate: boolean;
}

/** A file that was worked to its end. */
export const FINISHED: ReadonlySet<FileStatus> = new Set(['done', 'quarantined', 'held', 'partial']);

/**
 * Registers an uploaded file by the SHA-256 of its bytes. An unfinished one is resumed, whoever sends it again; a
 * finished one is a duplicate, but for the upload that brought it first: after a crash that runs to its end again.
 */
export async function recognise(deps: Recognising, uploadId: string, owner: FileOwner): Promise<Recognised> {
  const upload = await deps.files.upload(uploadId);
  const measured = await measure(deps.artifacts, upload);
  const { key, versionId } = upload;
  const { file, known } = await deps.files.register(
    { ...measured, ...owner, key, ...(versionId === undefined ? {} : { versionId }) },
    uploadId,
    deps.now(),
  );
  const isOwners = 'client' in owner ? file.client === owner.client : file.partner === owner.partner;
  const isFirst = file.uploads[0] === uploadId;
  return { upload, file, isDuplicate: known && isOwners && FINISHED.has(file.status) && !isFirst };
}
