import { lineNoAt } from '../claim/lines.ts';
import type { Claim } from '../claim/types.ts';
import type { CivilDate } from '../dates.ts';
import type { ClaimNo } from '../ids.ts';
import { type Cents, cents, negate, ZERO } from '../money.ts';
import { Defect } from '../result.ts';
import type { AccountCode } from './accounts.ts';

/**
 * The business events of domain.md 5.8; J13 mirrors an entry. `info` records an adjustment that posts nothing (5.6,
 * 5.9 invariant 3): what an earlier payer did, bundling that cancels, a capped share.
 */
export const entryTypes = [
  ...(['J0', 'J1', 'J2', 'J3a', 'J3b', 'J3c', 'J4', 'J5', 'J6', 'J6a', 'J7'] as const),
  ...(['J8a', 'J8b', 'J8c', 'J8d', 'J8e', 'J8f', 'J8g'] as const),
  ...(['J9', 'J10', 'J11a', 'J11b', 'J12', 'J12b', 'J13', 'J14', 'J15', 'J16', 'J17'] as const),
  ...(['J18', 'J18b', 'J19', 'J20', 'info'] as const),
] as const;
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
  /**
   * Sub-account of 2050: the payer, and what it takes back or carries forward (`recoupmentKey`). Of 4120: why it was
   * written off.
   */
  readonly reference?: string;
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
export function imbalance(postings: readonly Posting[]): number {
  let net = 0;
  for (const posting of postings) net += debitOf(posting) - creditOf(posting);
  return cents(net);
}

/**
 * Makes an entry. Every entry of the system goes through here.
 *
 * @throws Defect when debits and credits differ, an amount is not positive, or a memo moves money
 */
export function entry(draft: JournalEntry): JournalEntry {
  const { type, postings } = draft;
  for (const posting of postings)
    if (debitOf(posting) + creditOf(posting) <= 0) throw new Defect(`a posting of ${type} is not positive`);
  if (imbalance(postings) !== 0) throw new Defect(`an entry ${type} is out of balance`);
  if (isMemo(type) !== (postings.length === 0)) throw new Defect(`an entry ${type} has the wrong postings`);
  return draft;
}

/** An account, with the payer of its receivable. */
interface Place {
  readonly account: AccountCode;
  readonly payer?: number;
}

/** Where money moves to (debit) and from (credit). */
interface Move {
  readonly debit: Place;
  readonly credit: Place;
  /** Not 0. Negative swaps the sides. */
  readonly amount: Cents;
  readonly reasons?: readonly Reason[];
}

const debited = ({ account, payer }: Place, debit: Cents): Posting =>
  payer === undefined ? { account, debit } : { account, payer, debit };
const credited = ({ account, payer }: Place, credit: Cents): Posting =>
  payer === undefined ? { account, credit } : { account, payer, credit };

/** An entry that moves an amount from one account to another. */
export function moved(
  type: EntryType,
  origin: EntryOrigin,
  { debit, credit, amount, reasons }: Move,
): JournalEntry {
  const postings =
    amount < 0
      ? [debited(credit, negate(amount)), credited(debit, negate(amount))]
      : [debited(debit, amount), credited(credit, amount)];
  return entry(
    reasons === undefined ? { ...origin, type, postings } : { ...origin, type, postings, reasons },
  );
}

/** The payer whose receivable a claim entry moves. */
export const payerOf = (origin: EntryOrigin): number => {
  if (origin.payerSequence === undefined) throw new Defect('an entry on 1100 names its payer');
  return origin.payerSequence;
};
/** 1100 of a payer. */
export const insurance = (payer: number) => ({ account: '1100', payer }) as const;

/** J0: a line's charge becomes due from the payer that is billed first. */
export const chargeBilled = (origin: EntryOrigin, amount: Cents): JournalEntry =>
  moved('J0', origin, { debit: insurance(payerOf(origin)), credit: { account: '4010' }, amount });

/** J0 for every line of a claim that has a charge. Entry ids are the cause and the line. */
export const claimBilled = (
  claim: Claim,
  at: Pick<EntryOrigin, 'cause' | 'date' | 'payerSequence'>,
): readonly JournalEntry[] =>
  claim.content.lines.flatMap(({ chargeCents }, i) => {
    const lineNo = lineNoAt(claim, i);
    const origin = { ...at, entryId: `${at.cause}/J0/${lineNo}`, claimNo: claim.claimNo, lineNo };
    return chargeCents === 0 ? [] : chargeBilled(origin, chargeCents);
  });

/** J1: the payer paid this much for the line; negative takes back. */
export const insurancePaid = (origin: EntryOrigin, amount: Cents): JournalEntry =>
  moved('J1', origin, { debit: { account: '1015' }, credit: insurance(payerOf(origin)), amount });

export interface Explained {
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

/**
 * J12b: money in suspense has found its claim. The mirror of its J12 under the payment's own trace; what the payment
 * says is then posted by J1 to J4, as if its claim had been known when it came.
 */
export const takenFromSuspense = (held: JournalEntry, origin: EntryOrigin): JournalEntry =>
  entry({ ...origin, type: 'J12b', postings: held.postings.map(mirror), reverses: held.entryId });

/**
 * J14: a payment that comes again, or of more than is open: what is open is paid, the rest is owed to the payer (2010).
 *
 * @param paid above 0
 * @param open what the payer still owed for the line; 0 or more
 */
export function overpaid(origin: EntryOrigin, paid: Cents, open: Cents): JournalEntry {
  const due = cents(Math.min(paid, open));
  const rest = cents(paid - due);
  return entry({
    ...origin,
    type: 'J14',
    postings: [
      { account: '1015', debit: paid },
      ...(due > 0 ? [{ ...insurance(payerOf(origin)), credit: due }] : []),
      ...(rest > 0 ? [{ account: '2010' as const, credit: rest }] : []),
    ],
  });
}

/** J16: the bank took the payment in; the remittance's clearing account is empty afterwards. */
export const depositMatched = (origin: EntryOrigin, amount: Cents): JournalEntry =>
  moved('J16', origin, { debit: { account: '1010' }, credit: { account: '1015' }, amount });

/** Events at provider level (PLB), with the account that is debited where the payer takes money from 1015. */
const PROVIDER_LEVEL = {
  J7: '4910',
  J8a: '2050',
  J8b: '2050',
  J8c: '2050',
  J8d: '2050',
  J8e: '2050',
  J18: '2050',
} as const satisfies Partial<Record<EntryType, AccountCode>>;

/**
 * J7, J8a to J8e, J18: a provider-level adjustment. Positive decreases the payment, as PLB amounts do.
 *
 * @see domain.md 5.7, 5.8
 */
export const providerAdjusted = (
  type: keyof typeof PROVIDER_LEVEL,
  origin: EntryOrigin,
  amount: Cents,
): JournalEntry =>
  moved(type, origin, { debit: { account: PROVIDER_LEVEL[type] }, credit: { account: '1015' }, amount });

/** J8f: withheld or levied for somebody else (PLB IR, LE). */
export const withheldForOthers = (origin: EntryOrigin, amount: Cents): JournalEntry =>
  moved('J8f', origin, { debit: { account: '1190' }, credit: { account: '1015' }, amount });

/** J8g: any other provider-level adjustment, on the account that its code has. */
export const providerLevelMoved = (origin: EntryOrigin, account: AccountCode, amount: Cents): JournalEntry =>
  moved('J8g', origin, { debit: { account }, credit: { account: '1015' }, amount });

const mirror = (p: Posting): Posting => {
  const { account, payer } = p;
  const at = payer === undefined ? { account } : { account, payer };
  return 'debit' in p ? { ...at, credit: p.debit } : { ...at, debit: p.credit };
};

/**
 * J13 of a part: takes back `amount` of what `original` moved from one account to another. It explains nothing of a
 * payment: it has no reasons and no trace.
 *
 * @param amount above 0, at most what `original` moved
 */
export function reversePart(
  original: JournalEntry,
  at: Pick<EntryOrigin, 'entryId' | 'cause' | 'date'>,
  amount: Cents,
): JournalEntry {
  const { trace: _, reasons: __, postings, ...origin } = original;
  if (postings.length !== 2) throw new Defect('only what moves between two accounts is taken back in part');
  const part = postings
    .map(mirror)
    .map((p) => ('debit' in p ? { ...p, debit: amount } : { ...p, credit: amount }));
  return entry({ ...origin, ...at, type: 'J13', postings: part, reverses: original.entryId });
}

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
