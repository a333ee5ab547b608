import { assembleClaims } from '../../core/claim/assemble.ts';
import { draftOf, filingView, type Head } from '../../core/claim/head.ts';
import type { EventDraft } from '../../core/claim/journal.ts';
import { transitions } from '../../core/claim/lifecycle.ts';
import type { Claim, EditFinding } from '../../core/claim/types.ts';
import { type Client, payerProfile } from '../../core/config.ts';
import { civilDateOf } from '../../core/dates.ts';
import { EDIT_SET_VERSION, runEdits } from '../../core/edits/engine.ts';
import { sha256, shortHash } from '../../store/artifacts.ts';
import type { BatchedEncounter } from '../receive-file/batched-encounter.ts';
import type { Assembling } from './handler.ts';
import {
  earlierClaims,
  isRevisable,
  obstacleTo,
  openRevisionItem,
  rootsOf,
  voidLeftovers,
} from './revision.ts';
import { openHeldItems } from './work.ts';

/** An encounter with what validate-codes found in it. */
export interface Prepared {
  readonly encounter: BatchedEncounter;
  readonly findings: readonly EditFinding[];
}

/** One claim ready to be recorded. */
export interface Assembled {
  readonly claim: Claim;
  readonly contentHash: string;
  readonly findings: readonly EditFinding[];
  readonly parts: number;
}

/** Reads the heads of all claims of the batch at once, and gives the function that records one encounter's claims. */
export async function assembleEncounter(
  context: Assembling,
  batch: readonly Prepared[],
): Promise<(prepared: Prepared) => Promise<void>> {
  const roots = batch.flatMap(({ encounter }) => rootsOf(context.client.code, encounter.encounterKey));
  const heads = await context.claims.heads(roots);
  return async (prepared) => {
    const claims = assemble(context, prepared);
    const earlier = await earlierClaims(context, claims, heads);
    const obstacle = obstacleTo(claims, earlier);
    if (obstacle !== undefined) return openRevisionItem(context, claims, obstacle);
    await voidLeftovers(context, claims, earlier);
    for (const one of claims) {
      await record(context, { one, all: claims, head: earlier.get(one.claim.claimNo) ?? null });
    }
  };
}

/** The claims of an encounter: always the same, under the same numbers. */
export const claimsOf = (client: Client, { encounter, encounterKey }: BatchedEncounter): readonly Claim[] =>
  assembleClaims(encounter, {
    clientId: client.id,
    clientCode: client.code,
    partnerId: client.partner,
    encounterKey,
    hash: sha256,
  });

function assemble(context: Assembling, { encounter, findings }: Prepared): readonly Assembled[] {
  const { client, config } = context;
  const claims = claimsOf(client, encounter);
  return claims.map((claim) => {
    const { content } = claim;
    const payerId = content.coverages.find((c) => c.seq === content.destination)?.payer.id ?? '*';
    const edits = { today: civilDateOf(context.now()), payer: payerProfile(config, payerId) };
    return {
      claim,
      contentHash: encounter.contentHash,
      findings: [...findings, ...runEdits(content, edits, 'claim')],
      parts: claims.length,
    };
  });
}

/**
 * The claim's number names its encounter already. The file is in it, so that content which comes back after another
 * was recorded is a revision too, and no repeat.
 */
export const encounterCause = (contentHash: string, fileId: string): string =>
  `encounter/${shortHash(`${contentHash}\n${fileId}`)}`;

interface Recording {
  readonly one: Assembled;
  /** With the others of its encounter. */
  readonly all: readonly Assembled[];
  readonly head: Head | null;
}

async function record(context: Assembling, { one, all, head }: Recording): Promise<void> {
  const { claim, contentHash } = one;
  const cause = encounterCause(contentHash, context.fileId);
  const recorded = await context.claims.record({
    claimNo: claim.claimNo,
    cause,
    nowEpochMs: context.now(),
    head,
    decide: (current) =>
      current === null || isNewTo(current, contentHash) ? draft(context, one, current) : null,
  });
  if (recorded.outcome !== 'refused') return openHeldItems(context, recorded.event);
  // The same content from another file says nothing new.
  if (recorded.head === null || recorded.head.contentHash === contentHash) return;
  await openRevisionItem(context, all, recorded.head);
}

const isNewTo = (head: Head, contentHash: string): boolean =>
  isRevisable(head) && head.contentHash !== contentHash;

/** Created or edited, then scrubbed: one append carries both steps. */
function draft(context: Assembling, assembled: Assembled, head: Head | null): EventDraft {
  const { claim, contentHash, findings, parts } = assembled;
  const openErrors = findings.filter((f) => f.severity === 'error').length;
  const begin = head === null ? ({ kind: 'created' } as const) : ({ kind: 'edited' } as const);
  const done = transitions(filingView(head), [begin, { kind: 'scrubbed', openErrors }]);
  const facts = {
    kind: 'assembled' as const,
    claim,
    contentHash,
    findings,
    editSet: EDIT_SET_VERSION,
    parts,
    fileId: context.fileId,
  };
  return { ...draftOf(head, done, { entries: [], facts }), filing: claim.content.destination };
}
