import { type Cents, cents, parseAmount } from '../../money.ts';
import type { Segment } from '../syntax/segment.ts';
import { type Cut, type Cutter, NO_CUTS, NO_LEVELS } from './cut.ts';
import type { Wire } from './levels.ts';
import { Outline, outlineRuleOf } from './outline.ts';
import { known, type OpenGroup, type PaidClaim, PaymentPiece, paymentSegment } from './payment-piece.ts';
import { Refused, refuseLarge } from './refusal.ts';
import { EMPTY, RunBuilder } from './run.ts';

/** What one piece may hold; null for no limit. */
export interface PieceLimits {
  readonly claims: number | null;
  /** Without envelope, ST and SE. */
  readonly bytes: number | null;
}

/** What a segment takes in memory besides its bytes, as long as it is one. */
const SEGMENT_BYTES = 512;

/** Pieces are kept back up to this, in case that what comes after them takes more back than it pays. */
const HELD_BYTES = 16_777_216;

/**
 * Divides an 835 between its claims. Each piece becomes a set with the head of the whole, and a payment (BPR02) of
 * what its claims are paid; provider adjustments (PLB) go with the last. Money is never made up: the pieces' sum is
 * the whole payment, or the set is refused; and since no payment may be negative (domain.md 5.1), a piece takes
 * more claims than asked for until it is not, and the last one joins those before it.
 */
export class PaymentCutter implements Cutter {
  readonly #outline = new Outline(outlineRuleOf('835'));
  readonly #wire: Wire;
  readonly #limits: PieceLimits;
  readonly #set: number;
  readonly #head: Segment[] = [];
  #headBytes = 0;
  readonly #tail: RunBuilder;
  /** Finished pieces that are not given out yet. */
  readonly #held: PaymentPiece[] = [];
  #heldBytes = 0;
  #piece: PaymentPiece;
  #group: OpenGroup;
  #claim: (PaidClaim & { readonly body: RunBuilder }) | null = null;
  /** Sums of cents are NaN where an amount cannot be read, or they are too large to be exact. */
  #adjusted = 0;
  /** BPR02 of the pieces that are given out. */
  #given: number | null = null;

  /** @param set ordinal of the set in its file, for refusals */
  constructor(wire: Wire, limits: PieceLimits, set: number) {
    this.#wire = wire;
    this.#limits = limits;
    this.#set = set;
    this.#tail = new RunBuilder(wire.end);
    this.#piece = new PaymentPiece(wire.end);
    this.#group = this.#newGroup();
  }

  take(segment: Segment): readonly Cut[] {
    const { kind } = this.#outline.roleOf(segment);
    if (kind === 'head') {
      this.#head.push(segment);
      this.#headBytes += segment.bytes().length + this.#wire.end.length;
      refuseLarge(this.#headBytes + this.#head.length * SEGMENT_BYTES, this.#set);
      return NO_CUTS;
    }
    if (kind === 'level-body') {
      this.#group.summary.add(segment.bytes());
      refuseLarge(this.#group.summary.bytes, this.#set);
      return NO_CUTS;
    }
    if (kind === 'claim') {
      this.#claim?.body.add(segment.bytes());
      refuseLarge(this.#claim?.body.bytes ?? 0, this.#set);
      return NO_CUTS;
    }
    this.#finishClaim();
    if (kind === 'claim-start') this.#startClaim(segment);
    else if (kind === 'level') this.#startGroup(segment);
    else this.#takeTail(segment);
    return this.#surplus();
  }

  end(): readonly Cut[] {
    this.#finishClaim();
    this.#finishGroup();
    let last = this.#piece;
    for (let before = this.#held.at(-1); before !== undefined; before = this.#held.at(-1)) {
      if (!(last.paid < this.#adjusted)) break;
      this.#held.pop();
      before.join(last);
      last = before;
    }
    if (this.#given === null && this.#held.length === 0) return [this.#whole(last)];
    this.#checkBalance(last);
    return [...this.#held.map((piece) => this.#cut(piece)), this.#cut(last, this.#adjusted)];
  }

  #newGroup(): OpenGroup {
    const { end } = this.#wire;
    return { lx: new RunBuilder(end), summary: new RunBuilder(end), entry: null, begun: false };
  }

  #startClaim(segment: Segment): void {
    const body = new RunBuilder(this.#wire.end);
    body.add(segment.bytes());
    this.#claim = { body, paid: amountOf(segment, 4) };
  }

  #finishClaim(): void {
    const claim = this.#claim;
    if (claim === null) return;
    this.#claim = null;
    if (this.#isFull(claim.body.bytes)) this.#finishPiece();
    this.#piece.pay(this.#group, claim);
    refuseLarge(this.#piece.size, this.#set);
  }

  #isFull(more: number): boolean {
    const { claims, bytes, paid } = this.#piece;
    if (claims === 0 || paid < 0) return false;
    const limits = this.#limits;
    if (limits.claims !== null && claims >= limits.claims) return true;
    return limits.bytes !== null && this.#headBytes + bytes + more > limits.bytes;
  }

  #finishPiece(): void {
    this.#held.push(this.#piece);
    this.#heldBytes += this.#piece.size;
    this.#piece = new PaymentPiece(this.#wire.end);
    this.#group.entry = null;
  }

  #startGroup(lx: Segment): void {
    this.#finishGroup();
    this.#group = this.#newGroup();
    this.#group.lx.add(lx.bytes());
  }

  #finishGroup(): void {
    const { lx, entry } = this.#group;
    if (entry === null && lx.segments === 0) return;
    (entry ?? this.#piece.enter(this.#group)).ends = true;
    refuseLarge(this.#piece.size, this.#set);
  }

  /** PLB04, 06 and so on: positive amounts lower the payment (domain.md 5.3). */
  #takeTail(segment: Segment): void {
    this.#tail.add(segment.bytes());
    refuseLarge(this.#tail.bytes, this.#set);
    if (segment.id !== 'PLB') return;
    for (let n = 4; n <= segment.size; n += 2) {
      if (segment.element(n) !== '') this.#adjusted = known([this.#adjusted, amountOf(segment, n)]);
    }
  }

  #surplus(): readonly Cut[] {
    const cuts: Cut[] = [];
    while (this.#heldBytes > HELD_BYTES) {
      const piece = this.#held.shift();
      if (piece === undefined) break;
      this.#heldBytes -= piece.size;
      cuts.push(this.#cut(piece));
    }
    return cuts;
  }

  #checkBalance(last: PaymentPiece): void {
    const lastPaid = known([last.paid, -this.#adjusted]);
    if (lastPaid < 0) {
      throw new Refused(
        'PAYMENT-NEGATIVE',
        'More is taken back at the end of the 835 than its last claims are paid; split it by set.',
        this.#set,
      );
    }
    const paid = known([this.#given ?? 0, lastPaid, ...this.#held.map((piece) => piece.paid)]);
    const bpr = this.#payment();
    if (bpr === undefined || amountOf(bpr, 2) !== paid) throw this.#unbalanced();
  }

  #unbalanced(): Refused {
    return new Refused(
      'PAYMENT-BALANCE',
      'The payment of the 835 is not the sum of its claims and adjustments, so it cannot be divided.',
      this.#set,
    );
  }

  #payment(): Segment | undefined {
    const bpr = this.#head.find((segment) => segment.id === 'BPR');
    if (bpr?.element(3) !== 'D') return bpr;
    throw new Refused('PAYMENT-DEBIT', 'The 835 takes money back (BPR03 D); split it by set.', this.#set);
  }

  /** The set stays in one piece: nothing of it is changed. */
  #whole(piece: PaymentPiece): Cut {
    const body = new RunBuilder(this.#wire.end);
    for (const segment of this.#head) body.add(segment.bytes());
    piece.writeTo(body);
    body.append(this.#tail);
    return this.#made(piece, body);
  }

  /** @param adjusted sum of the adjustments, in the last piece */
  #cut(piece: PaymentPiece, adjusted?: number): Cut {
    const amount = this.#centsOf(known([piece.paid, -(adjusted ?? 0)]));
    const bpr = this.#payment();
    const body = new RunBuilder(this.#wire.end);
    for (const segment of this.#head) {
      body.add(segment === bpr ? paymentSegment(segment, this.#wire.separator, amount) : segment.bytes());
    }
    piece.writeTo(body);
    if (adjusted !== undefined) body.append(this.#tail);
    this.#given = known([this.#given ?? 0, amount]);
    return this.#made(piece, body);
  }

  #centsOf(amount: number): Cents {
    if (Number.isNaN(amount)) throw this.#unbalanced();
    return cents(amount);
  }

  #made({ claims }: PaymentPiece, body: RunBuilder): Cut {
    return { head: EMPTY, path: NO_LEVELS, own: NO_LEVELS, body, claims, payer: null, closes: true };
  }
}

/** An amount in cents; NaN where it cannot be read. */
const amountOf = (segment: Segment, element: number): number =>
  parseAmount(segment.element(element)) ?? Number.NaN;
