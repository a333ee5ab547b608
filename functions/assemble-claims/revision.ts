import { changedFields } from '../../core/claim/difference.ts';
import { draftOf, filingView, type Head } from '../../core/claim/head.ts';
import { transition } from '../../core/claim/lifecycle.ts';
import { workItem } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import { deriveClaimNo } from '../../core/encounter/identity.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { cents } from '../../core/money.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { Assembled } from './assemble-encounter.ts';
import type { Assembling } from './handler.ts';

/** Before it is in a file, new content replaces the old. */
export const isRevisable = ({ state }: Head): boolean => ['DRAFT', 'EDIT_HOLD', 'READY'].includes(state);

/** The claim is with the payer already: a person decides on a correction, seeing what differs. */
export async function openRevisionItem(
  context: Assembling,
  assembled: Assembled,
  head: Head | null,
): Promise<void> {
  if (head === null) return;
  const { claim, contentHash } = assembled;
  const sent = (await context.claims.contents([head])).get(claim.claimNo);
  const fields = sent === undefined ? [] : changedFields(sent.content, claim.content);
  const now = context.now();
  const item = workItem('REVISION_AFTER_BATCH', {
    id: `${claim.claimNo}-${sha256(`REVISION\n${contentHash}`).slice(0, 16)}`,
    today: civilDateOf(now),
    clientId: claim.clientId,
    claimNo: claim.claimNo,
    fileId: context.fileId,
    value: cents(head.chargeCents),
    details: fields.map((field) => ({ code: 'DIFFERS', position: field })),
  });
  await context.work.open(item, now);
}

/** The whole claim and part A: whatever the earlier split was, it made one of them. */
export const rootsOf = (clientCode: string, encounterKey: string): readonly ClaimNo[] => [
  deriveClaimNo({ clientCode, encounterKey }, sha256),
  deriveClaimNo({ clientCode, encounterKey, part: 0 }, sha256),
];

/**
 * Voids the claims of an earlier version that the new split no longer makes. Done before the new version is
 * recorded: until then the heads still tell how many parts there were.
 *
 * @param heads as read before the step wrote anything; with those of `rootsOf`
 */
export async function voidLeftovers(
  context: Assembling,
  made: readonly Assembled[],
  heads: ReadonlyMap<ClaimNo, Head>,
): Promise<void> {
  const [first] = made;
  if (first === undefined) return;
  const origin = { clientCode: context.client.code, encounterKey: first.claim.encounterKey };
  const roots = rootsOf(origin.clientCode, origin.encounterKey);
  const before = roots.flatMap((no) => heads.get(no) ?? []);
  if (before.length === 0 || !before.every((h) => isRevisable(h) || h.state === 'VOIDED')) return;
  const parts = Math.max(...before.map((h) => h.parts));
  const possible =
    parts === 1
      ? roots
      : [...roots, ...letters(parts).map((part) => deriveClaimNo({ ...origin, part }, sha256))];
  const kept = new Set(made.map(({ claim }) => claim.claimNo));
  const leftovers = possible.filter((no) => !kept.has(no));
  for (const head of (await context.claims.heads(leftovers)).values())
    await voidOne(context, head, first.contentHash);
}

const letters = (parts: number): readonly number[] => Array.from({ length: parts }, (_, part) => part);

async function voidOne(context: Assembling, head: Head, contentHash: string): Promise<void> {
  await context.claims.record({
    claimNo: head.claimNo,
    cause: `split-changed/${contentHash}`,
    nowEpochMs: context.now(),
    head,
    decide: (current) => {
      if (current === null) return null;
      const done = transition(filingView(current), { kind: 'billed-in-error' });
      if (done.outcome === 'refused') return null;
      return draftOf(current, done, { entries: [], facts: { kind: 'voided', why: 'split-changed' } });
    },
  });
}
