import { isCivilDate } from '../../dates.ts';
import type { Delimiters, Group, Interchange } from '../types.ts';
import * as problem from './envelope-problems.ts';
import type { FindingKind } from './finding.ts';
import type { Segment } from './segment.ts';

/** ISA as typed fields; padding trimmed. */
export const interchangeOf = (isa: Segment, delimiters: Delimiters): Interchange => ({
  senderQualifier: isa.element(5).trim(),
  senderId: isa.element(6).trim(),
  receiverQualifier: isa.element(7).trim(),
  receiverId: isa.element(8).trim(),
  date: isa.element(9).trim(),
  time: isa.element(10).trim(),
  version: isa.element(12).trim(),
  controlNo: isa.element(13).trim(),
  acknowledgmentRequested: isa.element(14).trim() === '1',
  usage: isa.element(15).trim(),
  delimiters,
});

export const groupOf = (gs: Segment): Group => ({
  functionalCode: gs.element(1).trim(),
  applicationSender: gs.element(2).trim(),
  applicationReceiver: gs.element(3).trim(),
  date: gs.element(4).trim(),
  time: gs.element(5).trim(),
  controlNo: gs.element(6).trim(),
  version: gs.element(8).trim(),
});

/** ISA05 and ISA07. */
const QUALIFIERS = new Set(['01', '14', '20', '27', '28', '29', '30', '33', 'ZZ']);

/** @see domain.md 3.1 */
export function headerFaults(isa: Segment, i: Interchange): readonly (readonly [number, FindingKind])[] {
  const checks: readonly (readonly [element: number, valid: boolean, kind: FindingKind])[] = [
    [5, QUALIFIERS.has(i.senderQualifier), problem.ISA_QUALIFIER_SENDER],
    [6, i.senderId !== '', problem.ISA_SENDER],
    [7, QUALIFIERS.has(i.receiverQualifier), problem.ISA_QUALIFIER_RECEIVER],
    [8, i.receiverId !== '', problem.ISA_RECEIVER],
    [9, isCivilDate(`20${i.date}`), problem.ISA_DATE],
    [10, /^(?:[01]\d|2[0-3])[0-5]\d$/.test(i.time), problem.ISA_TIME],
    [11, i.delimiters.repetition !== null || i.version < '00501', problem.ISA_REPETITION],
    [12, i.version === '00501', problem.ISA_VERSION],
    [13, /^\d{9}$/.test(i.controlNo), problem.ISA_CONTROL_NO],
    [14, /^[01]$/.test(isa.element(14).trim()), problem.ISA_ACKNOWLEDGMENT],
    [15, /^[TP]$/.test(i.usage), problem.ISA_USAGE],
  ];
  return checks.filter(([, valid]) => !valid).map(([element, , kind]) => [element, kind]);
}

/** GS06: one to nine digits. */
export const isControlNo = (text: string): boolean => /^\d{1,9}$/.test(text);

export const isCount = (text: string, count: number): boolean =>
  /^\d{1,10}$/.test(text) && Number(text) === count;
