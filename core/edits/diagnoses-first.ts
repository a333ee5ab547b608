import type { CodeSets } from '../codes/code-sets.ts';
import { MCE_LISTS } from '../codes/sets.ts';
import { diagnosisHits, isIcd9, mceRow, rowIn, startOf } from './diagnoses-list.ts';
import { TITLE, titleOf } from './diagnoses-titles.ts';
import { ALL_TYPES, type DecidingRow, type Edit, NOTHING } from './edit.ts';
import type { ClaimFacts, DiagnosisFacts } from './facts.ts';

/** The diagnosis that says what was mainly treated. */
export function firstOf({ diagnoses }: ClaimFacts): DiagnosisFacts | undefined {
  const [first] = diagnoses;
  return first?.role === 'first' ? first : undefined;
}

/** Why a code is a manifestation: by its title, or only by the list of the Medicare Code Editor. */
interface Manifestation {
  readonly by: 'title' | 'list';
  readonly row: DecidingRow;
}

export function manifestation(codes: CodeSets, code: string, day: number): Manifestation | undefined {
  const icd = codes.at('icd10cm', day);
  const at = icd?.find(code, day) ?? -1;
  if (icd !== undefined && at >= 0 && (titleOf(icd, at) & TITLE.manifestation) !== 0) {
    return { by: 'title', row: rowIn(icd, code) };
  }
  const mce = codes.at('mce', day);
  if (mce === undefined || mceRow(mce, code, MCE_LISTS.manifestation) < 0) return;
  return { by: 'list', row: rowIn(mce, code) };
}

const manifestationFirst: Edit = {
  id: 'DX-07',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  tables: ['icd10cm'],
  cause:
    'A manifestation (“… in diseases classified elsewhere”) stands after the disease that it belongs to, never ' +
    'first. A code that only the Medicare Code Editor lists as one is an error on inpatient bills, and a warning ' +
    'elsewhere: other claims are not tested by that editor.',
  source:
    'ICD-10-CM Official Guidelines I.A.13; Medicare Code Editor, manifestation code as principal diagnosis',
  remedy: 'Put the underlying disease first, and the manifestation after it.',
  examples: {
    fails: { changes: { 'diagnoses[0]': 'G63', 'lines[1].dx': [2] } },
    passes: { changes: { diagnoses: ['E85.1', 'G63'] } },
  },
  check: (claim, { codes }) => {
    const first = firstOf(claim);
    if (first === undefined || isIcd9(claim)) return NOTHING;
    const found = manifestation(codes, first.code, claim.day);
    if (found === undefined) return NOTHING;
    const message = `${startOf(first)} is a manifestation and cannot stand first.`;
    const hit = { field: first.field, message, row: found.row };
    return [found.by === 'title' || claim.inpatient ? hit : { ...hit, severity: 'warning' }];
  },
};

const FIRST_EXTERNAL = 'V'.charCodeAt(0);
const LAST_EXTERNAL = 'Y'.charCodeAt(0);
const EXTERNAL_CAUSE_ICD_9 = 'E';

/** V00 to Y99; in ICD-9-CM codes that begin with E. */
export function isExternalCause(code: string, asIcd9: boolean): boolean {
  if (asIcd9) return code.startsWith(EXTERNAL_CAUSE_ICD_9);
  const letter = code.charCodeAt(0);
  return letter >= FIRST_EXTERNAL && letter <= LAST_EXTERNAL;
}

const externalCauseFirst: Edit = {
  id: 'DX-08',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  cause:
    'The first diagnosis says what was treated. An external cause (V00–Y99) says how it came about and ' +
    'never stands first.',
  source: 'ICD-10-CM Official Guidelines I.C.20',
  remedy: 'Put the injury or illness first.',
  examples: {
    fails: { changes: { diagnoses: ['W19.XXXA', 'S52.501A'] } },
    passes: { changes: { diagnoses: ['S52.501A', 'W19.XXXA'] } },
  },
  check: (claim) => {
    const first = firstOf(claim);
    if (first === undefined || !isExternalCause(first.code, isIcd9(claim))) return NOTHING;
    return [{ field: first.field, message: 'An external cause stands first among the diagnoses.' }];
  },
};

const externalCauseField: Edit = {
  id: 'DX-23',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'coding',
  value: 'diagnosis',
  cause:
    'The fields for external causes hold codes V00–Y99. Some payers take injuries by drugs and chemicals there too, ' +
    'so that it is a warning.',
  source: '005010X223A2 2300 HI*ABN; ICD-10-CM Official Guidelines I.C.20',
  remedy: 'Move the diagnosis to the other diagnoses.',
  examples: {
    fails: { of: 'I', changes: { externalCauses: [{ code: 'R50.9', poa: 'Y' }] } },
    passes: { of: 'I', changes: { externalCauses: [{ code: 'W19.XXXA', poa: 'Y' }] } },
  },
  check: (claim) => {
    const asIcd9 = isIcd9(claim);
    return diagnosisHits(claim, (diagnosis) => {
      const { role, field, code } = diagnosis;
      if (role !== 'external-cause' || isExternalCause(code, asIcd9)) return;
      return { field, message: `${startOf(diagnosis)} is not an external cause.` };
    });
  },
};

/** Categories that only add to another code: germs, resistance to drugs, outcome of delivery, weeks of gestation. */
const SUPPLEMENTS: ReadonlySet<string> = new Set(['B95', 'B96', 'B97', 'Z16', 'Z37', 'Z3A']);

export const isSupplement = (code: string): boolean => SUPPLEMENTS.has(code.slice(0, 3));

const supplementFirst: Edit = {
  id: 'DX-22',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'coding',
  value: 'diagnosis',
  cause:
    'Codes that only add to another never stand first: germs as the cause (B95–B97), resistance to drugs (Z16), ' +
    'outcome of delivery (Z37), weeks of gestation (Z3A).',
  source: 'ICD-10-CM tabular list, notes at B95–B97, Z16, Z37 and Z3A',
  remedy: 'Put the disease, the delivery or the complication of pregnancy first.',
  examples: {
    fails: { changes: { 'diagnoses[0]': 'B96.20' } },
    passes: { changes: { 'diagnoses[1]': 'B96.20' } },
  },
  check: (claim) => {
    const first = firstOf(claim);
    if (first === undefined || !isSupplement(first.code) || isIcd9(claim)) return NOTHING;
    const message = `${startOf(first)} only adds to another code and cannot stand first.`;
    return [{ field: first.field, message }];
  },
};

/** Encounters that are the whole reason for coming. */
const ONLY_FIRST = /^Z(?:00[^6]|01|02|04|318[1-4]|332|34|38|39|40|42|510|511|52[^9]|761|762|9912)/;

const onlyFirst: Edit = {
  id: 'DX-21',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'warning',
  queue: 'coding',
  value: 'diagnosis',
  cause:
    'Some Z codes, such as examinations, supervision of a normal pregnancy, birth and chemotherapy, are the reason ' +
    'for the encounter and stand first: on an inpatient bill as the principal diagnosis, on a professional claim at ' +
    'least for one of its lines. Outpatient bills may combine several encounters of a day and are not asked.',
  source: 'ICD-10-CM Official Guidelines I.C.21.c.16',
  remedy: 'Put the code first on the claim or on the line of that service, or leave it off.',
  examples: {
    fails: { changes: { 'diagnoses[1]': 'Z00.00' } },
    passes: { changes: { 'diagnoses[1]': 'Z00.00', 'lines[0].dx': [2, 1] } },
  },
  check: (claim) => {
    if (isIcd9(claim) || (claim.type === 'I' && !claim.inpatient)) return NOTHING;
    return diagnosisHits(claim, (diagnosis, i) => {
      const { role, code, field } = diagnosis;
      if (role !== 'other' || code.charCodeAt(0) !== LETTER_Z || !ONLY_FIRST.test(code)) return;
      if (claim.lines.some(({ dx }) => dx[0] === i + 1)) return;
      return { field, message: `${startOf(diagnosis)} is the reason for an encounter and stands first.` };
    });
  },
};

const LETTER_Z = 'Z'.charCodeAt(0);

export const firstEdits: readonly Edit[] = [
  manifestationFirst,
  externalCauseFirst,
  onlyFirst,
  supplementFirst,
  externalCauseField,
];
