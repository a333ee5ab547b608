import { type Cents, cents, ZERO } from '../money.ts';
import {
  applyEntries,
  type ClaimBalances,
  insuranceOpen,
  lineInsuranceOpen,
  payerCredit,
} from './balances.ts';
import { sharesByLine } from './by-line.ts';
import { debitOf, type EntryOrigin, type EntryType, type JournalEntry, reversePart } from './entries.ts';
import type { EveningOrigin } from './even-patient.ts';
import { movedToPayerCredit } from './settling-entries.ts';

/**
 * Evens out what payers owe at the end of an event, from the first payer on: they depend on each other in that order.
 *
 * Below 0, an earlier payer took back what this one decided on. What this one left to others and what was written off
 * is taken back first; the rest is money, and is owed to it (J20). Above 0 again, that is undone: J20 first.
 *
 * @param balances after the event's own entries
 * @param history every entry of the claim, in order, the event's own last
 * @see domain.md 5.8 J20; 5.9 invariant 12
 */
export function evenedPayers(
  balances: ClaimBalances,
  at: EveningOrigin,
  history: readonly JournalEntry[],
): readonly JournalEntry[] {
  if (history.length === 0) return [];
  const evening = new Evening(balances, at, history);
  for (const payer of payersIn(balances))
    for (const line of linesIn(balances, history)) evening.even(payer, line);
  return evening.made;
}

/** A line, or null for all lines of the claim where they offset each other or money has no line. */
type LineSet = number | null;

/** As the proof of the claim judges it: CARC 94 anywhere, or money of payers for the claim as a whole. */
const isOffset = ({ lineNo, postings, reasons = [] }: JournalEntry): boolean =>
  (lineNo === 0 && postings.some(({ account }) => account === '1100')) ||
  reasons.some(({ carc }) => carc === '94');

const linesIn = (balances: ClaimBalances, history: readonly JournalEntry[]): readonly LineSet[] =>
  history.some(isOffset) ? [null] : Object.keys(balances).map(Number);

/** Payer sequences, in their order. */
function payersIn(balances: ClaimBalances): readonly number[] {
  const found = new Set<number>();
  for (const line of Object.values(balances))
    for (const key of Object.keys(line)) {
      const payer = /^1100\[(\d+)\]$/.exec(key)?.[1];
      if (payer !== undefined) found.add(Number(payer));
    }
  // What is taken back of one payer's share to the next changes the next one's.
  const last = Math.max(0, ...found);
  return Array.from({ length: last + 1 }, (_, i) => i + 1);
}

/** What a payer left to others, then what was written off: the order in which posting takes them (5.6). */
const NO_MONEY: readonly (readonly EntryType[])[] = [
  ['J3c', 'J3b', 'J3a', 'J5'],
  ['J2', 'J9'],
];

const movedBy = ({ postings }: JournalEntry): Cents => {
  for (const posting of postings) if (debitOf(posting) > 0) return debitOf(posting);
  return ZERO;
};

const EVENING = '/J13/even/';
const isEvening = ({ entryId }: JournalEntry): boolean => entryId.includes(EVENING);

const isOf =
  (payer: number, line: LineSet) =>
  ({ payerSequence, lineNo }: JournalEntry): boolean =>
    payerSequence === payer && (line === null || lineNo === line);

class Evening {
  readonly made: JournalEntry[] = [];
  readonly #at: EveningOrigin;
  readonly #history: readonly JournalEntry[];
  #balances: ClaimBalances;

  constructor(balances: ClaimBalances, at: EveningOrigin, history: readonly JournalEntry[]) {
    this.#balances = balances;
    this.#at = at;
    this.#history = history;
  }

  even(payer: number, line: LineSet): void {
    const open = this.#open(payer, line);
    if (open < 0) this.#fill(payer, line);
    else if (open > 0) this.#undo(payer, line);
  }

  #open(payer: number, line: LineSet): Cents {
    return line === null
      ? insuranceOpen(this.#balances, payer)
      : lineInsuranceOpen(this.#balances, line, payer);
  }

  #fill(payer: number, line: LineSet): void {
    for (const types of NO_MONEY)
      for (const original of this.#lowering(payer, line, types).toReversed()) {
        const amount = cents(Math.min(-this.#open(payer, line), leftOf(original, this.#all())));
        if (amount > 0) this.#add(reversePart(original, this.#mirrorAt(), amount));
      }
    const lacking = cents(-this.#open(payer, line));
    if (lacking <= 0) return;
    const side = { key: `1100[${payer}]`, side: 'credit' } as const;
    const shares =
      line === null ? sharesByLine(this.#balances, side, lacking) : [{ lineNo: line, amount: lacking }];
    for (const { lineNo, amount } of shares)
      this.#add(movedToPayerCredit(this.#origin(payer, lineNo), amount));
  }

  /** Only what is in 2010 still: it may have been refunded, or taken back by the payer. */
  #undo(payer: number, line: LineSet): void {
    const credits = this.#history.filter(({ type }) => type === 'J20').filter(isOf(payer, line));
    for (const credit of credits.toReversed()) {
      const left = Math.min(leftOf(credit, this.#all()), payerCredit(this.#balances));
      this.#restore(credit, left, { payer, line });
    }
    for (const types of NO_MONEY)
      for (const original of this.#lowering(payer, line, types)) {
        const mirrors = this.#all().filter(({ reverses }) => reverses === original.entryId);
        // What the payer itself took back stays taken back.
        if (!mirrors.every(isEvening)) continue;
        for (const mirror of mirrors) this.#restore(mirror, leftOf(mirror, this.#all()), { payer, line });
      }
  }

  #restore(
    entry: JournalEntry,
    left: number,
    { payer, line }: { readonly payer: number; readonly line: LineSet },
  ): void {
    const amount = cents(Math.min(left, this.#open(payer, line)));
    if (amount > 0) this.#add(reversePart(entry, this.#mirrorAt(), amount));
  }

  /** Entries of the payer that lower what it owes. */
  #lowering(payer: number, line: LineSet, types: readonly EntryType[]): readonly JournalEntry[] {
    return this.#history
      .filter(({ type }) => types.includes(type))
      .filter(isOf(payer, line))
      .filter(({ postings }) =>
        postings.some((p) => p.account === '1100' && p.payer === payer && 'credit' in p),
      );
  }

  #all(): readonly JournalEntry[] {
    return [...this.#history, ...this.made];
  }

  #add(entry: JournalEntry): void {
    this.made.push(entry);
    this.#balances = applyEntries(this.#balances, [entry]);
  }

  #mirrorAt() {
    const { cause, date } = this.#at;
    return { entryId: `${cause}${EVENING}${this.made.length + 1}`, cause, date };
  }

  #origin(payerSequence: number, lineNo: number): EntryOrigin {
    return {
      ...this.#at,
      entryId: `${this.#at.cause}/J20/${payerSequence}/${lineNo}`,
      payerSequence,
      lineNo,
    };
  }
}

/**
 * What is left of an entry after all that was taken back of it, and put back again, in cents.
 *
 * @param all the claim's entries
 */
export function leftOf(entry: JournalEntry, all: readonly JournalEntry[]): Cents {
  let left: number = movedBy(entry);
  for (const mirror of all) if (mirror.reverses === entry.entryId) left -= leftOf(mirror, all);
  return cents(left);
}
