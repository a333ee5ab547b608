import { add, type Cents, cents, negate, subtract, ZERO } from '../money.ts';

/** What one payment did under one reference of a payer, as the store keeps it. */
export interface RecoupmentMovement {
  readonly key: string;
  readonly payerName: string;
  /** The payer's own number, where the PLB has one: of the claim it is about. */
  readonly reference?: string;
  readonly kind: 'WO' | 'FB';
  /** TRN02. */
  readonly trace: string;
  /** CCYYMMDD. */
  readonly paymentDate: string;
  /** Positive: taken from us; negative: given back, neutralised or carried forward. */
  readonly amountCents: number;
  /** It takes an explanation of ours back (positive): the payer took nothing by that. */
  readonly undoes?: true;
}

/** One recoupment or forwarding balance over all the payments that speak of it. */
export interface Recoupment {
  readonly payerName: string;
  readonly reference: string | null;
  readonly kind: 'recoupment' | 'forward balance';
  /** Σ of what was taken from us. */
  readonly takenCents: Cents;
  /** Σ of what was neutralised or carried forward. */
  readonly neutralisedCents: Cents;
  /** Still to be taken: neutralised and not taken yet. */
  readonly toComeCents: Cents;
  /** Taken, and nothing explains it yet. */
  readonly unexplainedCents: Cents;
  /** By date, then trace number. */
  readonly payments: readonly {
    readonly trace: string;
    readonly date: string;
    readonly cents: Cents;
  }[];
}

/**
 * Adds up what payers took back: what was taken, by which payments, and what is still to come. Those that are not
 * settled come first, then by payer and reference.
 *
 * @see domain.md 5.7
 */
export function sumRecoupments(movements: readonly RecoupmentMovement[]): readonly Recoupment[] {
  return [...Map.groupBy(movements, ({ key }) => key).values()]
    .map(recoupmentOf)
    .toSorted((a, b) => order(a, b));
}

function recoupmentOf(movements: readonly RecoupmentMovement[]): Recoupment {
  const [first] = movements;
  let taken = ZERO;
  let neutralised = ZERO;
  for (const { amountCents, undoes } of movements) {
    if (amountCents > 0 && undoes !== true) taken = add(taken, cents(amountCents));
    else neutralised = subtract(neutralised, cents(amountCents));
  }
  const open = subtract(neutralised, taken);
  return {
    payerName: first?.payerName ?? '',
    reference: first?.reference ?? null,
    kind: first?.kind === 'FB' ? 'forward balance' : 'recoupment',
    takenCents: taken,
    neutralisedCents: neutralised,
    toComeCents: open > 0 ? open : ZERO,
    unexplainedCents: open < 0 ? negate(open) : ZERO,
    payments: movements
      .map(({ trace, paymentDate, amountCents }) => ({ trace, date: paymentDate, cents: cents(amountCents) }))
      .toSorted((a, b) => compare(`${a.date} ${a.trace}`, `${b.date} ${b.trace}`)),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const isOpen = ({ toComeCents, unexplainedCents }: Recoupment): boolean =>
  toComeCents !== 0 || unexplainedCents !== 0;

const order = (a: Recoupment, b: Recoupment): number =>
  Number(isOpen(b)) - Number(isOpen(a)) ||
  compare(`${a.payerName} ${a.reference ?? ''}`, `${b.payerName} ${b.reference ?? ''}`);
