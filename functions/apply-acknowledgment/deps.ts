import type { Artifacts } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { FileStore } from '../../store/files.ts';
import type { WorkStore } from '../../store/work.ts';
import type { Clock } from '../runtime/environment.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly claims: ClaimStore;
  readonly files: FileStore;
  readonly work: WorkStore;
  readonly now: Clock;
}

/** The step's clients with the file that is being applied. */
export interface Applying extends Deps {
  readonly fileId: string;
  readonly partner: string;
}
