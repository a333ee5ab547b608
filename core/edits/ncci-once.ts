import type { EditContext } from './edit.ts';
import type { ClaimFacts } from './facts.ts';

/** What several edits of one family find in one pass over a claim: worked out by the first, read by the others. */
export function oncePerClaim<T>(
  make: (claim: ClaimFacts, context: EditContext) => T,
): (claim: ClaimFacts, context: EditContext) => T {
  const made = new WeakMap<ClaimFacts, { readonly context: EditContext; readonly value: T }>();
  return (claim, context) => {
    const there = made.get(claim);
    if (there !== undefined && there.context === context) return there.value;
    const value = make(claim, context);
    made.set(claim, { context, value });
    return value;
  };
}
