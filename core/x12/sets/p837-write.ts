import type { Result } from '../../result.ts';
import { p837 } from '../guides/p837.ts';
import type { WriteProblem } from '../syntax/write.ts';
import type { EnvelopeSpec, ProfessionalSet } from '../types.ts';
import {
  type ClaimParts,
  type WriteOptions,
  type WrittenInterchange,
  writeClaimSets,
} from './claim-set-write.ts';
import { writeClaim } from './p837-write-claim.ts';
import { writeBilling, writeHeader, writeSubscriber } from './p837-write-parties.ts';

export type { WriteOptions, WrittenInterchange } from './claim-set-write.ts';

const PROFESSIONAL: ClaimParts<ProfessionalSet['claims'][number]['content']> = {
  guide: p837,
  header: writeHeader,
  billing: writeBilling,
  subscriber: writeSubscriber,
  claim: writeClaim,
};

/**
 * Writes one 837P interchange with one group.
 *
 * @param version GS08 and ST03
 * @returns every problem of every claim, and no bytes, where anything cannot be written
 * @see domain.md 3.1 to 3.4 and 3.9; TR3 005010X222A1
 */
export const writeProfessional = (
  envelope: EnvelopeSpec,
  version: string,
  sets: readonly ProfessionalSet[],
  options: WriteOptions,
): Result<WrittenInterchange, readonly WriteProblem[]> =>
  writeClaimSets({ envelope, version }, PROFESSIONAL, sets, options);
