import { addDays, type CivilDate, daysBetween } from '../dates.ts';
import { type Cents, cents, sum, ZERO } from '../money.ts';
import type { StatementClaim } from './statement-claim.ts';
import type { PlanStanding } from './statement-plan.ts';
import { type Level, levels } from './statement-words.ts';

/** A statement that was made, as far as the next one is judged by it. */
export interface IssuedStatement {
  /** 1, 2, 3 … of this guarantor. */
  readonly n: number;
  readonly number: string;
  readonly day: CivilDate;
  readonly level: Level;
  /** It was sent while a payment plan was kept: no level was taken by it. */
  readonly planned?: true;
  /** What it asked for, by claim: those with an amount due. */
  readonly claims: readonly {
    readonly claimNo: string;
    readonly version: number;
    readonly dueCents: Cents;
  }[];
}

/** A letter that came back stops the cycle; an address that was mended begins it anew. */
export interface MailAct {
  readonly n: number;
  readonly act: 'returned' | 'mended';
  /** The last statement before it; 0 where there was none. */
  readonly afterStatement: number;
  readonly user: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Days from one statement to the next, and from one level to the next. */
export const CYCLE_DAYS = 30;
/** Days from the first statement to the review; the final notice has had its time then. */
export const REVIEW_DAYS = 120;

/** How long a claim has been asked for: by the statements that asked for what is open now. */
export interface Asked {
  readonly claimNo: string;
  /** Day of the first of them; absent before it. */
  readonly firstOn?: CivilDate;
  /** How often, but for those under a payment plan. */
  readonly times: number;
}

/** What is to be done about a guarantor on a day. */
export type CycleStep =
  | {
      readonly kind: 'issue';
      readonly n: number;
      readonly level: Level;
      readonly asked: readonly Asked[];
      /** A payment plan is kept: no level is taken. */
      readonly planned?: true;
    }
  /** The last statement is younger than a cycle. */
  | { readonly kind: 'wait'; readonly until: CivilDate }
  /** Every claim has had its final notice: a person decides. */
  | { readonly kind: 'review'; readonly claims: readonly string[]; readonly last: string }
  | { readonly kind: 'returned-mail' | 'below-minimum' | 'nothing-due' };

export interface CycleRequest {
  readonly today: CivilDate;
  readonly claims: readonly StatementClaim[];
  /** In their order. */
  readonly issued: readonly IssuedStatement[];
  readonly mail: readonly MailAct[];
  readonly plan: PlanStanding;
  /** Less than this is not asked for. */
  readonly minimum: Cents;
}

/**
 * Where a guarantor is in the monthly cycle. A claim is asked for at most once in 30 days, each time more earnestly:
 * by its age since its first statement, and never a level above the one that follows the last. What was not owed any
 * more in between begins anew. While a payment plan is kept, levels stand still and nobody is reviewed.
 *
 * @see domain.md 8.3, 1.6
 */
export function cycleStep({ today, claims, issued, mail, plan, minimum }: CycleRequest): CycleStep {
  const last = mail.at(-1);
  if (last?.act === 'returned') return { kind: 'returned-mail' };
  const due = claims.filter((claim) => claim.due > 0);
  const total = sum(due.map((claim) => claim.due));
  if (total === 0) return { kind: 'nothing-due' };
  if (total < minimum) return { kind: 'below-minimum' };
  const counted = issued.filter(({ n }) => n > (last?.afterStatement ?? 0));
  const latest = counted.at(-1);
  if (latest !== undefined && daysBetween(latest.day, today) < CYCLE_DAYS)
    return { kind: 'wait', until: addDays(latest.day, CYCLE_DAYS) };
  const asked = due.map((claim) => askedBefore(claim, counted));
  const n = (issued.at(-1)?.n ?? 0) + 1;
  if (plan.kind === 'on-time') return { kind: 'issue', n, level: 1, asked, planned: true };
  const open = asked.filter((one) => !isForReview(one, today));
  if (open.length === 0)
    return { kind: 'review', claims: asked.map(({ claimNo }) => claimNo), last: latest?.number ?? '' };
  const level = open.map((one) => levelOf(one, today)).reduce((a, b) => (a > b ? a : b));
  return { kind: 'issue', n, level, asked };
}

function askedBefore({ claimNo, owedSince }: StatementClaim, issued: readonly IssuedStatement[]): Asked {
  const by = issued.filter(({ claims }) =>
    claims.some((one) => one.claimNo === claimNo && one.version >= owedSince),
  );
  const firstOn = by[0]?.day;
  const times = by.filter(({ planned }) => planned !== true).length;
  return { claimNo, times, ...(firstOn === undefined ? {} : { firstOn }) };
}

const ageOf = ({ firstOn }: Asked, today: CivilDate): number =>
  firstOn === undefined ? 0 : daysBetween(firstOn, today);

/** 1 at first, 2 from day 30, 3 from day 60, 4 from day 90; each once at least before the next. */
function levelOf(asked: Asked, today: CivilDate): Level {
  const byAge = 1 + Math.max(0, Math.floor(ageOf(asked, today) / CYCLE_DAYS));
  return levels[Math.min(byAge, asked.times + 1, levels.length) - 1] ?? 1;
}

const isForReview = (asked: Asked, today: CivilDate): boolean =>
  asked.times >= levels.length && ageOf(asked, today) >= REVIEW_DAYS;

/** The boxes of a statement, by days since the claim's first. */
export const agingBoxes = ['current', '31-60', '61-90', '91-120', 'over 120'] as const;
export type AgingBox = (typeof agingBoxes)[number];

/** Up to how many days each box reaches; the last has no end. */
const BOX_ENDS: readonly number[] = [30, 60, 90, 120];

/** What is due, by age. */
export function aged(
  claims: readonly Pick<StatementClaim, 'claimNo' | 'due'>[],
  asked: readonly Asked[],
  today: CivilDate,
): Readonly<Record<AgingBox, Cents>> {
  const boxes = { current: ZERO, '31-60': ZERO, '61-90': ZERO, '91-120': ZERO, 'over 120': ZERO };
  for (const { claimNo, due } of claims) {
    const one = asked.find((candidate) => candidate.claimNo === claimNo);
    const age = one === undefined ? 0 : ageOf(one, today);
    const end = BOX_ENDS.findIndex((days) => age <= days);
    const box = agingBoxes[end < 0 ? BOX_ENDS.length : end] ?? 'current';
    boxes[box] = cents(boxes[box] + due);
  }
  return boxes;
}
