import { r835AsSent } from '../guides/r835.ts';
import { every, first, inner, type LoopNode, TreeBuilder } from '../guides/tree.ts';
import type { WalkEvent } from '../guides/walk.ts';
import type { X12Item } from '../items.ts';
import { error, type FindingKind, findingAt } from '../syntax/finding.ts';
import type { Segment } from '../syntax/segment.ts';
import type { Position, ProviderAdjustment, RemittanceHeader } from '../types.ts';
import { AnswerValues, dateAt, present, textAt } from './answer-values.ts';
import { claimPaymentOf } from './r835-claim.ts';
import { NOTHING, type SetModule, type SetReader, type SetStart } from './set-module.ts';

/** 835: the header first, then one claim payment at a time, then provider adjustments (domain.md 5.1). */
export const remittances: SetModule = {
  type: '835',
  guide: r835AsSent,
  reader: (start) => new RemittanceReader(start),
  counts: 'claim-payment',
};

const REMITTANCE_UNREADABLE = error(
  1,
  'REMITTANCE-UNREADABLE',
  'The amount paid cannot be read; nothing of this remittance may be posted.',
);
const CLAIM_PAYMENT_UNREADABLE = error(
  1,
  'CLAIM-PAYMENT-UNREADABLE',
  'An amount of this claim payment is missing or cannot be read; nothing of it may be posted.',
);
const PROVIDER_ADJUSTMENT_UNREADABLE = error(
  1,
  'PROVIDER-ADJUSTMENT-UNREADABLE',
  'An amount of this provider adjustment is missing or cannot be read; nothing of it may be posted.',
);

/** Handed out when they close and not kept: memory holds one claim payment at a time. */
const RECORDS = ['2000', '2100'];

class RemittanceReader implements SetReader {
  readonly #start: SetStart;
  readonly #values: AnswerValues;
  readonly #tree = new TreeBuilder(r835AsSent.root, RECORDS);
  #state: 'before header' | 'readable' | 'unreadable' = 'before header';
  #claims = 0;

  constructor(start: SetStart) {
    this.#start = start;
    this.#values = new AnswerValues(start.positionOf);
  }

  take(event: WalkEvent): readonly X12Item[] {
    const record = this.#tree.take(event);
    if (record?.guide.id === '2100') return this.#claim(record);
    if (event.kind === 'open' && event.loop.id === '2000') return this.#header();
    if (event.kind !== 'segment' || event.guide?.id !== 'PLB') return NOTHING;
    const header = this.#header();
    return this.#state === 'unreadable' ? header : [...header, ...this.#providerAdjustments(event.segment)];
  }

  end(): readonly X12Item[] {
    return this.#header();
  }

  #header(): readonly X12Item[] {
    if (this.#state !== 'before header') return NOTHING;
    const header = headerOf(this.#tree.root, this.#start, this.#values);
    this.#state = header === null ? 'unreadable' : 'readable';
    const item: X12Item =
      header === null ? finding(REMITTANCE_UNREADABLE, this.#start.position) : { kind: 'remittance', header };
    return [...this.#findings(), item];
  }

  /** Without a header a claim payment would look like one of the remittance before. */
  #claim(node: LoopNode): readonly X12Item[] {
    this.#claims += 1;
    const clp = first(node, 'CLP');
    if (clp === undefined || this.#state === 'unreadable') return NOTHING;
    const position = this.#start.positionOf(clp, node.guide);
    const payment = claimPaymentOf(node, {
      values: this.#values,
      positionOf: this.#start.positionOf,
      ordinal: this.#claims,
    });
    const item: X12Item =
      payment === null ? finding(CLAIM_PAYMENT_UNREADABLE, position) : { kind: 'claim-payment', payment };
    return [...this.#findings(), item];
  }

  #providerAdjustments(plb: Segment): readonly X12Item[] {
    const items = PLB_PAIRS.flatMap((n) => this.#providerAdjustment(plb, n));
    return [...this.#findings(), ...items];
  }

  /** @param n the element with the code; its amount is the next */
  #providerAdjustment(plb: Segment, n: number): readonly X12Item[] {
    if (plb.element(n) === '' && plb.element(n + 1) === '') return NOTHING;
    const position = this.#start.positionOf(plb);
    const amount = this.#values.amount(plb, n + 1);
    if (amount === undefined)
      return [finding(PROVIDER_ADJUSTMENT_UNREADABLE, { ...position, element: n + 1 })];
    const adjustment: ProviderAdjustment = present({
      providerId: plb.element(1),
      fiscalYearEnd: dateAt(plb, 2) ?? '',
      code: plb.component(n, 1),
      reference: plb.component(n, 2) || undefined,
      amount,
      position,
    });
    return [{ kind: 'provider-adjustment', adjustment }];
  }

  #findings(): readonly X12Item[] {
    return this.#values.drain().map((f) => ({ kind: 'finding', finding: f }));
  }
}

/** Where the up to six codes of a PLB stand. */
const PLB_PAIRS = [3, 5, 7, 9, 11, 13];

const finding = (kind: FindingKind, position: Position): X12Item => ({
  kind: 'finding',
  finding: findingAt(kind, position),
});

/** @returns null where the amount paid cannot be read: nothing could be balanced or posted */
function headerOf(root: LoopNode, start: SetStart, values: AnswerValues): RemittanceHeader | null {
  const bpr = first(root, 'BPR');
  const trn = first(root, 'TRN');
  const paid = values.amount(bpr, 2);
  if (bpr === undefined || paid === undefined) return null;
  return present({
    context: start.context,
    handling: bpr.element(1),
    paid,
    creditDebit: bpr.element(3),
    method: bpr.element(4),
    paymentDate: dateAt(bpr, 16) ?? '',
    trace: trn?.element(2) ?? '',
    originator: textAt(trn, 3),
    productionDate: dateAt(first(root, 'DTM', '405'), 2),
    payer: payerOf(inner(root, '1000A')),
    payee: payeeOf(inner(root, '1000B')),
    position: start.position,
  });
}

function payerOf(node: LoopNode | undefined): RemittanceHeader['payer'] {
  const n1 = first(node, 'N1');
  const n4 = first(node, 'N4');
  const contact = first(node, 'PER', 'CX') ?? first(node, 'PER', 'BL');
  return present({
    name: n1?.element(2) ?? '',
    id: textAt(n1, 4),
    secondaryId: textAt(first(node, 'REF', '2U'), 2),
    address1: textAt(first(node, 'N3'), 1),
    city: textAt(n4, 1),
    state: textAt(n4, 2),
    zip: textAt(n4, 3),
    contactName: textAt(contact, 2),
    contactPhone: phoneOf(contact),
  });
}

/** A PER names up to three ways to reach someone. */
function phoneOf(per: Segment | undefined): string | undefined {
  const qualifier = [3, 5, 7].find((n) => per?.element(n) === 'TE');
  return qualifier === undefined ? undefined : textAt(per, qualifier + 1);
}

function payeeOf(node: LoopNode | undefined): RemittanceHeader['payee'] {
  const n1 = first(node, 'N1');
  const taxId = every(node, 'REF').find((ref) => ref.element(1) === 'TJ');
  return present({
    name: n1?.element(2) ?? '',
    idQualifier: n1?.element(3) ?? '',
    id: n1?.element(4) ?? '',
    taxId: textAt(taxId, 2),
  });
}
