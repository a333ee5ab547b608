import { i837 } from '../guides/i837.ts';
import { CLAIM_RECORDS, ClaimReader } from './claim-reader.ts';
import { institutionalContentOf } from './i837-read-claim.ts';
import type { SetModule } from './set-module.ts';

/** 837I: one institutional claim per CLM, each with its whole context (domain.md 3.5). */
export const institutionalClaims: SetModule = {
  type: '837I',
  guide: i837,
  records: CLAIM_RECORDS,
  reader: (start) =>
    new ClaimReader(start, (claim, frame) => {
      const content = institutionalContentOf(claim);
      return content && { ...frame, content };
    }),
};
