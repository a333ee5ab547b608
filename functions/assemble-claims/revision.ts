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
import { closeEarlierItems } from './work.ts';

/** Before it is in a file, new content replaces the old. */
export const isRevisable = ({ state, others }: Head): boolean =>
  others === undefined && ['DRAFT', 'EDIT_HOLD', 'READY'].includes(state);

/** The claim is with the payer already: a person decides on a correction, seeing what differs. */
export async function openRevisionItem(
  context: Assembling,
  made: readonly Assembled[],
  head: Head,
): Promise<void> {
  const revised = made.find(({ claim }) => claim.claimNo === head.claimNo) ?? made[0];
  const sent = (await context.claims.contents([head])).get(head.claimNo);
  if (revised === undefined || sent === undefined) return;
  const now = context.now();
  const item = workItem('REVISION_AFTER_BATCH', {
    id: `${head.claimNo}-${sha256(`REVISION\n${revised.contentHash}`).slice(0, 16)}`,
    today: civilDateOf(now),
    clientId: head.clientId,
    claimNo: head.claimNo,
    fileId: context.fileId,
    value: cents(head.chargeCents),
    details: changedFields(sent.content, revised.claim.content).map((field) => ({
      code: 'DIFFERS',
      position: field,
    })),
  });
  await context.work.open(item, now);
}

/** The whole claim and part A: whatever the earlier split was, it made one of them. */
export const rootsOf = (clientCode: string, encounterKey: string): readonly ClaimNo[] => [
  deriveClaimNo({ clientCode, encounterKey }, sha256),
  deriveClaimNo({ clientCode, encounterKey, part: 0 }, sha256),
];

/**
 * The heads of all claims that this or an earlier version of the encounter made.
 *
 * @param heads those of `rootsOf`, as read before the step wrote anything: they tell how many parts there were
 */
export async function earlierClaims(
  context: Assembling,
  made: readonly Assembled[],
  heads: ReadonlyMap<ClaimNo, Head>,
): Promise<ReadonlyMap<ClaimNo, Head>> {
  const [first] = made;
  if (first === undefined) return new Map();
  const origin = { clientCode: context.client.code, encounterKey: first.claim.encounterKey };
  const roots = rootsOf(origin.clientCode, origin.encounterKey);
  const known = roots.flatMap((no) => heads.get(no) ?? []);
  if (known.length === 0) return new Map();
  const parts = Math.max(made.length, ...known.map((h) => h.parts));
  const others = Array.from({ length: parts - 1 }, (_, i) =>
    deriveClaimNo({ ...origin, part: i + 1 }, sha256),
  );
  const read = others.length === 0 ? [] : [...(await context.claims.heads(others)).values()];
  return new Map([...known, ...read].map((head) => [head.claimNo, head]));
}

/**
 * The claim that keeps a revision from being made: one that was sent with other content, or a part that was voided
 * and would have to come back. Then nothing of the encounter changes: else one part would be billed by the new
 * split and another by the old.
 */
export function obstacleTo(
  made: readonly Assembled[],
  earlier: ReadonlyMap<ClaimNo, Head>,
): Head | undefined {
  const [first] = made;
  const heads = [...earlier.values()];
  const sent = heads.find(
    (head) => !isRevisable(head) && head.state !== 'VOIDED' && head.contentHash !== first?.contentHash,
  );
  return (
    sent ?? made.flatMap(({ claim }) => earlier.get(claim.claimNo) ?? []).find((h) => h.state === 'VOIDED')
  );
}

/** Voids the claims of an earlier version that the new split no longer makes, before the new one is recorded. */
export async function voidLeftovers(
  context: Assembling,
  made: readonly Assembled[],
  earlier: ReadonlyMap<ClaimNo, Head>,
): Promise<void> {
  const kept = new Set(made.map(({ claim }) => claim.claimNo));
  for (const head of earlier.values()) {
    if (!kept.has(head.claimNo)) await voidOne(context, head, made[0]?.contentHash ?? '');
  }
}

async function voidOne(context: Assembling, head: Head, contentHash: string): Promise<void> {
  const recorded = await context.claims.record({
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
  if (recorded.outcome !== 'refused') await closeEarlierItems(context, recorded.event);
}
