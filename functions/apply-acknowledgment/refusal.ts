import { decidingStatus, statusCodes } from '../../core/claim/answers.ts';
import { onNamedFiling } from '../../core/claim/filings.ts';
import { draftOf, filingView, type Head } from '../../core/claim/head.ts';
import type { EventDraft, EventFacts } from '../../core/claim/journal.ts';
import { type FilingEvent, transition } from '../../core/claim/lifecycle.ts';
import type { InterchangeEvidence } from '../../core/claim/through-interchange.ts';
import type { WorkDetail } from '../../core/claim/types.ts';
import { type WorkReason, workItem } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { parseFilingId } from '../../core/ids.ts';
import { batchIdOf, type Candidate, interchangeControlText } from '../../core/submission/plan.ts';
import type { AnswerBatch } from '../read-response/answer-batch.ts';
import type { Applying } from './deps.ts';
import { openForClaim } from './work.ts';

export type Refusal = Exclude<AnswerBatch, { kind: 'interchanges' } | { kind: '277ca' }>;

/** A refusal above the claim, in the terms of the lifecycle, the journal and the worklist. */
interface Described {
  readonly event: FilingEvent;
  readonly facts: EventFacts;
  /** Business key of the refusal; with the claim number it is the cause. */
  readonly key: string;
  readonly reason: WorkReason;
  readonly details: readonly WorkDetail[];
  /** Billing NPI that the refusal is limited to. */
  readonly npi?: string;
  /** What was said of the interchange before: a later refusal may contradict it. */
  readonly interchange?: InterchangeEvidence;
}

/**
 * A TA1 that refuses an interchange, a 999 that refuses a set, a 277CA that refuses a batch or provider: opens the
 * one item for all of it, and gives the function that moves each claim.
 */
export async function applyRefusal(
  context: Applying,
  refusal: Refusal,
): Promise<(candidate: Candidate) => Promise<void>> {
  const described = await describe(context, refusal);
  const now = context.now();
  const item = workItem(described.reason, {
    id: described.key,
    today: civilDateOf(now),
    partnerId: context.partner,
    fileId: context.fileId,
    details: [
      ...described.details,
      { code: 'CLAIMS', text: `${refusal.claims.length} claims in this batch` },
    ],
  });
  const heads = await context.claims.heads(refusal.claims.map((c) => c.claimNo));
  const contents = described.npi === undefined ? null : await context.claims.contents([...heads.values()]);
  let opened: Promise<unknown> | undefined;
  const openOnce = async (): Promise<void> => {
    opened ??= context.work.open(item, context.now());
    await opened;
  };
  return async ({ claimNo, filing }) => {
    const npi = contents?.get(claimNo)?.content.billing.npi;
    if (contents !== null && npi !== described.npi) return;
    const decide = (newest: Head | null): EventDraft | null => {
      if (newest === null) return null;
      const head = onNamedFiling(newest, filing);
      const done = transition(filingView(head, described.interchange), described.event);
      return done.outcome === 'earlier-attempt'
        ? null
        : draftOf(head, done, { entries: [], facts: described.facts });
    };
    const cause = refusalCause(described.key, claimNo);
    const recorded = await context.claims.record({
      claimNo,
      cause,
      nowEpochMs: context.now(),
      head: heads.get(claimNo) ?? null,
      decide,
    });
    if (recorded.outcome === 'refused') return;
    for (const reason of recorded.event.work) {
      if (reason === described.reason) await openOnce();
      else await openForClaim(context, { head: recorded.head, reason, key: cause, details: [] });
    }
  };
}

/** Business key of a refusal above the claim: the id of its work item, and the beginning of each claim's cause. */
export function refusalKey(partner: string, refusal: Refusal): string {
  switch (refusal.kind) {
    case 'ta1-refused': {
      const { controlNo, code, note } = refusal.answer;
      return `ta1-${partner}-${interchangeControlText(controlNo)}-${code}-${note}`;
    }
    case '999-refused': {
      const { controlNo, setControlNo, setCode, groupCode } = refusal.answer;
      return `999-${partner}-${batchIdOf(controlNo, setControlNo)}-${setCode ?? groupCode}`;
    }
    case '277ca-batch-refused': {
      const { origin, level, npi } = refusal;
      return `277ca-${partner}-${origin.batchId}-${level}${npi === undefined ? '' : `-${npi}`}`;
    }
  }
}

/** What each claim's journal calls the refusal. */
export const refusalCause = (key: string, claimNo: ClaimNo): string => `${key}/${claimNo}`;

/** Only a number of our making is repeated: what else a partner writes there may name a patient. */
const namesClaim = (claimId = ''): Pick<WorkDetail, 'text'> =>
  parseFilingId(claimId) === null ? {} : { text: `names claim ${claimId}` };

async function describe(context: Applying, refusal: Refusal): Promise<Described> {
  const { fileId, partner } = context;
  switch (refusal.kind) {
    case 'ta1-refused': {
      const { controlNo, code, note } = refusal.answer;
      const known = await context.files.interchange(partner, controlNo);
      const acceptedBefore = known?.ta1 !== undefined && known.ta1 !== 'R';
      return {
        event: { kind: 'ta1', controlNo: String(controlNo), code, note, acceptedBefore },
        facts: { kind: 'acknowledged', document: 'TA1', fileId, codes: [note] },
        key: refusalKey(partner, refusal),
        reason: 'TA1_REJECT',
        ...(known === null ? {} : { interchange: known }),
        details: [{ code: `TA105 ${note}`, position: `interchange ${interchangeControlText(controlNo)}` }],
      };
    }
    case '999-refused': {
      const { controlNo, setControlNo, setCode, groupCode, errors } = refusal.answer;
      const place = `${interchangeControlText(controlNo)}-${setControlNo}`;
      const known = await context.files.interchange(partner, controlNo);
      return {
        ...(known === null ? {} : { interchange: known }),
        event: {
          kind: '999',
          groupControlNo: String(controlNo),
          groupCode,
          ...(setCode === undefined ? {} : { setCode }),
        },
        facts: { kind: 'acknowledged', document: '999', fileId, codes: errors.map((e) => e.code) },
        key: refusalKey(partner, refusal),
        reason: '999_REJECT',
        details: errors.flatMap((e) => [
          {
            code: `IK304 ${e.code}`,
            position: `set ${place}, segment ${e.segment} (${e.segmentId})`,
            ...namesClaim(e.claimId),
          },
          ...e.elements.map((el) => ({ code: `IK403 ${el.code}`, position: `element ${el.element}` })),
        ]),
      };
    }
    case '277ca-batch-refused': {
      const { origin, level, statuses, npi } = refusal;
      return {
        event: {
          kind: '277ca',
          ...origin,
          level,
          rejected: true,
          category: decidingStatus(statuses)?.category ?? 'A3',
        },
        facts: {
          kind: 'acknowledged',
          document: '277CA',
          fileId,
          source: origin.source,
          codes: statusCodes(statuses),
        },
        key: refusalKey(partner, refusal),
        reason: '277CA_BATCH_REJECT',
        details: statusCodes(statuses).map((code) => ({ code, position: `batch ${origin.batchId}` })),
        ...(npi === undefined ? {} : { npi }),
      };
    }
  }
}
