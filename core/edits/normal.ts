import type { Encounter } from '../encounter/model.ts';
import { normalizeCodes } from '../encounter/normalize.ts';
import type { ClaimContent } from '../x12/claim-content.ts';
import type { DentalContent } from '../x12/dental-content.ts';
import type { DatedCode, InstitutionalContent, MarkedDiagnosis } from '../x12/institutional-content.ts';

/**
 * The claim with its codes as they are tested: upper case, trimmed, diagnoses without dots. Most claims are so already;
 * they come back themselves.
 *
 * @see domain.md 7.1 "normalise before testing"
 */
export function normalClaim(content: ClaimContent): ClaimContent {
  switch (content.claimType) {
    case 'P':
      return isNormalEncounter(content) ? content : normalizeCodes(content);
    case 'I':
      return isNormalBill(content) ? content : normalBill(content);
    case 'D':
      return isNormalDental(content) ? content : normalDental(content);
  }
}

const DIGIT_0 = 48;
const DIGIT_9 = 57;
const LETTER_A = 65;
const LETTER_Z = 90;

/** Whether a code has letters, digits and nothing else: nothing of it can change. */
function isPlain(text: string | undefined): boolean {
  if (text === undefined) return true;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c < DIGIT_0 || c > LETTER_Z || (c > DIGIT_9 && c < LETTER_A)) return false;
  }
  return true;
}

function arePlain(texts: readonly (string | undefined)[] | undefined): boolean {
  if (texts === undefined) return true;
  for (const text of texts) if (!isPlain(text)) return false;
  return true;
}

function haveCodes(items: readonly { readonly code: string }[] | undefined): boolean {
  if (items === undefined) return true;
  for (const { code } of items) if (!isPlain(code)) return false;
  return true;
}

function isNormalEncounter(encounter: Encounter): boolean {
  if (!isPlain(encounter.frequency) || !isPlain(encounter.pos) || !arePlain(encounter.diagnoses))
    return false;
  if (!arePlain(encounter.conditionCodes) || !arePlain(encounter.anesthesiaProcedures)) return false;
  for (const line of encounter.lines) {
    if (!isPlain(line.code) || !isPlain(line.codeQualifier) || !isPlain(line.pos)) return false;
    if (!isPlain(line.unitType) || !arePlain(line.modifiers)) return false;
  }
  return true;
}

function isNormalBill(bill: InstitutionalContent): boolean {
  if (!isPlain(bill.typeOfBill) || !isPlain(bill.frequency) || !isPlain(bill.patientStatus)) return false;
  if (!isPlain(bill.principalDiagnosis.code) || !isPlain(bill.admittingDiagnosis)) return false;
  if (!arePlain(bill.visitReasons) || !haveCodes(bill.externalCauses) || !haveCodes(bill.otherDiagnoses)) {
    return false;
  }
  if (!isPlain(bill.principalProcedure?.code) || !haveCodes(bill.otherProcedures) || !isPlain(bill.drg)) {
    return false;
  }
  if (!haveCodes(bill.occurrences) || !haveCodes(bill.occurrenceSpans) || !haveCodes(bill.values))
    return false;
  if (!arePlain(bill.conditionCodes)) return false;
  for (const { revenueCode, procedure } of bill.lines) {
    if (!isPlain(revenueCode)) return false;
    if (procedure !== undefined && !(isPlain(procedure.code) && arePlain(procedure.modifiers))) return false;
  }
  return true;
}

type Teeth = DentalContent['lines'][number]['teeth'];

function arePlainTeeth(teeth: Teeth): boolean {
  if (teeth === undefined) return true;
  for (const { tooth, surfaces } of teeth) if (!isPlain(tooth) || !arePlain(surfaces)) return false;
  return true;
}

function isNormalDental(claim: DentalContent): boolean {
  if (!isPlain(claim.frequency) || !isPlain(claim.pos) || !arePlain(claim.diagnoses)) return false;
  for (const line of claim.lines) {
    if (!isPlain(line.code) || !isPlain(line.pos) || !arePlain(line.modifiers)) return false;
    if (!isPlain(line.codeQualifier) || !arePlain(line.oralCavity) || !arePlainTeeth(line.teeth))
      return false;
  }
  if (claim.toothStates !== undefined) {
    for (const { tooth, state } of claim.toothStates) if (!isPlain(tooth) || !isPlain(state)) return false;
  }
  return true;
}

const plain = (text: string): string => text.trim().toUpperCase();
const diagnosis = (text: string): string => plain(text).replaceAll('.', '');
const marked = (of: MarkedDiagnosis): MarkedDiagnosis => ({ ...of, code: diagnosis(of.code) });
const dated = (of: DatedCode): DatedCode => ({ ...of, code: diagnosis(of.code) });
const coded = <C extends { readonly code: string }>(of: C): C => ({ ...of, code: plain(of.code) });

function normalBill(bill: InstitutionalContent): InstitutionalContent {
  const { admittingDiagnosis, visitReasons, externalCauses, otherDiagnoses, drg, conditionCodes } = bill;
  const { principalProcedure, otherProcedures, occurrences, occurrenceSpans, values } = bill;
  return {
    ...bill,
    typeOfBill: plain(bill.typeOfBill),
    frequency: plain(bill.frequency),
    patientStatus: plain(bill.patientStatus),
    principalDiagnosis: marked(bill.principalDiagnosis),
    ...(admittingDiagnosis !== undefined && { admittingDiagnosis: diagnosis(admittingDiagnosis) }),
    ...(visitReasons && { visitReasons: visitReasons.map(diagnosis) }),
    ...(externalCauses && { externalCauses: externalCauses.map(marked) }),
    ...(otherDiagnoses && { otherDiagnoses: otherDiagnoses.map(marked) }),
    ...(drg !== undefined && { drg: plain(drg) }),
    ...(principalProcedure && { principalProcedure: dated(principalProcedure) }),
    ...(otherProcedures && { otherProcedures: otherProcedures.map(dated) }),
    ...(occurrences && { occurrences: occurrences.map(coded) }),
    ...(occurrenceSpans && { occurrenceSpans: occurrenceSpans.map(coded) }),
    ...(values && { values: values.map(coded) }),
    ...(conditionCodes && { conditionCodes: conditionCodes.map(plain) }),
    lines: bill.lines.map((line) => ({
      ...line,
      revenueCode: plain(line.revenueCode),
      ...(line.procedure && { procedure: normalProcedure(line.procedure) }),
    })),
  };
}

type Procedure = NonNullable<InstitutionalContent['lines'][number]['procedure']>;

const normalProcedure = (procedure: Procedure): Procedure => ({
  ...procedure,
  code: plain(procedure.code),
  ...(procedure.modifiers && { modifiers: procedure.modifiers.map(plain) }),
});

const normalTooth = ({ tooth, surfaces }: NonNullable<Teeth>[number]): NonNullable<Teeth>[number] => ({
  tooth: plain(tooth),
  ...(surfaces && { surfaces: surfaces.map(plain) }),
});

function normalDental(claim: DentalContent): DentalContent {
  return {
    ...claim,
    frequency: plain(claim.frequency),
    pos: plain(claim.pos),
    ...(claim.diagnoses && { diagnoses: claim.diagnoses.map(diagnosis) }),
    ...(claim.toothStates && {
      toothStates: claim.toothStates.map(({ tooth, state }) => ({
        tooth: plain(tooth),
        state: plain(state),
      })),
    }),
    lines: claim.lines.map((line) => ({
      ...line,
      code: plain(line.code),
      ...(line.codeQualifier !== undefined && { codeQualifier: plain(line.codeQualifier) }),
      ...(line.modifiers && { modifiers: line.modifiers.map(plain) }),
      ...(line.pos !== undefined && { pos: plain(line.pos) }),
      ...(line.oralCavity && { oralCavity: line.oralCavity.map(plain) }),
      ...(line.teeth && { teeth: line.teeth.map(normalTooth) }),
    })),
  };
}
