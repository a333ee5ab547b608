import { addressEdits } from './addresses.ts';
import { authorizationEdits } from './authorization.ts';
import { characterEdits } from './characters.ts';
import { cobEdits } from './cob.ts';
import { coverageEdits } from './coverages.ts';
import { dateEdits } from './dates.ts';
import { dentalEdits } from './dental.ts';
import { diagnosisEdits } from './diagnoses.ts';
import { duplicateEdits } from './duplicates.ts';
import { type Edit, type EditFamily, editFamilies } from './edit.ts';
import { eligibilityEdits } from './eligibility.ts';
import { filingEdits } from './filing.ts';
import { institutionalEdits } from './institutional.ts';
import { memberEdits } from './members.ts';
import { modifierEdits } from './modifiers.ts';
import { moneyEdits } from './money.ts';
import { nameEdits } from './names.ts';
import { ncciEdits } from './ncci.ts';
import { placeEdits } from './places.ts';
import { procedureEdits } from './procedures.ts';
import { providerEdits } from './providers.ts';
import { requiredEdits } from './required.ts';
import { tablesEdit } from './tables.ts';
import { unitEdits } from './units.ts';

const ofClaims = {
  identifiers: [...providerEdits, ...nameEdits, ...addressEdits, ...memberEdits, ...characterEdits],
  required: requiredEdits,
  coverage: [...coverageEdits, ...eligibilityEdits],
  dates: dateEdits,
  diagnoses: diagnosisEdits,
  procedures: procedureEdits,
  modifiers: modifierEdits,
  units: unitEdits,
  places: placeEdits,
  ncci: ncciEdits,
  money: moneyEdits,
  duplicates: duplicateEdits,
  authorization: authorizationEdits,
  cob: cobEdits,
  institutional: institutionalEdits,
  dental: dentalEdits,
  filing: filingEdits,
} as const satisfies Partial<Record<EditFamily, readonly Edit[]>>;

/** A customer's rules come from its files, not from here. */
export const editsByFamily: Readonly<Record<EditFamily, readonly Edit[]>> = {
  ...ofClaims,
  tables: [tablesEdit(Object.values(ofClaims).flat())],
  rules: [],
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
