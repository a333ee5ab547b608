import type { Adjustment, Encounter, ServiceLine } from '../../encounter/model.ts';
import { every, first, type LoopNode } from '../guides/tree.ts';
import type { Segment } from '../syntax/segment.ts';
import { type AnswerValues, present, textAt } from './answer-values.ts';
import { some } from './p837-read-parties.ts';

/** Segments that a claim and a service line have alike. */

type Dated = NonNullable<Encounter['dates']>[number];
type Procedure = NonNullable<ServiceLine['adjudications']>[number]['procedure'];

/** A DTP in the format that DTP02 names: one day, a period, or a day with a time. */
export function datedOf(dtp: Segment): Dated | null {
  const qualifier = dtp.element(1);
  const text = dtp.element(3);
  if (text === '') return null;
  switch (dtp.element(2)) {
    case 'RD8': {
      const [from = '', to] = text.split('-');
      return present({ qualifier, from, to });
    }
    case 'DT':
      return present({ qualifier, from: text.slice(0, 8), time: text.slice(8, 12) || undefined });
    default:
      return { qualifier, from: text };
  }
}

export const datesOf = (segments: readonly Segment[]): Dated[] | undefined =>
  some(segments.flatMap((dtp) => datedOf(dtp) ?? []));

export const attachmentsOf = (node: LoopNode) =>
  some(
    every(node, 'PWK').map((pwk) =>
      present({ type: pwk.element(1), transmission: pwk.element(2), controlNo: textAt(pwk, 6) }),
    ),
  );

export const conditionsOf = (node: LoopNode) =>
  some(
    every(node, 'CRC').map((crc) => ({
      category: crc.element(1),
      applies: crc.element(2) === 'Y',
      codes: [3, 4, 5, 6, 7].map((n) => crc.element(n)).filter((code) => code !== ''),
    })),
  );

export function contractOf(node: LoopNode, values: AnswerValues): Encounter['contract'] {
  const cn1 = first(node, 'CN1');
  const type = textAt(cn1, 1);
  if (type === undefined) return undefined;
  return present({
    type,
    amountCents: values.amount(cn1, 2, node.guide),
    percent: textAt(cn1, 3),
    code: textAt(cn1, 4),
    discountPercent: textAt(cn1, 5),
    version: textAt(cn1, 6),
  });
}

export function ambulanceOf(node: LoopNode): Encounter['ambulance'] {
  const cr1 = first(node, 'CR1');
  const reason = textAt(cr1, 4);
  const miles = textAt(cr1, 6);
  if (reason === undefined || miles === undefined) return undefined;
  return present({
    weightPounds: textAt(cr1, 2),
    reason,
    miles,
    roundTripPurpose: textAt(cr1, 9),
    stretcherPurpose: textAt(cr1, 10),
  });
}

export const fixedOf = (node: LoopNode): string[] | undefined =>
  some(every(node, 'K3').flatMap((k3) => textAt(k3, 1) ?? []));

/** HCP as it is: carried for repricers. */
export const repricingOf = (node: LoopNode): string[] | undefined => elementsOf(first(node, 'HCP'));

export const elementsOf = (segment: Segment | undefined): string[] | undefined =>
  segment && some(Array.from({ length: segment.size }, (_, i) => segment.element(i + 1)));

/** CAS: up to six triplets of reason, amount and quantity behind one group code. */
export function adjustmentsOf(node: LoopNode, values: AnswerValues): Adjustment[] | undefined {
  const adjustments: Adjustment[] = [];
  for (const cas of every(node, 'CAS')) {
    for (let n = 2; n <= cas.size; n += 3) {
      const carc = textAt(cas, n);
      const amountCents = values.amount(cas, n + 1, node.guide);
      if (carc === undefined || amountCents === undefined) continue;
      adjustments.push(present({ group: cas.element(1), carc, amountCents, quantity: textAt(cas, n + 2) }));
    }
  }
  return some(adjustments);
}

/** A procedure composite; null where it has no code. */
export function procedureOf(segment: Segment | undefined, n: number): Procedure | null {
  const [qualifier = '', code = '', ...rest] = segment?.components(n) ?? [];
  if (code === '') return null;
  return present({
    qualifier: qualifier === 'HC' || qualifier === '' ? undefined : qualifier,
    code,
    modifiers: some(rest.slice(0, 4).filter((modifier) => modifier !== '')),
  });
}
