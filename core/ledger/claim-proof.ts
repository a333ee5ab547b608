import type { JournalEvent } from '../claim/journal.ts';
import type { ClaimNo } from '../ids.ts';
import { type Cents, cents, ZERO } from '../money.ts';
import { addPosting, type ClaimBalances, type LineSums, netOf, sumsFrom } from './balances.ts';
import { creditOf, debitOf, type JournalEntry, type Posting } from './entries.ts';
import type { LedgerSums } from './ledger-sums.ts';
import type { Findings } from './proof-levels.ts';
import { SeenIds } from './seen-ids.ts';

/** What an 835 said of a claim and was posted to it: its charge and payment, which its entries must explain. */
export interface PostedPayment {
  readonly cause: string;
  /** CLP03 and CLP04; negative on a reversal. */
  readonly charge: Cents;
  readonly paid: Cents;
}

/** The payments and reversals that were posted, and the matches that were undone, of a claim's events. */
export const postedPayments = (events: readonly JournalEvent[]): readonly PostedPayment[] =>
  events.flatMap(({ cause, facts }) => {
    if (facts.kind === 'unmatched')
      return [{ cause, charge: cents(facts.chargeCents), paid: cents(facts.paidCents) }];
    if (facts.kind !== 'adjudicated' && facts.kind !== 'reversed') return [];
    if (facts.disposition === 'suspended') return [];
    // What was credited before is posted anew: its money and its reasons come out as nothing.
    if (facts.kind === 'adjudicated' && facts.settles !== undefined)
      return [{ cause, charge: ZERO, paid: ZERO }];
    const paid = facts.kind === 'adjudicated' ? facts.adjudication.paidCents : facts.paidCents;
    return [{ cause, charge: cents(facts.chargeCents), paid: cents(paid) }];
  });

/** A claim's journal, as far as it is about money. */
export interface ClaimRecord {
  readonly claimNo: ClaimNo;
  /** All entries of its events, in order. */
  readonly entries: readonly JournalEntry[];
  readonly adjudications: readonly PostedPayment[];
  /** The balances that its projection holds. */
  readonly projected: ClaimBalances;
}

/** Proves one claim and adds it to the ledger's sums. */
export function proveClaim(record: ClaimRecord, ledger: LedgerSums, findings: Findings): void {
  const { claimNo, entries, adjudications } = record;
  const ids = new SeenIds();
  const lines: LineSums[] = [];
  /** By line number. */
  const known: LineSums[] = [];
  let offset = false;
  let turned = false;
  for (const entry of entries) {
    judgeEntry(entry, ids, findings);
    const { lineNo, postings } = entry;
    offset ||= setsLinesOff(entry);
    turned ||= entry.type === 'J3c';
    if (lineNo === undefined) {
      ledger.addEntry(entry);
      continue;
    }
    if (postings.length === 0) continue;
    let line = known[lineNo];
    if (line === undefined) {
      line = sumsFrom(lineNo);
      known[lineNo] = line;
      lines.push(line);
    }
    for (const posting of postings) addPosting(line, posting);
    ledger.addClearing(entry);
  }
  for (const line of lines)
    findings.add('lines-add-up', ledger.addLine(line), { claimNo, lineNo: line.lineNo });
  for (const adjudication of adjudications)
    findings.add('adjudications-add-up', adjudicationDifference(adjudication, entries), { claimNo });
  findings.add('projections-equal-journals', distance(lines, known, record.projected, ledger), { claimNo });
  if (turned) findings.add('patients-owe-only-their-share', beyondShare(entries), { claimNo });
  findings.add('no-receivable-below-zero', belowZero(lines, offset), { claimNo });
  findings.add('no-patient-credit-below-zero', Math.max(0, netOn(lines, '2020')), { claimNo });
}

/** What is judged by the entry alone. */
export function judgeEntry(entry: JournalEntry, ids: SeenIds, findings: Findings): void {
  const { entryId, claimNo, lineNo, postings, date } = entry;
  let net = 0;
  let wrong = 0;
  let toPatient = 0;
  for (const posting of postings) {
    const debit = debitOf(posting);
    const credit = creditOf(posting);
    const amount = debit + credit;
    if (amount <= 0) wrong += Math.max(1, -amount);
    net += debit - credit;
    if (posting.account === '1110') toPatient += debit;
  }
  const repeated = ids.add(entryId);
  const unexplained = toPatient === 0 ? 0 : patientDifference(entry, toPatient);
  if (wrong === 0 && net === 0 && unexplained === 0 && !repeated) return;
  const document = {
    ...(claimNo === undefined ? {} : { claimNo }),
    ...(lineNo === undefined ? {} : { lineNo }),
    date,
  };
  findings.add('entries-balance', Math.abs(net) + wrong, document);
  findings.add('nothing-posted-twice', repeated ? repeatedAmount(entry) : 0, document);
  findings.add('patients-owe-only-their-share', unexplained, document);
}

/** What a repeated entry moves twice; a repeated memo counts a cent, so that it is seen. */
function repeatedAmount({ postings }: JournalEntry): number {
  let moved = 0;
  for (const posting of postings) moved += debitOf(posting);
  return Math.max(1, moved);
}

/** They put back on 1110 what was there before: J6 and J11a with their sides swapped; J3c is judged by its claim. */
const PUTS_BACK: ReadonlySet<string> = new Set(['J3c', 'J6', 'J11a', 'J13', 'J19']);

/** Debits to 1110 that PR adjustments of the same entry do not explain. */
function patientDifference({ type, reasons = [] }: JournalEntry, debited: number): number {
  if (PUTS_BACK.has(type)) return 0;
  let explained = 0;
  for (const { group, amount } of reasons) if (group === 'PR') explained += amount;
  return debited - explained;
}

function adjudicationDifference(
  { cause, charge, paid }: PostedPayment,
  entries: readonly JournalEntry[],
): number {
  let money = 0;
  let explained = 0;
  for (const entry of entries) {
    if (entry.cause !== cause) continue;
    const { type, postings, reasons } = entry;
    if (type === 'J1' || type === 'J13' || type === 'J14')
      for (const posting of postings)
        if (posting.account === '1015') money += debitOf(posting) - creditOf(posting);
    if (reasons !== undefined) for (const { amount } of reasons) explained += amount;
  }
  return Math.abs(money - paid) + Math.abs(charge - paid - explained);
}

/**
 * Over every account of every line: how far the journal's balances are from those that the projection holds, which are
 * added to the ledger's receivables on the way.
 */
function distance(
  lines: readonly LineSums[],
  known: readonly LineSums[],
  projected: ClaimBalances,
  ledger: LedgerSums,
): number {
  let sum = 0;
  for (const lineNo of Object.keys(projected)) {
    const theirs = projected[lineNo] ?? {};
    const ours = known[Number(lineNo)];
    for (const key of Object.keys(theirs)) {
      const amount = theirs[key] ?? 0;
      ledger.addProjected(key, amount);
      sum += Math.abs(amount - amountOf(ours, key));
    }
  }
  for (const { lineNo, keys, amounts } of lines) {
    const theirs = projected[lineNo];
    for (let i = 0; i < keys.length; i += 1) {
      const amount = amounts[i] ?? 0;
      if (amount !== 0 && theirs?.[keys[i] ?? ''] === undefined) sum += Math.abs(amount);
    }
  }
  return sum;
}

function amountOf(line: LineSums | undefined, key: string): number {
  return line === undefined ? 0 : (line.amounts[line.keys.indexOf(key)] ?? 0);
}

/** Where lines offset each other (CARC 94) or a payer's money has no line, the claim is judged whole. */
function setsLinesOff({ lineNo, postings, reasons }: JournalEntry): boolean {
  if (lineNo === 0) for (const { account } of postings) if (account === '1100') return true;
  if (reasons !== undefined) for (const { carc } of reasons) if (carc === '94') return true;
  return false;
}

/** Receivables below zero: of each line, or of the claim where its lines offset each other; of the patient's parts. */
function belowZero(lines: readonly LineSums[], offset: boolean): number {
  let insurance = 0;
  for (const { keys, amounts } of offset ? [together(lines)] : lines)
    for (let i = 0; i < keys.length; i += 1) {
      const amount = amounts[i] ?? 0;
      if (amount < 0 && keys[i]?.startsWith('1100[')) insurance += amount;
    }
  return insurance + Math.min(0, netOn(lines, '1110')) + Math.min(0, netOn(lines, '1120'));
}

/**
 * Where amounts went from payer to patient and back (J3c): what came to the patient from payers beyond all that they
 * gave as patient responsibility.
 */
function beyondShare(entries: readonly JournalEntry[]): number {
  let came = 0;
  let given = 0;
  for (const { type, postings, reasons = [] } of entries) {
    if (postings.length === 0 || !postings.every(isShare)) continue;
    // J3c repeats what another entry gave.
    if (type !== 'J3c') for (const { group, amount } of reasons) if (group === 'PR') given += amount;
    for (const posting of postings) if (posting.account === '1110') came += netOf(posting);
  }
  return Math.max(0, came - given);
}
/** What a payer leaves to others moves between these. */
const isShare = ({ account }: Posting): boolean => account === '1100' || account === '1110';

function netOn(lines: readonly LineSums[], account: string): number {
  let net = 0;
  for (const { keys, amounts } of lines) {
    const at = keys.indexOf(account);
    if (at >= 0) net += amounts[at] ?? 0;
  }
  return net;
}

function together(lines: readonly LineSums[]): LineSums {
  const all = sumsFrom(0);
  for (const { keys, amounts } of lines)
    for (const [i, key] of keys.entries()) {
      const at = all.keys.indexOf(key);
      const amount = amounts[i] ?? ZERO;
      if (at < 0) {
        all.keys.push(key);
        all.amounts.push(amount);
      } else all.amounts[at] = cents((all.amounts[at] ?? 0) + amount);
    }
  return all;
}
