import type { JournalEvent } from '../../core/claim/journal.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { type ClaimBalances, noClaimBalances } from '../../core/ledger/balances.ts';
import { type ClaimRecord, type LedgerProof, postedPayments, proveLedger } from '../../core/ledger/proof.ts';
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
  for await (const journal of journals(stores)) {
    if (journal.kind === 'unclaimed') {
      proof.unclaimed(journal.money.entries);
      continue;
    }
    const record = recordOf(journal.events, projections);
    if (record !== undefined) proof.claim(record);
  }
  for (const { traceKey, status, paidCents } of await stores.files.listRemittances()) {
    if (status !== 'held') proof.remittance(traceKey, cents(paidCents));
  }
  return proof.finish();
}

function recordOf(events: readonly JournalEvent[], projections: Projections): ClaimRecord | undefined {
  const claimNo = events[0]?.claimNo;
  if (claimNo === undefined) return undefined;
  return {
    claimNo,
    entries: events.flatMap(({ entries }) => entries),
    adjudications: postedPayments(events),
    projected: projections.get(claimNo) ?? noClaimBalances,
  };
}
