import type { LoopGuide, SegmentGuide } from '../guides/guide.ts';
import { r835AsSent } from '../guides/r835.ts';
import { Walker } from '../guides/walk.ts';
import type { WalkSink } from '../guides/walk-sink.ts';
import { Scanner } from '../syntax/scan.ts';
import { type Segment, segmentOf } from '../syntax/segment.ts';
import type { ClaimPayment, RemittanceHeader } from '../types.ts';
import { AnswerValues } from './answer-values.ts';
import { ClaimPaymentReader } from './r835-claim.ts';

/** Where claim payments stand that follow each other: the place of the first. */
export interface PaymentStart {
  /** Of the set that they are of, as it was read before. */
  readonly header: RemittanceHeader;
  /** Byte offset in the file. */
  readonly offset: number;
  /** Ordinal of the CLP among the segments of its set (ST = 1), and among its CLPs. */
  readonly segment: number;
  readonly ordinal: number;
}

/**
 * Reads claim payments again from their bytes alone: they come out as they did when the whole file was read, positions
 * and ordinals included. An amount that cannot be read leaves its claim out, as it did then.
 *
 * @param bytes from the first CLP up to the segment behind the last claim
 */
export function paymentsIn(bytes: Uint8Array, start: PaymentStart): readonly ClaimPayment[] {
  const reader = new PaymentsAgain(start);
  reader.read(bytes);
  return reader.payments;
}

class PaymentsAgain implements WalkSink {
  readonly payments: ClaimPayment[] = [];
  readonly #start: PaymentStart;
  readonly #walker: Walker;
  readonly #claims: ClaimPaymentReader;

  constructor(start: PaymentStart) {
    const { header, ordinal } = start;
    const { position, context } = header;
    const { delimiters } = context.interchange;
    const st = segmentOf(['ST', '835'].join(delimiters.element), delimiters);
    this.#start = start;
    this.#walker = new Walker({ guide: r835AsSent, st, position, elements: false }, this);
    const positionOf = this.#walker.position.bind(this.#walker);
    this.#claims = new ClaimPaymentReader(new AnswerValues(positionOf), positionOf, ordinal - 1);
    this.#walker.next(segmentOf(['LX', '1'].join(delimiters.element), delimiters));
  }

  read(bytes: Uint8Array): void {
    const { header, offset, segment } = this.#start;
    const scanner = new Scanner({ segment: (one) => this.#walker.next(one), problem: () => undefined });
    scanner.reuse = true;
    scanner.beginWithin(header.context.interchange.delimiters, { offset, ordinal: segment - 1 });
    scanner.push(bytes);
    scanner.end();
    this.#walker.end(scanner.last, offset + bytes.length);
  }

  open(): void {}

  segment(segment: Segment, guide: SegmentGuide | null, loop: LoopGuide): void {
    if (guide === null) return;
    if (loop.id === '2110') this.#claims.takeService(segment, loop);
    else if (loop.id === '2100') this.#claims.takeClaim(segment, loop);
  }

  close({ id }: LoopGuide): void {
    if (id === '2110') this.#claims.closeService();
    else if (id === '2100') this.#closeClaim();
  }

  #closeClaim(): void {
    const { payment } = this.#claims.closeClaim();
    if (payment !== null) this.payments.push(payment);
  }

  finding(): void {}
}
