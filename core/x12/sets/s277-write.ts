import { s277 } from '../guides/s277.ts';
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
import type { StatusDetail, StatusResponse } from './status-types.ts';
import { DEPENDENT, levelsOf, serviceLine } from './status-write.ts';

const FORM: InquiryForm = { guide: s277, version: '005010X212', structure: '0010', unflagged: DEPENDENT };

/** One ST of a 277. */
export interface StatusResponseSet {
  readonly header: Written<InquiryHeader>;
  readonly responses: readonly Omit<Written<StatusResponse>, 'header'>[];
}

/**
 * Writes 277s, the answers to 276s. Amounts are in cents.
 *
 * @returns the text, or every problem of every set: codes and places, no values
 * @see domain.md 4.5; TR3 005010X212
 */
export const writeStatusResponses = (
  envelope: EnvelopeSpec,
  sets: readonly StatusResponseSet[],
): WrittenAnswer =>
  writeInquirySets(
    envelope,
    FORM,
    sets.map(({ header, responses }) => ({ header, records: responses.map(recordOf) })),
  );

const recordOf = (response: StatusResponseSet['responses'][number]): LevelRecord => ({
  levels: levelsOf(response),
  body: [
    ['TRN', response.level === 'provider' ? '1' : '2', response.trace],
    ...response.statuses.map(statusLine),
    ...referenceLines(response.references),
    ...dateLines(response.dates),
    ...(response.lines ?? []).flatMap((line) => [
      serviceLine(line, line.paid),
      ...line.statuses.map(statusLine),
      ...referenceLines(line.references),
      ...dateLines(line.dates),
    ]),
  ],
  joins: response.level === 'claim',
});

/** STC has room for three categories; a fourth stands behind its last element, where the guide refuses it. */
function statusLine(status: Written<StatusDetail>): Line {
  const [decisive, second, third, ...more] = status.categories.map((c) => [
    c.category,
    c.status,
    c.entity,
    c.codeList,
  ]);
  return [
    'STC',
    decisive,
    status.date,
    undefined,
    status.charge,
    status.paid,
    status.adjudicationDate,
    undefined,
    status.remittanceDate,
    status.checkNo,
    second,
    third,
    status.message,
    ...more,
  ];
}
