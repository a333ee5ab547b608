import { addressEdits } from './addresses.ts';
import { characterEdits } from './characters.ts';
import { coverageEdits } from './coverages.ts';
import { dateEdits } from './dates.ts';
import { diagnosisEdits } from './diagnoses.ts';
import { duplicateEdits } from './duplicates.ts';
import { type Edit, type EditFamily, editFamilies } from './edit.ts';
import { filingEdits } from './filing.ts';
import { memberEdits } from './members.ts';
import { moneyEdits } from './money.ts';
import { procedureEdits } from './procedures.ts';
import { providerEdits } from './providers.ts';
import { requiredEdits } from './required.ts';

export const editsByFamily: Readonly<Record<EditFamily, readonly Edit[]>> = {
  identifiers: [...providerEdits, ...addressEdits, ...memberEdits, ...characterEdits],
  required: requiredEdits,
  coverage: coverageEdits,
  dates: dateEdits,
  diagnoses: diagnosisEdits,
  procedures: procedureEdits,
  money: moneyEdits,
  duplicates: duplicateEdits,
  filing: filingEdits,
};

export interface CatalogedEdit {
  readonly edit: Edit;
  readonly family: EditFamily;
}

/** Every edit, by id. */
export const catalogedEdits: readonly CatalogedEdit[] = editFamilies
  .flatMap((family) => editsByFamily[family].map((edit) => ({ edit, family })))
  .toSorted((a, b) => (a.edit.id < b.edit.id ? -1 : 1));

/** The key that stands for a whole family in a payer profile's `editSeverities`. */
export const familyKey = (family: EditFamily): string => `family:${family}`;

/** Every key that `editSeverities` may have. */
export const editSeverityKeys: readonly string[] = [
  ...editFamilies.map(familyKey),
  ...catalogedEdits.map(({ edit }) => edit.id),
];
