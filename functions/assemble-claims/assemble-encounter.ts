import { assembleClaims } from '../../core/claim/assemble.ts';
import { draftOf, filingView, type Head } from '../../core/claim/head.ts';
import type { EventDraft } from '../../core/claim/journal.ts';
import { transitions } from '../../core/claim/lifecycle.ts';
import type { Claim, EditFinding } from '../../core/claim/types.ts';
import type { Client } from '../../core/config.ts';
import { EDIT_SET_VERSION, runEdits } from '../../core/edits/engine.ts';
import { repaired } from '../../core/edits/repair.ts';
import { sha256, shortHash } from '../../store/artifacts.ts';
import type { BatchedEncounter } from '../receive-file/batched-encounter.ts';
import { editContext, releasesOn, untestedOn } from '../runtime/judging.ts';
import type { Assembling } from './handler.ts';
import { batchHistory, type History, isRecordedBy, type Visit } from './history.ts';
import {
  earlierClaims,
  isRevisable,
  obstacleTo,
  openRevisionItem,
  rootsOf,
  voidLeftovers,
} from './revision.ts';
import { closeEarlierItems, openHeldItems } from './work.ts';

/** An encounter with what validate-codes found in it. */
export interface Prepared {
  readonly encounter: BatchedEncounter;
  readonly findings: readonly EditFinding[];
  /** In the batch, from 0. */
  readonly place: number;
}

/** One claim ready to be recorded. */
export interface Assembled {
  readonly claim: Claim;
  readonly contentHash: string;
  readonly findings: readonly EditFinding[];
  readonly parts: number;
  readonly patientKey: string | undefined;
}

/** Reads the heads of all claims of the batch at once, and gives the function that records one encounter's claims. */
export async function assembleEncounter(
  context: Assembling,
  batch: readonly Prepared[],
): Promise<(prepared: Prepared) => Promise<void>> {
  const roots = batch.flatMap(({ encounter }) => rootsOf(context.client.code, encounter.encounterKey));
  const heads = await context.claims.heads(roots);
  const visits = batch.map((prepared): Visit => {
    const claims = claimsIfAny(context.client, prepared);
    const cause = encounterCause(prepared.encounter.contentHash, context.fileId);
    return { claims, isRecorded: isRecordedBy(heads, claims, cause) };
  });
  const history = batchHistory(context.claims, context.client.id, visits);
  return async (prepared) => {
    const claims = await assemble(context, prepared, history);
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

/** With what its own findings say with certainty put right. */
const claimsIn = (client: Client, { encounter, findings }: Prepared): readonly Claim[] =>
  claimsOf(client, { ...encounter, encounter: repaired(encounter.encounter, findings).content });

/** One that cannot be assembled fails alone, in its turn; to its neighbours it is no history. */
function claimsIfAny(client: Client, prepared: Prepared): readonly Claim[] {
  try {
    return claimsIn(client, prepared);
  } catch {
    return [];
  }
}

async function assemble(
  { client, judging }: Assembling,
  prepared: Prepared,
  history: History,
): Promise<readonly Assembled[]> {
  const claims = claimsIn(client, prepared);
  const before = await history.before(prepared.place);
  return claims.map((claim) => {
    const { content } = claim;
    const found = runEdits(content, editContext(judging, content, before), 'claim');
    return {
      claim: { ...claim, content: repaired(content, found).content },
      contentHash: prepared.encounter.contentHash,
      findings: [...prepared.findings, ...found],
      parts: claims.length,
      patientKey: history.keyOf(content),
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
  if (recorded.outcome !== 'refused') {
    await openHeldItems(context, recorded.event);
    return closeEarlierItems(context, recorded.event);
  }
  // The same content from another file says nothing new.
  if (recorded.head === null || recorded.head.contentHash === contentHash) return;
  await openRevisionItem(context, all, recorded.head);
}

const isNewTo = (head: Head, contentHash: string): boolean =>
  isRevisable(head) && head.contentHash !== contentHash;

/** Created or edited, then scrubbed: one append carries both steps. */
function draft(context: Assembling, assembled: Assembled, head: Head | null): EventDraft {
  const { claim, contentHash, findings, parts, patientKey } = assembled;
  const { codes } = context.judging;
  const day = firstDay(claim);
  const openErrors = findings.filter((f) => f.severity === 'error').length;
  const begin = head === null ? ({ kind: 'created' } as const) : ({ kind: 'edited' } as const);
  const done = transitions(filingView(head), [begin, { kind: 'scrubbed', openErrors }]);
  const facts = {
    kind: 'assembled' as const,
    claim,
    contentHash,
    findings,
    editSet: EDIT_SET_VERSION,
    releases: releasesOn(codes, day),
    untested: untestedOn(codes, day).map(({ set }) => set),
    ...(patientKey === undefined ? {} : { patientKey }),
    parts,
    fileId: context.fileId,
  };
  return { ...draftOf(head, done, { entries: [], facts }), filing: claim.content.destination };
}

/** The day on which a professional claim's codes are judged: the first of service. */
const firstDay = ({ content }: Claim): number => Math.min(...content.lines.map(({ from }) => Number(from)));
