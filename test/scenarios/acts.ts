/** What people do to claims in a scenario: by the same functions as the commands. */

import { appeal, confirmVoid, uphold } from '../../bin/session/appeals.ts';
import { correctedBy } from '../../bin/session/corrected-file.ts';
import { receivePayment } from '../../bin/session/receive-payment.ts';
import { type Acting, type AgainOutcome, sendAgain } from '../../bin/session/send-again.ts';
import type { Act } from '../../core/claim/act-facts.ts';
import { parseConfig } from '../../core/config.ts';
import { civilDate } from '../../core/dates.ts';
import { cents } from '../../core/money.ts';
import { codeSetStore } from '../../store/code-sets.ts';
import { codeLoader } from '../../store/loaded-codes.ts';
import { type Pipeline, TODAY } from '../support/pipeline.ts';
import { pipelineConfig } from '../support/pipeline-config.ts';
import { encounter, type GivenEncounter, type SentClaim } from './clinic.ts';

interface AgainOptions {
  readonly corrected?: GivenEncounter;
  readonly neverHappened?: true;
  /** Payer sequence; the active filing where it is not said. */
  readonly filing?: number;
}

/** @param given the pipeline's configuration, where it has one of its own */
export function actsOf(pipeline: Pipeline, user = 'ann', given: unknown = pipelineConfig) {
  const read = parseConfig(given);
  if (!read.ok) throw new Error('the tests have a configuration');
  const config = read.value;
  const { claims, files, work, archive } = pipeline;
  let today: string = TODAY;
  const acting: Acting = {
    ...{ claims, files, work, config, user },
    now: () => Date.parse(`${today.slice(0, 4)}-${today.slice(4, 6)}-${today.slice(6)}T12:00:00Z`),
    codeLoader: codeLoader(codeSetStore(archive)),
  };
  const again = async (
    { claimNo }: SentClaim,
    act: Act['kind'],
    { corrected, neverHappened, filing }: AgainOptions = {},
  ): Promise<AgainOutcome> => {
    const { head } = await pipeline.claim(claimNo);
    const claim = (await claims.contents([head])).get(claimNo);
    if (claim === undefined) throw new Error('a claim has content');
    const file = corrected && (await correctedBy(Buffer.from(JSON.stringify(corrected)), claim, config));
    if (file !== undefined && !file.ok) throw new Error(file.reason);
    return sendAgain(acting, { claimNo, filing, act, neverHappened, corrected: file?.corrected });
  };
  let others = 0;
  return {
    acting,
    again,
    /** The day on which people act. @param day CCYYMMDD */
    on: (day: string): void => {
      today = day;
    },
    appeal: ({ claimNo }: SentClaim, level: number, sentOn: string) =>
      appeal(acting, { claimNo, level, sentOn: civilDate(sentOn), reference: `AP-${level}` }),
    uphold: ({ claimNo }: SentClaim, decidedOn: string) =>
      uphold(acting, { claimNo, decidedOn: civilDate(decidedOn) }),
    /** @param amount dollars */
    patientPays: ({ claimNo }: SentClaim, amount: number, receipt: string) =>
      receivePayment(acting, claimNo, {
        ...{ amount: cents(amount * 100), method: 'cash', receipt },
        receivedOn: civilDate(today),
      }),
    confirmVoid: ({ claimNo }: SentClaim) => confirmVoid(acting, { claimNo }),
    /** The next submission run: that of any encounter of the practice. */
    submits: async (): Promise<void> => {
      others += 1;
      await pipeline.upload('riverbend', [
        encounter(`run-${others}-${user}`, [{ code: '99213', charge: 70 }]),
      ]);
    },
  };
}
