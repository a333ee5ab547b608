import { isCivilDay } from '../dates.ts';
import type { Coverage, Encounter } from '../encounter/model.ts';
import type { ClaimContent } from '../x12/claim-content.ts';
import type { DentalContent } from '../x12/dental-content.ts';
import type { InstitutionalContent } from '../x12/institutional-content.ts';
import type { ClaimFacts, DiagnosisFacts, DiagnosisRole, LineFacts } from './facts.ts';
import { normalClaim } from './normal.ts';

const NO_CODES: readonly string[] = [];
const NO_POINTERS: readonly number[] = [];

/** Facilities and care (type of bill, two digits) of inpatients. */
const INPATIENT: ReadonlySet<string> = new Set(['11', '12', '18', '21', '22', '41']);

/**
 * What edits look at, worked out once for a claim.
 *
 * @param today CCYYMMDD as a number: the day that decides on codes where nothing was done yet (a predetermination)
 * @see domain.md 7.1
 */
export function factsOf(content: ClaimContent, today = 0): ClaimFacts {
  const normal = normalClaim(content);
  switch (normal.claimType) {
    case 'P':
      return ofProfessional(normal);
    case 'I':
      return ofInstitutional(normal);
    case 'D':
      return ofDental(normal, today);
  }
}

function ofProfessional(professional: Encounter): ClaimFacts {
  const lines = professional.lines.map((line, i) => professionalLine(professional, line, i));
  const { from, to } = daysOf(lines);
  const diagnoses = professional.diagnoses.map(listed);
  const rest = { professional, diagnoses, lines, from, to, day: from, inpatient: false };
  return { type: 'P', content: professional, ...rest, ...ofPatient(professional, from) };
}

function professionalLine(claim: Encounter, line: Encounter['lines'][number], i: number): LineFacts {
  const field = `lines[${i}]`;
  const from = dayOf(line.from);
  return {
    number: i + 1,
    field,
    line,
    qualifier: line.codeQualifier ?? 'HC',
    code: line.code,
    codeField: `${field}.code`,
    modifiers: line.modifiers ?? NO_CODES,
    modifiersField: `${field}.modifiers`,
    revenueCode: '',
    units: amountOf(line.units),
    unitType: line.unitType ?? 'UN',
    from,
    to: line.to === undefined ? from : dayOf(line.to),
    pos: line.pos ?? claim.pos,
    dx: line.dx ?? NO_POINTERS,
    chargeCents: line.chargeCents,
    rendering: (line.rendering ?? claim.rendering)?.npi ?? claim.billing.npi ?? '',
  };
}

function ofInstitutional(institutional: InstitutionalContent): ClaimFacts {
  const from = dayOf(institutional.statementFrom);
  const to = dayOf(institutional.statementTo);
  const inpatient = INPATIENT.has(institutional.typeOfBill);
  const lines = institutional.lines.map((line, i) => institutionalLine(institutional, line, i));
  const diagnoses = billDiagnoses(institutional);
  const rest = { institutional, diagnoses, lines, from, to, day: inpatient ? to : from, inpatient };
  return { type: 'I', content: institutional, ...rest, ...ofPatient(institutional, from) };
}

type BillLine = InstitutionalContent['lines'][number];

function institutionalLine(bill: InstitutionalContent, line: BillLine, i: number): LineFacts {
  const field = `lines[${i}]`;
  const { procedure } = line;
  const from = dayOf(line.from ?? bill.statementFrom);
  return {
    number: i + 1,
    field,
    line,
    qualifier: procedure?.qualifier ?? 'HC',
    code: procedure?.code ?? '',
    codeField: `${field}.procedure.code`,
    modifiers: procedure?.modifiers ?? NO_CODES,
    modifiersField: `${field}.procedure.modifiers`,
    revenueCode: line.revenueCode,
    units: amountOf(line.units),
    unitType: line.unitType ?? 'UN',
    from,
    to: line.from === undefined ? dayOf(bill.statementTo) : line.to === undefined ? from : dayOf(line.to),
    pos: '',
    dx: NO_POINTERS,
    chargeCents: line.chargeCents,
    rendering: (line.rendering ?? bill.rendering)?.npi ?? bill.billing.npi ?? '',
  };
}

/** In the order of the 837I: principal, admitting, reasons for the visit, external causes, others. */
function billDiagnoses(bill: InstitutionalContent): readonly DiagnosisFacts[] {
  const { principalDiagnosis, admittingDiagnosis, visitReasons, externalCauses, otherDiagnoses } = bill;
  const found: DiagnosisFacts[] = [];
  const add = (code: string, role: DiagnosisRole, field: string, poa?: string): void => {
    found.push(poa === undefined ? { code, role, field } : { code, role, field, poa });
  };
  if (principalDiagnosis.code !== '') {
    add(principalDiagnosis.code, 'first', 'principalDiagnosis.code', principalDiagnosis.poa);
  }
  if (admittingDiagnosis !== undefined) add(admittingDiagnosis, 'admitting', 'admittingDiagnosis');
  visitReasons?.forEach((code, i) => {
    add(code, 'visit-reason', `visitReasons[${i}]`);
  });
  externalCauses?.forEach(({ code, poa }, i) => {
    add(code, 'external-cause', `externalCauses[${i}].code`, poa);
  });
  otherDiagnoses?.forEach(({ code, poa }, i) => {
    add(code, 'other', `otherDiagnoses[${i}].code`, poa);
  });
  return found;
}

function ofDental(dental: DentalContent, today: number): ClaimFacts {
  const lines = dental.lines.map((line, i) => dentalLine(dental, line, i));
  const { from, to } = daysOf(lines);
  const day = from === 0 && dental.predetermination === true ? today : from;
  const diagnoses = dental.diagnoses?.map(listed) ?? [];
  const rest = { dental, diagnoses, lines, from, to, day, inpatient: false };
  return { type: 'D', content: dental, ...rest, ...ofPatient(dental, day) };
}

function dentalLine(claim: DentalContent, line: DentalContent['lines'][number], i: number): LineFacts {
  const field = `lines[${i}]`;
  const from = dayOf(line.from ?? claim.from);
  const to = line.from === undefined ? claim.to : line.to;
  return {
    number: i + 1,
    field,
    line,
    qualifier: line.codeQualifier ?? 'AD',
    code: line.code,
    codeField: `${field}.code`,
    modifiers: line.modifiers ?? NO_CODES,
    modifiersField: `${field}.modifiers`,
    revenueCode: '',
    units: line.units === undefined ? 1 : amountOf(line.units),
    unitType: 'UN',
    from,
    to: to === undefined ? from : dayOf(to),
    pos: line.pos ?? claim.pos,
    dx: line.dx ?? NO_POINTERS,
    chargeCents: line.chargeCents,
    rendering: (line.rendering ?? claim.rendering)?.npi ?? claim.billing.npi ?? '',
  };
}

const listed = (code: string, i: number): DiagnosisFacts => ({
  code,
  role: i === 0 ? 'first' : 'other',
  field: `diagnoses[${i}]`,
});

/** First and last day of the lines; 0 where no line has one. */
function daysOf(lines: readonly LineFacts[]): { readonly from: number; readonly to: number } {
  let first = 0;
  let last = 0;
  for (const { from, to } of lines) {
    if (from !== 0 && (first === 0 || from < first)) first = from;
    if (to > last) last = to;
  }
  return { from: first, to: last };
}

function ofPatient(
  { patient, coverages, destination }: ClaimContent,
  day: number,
): Pick<ClaimFacts, 'coverage' | 'age' | 'sex'> {
  const all: readonly Pick<Coverage, 'seq'>[] = coverages;
  const at = all.findIndex(({ seq }) => seq === destination);
  return { coverage: coverages[at], age: ageOn(day, dayOf(patient.dob)), sex: patient.sex ?? 'U' };
}

const YEAR = 10_000;

/** Whole years, as the difference of two days written CCYYMMDD gives them; -1 where one is missing. */
const ageOn = (day: number, born: number): number =>
  born === 0 || day < born ? -1 : Math.floor((day - born) / YEAR);

/** A day CCYYMMDD as a number; 0 where there is none or it is not in the calendar. */
export function dayOf(date: string | undefined): number {
  if (date === undefined || date.length !== 8) return 0;
  const day = Number(date);
  return isCivilDay(day) ? day : 0;
}

/** A decimal as a number, for comparing with limits; 0 where it is none. */
const amountOf = (text: string): number => Number(text) || 0;
