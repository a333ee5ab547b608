import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Head } from '../../core/claim/head.ts';
import type { EventDraft } from '../../core/claim/journal.ts';
import type { Claim, FilingState } from '../../core/claim/types.ts';
import { civilDate } from '../../core/dates.ts';
import { claimBilled, type JournalEntry } from '../../core/ledger/entries.ts';
import type { RecordRequest } from '../../store/claims.ts';
import { aClaim } from '../core/remit/given.ts';

export const NOW = Date.UTC(2026, 0, 15, 12);

/** An invented claim of one line of $100. */
export const claimNamed = (no: string): Claim => aClaim(no, [{ code: '99213', charge: 100 }]);

interface Drafted {
  readonly state?: FilingState;
  readonly entries?: readonly JournalEntry[];
}

const plain = ({ state = 'READY', entries = [] }: Drafted) => ({
  filing: 1,
  attempt: 1,
  steps: [],
  state,
  rank: 0,
  entries,
  work: [],
});

export const assembled = (claim: Claim, more: Drafted & { contentHash?: string } = {}): EventDraft => ({
  ...plain(more),
  facts: {
    kind: 'assembled',
    claim,
    contentHash: more.contentHash ?? 'hash-1',
    findings: [],
    editSet: '1',
    parts: 1,
    fileId: 'file-1',
  },
});

export const batched = (claim: Claim, controlNo = 7): EventDraft => ({
  ...plain({
    state: 'BATCHED',
    entries: claimBilled(claim, { cause: 'plan/p', date: civilDate('20260115'), payerSequence: 1 }),
  }),
  facts: {
    kind: 'batched',
    partner: 'acme',
    planId: 'p',
    controlNo,
    setControlNo: '0001',
    batchId: '000000007-0001',
  },
});

/** An event of no consequence, as evidence that comes in a long row. */
export const held = (state: FilingState = 'EDIT_HOLD'): EventDraft => ({
  ...plain({ state }),
  facts: { kind: 'held', findings: [] },
});

/** A request that creates `claim` when it is not there, and does nothing else. */
export const creation = (claim: Claim, cause = 'encounter/a'): RecordRequest => ({
  claimNo: claim.claimNo,
  cause,
  nowEpochMs: NOW,
  decide: (head: Head | null) => (head === null ? assembled(claim) : null),
});

export const appending = (claim: Claim, cause: string, draft: EventDraft = held()): RecordRequest => ({
  claimNo: claim.claimNo,
  cause,
  nowEpochMs: NOW,
  decide: () => draft,
});

export type Command = Parameters<DynamoDBClient['send']>[0];

/** The client, with every command led through `send`. */
export const intercepting = (
  db: DynamoDBClient,
  send: (command: Command) => Promise<unknown>,
): DynamoDBClient =>
  new Proxy(db, { get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)) });
