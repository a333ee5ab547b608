import { i837 } from '../guides/i837.ts';
import { CLAIM_RECORDS, ClaimStream } from './claim-stream.ts';
import { InstitutionalReader } from './i837-read-claim.ts';
import type { SetModule } from './set-module.ts';

/** 837I: one institutional claim per CLM, each with its whole context (domain.md 3.5). */
export const institutionalClaims: SetModule = {
  type: '837I',
  guide: i837,
  records: CLAIM_RECORDS,
  stream: (start) => new ClaimStream(start, (values) => new InstitutionalReader(values)),
};
