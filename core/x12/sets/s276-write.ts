import { s276 } from '../guides/s276.ts';
import type { EnvelopeSpec } from '../types.ts';
import { type Written, type WrittenAnswer, writeAnswers } from './answer-write.ts';
import type { InquiryHeader } from './inquiry-types.ts';
import {
  dateLines,
  type LevelRecord,
  type Line,
  referenceLines,
  writeHeader,
  writeLevels,
} from './inquiry-write.ts';
import type { StatusInquiry } from './status-types.ts';
import { DEPENDENT, levelsOf, serviceLine } from './status-write.ts';

const VERSION = '005010X212';

/** One ST of a 276. Claims of one patient, provider and payer follow each other best: levels are shared. */
export interface StatusInquirySet {
  readonly header: Written<InquiryHeader>;
  readonly inquiries: readonly Omit<Written<StatusInquiry>, 'header'>[];
}

/** Writes 276s (domain.md 4.5). */
export const writeStatusInquiries = (
  envelope: EnvelopeSpec,
  sets: readonly StatusInquirySet[],
): WrittenAnswer =>
  writeAnswers(envelope, {
    guide: s276,
    version: VERSION,
    setVersion: VERSION,
    sets: sets.map(({ header, inquiries }) => (sink) => {
      writeHeader(sink, '0010', header);
      writeLevels(sink, inquiries.map(recordOf), DEPENDENT);
    }),
  });

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
