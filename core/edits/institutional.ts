import type { Edit } from './edit.ts';
import { admissionEdits } from './institutional-admission.ts';
import { billCodeEdits } from './institutional-codes.ts';
import { dayEdits } from './institutional-days.ts';
import { pcsEdits } from './institutional-procedures.ts';
import { revenueEdits } from './institutional-revenue.ts';
import { stayEdits } from './institutional-stay.ts';

/** Bills of institutions, the 837I (domain.md 3.5 and 7.7). */
export const institutionalEdits: readonly Edit[] = [
  ...stayEdits,
  ...admissionEdits,
  ...billCodeEdits,
  ...dayEdits,
  ...pcsEdits,
  ...revenueEdits,
];
