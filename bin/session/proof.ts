import type { JournalEvent } from '../../core/claim/journal.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { type ClaimBalances, noClaimBalances } from '../../core/ledger/balances.ts';
import { isLate, type PeriodAct } from '../../core/ledger/period.ts';
import {
  type ClaimRecord,
  type LedgerProof,
  type ProofRun,
  postedPayments,
  proveLedger,
} from '../../core/ledger/proof.ts';
import { cents } from '../../core/money.ts';
import { type Journal, journals } from './journals.ts';
import type { Stores } from './stores.ts';

/** Balances as the heads of the claims hold them. */
export type Projections = ReadonlyMap<ClaimNo, ClaimBalances>;
type Books = Pick<Stores, 'claims' | 'files'>;

export async function readProjections({ claims }: Books): Promise<Projections> {
  const projections = new Map<ClaimNo, ClaimBalances>();
  for await (const head of claims.scanHeads()) projections.set(head.claimNo, head.balances);
  return projections;
}

/** Reads every journal and proves the whole ledger, level by level (domain.md 5.9). */
export async function proveStoredLedger(stores: Books, projections: Projections): Promise<LedgerProof> {
  const proof = proveLedger();
  const trail = await stores.claims.periodTrail();
  for await (const journal of journals(stores)) {
    if (trail.length > 0) feedLate(proof, trail, journal);
    if (journal.kind === 'unclaimed') {
      proof.unclaimed(journal.money.entries);
      continue;
    }
    const record = recordOf(journal.events, projections);
    if (record !== undefined) proof.claim(record);
  }
  await feedPayments(proof, stores);
  return proof.finish();
}

async function feedPayments(proof: ProofRun, { files }: Books): Promise<void> {
  const remittances = await files.listRemittances();
  for (const { traceKey, trace, status, paidCents } of remittances)
    if (status !== 'held') proof.remittance(traceKey, cents(paidCents), trace);
  const paid = new Map(remittances.map((remittance) => [remittance.remittanceId, remittance]));
  for (const { status, depositId, date, amountCents, remittanceId } of await files.listDeposits()) {
    if (status === 'matched') continue;
    const payment = status === 'differs' ? paid.get(remittanceId ?? '') : undefined;
    proof.deposit({
      depositId,
      date,
      amount: cents(amountCents),
      ...(payment !== undefined && {
        trace: payment.trace,
        difference: cents(amountCents - payment.paidCents),
      }),
    });
  }
}

/** Entries that were made after the day that they bear was closed. */
function feedLate(proof: ProofRun, trail: readonly PeriodAct[], journal: Journal): void {
  const made = journal.kind === 'claim' ? journal.events : [journal.money];
  for (const { at, entries } of made)
    for (const entry of entries) if (isLate(trail, at, entry.date)) proof.late(entry);
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
