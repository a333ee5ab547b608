import { billDiagnosisEdits } from './diagnoses-bills.ts';
import { countEdits } from './diagnoses-count.ts';
import { firstEdits } from './diagnoses-first.ts';
import { diagnosisFormat } from './diagnoses-form.ts';
import { patientEdits } from './diagnoses-patient.ts';
import { pointerEdits } from './diagnoses-pointers.ts';
import { sideEdits } from './diagnoses-sides.ts';
import { tableEdits } from './diagnoses-table.ts';
import { togetherEdits } from './diagnoses-together.ts';
import type { Edit } from './edit.ts';

/** Diagnoses and pointers (domain.md 7.3), of all kinds of claims. */
export const diagnosisEdits: readonly Edit[] = [
  diagnosisFormat,
  ...tableEdits,
  ...countEdits,
  ...firstEdits,
  ...patientEdits,
  ...sideEdits,
  ...togetherEdits,
  ...billDiagnosisEdits,
  ...pointerEdits,
];
