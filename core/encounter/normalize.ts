import type { Encounter, ServiceLine } from './model.ts';

/** Upper case without outer blanks: how every code is compared and sent. */
const code = (text: string): string => text.trim().toUpperCase();
const diagnosis = (text: string): string => code(text).replaceAll('.', '');

/**
 * Brings the codes of an encounter into the form in which they are tested and sent: upper case, trimmed,
 * diagnoses without their dot. Names, addresses and identifiers stay as they came. Doing it twice changes
 * nothing.
 *
 * @see domain.md 7.1 "normalise before testing", 2.4
 */
export function normalizeCodes(encounter: Encounter): Encounter {
  const { anesthesiaProcedures, conditionCodes } = encounter;
  return {
    ...encounter,
    frequency: code(encounter.frequency),
    pos: code(encounter.pos),
    diagnoses: encounter.diagnoses.map(diagnosis),
    ...(anesthesiaProcedures && { anesthesiaProcedures: anesthesiaProcedures.map(code) }),
    ...(conditionCodes && { conditionCodes: conditionCodes.map(code) }),
    lines: encounter.lines.map(normalizeLine),
  };
}

function normalizeLine(line: ServiceLine): ServiceLine {
  return {
    ...line,
    code: code(line.code),
    ...(line.codeQualifier !== undefined && { codeQualifier: code(line.codeQualifier) }),
    ...(line.modifiers && { modifiers: line.modifiers.map(code) }),
    ...(line.unitType !== undefined && { unitType: code(line.unitType) }),
    ...(line.pos !== undefined && { pos: code(line.pos) }),
  };
}
