import type { ClaimNo } from '../../core/ids.ts';
import { type ClaimBalances, type ClaimTotals, claimTotals } from '../../core/ledger/balances.ts';
import type { LedgerProof } from '../../core/ledger/proof.ts';
import { interchangeStates } from './claim-states.ts';
import { proveStoredLedger } from './proof.ts';
import type { Stores } from './stores.ts';

/** How things stand after a loop: what `--json` of `demo` and `run` prints. Amounts in cents. */
export interface Summary {
  readonly encounters: number;
  readonly claims: {
    readonly total: number;
    readonly byState: Readonly<Record<string, number>>;
    /** Encounters that came again with other content and replaced what had not been sent yet. */
    readonly revisions: number;
  };
  readonly work: { readonly open: number; readonly byQueue: Readonly<Record<string, number>> };
  readonly ledger: LedgerSummary;
  readonly elapsedMs: number;
  /** Encounters by the second, from the upload until nothing was left to do. */
  readonly claimsPerSecond: number;
  readonly peakRssBytes: number;
  readonly dynamoDbWritesPerClaim: number;
  /** Requests to the embedded AWS, by service and operation. */
  readonly requests: Readonly<Record<string, number>>;
}

/** What became of the charges: `charges` is the sum of paid, contractual, patient, open and other. */
export interface LedgerSummary {
  readonly balanced: boolean;
  readonly chargesCents: number;
  readonly insurancePaidCents: number;
  readonly contractualCents: number;
  /** Due from patients. */
  readonly patientCents: number;
  /** Due from payers. */
  readonly openCents: number;
  /** Write-offs, credits, patients' payments. */
  readonly otherCents: number;
  /** Paid, but of no claim that we know. */
  readonly suspenseCents: number;
}

/** What is measured outside of the stores. */
export interface Measured {
  readonly encounters: number;
  readonly elapsedMs: number;
  readonly requests: Readonly<Record<string, number>>;
}

/** Reads how things stand, and proves the ledger. */
export async function summarise(stores: Stores, measured: Measured): Promise<Summary> {
  const stateOf = await interchangeStates(stores);
  const byState = new Map<string, number>();
  const projections = new Map<ClaimNo, ClaimBalances>();
  let amounts = nothing;
  let revisions = 0;
  for await (const head of stores.claims.scanHeads()) {
    count(byState, stateOf(head));
    projections.set(head.claimNo, head.balances);
    amounts = plus(amounts, claimTotals(head.balances));
    revisions += head.causes.filter(isAssembly).length - 1;
  }
  const proof = await proveStoredLedger(stores, projections);
  const byQueue = new Map<string, number>();
  for (const { queue } of await stores.work.list({ status: 'OPEN' })) count(byQueue, queue);
  const { encounters, elapsedMs, requests } = measured;
  return {
    encounters,
    claims: { total: projections.size, byState: counts(byState), revisions },
    work: { open: [...byQueue.values()].reduce((sum, n) => sum + n, 0), byQueue: counts(byQueue) },
    ledger: { balanced: proof.balanced, ...amounts, suspenseCents: suspense(proof) },
    elapsedMs: Math.round(elapsedMs),
    claimsPerSecond: perSecond(encounters, elapsedMs),
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    dynamoDbWritesPerClaim: tenths(writes(requests) / Math.max(1, encounters)),
    requests,
  };
}

/** Causes of a claim's content: the first made it, each further one replaced it. */
const isAssembly = (cause: string): boolean => cause.startsWith('encounter/');

type Amounts = Omit<LedgerSummary, 'balanced' | 'suspenseCents'>;
const nothing: Amounts = {
  chargesCents: 0,
  insurancePaidCents: 0,
  contractualCents: 0,
  patientCents: 0,
  openCents: 0,
  otherCents: 0,
};

const plus = (sums: Amounts, of: ClaimTotals): Amounts => ({
  chargesCents: sums.chargesCents + of.charges,
  insurancePaidCents: sums.insurancePaidCents + of.insurancePaid,
  contractualCents: sums.contractualCents + of.contractual,
  patientCents: sums.patientCents + of.patientOpen,
  openCents: sums.openCents + of.insuranceOpen,
  otherCents: sums.otherCents + of.other,
});

const count = (counts: Map<string, number>, name: string): void =>
  void counts.set(name, (counts.get(name) ?? 0) + 1);

/** By name, so that equal counts print equal documents. */
const counts = (of: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...of].toSorted(([a], [b]) => (a < b ? -1 : 1)));

const tenths = (value: number): number => Math.round(value * 10) / 10;
const perSecond = (things: number, ms: number): number => tenths(ms === 0 ? 0 : (things * 1000) / ms);

const suspense = ({ trialBalance }: LedgerProof): number => {
  const row = trialBalance.find(({ account }) => account === '2030');
  return row === undefined ? 0 : row.creditCents - row.debitCents;
};

const writes = (requests: Readonly<Record<string, number>>): number =>
  ['PutItem', 'UpdateItem', 'DeleteItem'].reduce((sum, name) => sum + (requests[`dynamodb.${name}`] ?? 0), 0);
