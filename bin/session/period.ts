import { type CivilDate, civilDateOf, epochToIso } from '../../core/dates.ts';
import {
  closedThrough,
  closing,
  type PeriodAct,
  type PeriodRefusal,
  reopening,
} from '../../core/ledger/period.ts';
import type { Stores } from './stores.ts';

/** Where the trail of closed days lies, and whose word it is. */
export interface Closing {
  readonly claims: Pick<Stores['claims'], 'periodTrail' | 'putPeriodAct'>;
  readonly now: () => number;
  readonly user: string;
}

/** So often another person may be faster. */
const ATTEMPTS = 8;

/** Closes the books through a day. @returns the act, or why there is none */
export const closeThrough = (where: Closing, day: CivilDate): Promise<PeriodAct | PeriodRefusal> =>
  act(where, 'closed', day);

/** Opens a day and all after it again. */
export const reopenFrom = (where: Closing, day: CivilDate): Promise<PeriodAct | PeriodRefusal> =>
  act(where, 'reopened', day);

async function act(
  { claims, now, user }: Closing,
  what: PeriodAct['act'],
  day: CivilDate,
): Promise<PeriodAct | PeriodRefusal> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const trail = await claims.periodTrail();
    const closed = closedThrough(trail);
    const through =
      what === 'closed' ? closing(day, { closed, today: civilDateOf(now()) }) : reopening(day, closed);
    if (isRefusal(through)) return through;
    const next = { n: trail.length + 1, act: what, day, closedThrough: through, user, at: epochToIso(now()) };
    if (await claims.putPeriodAct(next)) return next;
  }
  return 'contended';
}

const refusals: readonly string[] = [
  'already',
  'not-over',
  'not-closed',
  'contended',
] satisfies PeriodRefusal[];
const isRefusal = (answer: CivilDate | PeriodRefusal): answer is PeriodRefusal => refusals.includes(answer);
