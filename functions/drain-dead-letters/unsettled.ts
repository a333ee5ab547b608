import type { Head } from '../../core/claim/head.ts';
import type { Config } from '../../core/config.ts';
import { deriveClaimNo } from '../../core/encounter/identity.ts';
import { type ClaimNo, parseFilingId } from '../../core/ids.ts';
import { candidatesOf } from '../../core/remit/match.ts';
import { nextPayersOpen } from '../../core/remit/next-payer.ts';
import { batchIdOf, type SubmissionPlan } from '../../core/submission/plan.ts';
import { type Artifacts, sha256 } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import { claimAnswerCause } from '../apply-acknowledgment/claim-answer.ts';
import { type Refusal, refusalCause, refusalKey } from '../apply-acknowledgment/refusal.ts';
import { claimsOf } from '../assemble-claims/assemble-encounter.ts';
import { paidClaims } from '../bill-next-payer/paid-claims.ts';
import { planKey } from '../plan-interchanges/plan-key.ts';
import { readPaymentBatch } from '../read-remittance/batch-reading.ts';
import type { KeyedPayment, PaymentBatch } from '../read-remittance/payment-batch.ts';
import type { AnswerBatch, ClaimAnswer } from '../read-response/answer-batch.ts';
import type { BatchedEncounter } from '../receive-file/batched-encounter.ts';
import { batchKey } from '../runtime/batches.ts';
import type { FailedWork } from './dead-letter.ts';

interface Sources {
  readonly artifacts: Artifacts;
  readonly claims: ClaimStore;
  readonly config: Config;
}

/** A claim of the failed batch, and whether its head shows that the batch reached it. */
interface Expected {
  readonly claimNo: ClaimNo;
  readonly isSettledBy: (head: Head | undefined) => boolean;
}

/** The claims of a failed batch that it did not reach; none when the failure was not of a batch of claims. */
export async function unsettledClaims(sources: Sources, work: FailedWork): Promise<readonly ClaimNo[]> {
  const expected = await expectedClaims(sources, work);
  const heads = await sources.claims.heads(expected.map((e) => e.claimNo));
  const open = expected.filter((e) => !e.isSettledBy(heads.get(e.claimNo)));
  return [...new Set(open.map((e) => e.claimNo))];
}

async function expectedClaims(sources: Sources, work: FailedWork): Promise<readonly Expected[]> {
  const { machine, fileId, batch } = work;
  if (machine === 'submission') return ofInterchange(sources, work);
  if (fileId === undefined || batch === undefined) return [];
  switch (machine) {
    // The next day's run finds again what this one did not do.
    case 'timers':
    case 'codesets':
      return [];
    case 'intake':
      return ofEncounters(sources, work, await sources.artifacts.readJson(batchKey(fileId, batch)));
    case 'acknowledgment':
      return ofAnswers(sources, work, await sources.artifacts.readJson(batchKey(fileId, batch)));
    case 'remittance': {
      const read = await readPaymentBatch(sources.artifacts, { fileId, position: batch });
      if (read === null) return [];
      return work.step === 'bill-next-payer'
        ? ofNextPayers(sources, read.batch)
        : ofPayments(sources, read.batch);
    }
  }
}

function ofEncounters(
  { config }: Sources,
  { client: clientId }: FailedWork,
  encounters: readonly BatchedEncounter[],
): readonly Expected[] {
  const client = config.clients.find((c) => c.id === clientId);
  if (client === undefined) return [];
  const numbersOf = (encounter: BatchedEncounter): readonly ClaimNo[] => {
    try {
      return claimsOf(client, encounter).map(({ claimNo }) => claimNo);
    } catch {
      // That it cannot be assembled may be why the batch failed.
      return [deriveClaimNo({ clientCode: client.code, encounterKey: encounter.encounterKey }, sha256)];
    }
  };
  return encounters.flatMap((encounter) =>
    numbersOf(encounter).map((claimNo) => ({
      claimNo,
      isSettledBy: (head) => head?.contentHash === encounter.contentHash,
    })),
  );
}

/**
 * Without its file, a claim that the plan took waits for an answer which cannot come. One that was written and not
 * delivered is no unsettled claim: the file goes out whole, by a redrive.
 */
async function ofInterchange({ artifacts }: Sources, work: FailedWork): Promise<readonly Expected[]> {
  const { planId, interchange, step } = work;
  if (planId === undefined || interchange === undefined || step !== 'write-interchange') return [];
  const plan = await artifacts.readJson<SubmissionPlan>(planKey(planId));
  const isSettledBy = (head: Head | undefined): boolean =>
    head !== undefined &&
    head.state !== 'READY' &&
    !(head.state === 'BATCHED' && head.batch?.planId === planId);
  return (plan.interchanges[interchange]?.sets ?? []).flatMap(({ claims }) =>
    claims.map(({ claimNo }) => ({ claimNo, isSettledBy })),
  );
}

function ofAnswers(sources: Sources, { partner = '' }: FailedWork, answers: AnswerBatch) {
  switch (answers.kind) {
    case 'interchanges':
      return [];
    case '277ca':
      return answers.claims.flatMap(ofAnswer);
    default:
      return ofRefusal(sources, partner, answers);
  }
}

function ofAnswer(given: ClaimAnswer): readonly Expected[] {
  const claimNo = parseFilingId(given.answer.claimId)?.claimNo;
  if (claimNo === undefined) return [];
  const cause = claimAnswerCause(given);
  // An answer to an earlier attempt is not recorded, and a claim that is not ours never is.
  const isSettledBy = (head: Head | undefined): boolean =>
    head === undefined || head.causes.includes(cause) || head.batch?.batchId !== given.origin.batchId;
  return [{ claimNo, isSettledBy }];
}

async function ofRefusal(sources: Sources, partner: string, refusal: Refusal): Promise<readonly Expected[]> {
  const key = refusalKey(partner, refusal);
  const numbers = await refusedClaims(sources, refusal);
  return numbers.map((claimNo) => ({
    claimNo,
    isSettledBy: (head) =>
      head?.causes.includes(refusalCause(key, claimNo)) === true || !answersAttempt(refusal, head),
  }));
}

/** All claims of the batch, or those of the provider that was refused in it. */
async function refusedClaims({ claims }: Sources, refusal: Refusal): Promise<readonly ClaimNo[]> {
  const numbers = refusal.claims.map(({ claimNo }) => claimNo);
  const npi = refusal.kind === '277ca-batch-refused' ? refusal.npi : undefined;
  if (npi === undefined) return numbers;
  const contents = await claims.contents([...(await claims.heads(numbers)).values()]);
  return numbers.filter((no) => contents.get(no)?.content.billing.npi === npi);
}

function answersAttempt(refusal: Refusal, head: Head | undefined): boolean {
  switch (refusal.kind) {
    case 'ta1-refused':
      return head?.batch?.controlNo === refusal.answer.controlNo;
    case '999-refused': {
      const { controlNo, setControlNo } = refusal.answer;
      return head?.batch?.batchId === batchIdOf(controlNo, setControlNo);
    }
    case '277ca-batch-refused':
      return head?.batch?.batchId === refusal.origin.batchId;
  }
}

async function ofPayments({ claims }: Sources, batch: PaymentBatch): Promise<readonly Expected[]> {
  const expected = await Promise.all(
    batch.payments.map(async (keyed): Promise<readonly Expected[]> => {
      const suspended = await claims.unclaimed(batch.remittanceId, keyed.payment.ordinal);
      return suspended === null ? ofPayment(batch, keyed) : [];
    }),
  );
  return expected.flat();
}

/** Claims whose payer is done, while something is due from the next one that has no filing yet. */
async function ofNextPayers({ claims }: Sources, batch: PaymentBatch): Promise<readonly Expected[]> {
  const isSettledBy = (head: Head | undefined): boolean =>
    head === undefined || head.state !== 'CLOSED' || nextPayersOpen(head) === 0;
  return (await paidClaims(claims, batch)).map((claimNo) => ({ claimNo, isSettledBy }));
}

const ofPayment = ({ remittanceId }: PaymentBatch, { key, payment }: KeyedPayment): readonly Expected[] =>
  candidatesOf(payment.claimId).flatMap(({ filing }) => {
    const claimNo = parseFilingId(filing)?.claimNo;
    const cause = `remit/${remittanceId}/${key}`;
    const isSettledBy = (head: Head | undefined): boolean =>
      head === undefined || head.causes.includes(cause);
    return claimNo === undefined ? [] : [{ claimNo, isSettledBy }];
  });
