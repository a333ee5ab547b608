import { s276 } from '../guides/s276.ts';
import type { EnvelopeSpec } from '../types.ts';
import type { Written, WrittenAnswer } from './answer-write.ts';
import type { InquiryHeader } from './inquiry-types.ts';
import {
  dateLines,
  type InquiryForm,
  type LevelRecord,
  type Line,
  referenceLines,
  writeInquirySets,
} from './inquiry-write.ts';
import type { StatusInquiry } from './status-types.ts';
import { DEPENDENT, levelsOf, serviceLine } from './status-write.ts';

const FORM: InquiryForm = { guide: s276, version: '005010X212', structure: '0010', unflagged: DEPENDENT };

/** One ST of a 276. Claims of one patient, provider and payer follow each other best: levels are shared. */
export interface StatusInquirySet {
  readonly header: Written<InquiryHeader>;
  readonly inquiries: readonly Omit<Written<StatusInquiry>, 'header'>[];
}

/**
 * Writes 276s.
 *
 * @returns the text, or every problem of every set: codes and places, no values
 * @see domain.md 4.5; TR3 005010X212
 */
export const writeStatusInquiries = (
  envelope: EnvelopeSpec,
  sets: readonly StatusInquirySet[],
): WrittenAnswer =>
  writeInquirySets(
    envelope,
    FORM,
    sets.map(({ header, inquiries }) => ({ header, records: inquiries.map(recordOf) })),
  );

const recordOf = (inquiry: StatusInquirySet['inquiries'][number]): LevelRecord => ({
  levels: levelsOf(inquiry),
  body: [
    ['TRN', '1', inquiry.trace],
    ...referenceLines(inquiry.references),
    ...(inquiry.charge === undefined ? [] : [['AMT', 'T3', inquiry.charge] satisfies Line]),
    ...dateLines(inquiry.dates),
    ...(inquiry.lines ?? []).flatMap((line) => [
      serviceLine(line),
      ...referenceLines(line.references),
      ...dateLines(line.dates),
    ]),
  ],
  joins: true,
});
