import { type CivilDate, daysBetween } from '../dates.ts';
import type { ClaimAt, OwnedBalance } from './claim-at.ts';

/** Ages in days, both ends included (domain.md 8.4). */
export const buckets = [
  { name: '0-30', upTo: 30 },
  { name: '31-60', upTo: 60 },
  { name: '61-90', upTo: 90 },
  { name: '91-120', upTo: 120 },
  { name: '121-150', upTo: 150 },
  { name: '151-180', upTo: 180 },
  { name: '>180', upTo: Number.POSITIVE_INFINITY },
] as const;

/** From this bucket on, balances are older than 90 days. */
export const OVER_90 = buckets.findIndex(({ upTo }) => upTo > 90);

/**
 * What the age of a balance counts from. `usual` is the service date for what insurance owes, and the day that the
 * balance became its owner's for what the patient or an agency owes.
 */
export const ageBases = ['usual', 'service', 'submission', 'owner'] as const;
export type AgeBasis = (typeof ageBases)[number];

/** Index of the bucket of a balance. What is dated after the day is 0 days old. */
export function bucketOf(balance: OwnedBalance, claim: ClaimAt, basis: AgeBasis, day: CivilDate): number {
  const age = daysBetween(bornOn(balance, claim, basis), day);
  return buckets.findIndex(({ upTo }) => age <= upTo);
}

function bornOn({ account, since }: OwnedBalance, claim: ClaimAt, basis: AgeBasis): CivilDate {
  switch (basis) {
    case 'service':
      return claim.servedOn;
    case 'submission':
      return claim.submittedOn;
    case 'owner':
      return since;
    default:
      return account === '1100' ? claim.servedOn : since;
  }
}
