import type { CodeSets } from '../codes/code-sets.ts';
import { isIcd10Form } from './diagnoses-form.ts';
import { isIcd9, rowIn, startOf } from './diagnoses-list.ts';
import {
  elsewhere,
  type Icd10Cm,
  isBillable,
  type Standing,
  standingOf,
  validElsewhere,
  withPlaceholders,
} from './diagnoses-standing.ts';
import { ALL_TYPES, type DecidingRow, type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, DiagnosisFacts } from './facts.ts';

/** What the day of the code set is; the same words for three edits. */
const DAY =
  'The day is the last of an inpatient statement, else the first of service; codes change on 1 October and, ' +
  'some, on 1 April.';

type Found = Omit<Hit, 'field'>;

/** A diagnosis that is not billable on the day of the claim, and how it stands. */
interface Refused {
  readonly diagnosis: DiagnosisFacts;
  readonly standing: Standing;
}
const NONE: readonly Refused[] = [];

/** Three edits look at the same claim one after the other: what the first found serves the others. */
interface Looked {
  readonly claim: ClaimFacts;
  readonly table: Icd10Cm;
  readonly refused: readonly Refused[];
}
let looked: Looked | undefined;

function refusedOf(claim: ClaimFacts, table: Icd10Cm): readonly Refused[] {
  if (looked?.claim === claim && looked.table === table) return looked.refused;
  let refused: Refused[] | undefined;
  for (const diagnosis of claim.diagnoses) {
    if (isBillable(table, diagnosis.code)) continue;
    refused ??= [];
    refused.push({ diagnosis, standing: standingOf(table, diagnosis.code) });
  }
  looked = { claim, table, refused: refused ?? NONE };
  return looked.refused;
}

/** What an edit says of the diagnoses that are not billable. */
function refused(
  claim: ClaimFacts,
  codes: CodeSets,
  judge: (standing: Standing, table: Icd10Cm, diagnosis: DiagnosisFacts) => Found | undefined,
): readonly Hit[] {
  const table = codes.at('icd10cm', claim.day);
  if (table === undefined || isIcd9(claim)) return NOTHING;
  const all = refusedOf(claim, table);
  if (all.length === 0) return NOTHING;
  return all.flatMap(({ diagnosis, standing }) => {
    const found = judge(standing, table, diagnosis);
    return found === undefined ? NOTHING : [{ field: diagnosis.field, ...found }];
  });
}

const diagnosisKnown: Edit = {
  id: 'DX-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  tables: ['icd10cm'],
  cause:
    'A diagnosis is in the ICD-10-CM list on the day of the claim. One that has expired, is not valid yet, is a ' +
    `code of another system, or is none at all is told apart. ${DAY}`,
  source: '45 CFR 162.1002(c); ICD-10-CM code files of CDC and CMS',
  remedy: 'Look the condition up in the list of that day. An expired code usually has several successors.',
  examples: {
    fails: { changes: { 'diagnoses[1]': 'J02.8X' } },
    passes: { changes: { 'diagnoses[1]': 'R50.9' } },
  },
  check: (claim, { codes }) =>
    refused(claim, codes, (standing, table, diagnosis) => {
      if (standing !== 'absent' || !table.release.complete || !isIcd10Form(diagnosis.code)) return;
      return unknown(codes, table, diagnosis, claim.day);
    }),
};

const DENTAL = /^D\d{4}$/;

function unknown(codes: CodeSets, table: Icd10Cm, diagnosis: DiagnosisFacts, day: number): Found {
  const { code } = diagnosis;
  const name = startOf(diagnosis);
  const other = validElsewhere(codes, table, code);
  if (other !== undefined) return { message: `${name} ${other.says}`, row: other.row };
  const foreign = foreignRow(codes, code, day);
  if (foreign !== undefined) return { message: `${name} is a HCPCS procedure, no diagnosis.`, row: foreign };
  if (DENTAL.test(code)) return { message: `${name} looks like a dental procedure and is no diagnosis.` };
  for (let length = code.length - 1; length >= 3; length -= 1) {
    const shorter = code.slice(0, length);
    if (!isBillable(table, shorter)) continue;
    const message = `${name} has more characters than there are: the code ends before.`;
    return { message, row: rowIn(table, shorter) };
  }
  return { message: `${name} is not in the list of that day.` };
}

function foreignRow(codes: CodeSets, code: string, day: number): DecidingRow | undefined {
  const hcpcs = codes.at('hcpcs', day);
  return hcpcs !== undefined && hcpcs.find(code, day) >= 0 ? rowIn(hcpcs, code) : undefined;
}

const diagnosisBillable: Edit = {
  id: 'DX-03',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  tables: ['icd10cm'],
  cause: `A diagnosis is coded to the last character there is: a header of the list is not billed. ${DAY}`,
  source: 'ICD-10-CM Official Guidelines I.B.2; order file, column 15',
  remedy: 'Choose the code below the header that the chart supports.',
  examples: {
    fails: { changes: { 'diagnoses[1]': 'E11' } },
    passes: { changes: { 'diagnoses[1]': 'E11.9' } },
  },
  check: (claim, { codes }) =>
    refused(claim, codes, (standing, table, diagnosis) => {
      if (standing !== 'header') return;
      const { code } = diagnosis;
      const once = elsewhere(codes, table, code);
      const since = once?.kind === 'expired' ? ' It could be billed in an earlier release.' : '';
      const message = `${startOf(diagnosis)} is a header: more characters are needed.${since}`;
      return { message, row: rowIn(table, code) };
    }),
};

const seventhCharacter: Edit = {
  id: 'DX-04',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  tables: ['icd10cm'],
  cause:
    'Where a code exists only with a seventh character, that character is there, is one of those of the ' +
    `category, and stands seventh: a shorter code is filled with the placeholder X before it. ${DAY}`,
  source: 'ICD-10-CM Official Guidelines I.A.4 and I.A.5',
  remedy:
    'Add the seventh character that the chart supports (often A initial, D subsequent, S sequela), or the X before it.',
  examples: {
    fails: { changes: { 'diagnoses[1]': 'S52.501' } },
    passes: { changes: { 'diagnoses[1]': 'S52.501A' } },
  },
  check: (claim, { codes }) =>
    refused(claim, codes, (standing, table, diagnosis) => {
      const missing = SEVENTH[standing];
      if (missing === undefined) return;
      const { code, field } = diagnosis;
      const message = `${startOf(diagnosis)} ${missing}.`;
      if (standing !== 'placeholder-missing') return { message, row: rowIn(table, code.slice(0, 6)) };
      const value = withPlaceholders(code);
      const what = 'The placeholder X was put before the seventh character.';
      return { message, row: rowIn(table, value), repair: { field, value, what } };
    }),
};

const SEVENTH: Readonly<Partial<Record<Standing, string>>> = {
  'seventh-missing': 'needs a seventh character',
  'placeholder-missing': 'lacks the placeholder X before its seventh character',
  'seventh-wrong': 'has a seventh character that its category does not know',
};

export const tableEdits: readonly Edit[] = [diagnosisKnown, diagnosisBillable, seventhCharacter];
