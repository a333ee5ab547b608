import type { Head } from '../../core/claim/head.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import type { Claim } from '../../core/claim/types.ts';
import { workItem } from '../../core/claim/work.ts';
import { codeSetNames } from '../../core/codes/sets.ts';
import { type Config, payerProfile } from '../../core/config.ts';
import { civilDateOf } from '../../core/dates.ts';
import { type Terms, termsOf } from '../../core/remit/contract.ts';
import { CONTRACT_SETS } from '../../core/remit/expected.ts';
import { isMissingTable, type Tables, type UnknownReason } from '../../core/remit/expected-line.ts';
import { type ComparedLine, compareClaim, lackingOn } from '../../core/remit/variance.ts';
import type { CodeLoader } from '../../store/loaded-codes.ts';
import type { StepLog } from '../runtime/step.ts';
import type { PostingBatch } from './handler.ts';
import { claimWorkId } from './posting.ts';

/** The contracts of a batch's payers, with the tables that decide. */
export interface Contracts {
  /** Nothing where the payer of a filing has no contract. */
  readonly terms: (claim: Claim, filing: number) => Terms | undefined;
  readonly tables: (claim: Claim) => Promise<Tables>;
  /** Says once for the batch that a table is missing. */
  readonly missing: (reason: UnknownReason) => void;
}

const NOT_NEEDED = new Set(codeSetNames.filter((set) => !CONTRACT_SETS.has(set)));

export function contractsOf(
  { config, codeLoader }: { readonly config: Config; readonly codeLoader: CodeLoader },
  log: StepLog,
): Contracts {
  const said = new Set<UnknownReason>();
  // The first claim finds the newest manifest; the others of the batch are judged by the same one.
  let first: Promise<number> | undefined;
  return {
    terms: ({ content }, filing) => {
      const payerId = content.coverages.find(({ seq }) => seq === filing)?.payer.id ?? '';
      return termsOf(payerId, payerProfile(config, payerId));
    },
    tables: async ({ content }) => {
      const request = { days: content.lines.map(({ from }) => Number(from)), without: NOT_NEEDED };
      first ??= codeLoader.load(request).then(({ manifest }) => manifest);
      return (await codeLoader.load({ ...request, manifest: await first })).codes;
    },
    missing: (reason) => {
      if (said.has(reason)) return;
      said.add(reason);
      log.note('contract not compared', { reason });
    },
  };
}

type Context = Pick<PostingBatch, 'claims' | 'work' | 'now' | 'partner' | 'fileId' | 'contracts'>;

interface Adjudication {
  readonly claim: Claim;
  readonly event: JournalEvent;
  /** At the event or later. */
  readonly head: Head;
}

/** Causes of events that bring money to a claim. */
const REMITTED = /^(?:remit|match)\//;

/**
 * Compares a posted adjudication with the payer’s contract and opens one item where lines are underpaid. It looks at
 * the journal up to the event only, so a repeated step finds the same.
 */
export async function compareWithContract(
  context: Context,
  { claim, event, head }: Adjudication,
): Promise<void> {
  const { facts, cause, version, filing } = event;
  const terms = context.contracts.terms(claim, filing);
  if (terms === undefined || facts.kind !== 'adjudicated' || facts.disposition !== 'posted') return;
  const isFirst = !head.causes.some((other) => other !== cause && REMITTED.test(other));
  const journal = isFirst ? [event] : (await context.claims.events(claim.claimNo)).slice(0, version);
  const tables = await context.contracts.tables(claim);
  const lines = compareClaim({ claim, filing, journal }, terms, tables);
  for (const { reason } of lines)
    if (isUnknown(reason) && isMissingTable(reason)) context.contracts.missing(reason);
  await openUnderpaid(
    context,
    { claim, cause },
    lines.filter(({ underpaid }) => underpaid),
  );
}

const isUnknown = (reason: ComparedLine['reason']): reason is UnknownReason =>
  reason !== undefined && reason !== 'denied' && reason !== 'bundled' && reason !== 'capitated';

async function openUnderpaid(
  context: Context,
  { claim, cause }: { readonly claim: Claim; readonly cause: string },
  lines: readonly ComparedLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const now = context.now();
  const item = workItem('UNDERPAID', {
    id: claimWorkId(claim, 'UNDERPAID', cause),
    today: civilDateOf(now),
    clientId: claim.clientId,
    partnerId: context.partner,
    claimNo: claim.claimNo,
    fileId: context.fileId,
    value: lackingOn(lines),
    details: lines.flatMap(({ lineNo, expected, allowed }) => {
      const line = lineNo === 0 ? {} : { line: lineNo };
      return [
        { code: 'EXPECTED', amount: expected ?? allowed, ...line },
        { code: 'ALLOWED', amount: allowed, ...line },
      ];
    }),
  });
  await context.work.open(item, now);
}

/**
 * After a reversal, or a match undone: nothing is lacking any more of the decision that was taken back, and a
 * correction that had waited for it (J14b) is compared in its place.
 */
export async function compareAfterReversal(
  context: Context,
  { claim, event, head }: Adjudication,
): Promise<void> {
  const { facts, filing, version } = event;
  if ((facts.kind !== 'reversed' && facts.kind !== 'unmatched') || facts.reverses === undefined) return;
  if (context.contracts.terms(claim, filing) === undefined) return;
  const item = claimWorkId(claim, 'UNDERPAID', facts.reverses);
  const actor = { user: 'claimline', nowEpochMs: context.now() };
  await context.work.resolve(
    item,
    actor,
    facts.kind === 'reversed' ? 'The payer took its decision back.' : 'The match was undone.',
  );
  const later = await context.claims.events(claim.claimNo, version);
  const settling = later.find((one) => one.facts.kind === 'adjudicated' && one.facts.settles !== undefined);
  if (settling !== undefined) await compareWithContract(context, { claim, event: settling, head });
}
