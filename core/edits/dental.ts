import { dentalDateEdits } from './dental-dates.ts';
import { dentalProcedureEdits } from './dental-procedures.ts';
import { toothEdits } from './dental-teeth.ts';
import type { Edit } from './edit.ts';

/** Dental claims, the 837D (domain.md 3.6 and 7.7). */
export const dentalEdits: readonly Edit[] = [...toothEdits, ...dentalProcedureEdits, ...dentalDateEdits];
