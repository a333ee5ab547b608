import { isRefused, isRefusedSet } from '../../core/claim/answers.ts';
import {
  type PlannedInterchange,
  type PlannedSet,
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

/** A response file while it is read. */
interface Collected {
  readonly sources: Sources;
  readonly partner: string;
  readonly interchanges: AnsweredInterchange[];
  readonly sets: AnsweredSet[];
  readonly problems: Problem[];
  /** Answers of several batches (BHT03) share a batch of ours: a partner may send many small ones. */
  readonly waiting: ClaimAnswer[];
}

type Batches = readonly AnswerBatch[];

/** Turns what a response file holds into batches, matching it to our interchanges on the way. */
export function answersOf(sources: Sources, partner: string) {
  const so: Collected = { sources, partner, interchanges: [], sets: [], problems: [], waiting: [] };
  return {
    take: (item: X12Item) => take(so, item),
    end: () => end(so),
  };
}

async function take(so: Collected, item: X12Item): Promise<Batches> {
  switch (item.kind) {
    case 'interchange-acknowledgment':
      return takeTa1(so, item.acknowledgment);
    case 'implementation-acknowledgment':
      return take999(so, item.acknowledgment);
    case 'claim-acknowledgment-batch':
      return take277(so, item.batch);
    case 'set':
      if (!['999', '277CA'].includes(item.type)) so.problems.push(stray(item.type, item.position.offset));
      return [];
    default:
      return [];
  }
}

/** What is said once for whole interchanges and sets, the last claim answers, and what answered nothing of ours. */
function end({ waiting, interchanges, sets, problems }: Collected): {
  readonly batches: Batches;
  readonly problems: readonly Problem[];
} {
  const rest: Batches = waiting.length === 0 ? [] : [{ kind: '277ca', claims: waiting }];
  const once: Batches =
    interchanges.length + sets.length === 0 ? [] : [{ kind: 'interchanges', interchanges, sets }];
  return { batches: [...rest, ...once], problems };
}

async function takeTa1(so: Collected, ta1: InterchangeAcknowledgment): Promise<Batches> {
  const ours = await so.sources.files.interchange(so.partner, Number(ta1.controlNo));
  if (ours === null) {
    const place = `TA1, byte ${ta1.position.offset}`;
    so.problems.push(unmatched(place, 'A TA1 answers an interchange that we never sent.'));
    return [];
  }
  const answer = { controlNo: ours.controlNo, code: ta1.code, note: ta1.note };
  so.interchanges.push(answer);
  if (ta1.code !== 'R') return [];
  const claims = (await planned(so.sources, ours)).sets.flatMap((s) => s.claims);
  return chunks(claims).map((share) => ({ kind: 'ta1-refused', answer, claims: share }));
}

async function take999(so: Collected, ack: ImplementationAcknowledgment): Promise<Batches> {
  const ours = await so.sources.files.interchange(so.partner, Number(ack.groupControlNo));
  if (ours === null) {
    const place = `AK1, byte ${ack.position.offset}`;
    so.problems.push(unmatched(place, 'A 999 answers a group that we never sent.'));
    return [];
  }
  const answered = setsAnswered(ours, ack);
  so.sets.push(...answered);
  const refused = answered.filter(isRefusedSet);
  if (refused.length === 0) return [];
  const plan = await planned(so.sources, ours);
  return refused.flatMap((answer) => {
    const claims = plan.sets.find((s) => s.controlNo === answer.setControlNo)?.claims ?? [];
    return chunks(claims).map((share): AnswerBatch => ({ kind: '999-refused', answer, claims: share }));
  });
}

async function take277(so: Collected, batch: ClaimAcknowledgmentBatch): Promise<Batches> {
  const origin: ClaimAnswerOrigin = {
    source: batch.source.kind,
    trace: batch.trace,
    batchId: batch.batchId,
    ...(batch.processDate === undefined ? {} : { processDate: batch.processDate }),
    ...(batch.receivedDate === undefined ? {} : { receivedOn: batch.receivedDate }),
  };
  const refusals = await refusalsAbove(so, batch, origin);
  so.waiting.push(...batch.providers.flatMap((p) => p.claims).map((answer) => ({ origin, answer })));
  const full = Array.from(
    { length: Math.floor(so.waiting.length / BATCH_CLAIMS) },
    (): AnswerBatch => ({ kind: '277ca', claims: so.waiting.splice(0, BATCH_CLAIMS) }),
  );
  return [...refusals, ...full];
}

/** 2200B or 2200C refused with no claim listed below it: all claims of the batch, or of the provider in it. */
async function refusalsAbove(
  so: Collected,
  batch: ClaimAcknowledgmentBatch,
  origin: ClaimAnswerOrigin,
): Promise<Batches> {
  const whole = isRefused(batch.statuses) && batch.providers.every((p) => p.claims.length === 0);
  const providers = batch.providers.filter((p) => isRefused(p.statuses) && p.claims.length === 0);
  if (!whole && providers.length === 0) return [];
  const set = await setOfBatch(so.sources, so.partner, batch.batchId);
  if (set === null) {
    const place = `TRN, byte ${batch.position.offset}`;
    so.problems.push(unmatched(place, 'A 277CA refuses a batch that we never sent.'));
    return [];
  }
  const refused = (level: 'batch' | 'provider', statuses: readonly ClaimStatus[], npi?: string): Batches =>
    chunks(set.claims).map((claims) => ({
      kind: '277ca-batch-refused',
      origin,
      level,
      statuses,
      claims,
      ...(npi === undefined ? {} : { npi }),
    }));
  return whole
    ? refused('batch', batch.statuses)
    : providers.flatMap((p) => refused('provider', p.statuses, p.npi));
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

async function setOfBatch(sources: Sources, partner: string, batchId: string): Promise<PlannedSet | null> {
  const named = parseBatchId(batchId);
  if (named === null) return null;
  const ours = await sources.files.interchange(partner, named.controlNo);
  if (ours === null) return null;
  return (await planned(sources, ours)).sets.find((s) => s.controlNo === named.setControlNo) ?? null;
}
