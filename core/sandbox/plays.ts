import type { CivilDate } from '../dates.ts';
import { type Cents, cents, negate, subtract, sum } from '../money.ts';
import type { Written } from '../x12/sets/answer-write.ts';
import type { ClaimPayment, ProfessionalClaim } from '../x12/types.ts';
import { bundled } from './bundling.ts';
import { crossedOver } from './crossover.ts';
import { claimDraw, type Plot } from './fate.ts';
import { estimated, foreignClaim, overcharged, withInterest } from './odd-payments.ts';
import type { ActingPayer } from './payers.ts';
import { corrected, takenBack } from './reversal.ts';
import type { PlayName } from './scenarios.ts';
import { inParts } from './split-claim.ts';

type Payment = Written<ClaimPayment>;

/** A claim that a payer decided, with its CLPs: one, or for a replacement the reversal of the original before it. */
export interface Settled {
  readonly claim: ProfessionalClaim;
  readonly payments: readonly Payment[];
}

/** A PLB pair before it has its provider. Positive decreases the payment. */
export interface Pair {
  readonly code: string;
  readonly reference?: string;
  readonly amount: Cents;
}

/** One 835 of a payer: what it pays, and what is odd about it. Interest (L6) and forward balance (FB) follow. */
export interface Cheque {
  readonly claims: readonly Payment[];
  readonly pairs?: readonly Pair[];
  /** Another payer than the one the claims were sent to. */
  readonly payer?: ActingPayer;
  /** BPR02 says so much more than the claims do. */
  readonly misstated?: Cents;
  /** It comes again: in another interchange, or the same bytes under other names and line breaks. */
  readonly again?: 'in-another-interchange' | 'under-other-names';
}

export interface PlayFacts extends Plot {
  readonly today: CivilDate;
}

/** What a payer pays for what it decided: 835s in the order in which they come, each after the one before is posted. */
type Play = (settled: readonly Settled[], facts: PlayFacts) => readonly Cheque[];

const ONE_DOLLAR = cents(100);
/** The PLB of domain.md 5.11 F: interest paid, and an earlier overpayment recovered. */
const INTEREST = cents(202);
const RECOVERY = cents(5000);

const paymentsOf = (settled: readonly Settled[]): readonly Payment[] =>
  settled.flatMap((one) => one.payments);
const totalPaid = (payments: readonly Payment[]): Cents => sum(payments.map(({ paid }) => paid));

/** Each CLP as the function has it; reversals stay as they are. */
const each =
  (change: (payment: Payment, claim: ProfessionalClaim) => Payment) => (settled: readonly Settled[]) =>
    settled.flatMap(({ claim, payments }) =>
      payments.map((payment) => (payment.charge < 0 ? payment : change(payment, claim))),
    );

/** Claims that are paid by one CLP, the dearest first; the others as they came. */
interface Picked {
  readonly paid: readonly Payment[];
  readonly others: readonly Payment[];
}

const isPaid = ({ payments }: Settled): boolean => payments.length === 1 && totalPaid(payments) > 0;

function picked(settled: readonly Settled[]): Picked {
  const paid = paymentsOf(settled.filter(isPaid)).toSorted(
    (a, b) => b.paid - a.paid || (a.claimId < b.claimId ? -1 : 1),
  );
  return { paid, others: paymentsOf(settled.filter((one) => !isPaid(one))) };
}

/** An 835 comes only where there is something to say. */
const cheque = (claims: readonly Payment[], pairs: readonly Pair[] = []): readonly Cheque[] =>
  claims.length + pairs.length === 0 ? [] : [{ claims, pairs }];

export const plays: Readonly<Record<PlayName, Play>> = {
  once: (settled) => cheque(paymentsOf(settled)),

  'wrong-total': (settled) => [{ claims: paymentsOf(settled), misstated: ONE_DOLLAR }],

  'wrong-line': (settled) =>
    cheque(paymentsOf(settled).map((payment, i) => (i === 0 ? overcharged(payment) : payment))),

  'provider-adjustment': (settled) => {
    const claims = paymentsOf(settled);
    const recovered = cents(Math.max(0, Math.min(totalPaid(claims), RECOVERY)));
    return cheque(
      claims.map((claim, i) => (i === 0 ? { ...claim, interest: INTEREST } : claim)),
      recovered === 0 ? [] : [{ code: 'WO', reference: 'RECOVERY1', amount: recovered }],
    );
  },

  'foreign-claim': (settled, { seed, today }) =>
    cheque([...paymentsOf(settled), foreignClaim(paymentsOf(settled), seed, today)]),

  'sent-twice': (settled) => [{ claims: paymentsOf(settled), again: 'in-another-interchange' }],

  renamed: (settled) => [{ claims: paymentsOf(settled), again: 'under-other-names' }],

  interest: (settled) => cheque(each(withInterest)(settled)),

  bundling: (settled) => cheque(each(bundled)(settled)),

  'split-claim': (settled, { seed }) =>
    cheque(
      paymentsOf(settled).flatMap((payment) => (payment.charge < 0 ? [payment] : inParts(payment, seed))),
    ),

  predetermination: (settled, { seed }) => [
    ...cheque(each((payment) => estimated(payment, seed))(settled.filter(isDecided))),
    ...cheque(paymentsOf(settled)),
  ],

  crossover: (settled, facts) => {
    const crossings = settled.map(({ claim, payments: [payment, ...more] }) =>
      payment === undefined || more.length > 0 || payment.paid < 0
        ? null
        : crossedOver(claim, payment, facts),
    );
    const own = settled.flatMap(({ payments }, i) => {
      const forwarded = crossings[i]?.forwarded;
      return forwarded === undefined ? payments : [forwarded];
    });
    const answers = crossings.filter((crossing) => crossing !== null);
    const byPayer = Map.groupBy(answers, ({ payer }) => payer.id);
    return [
      ...cheque(own),
      ...[...byPayer.values()].flatMap((some) => {
        const payer = some[0]?.payer;
        return payer === undefined ? [] : [{ payer, claims: some.map(({ answer }) => answer) }];
      }),
    ];
  },

  correction: (settled, { seed }) => {
    const { paid, others } = drawn(settled, seed);
    return [
      ...cheque([...others, ...paid.revised, ...paid.first]),
      ...cheque([
        ...paid.revised.flatMap((payment) => [takenBack(payment), corrected(payment, seed)]),
        ...paid.later,
      ]),
    ];
  },

  'forward-balance': (settled) => {
    const { paid, others } = picked(settled);
    const [dearest, ...more] = paid;
    if (dearest === undefined) return cheque(others);
    const reversed = more.at(-1);
    return reversed === undefined
      ? [...cheque([...others, dearest]), ...cheque([takenBack(dearest)])]
      : [...cheque([...others, ...more]), ...cheque([takenBack(reversed)]), ...cheque([dearest])];
  },

  takeback: (settled) => {
    const { paid, others } = picked(settled);
    const [dearest, ...more] = paid;
    if (dearest === undefined) return cheque(others);
    const recovery = (amount: Cents): readonly Pair[] => [
      { code: 'WO', reference: dearest.payerClaimControlNo, amount },
    ];
    const small = more.slice(-1);
    const netting = enough(more.slice(0, -1), subtract(dearest.paid, totalPaid(small)));
    return [
      ...cheque([...others, dearest, ...more.slice(netting.length, -1)]),
      ...cheque([takenBack(dearest)], recovery(negate(dearest.paid))),
      ...cheque(small, recovery(dearest.paid)),
      ...cheque(netting),
    ];
  },

  'recoupment-first': (settled) => {
    const { paid, others } = picked(settled);
    const [dearest, ...more] = paid;
    const recovered = more.at(-1);
    if (dearest === undefined || recovered === undefined) return cheque([...others, ...paid]);
    const recovery = (amount: Cents): readonly Pair[] => [
      { code: 'WO', reference: recovered.payerClaimControlNo, amount },
    ];
    return [
      ...cheque([...others, ...more]),
      ...cheque([dearest], recovery(recovered.paid)),
      ...cheque([takenBack(recovered)], recovery(negate(recovered.paid))),
    ];
  },

  'correction-first': (settled, { seed }) => {
    const { paid, others } = picked(settled);
    const [dearest, ...more] = paid;
    const revised = more.at(-1);
    if (dearest === undefined || revised === undefined) return cheque([...others, ...paid]);
    return [
      ...cheque([...others, ...more]),
      ...cheque([corrected(revised, seed)]),
      ...cheque([takenBack(revised), dearest]),
    ];
  },

  'late-original': (settled, { seed }) => {
    const { paid, others } = picked(settled);
    const late = paid.at(-1);
    if (late === undefined) return cheque(others);
    return [
      ...cheque([...others, ...paid.slice(0, -1), takenBack(late), corrected(late, seed)]),
      ...cheque([late]),
    ];
  },
};

const isDecided = ({ payments }: Settled): boolean => payments.length === 1 && (payments[0]?.charge ?? 0) > 0;

/** The first of the payments that together come to an amount; all where they do not. */
function enough(payments: readonly Payment[], amount: Cents): readonly Payment[] {
  let left: number = amount;
  return payments.filter(({ paid }) => {
    const isNeeded = left > 0;
    left -= paid;
    return isNeeded;
  });
}

/** Paid claims in three parts, by each one's own draw: paid and then corrected, paid, and paid with the corrections. */
interface Drawn {
  readonly paid: Readonly<Record<'revised' | 'first' | 'later', readonly Payment[]>>;
  readonly others: readonly Payment[];
}

/** At least one is corrected; where there are more, at least one comes with it, so that no payment is below zero. */
function drawn(settled: readonly Settled[], seed: string): Drawn {
  const paid = settled.filter(isPaid);
  const parts = Map.groupBy(paid, ({ claim }, i) =>
    i === 0 ? 0 : i === 1 ? 1 : claimDraw(claim, seed, 'taken back').below(3),
  );
  const part = (n: number): readonly Payment[] => paymentsOf(parts.get(n) ?? []);
  return {
    paid: { revised: part(0), later: part(1), first: part(2) },
    others: paymentsOf(settled.filter((one) => !isPaid(one))),
  };
}
