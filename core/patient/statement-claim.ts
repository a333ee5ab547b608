import { balanceStateOf } from '../claim/balance-state.ts';
import type { Head } from '../claim/head.ts';
import type { JournalEvent } from '../claim/journal.ts';
import { lineNumbered } from '../claim/lines.ts';
import type { Claim, FilingState } from '../claim/types.ts';
import { MEDICAID } from '../codes/coverage-codes.ts';
import type { AccountCode } from '../ledger/accounts.ts';
import { netOf, patientOpen } from '../ledger/balances.ts';
import type { JournalEntry, Reason } from '../ledger/entries.ts';
import { leftOf } from '../ledger/even-payers.ts';
import { type Cents, cents, sum, ZERO } from '../money.ts';
import { allInForce } from '../remit/in-force.ts';
import { patientReasonsByLine, summed } from './account.ts';
import { nameOf, serviceDays } from './statement-guarantor.ts';
import { type Hold, reasonWords, serviceWords } from './statement-words.ts';

/** A claim as it is stored, with what a statement wants to know. */
export interface StatementSource {
  readonly claim: Claim;
  readonly head: Head;
  /** The claim's whole journal up to the head. */
  readonly journal: readonly JournalEvent[];
  /** Somebody still looks at what a payer left to the patient, or denied (domain.md 9, S58). */
  readonly isQuestioned: boolean;
}

/** What became of a charge, from the ledger; cents. `balance` is the charge less all the others. */
export interface Columns {
  readonly charge: Cents;
  /** What payers paid and still stands. */
  readonly insurance: Cents;
  /** Given up: by contract, by us, as lost. */
  readonly adjusted: Cents;
  /** What the patient paid towards this, less what was given back. */
  readonly paid: Cents;
  readonly withInsurance: Cents;
  readonly withAgency: Cents;
  /** 1110. */
  readonly balance: Cents;
}

export interface StatementLine extends Columns {
  /** 0 is the claim as a whole. */
  readonly lineNo: number;
  /** CCYYMMDD; absent of the claim as a whole. */
  readonly day?: string;
  /** Our own words, and the procedure's code. */
  readonly service: string;
  readonly provider?: string;
  /** Why something was left to the patient, before any payment of theirs. */
  readonly reasons: readonly { readonly words: string; readonly amount: Cents }[];
  /** What of the balance is asked for. */
  readonly due: Cents;
}

export interface StatementClaim {
  readonly claimNo: string;
  /** Version of the journal that it shows. */
  readonly version: number;
  /** Version of the event by which the patient began to owe what is open now. */
  readonly owedSince: number;
  readonly patient: string;
  /** First day of service, CCYYMMDD. */
  readonly day: string;
  readonly lines: readonly StatementLine[];
  readonly payments: readonly { readonly payer: string; readonly day: string; readonly amount: Cents }[];
  /** 1110 of the claim by its lines. */
  readonly balance: Cents;
  /** The same by its projection: must be equal. */
  readonly projected: Cents;
  /** What is asked for; the rest of the balance is held back. */
  readonly due: Cents;
  /** Why not all of it is asked for. */
  readonly held?: Hold;
}

type Column = keyof Columns;

/** Where each account of a claim stands on a statement. Bank money (1010) goes with what it was paid for. */
const COLUMN: Readonly<Record<Exclude<AccountCode, '1010'>, Column>> = {
  ...{ '4010': 'charge', '1110': 'balance', '1100': 'withInsurance', '1120': 'withAgency' },
  ...{ '1020': 'paid', '2020': 'paid' },
  ...{ '4110': 'adjusted', '4120': 'adjusted', '4130': 'adjusted', '4140': 'adjusted', '6010': 'adjusted' },
  ...{ '1015': 'insurance', '2010': 'insurance', '2030': 'insurance', '2050': 'insurance' },
  ...{ '1190': 'insurance', '2060': 'insurance', '2070': 'insurance' },
  ...{ '4910': 'insurance', '4920': 'insurance', '6110': 'insurance' },
};

const columnOf = (account: AccountCode, { postings }: JournalEntry): Column => {
  if (account !== '1010') return COLUMN[account];
  return postings.some((posting) => posting.account === '2020') ? 'paid' : 'insurance';
};

type Sums = Record<Column, number>;
const noSums = (): Sums => ({
  ...{ charge: 0, insurance: 0, adjusted: 0, paid: 0, withInsurance: 0, withAgency: 0, balance: 0 },
});

/** By line number; every posting of a line is in one column. */
function columnsByLine(entries: readonly JournalEntry[]): ReadonlyMap<number, Sums> {
  const lines = new Map<number, Sums>();
  for (const entry of entries) {
    if (entry.lineNo === undefined || entry.postings.length === 0) continue;
    const sums = lines.get(entry.lineNo) ?? noSums();
    lines.set(entry.lineNo, sums);
    for (const posting of entry.postings) {
      const column = columnOf(posting.account, entry);
      sums[column] += column === 'charge' ? -netOf(posting) : netOf(posting);
    }
  }
  return lines;
}

const entriesOf = (journal: readonly JournalEvent[]): readonly JournalEntry[] =>
  journal.flatMap(({ entries }) => entries);

/**
 * What a claim says on its guarantor's statement. From the ledger and the payers' decisions alone: statements that were
 * sent before change nothing of it.
 *
 * @see domain.md 8.3
 */
export function statementClaim(source: StatementSource): StatementClaim {
  const { claim, head, journal } = source;
  const { content } = claim;
  const entries = entriesOf(journal);
  const sums = columnsByLine(entries);
  const reasons = patientReasonsByLine(entries);
  const held = heldWhole(source);
  const lines = [...sums]
    .toSorted(([a], [b]) => a - b)
    .filter(([, columns]) => Object.values(columns).some((amount) => amount !== 0))
    .map(([lineNo, columns]) => {
      const due = held === null ? cents(askedFor(source, entries, { lineNo, ...columns })) : ZERO;
      return {
        ...lineOf(claim, lineNo),
        ...inCents(columns),
        reasons: inWords(reasons.get(lineNo) ?? []),
        due,
      };
    });
  const balance = sum(lines.map((line) => line.balance));
  // Lines may set each other off: no more is asked for than the claim has open.
  const due = cents(Math.max(0, Math.min(balance, sum(lines.map((line) => line.due)))));
  const why = held ?? (due < balance ? 'medicaid' : undefined);
  return {
    ...{ claimNo: claim.claimNo, version: head.version, owedSince: owedSince(journal) },
    ...{ patient: nameOf(content.patient), day: serviceDays(content)[0], lines },
    ...{ payments: paymentsOf(claim, entries), balance, projected: patientOpen(head.balances), due },
    ...(why === undefined ? {} : { held: why }),
  };
}

const inCents = (columns: Sums): Columns => ({
  charge: cents(columns.charge),
  insurance: cents(columns.insurance),
  adjusted: cents(columns.adjusted),
  paid: cents(columns.paid),
  withInsurance: cents(columns.withInsurance),
  withAgency: cents(columns.withAgency),
  balance: cents(columns.balance),
});

function lineOf(claim: Claim, lineNo: number): Omit<StatementLine, Column | 'reasons' | 'due'> {
  const { content } = claim;
  const line = lineNumbered(claim, lineNo);
  if (line === undefined)
    return { lineNo, service: lineNo === 0 ? 'Claim as a whole' : 'Service no longer charged' };
  const provider = nameOf(line.rendering ?? content.rendering ?? content.billing);
  const service = `${serviceWords(line.code)} ${line.code}`;
  return { lineNo, day: line.from, service, ...(provider === '' ? {} : { provider }) };
}

const CORRECTED: readonly FilingState[] = ['REPLACING', 'VOIDING', 'REVERSED'];

/** Why nothing of the claim is asked for; null where something may be. */
function heldWhole({ head, journal, isQuestioned }: StatementSource): Hold | null {
  if (balanceStateOf(head) !== 'PATIENT_DUE') return 'insurance-open';
  const states = [head.state, ...Object.values(head.others ?? {}).map(({ state }) => state)];
  if (states.includes('APPEALED')) return 'appeal';
  if (states.some((state) => CORRECTED.includes(state))) return 'correction';
  if (isQuestioned) return 'question';
  return allInForce(journal).some(({ facts }) => facts.qmb === true) ? 'qmb' : null;
}

/**
 * What of a line's balance may be asked for: all of it, and of a Medicaid patient only what Medicaid itself left as
 * deductible, coinsurance or copay, less what the patient paid (42 CFR 447.15).
 */
function askedFor(
  { claim }: StatementSource,
  entries: readonly JournalEntry[],
  line: Sums & { readonly lineNo: number },
): number {
  const medicaid = claim.content.coverages.filter(({ filingCode }) => filingCode === MEDICAID);
  if (medicaid.length === 0) return line.balance;
  const own = entries
    .filter(({ type, lineNo }) => type === 'J3b' && lineNo === line.lineNo)
    .filter(({ payerSequence }) => medicaid.some(({ seq }) => seq === payerSequence))
    .reduce((total, entry) => total + Math.min(leftOf(entry, entries), costShareOf(entry)), 0);
  return Math.min(line.balance, Math.max(0, own - line.paid));
}

const COST_SHARE: readonly string[] = ['1', '2', '3'];
const costShareOf = ({ reasons = [] }: JournalEntry): number =>
  reasons.reduce(
    (total, { group, carc, amount }) =>
      group === 'PR' && COST_SHARE.includes(carc) ? total + amount : total,
    0,
  );

/** Why the patient owes a line, in plain words, the largest first. */
function inWords(reasons: readonly Reason[]): StatementLine['reasons'] {
  const sums = new Map<string, number>();
  for (const { carc, amount } of summed(reasons))
    sums.set(reasonWords(carc), (sums.get(reasonWords(carc)) ?? 0) + amount);
  return [...sums].map(([words, amount]) => ({ words, amount: cents(amount) }));
}

/** What each payer's payments come to, with the day of the last that moved them; nothing that was all taken back. */
function paymentsOf({ content }: Claim, entries: readonly JournalEntry[]): StatementClaim['payments'] {
  const byPayer = new Map<number, { amount: number; day: string }>();
  for (const entry of entries) {
    const { lineNo, payerSequence = 0, postings, date } = entry;
    if (lineNo === undefined) continue;
    const paid = postings
      .filter(({ account }) => columnOf(account, entry) === 'insurance')
      .reduce((total, posting) => total + netOf(posting), 0);
    if (paid === 0) continue;
    const known = byPayer.get(payerSequence) ?? { amount: 0, day: '' };
    byPayer.set(payerSequence, {
      amount: known.amount + paid,
      day: known.day > date ? known.day : date,
    });
  }
  const nameOfPayer = (sequence: number): string =>
    content.coverages.find(({ seq }) => seq === sequence)?.payer.name ?? 'your insurance';
  return [...byPayer]
    .filter(([, { amount }]) => amount !== 0)
    .toSorted(([a], [b]) => a - b)
    .map(([payer, { amount, day }]) => ({ payer: nameOfPayer(payer), day, amount: cents(amount) }));
}

/** Version of the last event that took 1110 from 0 or less to more than 0; 0 where nothing is owed. */
function owedSince(journal: readonly JournalEvent[]): number {
  let open = 0;
  let since = 0;
  for (const { entries, version } of journal) {
    const before = open;
    for (const { lineNo, postings } of entries)
      if (lineNo !== undefined)
        for (const posting of postings) if (posting.account === '1110') open += netOf(posting);
    if (before <= 0 && open > 0) since = version;
  }
  return open > 0 ? since : 0;
}
