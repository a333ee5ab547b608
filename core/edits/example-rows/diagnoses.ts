import { type CodeRow, MCE_LISTS, NOTE_KINDS } from '../../codes/sets.ts';
import type { ExampleRows } from '../example-tables.ts';

/** Billable diagnoses of the examples. Titles are of the public ICD-10-CM list. */
const BILLABLE: Readonly<Record<string, string>> = {
  B9620: 'Unspecified Escherichia coli [E. coli] as the cause of diseases classified elsewhere',
  E119: 'Type 2 diabetes mellitus without complications',
  E851: 'Neuropathic heredofamilial amyloidosis',
  G63: 'Polyneuropathy in diseases classified elsewhere',
  I10: 'Essential (primary) hypertension',
  I129: 'Hypertensive chronic kidney disease with stage 1 through stage 4 chronic kidney disease',
  J028: 'Acute pharyngitis due to other specified organisms',
  J029: 'Acute pharyngitis, unspecified',
  J069: 'Acute upper respiratory infection, unspecified',
  J36: 'Peritonsillar abscess',
  K029: 'Dental caries, unspecified',
  K0261: 'Dental caries on smooth surface limited to enamel',
  K0510: 'Chronic gingivitis, plaque induced',
  K08109: 'Complete loss of teeth, unspecified cause, unspecified class',
  K3580: 'Unspecified acute appendicitis',
  M25561: 'Pain in right knee',
  M25562: 'Pain in left knee',
  M25569: 'Pain in unspecified knee',
  N1830: 'Chronic kidney disease, stage 3 unspecified',
  N400: 'Benign prostatic hyperplasia without lower urinary tract symptoms',
  O80: 'Encounter for full-term uncomplicated delivery',
  R1031: 'Right lower quadrant pain',
  R509: 'Fever, unspecified',

  S52501A: 'Unspecified fracture of the lower end of right radius, initial encounter for closed fracture',
  S52501D: 'Unspecified fracture of the lower end of right radius, subsequent encounter, routine healing',
  W19XXXA: 'Unspecified fall, initial encounter',
  Z0000: 'Encounter for general adult medical examination without abnormal findings',
  Z0120: 'Encounter for dental examination and cleaning without abnormal findings',
  Z794: 'Long term (current) use of insulin',
};

const HEADERS: Readonly<Record<string, string>> = {
  E11: 'Type 2 diabetes mellitus',
  S52501: 'Unspecified fracture of the lower end of right radius',
  W19: 'Unspecified fall',
};

const diagnosis =
  (billable: 0 | 1) =>
  ([code, title]: readonly [string, string]): CodeRow<'icd10cm'> => ({
    code,
    billable,
    short: title.slice(0, 60),
    title,
  });

const listed = (code: string, list: keyof typeof MCE_LISTS, ageFrom = 0, ageTo = 0): CodeRow<'mce'> => ({
  code,
  list: MCE_LISTS[list],
  ageFrom,
  ageTo,
  procedure: 0,
});

const noted = (
  code: string,
  kind: keyof typeof NOTE_KINDS,
  refs: string,
  note: string,
): CodeRow<'icd10cm-notes'> => ({ code, kind: NOTE_KINDS[kind], refs, note });

/** Rows of the code sets, as the examples of this family need them. */
export const diagnosesRows: ExampleRows = {
  icd10cm: [...Object.entries(BILLABLE).map(diagnosis(1)), ...Object.entries(HEADERS).map(diagnosis(0))],
  'icd10cm-notes': [
    noted('G63', 'codeFirst', '', 'underlying disease, such as:'),
    noted('G63', 'codeFirst', 'E85', 'amyloidosis (E85.-)'),
    noted(
      'I12',
      'useAdditionalCode',
      'N181-N186 N189',
      'code to identify the stage of chronic kidney disease',
    ),
    noted('J02', 'excludes1', 'J36', 'peritonsillar abscess (J36)'),
  ],
  mce: [
    listed('G63', 'manifestation'),
    listed('N400', 'male-only'),
    listed('O80', 'female-only'),
    listed('O80', 'maternity', 9, 64),
    listed('I10', 'questionable-admission'),
    listed('Z794', 'unacceptable-principal'),
  ],
  'poa-exempt': [{ code: 'W19XXXA' }, { code: 'Z794' }],
};
