import type { CodeSetName } from './sets.ts';

/** CPT, HCPCS and dental codes alike: five digits or capitals. */
const PROCEDURE = /^[0-9A-Z]{5}$/;
/**
 * Undotted. The third character is a digit but for C4A, C7A, C7B, M1A, O9A, Z3A and their like, the second too but for
 * QA0 and QA1, which came with fiscal year 2026.
 */
const DIAGNOSIS = /^[A-Z][\dA][\dAB][\dA-Z]{0,4}$/;
/** No I and no O. Headers of the order file are shorter. */
const INPATIENT_PROCEDURE = /^[\dA-HJ-NP-Z]{3,7}$/;

/** What the codes of each set look like. Many codes fit several sets: a shape never tells which set is meant. */
export const codeShapes: Readonly<Record<CodeSetName, RegExp>> = {
  icd10cm: DIAGNOSIS,
  'icd10cm-notes': /^(?:CH\d{1,2}|[A-Z][\dA][\dAB](?:-[A-Z][\dA][\dAB]|[\dA-Z]{0,4}))$/,
  icd10pcs: INPATIENT_PROCEDURE,
  hcpcs: /^[A-CE-V]\d{4}$/,
  'hcpcs-modifiers': /^[A-Z][\dA-Z]$/,
  cpt: /^\d{4}[\dFTUMA]$/,
  'cpt-modifiers': /^[\dA-Z]{2}$/,
  'ptp-practitioner': PROCEDURE,
  'ptp-hospital': PROCEDURE,
  'mue-practitioner': PROCEDURE,
  'mue-outpatient': PROCEDURE,
  'mue-dme': PROCEDURE,
  'add-on': PROCEDURE,
  mce: /^(?:[A-Z][\dA][\dAB][\dA-Z]{0,4}|[\dA-HJ-NP-Z]{7})$/,
  'poa-exempt': DIAGNOSIS,
  pos: /^\d\d$/,
  revenue: /^\d{4}$/,
  'bill-types': /^\d\d[\dA-Z]?$/,
  taxonomy: /^[\dA-Z]{9}X$/,
  carc: /^(?:\d{1,3}|[A-Z]\d{1,2})$/,
  rarc: /^(?:MA?|N)\d{1,4}$/,
  'claim-status': /^\d{1,4}$/,
  'claim-status-category': /^[A-Z](?:\d{1,2}|\d?[A-Z]{1,2})$/,
  mpfs: PROCEDURE,
  gpci: /^\d{5}-\d{2}$/,
  fees: /^[\dA-Z]{1,10}$/,
};
