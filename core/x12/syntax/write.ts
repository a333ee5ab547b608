import { err, ok, type Result } from '../../result.ts';
import type { Delimiters, EnvelopeSpec } from '../types.ts';

/** What we write with, always; what a partner may choose is the line feed after each segment. */
export const DELIMITERS: Delimiters = { element: '*', repetition: '^', component: ':', segment: '~' };

/** An element: absent, text, or the components of a composite. */
export type ElementValue = string | undefined | readonly (string | undefined)[];

/** Why something cannot be written. Holds places and codes, never the value. */
export interface WriteProblem {
  /**
   * CHR-01 nothing is left of a required text after cleaning, CHR-02 a delimiter or control character in an
   * identifier, LEN-02 an identifier too long, REQ-01 required and absent, NEG-01 a negative amount, GUIDE the
   * guide forbids it (see `guide`), ENVELOPE a header field.
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
  readonly write: (sink: SegmentSink) => void;
}

/** One interchange: TA1 segments, one functional group, or both. */
export interface InterchangeContents {
  readonly acknowledgments?: readonly (readonly ElementValue[])[];
  readonly group?: {
    /** GS01 and GS08. */
    readonly functionalCode: string;
    readonly version: string;
    readonly sets: readonly SetBody[];
  };
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
): Result<{ readonly text: string; readonly segments: number }, readonly WriteProblem[]> {
  const writer = new SegmentWriter(spec.newlines ? '~\n' : '~');
  writeHeader(writer, spec);
  for (const acknowledgment of contents.acknowledgments ?? []) writer.segment('TA1', ...acknowledgment);
  if (contents.group !== undefined) writeGroup(writer, spec, contents.group);
  writer.segment('IEA', contents.group === undefined ? '0' : '1', nineDigits(spec.interchangeControlNo));
  if (writer.problems.length > 0) return err(writer.problems);
  return ok({ text: writer.text(), segments: writer.count });
}

class SegmentWriter implements SegmentSink {
  readonly problems: WriteProblem[] = [];
  readonly #parts: string[] = [];
  readonly #end: string;
  count = 0;

  constructor(end: string) {
    this.#end = end;
  }

  segment(id: string, ...elements: readonly ElementValue[]): void {
    const size = sizeWithoutTail(elements);
    if (size === 0) return;
    let line = id;
    for (let i = 0; i < size; i += 1) line += `*${this.#element(id, i + 1, elements[i])}`;
    this.raw(line);
  }

  /** A line that is already checked. */
  raw(line: string): void {
    this.#parts.push(line, this.#end);
    this.count += 1;
  }

  text(): string {
    return this.#parts.join('');
  }

  #element(id: string, element: number, value: ElementValue): string {
    if (value === undefined) return '';
    if (typeof value === 'string') return this.#checked(value, { segmentId: id, element });
    const size = sizeWithoutTail(value);
    let text = '';
    for (let i = 0; i < size; i += 1) {
      if (i > 0) text += ':';
      text += this.#checked(value[i] ?? '', { segmentId: id, element, component: i + 1 });
    }
    return text;
  }

  #checked(value: string, place: Omit<WriteProblem, 'code'>): string {
    if (FORBIDDEN.test(value)) this.problems.push({ code: 'CHR-02', ...place });
    return value;
  }
}

/** Our four delimiters and control characters. */
const FORBIDDEN = /[*^:~\p{Cc}]/u;

function sizeWithoutTail(values: readonly ElementValue[]): number {
  let size = values.length;
  while (size > 0 && isEmpty(values[size - 1])) size -= 1;
  return size;
}

const isEmpty = (value: ElementValue): boolean =>
  value === undefined || value === '' || (typeof value !== 'string' && value.every(isEmpty));

const nineDigits = (n: number): string => String(n).padStart(9, '0');

/** ISA is fixed: 106 bytes with its terminator. */
function writeHeader(writer: SegmentWriter, spec: EnvelopeSpec): void {
  for (const [element, valid] of headerChecks(spec)) {
    if (!valid) writer.problems.push({ code: 'ENVELOPE', segmentId: 'ISA', element });
  }
  const blank = ' '.repeat(10);
  writer.raw(
    [
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
    ].join('*'),
  );
}

const CONTROL_NO_MAX = 999_999_999;
const isControlNo = (n: number): boolean => Number.isInteger(n) && n >= 1 && n <= CONTROL_NO_MAX;
const isQualifier = (text: string): boolean => /^[0-9A-Z]{2}$/.test(text);
const isPartyId = (text: string): boolean => /^[^*^:~\s](?:[^*^:~\p{Cc}]{0,13}[^*^:~\s])?$/u.test(text);

const headerChecks = (spec: EnvelopeSpec): readonly (readonly [element: number, valid: boolean])[] => [
  [5, isQualifier(spec.sender.qualifier)],
  [6, isPartyId(spec.sender.id)],
  [7, isQualifier(spec.receiver.qualifier)],
  [8, isPartyId(spec.receiver.id)],
  [9, /^\d{8}$/.test(spec.date)],
  [10, /^\d{4}$/.test(spec.time)],
  [13, isControlNo(spec.interchangeControlNo)],
];

function writeGroup(
  writer: SegmentWriter,
  spec: EnvelopeSpec,
  group: NonNullable<InterchangeContents['group']>,
): void {
  if (!isControlNo(spec.groupControlNo))
    writer.problems.push({ code: 'ENVELOPE', segmentId: 'GS', element: 6 });
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
    'X',
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
