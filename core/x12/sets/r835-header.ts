import type { Cents } from '../../money.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { RemittanceHeader } from '../types.ts';
import { type AnswerValues, type Draft, textAt } from './answer-values.ts';
import type { SetStart } from './set-module.ts';

const BPR = packed('BPR');
const TRN = packed('TRN');
const DTM = packed('DTM');
const N1 = packed('N1');
const N3 = packed('N3');
const N4 = packed('N4');
const REF = packed('REF');
const PER = packed('PER');
const [PRODUCTION, SECONDARY, TAX_ID] = ['405', '2U', 'TJ'].map(packed);
const [CX, BL, TE] = ['CX', 'BL', 'TE'].map(packed);

type Payer = Draft<RemittanceHeader['payer']>;
type Contact = Pick<RemittanceHeader['payer'], 'contactName' | 'contactPhone'>;
type Payee = Draft<RemittanceHeader['payee']>;

/** Gathers the header of one 835: BPR, TRN, DTM, 1000A and 1000B. The first segment of a kind counts. */
export class HeaderReader {
  readonly #values: AnswerValues;
  readonly #payer: Payer = { name: '' };
  readonly #payee: Payee = { name: '', idQualifier: '', id: '' };
  #payment: Pick<RemittanceHeader, 'handling' | 'creditDebit' | 'method' | 'paymentDate'> | null = null;
  #paid: Cents | undefined;
  #trace: { readonly trace: string; readonly originator?: string } | null = null;
  #productionDate: string | undefined;
  /** PER*CX goes before PER*BL. */
  #business: Contact | null = null;
  #technical: Contact | null = null;

  constructor(values: AnswerValues) {
    this.#values = values;
  }

  /** Takes a segment that stands in no loop. */
  take(segment: Segment): void {
    if (segment.key === BPR) this.#takePayment(segment);
    else if (segment.key === TRN) this.#takeTrace(segment);
    else if (segment.key === DTM && segment.code(1) === PRODUCTION) this.#productionDate ??= segment.date(2);
  }

  #takePayment(bpr: Segment): void {
    if (this.#payment !== null) return;
    this.#paid = this.#values.amount(bpr, 2);
    this.#payment = {
      handling: bpr.element(1),
      creditDebit: bpr.element(3),
      method: bpr.element(4),
      paymentDate: bpr.date(16) ?? '',
    };
  }

  #takeTrace(trn: Segment): void {
    const originator = textAt(trn, 3);
    this.#trace ??= { trace: trn.element(2), ...(originator !== undefined && { originator }) };
  }

  /** Takes a segment of 1000A. */
  takePayer(segment: Segment): void {
    const payer = this.#payer;
    if (segment.key === N1) {
      payer.name = segment.element(2);
      if (!segment.isEmpty(4)) payer.id = segment.element(4);
    } else if (segment.key === N3) {
      if (!segment.isEmpty(1)) payer.address1 ??= segment.element(1);
    } else if (segment.key === N4) {
      if (!segment.isEmpty(1)) payer.city ??= segment.element(1);
      if (!segment.isEmpty(2)) payer.state ??= segment.element(2);
      if (!segment.isEmpty(3)) payer.zip ??= segment.element(3);
    } else if (segment.key === REF) {
      if (segment.code(1) === SECONDARY && !segment.isEmpty(2)) payer.secondaryId ??= segment.element(2);
    } else if (segment.key === PER) this.#takeContact(segment);
  }

  #takeContact(per: Segment): void {
    const code = per.code(1);
    if (code === CX) this.#business ??= contactOf(per);
    else if (code === BL) this.#technical ??= contactOf(per);
  }

  /** Takes a segment of 1000B. */
  takePayee(segment: Segment): void {
    const payee = this.#payee;
    if (segment.key === N1) {
      payee.name = segment.element(2);
      payee.idQualifier = segment.element(3);
      payee.id = segment.element(4);
    } else if (segment.key === REF && segment.code(1) === TAX_ID && !segment.isEmpty(2)) {
      payee.taxId ??= segment.element(2);
    }
  }

  /** @returns null where the amount paid cannot be read: nothing could be balanced or posted */
  header({ context, position }: SetStart): RemittanceHeader | null {
    if (this.#payment === null || this.#paid === undefined) return null;
    return {
      context,
      ...this.#payment,
      paid: this.#paid,
      ...(this.#trace ?? { trace: '' }),
      ...(this.#productionDate !== undefined && { productionDate: this.#productionDate }),
      payer: { ...this.#payer, ...(this.#business ?? this.#technical) },
      payee: this.#payee,
      position,
    };
  }
}

function contactOf(per: Segment): Contact {
  const name = textAt(per, 2);
  const phone = phoneOf(per);
  return {
    ...(name !== undefined && { contactName: name }),
    ...(phone !== undefined && { contactPhone: phone }),
  };
}

/** A PER names up to three ways to reach someone. */
function phoneOf(per: Segment): string | undefined {
  for (const n of [3, 5, 7]) if (per.code(n) === TE) return textAt(per, n + 1);
  return undefined;
}
