import type { ByteSource } from '../x12/read.ts';
import type { ProfessionalClaim } from '../x12/types.ts';
import { payerClaimControlNo } from './adjudicate.ts';
import { receiveInterchanges } from './received.ts';

/** The claims that payers got before, by the number that they gave them (CLP07; REF*F8 of a later claim). */
export type Memory = ReadonlyMap<string, ProfessionalClaim>;

/** CLM05-3 of a claim that replaces or takes back one that was adjudicated (domain.md 3.8). */
const REPLACEMENT = '7';
const VOID = '8';

export const isReplacement = ({ content }: ProfessionalClaim): boolean => content.frequency === REPLACEMENT;
export const isVoid = ({ content }: ProfessionalClaim): boolean => content.frequency === VOID;

/** Reads the claims' files that payers got before, so that later claims find what they are about. */
export async function remember(
  sources: Iterable<ByteSource> | AsyncIterable<ByteSource>,
  seed: string,
): Promise<Memory> {
  const known = new Map<string, ProfessionalClaim>();
  for await (const source of sources)
    for await (const { sets } of receiveInterchanges(source))
      for (const claim of sets.flatMap((set) => set.claims))
        known.set(payerClaimControlNo(claim, seed), claim);
  return known;
}

/**
 * The claim that a replacement or void is about, by its REF*F8: one that was got before, or the same claim as it first
 * came where nothing in it has changed. Undefined where the payer knows of none.
 */
export function originalOf(
  claim: ProfessionalClaim,
  memory: Memory,
  seed: string,
): ProfessionalClaim | undefined {
  if (!isReplacement(claim) && !isVoid(claim)) return undefined;
  const { payerClaimControlNo: number = '', ...content } = claim.content;
  const unchanged = { ...claim, content: { ...content, frequency: '1' } };
  return memory.get(number) ?? (payerClaimControlNo(unchanged, seed) === number ? unchanged : undefined);
}
