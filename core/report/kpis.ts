import type { JournalEvent } from '../claim/journal.ts';
import { addDays, type CivilDate, daysBetween } from '../dates.ts';
import { type Cents, sum } from '../money.ts';
import { type AgingReport, type AgingRun, agingReport, isOpen } from './aging.ts';
import { bucketOf, OVER_90 } from './buckets.ts';
import { type ClaimAt, contentOf, dayOf, serviceDay } from './claim-at.ts';
import { addEntry, addMoney, type ClaimMoney, isWithin, noMoney, type Period } from './claim-money.ts';
import { DayCounts, type Figure } from './figures.ts';
import { emptyTally, type FilingTally, filingFigures, filingParts } from './filing-tally.ts';
import { type KpiName, kpiNames } from './kpi-catalogue.ts';

export interface KpiRequest extends Period {
  /** One practice only. */
  readonly clientId?: string;
  /** What collecting cost in the period, cents; the books do not know it. */
  readonly costCents?: number;
}

/** A measure with its two numbers. Without a figure where the denominator is 0. */
export interface Kpi extends Figure {
  readonly name: KpiName;
  /** Of a median: how many it was taken of. */
  readonly of?: number;
}

/** The measures of one payer's filings. */
export interface PayerKpis {
  readonly payerId: string;
  readonly payerName: string;
  readonly kpis: readonly Kpi[];
}

export interface KpiReport {
  readonly kpis: readonly Kpi[];
  /** By payer id. */
  readonly payers: readonly PayerKpis[];
  /** Of the receivables that the measures are made of, as in the aging report; 0 when they are the ledger's. */
  readonly differenceCents: Cents;
}

export interface KpiRun {
  /** A claim's whole journal. */
  readonly claim: (journal: readonly JournalEvent[]) => void;
  /** Money of no claim. */
  readonly unclaimed: AgingRun['unclaimed'];
  readonly end: () => KpiReport;
}

/** Days of the averages of domain.md 6.6. */
export const AVERAGE_DAYS = 90;
/** How long a claim is closed before its collection rate is judged. */
const YEAR_DAYS = 365;

interface Sums {
  readonly period: ClaimMoney;
  readonly last90: ClaimMoney;
  readonly served: ClaimMoney;
  readonly closed: ClaimMoney;
  readonly filings: FilingTally;
  readonly daysToSubmission: DayCounts;
  sentFirst: number;
  clean: number;
  over90Submission: number;
}

/**
 * Adds up the measures of domain.md 6.6 that the journals carry, claim by claim. Memory grows with payers and with the
 * range of days, not with claims.
 */
export function kpiReport(request: KpiRequest): KpiRun {
  const sums = emptySums();
  const { to, clientId } = request;
  const aging = agingReport({ asOf: to, age: 'service', by: 'owner', ...(clientId && { clientId }) });
  const payers = new Map<string, { readonly name: string; readonly tally: FilingTally }>();
  const addFilings = (journal: readonly JournalEvent[], { claim }: ClaimAt): void => {
    for (const { filing, add } of filingParts(journal, request)) {
      const payer = claim.content.coverages.find(({ seq }) => seq === filing)?.payer;
      const { tally } = entryOf(payers, payer?.id ?? '', () => ({
        name: payer?.name ?? '',
        tally: emptyTally(),
      }));
      add(tally);
      add(sums.filings);
    }
  };
  return {
    claim: (journal) => {
      const at = aging.claim(journal);
      if (at === undefined) return;
      addFilings(journal, at);
      addSubmission(sums, journal, request);
      addBalances(sums, at, to);
      addClaimMoney(sums, journal, { at, period: request });
    },
    unclaimed: aging.unclaimed,
    end: () => ({
      kpis: kpisOf(figuresOf(sums, request, aging.end()), sums),
      differenceCents: aging.end().difference,
      payers: [...payers]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([payerId, { name, tally }]) => ({
          payerId,
          payerName: name,
          kpis: kpisOf(filingFigures(tally), { filings: tally }),
        })),
    }),
  };
}

const emptySums = (): Sums => ({
  ...{ period: noMoney(), last90: noMoney(), served: noMoney(), closed: noMoney() },
  ...{ filings: emptyTally(), daysToSubmission: new DayCounts(), sentFirst: 0, clean: 0 },
  over90Submission: 0,
});

function entryOf<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

/** The first time that the claim left, to whichever payer. */
function addSubmission(sums: Sums, journal: readonly JournalEvent[], period: Period): void {
  const at = journal.findIndex(({ facts }) => facts.kind === 'batched');
  const sent = journal[at];
  if (sent === undefined || !isWithin(dayOf(sent), period)) return;
  const before = journal.slice(0, at);
  const wasHeld = before.some(({ state }) => state === 'EDIT_HOLD');
  const wasChanged = before.filter(({ facts }) => facts.kind === 'assembled').length > 1;
  sums.sentFirst += 1;
  if (!wasHeld && !wasChanged) sums.clean += 1;
  const claim = contentOf(before)?.claim;
  if (claim !== undefined)
    sums.daysToSubmission.add(daysBetween(serviceDay(claim, dayOf(sent)), dayOf(sent)));
}

/** The aging by service date has all other balances. */
function addBalances(sums: Sums, at: ClaimAt, day: CivilDate): void {
  for (const balance of at.balances)
    if (isOpen(balance) && bucketOf(balance, at, 'submission', day) >= OVER_90)
      sums.over90Submission += balance.amount;
}

function addClaimMoney(
  sums: Sums,
  journal: readonly JournalEvent[],
  { at, period }: { readonly at: ClaimAt; readonly period: Period },
): void {
  const last90 = { from: addDays(period.to, 1 - AVERAGE_DAYS), to: period.to };
  const all = noMoney();
  let lastMoved = '';
  for (const { entries } of journal)
    for (const entry of entries) {
      if (entry.date > period.to) continue;
      addEntry(all, entry);
      if (isWithin(entry.date, period)) addEntry(sums.period, entry);
      if (isWithin(entry.date, last90)) addEntry(sums.last90, entry);
      if (entry.postings.length > 0 && entry.date > lastMoved) lastMoved = entry.date;
    }
  if (isWithin(at.servedOn, period)) addMoney(sums.served, all);
  const yearBefore = { from: addDays(period.from, -YEAR_DAYS), to: addDays(period.to, -YEAR_DAYS) };
  if (at.balances.length === 0 && isWithin(lastMoved, yearBefore)) addMoney(sums.closed, all);
}

function figuresOf(
  sums: Sums,
  { costCents }: KpiRequest,
  { total, accounts }: AgingReport,
): Partial<Record<KpiName, Figure>> {
  const { period, last90, served, closed } = sums;
  const net = sum(accounts.map(({ report }) => report));
  const share = (numerator: number, denominator: number): Figure => ({ numerator, denominator, scale: 1 });
  const daily = (numerator: number, denominator: number): Figure => ({
    ...{ numerator, denominator, scale: AVERAGE_DAYS },
  });
  return {
    ...filingFigures(sums.filings),
    'clean-claims': share(sums.clean, sums.sentFirst),
    'denial-write-offs': share(
      period.deniedWriteOffs,
      period.charges - period.contractual - period.allowances,
    ),
    'days-in-ar': daily(net, last90.charges),
    'over-90-service': share(sum(total.buckets.slice(OVER_90)), total.open),
    'over-90-submission': share(sums.over90Submission, total.open),
    'gross-collection': share(served.payments, served.charges),
    'net-collection': share(closed.payments, closed.charges - closed.contractual),
    ...(costCents === undefined ? {} : { 'cost-to-collect': share(costCents, period.payments) }),
    'days-to-submission': sums.daysToSubmission.median(),
    'credit-balance-days': daily(0 - total.payerCredit - total.patientCredit, last90.payments),
  };
}

/** In the order of the catalogue. */
function kpisOf(
  figures: Partial<Record<KpiName, Figure>>,
  { daysToSubmission, filings }: { readonly daysToSubmission?: DayCounts; readonly filings: FilingTally },
): readonly Kpi[] {
  const of: Partial<Record<KpiName, number>> = {
    ...(daysToSubmission === undefined ? {} : { 'days-to-submission': daysToSubmission.count }),
    'payment-lag': filings.lags.count,
  };
  return kpiNames.flatMap((name) => {
    const figure = figures[name];
    const count = of[name];
    return figure === undefined ? [] : [{ name, ...figure, ...(count === undefined ? {} : { of: count }) }];
  });
}
