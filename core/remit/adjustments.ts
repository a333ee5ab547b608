import { contractualCarcs, contractualIfPaid } from '../denial/carc.ts';
import type { Reason } from '../ledger/entries.ts';
import { type Cents, cents, negate, subtract, sum, ZERO } from '../money.ts';
import type { ClaimPayment, RemittanceAdjustment, ServicePayment } from '../x12/types.ts';
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

export function totalOf(reasons: readonly Reason[]): Cents {
  let total = 0;
  for (const { amount } of reasons) total += amount;
  return cents(total);
}

type Kind = 'contractual' | 'patient' | 'held' | 'information' | 'bundled' | 'bundling';

/** BUNDLING pays one line above its charge; the lines BUNDLED into it offset that (domain.md 5.4). */
const BUNDLING_CARC = '94';
const BUNDLED_CARC = '97';
/** What the payers before decided. */
export const PRIOR_PAYER_CARC = '23';
const GROUPS = ['CO', 'PR', 'OA', 'PI'];
const CONTRACTUAL: ReadonlySet<string> = new Set(contractualCarcs);
const CONTRACTUAL_IF_PAID: ReadonlySet<string> = new Set(contractualIfPaid);

function kindOf({ group, carc }: RemittanceAdjustment, linePaid: Cents): Kind {
  if (carc === BUNDLING_CARC) return 'bundling';
  if (carc === PRIOR_PAYER_CARC) return 'information';
  if (group === 'PR') return 'patient';
  if (carc === BUNDLED_CARC) return 'bundled';
  const settledByContract =
    group === 'CO' && CONTRACTUAL.has(carc) && (linePaid > 0 || !CONTRACTUAL_IF_PAID.has(carc));
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
  const lines: { readonly lineNo: number; readonly services: ServicePayment[] }[] = [];
  /** By line number. */
  const known: ServicePayment[][] = [];
  const unmatched: ServicePayment[] = [];
  for (const { service, lineNo } of matches) {
    const services = lineNo === 0 ? unmatched : known[lineNo];
    if (services !== undefined) services.push(service);
    else {
      const first = [service];
      known[lineNo] = first;
      lines.push({ lineNo, services: first });
    }
  }
  const said = lines
    .sort((a, b) => a.lineNo - b.lineNo)
    .map(({ lineNo, services }) => saidOf(lineNo, services, payment));
  // What the lines do not carry of CLP04: all of it without services, the claim's own CAS with its sign
  // turned.
  let paid = payment.paid;
  for (const line of said) paid = subtract(paid, line.paid);
  const adjustments =
    unmatched.length === 0 ? payment.adjustments : [...payment.adjustments, ...adjustmentsOf(unmatched)];
  if (paid === 0 && adjustments.every((a) => a.amount === 0)) return said;
  const remarks = remarksOf(unmatched, payment);
  return [{ lineNo: 0, paid, adjustments, remarks }, ...said];
}

const saidOf = (lineNo: number, services: readonly ServicePayment[], payment: ClaimPayment): Said => ({
  lineNo,
  paid: sum(services.map((service) => service.paid)),
  adjustments: adjustmentsOf(services),
  remarks: remarksOf(services, payment),
});

/** Split units give a line more than one service; usually there is one. */
const adjustmentsOf = (services: readonly ServicePayment[]): readonly RemittanceAdjustment[] =>
  services.length === 1 ? (services[0]?.adjustments ?? []) : services.flatMap((s) => s.adjustments);

const NO_REMARKS: readonly string[] = [];

/** Each once: those of the services first, then the claim's. */
function remarksOf(services: readonly ServicePayment[], { remarks }: ClaimPayment): readonly string[] {
  if (remarks.length === 0 && services.every((service) => service.remarks.length === 0)) return NO_REMARKS;
  return [...new Set([...services.flatMap((service) => service.remarks), ...remarks])];
}

/**
 * Sorts the adjustments of a claim payment. Amounts of 0 are skipped.
 *
 * @see domain.md 5.2, 5.4 (bundling), 5.6
 */
export function decideClaim(payment: ClaimPayment, matches: readonly LineMatch[]): ClaimDecision {
  const said = saidByLine(payment, matches);
  let bundling = false;
  let asClaim = false;
  let unusualGroup = false;
  for (const { lineNo, adjustments } of said) {
    asClaim ||= lineNo === 0;
    for (const adjustment of adjustments) {
      if (adjustment.amount === 0) continue;
      bundling ||= adjustment.carc === BUNDLING_CARC;
      unusualGroup ||= isUnusual(adjustment);
    }
  }
  const offsets = bundling ? bundlingOffsets(said) : null;
  return {
    lines: said.map((line) => sortedLine(line, offsets)),
    judgedAsClaim: bundling || asClaim,
    unusualGroup,
  };
}

function sortedLine({ lineNo, paid, adjustments, remarks }: Said, offsets: Offsets | null): LineDecision {
  const line: Sorting = { lineNo, paid, contractual: [], patient: [], held: [], information: [] };
  for (const adjustment of adjustments) {
    const { group, carc, amount } = adjustment;
    if (amount === 0) continue;
    const kind = kindOf(adjustment, paid);
    const taken = (kind === 'bundling' || kind === 'bundled' ? offsets?.[kind](amount) : undefined) ?? ZERO;
    if (taken !== 0) line.information.push({ group, carc, amount: taken });
    if (taken !== amount) putAs(kind, line, { group, carc, amount: subtract(amount, taken) }, remarks);
  }
  return line;
}

interface Sorting extends LineDecision {
  readonly contractual: Reason[];
  readonly patient: ExplainedReason[];
  readonly held: ExplainedReason[];
  readonly information: Reason[];
}

function putAs(kind: Kind, line: Sorting, { group, carc, amount }: Reason, remarks: readonly string[]): void {
  // A rest of CARC 94 that nothing offsets is a contractual amount, whatever its group.
  if (kind === 'contractual' || kind === 'bundling') line.contractual.push({ group, carc, amount });
  else if (kind === 'information') line.information.push({ group, carc, amount });
  else if (kind === 'patient') line.patient.push({ group, carc, amount, remarks });
  else line.held.push({ group, carc, amount, remarks });
}

/** How much of an amount is information, because bundling cancels it. */
type Offsets = Readonly<Record<'bundling' | 'bundled', (amount: Cents) => Cents>>;

/**
 * CARC 94 and the CARC 97 that it stands for cancel: both become information, up to the smaller of the two.
 */
function bundlingOffsets(said: readonly Said[]): Offsets {
  const totals = { bundling: 0, bundled: 0 };
  for (const { paid, adjustments } of said)
    for (const adjustment of adjustments) {
      const kind = kindOf(adjustment, paid);
      if (kind === 'bundling' || kind === 'bundled') totals[kind] += adjustment.amount;
    }
  const offset = cents(Math.max(0, Math.min(-totals.bundling, totals.bundled)));
  return { bundling: taker(negate(offset)), bundled: taker(offset) };
}

/** Takes of each amount until `left` is used up, of the last one in part. Amounts of its sign only. */
function taker(left: Cents): (amount: Cents) => Cents {
  let rest: number = left;
  return (amount) => {
    if (rest === 0 || Math.sign(amount) !== Math.sign(rest)) return ZERO;
    const taken = cents(Math.sign(rest) * Math.min(Math.abs(rest), Math.abs(amount)));
    rest -= taken;
    return taken;
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
