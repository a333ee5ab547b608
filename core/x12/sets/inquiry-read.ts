import { every, first, type LoopNode } from '../guides/tree.ts';
import type { Segment } from '../syntax/segment.ts';
import { present, textAt } from './answer-values.ts';
import type {
  InquiryContact,
  InquiryDate,
  InquiryHeader,
  InquiryParty,
  InquiryProcedure,
  InquiryReference,
} from './inquiry-types.ts';

/** Reads what eligibility and claim status sets have alike. */

/** A list that is there only when something is in it. */
export const listed = <T>(items: readonly T[]): readonly T[] | undefined =>
  items.length > 0 ? items : undefined;

/** Reads a level once for all that stands in it: the patients of one provider follow each other. */
export function remembered<T>(read: (node: LoopNode | undefined) => T): typeof read {
  let known: { readonly node: LoopNode | undefined; readonly value: T } | null = null;
  return (node) => {
    if (known === null || known.node !== node) known = { node, value: read(node) };
    return known.value;
  };
}

export function headerOf(root: LoopNode | undefined): InquiryHeader {
  const bht = first(root, 'BHT');
  return present({
    purpose: bht?.element(2) ?? '',
    reference: textAt(bht, 3),
    date: bht?.element(4) ?? '',
    time: bht?.element(5) ?? '',
    type: textAt(bht, 6),
  });
}

/** The NM1 that opens a name loop. */
export function partyOf(node: LoopNode | undefined): InquiryParty {
  const nm1 = first(node, 'NM1');
  return present({
    code: nm1?.element(1) ?? '',
    entityType: nm1?.element(2) ?? '',
    last: textAt(nm1, 3),
    first: textAt(nm1, 4),
    middle: textAt(nm1, 5),
    prefix: textAt(nm1, 6),
    suffix: textAt(nm1, 7),
    idQualifier: textAt(nm1, 8),
    id: textAt(nm1, 9),
  });
}

export const referencesOf = (node: LoopNode | undefined): readonly InquiryReference[] | undefined =>
  listed(
    every(node, 'REF').map((ref) =>
      present({ qualifier: ref.element(1), value: ref.element(2), description: textAt(ref, 3) }),
    ),
  );

/** DTP02 RD8 holds two days, all else one. */
export function periodOf(format: string, text: string): { readonly from: string; readonly to?: string } {
  const [from = '', to] = format === 'RD8' ? text.split('-') : [text];
  return present({ from, to });
}

export const datesOf = (node: LoopNode | undefined): readonly InquiryDate[] | undefined =>
  listed(
    every(node, 'DTP').map((dtp) => ({
      qualifier: dtp.element(1),
      ...periodOf(dtp.element(2), dtp.element(3)),
    })),
  );

export const contactsOf = (node: LoopNode | undefined): readonly InquiryContact[] | undefined =>
  listed(
    every(node, 'PER').map((per) =>
      present({
        name: textAt(per, 2),
        numbers: [3, 5, 7]
          .filter((n) => per.element(n + 1) !== '')
          .map((n) => ({ qualifier: per.element(n), value: per.element(n + 1) })),
      }),
    ),
  );

const MODIFIERS = 4;

/** A procedure in the first repetition of element `n`; undefined where it has no code. */
export function procedureOf(segment: Segment | undefined, n: number): InquiryProcedure | undefined {
  const [qualifier = '', code = '', ...rest] = segment?.components(n) ?? [];
  if (code === '') return undefined;
  return present({
    qualifier,
    code,
    modifiers: listed(rest.slice(0, MODIFIERS).filter((modifier) => modifier !== '')),
    description: rest[MODIFIERS] || undefined,
    to: rest[MODIFIERS + 1] || undefined,
  });
}
