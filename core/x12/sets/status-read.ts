import { every, first, inner, inners, type LoopNode, outer } from '../guides/tree.ts';
import type { Segment } from '../syntax/segment.ts';
import { type AnswerValues, dateAt, present, textAt } from './answer-values.ts';
import {
  contactsOf,
  datesOf,
  headerOf,
  partyOf,
  procedureOf,
  referencesOf,
  remembered,
} from './inquiry-read.ts';
import type { StatusDetail, StatusInquiryLine, StatusPatient, StatusResponse } from './status-types.ts';

/** Reads what a 276 and a 277 have alike (domain.md 4.5). */

/** Reads the levels around claims and statuses. */
export class StatusLevels {
  readonly #header = remembered(headerOf);
  readonly #source = remembered(sourceOf);
  readonly #receiver = remembered((level) => partyOf(inner(level, '2100B')));
  readonly #providers = remembered((level) => inners(level, '2100C').map(partyOf));
  readonly #subscriber = remembered((level) => patientOf(level, '2100D'));
  readonly #dependent = remembered((level) => patientOf(level, '2100E'));

  /** Patients are absent where the set ends above them. */
  around(node: LoopNode) {
    const subscriber = outer(node, '2000D');
    const dependent = outer(node, '2000E');
    return present({
      header: this.#header(outer(node, 'ST')),
      source: this.#source(outer(node, '2000A')),
      receiver: this.#receiver(outer(node, '2000B')),
      providers: this.#providers(outer(node, '2000C')),
      subscriber: subscriber && this.#subscriber(subscriber),
      dependent: dependent && this.#dependent(dependent),
    });
  }
}

function sourceOf(level: LoopNode | undefined): StatusResponse['source'] {
  const name = inner(level, '2100A');
  return present({ ...partyOf(name), contacts: contactsOf(name) });
}

function patientOf(level: LoopNode | undefined, name: '2100D' | '2100E'): StatusPatient {
  const dmg = first(level, 'DMG');
  return present({ ...partyOf(inner(level, name)), birthDate: textAt(dmg, 2), gender: textAt(dmg, 3) });
}

/** 2210 of a 276, and what a 2220 of a 277 has like it. */
export function lineOf(node: LoopNode, values: AnswerValues): StatusInquiryLine {
  const svc = first(node, 'SVC');
  return present({
    procedure: procedureOf(svc, 1),
    charge: values.amount(svc, 2, node.guide),
    revenueCode: textAt(svc, 4),
    units: textAt(svc, 7),
    references: referencesOf(node),
    dates: datesOf(node),
  });
}

/** STC01, 10 and 11 carry a category, a status and an entity each. */
const STATUS_COMPOSITES = [1, 10, 11];

export const statusesOf = (node: LoopNode, values: AnswerValues): readonly StatusDetail[] =>
  every(node, 'STC').map((stc) =>
    present({
      categories: STATUS_COMPOSITES.filter((n) => stc.element(n) !== '').map((n) => categoryOf(stc, n)),
      date: dateAt(stc, 2),
      charge: values.amount(stc, 4, node.guide),
      paid: values.amount(stc, 5, node.guide),
      adjudicationDate: dateAt(stc, 6),
      remittanceDate: dateAt(stc, 8),
      checkNo: textAt(stc, 9),
      message: textAt(stc, 12),
    }),
  );

const categoryOf = (stc: Segment, n: number): StatusDetail['categories'][number] =>
  present({
    category: stc.component(n, 1),
    status: stc.component(n, 2),
    entity: stc.component(n, 3) || undefined,
    codeList: stc.component(n, 4) || undefined,
  });
