import { factsOf } from '../edits/claim-facts.ts';
import type { EarlierLine } from '../edits/facts.ts';
import type { ClaimContent } from '../x12/claim-content.ts';
import type { Claim } from './types.ts';

/** What of a claim matters to a later one of the same patient, besides its content. */
export interface Standing {
  /** Our number, or the claim's place in a file. */
  readonly claimNo: string;
  readonly payerId: string;
  readonly adjudicated: boolean;
}

/** The lines of a claim of ours as later claims of the patient look back at them. */
export const earlierLines = (
  { claimNo, content }: Claim,
  standing: Omit<Standing, 'claimNo'>,
): readonly EarlierLine[] => linesBefore(content, { ...standing, claimNo });

/** The lines of any claim, as `earlierLines`. */
export const linesBefore = (
  content: ClaimContent,
  { claimNo, payerId, adjudicated }: Standing,
): readonly EarlierLine[] =>
  factsOf(content).lines.map((line) => ({
    claimNo,
    line: line.number,
    code: line.code,
    modifiers: line.modifiers,
    units: line.units,
    from: line.from,
    to: line.to,
    pos: line.pos,
    chargeCents: line.chargeCents,
    rendering: line.rendering,
    payerId,
    adjudicated,
  }));
