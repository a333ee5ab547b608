import { isCivilDate } from '../../dates.ts';
import type { Cents } from '../../money.ts';
import { err, ok, type Result } from '../../result.ts';
import type { Delimiters, EnvelopeSpec } from '../types.ts';
import { groupFaults, isInterchangeTime, isQualifier, isSetControlNo } from './headers.ts';
import { SegmentBytes } from './segment-bytes.ts';

/** What we write with, always; what a partner may choose is the line feed after each segment. */
export const DELIMITERS: Delimiters = { element: '*', repetition: '^', component: ':', segment: '~' };

/** An element: absent, text, cents to be written as an amount, or the components of a composite. */
export type ElementValue = string | undefined | Cents | readonly (string | undefined)[];

/** Why something cannot be written. Holds places and codes, never the value. */
export interface WriteProblem {
  /**
   * CHR-01 nothing is left of a required text after cleaning, CHR-02 a delimiter or control character in an
   * identifier, LEN-02 an identifier too long or a sum too large to be exact, REQ-01 required and absent, NEG-01 a
   * negative amount, GUIDE the guide forbids it (see `guide`), ENVELOPE a header field.
   */
  readonly code: 'CHR-01' | 'CHR-02' | 'LEN-02' | 'REQ-01' | 'NEG-01' | 'GUIDE' | 'ENVELOPE';
  /** CLM01 of the claim, and the path of the field in its content, where known. */
  readonly filingId?: string;
  readonly field?: string;
  /** What the guide says against it: a finding's code. */
  readonly guide?: string;
  readonly segmentId?: string;
  readonly element?: number;
  readonly component?: number;
}

/** Where the body of a set is written to. */
export interface SegmentSink {
  /** Trailing absent elements and components are dropped. A segment without any element is not written. */
  segment(id: string, ...elements: readonly ElementValue[]): void;
}

export interface SetBody {
  /** ST01. */
  readonly setId: string;
  /** ST02. */
  readonly controlNo: string;
  /** ST03; absent in an 835. */
  readonly version?: string;
  readonly write: (sink: SegmentBytes) => void;
}

/** One interchange: TA1 segments, one functional group, or both. */
export interface InterchangeContents {
  /** About how many bytes it will have, where many. */
  readonly room?: number;
  readonly acknowledgments?: readonly (readonly ElementValue[])[];
  readonly group?: {
    /** GS01 and GS08. */
    readonly functionalCode: string;
    readonly version: string;
    readonly sets: readonly SetBody[];
  };
}

/** What was written; `text` is made when asked for. */
export class WrittenBytes {
  readonly bytes: Buffer;
  readonly segments: number;

  constructor(bytes: Buffer, segments: number) {
    this.bytes = bytes;
    this.segments = segments;
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }
}

/**
 * Writes one interchange with all counts and control numbers right. Pure: the same input gives the same bytes.
 *
 * @returns every place where data held a delimiter or a control character, instead of a file with any of them
 * @see domain.md 3.1
 */
export function writeInterchange(
  spec: EnvelopeSpec,
  contents: InterchangeContents,
): Result<WrittenBytes, readonly WriteProblem[]> {
  const problems: WriteProblem[] = [];
  const writer = new SegmentBytes(
    spec.newlines,
    (place) => problems.push({ code: 'CHR-02', ...place }),
    contents.room,
  );
  problems.push(...headerProblems(spec, contents));
  writer.raw(headerOf(spec));
  for (const acknowledgment of contents.acknowledgments ?? []) writer.segment('TA1', ...acknowledgment);
  if (contents.group !== undefined) writeGroup(writer, spec, contents.group);
  writer.segment('IEA', contents.group === undefined ? '0' : '1', nineDigits(spec.interchangeControlNo));
  return problems.length > 0 ? err(problems) : ok(new WrittenBytes(writer.view(), writer.count));
}

const nineDigits = (n: number): string => String(n).padStart(9, '0');

/** ISA is fixed: 106 bytes with its terminator. */
function headerOf(spec: EnvelopeSpec): string {
  const blank = ' '.repeat(10);
  return [
    'ISA*00',
    blank,
    '00',
    blank,
    spec.sender.qualifier,
    spec.sender.id.padEnd(15),
    spec.receiver.qualifier,
    spec.receiver.id.padEnd(15),
    spec.date.slice(2),
    spec.time,
    '^*00501',
    nineDigits(spec.interchangeControlNo),
    spec.acknowledgmentRequested ? '1' : '0',
    spec.usage,
    ':',
  ].join('*');
}

function headerProblems(spec: EnvelopeSpec, { group }: InterchangeContents): readonly WriteProblem[] {
  const problem = (segmentId: string, element: number): WriteProblem => ({
    code: 'ENVELOPE',
    segmentId,
    element,
  });
  const problems: WriteProblem[] = [];
  for (const [element, valid] of headerChecks(spec)) if (!valid) problems.push(problem('ISA', element));
  if (group === undefined) return problems;
  if (!isControlNo(spec.groupControlNo)) problems.push(problem('GS', 6));
  for (const element of groupFaults({ ...spec, ...group, controlNo: '' }, AGENCY))
    problems.push(problem('GS', element));
  const controlNos = group.sets.map(({ controlNo }) => controlNo);
  const isUnique = new Set(controlNos).size === controlNos.length;
  if (!(isUnique && controlNos.every(isSetControlNo))) problems.push(problem('ST', 2));
  return problems;
}

/** GS07: X12. */
const AGENCY = 'X';

const CONTROL_NO_MAX = 999_999_999;
const isControlNo = (n: number): boolean => Number.isInteger(n) && n >= 1 && n <= CONTROL_NO_MAX;
/** ASCII alone: other letters take more than one byte, and ISA fields are counted in bytes. */
const isPartyId = (text: string): boolean =>
  /^[ -~]*$/.test(text) && /^[^*^:~\s](?:[^*^:~]{0,13}[^*^:~\s])?$/.test(text);

const headerChecks = (spec: EnvelopeSpec): readonly (readonly [element: number, valid: boolean])[] => [
  [5, isQualifier(spec.sender.qualifier)],
  [6, isPartyId(spec.sender.id)],
  [7, isQualifier(spec.receiver.qualifier)],
  [8, isPartyId(spec.receiver.id)],
  [9, isCivilDate(spec.date)],
  [10, isInterchangeTime(spec.time)],
  [13, isControlNo(spec.interchangeControlNo)],
];

function writeGroup(
  writer: SegmentBytes,
  spec: EnvelopeSpec,
  group: NonNullable<InterchangeContents['group']>,
): void {
  const { functionalCode, version, sets } = group;
  const { applicationSender, applicationReceiver, date, time } = spec;
  const controlNo = String(spec.groupControlNo);
  writer.segment(
    'GS',
    functionalCode,
    applicationSender,
    applicationReceiver,
    date,
    time,
    controlNo,
    AGENCY,
    version,
  );
  for (const set of sets) {
    const before = writer.count;
    writer.segment('ST', set.setId, set.controlNo, set.version);
    set.write(writer);
    writer.segment('SE', String(writer.count - before + 1), set.controlNo);
  }
  writer.segment('GE', String(sets.length), controlNo);
}
