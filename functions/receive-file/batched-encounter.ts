import type { Encounter } from '../../core/encounter/model.ts';

/** One encounter of a batch object, as receive-file leaves it for validate-codes and assemble-claims. */
export interface BatchedEncounter {
  readonly encounterKey: string;
  /** Hash of the content as it arrived: another value under the same key is a revision. */
  readonly contentHash: string;
  /** Where it stands in the file, e.g. `encounter 3, line 3` or `set 1, segment 22`. */
  readonly position: string;
  readonly encounter: Encounter;
}
