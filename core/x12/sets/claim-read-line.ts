import type { ServiceLine } from '../../encounter/model.ts';
import type { LoopNode } from '../guides/tree.ts';
import { packed } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, CAS, CTP, DTP, LIN, REF, SVD } from './claim-keys.ts';
import { adjustmentsOf, type FoundProcedure, procedureOf, referenceOf } from './claim-read-parts.ts';

/** Loops that the lines of several 837 sets have. */

type Product = NonNullable<ServiceLine['product']>;
type Adjudication = NonNullable<ServiceLine['adjudications']>[number];

const WHOLE = /^\d{1,6}$/;

/** 2410; null where it lacks a code, a quantity or a unit. */
export function productOf(node: LoopNode): Product | null {
  const product: Product = { qualifier: '', code: '', quantity: '', unit: '' };
  for (const segment of node.segments) {
    if (segment.key === LIN) {
      product.qualifier = segment.element(2);
      product.code = segment.element(3);
    } else if (segment.key === CTP) {
      product.quantity = segment.element(4);
      product.unit = segment.component(5, 1);
    } else if (segment.key === REF) {
      const reference = referenceOf(segment);
      if (reference !== null) {
        product.prescription ??= { qualifier: reference.qualifier, value: reference.value };
      }
    }
  }
  const { qualifier, code, quantity, unit } = product;
  return qualifier === '' || code === '' || quantity === '' || unit === '' ? null : product;
}

/** A drug goes without its qualifier (N4). */
export function drugOf({ qualifier: _, ...drug }: Product): NonNullable<ServiceLine['ndc']> {
  return drug;
}
export const isDrug = ({ qualifier }: Product): boolean => qualifier === 'N4';

const EAF = packed('EAF');

/** 2430 as every set has it; the procedure is not in all of them. */
export type FoundAdjudication = Omit<Adjudication, 'procedure'> & {
  procedure?: FoundProcedure;
  revenueCode?: string;
};

/**
 * 2430; null where it lacks a payer or an amount.
 *
 * @param usual the qualifier of procedures that is left out
 */
export function adjudicationOf(
  node: LoopNode,
  values: AnswerValues,
  usual: number,
): FoundAdjudication | null {
  const svd = node.segments[0];
  const payerId = svd?.element(1) ?? '';
  const paidCents = values.amount(svd, 2, node.guide);
  if (svd?.key !== SVD || payerId === '' || paidCents === undefined) return null;
  const found: FoundAdjudication = { payerId, paidCents };
  const procedure = procedureOf(svd, 3, usual);
  if (procedure !== null) found.procedure = procedure;
  const revenueCode = svd.element(4);
  const paidUnits = svd.element(5);
  const bundled = svd.element(6);
  if (revenueCode !== '') found.revenueCode = revenueCode;
  if (paidUnits !== '') found.paidUnits = paidUnits;
  if (WHOLE.test(bundled)) found.bundledIntoLine = Number(bundled);
  readResult(found, node, values);
  return found;
}

function readResult(found: FoundAdjudication, node: LoopNode, values: AnswerValues): void {
  for (const segment of node.segments) {
    if (segment.key === CAS) {
      const adjustments = adjustmentsOf(segment, values, node, found.adjustments);
      if (adjustments !== undefined) found.adjustments = adjustments;
    } else if (segment.key === DTP) {
      if (!segment.isEmpty(3)) found.date ??= segment.element(3);
    } else if (segment.key === AMT && segment.code(1) === EAF) {
      const left = values.amount(segment, 2, node.guide);
      if (left !== undefined) found.remainingLiabilityCents ??= left;
    }
  }
}

/** 2430 where a procedure belongs to it. */
export function procedureAdjudicationOf(
  node: LoopNode,
  values: AnswerValues,
  usual: number,
): Adjudication | null {
  const found = adjudicationOf(node, values, usual);
  if (found === null || found.procedure === undefined) return null;
  return { ...found, procedure: withoutDescription(found.procedure) };
}

/** Payers' answers name procedures by code alone. */
export const withoutDescription = ({ description: _, ...procedure }: FoundProcedure) => procedure;
