import type { Result } from '../../result.ts';
import type { DentalContent } from '../dental-content.ts';
import { d837 } from '../guides/d837.ts';
import type { WriteProblem } from '../syntax/write.ts';
import type { DentalSet, EnvelopeSpec } from '../types.ts';
import {
  type ClaimParts,
  type WriteOptions,
  type WrittenInterchange,
  writeClaimSets,
} from './claim-set-write.ts';
import { writeDentalClaim } from './d837-write-claim.ts';
import { writeBilling, writeHeader, writeSubscriber } from './p837-write-parties.ts';

const DENTAL: ClaimParts<DentalContent> = {
  guide: d837,
  header: writeHeader,
  billing: writeBilling,
  subscriber: writeSubscriber,
  claim: writeDentalClaim,
};

/**
 * Writes one 837D interchange with one group, as `writeProfessional` does an 837P. What the guide has no place for
 * is refused and not dropped.
 *
 * @param version GS08 and ST03
 * @returns every problem of every claim, and no bytes, where anything cannot be written
 * @see domain.md 3.6 and 3.9; TR3 005010X224A2
 */
export const writeDental = (
  envelope: EnvelopeSpec,
  version: string,
  sets: readonly DentalSet[],
  options: WriteOptions,
): Result<WrittenInterchange, readonly WriteProblem[]> =>
  writeClaimSets({ envelope, version }, DENTAL, sets, options);
