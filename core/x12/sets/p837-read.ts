import { p837 } from '../guides/p837.ts';
import { CLAIM_RECORDS, ClaimStream } from './claim-stream.ts';
import { EncounterReader } from './p837-read-claim.ts';
import type { SetModule } from './set-module.ts';

/** 837P: one professional claim per CLM, each with its whole context (domain.md 3.4). */
export const professionalClaims: SetModule = {
  type: '837P',
  guide: p837,
  records: CLAIM_RECORDS,
  stream: (start) => new ClaimStream(start, (values) => new EncounterReader(values)),
};
