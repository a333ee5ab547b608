import { assembleClaims } from '../../core/claim/assemble.ts';
import { draftOf, filingView, type Head } from '../../core/claim/head.ts';
import type { EventDraft } from '../../core/claim/journal.ts';
import { transitions } from '../../core/claim/lifecycle.ts';
import type { Claim, EditFinding } from '../../core/claim/types.ts';
import { payerProfile } from '../../core/config.ts';
import { civilDateOf } from '../../core/dates.ts';
import { EDIT_SET_VERSION, runEdits } from '../../core/edits/engine.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { BatchedEncounter } from '../receive-file/batched-encounter.ts';
import type { Assembling } from './handler.ts';
import { isRevisable, openRevisionItem, rootsOf, voidLeftovers } from './revision.ts';
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
  const assembled = new Map(batch.map((prepared) => [prepared, assemble(context, prepared)] as const));
  const numbers = [...assembled.values()].flatMap((claims) => claims.map(({ claim }) => claim.claimNo));
  const roots = batch.flatMap(({ encounter }) => rootsOf(context.client.code, encounter.encounterKey));
  const heads = await context.claims.heads([...numbers, ...roots]);
  return async (prepared) => {
    const claims = assembled.get(prepared) ?? [];
    await voidLeftovers(context, claims, heads);
    for (const one of claims) await record(context, one, heads.get(one.claim.claimNo) ?? null);
  };
}

function assemble(context: Assembling, { encounter, findings }: Prepared): readonly Assembled[] {
  const { client, config } = context;
  const claims = assembleClaims(encounter.encounter, {
    clientId: client.id,
    clientCode: client.code,
    partnerId: client.partner,
    encounterKey: encounter.encounterKey,
    hash: sha256,
  });
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

/** The claim's number names its encounter already; the content tells a revision from a repeat. */
export const encounterCause = (contentHash: string): string => `encounter/${contentHash.slice(0, 32)}`;

async function record(context: Assembling, assembled: Assembled, head: Head | null): Promise<void> {
  const { claim, contentHash } = assembled;
  const cause = encounterCause(contentHash);
  const recorded = await context.claims.record({
    claimNo: claim.claimNo,
    cause,
    nowEpochMs: context.now(),
    head,
    decide: (current) =>
      current === null || isRevisable(current) ? draft(context, assembled, current) : null,
  });
  if (recorded.outcome === 'refused') return openRevisionItem(context, assembled, recorded.head);
  if (recorded.event.state === 'EDIT_HOLD') await openHeldItems(context, assembled, cause);
}

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
