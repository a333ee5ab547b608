import { MCE_LISTS } from '../codes/sets.ts';
import { diagnosisHits, isIcd9, mceRow, rowIn, startOf } from './diagnoses-list.ts';
import { ALL_TYPES, type Edit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';

const OF_AGE: ReadonlySet<number> = new Set([
  MCE_LISTS.newborn,
  MCE_LISTS.pediatric,
  MCE_LISTS.maternity,
  MCE_LISTS.adult,
]);

const ageConflict: Edit = {
  id: 'DX-09',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'coding',
  value: 'diagnosis',
  tables: ['mce'],
  cause:
    'Some diagnoses are of newborns, children, mothers or adults. The bands of age stand in the table: they change ' +
    'with its editions. An unusual age may be true.',
  source: 'Medicare Code Editor, age conflict',
  remedy: 'Compare the birth date and the diagnosis with the chart; keep both if they are right.',
  examples: {
    fails: { changes: { 'diagnoses[1]': 'O80', 'patient.dob': '19560105' } },
    passes: { changes: { 'diagnoses[1]': 'O80' } },
  },
  check: (claim, { codes }) => {
    const mce = codes.at('mce', claim.day);
    const { age } = claim;
    if (mce === undefined || age < 0 || isIcd9(claim)) return NOTHING;
    return diagnosisHits(claim, (diagnosis) => {
      const { start, end } = mce.range(diagnosis.code);
      for (let row = start; row < end; row += 1) {
        if (!OF_AGE.has(mce.number(row, 'list'))) continue;
        if (age >= mce.number(row, 'ageFrom') && age <= mce.number(row, 'ageTo')) continue;
        const message = `${startOf(diagnosis)} is unusual at the patient’s age.`;
        return { field: diagnosis.field, message, row: rowIn(mce, diagnosis.code) };
      }
      return;
    });
  },
};

/** NUBC condition code and modifier by which a provider says that the conflict is known and right. */
const SEX_KNOWN = '45';
const REQUIREMENTS_MET = 'KX';

/** Whether the claim itself says that codes of another sex are meant. */
export function isSexConfirmed({ content, lines }: ClaimFacts): boolean {
  if (content.claimType !== 'D' && content.conditionCodes?.includes(SEX_KNOWN)) return true;
  return lines.some(({ modifiers }) => modifiers.includes(REQUIREMENTS_MET));
}

const sexConflict: Edit = {
  id: 'DX-10',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'registration',
  value: 'diagnosis',
  tables: ['mce'],
  cause:
    'Some diagnoses are of one sex. It is asked, never held, and not where the sex is unknown or the claim says that ' +
    'it is known (condition code 45, modifier KX).',
  source: 'Medicare Code Editor, sex conflict; Pub. 100-04 chapter 32 §240',
  remedy:
    'Compare the sex in the registration with the chart. If both are right, add condition code 45 or KX.',
  examples: {
    fails: { changes: { 'diagnoses[1]': 'N40.0' } },
    passes: { changes: { 'diagnoses[1]': 'N40.0', 'patient.sex': 'M' } },
  },
  check: (claim, { codes }) => {
    const mce = codes.at('mce', claim.day);
    if (mce === undefined || claim.sex === 'U' || isIcd9(claim)) return NOTHING;
    const list = claim.sex === 'F' ? MCE_LISTS['male-only'] : MCE_LISTS['female-only'];
    return diagnosisHits(claim, (diagnosis) => {
      const { code, field } = diagnosis;
      if (mceRow(mce, code, list) < 0 || isSexConfirmed(claim)) return;
      return {
        field,
        message: `${startOf(diagnosis)} is unusual for the patient’s sex.`,
        row: rowIn(mce, code),
      };
    });
  },
};

export const patientEdits: readonly Edit[] = [ageConflict, sexConflict];
