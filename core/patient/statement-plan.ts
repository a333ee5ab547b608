import type { JournalEvent } from '../claim/journal.ts';
import { addDays, type CivilDate } from '../dates.ts';
import { type Cents, cents, sum } from '../money.ts';

/** What was agreed with a guarantor who pays in parts, or that it holds no more. */
export interface PlanAct {
  readonly n: number;
  readonly act: 'agreed' | 'ended';
  /** The day of the act. */
  readonly day: CivilDate;
  /** Of an agreement: each part, above 0, and the day of the first; another follows every 30 days. */
  readonly instalmentCents?: Cents;
  readonly firstOn?: CivilDate;
  readonly user: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** How a plan stands: the part that is next, with its day, or since when one is late. */
export type PlanStanding =
  | { readonly kind: 'none' }
  | { readonly kind: 'on-time' | 'late'; readonly instalment: Cents; readonly payBy: CivilDate };

/** Money of a patient, by the day that it came in. */
export interface PatientCash {
  readonly day: string;
  readonly amount: Cents;
}

const INSTALMENT_DAYS = 30;
/** So many days late an instalment is still on time (domain.md 8.3). */
const GRACE_DAYS = 10;

/** What patients paid on a claim and was not returned: the journal's receipts. */
export function cashOf(journal: readonly JournalEvent[]): readonly PatientCash[] {
  const returned = new Set(
    journal.flatMap(({ facts }) => (facts.kind === 'payment-returned' ? [facts.reverses] : [])),
  );
  return journal.flatMap(({ facts, cause }) =>
    facts.kind === 'patient-paid' && !returned.has(cause)
      ? [{ day: facts.receivedOn, amount: cents(facts.amountCents) }]
      : [],
  );
}

/**
 * Whether a guarantor keeps to what was agreed last: by each instalment's day, with ten days of grace, the instalments
 * up to it are paid. What is paid early or above counts for those that follow.
 *
 * @param cash all that the patients paid, whenever
 */
export function planStanding(
  acts: readonly PlanAct[],
  cash: readonly PatientCash[],
  today: CivilDate,
): PlanStanding {
  const { act, day, instalmentCents: instalment, firstOn } = acts.at(-1) ?? {};
  if (act !== 'agreed' || day === undefined || instalment === undefined || firstOn === undefined)
    return { kind: 'none' };
  const paid = sum(cash.filter((one) => one.day >= day).map(({ amount }) => amount));
  const payBy = addDays(firstOn, Math.floor(paid / instalment) * INSTALMENT_DAYS);
  return { kind: addDays(payBy, GRACE_DAYS) < today ? 'late' : 'on-time', instalment, payBy };
}
