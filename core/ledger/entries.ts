import type { Claim } from '../claim/types.ts';
import type { CivilDate } from '../dates.ts';
import type { ClaimNo } from '../ids.ts';
import { type Cents, negate, sum, ZERO } from '../money.ts';
import { Defect } from '../result.ts';
import type { AccountCode } from './accounts.ts';

/**
 * The business events of domain.md 5.8 that are posted so far; J13 mirrors an entry. `info` records an
 * adjustment that posts nothing (5.6, 5.9 invariant 3): what an earlier payer did, bundling that cancels, a
 * capped share.
 */
export const entryTypes = ['J0', 'J1', 'J2', 'J3a', 'J3b', 'J4', 'J12', 'J13', 'info'] as const;
export type EntryType = (typeof entryTypes)[number];

/**
 * One side of an entry. Amounts are positive: the direction is the side. `payer` is the sequence k of
 * 1100[k].
 */
export type Posting =
  | { readonly account: AccountCode; readonly payer?: number; readonly debit: Cents }
  | { readonly account: AccountCode; readonly payer?: number; readonly credit: Cents };

/** The payer's words behind an amount: a CAS triplet, positive where it reduces the payment. */
export interface Reason {
  readonly group: string;
  readonly carc: string;
  readonly amount: Cents;
}

/** What an entry is about. All but `entryId`, `cause` and `date` are absent where they do not apply. */
export interface EntryOrigin {
  readonly entryId: string;
  /** The business key of what made it: a remittance's claim payment, a command (design.md D2). */
  readonly cause: string;
  readonly date: CivilDate;
  readonly claimNo?: ClaimNo;
  /** 1-based line of the claim; 0 is the claim as a whole, where the payer names no line. */
  readonly lineNo?: number;
  /** The payer that answered. */
  readonly payerSequence?: number;
  /** Sub-account of 1015 and 2030: the payment that the money came with. */
  readonly trace?: string;
}

/** An entry of the ledger. It balances, and nothing changes it: it is undone by its mirror only. */
export interface JournalEntry extends EntryOrigin {
  readonly type: EntryType;
  /** Empty on a memo (J4, info), which moves no money. */
  readonly postings: readonly Posting[];
  readonly reasons?: readonly Reason[];
  /** Id of the entry that this one mirrors. */
  readonly reverses?: string;
}

const isMemo = (type: EntryType): boolean => type === 'J4' || type === 'info';

export const debitOf = (p: Posting): Cents => ('debit' in p ? p.debit : ZERO);
export const creditOf = (p: Posting): Cents => ('credit' in p ? p.credit : ZERO);

/** Debits less credits of the postings, cents; 0 when they balance. */
export const imbalance = (postings: readonly Posting[]): number =>
  sum(postings.map(debitOf)) - sum(postings.map(creditOf));

/**
 * Makes an entry. Every entry of the system goes through here.
 *
 * @throws Defect when debits and credits differ, an amount is not positive, or a memo moves money
 */
export function entry(draft: JournalEntry): JournalEntry {
  const { type, postings } = draft;
  if (postings.some((p) => debitOf(p) + creditOf(p) <= 0))
    throw new Defect(`a posting of ${type} is not positive`);
  if (imbalance(postings) !== 0) throw new Defect(`an entry ${type} is out of balance`);
  if (isMemo(type) !== (postings.length === 0)) throw new Defect(`an entry ${type} has the wrong postings`);
  return draft;
}

/** Where money moves to (debit) and from (credit). */
interface Move {
  readonly debit: { readonly account: AccountCode; readonly payer?: number };
  readonly credit: { readonly account: AccountCode; readonly payer?: number };
  /** Not 0. Negative swaps the sides. */
  readonly amount: Cents;
  readonly reasons?: readonly Reason[];
}

function moved(type: EntryType, origin: EntryOrigin, move: Move): JournalEntry {
  const { debit, credit, amount, reasons } = move;
  const [to, from, positive] = amount < 0 ? [credit, debit, negate(amount)] : [debit, credit, amount];
  return entry({
    ...origin,
    type,
    postings: [
      { ...to, debit: positive },
      { ...from, credit: positive },
    ],
    ...(reasons === undefined ? {} : { reasons }),
  });
}

/** The payer whose receivable a claim entry moves. */
const payerOf = (origin: EntryOrigin): number => {
  if (origin.payerSequence === undefined) throw new Defect('an entry on 1100 names its payer');
  return origin.payerSequence;
};
const insurance = (payer: number) => ({ account: '1100', payer }) as const;

/** J0: a line's charge becomes due from the payer that is billed first. */
export const chargeBilled = (origin: EntryOrigin, amount: Cents): JournalEntry =>
  moved('J0', origin, { debit: insurance(payerOf(origin)), credit: { account: '4010' }, amount });

/** J0 for every line of a claim that has a charge. Entry ids are the cause and the line. */
export const claimBilled = (
  claim: Claim,
  at: Pick<EntryOrigin, 'cause' | 'date' | 'payerSequence'>,
): readonly JournalEntry[] =>
  claim.content.lines.flatMap(({ chargeCents }, i) =>
    chargeCents === 0
      ? []
      : chargeBilled(
          { ...at, entryId: `${at.cause}/J0/${i + 1}`, claimNo: claim.claimNo, lineNo: i + 1 },
          chargeCents,
        ),
  );

/** J1: the payer paid this much for the line; negative takes back. */
export const insurancePaid = (origin: EntryOrigin, amount: Cents): JournalEntry =>
  moved('J1', origin, { debit: { account: '1015' }, credit: insurance(payerOf(origin)), amount });

interface Explained {
  readonly amount: Cents;
  readonly reasons: readonly Reason[];
}

/** J2: contractual reduction; a negative one (CARC 94, a bonus) has its sides swapped (domain.md 5.6). */
export const contractuallyAdjusted = (origin: EntryOrigin, { amount, reasons }: Explained): JournalEntry =>
  moved('J2', origin, { debit: { account: '4110' }, credit: insurance(payerOf(origin)), amount, reasons });

/** J3a: what this payer leaves is due from the next payer. */
export const movedToNextPayer = (
  origin: EntryOrigin,
  { amount, reasons, nextPayer }: Explained & { readonly nextPayer: number },
): JournalEntry =>
  moved('J3a', origin, { debit: insurance(nextPayer), credit: insurance(payerOf(origin)), amount, reasons });

/** J3b: what this payer leaves is due from the patient. */
export const movedToPatient = (origin: EntryOrigin, { amount, reasons }: Explained): JournalEntry =>
  moved('J3b', origin, { debit: { account: '1110' }, credit: insurance(payerOf(origin)), amount, reasons });

/** J4: a denial. A memo: the balance stays with the payer until a person decides (design.md D8). */
export const denied = (origin: EntryOrigin, reasons: readonly Reason[]): JournalEntry =>
  entry({ ...origin, type: 'J4', postings: [], reasons });

/** An adjustment that explains the payment but moves nothing of ours. */
export const noted = (origin: EntryOrigin, reasons: readonly Reason[]): JournalEntry =>
  entry({ ...origin, type: 'info', postings: [], reasons });

/** J12: money that no claim can take goes to suspense; a negative amount comes out of it. */
export const heldInSuspense = (origin: EntryOrigin, amount: Cents): JournalEntry =>
  moved('J12', origin, { debit: { account: '1015' }, credit: { account: '2030' }, amount });

const mirror = (p: Posting): Posting => {
  const { account, payer } = p;
  const at = payer === undefined ? { account } : { account, payer };
  return 'debit' in p ? { ...at, credit: p.debit } : { ...at, debit: p.credit };
};

/**
 * J13: the entry that undoes `original`, each side swapped. Its trace is that of the reversing payment.
 * The reasons' amounts turn their sign too, so that reversing twice gives the first entry's postings and
 * reasons.
 */
export function reverseEntry(
  original: JournalEntry,
  at: Pick<EntryOrigin, 'entryId' | 'cause' | 'date' | 'trace'>,
): JournalEntry {
  if (isMemo(original.type)) throw new Defect('a memo moves nothing that could be reversed');
  return entry({
    ...original,
    ...at,
    type: 'J13',
    postings: original.postings.map(mirror),
    ...(original.reasons === undefined
      ? {}
      : { reasons: original.reasons.map((r) => ({ ...r, amount: negate(r.amount) })) }),
    reverses: original.entryId,
  });
}
