import { MCE_LISTS } from '../codes/sets.ts';
import { firstOf, isExternalCause, isSupplement, manifestation } from './diagnoses-first.ts';
import { diagnosisHits, isIcd9, isTreated, mceRow, rowIn, startOf } from './diagnoses-list.ts';
import { type Edit, type EditContext, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, DiagnosisFacts } from './facts.ts';
import { isHospitalOutpatient, isHospitalStay, isStay, unlessMedicare } from './institutional-bills.ts';

const principal: Edit = {
  id: 'DX-16',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  cause:
    'A bill has a principal diagnosis: what, after study, caused the stay, or the first reason for the visit.',
  source: '005010X223A2 2300 HI*ABK, usage R; 45 CFR 162.1102',
  remedy: 'Ask the coders for the principal diagnosis.',
  examples: {
    fails: { of: 'I', changes: { 'principalDiagnosis.code': '' } },
    passes: { of: 'I', changes: {} },
  },
  check: (claim) =>
    firstOf(claim) === undefined
      ? [{ field: 'principalDiagnosis.code', message: 'The principal diagnosis is missing.' }]
      : NOTHING,
};

const admitting: Edit = {
  id: 'DX-17',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  cause:
    'A bill of a stay (011x, 018x, 021x, 041x) names the admitting diagnosis. Outside hospitals payers differ, so that ' +
    'it is a warning there.',
  source: '005010X223A2 2300 HI*ABJ, situational rule; Pub. 100-04 chapter 25 §75',
  remedy: 'Add the diagnosis with which the patient was admitted; it may be a symptom.',
  examples: {
    fails: { of: 'I', changes: { admittingDiagnosis: null } },
    passes: { of: 'I', changes: { admittingDiagnosis: 'R10.31' } },
  },
  check: ({ institutional }) => {
    if (institutional === undefined || !isStay(institutional)) return NOTHING;
    if (institutional.admittingDiagnosis !== undefined) return NOTHING;
    const hit = { field: 'admittingDiagnosis', message: 'The admitting diagnosis is missing.' };
    return [isHospitalStay(institutional) ? hit : { ...hit, severity: 'warning' }];
  },
};

/** Emergency, urgent, trauma (CL101). */
const UNSCHEDULED: ReadonlySet<string> = new Set(['1', '2', '5']);
/** Emergency room, urgent care and observation. */
const isUnscheduledRevenue = (revenue: string): boolean =>
  revenue.startsWith('045') || revenue === '0516' || revenue === '0526' || revenue === '0762';

const visitReason: Edit = {
  id: 'DX-18',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'coding',
  value: 'diagnosis',
  cause:
    'A hospital outpatient bill (013x, 085x) of an unscheduled visit (admission type 1, 2 or 5, with emergency room, ' +
    'urgent care or observation) says why the patient came. Payers other than Medicare may do without.',
  source: '005010X223A2 2300 HI*APR, situational rule; Pub. 100-04 chapter 25 §75',
  remedy: 'Add the complaint as the patient’s reason for the visit.',
  examples: {
    fails: {
      of: 'I',
      changes: { typeOfBill: '13', 'lines[1].revenueCode': '0450', visitReasons: null },
    },
    passes: {
      of: 'I',
      changes: { typeOfBill: '13', 'lines[1].revenueCode': '0450', visitReasons: ['R10.31'] },
    },
  },
  check: ({ institutional, lines }) => {
    if (institutional === undefined || (institutional.visitReasons?.length ?? 0) > 0) return NOTHING;
    if (!isHospitalOutpatient(institutional) || !UNSCHEDULED.has(institutional.admissionType ?? ''))
      return NOTHING;
    if (institutional.typeOfBill === '14' || institutional.typeOfBill === '83') return NOTHING;
    if (!lines.some(({ revenueCode }) => isUnscheduledRevenue(revenueCode))) return NOTHING;
    return [{ field: 'visitReasons', message: 'The patient’s reason for the visit is missing.' }];
  },
};

/** The principal diagnosis of a stay on a list of the Medicare Code Editor. */
function listedPrincipal(
  claim: ClaimFacts,
  { codes }: EditContext,
  list: number,
): { readonly first: DiagnosisFacts; readonly row: NonNullable<Hit['row']> } | undefined {
  const first = claim.institutional !== undefined && isStay(claim.institutional) ? firstOf(claim) : undefined;
  const mce = codes.at('mce', claim.day);
  if (first === undefined || mce === undefined || isIcd9(claim)) return;
  return mceRow(mce, first.code, list) < 0 ? undefined : { first, row: rowIn(mce, first.code) };
}

const unacceptablePrincipal: Edit = {
  id: 'DX-19',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  tables: ['mce'],
  cause:
    'Some diagnoses describe a circumstance and no reason for a stay: the Medicare Code Editor does not take them as ' +
    'principal. Medicare returns the bill; other payers need not, so that it is a warning for them.',
  source: 'Medicare Code Editor, unacceptable principal diagnosis',
  remedy: 'Put the condition that caused the stay first.',
  examples: {
    fails: { of: 'I', changes: { 'principalDiagnosis.code': 'Z79.4', 'otherDiagnoses[1].code': 'K35.80' } },
    passes: { of: 'I', changes: {} },
  },
  check: (claim, context) => {
    const found = listedPrincipal(claim, context, MCE_LISTS['unacceptable-principal']);
    if (found === undefined) return NOTHING;
    const { first, row } = found;
    const isSaid =
      isSupplement(first.code) ||
      isExternalCause(first.code, false) ||
      manifestation(context.codes, first.code, claim.day) !== undefined;
    if (isSaid) return NOTHING;
    const message = 'Medicare does not take this code as a principal diagnosis.';
    return [unlessMedicare(claim, { field: first.field, message, row })];
  },
};

const questionableAdmission: Edit = {
  id: 'DX-20',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'documentation',
  value: 'diagnosis',
  tables: ['mce'],
  cause:
    'Some diagnoses, alone, seldom justify a stay in an acute hospital. The Medicare Code Editor questions them as ' +
    'principal diagnosis.',
  source: 'Medicare Code Editor, questionable admission',
  remedy: 'See that the chart says why the patient had to stay, or bill as outpatient.',
  examples: {
    fails: { of: 'I', changes: { 'principalDiagnosis.code': 'I10' } },
    passes: { of: 'I', changes: {} },
  },
  check: (claim, context) => {
    const found = listedPrincipal(claim, context, MCE_LISTS['questionable-admission']);
    if (found === undefined) return NOTHING;
    const message = 'A stay for this principal diagnosis alone is questioned.';
    return [{ field: found.first.field, message, row: found.row }];
  },
};

const MARKS: ReadonlySet<string> = new Set(['Y', 'N', 'U', 'W']);
/** How older versions marked an exempt diagnosis. */
const EXEMPT_4010 = '1';

const presentForm: Edit = {
  id: 'DX-24',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  cause:
    'A present-on-admission mark is Y, N, U (documentation is lacking) or W (cannot be said). An exempt diagnosis ' +
    'bears none; the 1 of older versions is never sent.',
  source: '005010X223A2 2300 HI component 9',
  remedy: 'Correct the mark; leave it empty where the diagnosis is exempt.',
  examples: {
    fails: { of: 'I', changes: { 'otherDiagnoses[1].poa': '1' } },
    passes: { of: 'I', changes: { 'otherDiagnoses[0].poa': 'W' } },
  },
  check: (claim) =>
    diagnosisHits(claim, (diagnosis) => {
      const { poa = '', field } = diagnosis;
      if (poa === '' || MARKS.has(poa)) return;
      const why =
        poa === EXEMPT_4010 ? 'a mark of older versions; exempt diagnoses bear none' : 'no such mark';
      return { field, message: `${startOf(diagnosis)}: present on admission holds ${why}.` };
    }),
};

const presentOnAdmission: Edit = {
  id: 'DX-14',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  tables: ['poa-exempt'],
  cause:
    'Each diagnosis of a hospital stay (011x) says whether it was present on admission, unless its code is exempt; ' +
    'admitting diagnosis and reasons for the visit bear no mark. Critical access, rehabilitation, psychiatric, ' +
    'long-term, cancer and children’s hospitals need not report: a bill without any mark is a warning.',
  source: '005010X223A2 2300 HI component 9; Pub. 100-04 chapter 23 §20; CMS list of exempt codes',
  remedy: 'Ask the coders for the mark. Exempt codes are sent without one.',
  examples: {
    fails: { of: 'I', changes: { 'otherDiagnoses[0].poa': null } },
    passes: { of: 'I', changes: { 'otherDiagnoses[1].poa': null } },
  },
  check: (claim, { codes }) => {
    const { institutional } = claim;
    const exempt = codes.at('poa-exempt', claim.day);
    if (institutional === undefined || exempt === undefined || isIcd9(claim)) return NOTHING;
    if (!isHospitalStay(institutional)) return NOTHING;
    const isMarked = claim.diagnoses.some(({ poa = '' }) => poa !== '');
    return diagnosisHits(claim, (diagnosis) => {
      if (!isTreated(diagnosis)) return;
      const { code, poa = '', field } = diagnosis;
      const isExempt = exempt.find(code, claim.day) >= 0;
      if (poa === '') {
        if (isExempt || !exempt.release.complete) return;
        const hit = {
          field,
          message: `${startOf(diagnosis)} does not say whether it was present on admission.`,
        };
        return isMarked ? hit : { ...hit, severity: 'warning' };
      }
      if (!isExempt || !MARKS.has(poa)) return;
      const message = `${startOf(diagnosis)} is exempt from present on admission, and bears a mark.`;
      return { field, message, severity: 'info', row: rowIn(exempt, code) };
    });
  },
};

export const billDiagnosisEdits: readonly Edit[] = [
  presentOnAdmission,
  principal,
  admitting,
  visitReason,
  unacceptablePrincipal,
  questionableAdmission,
  presentForm,
];
