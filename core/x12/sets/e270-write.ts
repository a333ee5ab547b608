import { e270 } from '../guides/e270.ts';
import type { EnvelopeSpec } from '../types.ts';
import type { Written, WrittenAnswer } from './answer-write.ts';
import type { EligibilityInquiry, EligibilityQuery } from './eligibility-types.ts';
import { informationLines, personLevel, receiverLevel, sourceLevel } from './eligibility-write.ts';
import type { InquiryHeader } from './inquiry-types.ts';
import {
  dateLines,
  type InquiryForm,
  type LevelRecord,
  type Line,
  procedureElement,
  referenceLines,
  repeatedElement,
  writeInquirySets,
} from './inquiry-write.ts';

const FORM: InquiryForm = { guide: e270, version: '005010X279A1', structure: '0022', unflagged: null };

/** One ST of a 270. Patients of one subscriber, provider and payer follow each other best: levels are shared. */
export interface EligibilityInquirySet {
  readonly header: Written<InquiryHeader>;
  readonly inquiries: readonly Omit<Written<EligibilityInquiry>, 'header'>[];
}

/**
 * Writes 270s.
 *
 * @returns the text, or every problem of every set: codes and places, no values
 * @see domain.md 4.6; TR3 005010X279A1
 */
export const writeEligibilityInquiries = (
  envelope: EnvelopeSpec,
  sets: readonly EligibilityInquirySet[],
): WrittenAnswer =>
  writeInquirySets(
    envelope,
    FORM,
    sets.map(({ header, inquiries }) => ({ header, records: inquiries.map(recordOf) })),
  );

function recordOf(inquiry: EligibilityInquirySet['inquiries'][number]): LevelRecord {
  const { source, receiver, subscriber, dependent, traces, subscriberTraces, queries } = inquiry;
  const levels = [sourceLevel(source), receiverLevel(receiver)];
  if (dependent === undefined) {
    levels.push(personLevel({ code: '22', person: subscriber, traces }));
  } else {
    levels.push(personLevel({ code: '22', person: subscriber, traces: subscriberTraces }));
    levels.push(personLevel({ code: '23', person: dependent, traces }));
  }
  return { levels, body: queries.flatMap(queryLines), joins: false };
}

const queryLines = (query: Written<EligibilityQuery>): readonly Line[] => [
  [
    'EQ',
    repeatedElement(query.serviceTypes),
    procedureElement(query.procedure),
    query.coverageLevel,
    query.insuranceType,
    query.diagnosisPointers,
  ],
  ...(query.amounts ?? []).map(({ qualifier, amount }): Line => ['AMT', qualifier, amount]),
  ...informationLines(query.information),
  ...referenceLines(query.references),
  ...dateLines(query.dates),
];
