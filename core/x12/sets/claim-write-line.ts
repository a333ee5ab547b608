import type { ServiceLine } from '../../encounter/model.ts';
import type { InstitutionalLineAdjudication } from '../institutional-content.ts';
import { type FieldWriter, writeReference } from './field-writer.ts';
import { writeAdjustments, writeDate } from './p837-write-shared.ts';

/** Loops and composites that the lines of several 837 sets have. */

export interface ProcedureToWrite {
  readonly qualifier?: string | undefined;
  readonly code: string;
  readonly modifiers?: readonly string[] | undefined;
  readonly description?: string | undefined;
}

/**
 * A procedure as a composite.
 *
 * @param usual its qualifier where it names none
 */
export function procedureElement(
  w: FieldWriter,
  at: string,
  procedure: ProcedureToWrite,
  usual: 'HC' | 'AD',
): readonly (string | undefined)[] {
  const { qualifier, code, modifiers, description } = procedure;
  const first = w.id(`${at}.codeQualifier`, qualifier, 2) ?? usual;
  const second = w.requiredId(`${at}.code`, code, 48);
  if (modifiers === undefined && description === undefined) return [first, second];
  if (modifiers !== undefined) w.most(`${at}.modifiers`, modifiers, 4);
  return [
    first,
    second,
    w.id(`${at}.modifiers.0`, modifiers?.[0], 2),
    w.id(`${at}.modifiers.1`, modifiers?.[1], 2),
    w.id(`${at}.modifiers.2`, modifiers?.[2], 2),
    w.id(`${at}.modifiers.3`, modifiers?.[3], 2),
    w.text(`${at}.description`, description, 80),
  ];
}

/** 2410. NDC codes lose their hyphens; codes of other lists are sent as they are. */
export function writeProducts(
  w: FieldWriter,
  at: string,
  { ndc, product }: Pick<ServiceLine, 'ndc' | 'product'>,
): void {
  if (ndc !== undefined)
    writeProduct(w, `${at}.ndc`, { ...ndc, qualifier: 'N4', code: ndc.code.replaceAll('-', '') });
  if (product !== undefined) writeProduct(w, `${at}.product`, product);
}

function writeProduct(w: FieldWriter, at: string, product: NonNullable<ServiceLine['product']>): void {
  const { qualifier, code, quantity, unit, prescription } = product;
  w.segment('LIN', undefined, w.id(`${at}.qualifier`, qualifier, 2), w.requiredId(`${at}.code`, code, 48));
  w.segment('CTP', undefined, undefined, undefined, w.decimal(`${at}.quantity`, quantity), [unit]);
  if (prescription !== undefined) writeReference(w, `${at}.prescription`, prescription);
}

/** A line with what earlier payers decided about it. */
export interface AdjudicatedLine {
  readonly adjudications?: readonly InstitutionalLineAdjudication[] | undefined;
  /** Paid units where an adjudication names none. */
  readonly units?: string | undefined;
  readonly revenueCode?: string | undefined;
}

/** 2430: what each earlier payer decided about this line (domain.md 3.9). */
export function writeAdjudications(
  w: FieldWriter,
  at: string,
  { adjudications, units, revenueCode }: AdjudicatedLine,
  usual: 'HC' | 'AD',
): void {
  adjudications?.forEach((adjudication, i) => {
    const path = `${at}.adjudications.${i}`;
    const { payerId, paidCents, paidUnits, bundledIntoLine, date, remainingLiabilityCents } = adjudication;
    const { procedure } = adjudication;
    w.segment(
      'SVD',
      w.requiredId(`${path}.payerId`, payerId, 80),
      w.amount(`${path}.paidCents`, paidCents),
      procedure && procedureElement(w, `${path}.procedure`, procedure, usual),
      w.id(`${path}.revenueCode`, adjudication.revenueCode ?? revenueCode, 48),
      w.decimal(`${path}.paidUnits`, paidUnits ?? units),
      bundledIntoLine === undefined ? undefined : String(bundledIntoLine),
    );
    writeAdjustments(w, path, adjudication.adjustments);
    if (date !== undefined) writeDate(w, { qualifier: '573', from: date });
    const left = w.amount(`${path}.remainingLiabilityCents`, remainingLiabilityCents);
    if (left !== undefined) w.segment('AMT', 'EAF', left);
  });
}
