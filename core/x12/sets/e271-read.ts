import { e271 } from '../guides/e271.ts';
import { every, first, inner, inners, type LoopNode, outer } from '../guides/tree.ts';
import type { Segment } from '../syntax/segment.ts';
import { AnswerValues, present, textAt } from './answer-values.ts';
import {
  addressOf,
  informationIn,
  personOf,
  pointersOf,
  providerOf,
  receiverOf,
  rejectionsIn,
  repetitionsOf,
  sourceOf,
  tracesOf,
} from './eligibility-read.ts';
import type {
  EligibilityBenefit,
  EligibilityDelivery,
  EligibilityRelated,
  EligibilityResponse,
} from './eligibility-types.ts';
import {
  contactsOf,
  datesOf,
  headerOf,
  listed,
  partyOf,
  procedureOf,
  referencesOf,
  remembered,
} from './inquiry-read.ts';
import type { SetModule, SetReader, SetStart } from './set-module.ts';

/**
 * 271: one response for each patient, in file order; one for a receiver or source without any patient, which is
 * how a payer rejects an inquiry as a whole (domain.md 4.6).
 */
export const eligibilityResponses: SetModule = {
  type: '271',
  guide: e271,
  records: ['2000A', '2000B', '2000C', '2000D'],
  reader: (start) => new EligibilityResponseReader(start),
};

class EligibilityResponseReader implements SetReader {
  readonly #start: SetStart;
  readonly #values: AnswerValues;
  readonly #header = remembered(headerOf);
  readonly #source = remembered(sourceOf);
  readonly #receiver = remembered(receiverOf);
  readonly #subscriber = remembered(personOf);
  /** Levels that were given out, or in which something was. */
  readonly #answered = new WeakSet<LoopNode>();

  constructor(start: SetStart) {
    this.#start = start;
    this.#values = new AnswerValues(start.positionOf);
  }

  record(node: LoopNode): void {
    const subscriber = node.guide.id === '2000D' ? outer(node, '2000C') : undefined;
    if (subscriber !== undefined && !this.#answered.has(subscriber)) {
      if (inner(inner(subscriber, '2100C'), '2110C') !== undefined) this.#emit(subscriber);
    }
    if (!this.#answered.has(node)) this.#emit(node);
    if (node.parent !== null) this.#answered.add(node.parent);
  }

  end(): void {}

  /** @param level 2000A, 2000B, 2000C or 2000D */
  #emit(level: LoopNode): void {
    this.#answered.add(level);
    const { context, emit, position, positionOf } = this.#start;
    const isDependent = level.guide.id === '2000D';
    const receiver = outer(level, '2000B');
    const subscriber = outer(level, '2000C');
    const person = inner(level, isDependent ? '2100D' : '2100C');
    const hl = first(level, 'HL');
    const response: EligibilityResponse = present({
      header: this.#header(outer(level, 'ST')),
      source: this.#source(outer(level, '2000A')),
      receiver: receiver && this.#receiver(receiver),
      subscriber: subscriber && this.#subscriber(inner(subscriber, '2100C')),
      dependent: isDependent ? personOf(person) : undefined,
      traces: subscriber === undefined ? [] : tracesOf(level),
      subscriberTraces: isDependent ? listed(tracesOf(subscriber)) : undefined,
      benefits: inners(person, isDependent ? '2110D' : '2110C').map((node) => this.#benefitOf(node)),
      position: hl === undefined ? position : positionOf(hl, level.guide),
    });
    for (const finding of this.#values.drain()) emit({ kind: 'finding', finding });
    emit({ kind: 'eligibility-response', response, context });
  }

  #benefitOf(node: LoopNode): EligibilityBenefit {
    const eb = first(node, 'EB');
    return present({
      code: eb?.element(1) ?? '',
      coverageLevel: textAt(eb, 2),
      serviceTypes: repetitionsOf(eb, 3),
      insuranceType: textAt(eb, 4),
      planName: textAt(eb, 5),
      period: textAt(eb, 6),
      amount: this.#values.amount(eb, 7, node.guide),
      percent: textAt(eb, 8),
      quantityQualifier: textAt(eb, 9),
      quantity: textAt(eb, 10),
      authorization: textAt(eb, 11),
      network: textAt(eb, 12),
      procedure: procedureOf(eb, 13),
      diagnosisPointers: pointersOf(eb, 14),
      deliveries: listed(every(node, 'HSD').map(deliveryOf)),
      references: referencesOf(node),
      dates: datesOf(node),
      rejections: rejectionsIn(node),
      messages: listed(every(node, 'MSG').map((msg) => msg.element(1))),
      information: listed(node.loops.filter(isInformation).flatMap(informationIn)),
      related: listed(node.loops.filter(isRelated).map(relatedOf)),
    });
  }
}

const isInformation = (node: LoopNode): boolean => node.guide.id.startsWith('2115');
const isRelated = (node: LoopNode): boolean => node.guide.id.startsWith('2120');

const deliveryOf = (hsd: Segment): EligibilityDelivery =>
  present({
    quantityQualifier: textAt(hsd, 1),
    quantity: textAt(hsd, 2),
    frequencyUnit: textAt(hsd, 3),
    frequency: textAt(hsd, 4),
    period: textAt(hsd, 5),
    periods: textAt(hsd, 6),
    pattern: textAt(hsd, 7),
    timeOfDay: textAt(hsd, 8),
  });

const relatedOf = (node: LoopNode): EligibilityRelated =>
  present({
    ...partyOf(node),
    relationship: textAt(first(node, 'NM1'), 10),
    address: addressOf(node),
    contacts: contactsOf(node),
    provider: providerOf(node),
  });
