import type { Result } from '../../result.ts';
import { i837 } from '../guides/i837.ts';
import type { InstitutionalContent } from '../institutional-content.ts';
import type { WriteProblem } from '../syntax/write.ts';
import type { EnvelopeSpec, InstitutionalSet } from '../types.ts';
import {
  type ClaimParts,
  type WriteOptions,
  type WrittenInterchange,
  writeClaimSets,
} from './claim-set-write.ts';
import { writeInstitutionalClaim } from './i837-write-claim.ts';
import { writeBilling, writeHeader, writeSubscriber } from './p837-write-parties.ts';

const INSTITUTIONAL: ClaimParts<InstitutionalContent> = {
  guide: i837,
  header: writeHeader,
  billing: writeBilling,
  subscriber: writeSubscriber,
  claim: writeInstitutionalClaim,
};

/**
 * Writes one 837I interchange with one group, as `writeProfessional` does an 837P. What the guide has no place for
 * (a contact of the subscriber, a date of death) is refused and not dropped.
 *
 * @param version GS08 and ST03
 * @returns every problem of every claim, and no bytes, where anything cannot be written
 * @see domain.md 3.5 and 3.9; TR3 005010X223A2
 */
export const writeInstitutional = (
  envelope: EnvelopeSpec,
  version: string,
  sets: readonly InstitutionalSet[],
  options: WriteOptions,
): Result<WrittenInterchange, readonly WriteProblem[]> =>
  writeClaimSets({ envelope, version }, INSTITUTIONAL, sets, options);
