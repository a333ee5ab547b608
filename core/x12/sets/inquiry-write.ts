import { formatAmount } from '../../money.ts';
import { Defect } from '../../result.ts';
import type { SetGuide } from '../guides/guide.ts';
import { SegmentBytes } from '../syntax/segment-bytes.ts';
import { DELIMITERS, type ElementValue, type SegmentSink } from '../syntax/write.ts';
import type { EnvelopeSpec } from '../types.ts';
import { type Written, type WrittenAnswer, writeAnswers } from './answer-write.ts';
import type {
  InquiryContact,
  InquiryDate,
  InquiryHeader,
  InquiryParty,
  InquiryProcedure,
  InquiryReference,
} from './inquiry-types.ts';

/** Writes what eligibility and claim status sets have alike. */

/** An element that is sent several times. */
export interface Repetitions {
  readonly repeats: readonly string[];
}

/** A segment to write: its id and elements. */
export type Line = readonly [id: string, ...elements: readonly (ElementValue | Repetitions)[]];

/** One HL with the segments that name who stands there. */
export interface Level {
  /** HL03. */
  readonly code: string;
  readonly lines: readonly Line[];
}

/** One inquiry or response: its levels from the source down, and what it says at the innermost. */
export interface LevelRecord {
  readonly levels: readonly Level[];
  readonly body: readonly Line[];
  /** Whether it stands in the HL of the record before where all levels are equal: a claim does, a patient not. */
  readonly joins: boolean;
}

/** What the sets of one kind have alike. */
export interface InquiryForm {
  readonly guide: SetGuide;
  /** GS08 and ST03. */
  readonly version: string;
  /** BHT01. */
  readonly structure: string;
  /** HL03 of the level that has no HL04. */
  readonly unflagged: string | null;
}

/** Writes one interchange with a set for each header. */
export const writeInquirySets = (
  envelope: EnvelopeSpec,
  { guide, version, structure, unflagged }: InquiryForm,
  sets: readonly { readonly header: Written<InquiryHeader>; readonly records: readonly LevelRecord[] }[],
): WrittenAnswer =>
  writeAnswers(envelope, {
    guide,
    version,
    setVersion: version,
    sets: sets.map(({ header, records }) => (sink) => {
      writeHeader(sink, structure, header);
      writeLevels(sink, records, unflagged);
    }),
  });

interface Place {
  readonly code: string;
  readonly parent: number;
  readonly lines: Line[];
  children: number;
}

/**
 * Writes records under numbered HL segments, in their order. Levels that are equal to those of the record before
 * are not written again.
 *
 * @param unflagged HL03 of the level that has no HL04
 */
function writeLevels(sink: SegmentSink, records: readonly LevelRecord[], unflagged: string | null): void {
  placesOf(records).forEach(({ code, parent, lines, children }, i) => {
    const flag = code === unflagged ? undefined : children > 0 ? '1' : '0';
    sink.segment('HL', String(i + 1), parent === 0 ? undefined : String(parent), code, flag);
    for (const line of lines) writeLine(sink, line);
  });
}

/** The HL segments with all that is written in each; `parent` is the ordinal of one, or 0. */
function placesOf(records: readonly LevelRecord[]): readonly Place[] {
  const places: Place[] = [];
  let open: readonly number[] = [];
  records.forEach((record, i) => {
    const path = open.slice(0, sharedLevels(records[i - 1], record));
    for (const { code, lines } of record.levels.slice(path.length)) {
      const parent = path.at(-1) ?? 0;
      const outer = places[parent - 1];
      if (outer !== undefined) outer.children += 1;
      path.push(places.push({ code, parent, lines: [...lines], children: 0 }));
    }
    places[(path.at(-1) ?? 0) - 1]?.lines.push(...record.body);
    open = path;
  });
  return places;
}

/** How many levels of the record before a record stands in. */
function sharedLevels(before: LevelRecord | undefined, record: LevelRecord): number {
  if (before === undefined) return 0;
  const { levels, joins } = record;
  const differs = levels.findIndex((level, i) => !isEqual(level, before.levels[i]));
  const equal = differs === -1 ? levels.length : differs;
  // A level that says nothing of its own would be read as part of what follows in it.
  const open = before.body.length > 0 ? before.levels.length : before.levels.length - 1;
  const own = joins && before.levels.length === levels.length ? levels.length : levels.length - 1;
  return Math.min(equal, open, own);
}

const isEqual = (a: Level, b: Level | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** An element that repeats; one that does not is sent as any other. */
export const repeatedElement = (repeats: readonly string[]): ElementValue | Repetitions =>
  repeats.length > 1 ? { repeats } : repeats[0];

const isRepeated = (value: ElementValue | Repetitions): value is Repetitions =>
  typeof value === 'object' && 'repeats' in value;

const FORBIDDEN = /[*^:~\p{Cc}]/u;
const isForbidden = (value: string | number | undefined): boolean =>
  typeof value === 'string' && FORBIDDEN.test(value);

/**
 * A sink knows no repetitions, so that a line with some is put together here. One with a delimiter in its data
 * goes the usual way without them: it is refused there.
 */
function writeLine(sink: SegmentSink, [id, ...elements]: Line): void {
  const once = elements.map((value) =>
    isRepeated(value) ? (value.repeats.find(isForbidden) ?? value.repeats[0]) : value,
  );
  const isClean = !once.flat().some(isForbidden);
  if (!elements.some(isRepeated) || !isClean) {
    sink.segment(id, ...once);
    return;
  }
  if (!(sink instanceof SegmentBytes)) throw new Defect('repetitions are written into a buffer');
  sink.raw(withoutTail([id, ...elements.map(textOf)], DELIMITERS.element));
}

function textOf(value: ElementValue | Repetitions): string {
  if (value === undefined || typeof value === 'string') return value ?? '';
  if (typeof value === 'number') return formatAmount(value);
  if (isRepeated(value)) return value.repeats.join(DELIMITERS.repetition ?? '');
  return withoutTail(value, DELIMITERS.component);
}

const withoutTail = (parts: readonly (string | undefined)[], delimiter: string): string =>
  parts.slice(0, parts.findLastIndex((part) => part !== undefined && part !== '') + 1).join(delimiter);

// ── segments ──────────────────────────────────────────────────────────────────────────────────────────

/** Writes the BHT. @param structure BHT01 */
function writeHeader(sink: SegmentSink, structure: string, header: Written<InquiryHeader>): void {
  const { purpose, reference, date, time, type } = header;
  sink.segment('BHT', structure, purpose, reference, date, time, type);
}

/** @param relationship NM110 */
export const partyLine = (party: Written<InquiryParty>, relationship?: string): Line => [
  'NM1',
  party.code,
  party.entityType,
  party.last,
  party.first,
  party.middle,
  party.prefix,
  party.suffix,
  party.idQualifier,
  party.id,
  relationship,
];

export const referenceLines = (references: readonly Written<InquiryReference>[] = []): readonly Line[] =>
  references.map(({ qualifier, value, description }) => ['REF', qualifier, value, description]);

/** Format and value as DTP02 and DTP03 have them. */
export const periodElements = (from: string, to: string | undefined): readonly ElementValue[] =>
  to === undefined ? ['D8', from] : ['RD8', `${from}-${to}`];

export const dateLines = (dates: readonly Written<InquiryDate>[] = []): readonly Line[] =>
  dates.map(({ qualifier, from, to }) => ['DTP', qualifier, ...periodElements(from, to)]);

export const contactLines = (contacts: readonly Written<InquiryContact>[] = []): readonly Line[] =>
  contacts.map(({ name, numbers }) => [
    'PER',
    'IC',
    name,
    ...numbers.flatMap(({ qualifier, value }) => [qualifier, value]),
  ]);

/**
 * A procedure as a composite: its description and range stand after room for four modifiers. More of them stand behind
 * these, where the guide refuses them.
 */
export function procedureElement(procedure: Written<InquiryProcedure> | undefined): ElementValue {
  if (procedure === undefined) return undefined;
  const { qualifier, code, modifiers = [], description, to } = procedure;
  const [first, second, third, fourth, ...more] = modifiers;
  return [qualifier, code, first, second, third, fourth, description, to, ...more];
}
