import { isCivilDate } from '../../dates.ts';
import type { Delimiters, Group, Interchange } from '../types.ts';
import { CR, LF } from './bytes.ts';
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

/** Stands in for a GS that is missing, so that its sets are read all the same. */
export const NO_GROUP: Group = {
  functionalCode: '',
  applicationSender: '',
  applicationReceiver: '',
  date: '',
  time: '',
  controlNo: '',
  version: '',
};

const QUALIFIERS = new Set(['01', '14', '20', '27', '28', '29', '30', '33', 'ZZ']);
/** ISA05 and ISA07. */
export const isQualifier = (text: string): boolean => QUALIFIERS.has(text);
/** ISA10. */
export const isInterchangeTime = (text: string): boolean => /^(?:[01]\d|2[0-3])[0-5]\d$/.test(text);

/** @see domain.md 3.1 */
function headerFaults(isa: Segment, i: Interchange): readonly (readonly [number, FindingKind])[] {
  const checks: readonly (readonly [element: number, valid: boolean, kind: FindingKind])[] = [
    [1, /^0[03]$/.test(isa.element(1).trim()), problem.ISA_AUTHORIZATION],
    [3, /^0[01]$/.test(isa.element(3).trim()), problem.ISA_SECURITY],
    [5, isQualifier(i.senderQualifier), problem.ISA_QUALIFIER_SENDER],
    [6, i.senderId !== '', problem.ISA_SENDER],
    [7, isQualifier(i.receiverQualifier), problem.ISA_QUALIFIER_RECEIVER],
    [8, i.receiverId !== '', problem.ISA_RECEIVER],
    [9, isCivilDate(`20${i.date}`), problem.ISA_DATE],
    [10, isInterchangeTime(i.time), problem.ISA_TIME],
    [11, i.delimiters.repetition !== null || i.version < '00501', problem.ISA_REPETITION],
    [12, i.version === '00501', problem.ISA_VERSION],
    [13, /^\d{9}$/.test(i.controlNo), problem.ISA_CONTROL_NO],
    [14, /^[01]$/.test(isa.element(14).trim()), problem.ISA_ACKNOWLEDGMENT],
    [15, /^[TP]$/.test(i.usage), problem.ISA_USAGE],
    [16, isComponent(isa, i.delimiters), problem.ISA_COMPONENT],
  ];
  const wrong = checks.filter(([, valid]) => !valid).map(([element, , kind]) => [element, kind] as const);
  const narrow = WIDTHS.flatMap((width, i) =>
    widthOf(isa, i + 1) === width ? [] : [[i + 1, problem.ISA_WIDTH] as const],
  );
  return [...narrow, ...wrong];
}

/** ISA13 that are remembered of one file: a limit on memory, not on interchanges. Those of a file stand together. */
const MOST_INTERCHANGES = 20_000;

/** Finds what is wrong with the ISA segments of a file, and which of them repeat a control number. */
export class InterchangeHeaders {
  /** ISA13 by sender and receiver: each numbers what it sends to the other. */
  readonly #seen = new Map<string, Set<number>>();
  #remembered = 0;

  faults(isa: Segment, interchange: Interchange): readonly (readonly [number, FindingKind])[] {
    const faults = headerFaults(isa, interchange);
    return this.#isRepeated(interchange) ? [...faults, [13, problem.ISA_CONTROL_NO_REPEATED]] : faults;
  }

  #isRepeated({ senderQualifier, senderId, receiverQualifier, receiverId, controlNo }: Interchange): boolean {
    if (!isControlNo(controlNo)) return false;
    const parties = [senderQualifier, senderId, receiverQualifier, receiverId].join('*');
    const seen = this.#seen.get(parties) ?? new Set();
    if (seen.has(Number(controlNo))) return true;
    if (this.#remembered >= MOST_INTERCHANGES) {
      this.#seen.clear();
      this.#remembered = 0;
    }
    this.#remembered += 1;
    this.#seen.set(parties, seen.add(Number(controlNo)));
    return false;
  }
}

/** Of ISA01 to ISA15. */
const WIDTHS = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1];

/** Line ends do not count: some files are wrapped at a fixed width. */
function widthOf(isa: Segment, n: number): number {
  const bytes = isa.block.bytes.subarray(isa.start(n), isa.end(n));
  return bytes.filter((byte) => byte !== CR && byte !== LF).length;
}

/** ISA16 is one sign that stands for nothing else. */
function isComponent(isa: Segment, { element, repetition, segment }: Delimiters): boolean {
  const sign = isa.element(16);
  return /^[^A-Za-z0-9 ]$/.test(sign) && ![element, repetition, segment].includes(sign);
}

/** GS02 and GS03. */
const ID_LENGTH = 15;
/** GS08: a release of X12, and behind it a guide of it or of a partner. */
const VERSION_LENGTH = 12;

/** What is wrong with the elements of a GS besides its control number (domain.md 3.1). */
export function groupFaults(g: Group, agency: string): readonly number[] {
  const checks: readonly (readonly [element: number, valid: boolean])[] = [
    [1, g.functionalCode.length === 2],
    [2, g.applicationSender !== '' && g.applicationSender.length <= ID_LENGTH],
    [3, g.applicationReceiver !== '' && g.applicationReceiver.length <= ID_LENGTH],
    [4, isCivilDate(g.date)],
    [5, /^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d{1,2})?)?$/.test(g.time)],
    [7, agency === 'X'],
    [8, g.version !== '' && g.version.length <= VERSION_LENGTH],
  ];
  return checks.filter(([, valid]) => !valid).map(([element]) => element);
}

/** GS06: one to nine digits. */
export const isControlNo = (text: string): boolean => /^\d{1,9}$/.test(text);

/** Control numbers that are remembered of one envelope, to find repeated ones: a limit on memory, not on sets. */
const MAX_CONTROL_NOS = 100_000;

export function remember(seen: Set<string>, controlNo: string): void {
  if (seen.size < MAX_CONTROL_NOS) seen.add(controlNo);
}

/** ST02. */
export const isSetControlNo = (text: string): boolean => /^.{4,9}$/.test(text);

/** Of a trailer: blanks around it are padding, as around the values of a header. */
export const isCount = (text: string, count: number): boolean =>
  /^ *\d{1,10} *$/.test(text) && Number(text) === count;
