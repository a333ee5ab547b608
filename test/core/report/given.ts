/** Journals for reports: a claim that was billed, and what moved its money on which day. Amounts in dollars. */
import { type EventFacts, JOURNAL_SHAPE, type JournalEvent } from '../../../core/claim/journal.ts';
import type { Claim, FilingState } from '../../../core/claim/types.ts';
import { type CivilDate, civilDate } from '../../../core/dates.ts';
import {
  chargeBilled,
  contractuallyAdjusted,
  type EntryOrigin,
  insurancePaid,
  type JournalEntry,
  movedToNextPayer,
  movedToPatient,
  overpaid,
  reverseEntry,
} from '../../../core/ledger/entries.ts';
import {
  movedToPatientCredit,
  patientPaid,
  patientPrepaid,
  placedInCollections,
  refunded,
} from '../../../core/ledger/settling-entries.ts';
import { type AgingReport, type AgingRequest, agingReport } from '../../../core/report/aging.ts';
import { buckets } from '../../../core/report/buckets.ts';
import { type KpiRequest, kpiReport } from '../../../core/report/kpis.ts';
import { aClaim, adjustment, usd } from '../remit/given.ts';

/** `2026-01-05` → its civil date. */
export const on = (day: string): CivilDate => civilDate(day.replaceAll('-', ''));

interface GivenClaim {
  readonly charge: number;
  /** Day of service. */
  readonly served: string;
  /** Day that it was sent and billed. */
  readonly sent: string;
  readonly secondary?: boolean;
  /** What happened between assembling and sending. */
  readonly before?: readonly Happening[];
  readonly change?: (claim: Claim) => Claim;
}

/** What a posting is made of, once the claim is known. */
export type Made = (origin: EntryOrigin) => JournalEntry;

export const pays =
  (dollars: number): Made =>
  (origin) =>
    insurancePaid(origin, usd(dollars));
export const reduces =
  (dollars: number): Made =>
  (origin) =>
    contractuallyAdjusted(origin, { amount: usd(dollars), reasons: [] });
export const leavesToPatient =
  (dollars: number): Made =>
  (origin) =>
    movedToPatient(origin, { amount: usd(dollars), reasons: [] });
export const leavesToNext =
  (dollars: number): Made =>
  (origin) =>
    movedToNextPayer(origin, { amount: usd(dollars), reasons: [], nextPayer: 2 });
export const paysTwice =
  (dollars: number): Made =>
  (origin) =>
    overpaid(origin, usd(dollars), usd(0));
export const patientPays =
  (dollars: number): Made =>
  (origin) =>
    patientPaid(origin, usd(dollars), 'cash');
export const prepays =
  (dollars: number): Made =>
  (origin) =>
    patientPrepaid(origin, usd(dollars));
export const becomesCredit =
  (dollars: number): Made =>
  (origin) =>
    movedToPatientCredit(origin, usd(dollars));
export const toAgency =
  (dollars: number): Made =>
  (origin) =>
    placedInCollections(origin, usd(dollars));
export const refunds =
  (dollars: number, to: '2010' | '2020'): Made =>
  (origin) =>
    refunded(origin, usd(dollars), to);
export const mirrors =
  (original: Made): Made =>
  (origin) =>
    reverseEntry(original({ ...origin, entryId: `${origin.entryId}/of` }), origin);

interface Happening {
  readonly facts?: EventFacts;
  readonly state?: FilingState;
  readonly steps?: JournalEvent['steps'];
  readonly filing?: number;
  readonly attempt?: number;
  /** Posting date of the entries, where it is another. */
  readonly dated?: string;
  readonly entries?: readonly Made[];
  readonly payer?: number;
}

export type GivenJournal = ReturnType<typeof journalOf>;

/** A claim of one line, assembled on its day of sending. */
export function journalOf(no: string, given: GivenClaim) {
  const { charge, served, sent, secondary = false, before = [], change = (claim: Claim) => claim } = given;
  const line = { code: '99213', charge, from: on(served) };
  const claim = change(aClaim(no, [line], { secondary }));
  const events: JournalEvent[] = [];
  const happens = (day: string, happening: Happening): void => {
    const { facts = NOTHING, state = events.at(-1)?.state ?? 'READY', steps = [], filing = 1 } = happening;
    const { attempt = 1, dated = day, entries = [], payer = filing } = happening;
    const version = events.length + 1;
    const cause = `${no}/${version}`;
    const origin = { cause, date: on(dated), claimNo: claim.claimNo, lineNo: 1, payerSequence: payer };
    events.push({
      ...{ shape: JOURNAL_SHAPE, claimNo: claim.claimNo, version, cause, at: `${day}T12:00:00.000Z` },
      ...{ filing, attempt, steps, state, rank: 0, work: [], facts },
      entries: entries.map((make, i) => make({ ...origin, entryId: `${cause}/${i}` })),
    });
  };
  const assembled: EventFacts = {
    ...{ kind: 'assembled', claim, contentHash: 'h', findings: [], editSet: '1', parts: 1, fileId: 'f' },
    patientKey: `key-of-${no}`,
  };
  happens(sent, { facts: assembled });
  for (const happening of before) happens(sent, happening);
  happens(sent, { ...SENT, entries: [(origin) => chargeBilled(origin, usd(charge))] });
  const journal = {
    claim,
    events,
    happens: (day: string, happening: Happening) => {
      happens(day, happening);
      return journal;
    },
    moves: (day: string, ...entries: readonly Made[]) => {
      happens(day, { entries });
      return journal;
    },
  };
  return journal;
}
/** It leaves in a file. */
export const SENT: Happening = {
  state: 'SENT',
  facts: { kind: 'batched', partner: 'acme', planId: 'p', controlNo: 1, setControlNo: '1', batchId: 'b' },
};
const step = (to: FilingState): JournalEvent['steps'] => [{ row: 1, from: 'SENT', to }];

export const refused: Happening = {
  state: 'REJ_FRONTEND',
  steps: step('REJ_FRONTEND'),
  facts: { kind: 'acknowledged', document: '277CA', fileId: 'f', codes: ['A7:164'] },
};
export const accepted = (processDate: string): Happening => ({
  state: 'PAYER_ACCEPTED',
  steps: step('PAYER_ACCEPTED'),
  facts: {
    ...{ kind: 'acknowledged', document: '277CA', fileId: 'f', codes: ['A2:20'] },
    processDate: on(processDate),
  },
});

/** A posted 835: dollars charged, and the denial items as `CO-16 30`. */
export const decided = (
  paidOn: string,
  {
    charge,
    denials = [],
    state = 'PAID',
  }: { charge: number; denials?: readonly string[]; state?: FilingState },
): Happening => ({
  ...{ state, steps: step(state), dated: paidOn },
  facts: {
    ...{ kind: 'adjudicated', fileId: 'f', paymentDate: on(paidOn), chargeCents: usd(charge), rung: 1 },
    adjudication: {
      ...{ remittanceId: 'r', ordinal: 1, status: '1', paidCents: 0, patientCents: 0 },
      ...{ whollyDenied: false, payerClaimControlNo: 'P1' },
    },
    denials: denials.map((text) => ({ lineNo: 1, ...adjustment(text), remarks: [] })),
    disposition: 'posted',
  },
});

/** An event that only moves money. */
const NOTHING: EventFacts = { kind: 'crossover-overdue' };

type Asked = Partial<Omit<AgingRequest, 'asOf'>>;

export function agingOf(day: string, journals: readonly GivenJournal[], asked: Asked = {}): AgingReport {
  const run = agingReport({ asOf: on(day), age: 'usual', by: 'owner', ...asked });
  for (const { events } of journals) run.claim(events);
  return run.end();
}

/** What a row has, by its columns, without what is 0. Dollars. */
export function shown({ rows, total }: Pick<AgingReport, 'rows' | 'total'>) {
  return Object.fromEntries(
    [...rows, total].map((row) => {
      const amounts = [
        ...buckets.map(({ name }, i) => [name, row.buckets[i] ?? 0] as const),
        ['payer credit', row.payerCredit] as const,
        ['patient credit', row.patientCredit] as const,
        ['below zero', row.belowZero] as const,
      ];
      return [
        row.label,
        Object.fromEntries(amounts.flatMap(([name, amount]) => (amount === 0 ? [] : [[name, amount / 100]]))),
      ];
    }),
  );
}

export function kpisOf(journals: readonly GivenJournal[], request: Partial<KpiRequest> = {}) {
  const run = kpiReport({ from: on('2026-01-01'), to: on('2026-03-31'), ...request });
  for (const { events } of journals) run.claim(events);
  return run.end();
}
