import type { ProfessionalClaim } from '../x12/types.ts';
import { decideFate, type Fate, type Plot } from './fate.ts';
import { isVoid, type Memory, originalOf } from './memory.ts';
import { type ActingPayer, payerOf } from './payers.ts';
import { voidsNothing } from './reasons.ts';

/** A claim that came through the 999, with what becomes of it. */
export interface Case {
  readonly claim: ProfessionalClaim;
  readonly payer: ActingPayer;
  readonly fate: Fate;
  /** What a replacement or void is about, with what became of that: only where it was adjudicated. */
  readonly original?: Adjudication;
}

/** A claim that a payer decided. */
export interface Adjudication {
  readonly claim: ProfessionalClaim;
  readonly fate: Exclude<Fate, { readonly kind: 'rejected' }>;
}

/** What becomes of a claim. A void of what the payer never adjudicated is refused at its door. */
export function caseOf(claim: ProfessionalClaim, plot: Plot, memory: Memory): Case {
  const payer = payerOf(claim.content, plot.seed);
  const fate = decideFate(claim, plot);
  const original = adjudicatedBefore(claim, plot, memory);
  if (original !== undefined) return { claim, payer, fate, original };
  if (!isVoid(claim) || fate.kind === 'rejected') return { claim, payer, fate };
  const by = payer.acknowledges ? 'payer' : 'clearinghouse';
  return { claim, payer, fate: { kind: 'rejected', by, reason: voidsNothing } };
}

function adjudicatedBefore(claim: ProfessionalClaim, plot: Plot, memory: Memory): Adjudication | undefined {
  const original = originalOf(claim, memory, plot.seed);
  if (original === undefined) return undefined;
  const fate = decideFate(original, plot);
  return fate.kind === 'rejected' ? undefined : { claim: original, fate };
}
