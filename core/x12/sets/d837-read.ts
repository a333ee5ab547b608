import { d837 } from '../guides/d837.ts';
import { CLAIM_RECORDS, ClaimStream } from './claim-stream.ts';
import { DentalReader } from './d837-read-claim.ts';
import type { SetModule } from './set-module.ts';

/** 837D: one dental claim or estimate per CLM, each with its whole context (domain.md 3.6). */
export const dentalClaims: SetModule = {
  type: '837D',
  guide: d837,
  records: CLAIM_RECORDS,
  stream: (start) => new ClaimStream(start, (values) => new DentalReader(values)),
};
