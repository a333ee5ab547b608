import type { LoopGuide } from '../guides/guide.ts';
import { r835AsSent } from '../guides/r835.ts';
import { error, type FindingKind, findingAt } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { Position, ProviderAdjustment } from '../types.ts';
import { AnswerValues } from './answer-values.ts';
import { ClaimPaymentReader } from './r835-claim.ts';
import { HeaderReader } from './r835-header.ts';
import type { SetModule, SetStart, StreamReader } from './set-module.ts';

/** 835: the header first, then one claim payment at a time, then provider adjustments (domain.md 5.1). */
export const remittances: SetModule = {
  type: '835',
  guide: r835AsSent,
  records: ['2000', '2100'],
  stream: (start) => new RemittanceReader(start),
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

class RemittanceReader implements StreamReader {
  readonly #start: SetStart;
  readonly #values: AnswerValues;
  readonly #headers: HeaderReader;
  readonly #payments: ClaimPaymentReader;
  #state: 'before header' | 'readable' | 'unreadable' = 'before header';

  constructor(start: SetStart) {
    this.#start = start;
    this.#values = new AnswerValues(start.positionOf);
    this.#headers = new HeaderReader(this.#values);
    this.#payments = new ClaimPaymentReader(this.#values, start.positionOf);
  }

  open({ id }: LoopGuide): void {
    if (id === '2000' || id === '2100') this.#header();
  }

  segment(segment: Segment, loop: LoopGuide): void {
    switch (loop.id) {
      case '2110':
        this.#payments.takeService(segment, loop);
        break;
      case '2100':
        this.#payments.takeClaim(segment, loop);
        break;
      case '1000A':
        this.#headers.takePayer(segment);
        break;
      case '1000B':
        this.#headers.takePayee(segment);
        break;
      case 'ST':
        if (segment.key === PLB) this.#providerAdjustments(segment);
        else this.#headers.take(segment);
    }
  }

  close({ id }: LoopGuide): void {
    if (id === '2110') this.#payments.closeService();
    else if (id === '2100') this.#closeClaim();
  }

  end(): void {
    this.#header();
  }

  #header(): void {
    if (this.#state !== 'before header') return;
    const header = this.#headers.header(this.#start);
    this.#state = header === null ? 'unreadable' : 'readable';
    this.#giveFindings();
    if (header === null) this.#find(REMITTANCE_UNREADABLE, this.#start.position);
    else this.#start.emit({ kind: 'remittance', header });
  }

  /** Without a header a claim payment would look like one of the remittance before. */
  #closeClaim(): void {
    const { payment, position } = this.#payments.closeClaim();
    if (this.#state === 'unreadable') {
      this.#values.drain();
      return;
    }
    this.#giveFindings();
    if (payment !== null) this.#start.emit({ kind: 'claim-payment', payment, end: this.#start.closedAt() });
    else this.#find(CLAIM_PAYMENT_UNREADABLE, position ?? this.#start.position);
  }

  #providerAdjustments(plb: Segment): void {
    this.#header();
    if (this.#state === 'unreadable') return;
    for (const n of PLB_PAIRS) this.#providerAdjustment(plb, n);
  }

  /** @param n the element with the code; its amount is the next */
  #providerAdjustment(plb: Segment, n: number): void {
    if (plb.isEmpty(n) && plb.isEmpty(n + 1)) return;
    const position = this.#start.positionOf(plb);
    const amount = this.#values.amount(plb, n + 1);
    this.#giveFindings();
    if (amount === undefined) {
      this.#find(PROVIDER_ADJUSTMENT_UNREADABLE, { ...position, element: n + 1 });
      return;
    }
    const reference = plb.component(n, 2);
    const adjustment: ProviderAdjustment = {
      providerId: plb.element(1),
      fiscalYearEnd: plb.date(2) ?? '',
      code: plb.component(n, 1),
      ...(reference !== '' && { reference }),
      amount,
      position,
    };
    this.#start.emit({ kind: 'provider-adjustment', adjustment });
  }

  #giveFindings(): void {
    for (const finding of this.#values.drain()) this.#start.emit({ kind: 'finding', finding });
  }

  #find(kind: FindingKind, position: Position): void {
    this.#start.emit({ kind: 'finding', finding: findingAt(kind, position) });
  }
}

const PLB = packed('PLB');
/** Where the up to six codes of a PLB stand. */
const PLB_PAIRS = [3, 5, 7, 9, 11, 13];
