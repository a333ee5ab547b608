import { type Cents, exactSum, formatAmount } from '../../money.ts';
import type { Segment } from '../syntax/segment.ts';
import { type Run, RunBuilder, rewritten, type SegmentEnd } from './run.ts';

/** Claim payments below one LX, as far as they stand in one piece. */
interface PieceGroup {
  /** The LX, and what sums up all of its claims (TS3, TS2). */
  readonly lx: Run;
  readonly summary: Run;
  readonly claims: RunBuilder;
  /** Whether its first and its last claim are in this piece. */
  readonly starts: boolean;
  ends: boolean;
}

export interface PaidClaim {
  readonly body: Run;
  /** CLP04 in cents; negative in a reversal, NaN where it cannot be read. */
  readonly paid: number;
}

/** A sum of cents; NaN, which goes through all further sums, where it is unknown or too large to hold exactly. */
export const known = (amounts: readonly number[]): number => exactSum(amounts) ?? Number.NaN;

/** A group of claim payments while it is read. */
export interface OpenGroup {
  readonly lx: RunBuilder;
  readonly summary: RunBuilder;
  /** The piece's group that its claims go to now. */
  entry: PieceGroup | null;
  /** Whether a claim of it was read. */
  begun: boolean;
}

/** What a group takes in memory besides its segments. */
const GROUP_BYTES = 1024;

/** Part of an 835's claims, which becomes a payment of its own amount. */
export class PaymentPiece {
  claims = 0;
  bytes = 0;
  /** The sum of CLP04 in cents; NaN where it is not known. */
  paid = 0;
  readonly #groups: PieceGroup[] = [];
  readonly #end: SegmentEnd;

  constructor(end: SegmentEnd) {
    this.#end = end;
  }

  /** Bytes that it takes in memory, by and large. */
  get size(): number {
    return this.bytes + this.#groups.length * GROUP_BYTES;
  }

  /** Opens the group in this piece. */
  enter(group: OpenGroup): PieceGroup {
    const { lx, summary } = group;
    const entry = { lx, summary, claims: new RunBuilder(this.#end), starts: !group.begun, ends: false };
    this.#groups.push(entry);
    this.bytes += lx.bytes + summary.bytes;
    group.entry = entry;
    return entry;
  }

  pay(group: OpenGroup, { body, paid }: PaidClaim): void {
    const entry = group.entry ?? this.enter(group);
    group.begun = true;
    entry.claims.append(body);
    this.claims += 1;
    this.bytes += body.bytes;
    this.paid = known([this.paid, paid]);
  }

  /** Takes up the piece that followed this one. */
  join(next: PaymentPiece): void {
    const [first, ...others] = next.#groups;
    const last = this.#groups.at(-1);
    if (first !== undefined && last !== undefined && !first.starts && first.lx === last.lx) {
      last.claims.append(first.claims);
      last.ends = first.ends;
    } else if (first !== undefined) this.#groups.push(first);
    this.#groups.push(...others);
    this.claims += next.claims;
    this.bytes += next.bytes;
    this.paid = known([this.paid, next.paid]);
  }

  /** A summary of claims is only true where all of them stand: that of a divided group is left out. */
  writeTo(run: RunBuilder): void {
    for (const { lx, summary, claims, starts, ends } of this.#groups) {
      run.append(lx);
      if (starts && ends) run.append(summary);
      run.append(claims);
    }
  }
}

/**
 * BPR for part of a payment. A part that pays nothing is a notice: BPR01 H and BPR04 NON, without accounts.
 *
 * @see domain.md 5.1
 */
export function paymentSegment(bpr: Segment, separator: string, amount: Cents): Buffer {
  if (amount !== 0) return rewritten(bpr, separator, { 2: formatAmount(amount) });
  const changes: Record<number, string> = { 1: 'H', 2: '0', 4: 'NON' };
  for (let n = 5; n <= Math.min(15, bpr.size); n += 1) changes[n] = '';
  return rewritten(bpr, separator, changes);
}
