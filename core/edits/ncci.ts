import { addOnEdits } from './add-on.ts';
import type { Edit } from './edit.ts';
import { globalEdits } from './global.ts';
import { unlikelyUnitEdits } from './mue.ts';
import { bundleEdits } from './ncci-bundles.ts';

/** What may be billed together, and how often: NCCI pairs, unlikely units, add-on codes, global periods. */
export const ncciEdits: readonly Edit[] = [
  ...bundleEdits,
  ...unlikelyUnitEdits,
  ...addOnEdits,
  ...globalEdits,
];
