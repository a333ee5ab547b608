import type { Edit } from './edit.ts';
import { drugEdits } from './procedures-drugs.ts';
import { procedureFormEdits } from './procedures-form.ts';
import { medicareEdits } from './procedures-medicare.ts';
import { procedureTableEdits } from './procedures-table.ts';
import { unlistedEdits } from './procedures-unlisted.ts';

/** The codes of what was done, and the drugs that were given. */
export const procedureEdits: readonly Edit[] = [
  ...procedureFormEdits,
  ...procedureTableEdits,
  ...unlistedEdits,
  ...medicareEdits,
  ...drugEdits,
];
