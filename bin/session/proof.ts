import type { JournalEvent } from '../../core/claim/journal.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { type ClaimBalances, noClaimBalances } from '../../core/ledger/balances.ts';
import type { JournalEntry } from '../../core/ledger/entries.ts';
import { type ClaimRecord, type LedgerProof, proveLedger } from '../../core/ledger/proof.ts';
import { cents } from '../../core/money.ts';
import { journals } from './journals.ts';
import type { Stores } from './stores.ts';

/** Balances as the heads of the claims hold them. */
export type Projections = ReadonlyMap<ClaimNo, ClaimBalances>;

export async function readProjections({ claims }: Stores): Promise<Projections> {
  const projections = new Map<ClaimNo, ClaimBalances>();
  for await (const head of claims.scanHeads()) projections.set(head.claimNo, head.balances);
  return projections;
}

/** Reads every journal and proves the whole ledger (domain.md 5.9). */
export async function proveStoredLedger(stores: Stores, projections: Projections): Promise<LedgerProof> {
  const proof = proveLedger();
  const traces = new Map<string, string>();
  for await (const journal of journals(stores)) {
    if (journal.kind === 'unclaimed') {
      const { remittanceId, entries } = journal.money;
      proof.unclaimed(entries);
      noteTrace(traces, remittanceId, entries);
      continue;
    }
    const record = recordOf(journal.events, projections);
    if (record !== undefined) proof.claim(record);
    for (const { facts, entries } of journal.events)
      if (facts.kind === 'adjudicated') noteTrace(traces, facts.adjudication.remittanceId, entries);
  }
  for (const { remittanceId, status, paidCents } of await stores.files.listRemittances()) {
    // What nothing was posted from has no trace in the ledger: its payment then stands alone, and is a difference.
    if (status !== 'held') proof.remittance(traces.get(remittanceId) ?? remittanceId, cents(paidCents));
  }
  return proof.finish();
}

/** The ledger names a payment by its trace, its record by the remittance. Entries know both. */
function noteTrace(
  traces: Map<string, string>,
  remittanceId: string,
  entries: readonly JournalEntry[],
): void {
  const trace = entries.find((entry) => entry.trace !== undefined)?.trace;
  if (trace !== undefined) traces.set(remittanceId, trace);
}

function recordOf(events: readonly JournalEvent[], projections: Projections): ClaimRecord | undefined {
  const claimNo = events[0]?.claimNo;
  if (claimNo === undefined) return undefined;
  return {
    claimNo,
    entries: events.flatMap(({ entries }) => entries),
    adjudications: events.flatMap(({ cause, facts }) =>
      facts.kind === 'adjudicated' && facts.disposition === 'posted'
        ? [{ cause, charge: cents(facts.chargeCents), paid: cents(facts.adjudication.paidCents) }]
        : [],
    ),
    projected: projections.get(claimNo) ?? noClaimBalances,
  };
}
