import { decidingStatus, isRefused, statusCodes } from '../../core/claim/answers.ts';
import { onNamedFiling } from '../../core/claim/filings.ts';
import { draftOf, filingView, type Head } from '../../core/claim/head.ts';
import type { EventDraft } from '../../core/claim/journal.ts';
import { transition } from '../../core/claim/lifecycle.ts';
import { workItem } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import { queueOfStatus } from '../../core/denial/claim-status.ts';
import { parseFilingId } from '../../core/ids.ts';
import { agreesWithClaim } from '../../core/remit/match.ts';
import type { ClaimAcknowledgment } from '../../core/x12/types.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { ClaimAnswer } from '../read-response/answer-batch.ts';
import type { Applying } from './deps.ts';
import { openForClaim } from './work.ts';

/** 277CA at claim level: reads the claims of the batch, and gives the function that applies one claim's answer. */
export async function applyClaimAnswers(
  context: Applying,
  answers: readonly ClaimAnswer[],
): Promise<(answer: ClaimAnswer) => Promise<void>> {
  const named = answers.flatMap(({ answer }) => parseFilingId(answer.claimId)?.claimNo ?? []);
  const heads = await context.claims.headsFound(named);
  const contents = await context.claims.contents([...heads.values()]);
  return async (given) => {
    const { answer } = given;
    const claimNo = parseFilingId(answer.claimId)?.claimNo;
    const head = claimNo === undefined ? undefined : heads.get(claimNo);
    const claim = claimNo === undefined ? undefined : contents.get(claimNo);
    if (head === undefined || claim === undefined) return openUnknown(context, given);
    if (!agreesWithClaim(claim, evidenceOf(answer))) {
      const details = [{ code: 'MISMATCH', position: `segment ${answer.position.segment}` }];
      return openForClaim(context, {
        head,
        reason: 'ACK_PATIENT_MISMATCH',
        key: claimAnswerCause(given),
        details,
      });
    }
    await recordAnswer(context, given, head);
  };
}

/** What an acknowledgment says of the claim beside its number (domain.md 4.3). */
const evidenceOf = (answer: ClaimAcknowledgment) => {
  const charge = answer.statuses.find((s) => s.amount !== undefined)?.amount;
  return {
    ...(answer.patientLast === undefined ? {} : { patientLast: answer.patientLast }),
    ...(answer.serviceFrom === undefined ? {} : { from: answer.serviceFrom }),
    ...(answer.serviceTo === undefined ? {} : { to: answer.serviceTo }),
    ...(charge === undefined ? {} : { charge }),
  };
};

/** The business key of an answer (domain.md 1.5): which document, which claim, which words. */
export const claimAnswerCause = ({ origin, answer }: ClaimAnswer): string =>
  ['277ca', origin.source, origin.trace, origin.batchId, ...statusCodes(answer.statuses)].join('/');

async function recordAnswer(context: Applying, given: ClaimAnswer, head: Head): Promise<void> {
  const { origin, answer } = given;
  const rejected = isRefused(answer.statuses);
  const category = decidingStatus(answer.statuses)?.category ?? 'A1';
  const cause = claimAnswerCause(given);
  const decide = (newest: Head | null): EventDraft | null => {
    if (newest === null) return null;
    const current = onNamedFiling(newest, parseFilingId(answer.claimId)?.sequence);
    const done = transition(filingView(current), {
      kind: '277ca',
      ...origin,
      level: 'claim',
      rejected,
      category,
    });
    if (done.outcome === 'earlier-attempt') return null;
    return draftOf(current, done, {
      entries: [],
      facts: {
        kind: 'acknowledged',
        document: '277CA',
        fileId: context.fileId,
        source: origin.source,
        codes: statusCodes(answer.statuses),
        ...(origin.processDate === undefined ? {} : { processDate: origin.processDate }),
        ...(origin.receivedOn === undefined ? {} : { receivedOn: origin.receivedOn }),
        ...(rejected || answer.payerClaimControlNo === undefined
          ? {}
          : { payerClaimControlNo: answer.payerClaimControlNo }),
        ...(answer.clearinghouseTraceNo === undefined
          ? {}
          : { clearinghouseTraceNo: answer.clearinghouseTraceNo }),
      },
    });
  };
  const recorded = await context.claims.record({
    claimNo: head.claimNo,
    cause,
    nowEpochMs: context.now(),
    head,
    decide,
  });
  if (recorded.outcome === 'refused') return;
  const queue = queueOfStatus(decidingStatus(answer.statuses)?.status ?? '');
  const details = statusCodes(answer.statuses).map((code) => ({ code }));
  for (const reason of recorded.event.work) {
    const own = reason === '277CA_REJECT' && queue !== null ? { queue } : {};
    await openForClaim(context, { head: recorded.head, reason, key: cause, details, ...own });
  }
}

async function openUnknown(context: Applying, { origin, answer }: ClaimAnswer): Promise<void> {
  const now = context.now();
  const item = workItem('UNKNOWN_INTERCHANGE', {
    // One item per 277CA batch: a file meant for somebody else names many claims.
    id: `unknown-277ca-${sha256(`${context.partner}\n${origin.trace}\n${origin.batchId}`).slice(0, 24)}`,
    today: civilDateOf(now),
    partnerId: context.partner,
    fileId: context.fileId,
    details: [{ code: 'CLAIM_NOT_OURS', position: `segment ${answer.position.segment}` }],
  });
  await context.work.open(item, now);
}
