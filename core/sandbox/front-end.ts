import type { CivilDate } from '../dates.ts';
import {
  type AnsweredClaim,
  answerBatch,
  answerClaim,
  type StatusCode,
} from '../x12/acknowledge/claim-answers.ts';
import { present } from '../x12/sets/answer-values.ts';
import type { BatchToAcknowledge } from '../x12/sets/ca277-write.ts';
import type { ProfessionalClaim } from '../x12/types.ts';
import { payerClaimControlNo } from './adjudicate.ts';
import type { Case } from './cases.ts';
import { echo } from './echo.ts';
import { claimDraw, type Plot } from './fate.ts';
import type { ActingPayer } from './payers.ts';
import type { Rejection } from './reasons.ts';
import { scenarios } from './scenarios.ts';
import { isSplit } from './split-claim.ts';

/** Who answers by 277CA. */
export type Answerer =
  | { readonly kind: 'clearinghouse' }
  | { readonly kind: 'payer'; readonly payer: ActingPayer };

/** Facts of one 277CA. */
export interface AcknowledgmentFacts extends Plot {
  readonly today: CivilDate;
  /** 2200A TRN02: the answerer's own number of what it received. */
  readonly trace: string;
}

/** NM1*AY of the clearinghouse. */
const CLEARINGHOUSE = { name: 'SANDBOX CLEARINGHOUSE', id: 'SANDBOX' };

/** Received, by entity: AY the clearinghouse, PR the payer. */
const RECEIVED: Readonly<Record<Answerer['kind'], StatusCode>> = {
  clearinghouse: { category: 'A1', status: '19', entity: 'AY' },
  payer: { category: 'A1', status: '19', entity: 'PR' },
};

/** An accepted claim: forwarded to the payer (A0:16), or taken into adjudication (A2:20). */
const ACCEPTED: Readonly<Record<Answerer['kind'], StatusCode>> = {
  clearinghouse: { category: 'A0', status: '16', entity: 'PR' },
  payer: { category: 'A2', status: '20', entity: 'PR' },
};

/**
 * The 277CA of one answerer for one batch of ours (one ST, found again by its BHT03).
 *
 * @param cases what this answerer saw of the batch: at least one claim, in file order
 * @see domain.md 4.3
 */
export const acknowledgeBatch = (
  answerer: Answerer,
  cases: readonly Case[],
  facts: AcknowledgmentFacts,
): BatchToAcknowledge =>
  answerBatch(
    cases.map((one) => acknowledgeClaim(answerer, one, facts)),
    {
      source:
        answerer.kind === 'payer'
          ? { kind: 'payer', name: answerer.payer.name, id: answerer.payer.id }
          : { kind: 'clearinghouse', ...CLEARINGHOUSE },
      trace: facts.trace,
      batchId: cases[0]?.claim.header.batchId ?? '',
      date: facts.today,
      received: RECEIVED[answerer.kind],
    },
  );

/** Taken into adjudication in parts. */
const SPLIT: StatusCode = { category: 'A5', status: '717', entity: 'PR' };

function acknowledgeClaim(
  answerer: Answerer,
  { claim, fate }: Case,
  { seed, scenario, today }: AcknowledgmentFacts,
): AnsweredClaim {
  const rejection = fate.kind === 'rejected' && fate.by === answerer.kind ? fate : null;
  const isPayer = answerer.kind === 'payer';
  const accepted =
    isPayer && scenarios[scenario].payments === 'split-claim' && isSplit(claim)
      ? SPLIT
      : ACCEPTED[answerer.kind];
  const code = rejection === null ? accepted : codeOf(rejection.reason);
  const numbers = present({
    payerClaimControlNo: isPayer && rejection === null ? payerClaimControlNo(claim, seed) : undefined,
    clearinghouseTraceNo: isPayer ? undefined : clearinghouseTraceNo(claim, seed),
  });
  const lines = rejection?.line === undefined ? [] : [{ index: rejection.line, codes: [code] }];
  return answerClaim(claim, { rejected: rejection !== null, codes: [code], lines, ...numbers }, today);
}

const codeOf = ({ category, status, entity }: Rejection): StatusCode => present({ category, status, entity });

/** REF*D9: the number the file brought, else the clearinghouse's own. */
const clearinghouseTraceNo = (claim: ProfessionalClaim, seed: string): string =>
  echo(claim.content.clearinghouseTraceNo) ?? `CH${claimDraw(claim, seed, 'clearinghouse').digits(12)}`;
