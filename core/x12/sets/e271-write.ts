import { e271 } from '../guides/e271.ts';
import type { EnvelopeSpec } from '../types.ts';
import type { Written, WrittenAnswer } from './answer-write.ts';
import type {
  EligibilityBenefit,
  EligibilityDelivery,
  EligibilityRelated,
  EligibilityResponse,
} from './eligibility-types.ts';
import {
  addressLines,
  informationLines,
  personLevel,
  providerLines,
  receiverLevel,
  rejectionLines,
  sourceLevel,
} from './eligibility-write.ts';
import type { InquiryHeader } from './inquiry-types.ts';
import {
  contactLines,
  dateLines,
  type InquiryForm,
  type Level,
  type LevelRecord,
  type Line,
  partyLine,
  procedureElement,
  referenceLines,
  repeatedElement,
  writeInquirySets,
} from './inquiry-write.ts';

const FORM: InquiryForm = { guide: e271, version: '005010X279A1', structure: '0022', unflagged: null };

/** One ST of a 271. */
export interface EligibilityResponseSet {
  readonly header: Written<InquiryHeader>;
  readonly responses: readonly Omit<Written<EligibilityResponse>, 'header'>[];
}

/**
 * Writes 271s. Amounts of benefits are in cents; a rejection (AAA) stands with the level that it is of.
 *
 * @returns the text, or every problem of every set: codes and places, no values
 * @see domain.md 4.6; TR3 005010X279A1
 */
export const writeEligibilityResponses = (
  envelope: EnvelopeSpec,
  sets: readonly EligibilityResponseSet[],
): WrittenAnswer =>
  writeInquirySets(
    envelope,
    FORM,
    sets.map(({ header, responses }) => ({ header, records: responses.map(recordOf) })),
  );

function recordOf(response: EligibilityResponseSet['responses'][number]): LevelRecord {
  const { source, receiver, subscriber, dependent, traces, subscriberTraces } = response;
  const levels: Level[] = [sourceLevel(source)];
  if (receiver !== undefined) levels.push(receiverLevel(receiver));
  if (subscriber !== undefined) {
    const own = dependent === undefined ? traces : subscriberTraces;
    levels.push(personLevel({ code: '22', person: subscriber, traces: own }));
  }
  if (dependent !== undefined) levels.push(personLevel({ code: '23', person: dependent, traces }));
  return { levels, body: response.benefits.flatMap(benefitLines), joins: false };
}

const benefitLines = (benefit: Written<EligibilityBenefit>): readonly Line[] => [
  benefitLine(benefit),
  ...(benefit.deliveries ?? []).map(deliveryLine),
  ...referenceLines(benefit.references),
  ...dateLines(benefit.dates),
  ...rejectionLines(benefit.rejections),
  ...(benefit.messages ?? []).map((message): Line => ['MSG', message]),
  ...informationLines(benefit.information),
  ...relatedLines(benefit.related),
];

const benefitLine = (benefit: Written<EligibilityBenefit>): Line => [
  'EB',
  benefit.code,
  benefit.coverageLevel,
  repeatedElement(benefit.serviceTypes),
  benefit.insuranceType,
  benefit.planName,
  benefit.period,
  benefit.amount,
  benefit.percent,
  benefit.quantityQualifier,
  benefit.quantity,
  benefit.authorization,
  benefit.network,
  procedureElement(benefit.procedure),
  benefit.diagnosisPointers,
];

const deliveryLine = (delivery: EligibilityDelivery): Line => [
  'HSD',
  delivery.quantityQualifier,
  delivery.quantity,
  delivery.frequencyUnit,
  delivery.frequency,
  delivery.period,
  delivery.periods,
  delivery.pattern,
  delivery.timeOfDay,
];

/** LS and LE stand around the related parties, once for a benefit. */
function relatedLines(related: readonly Written<EligibilityRelated>[] = []): readonly Line[] {
  if (related.length === 0) return [];
  const parties = related.flatMap((party): readonly Line[] => [
    partyLine(party, party.relationship),
    ...addressLines(party.address),
    ...contactLines(party.contacts),
    ...providerLines(party.provider),
  ]);
  return [['LS', '2120'], ...parties, ['LE', '2120']];
}
