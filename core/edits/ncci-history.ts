import type { EditContext } from './edit.ts';
import type { ClaimFacts, EarlierLine } from './facts.ts';

const NONE: readonly EarlierLine[] = [];

/**
 * The lines of earlier claims that stand beside those of this one: of the same kind of bill, and of other claims. A
 * replacement or void (frequency 7, 8) takes the place of one of them, and we cannot tell which: it is tested by
 * itself.
 */
export function besides({ content, type }: ClaimFacts, { history }: EditContext): readonly EarlierLine[] {
  if (history.length === 0 || content.frequency === '7' || content.frequency === '8') return NONE;
  const isInstitutional = type === 'I';
  const isBeside = ({ pos, ownClaim }: EarlierLine): boolean =>
    (pos === '') === isInstitutional && ownClaim !== true;
  return history.every(isBeside) ? history : history.filter(isBeside);
}

/** Those of them that went to the payer of this claim: the second payer sees the same lines without counting twice. */
export function besidesAtPayer(claim: ClaimFacts, context: EditContext): readonly EarlierLine[] {
  const all = besides(claim, context);
  if (all.length === 0) return NONE;
  const payer = claim.coverage?.payer.id;
  return all.filter(({ payerId }) => payerId === context.payer.id || payerId === payer);
}

/** What the kinds of lines have in common. */
export type AnyLine = Pick<EarlierLine, 'code' | 'modifiers' | 'units' | 'from' | 'to' | 'rendering'>;

/** Whether a line's days hold a day. */
export const covers = ({ from, to }: AnyLine, day: number): boolean =>
  day >= from && day <= (to < from ? from : to);
