import type { CodeTable } from '../codes/code-sets.ts';
import { MCE_LISTS } from '../codes/sets.ts';
import { dayOf } from './claim-facts.ts';
import { isIcd9, rowIn } from './diagnoses-list.ts';
import { isSexConfirmed } from './diagnoses-patient.ts';
import { isBillable, validElsewhere } from './diagnoses-standing.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';
import { dayNumber, isMedicare } from './institutional-bills.ts';

type Bill = NonNullable<ClaimFacts['institutional']>;
type Procedure = NonNullable<Bill['principalProcedure']>;

/** What is found on each ICD-10-PCS procedure of a bill, if anything. */
function procedureHits(
  { institutional: bill }: ClaimFacts,
  find: (procedure: Procedure, name: string) => Omit<Hit, 'field'> | undefined,
  part: 'code' | 'date' = 'code',
): readonly Hit[] {
  if (bill === undefined) return NOTHING;
  const { principalProcedure: principal, otherProcedures: others } = bill;
  if (principal === undefined && others === undefined) return NOTHING;
  const hits: Hit[] = [];
  const first = principal && find(principal, 'The principal procedure');
  if (first !== undefined) hits.push({ field: `principalProcedure.${part}`, ...first });
  others?.forEach((procedure, i) => {
    const found = find(procedure, `Other procedure ${i + 1}`);
    if (found !== undefined) hits.push({ field: `otherProcedures[${i}].${part}`, ...found });
  });
  return hits;
}

/** Days before the stay whose procedures belong to it (42 CFR 412.2(c)(5)). */
const WINDOW_DAYS = 3;

const procedureDay: Edit = {
  id: 'INS-04',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'coding',
  value: 'date',
  cause:
    'ICD-10-PCS procedures stand on inpatient bills only, and were done within the statement’s period, or up to three ' +
    'days before it or before the admission.',
  source: '005010X223A2 2300 HI*BBR and HI*BBQ; 45 CFR 162.1002(c)(3); 42 CFR 412.2(c)(5)',
  remedy:
    'Correct the date of the procedure. On an outpatient bill, code procedures in CPT or HCPCS on the lines.',
  examples: {
    fails: { of: 'I', changes: { 'principalProcedure.date': '20260109' } },
    passes: { of: 'I', changes: { 'principalProcedure.date': '20260102' } },
  },
  check: (claim) => {
    const { institutional: bill } = claim;
    if (bill === undefined) return NOTHING;
    if (!claim.inpatient) {
      return procedureHits(claim, (_, name) => ({
        message: `${name} is coded in ICD-10-PCS, and the bill is no inpatient bill.`,
      }));
    }
    const { from, to } = claim;
    if (from === 0 || to === 0) return NOTHING;
    const admitted = dayOf(bill.admission?.date);
    const first = dayNumber(admitted !== 0 && admitted < from ? admitted : from) - WINDOW_DAYS;
    const find = ({ date }: Procedure, name: string) => {
      const day = dayOf(date);
      if (day === 0 || (day <= to && (day >= from || dayNumber(day) >= first))) return;
      return { message: `${name} was done outside the stay.` };
    };
    return procedureHits(claim, find, 'date');
  },
};

const PCS = /^[0-9A-HJ-NP-Z]{7}$/;

const procedureForm: Edit = {
  id: 'PCS-01',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'coding',
  value: 'procedure',
  cause: 'An ICD-10-PCS procedure has seven digits and letters, without I and O.',
  source: '45 CFR 162.1002(c)(3); ICD-10-PCS Official Guidelines A1, A2',
  remedy: 'Build the code again from the tables; most often a letter stands for a digit.',
  examples: {
    fails: { of: 'I', changes: { 'principalProcedure.code': 'ODTJ4ZZ' } },
    passes: { of: 'I', changes: { 'principalProcedure.code': '0DTJ4ZZ' } },
  },
  check: (claim) =>
    isIcd9(claim)
      ? NOTHING
      : procedureHits(claim, ({ code }, name) =>
          PCS.test(code) ? undefined : { message: `${name} is malformed.` },
        ),
};

const procedureKnown: Edit = {
  id: 'PCS-02',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'coding',
  value: 'procedure',
  tables: ['icd10pcs'],
  cause:
    'An ICD-10-PCS procedure is in the list on the day of discharge: the last of the statement. One that has expired ' +
    'or is not valid yet is told apart.',
  source: '45 CFR 162.1002(c)(3); ICD-10-PCS order file',
  remedy: 'Look the procedure up in the tables of that fiscal year.',
  examples: {
    fails: { of: 'I', changes: { 'principalProcedure.code': '0DTJ4ZX' } },
    passes: { of: 'I', changes: {} },
  },
  check: (claim, { codes }) => {
    const table = codes.at('icd10pcs', claim.day);
    if (table === undefined || !table.release.complete || isIcd9(claim)) return NOTHING;
    return procedureHits(claim, ({ code }, name) => {
      if (isBillable(table, code) || !PCS.test(code)) return;
      const other = validElsewhere(codes, table, code);
      if (other !== undefined) return { message: `${name} ${other.says}`, row: other.row };
      return { message: `${name} is not in the list of that day.` };
    });
  },
};

const principalFirst: Edit = {
  id: 'PCS-03',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'coding',
  value: 'procedure',
  cause: 'Where a bill has other procedures, it has a principal one.',
  source: '005010X223A2 2300 HI*BBR, situational rule; Pub. 100-04 chapter 25 §75',
  remedy: 'Say which procedure was done for the principal diagnosis.',
  examples: {
    fails: {
      of: 'I',
      changes: { principalProcedure: null, otherProcedures: [{ code: '0DTJ4ZZ', date: '20260106' }] },
    },
    passes: { of: 'I', changes: { principalProcedure: null } },
  },
  check: ({ institutional: bill }) => {
    if (bill === undefined || bill.principalProcedure !== undefined) return NOTHING;
    if ((bill.otherProcedures?.length ?? 0) === 0) return NOTHING;
    return [{ field: 'principalProcedure.code', message: 'The principal procedure is missing.' }];
  },
};

/** Whether a list of the Medicare Code Editor names an ICD-10-PCS procedure. */
const isListed = (mce: MceTable, code: string, list: number): boolean => {
  const { start, end } = mce.range(code);
  for (let row = start; row < end; row += 1) {
    if (mce.number(row, 'procedure') === 1 && mce.number(row, 'list') === list) return true;
  }
  return false;
};
type MceTable = CodeTable<'mce'>;

const procedureSex: Edit = {
  id: 'PCS-04',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'registration',
  value: 'procedure',
  tables: ['mce'],
  cause:
    'Some procedures are of one sex. It is asked, never held, and not where the sex is unknown or the bill says that ' +
    'it is known (condition code 45).',
  source: 'Medicare Code Editor, sex conflict; Pub. 100-04 chapter 32 §240',
  remedy: 'Compare the sex in the registration with the chart. If both are right, add condition code 45.',
  examples: {
    fails: { of: 'I', changes: { 'principalProcedure.code': '0UT90ZZ' } },
    passes: { of: 'I', changes: { 'principalProcedure.code': '0UT90ZZ', 'patient.sex': 'F' } },
  },
  check: (claim, { codes }) => {
    const mce = codes.at('mce', claim.day);
    if (mce === undefined || claim.sex === 'U' || isIcd9(claim)) return NOTHING;
    const list = claim.sex === 'F' ? MCE_LISTS['male-only'] : MCE_LISTS['female-only'];
    return procedureHits(claim, ({ code }, name) => {
      if (!isListed(mce, code, list) || isSexConfirmed(claim)) return;
      return { message: `${name} is unusual for the patient’s sex.`, row: rowIn(mce, code) };
    });
  },
};

const procedureCovered: Edit = {
  id: 'PCS-05',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'medical-necessity',
  value: 'procedure',
  tables: ['mce'],
  cause: 'Medicare does not cover some procedures, and others only for some patients or hospitals.',
  source: 'Medicare Code Editor, non-covered procedure and limited coverage',
  remedy: 'See that the conditions of coverage are met and documented, or bill the stay as not covered.',
  examples: {
    fails: {
      of: 'I',
      changes: { 'principalProcedure.code': '0HBT0ZZ', 'coverages[0].filingCode': 'MA' },
    },
    passes: { of: 'I', changes: { 'coverages[0].filingCode': 'MA' } },
  },
  check: (claim, { codes }) => {
    const mce = isMedicare(claim) ? codes.at('mce', claim.day) : undefined;
    if (mce === undefined || isIcd9(claim)) return NOTHING;
    return procedureHits(claim, ({ code }, name) => {
      const row = rowIn(mce, code);
      if (isListed(mce, code, MCE_LISTS['non-covered'])) {
        return { message: `${name} is not covered by Medicare.`, row };
      }
      if (!isListed(mce, code, MCE_LISTS['limited-coverage'])) return;
      return { message: `${name} is covered by Medicare only under conditions.`, row };
    });
  },
};

/** ICD-10-PCS, section 0: medical and surgical. */
const isSurgical = ({ code }: Procedure): boolean => code.startsWith('0');

const operating: Edit = {
  id: 'INS-23',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'provider-data',
  value: 'provider id',
  cause:
    'A bill with a surgical procedure (ICD-10-PCS section 0) names the operating physician, on the bill or on a line. ' +
    'Outpatient bills are not asked, as payers differ on which CPT codes are surgery.',
  source: '005010X223A2 2310B, situational rule; Pub. 100-04 chapter 25 §75',
  remedy: 'Add the surgeon of the principal procedure.',
  examples: {
    fails: { of: 'I', changes: { operating: null } },
    passes: { of: 'I', changes: { operating: null, principalProcedure: null } },
  },
  check: ({ institutional: bill, inpatient }) => {
    if (bill === undefined || !inpatient || bill.operating !== undefined) return NOTHING;
    const { principalProcedure, otherProcedures = [] } = bill;
    const isSurgery =
      (principalProcedure !== undefined && isSurgical(principalProcedure)) ||
      otherProcedures.some(isSurgical);
    if (!isSurgery || bill.lines.some((line) => line.operating !== undefined)) return NOTHING;
    return [{ field: 'operating', message: 'The operating physician is missing.' }];
  },
};

export const pcsEdits: readonly Edit[] = [
  procedureDay,
  procedureForm,
  procedureKnown,
  principalFirst,
  procedureSex,
  procedureCovered,
  operating,
];
