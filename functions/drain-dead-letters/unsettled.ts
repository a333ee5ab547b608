import type { Config } from '../../core/config.ts';
import { deriveClaimNo } from '../../core/encounter/identity.ts';
import { type ClaimNo, parseFilingId } from '../../core/ids.ts';
import type { SubmissionPlan } from '../../core/submission/plan.ts';
import { type Artifacts, sha256 } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import { claimAnswerCause } from '../apply-acknowledgment/claim-answer.ts';
import { encounterCause } from '../assemble-claims/assemble-encounter.ts';
import { planKey } from '../plan-interchanges/plan-key.ts';
import { type PaymentBatch, type PaymentIndex, paymentIndexKey } from '../read-remittance/payment-batch.ts';
import type { AnswerBatch } from '../read-response/answer-batch.ts';
import type { BatchedEncounter } from '../receive-file/batched-encounter.ts';
import { batchKey } from '../runtime/batches.ts';
import type { FailedWork } from './dead-letter.ts';

interface Sources {
  readonly artifacts: Artifacts;
  readonly claims: ClaimStore;
  readonly config: Config;
}

/** A claim of the failed batch, and whether its journal shows that the batch reached it. */
interface Expected {
  readonly claimNo: ClaimNo;
  readonly isSettledBy: (causes: readonly string[]) => boolean;
}

/** The claims of a failed batch that it did not reach; none when the failure was not of a batch of claims. */
export async function unsettledClaims(sources: Sources, work: FailedWork): Promise<readonly ClaimNo[]> {
  const expected = await expectedClaims(sources, work);
  const heads = await sources.claims.heads(expected.map((e) => e.claimNo));
  const open = expected.filter((e) => !e.isSettledBy(heads.get(e.claimNo)?.causes ?? []));
  return [...new Set(open.map((e) => e.claimNo))];
}

async function expectedClaims(sources: Sources, work: FailedWork): Promise<readonly Expected[]> {
  const { machine, fileId, batch } = work;
  if (machine === 'submission') return ofInterchange(sources, work);
  if (fileId === undefined || batch === undefined) return [];
  switch (machine) {
    case 'intake':
      return ofEncounters(sources, work, await sources.artifacts.readJson(batchKey(fileId, batch)));
    case 'acknowledgment':
      return ofAnswers(await sources.artifacts.readJson(batchKey(fileId, batch)));
    case 'remittance': {
      const index = await sources.artifacts.readJson<PaymentIndex>(paymentIndexKey(fileId));
      const number = index.batches[batch];
      return number === undefined
        ? []
        : ofPayments(await sources.artifacts.readJson(batchKey(fileId, number)));
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
  return encounters.map(({ encounterKey, contentHash }) => ({
    claimNo: deriveClaimNo({ clientCode: client.code, encounterKey }, sha256),
    isSettledBy: (causes) => causes.includes(encounterCause(contentHash)),
  }));
}

/** An interchange that was written and not delivered has no unsettled claim: it goes out whole, by a redrive. */
async function ofInterchange({ artifacts }: Sources, work: FailedWork): Promise<readonly Expected[]> {
  const { planId, interchange, step } = work;
  if (planId === undefined || interchange === undefined || step !== 'write-interchange') return [];
  const plan = await artifacts.readJson<SubmissionPlan>(planKey(planId));
  return (plan.interchanges[interchange]?.sets ?? []).flatMap(({ claims }) =>
    claims.map(({ claimNo }) => ({ claimNo, isSettledBy: (causes) => causes.includes(`plan/${planId}`) })),
  );
}

function ofAnswers(answers: AnswerBatch): readonly Expected[] {
  if (answers.kind === 'interchanges') return [];
  if (answers.kind !== '277ca') {
    return answers.claims.map(({ claimNo }) => ({
      claimNo,
      isSettledBy: (causes) => causes.some((c) => c.endsWith(`/${claimNo}`)),
    }));
  }
  return answers.claims.flatMap((given) => {
    const claimNo = parseFilingId(given.answer.claimId)?.claimNo;
    const cause = claimAnswerCause(given);
    return claimNo === undefined ? [] : [{ claimNo, isSettledBy: (causes) => causes.includes(cause) }];
  });
}

const ofPayments = ({ remittanceId, payments }: PaymentBatch): readonly Expected[] =>
  payments.flatMap(({ key, payment }) => {
    const claimNo = parseFilingId(payment.claimId)?.claimNo;
    const cause = `remit/${remittanceId}/${key}`;
    return claimNo === undefined ? [] : [{ claimNo, isSettledBy: (causes) => causes.includes(cause) }];
  });
