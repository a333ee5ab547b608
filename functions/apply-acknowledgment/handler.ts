import type { z } from 'zod';
import type { AnswerBatch } from '../read-response/answer-batch.ts';
import { batchKey, type partnerBatch, settleAll } from '../runtime/batches.ts';
import type { Handle } from '../runtime/step.ts';
import { applyClaimAnswers } from './claim-answer.ts';
import type { Applying, Deps } from './deps.ts';
import { applyInterchangeAnswers } from './interchange-answers.ts';
import { applyRefusal } from './refusal.ts';

/** Applies one batch of answers: once per interchange where it accepts, claim by claim where it refuses or names. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof partnerBatch>, { readonly outcome: 'applied' }> =>
  async ({ fileId, partner, batch }, log) => {
    const answers = await deps.artifacts.readJson<AnswerBatch>(batchKey(fileId, batch));
    await apply({ ...deps, fileId, partner }, answers, { fileId, batch });
    log.note('answers applied', { fileId, batch, kind: answers.kind });
    return { outcome: 'applied' };
  };

async function apply(
  context: Applying,
  answers: AnswerBatch,
  facts: Readonly<Record<string, string | number>>,
): Promise<void> {
  switch (answers.kind) {
    case 'interchanges':
      return applyInterchangeAnswers(context, answers);
    case '277ca': {
      const applyOne = await applyClaimAnswers(context, answers.claims);
      return settleAll(answers.claims, applyOne, facts);
    }
    default: {
      const refuse = await applyRefusal(context, answers);
      return settleAll(answers.claims, refuse, facts);
    }
  }
}
