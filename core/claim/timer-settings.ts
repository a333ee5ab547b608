import * as z from 'zod';

/**
 * How long each answer may take before somebody is told (domain.md 1.6). A payer's profile may say otherwise; what the
 * default profile `*` says holds for every payer that says nothing itself.
 */

/** Days, or `never` where the timer is not wanted: a payer that sends no 277CA, a practice that keeps no bank. */
const daysFrom = (least: number) => z.union([z.int().min(least).max(3650), z.literal('never')]);

/**
 * The fewest days of each timer. The index of claims leaves out what cannot be due yet, whatever the configuration
 * says: so a changed configuration needs no claim written again.
 */
export const leastDays = {
  submission: 1,
  acknowledgment: 1,
  clearinghouseAnswer: 1,
  payerAnswer: 1,
  // A clean Medicare claim may be paid from the 14th day on (42 CFR 424; IOM 1 §80.2).
  payment: 14,
  correction: 14,
  voiding: 14,
  appealDecision: 14,
  crossover: 14,
  overpayment: 1,
  patientCredit: 14,
  reassociation: 1,
  repeat: 1,
} as const;

export type TimerName = keyof typeof leastDays;

/** Business days are counted for those that name them, days of the calendar for the others. */
export const timersSchema = z.strictObject({
  /** Business days in which a ready claim leaves. Default 1. */
  submission: daysFrom(leastDays.submission).optional(),
  /** Business days from sending to the TA1 or 999. Default 1. */
  acknowledgment: daysFrom(leastDays.acknowledgment).optional(),
  /** Business days from the 999 to the clearinghouse's 277CA. Default 2. */
  clearinghouseAnswer: daysFrom(leastDays.clearinghouseAnswer).optional(),
  /** Business days from the clearinghouse's 277CA to the payer's. Default 5. */
  payerAnswer: daysFrom(leastDays.payerAnswer).optional(),
  /** Days from the payer's acceptance to the 835. Default: Medicare 20, Medicaid 35, accident insurance 45, else 30. */
  payment: daysFrom(leastDays.payment).optional(),
  /** Days from a reversal to its correction. Default 30. */
  correction: daysFrom(leastDays.correction).optional(),
  /** Days in which a void is answered. Default 45. */
  voiding: daysFrom(leastDays.voiding).optional(),
  /** Days in which an appeal is decided. Default 60. */
  appealDecision: daysFrom(leastDays.appealDecision).optional(),
  /** Days in which the payer that a claim was forwarded to answers. Default 30. */
  crossover: daysFrom(leastDays.crossover).optional(),
  /** Days in which an overpayment is given back (42 CFR 401.305). Default 60. */
  overpayment: daysFrom(leastDays.overpayment).optional(),
  /** Days after which what a patient has to the good is refunded. Default 60. */
  patientCredit: daysFrom(leastDays.patientCredit).optional(),
  /** Business days between a payment's 835 and its money in the bank, either way. Default 4. */
  reassociation: daysFrom(leastDays.reassociation).optional(),
  /** Days after which a person is reminded again, each time more urgently. Default 14. */
  repeat: daysFrom(leastDays.repeat).optional(),
});

export type TimerDays = Readonly<z.infer<typeof timersSchema>>;
type Days = number | 'never';
export type TimerSettings = Readonly<Record<TimerName, Days>>;

const defaults: Omit<TimerSettings, 'payment'> = {
  submission: 1,
  acknowledgment: 1,
  clearinghouseAnswer: 2,
  payerAnswer: 5,
  correction: 30,
  voiding: 45,
  appealDecision: 60,
  crossover: 30,
  overpayment: 60,
  patientCredit: 60,
  reassociation: 4,
  repeat: 14,
};

const OTHERS_PAY_IN = 30;
/** By SBR09: Medicare, Medicaid, workers' compensation, automobile and liability. */
const PAY_IN: Readonly<Record<string, number>> = { MA: 20, MB: 20, MC: 35, WC: 45, AM: 45, LM: 45 };

/** What of the configuration the timers look at. */
export interface TimedPayers {
  readonly payers: readonly { readonly id: string; readonly timers?: TimerDays | undefined }[];
}

/**
 * The timers of a payer's claims.
 *
 * @param indicator SBR09 of the coverage, which tells how fast such payers pay
 */
export function timerSettings(
  { payers }: TimedPayers,
  payerId: string,
  indicator?: string | undefined,
): TimerSettings {
  const of = (id: string): Partial<TimerSettings> => defined(payers.find((payer) => payer.id === id)?.timers);
  return {
    ...defaults,
    payment: PAY_IN[indicator ?? ''] ?? OTHERS_PAY_IN,
    ...of('*'),
    ...of(payerId),
  } as const;
}

const defined = (timers: TimerDays = {}): Partial<TimerSettings> =>
  Object.fromEntries(Object.entries(timers).filter(([, days]) => days !== undefined));
