import { contractualCarcs, contractualIfPaid } from '../denial/carc.ts';
import type { Reason } from '../ledger/entries.ts';
import { type Cents, cents, negate, subtract, sum, ZERO } from '../money.ts';
import type { ClaimPayment, RemittanceAdjustment } from '../x12/types.ts';
import type { LineMatch } from './match.ts';

/** An adjustment with the remark codes that stand beside it. */
export interface ExplainedReason extends Reason {
  readonly remarks: readonly string[];
}

/** What a payment says of one line, sorted by what becomes of it (domain.md 5.6). */
export interface LineDecision {
  /** 1-based; 0 is the claim as a whole. */
  readonly lineNo: number;
  readonly paid: Cents;
  /** J2. */
  readonly contractual: readonly Reason[];
  /** J3. */
  readonly patient: readonly ExplainedReason[];
  /** J4: denied, or a reduction that no contract explains. */
  readonly held: readonly ExplainedReason[];
  /** Explains, but posts nothing. */
  readonly information: readonly Reason[];
}

export interface ClaimDecision {
  readonly lines: readonly LineDecision[];
  /**
   * Lines offset each other (CARC 94), or money is not split by line: judge balances of the claim, not of
   * lines.
   */
  readonly judgedAsClaim: boolean;
  /** An adjustment came under a group that the guide does not allow for it. */
  readonly unusualGroup: boolean;
}

export const totalOf = (reasons: readonly Reason[]): Cents => sum(reasons.map((r) => r.amount));

type Kind = 'contractual' | 'patient' | 'held' | 'information' | 'bundled' | 'bundling';
interface Sorted extends ExplainedReason {
  readonly kind: Kind;
}

/** BUNDLING pays one line above its charge; the lines BUNDLED into it offset that (domain.md 5.4). */
const BUNDLING_CARC = '94';
const BUNDLED_CARC = '97';
const PRIOR_PAYER_CARC = '23';
const GROUPS = ['CO', 'PR', 'OA', 'PI'];

function kindOf({ group, carc }: RemittanceAdjustment, linePaid: Cents): Kind {
  if (carc === BUNDLING_CARC) return 'bundling';
  if (carc === PRIOR_PAYER_CARC) return 'information';
  if (group === 'PR') return 'patient';
  if (carc === BUNDLED_CARC) return 'bundled';
  const settledByContract =
    group === 'CO' && contractualCarcs.includes(carc) && (linePaid > 0 || !contractualIfPaid.includes(carc));
  return settledByContract ? 'contractual' : 'held';
}

const isUnusual = ({ group, carc }: RemittanceAdjustment): boolean =>
  !GROUPS.includes(group) || (carc === PRIOR_PAYER_CARC && group !== 'OA');

/** One line's services together, or what the payer says of the claim as a whole. */
interface Said {
  readonly lineNo: number;
  readonly paid: Cents;
  readonly adjustments: readonly RemittanceAdjustment[];
  readonly remarks: readonly string[];
}

function saidByLine(payment: ClaimPayment, matches: readonly LineMatch[]): readonly Said[] {
  const lines = [...Map.groupBy(matches, (m) => m.lineNo)]
    .filter(([lineNo]) => lineNo !== 0)
    .sort(([a], [b]) => a - b)
    .map(([lineNo, own]) => ({
      lineNo,
      paid: sum(own.map((m) => m.service.paid)),
      adjustments: own.flatMap((m) => m.service.adjustments),
      remarks: [...new Set([...own.flatMap((m) => m.service.remarks), ...payment.remarks])],
    }));
  const unmatched = matches.filter((m) => m.lineNo === 0).map((m) => m.service);
  // What the lines do not carry of CLP04: all of it without services, the claim's own CAS with its sign
  // turned.
  const paid = subtract(payment.paid, sum(lines.map((l) => l.paid)));
  const adjustments = [...payment.adjustments, ...unmatched.flatMap((s) => s.adjustments)];
  const remarks = [...new Set([...unmatched.flatMap((s) => s.remarks), ...payment.remarks])];
  const asClaim = { lineNo: 0, paid, adjustments, remarks };
  return paid === 0 && adjustments.every((a) => a.amount === 0) ? lines : [asClaim, ...lines];
}

/**
 * Sorts the adjustments of a claim payment. Amounts of 0 are skipped.
 *
 * @see domain.md 5.2, 5.4 (bundling), 5.6
 */
export function decideClaim(payment: ClaimPayment, matches: readonly LineMatch[]): ClaimDecision {
  const said = saidByLine(payment, matches);
  const sorted = said.map(({ paid, adjustments, remarks }) =>
    adjustments
      .filter((a) => a.amount !== 0)
      .map(({ group, carc, amount, ...rest }): Sorted => {
        const kind = kindOf({ group, carc, amount, ...rest }, paid);
        return { group, carc, amount, remarks, kind };
      }),
  );
  const cancelled = cancelBundling(sorted);
  const has = (kind: Kind) => sorted.some((line) => line.some((a) => a.kind === kind));
  return {
    lines: said.map(({ lineNo, paid }, i) => ({ lineNo, paid, ...byKind(cancelled[i] ?? []) })),
    judgedAsClaim: has('bundling') || said.some((s) => s.lineNo === 0),
    unusualGroup: said.some((s) => s.adjustments.some((a) => a.amount !== 0 && isUnusual(a))),
  };
}

function byKind(sorted: readonly Sorted[]): Omit<LineDecision, 'lineNo' | 'paid'> {
  const of = (...kinds: readonly Kind[]) =>
    sorted.filter((a) => kinds.includes(a.kind)).map(({ kind: _, ...reason }) => reason);
  const plain = (reasons: readonly ExplainedReason[]): readonly Reason[] =>
    reasons.map(({ group, carc, amount }) => ({ group, carc, amount }));
  return {
    // A rest of CARC 94 that nothing offsets is a contractual amount, whatever its group.
    contractual: plain(of('contractual', 'bundling')),
    patient: of('patient'),
    held: of('held', 'bundled'),
    information: plain(of('information')),
  };
}

/**
 * CARC 94 and the CARC 97 that it stands for cancel: both become information, up to the smaller of the two.
 */
function cancelBundling(lines: readonly (readonly Sorted[])[]): readonly (readonly Sorted[])[] {
  const totalOfKind = (kind: Kind): number => totalOf(lines.flat().filter((a) => a.kind === kind));
  const offset = cents(Math.max(0, Math.min(-totalOfKind('bundling'), totalOfKind('bundled'))));
  if (offset === 0) return lines;
  const bundling = taker(negate(offset));
  const bundled = taker(offset);
  return lines.map((line) =>
    line.flatMap((a) => {
      if (a.kind === 'bundling') return bundling(a);
      return a.kind === 'bundled' ? bundled(a) : [a];
    }),
  );
}

/**
 * Turns amounts into information until `left` is used up; the last one may be split. Amounts of its sign
 * only.
 */
function taker(left: Cents): (a: Sorted) => readonly Sorted[] {
  let rest: number = left;
  return (a) => {
    if (rest === 0 || Math.sign(a.amount) !== Math.sign(rest)) return [a];
    const taken = cents(Math.sign(rest) * Math.min(Math.abs(rest), Math.abs(a.amount)));
    rest -= taken;
    const kept = subtract(a.amount, taken);
    const information: Sorted = { ...a, kind: 'information', amount: taken };
    return kept === ZERO ? [information] : [information, { ...a, amount: kept }];
  };
}

/**
 * Splits reasons, in order, into those within `cap` and the rest. Used where a later payer repeats amounts.
 */
export function capReasons<R extends Reason>(
  reasons: readonly R[],
  cap: Cents,
): { readonly within: readonly R[]; readonly beyond: readonly R[] } {
  if (totalOf(reasons) <= cap) return { within: reasons, beyond: [] };
  let left: number = Math.max(0, cap);
  const within: R[] = [];
  const beyond: R[] = [];
  for (const reason of reasons) {
    const part = reason.amount > 0 ? Math.min(left, reason.amount) : reason.amount;
    left -= part;
    if (part !== 0) within.push({ ...reason, amount: cents(part) });
    if (part !== reason.amount) beyond.push({ ...reason, amount: cents(reason.amount - part) });
  }
  return { within, beyond };
}
