import { Defect } from '../../result.ts';
import { s277 } from '../guides/s277.ts';
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
import type { StatusDetail, StatusResponse } from './status-types.ts';
import { DEPENDENT, levelsOf, serviceLine } from './status-write.ts';

const VERSION = '005010X212';

/** One ST of a 277. */
export interface StatusResponseSet {
  readonly header: Written<InquiryHeader>;
  readonly responses: readonly Omit<Written<StatusResponse>, 'header'>[];
}

/**
 * Writes 277s (domain.md 4.5).
 *
 * @throws Defect when a status has more than three categories
 */
export const writeStatusResponses = (
  envelope: EnvelopeSpec,
  sets: readonly StatusResponseSet[],
): WrittenAnswer =>
  writeAnswers(envelope, {
    guide: s277,
    version: VERSION,
    setVersion: VERSION,
    sets: sets.map(({ header, responses }) => (sink) => {
      writeHeader(sink, '0010', header);
      writeLevels(sink, responses.map(recordOf), DEPENDENT);
    }),
  });

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

const MAX_CATEGORIES = 3;

function statusLine(status: Written<StatusDetail>): Line {
  const { categories } = status;
  if (categories.length > MAX_CATEGORIES) throw new Defect('a status has at most three categories');
  const [decisive, ...others] = categories.map((c) => [c.category, c.status, c.entity, c.codeList]);
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
    others[0],
    others[1],
    status.message,
  ];
}
