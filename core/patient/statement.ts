import type { Claim } from '../claim/types.ts';
import { addDays, type CivilDate } from '../dates.ts';
import { type Cents, cents, sum } from '../money.ts';
import { err, ok, type Result } from '../result.ts';
import type { StatementClaim, StatementLine } from './statement-claim.ts';
import { type AgingBox, type Asked, aged } from './statement-cycle.ts';
import { addressLines, type Guarantor, nameOf } from './statement-guarantor.ts';
import type { PlanStanding } from './statement-plan.ts';
import type { StatementTerms } from './statement-settings.ts';
import type { Level } from './statement-words.ts';

/** The shape of a stored statement. */
export const STATEMENT_SHAPE = 1;

/** What payers still have of the patients on a statement; not due. */
export interface Pending {
  readonly claims: number;
  readonly amount: Cents;
}

/** Over the claims that something is asked for; cents. */
export interface StatementTotals {
  readonly charges: Cents;
  readonly insurance: Cents;
  readonly adjusted: Cents;
  readonly paid: Cents;
  readonly withInsurance: Cents;
  readonly withAgency: Cents;
  /** Owed by the ledger, and not asked for (`held`). */
  readonly heldBack: Cents;
  readonly due: Cents;
}

/** A patient statement: a value of what was printed. It never changes once it is made. */
export interface Statement {
  readonly shape: number;
  readonly number: string;
  readonly account: string;
  readonly level: Level;
  /** CCYYMMDD. */
  readonly day: CivilDate;
  readonly payBy: CivilDate;
  readonly practice: {
    readonly name: string;
    readonly address: readonly string[];
    readonly phone?: string;
    readonly remitTo: readonly string[];
    readonly paymentUrl?: string;
  };
  readonly guarantor: Guarantor;
  /** Every claim of the guarantor with something in 1110, the oldest service first. */
  readonly claims: readonly StatementClaim[];
  readonly aging: Readonly<Record<AgingBox, Cents>>;
  readonly totals: StatementTotals;
  readonly pending: Pending;
  /** What the patients have to the good on claims (2020); it is not taken off by itself. */
  readonly credit: Cents;
  /** A payment plan that is kept: the instalment that is next. */
  readonly plan?: { readonly instalment: Cents; readonly payBy: CivilDate };
  readonly notices: readonly string[];
}

export interface StatementRequest {
  readonly guarantor: Guarantor;
  readonly n: number;
  readonly level: Level;
  readonly today: CivilDate;
  readonly claims: readonly StatementClaim[];
  readonly asked: readonly Asked[];
  readonly pending: Pending;
  readonly credit: Cents;
  readonly plan: PlanStanding;
  /** The claim whose billing provider heads the statement: that of the latest service. */
  readonly content: Claim['content'];
  readonly terms: StatementTerms;
}

/** A claim whose lines are not what its patient owes. */
export interface DoesNotAddUp {
  readonly claimNo: string;
  /** By its lines, and by the ledger; cents. */
  readonly lines: Cents;
  readonly owed: Cents;
}

/** A line's balance is its charge less all that became of it. */
const addsUp = (line: StatementLine): boolean =>
  line.charge -
    line.insurance -
    line.adjusted -
    line.paid -
    line.withInsurance -
    line.withAgency -
    line.balance ===
  0;

/** The first claim that does not add up: a line, the lines together, or more asked for than owed; else null. */
export function notAddingUp(claims: readonly StatementClaim[]): DoesNotAddUp | null {
  for (const { claimNo, lines, balance, projected, due } of claims) {
    const byLines = sum(lines.map((line) => line.balance));
    const isRight = lines.every(addsUp) && byLines === balance && balance === projected && due <= balance;
    if (!isRight) return { claimNo, lines: byLines, owed: projected };
  }
  return null;
}

/**
 * Makes a statement. What is asked for and what is held back are together what the guarantor owes by the ledger, and
 * each claim's lines add up to its part; else there is none.
 *
 * @see domain.md 8.3
 */
export function makeStatement(request: StatementRequest): Result<Statement, DoesNotAddUp> {
  const { guarantor, n, level, today, asked, pending, credit, plan, terms } = request;
  const wrong = notAddingUp(request.claims);
  if (wrong !== null) return err(wrong);
  const claims = request.claims
    .filter(({ balance }) => balance !== 0)
    .toSorted((a, b) => a.day.localeCompare(b.day) || (a.claimNo < b.claimNo ? -1 : 1));
  return ok({
    ...{ shape: STATEMENT_SHAPE, number: statementNumber(guarantor, n), account: guarantor.account, level },
    ...{ day: today, payBy: addDays(today, terms.dueDays), practice: practiceOf(request), guarantor, claims },
    ...{ aging: aged(claims, asked, today), totals: totalsOf(claims), pending, credit },
    ...(plan.kind === 'on-time' ? { plan: { instalment: plan.instalment, payBy: plan.payBy } } : {}),
    notices: terms.notices,
  });
}

export const statementNumber = ({ account }: Pick<Guarantor, 'account'>, n: number): string =>
  `${account}-${n}`;

function practiceOf({ content, terms }: StatementRequest): Statement['practice'] {
  const { billing, payTo } = content;
  const [name, address] = [nameOf(billing), addressLines(billing)];
  const phone = terms.phone ?? billing.contacts?.find((contact) => contact.phone !== undefined)?.phone;
  return {
    ...{ name, address, ...(phone === undefined ? {} : { phone }) },
    remitTo: terms.remitTo ?? [name, ...(payTo === undefined ? address : addressLines(payTo))],
    ...(terms.paymentUrl === undefined ? {} : { paymentUrl: terms.paymentUrl }),
  };
}

/** Claims that something is asked for. */
export const asksFor = ({ claims }: Pick<Statement, 'claims'>): readonly StatementClaim[] =>
  claims.filter(({ due }) => due > 0);

function totalsOf(claims: readonly StatementClaim[]): StatementTotals {
  const asked = asksFor({ claims });
  const lines = asked.flatMap((claim) => claim.lines);
  const over = (of: (line: StatementLine) => Cents): Cents => sum(lines.map(of));
  const due = sum(asked.map((claim) => claim.due));
  return {
    charges: over((line) => line.charge),
    insurance: over((line) => line.insurance),
    adjusted: over((line) => line.adjusted),
    paid: over((line) => line.paid),
    withInsurance: over((line) => line.withInsurance),
    withAgency: over((line) => line.withAgency),
    heldBack: cents(over((line) => line.balance) - due),
    due,
  };
}
