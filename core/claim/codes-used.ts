import { factsOf } from '../edits/claim-facts.ts';
import type { ClaimContent } from '../x12/claim-content.ts';
import type { FilingState } from './types.ts';

const FINISHED: ReadonlySet<FilingState> = new Set(['PAID', 'ZERO_PAID', 'FORWARDED', 'VOIDED', 'CLOSED']);

/** Whether a claim may still be sent, sent again or appealed. */
export const isInFlight = (state: FilingState): boolean => !FINISHED.has(state);

/** Every code of a claim, as tables have them: diagnoses, procedures, modifiers, places of service. */
export function codesUsed(content: ClaimContent): ReadonlySet<string> {
  const { diagnoses, lines } = factsOf(content);
  const ofLines = lines.flatMap(({ code, modifiers, pos, revenueCode }) => [
    code,
    ...modifiers,
    pos,
    revenueCode,
  ]);
  return new Set([...diagnoses.map(({ code }) => code), ...ofLines].filter((code) => code !== ''));
}
