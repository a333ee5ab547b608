import type { ClaimNo, PartnerId } from '../ids.ts';

/** A claim that waits to be sent, as the plan sees it. */
export interface Candidate {
  readonly claimNo: ClaimNo;
  readonly filing: number;
  readonly attempt: number;
}

/** One ST of a planned interchange. */
export interface PlannedSet {
  /** ST02. */
  readonly controlNo: string;
  /** BHT03: names interchange and set, so that a 277CA's 2200B TRN02 finds them without an index. */
  readonly batchId: string;
  readonly claims: readonly Candidate[];
}

export interface PlannedInterchange {
  /** ISA13 and GS06: one counter serves both, so a 999's AK102 names the interchange. */
  readonly controlNo: number;
  readonly sets: readonly PlannedSet[];
}

/** What a submission run will write. Create-only: whoever reads it writes the same bytes. */
export interface SubmissionPlan {
  readonly planId: string;
  readonly partner: PartnerId;
  /** Envelope time, UTC: CCYYMMDD and HHMM. */
  readonly date: string;
  readonly time: string;
  readonly interchanges: readonly PlannedInterchange[];
}

export interface PlanLimits {
  /** CLM per interchange; 5,000 at most (837 TR3's recommendation). */
  readonly claimsPerInterchange: number;
  /** CLM per ST. */
  readonly claimsPerSet: number;
}

const chunk = <T>(items: readonly T[], size: number): readonly (readonly T[])[] => {
  const chunks: T[][] = [];
  for (let i = 0; i < items.length; i += size) chunks.push(items.slice(i, i + size));
  return chunks;
};

/** ISA13 as X12 writes it: nine digits. */
export const interchangeControlText = (controlNo: number): string => String(controlNo).padStart(9, '0');

const BATCH_ID = /^(\d{9})-(\d{4,9})$/;

/** BHT03 of a set: `{ISA13}-{ST02}`; at most 19 of the 30 characters allowed. */
export const batchIdOf = (controlNo: number, setControlNo: string): string =>
  `${interchangeControlText(controlNo)}-${setControlNo}`;

/** Reads a BHT03 of ours back; null when we did not make it. */
export function parseBatchId(
  text: string,
): { readonly controlNo: number; readonly setControlNo: string } | null {
  const m = BATCH_ID.exec(text.trim());
  if (m === null || m[1] === undefined || m[2] === undefined) return null;
  return { controlNo: Number(m[1]), setControlNo: m[2] };
}

/** How many interchanges, and so control numbers, a plan over `count` claims needs. */
export const interchangesNeeded = (count: number, limits: PlanLimits): number =>
  Math.ceil(count / limits.claimsPerInterchange);

/**
 * Spreads the claims over interchanges and sets, in claim-number order, so that the same claims under the same
 * control numbers always give the same plan.
 *
 * @param controlNos one per interchange, as many as `interchangesNeeded` says
 */
export function planInterchanges(
  claims: readonly Candidate[],
  controlNos: readonly number[],
  limits: PlanLimits,
): readonly PlannedInterchange[] {
  // An index that moves while it is read may show a claim twice; a file must not.
  const distinct = new Map(claims.map((claim) => [claim.claimNo, claim]));
  const ordered = [...distinct.values()].sort((a, b) => (a.claimNo < b.claimNo ? -1 : 1));
  return chunk(ordered, limits.claimsPerInterchange).flatMap((share, i) => {
    const controlNo = controlNos[i];
    if (controlNo === undefined) return [];
    const sets = chunk(share, limits.claimsPerSet).map((members, s) => {
      const setControlNo = String(s + 1).padStart(4, '0');
      return { controlNo: setControlNo, batchId: batchIdOf(controlNo, setControlNo), claims: members };
    });
    return [{ controlNo, sets }];
  });
}
