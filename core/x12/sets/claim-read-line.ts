import type { ServiceLine } from '../../encounter/model.ts';
import type { LoopGuide } from '../guides/guide.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, CAS, CTP, DTP, FRM, LIN, LQ, REF, SVD } from './claim-keys.ts';
import {
  adjustmentsOf,
  elementsOf,
  type FoundProcedure,
  procedureOf,
  referenceOf,
} from './claim-read-parts.ts';
import type { LoopReader } from './loop-reader.ts';

/** Loops that the lines of several 837 sets have. Each reader hands out what it read when its loop closes. */

type Product = NonNullable<ServiceLine['product']>;
type Adjudication = NonNullable<ServiceLine['adjudications']>[number];

const WHOLE = /^\d{1,6}$/;

/** 2410; one that lacks a code, a quantity or a unit is left out. */
export class ProductReader implements LoopReader {
  readonly #give: (product: Product) => void;
  #product: Product = { qualifier: '', code: '', quantity: '', unit: '' };

  constructor(give: (product: Product) => void) {
    this.#give = give;
  }

  open(): void {
    this.#product = { qualifier: '', code: '', quantity: '', unit: '' };
  }

  take(segment: Segment): void {
    const product = this.#product;
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

  close(): void {
    const { qualifier, code, quantity, unit } = this.#product;
    if (qualifier !== '' && code !== '' && quantity !== '' && unit !== '') this.#give(this.#product);
  }
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

/** What readers of 2430 are made with. */
export interface AdjudicationSpec<T> {
  readonly values: AnswerValues;
  /** The qualifier of procedures that is left out. */
  readonly usual: number;
  readonly give: (adjudication: T) => void;
}

/** 2430; one that lacks a payer or an amount is left out. */
export class AdjudicationReader implements LoopReader {
  readonly #spec: AdjudicationSpec<FoundAdjudication>;
  #found: FoundAdjudication | null = null;

  constructor(spec: AdjudicationSpec<FoundAdjudication>) {
    this.#spec = spec;
  }

  open(): void {
    this.#found = null;
  }

  take(segment: Segment, loop: LoopGuide): void {
    const { values, usual } = this.#spec;
    if (segment.key === SVD) this.#found = adjudicationOf(segment, values, loop, usual);
    else if (this.#found !== null) readResult(this.#found, segment, values, loop);
  }

  close(): void {
    if (this.#found !== null) this.#spec.give(this.#found);
  }
}

function adjudicationOf(
  svd: Segment,
  values: AnswerValues,
  loop: LoopGuide,
  usual: number,
): FoundAdjudication | null {
  const payerId = svd.element(1);
  const paidCents = values.amount(svd, 2, loop);
  if (payerId === '' || paidCents === undefined) return null;
  const found: FoundAdjudication = { payerId, paidCents };
  const procedure = procedureOf(svd, 3, usual);
  if (procedure !== null) found.procedure = procedure;
  const revenueCode = svd.element(4);
  const paidUnits = svd.element(5);
  const bundled = svd.element(6);
  if (revenueCode !== '') found.revenueCode = revenueCode;
  if (paidUnits !== '') found.paidUnits = paidUnits;
  if (WHOLE.test(bundled)) found.bundledIntoLine = Number(bundled);
  return found;
}

function readResult(found: FoundAdjudication, segment: Segment, values: AnswerValues, loop: LoopGuide): void {
  if (segment.key === CAS) {
    const adjustments = adjustmentsOf(segment, values, loop, found.adjustments);
    if (adjustments !== undefined) found.adjustments = adjustments;
  } else if (segment.key === DTP) {
    if (!segment.isEmpty(3)) found.date ??= segment.element(3);
  } else if (segment.key === AMT && segment.code(1) === EAF) {
    const left = values.amount(segment, 2, loop);
    if (left !== undefined) found.remainingLiabilityCents ??= left;
  }
}

/** 2430 where a procedure belongs to it; one without is left out. */
export const procedureAdjudications = ({
  give,
  ...spec
}: AdjudicationSpec<Adjudication>): AdjudicationReader =>
  new AdjudicationReader({
    ...spec,
    give: (found) => {
      if (found.procedure === undefined) return;
      give({ ...found, procedure: withoutDescription(found.procedure) });
    },
  });

/** Payers' answers name procedures by code alone. */
export const withoutDescription = ({ description: _, ...procedure }: FoundProcedure) => procedure;

type Form = NonNullable<ServiceLine['forms']>[number];

/** 2440: LQ with its FRM answers, elements as they are. */
export class FormReader implements LoopReader {
  readonly #give: (form: Form) => void;
  #form: Form = { qualifier: '', form: '', answers: [] };

  constructor(give: (form: Form) => void) {
    this.#give = give;
  }

  open(): void {
    this.#form = { qualifier: '', form: '', answers: [] };
  }

  take(segment: Segment): void {
    if (segment.key === LQ) {
      this.#form.qualifier = segment.element(1);
      this.#form.form = segment.element(2);
    } else if (segment.key === FRM) {
      this.#form.answers.push(elementsOf(segment) ?? []);
    }
  }

  close(): void {
    this.#give(this.#form);
  }
}
