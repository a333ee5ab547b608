import type { JournalEvent } from '../claim/journal.ts';
import { creditOf, debitOf, type JournalEntry } from '../ledger/entries.ts';
import { type Cents, cents } from '../money.ts';
import { allInForce } from './in-force.ts';

/** What payers decided on a line, as it is posted. */
export interface DecidedLine {
  /** 1-based; 0 is the claim as a whole, where the payer names no line. */
  readonly lineNo: number;
  /** Paid by this payer and those before it, with what is left to the patient. */
  readonly allowed: Cents;
  /** Why it is not to be compared: denials have their own work, bundles and capitation their own price. */
  readonly leftOut?: 'denied' | 'bundled' | 'capitated';
}

/**
 * Reductions of the payment, not of the price: withholding, penalties and bonuses, sequestration. What they took
 * counts as allowed.
 */
const PAYMENT_LEVEL: ReadonlySet<string> = new Set(['104', '144', '161', '237', '253']);
const BUNDLING: ReadonlySet<string> = new Set(['94', '97']);
const CAPITATION = '24';

/**
 * What payer `filing` allowed on each line that it decided: paid by it and earlier payers, patient responsibility, and
 * what was kept from the payment only. Adjudications that were taken back do not count.
 *
 * @param journal the claim’s, up to any version
 */
export function decidedLines(journal: readonly JournalEvent[], filing: number): readonly DecidedLine[] {
  const inForce = allInForce(journal).filter((event) => event.filing <= filing);
  const own = inForce.filter((event) => event.filing === filing).flatMap(postedBy);
  const paid = totals(inForce.flatMap(postedBy), paidBy);
  const left = totals(own, leftBy);
  const kept = totals(own, keptBy);
  const lineNos = [...new Set(own.flatMap(({ lineNo }) => lineNo ?? []))].sort((a, b) => a - b);
  return lineNos.map((lineNo) => {
    const allowed = cents((paid.get(lineNo) ?? 0) + (left.get(lineNo) ?? 0) + (kept.get(lineNo) ?? 0));
    const why = leftOut(
      own.filter((entry) => entry.lineNo === lineNo),
      allowed,
    );
    return { lineNo, allowed, ...(why === undefined ? {} : { leftOut: why }) };
  });
}

/** What mirrors another event (J14b) is no part of this one. */
const postedBy = ({ cause, entries }: JournalEvent): readonly JournalEntry[] =>
  entries.filter(({ entryId }) => !entryId.startsWith(`${cause}/J13/`));

function totals(entries: readonly JournalEntry[], of: (entry: JournalEntry) => number): Map<number, number> {
  const sums = new Map<number, number>();
  for (const entry of entries)
    if (entry.lineNo !== undefined) sums.set(entry.lineNo, (sums.get(entry.lineNo) ?? 0) + of(entry));
  return sums;
}

const creditsTo1100 = ({ postings, payerSequence }: JournalEntry): number =>
  postings.reduce(
    (sum, posting) =>
      posting.account === '1100' && posting.payer === payerSequence
        ? sum + creditOf(posting) - debitOf(posting)
        : sum,
    0,
  );

const paidBy = (entry: JournalEntry): number => (entry.type === 'J1' ? creditsTo1100(entry) : 0);
const leftBy = (entry: JournalEntry): number =>
  entry.type === 'J3a' || entry.type === 'J3b' ? creditsTo1100(entry) : 0;
const keptBy = ({ type, reasons = [] }: JournalEntry): number =>
  type !== 'J2'
    ? 0
    : reasons.reduce((sum, { carc, amount }) => (PAYMENT_LEVEL.has(carc) ? sum + amount : sum), 0);

function leftOut(entries: readonly JournalEntry[], allowed: number): DecidedLine['leftOut'] {
  const has = (types: readonly string[], carcs: (carc: string) => boolean): boolean =>
    entries.some(({ type, reasons = [] }) => types.includes(type) && reasons.some(({ carc }) => carcs(carc)));
  if (has(['J2', 'info'], (carc) => BUNDLING.has(carc))) return 'bundled';
  if (has(['J2'], (carc) => carc === CAPITATION)) return 'capitated';
  return allowed === 0 && has(['J4'], () => true) ? 'denied' : undefined;
}
