import type { JournalEvent } from '../claim/journal.ts';
import { civilDate, daysBetween, isCivilDate } from '../dates.ts';
import { isPosted, type Original, standing } from '../remit/in-force.ts';
import { dayOf } from './claim-at.ts';
import { isWithin, type Period } from './claim-money.ts';
import { DayCounts, type Figure } from './figures.ts';
import type { KpiName } from './kpi-catalogue.ts';

/** What is counted of filings, of all payers or of one. Amounts in cents. */
export interface FilingTally {
  sent: number;
  refused: number;
  decided: number;
  settled: number;
  denied: number;
  decidedCharges: number;
  deniedAmounts: number;
  readonly lags: DayCounts;
}

export const emptyTally = (): FilingTally => ({
  ...{ sent: 0, refused: 0, decided: 0, settled: 0, denied: 0, decidedCharges: 0, deniedAmounts: 0 },
  lags: new DayCounts(),
});

/** One filing's part in the tallies. */
export interface FilingPart {
  readonly filing: number;
  readonly add: (tally: FilingTally) => void;
}

/** What a claim's filings add to the tallies of a period. */
export function filingParts(journal: readonly JournalEvent[], period: Period): readonly FilingPart[] {
  return [...sendings(journal, period), ...firstDecisions(journal, period)];
}

const isRefusal = ({ facts, steps }: JournalEvent): boolean =>
  facts.kind === 'acknowledged' && steps.some(({ to }) => to.startsWith('REJ_'));

/** Each time that a filing left, with whether that very sending was refused. */
function sendings(journal: readonly JournalEvent[], period: Period): readonly FilingPart[] {
  return journal.flatMap((event, i) => {
    if (event.facts.kind !== 'batched' || !isWithin(dayOf(event), period)) return [];
    const after = journal.slice(i + 1).filter(({ filing }) => filing === event.filing);
    const next = after.findIndex(({ facts }) => facts.kind === 'batched');
    const refused = (next < 0 ? after : after.slice(0, next)).some(isRefusal);
    const add = (tally: FilingTally): void => {
      tally.sent += 1;
      if (refused) tally.refused += 1;
    };
    return [{ filing: event.filing, add }];
  });
}

function firstDecisions(journal: readonly JournalEvent[], period: Period): readonly FilingPart[] {
  const seen = new Set<number>();
  return standing(journal).flatMap((event) => {
    if (!isPosted(event) || seen.has(event.filing)) return [];
    seen.add(event.filing);
    return isWithin(event.facts.paymentDate, period) ? [firstDecision(event, journal)] : [];
  });
}

function firstDecision(event: Original, journal: readonly JournalEvent[]): FilingPart {
  const { filing, attempt, facts, steps } = event;
  const { denials, chargeCents, paymentDate } = facts;
  const isSettled = steps.some(({ to }) => to === 'PAID' || to === 'ZERO_PAID') && denials.length === 0;
  const accepted = journal.findLast(
    (one) => one.version < event.version && one.filing === filing && isAcceptance(one),
  );
  const add = (tally: FilingTally): void => {
    tally.decided += 1;
    if (attempt === 1 && isSettled) tally.settled += 1;
    if (denials.length > 0) tally.denied += 1;
    tally.decidedCharges += chargeCents;
    tally.deniedAmounts += denials.reduce((sum, { amount }) => sum + amount, 0);
    if (accepted !== undefined && isCivilDate(paymentDate))
      tally.lags.add(daysBetween(acceptedOn(accepted), paymentDate));
  };
  return { filing, add };
}

const isAcceptance = ({ facts, steps }: JournalEvent): boolean =>
  facts.kind === 'acknowledged' && steps.some(({ to }) => to === 'PAYER_ACCEPTED');

/** The payer's own date of its 277CA, else the day that it came. */
function acceptedOn(event: JournalEvent) {
  const day = event.facts.kind === 'acknowledged' ? event.facts.processDate : undefined;
  return day !== undefined && isCivilDate(day) ? civilDate(day) : dayOf(event);
}

const share = (numerator: number, denominator: number): Figure => ({ numerator, denominator, scale: 1 });

/** The measures that are told by payer too. */
export const filingFigures = (tally: FilingTally) =>
  ({
    'front-end-rejections': share(tally.refused, tally.sent),
    'first-pass': share(tally.settled, tally.decided),
    'initial-denials': share(tally.denied, tally.decided),
    'initial-denials-dollars': share(tally.deniedAmounts, tally.decidedCharges),
    'payment-lag': tally.lags.median(),
  }) satisfies Partial<Record<KpiName, Figure>>;
