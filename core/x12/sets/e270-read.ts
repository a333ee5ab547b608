import { e270 } from '../guides/e270.ts';
import { every, first, inner, inners, type LoopNode, outer } from '../guides/tree.ts';
import { AnswerValues, present, textAt } from './answer-values.ts';
import {
  informationIn,
  personOf,
  pointersOf,
  receiverOf,
  repetitionsOf,
  sourceOf,
  tracesOf,
} from './eligibility-read.ts';
import type { EligibilityInquiry, EligibilityQuery } from './eligibility-types.ts';
import { datesOf, headerOf, listed, procedureOf, referencesOf, remembered } from './inquiry-read.ts';
import type { SetModule, SetReader, SetStart } from './set-module.ts';

/** 270: one inquiry for each patient, in file order (domain.md 4.6). */
export const eligibilityInquiries: SetModule = {
  type: '270',
  guide: e270,
  records: ['2000A', '2000B', '2000C', '2000D'],
  reader: (start) => new EligibilityInquiryReader(start),
};

class EligibilityInquiryReader implements SetReader {
  readonly #start: SetStart;
  readonly #values: AnswerValues;
  readonly #header = remembered(headerOf);
  readonly #source = remembered(sourceOf);
  readonly #receiver = remembered(receiverOf);
  readonly #subscriber = remembered(personOf);
  /** Subscriber levels that were given out, or whose dependents were. */
  readonly #asked = new WeakSet<LoopNode>();

  constructor(start: SetStart) {
    this.#start = start;
    this.#values = new AnswerValues(start.positionOf);
  }

  record(node: LoopNode): void {
    if (node.guide.id === '2000C') {
      if (!this.#asked.has(node)) this.#emit(node);
    } else if (node.guide.id === '2000D') {
      const subscriber = outer(node, '2000C');
      if (subscriber !== undefined && !this.#asked.has(subscriber)) {
        if (inner(inner(subscriber, '2100C'), '2110C') !== undefined) this.#emit(subscriber);
        this.#asked.add(subscriber);
      }
      this.#emit(node);
    }
  }

  end(): void {}

  /** @param level 2000C or 2000D */
  #emit(level: LoopNode): void {
    const { context, emit, position, positionOf } = this.#start;
    const subscriber = outer(level, '2000C');
    const dependent = level.guide.id === '2000D' ? level : undefined;
    const person = inner(level, dependent === undefined ? '2100C' : '2100D');
    const queries = inners(person, dependent === undefined ? '2110C' : '2110D');
    const hl = first(level, 'HL');
    const inquiry: EligibilityInquiry = present({
      header: this.#header(outer(level, 'ST')),
      source: this.#source(outer(level, '2000A')),
      receiver: this.#receiver(outer(level, '2000B')),
      subscriber: this.#subscriber(inner(subscriber, '2100C')),
      dependent: dependent && personOf(person),
      traces: tracesOf(level),
      subscriberTraces: dependent && listed(tracesOf(subscriber)),
      queries: queries.map((query) => this.#queryOf(query)),
      position: hl === undefined ? position : positionOf(hl, level.guide),
    });
    for (const finding of this.#values.drain()) emit({ kind: 'finding', finding });
    emit({ kind: 'eligibility-inquiry', inquiry, context });
  }

  #queryOf(node: LoopNode): EligibilityQuery {
    const eq = first(node, 'EQ');
    return present({
      serviceTypes: repetitionsOf(eq, 1),
      procedure: procedureOf(eq, 2),
      coverageLevel: textAt(eq, 3),
      insuranceType: textAt(eq, 4),
      diagnosisPointers: pointersOf(eq, 5),
      amounts: listed(
        every(node, 'AMT').flatMap((amt) => {
          const amount = this.#values.amount(amt, 2, node.guide);
          return amount === undefined ? [] : { qualifier: amt.element(1), amount };
        }),
      ),
      information: listed(informationIn(node)),
      references: referencesOf(node),
      dates: datesOf(node),
    });
  }
}
