import type { Edit } from './edit.ts';
import { modifierFormEdits } from './modifiers-form.ts';
import { modifierIndicatorEdits } from './modifiers-indicators.ts';
import { serviceModifierEdits } from './modifiers-services.ts';
import { modifierTableEdits } from './modifiers-table.ts';
import { therapyEdits } from './modifiers-therapy.ts';
import { visitModifierEdits } from './modifiers-visits.ts';

/** Modifiers: their form, their lists, and whether they fit the code that they stand on. */
export const modifierEdits: readonly Edit[] = [
  ...modifierFormEdits,
  ...modifierTableEdits,
  ...modifierIndicatorEdits,
  ...visitModifierEdits,
  ...serviceModifierEdits,
  ...therapyEdits,
];
