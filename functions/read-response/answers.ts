import { isRefused, isRefusedSet } from '../../core/claim/answers.ts';
import {
  type Candidate,
  type PlannedInterchange,
  parseBatchId,
  type SubmissionPlan,
} from '../../core/submission/plan.ts';
import type { X12Item } from '../../core/x12/items.ts';
import type {
  ClaimAcknowledgmentBatch,
  ClaimStatus,
  ImplementationAcknowledgment,
  InterchangeAcknowledgment,
} from '../../core/x12/types.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import type { FileStore } from '../../store/files.ts';
import type { OutboundInterchange } from '../../store/interchanges.ts';
import { planKey } from '../plan-interchanges/plan-key.ts';
import { BATCH_CLAIMS } from '../runtime/batches.ts';
import type { Problem } from '../runtime/problems.ts';
import type {
  AnswerBatch,
  AnsweredInterchange,
  AnsweredSet,
  ClaimAnswer,
  ClaimAnswerOrigin,
} from './answer-batch.ts';

interface Sources {
  readonly files: FileStore;
  readonly artifacts: Artifacts;
}

const chunks = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / BATCH_CLAIMS) }, (_, i) =>
    items.slice(i * BATCH_CLAIMS, (i + 1) * BATCH_CLAIMS),
  );

const unmatched = (position: string, text: string): Problem => ({
  code: 'UNKNOWN_INTERCHANGE',
  position,
  text,
});

/** Turns what a response file holds into batches, matching it to our interchanges on the way. */
export function answersOf(sources: Sources, partner: string) {
  const interchanges: AnsweredInterchange[] = [];
  const sets: AnsweredSet[] = [];
  const problems: Problem[] = [];
  // Answers of several batches (BHT03) share a batch of ours: a partner may send many small ones.
  const waiting: ClaimAnswer[] = [];
  const fullBatches = (): readonly AnswerBatch[] =>
    Array.from({ length: Math.floor(waiting.length / BATCH_CLAIMS) }, () => ({
      kind: '277ca',
      claims: waiting.splice(0, BATCH_CLAIMS),
    }));

  const takeTa1 = async (ta1: InterchangeAcknowledgment): Promise<readonly AnswerBatch[]> => {
    const ours = await sources.files.interchange(partner, Number(ta1.controlNo));
    if (ours === null) {
      problems.push(
        unmatched(`TA1, byte ${ta1.position.offset}`, 'A TA1 answers an interchange that we never sent.'),
      );
      return [];
    }
    const answer = { controlNo: ours.controlNo, code: ta1.code, note: ta1.note };
    interchanges.push(answer);
    if (ta1.code !== 'R') return [];
    const claims = (await planned(sources, ours)).sets.flatMap((s) => s.claims);
    return chunks(claims).map((share) => ({ kind: 'ta1-refused', answer, claims: share }));
  };

  const take999 = async (ack: ImplementationAcknowledgment): Promise<readonly AnswerBatch[]> => {
    const ours = await sources.files.interchange(partner, Number(ack.groupControlNo));
    if (ours === null) {
      problems.push(
        unmatched(`AK1, byte ${ack.position.offset}`, 'A 999 answers a group that we never sent.'),
      );
      return [];
    }
    const answered = setsAnswered(ours, ack);
    sets.push(...answered);
    const refused = answered.filter(isRefusedSet);
    if (refused.length === 0) return [];
    const plan = await planned(sources, ours);
    return refused.flatMap((answer) => {
      const claims = plan.sets.find((s) => s.controlNo === answer.setControlNo)?.claims ?? [];
      return chunks(claims).map((share): AnswerBatch => ({ kind: '999-refused', answer, claims: share }));
    });
  };

  const take277 = async (batch: ClaimAcknowledgmentBatch): Promise<readonly AnswerBatch[]> => {
    const origin: ClaimAnswerOrigin = {
      source: batch.source.kind,
      trace: batch.trace,
      batchId: batch.batchId,
      ...(batch.processDate === undefined ? {} : { processDate: batch.processDate }),
    };
    const claims = batch.providers.flatMap((p) => p.claims);
    const refusals = await refusalsAbove(batch, origin);
    waiting.push(...claims.map((answer) => ({ origin, answer })));
    return [...refusals, ...fullBatches()];
  };

  /** 2200B or 2200C refused with no claim listed below it: all claims of the batch, or of the provider in it. */
  const refusalsAbove = async (
    batch: ClaimAcknowledgmentBatch,
    origin: ClaimAnswerOrigin,
  ): Promise<readonly AnswerBatch[]> => {
    const whole = isRefused(batch.statuses) && batch.providers.every((p) => p.claims.length === 0);
    const providers = batch.providers.filter((p) => isRefused(p.statuses) && p.claims.length === 0);
    if (!whole && providers.length === 0) return [];
    const claims = await claimsOfBatch(sources, partner, batch.batchId);
    if (claims === null) {
      problems.push(
        unmatched(`TRN, byte ${batch.position.offset}`, 'A 277CA refuses a batch that we never sent.'),
      );
      return [];
    }
    const refused = (
      level: 'batch' | 'provider',
      statuses: readonly ClaimStatus[],
      npi?: string,
    ): readonly AnswerBatch[] =>
      chunks(claims).map((share) => ({
        kind: '277ca-batch-refused',
        origin,
        level,
        statuses,
        claims: share,
        ...(npi === undefined ? {} : { npi }),
      }));
    return whole
      ? refused('batch', batch.statuses)
      : providers.flatMap((p) => refused('provider', p.statuses, p.npi));
  };

  return {
    take: async (item: X12Item): Promise<readonly AnswerBatch[]> => {
      switch (item.kind) {
        case 'interchange-acknowledgment':
          return takeTa1(item.acknowledgment);
        case 'implementation-acknowledgment':
          return take999(item.acknowledgment);
        case 'claim-acknowledgment-batch':
          return take277(item.batch);
        case 'set':
          if (!['999', '277CA'].includes(item.type)) problems.push(stray(item.type, item.position.offset));
          return [];
        default:
          return [];
      }
    },
    /** What is said once for whole interchanges and sets, and what answered nothing of ours. */
    end: (): { readonly batches: readonly AnswerBatch[]; readonly problems: readonly Problem[] } => ({
      batches: [
        ...(waiting.length === 0 ? [] : [{ kind: '277ca' as const, claims: waiting }]),
        ...(interchanges.length + sets.length === 0
          ? []
          : [{ kind: 'interchanges' as const, interchanges, sets }]),
      ],
      problems,
    }),
  };
}

const stray = (type: string, offset: number): Problem => ({
  code: 'UNEXPECTED_SET',
  position: `ST, byte ${offset}`,
  text: `A set of type ${type} stands among acknowledgments; send it in a file of its own.`,
});

/** Every set of the group: those the 999 lists, and the unlisted ones, whose fate AK901 tells (domain.md 4.2). */
function setsAnswered(ours: OutboundInterchange, ack: ImplementationAcknowledgment): readonly AnsweredSet[] {
  return ours.sets.map((set) => {
    const listed = ack.sets.find((s) => s.controlNo === set.controlNo);
    return {
      controlNo: ours.controlNo,
      setControlNo: set.controlNo,
      groupCode: ack.code,
      errors: listed?.errors ?? [],
      ...(listed === undefined ? {} : { setCode: listed.code }),
    };
  });
}

async function planned(sources: Sources, ours: OutboundInterchange): Promise<PlannedInterchange> {
  const plan = await sources.artifacts.readJson<SubmissionPlan>(planKey(ours.planId));
  return plan.interchanges[ours.index] ?? { controlNo: ours.controlNo, sets: [] };
}

async function claimsOfBatch(
  sources: Sources,
  partner: string,
  batchId: string,
): Promise<readonly Candidate[] | null> {
  const named = parseBatchId(batchId);
  if (named === null) return null;
  const ours = await sources.files.interchange(partner, named.controlNo);
  if (ours === null) return null;
  const set = (await planned(sources, ours)).sets.find((s) => s.controlNo === named.setControlNo);
  return set?.claims ?? null;
}
