import type { CivilDate } from '../dates.ts';
import type { ServiceLine } from '../encounter/model.ts';
import { type Cents, sum } from '../money.ts';
import { present } from '../x12/sets/answer-values.ts';
import type {
  BatchToAcknowledge,
  ClaimToAcknowledge,
  LineToAcknowledge,
  ProviderToAcknowledge,
} from '../x12/sets/ca277-write.ts';
import type { ClaimStatus, ProfessionalClaim } from '../x12/types.ts';
import { payerClaimControlNo, procedureOf } from './adjudicate.ts';
import { echo, serviceDates } from './echo.ts';
import { chargeOf, claimDraw, claimIdOf, type Fate } from './fate.ts';
import { type ActingPayer, destination } from './payers.ts';

/** A claim that came through the 999, with what becomes of it. */
export interface Case {
  readonly claim: ProfessionalClaim;
  readonly payer: ActingPayer;
  readonly fate: Fate;
}

/** Who answers by 277CA. */
export type Answerer =
  | { readonly kind: 'clearinghouse' }
  | { readonly kind: 'payer'; readonly payer: ActingPayer };

/** Facts of one 277CA. */
export interface AcknowledgmentFacts {
  readonly seed: string;
  readonly today: CivilDate;
  /** 2200A TRN02: the answerer's own number of what it received. */
  readonly trace: string;
}

/** NM1*AY of the clearinghouse. */
const CLEARINGHOUSE = { name: 'SANDBOX CLEARINGHOUSE', id: 'SANDBOX' };

/** Received (status 19), by entity: AY the clearinghouse, PR the payer. */
const RECEIVED = { clearinghouse: 'AY', payer: 'PR' } as const;

/** An accepted claim: forwarded to the payer (A0:16), or taken into adjudication (A2:20). */
const ACCEPTED = {
  clearinghouse: { category: 'A0', status: '16', entity: 'PR' },
  payer: { category: 'A2', status: '20', entity: 'PR' },
} as const;

/**
 * The 277CA of one answerer for one batch of ours (one ST, found again by its BHT03).
 *
 * @param cases what this answerer saw of the batch: at least one claim, in file order
 * @see domain.md 4.3
 */
export function acknowledgeBatch(
  answerer: Answerer,
  cases: readonly Case[],
  facts: AcknowledgmentFacts,
): BatchToAcknowledge {
  const byProvider = Map.groupBy(cases, ({ claim }) => providerKey(claim));
  return {
    source:
      answerer.kind === 'payer'
        ? { kind: 'payer', name: answerer.payer.name, id: answerer.payer.id }
        : { kind: 'clearinghouse', ...CLEARINGHOUSE },
    trace: facts.trace,
    receivedDate: facts.today,
    processDate: facts.today,
    batchId: echo(cases[0]?.claim.header.batchId) ?? '',
    statuses: [received(answerer, cases, facts.today)],
    ...totals(answerer, cases),
    providers: [...byProvider.values()].map((own) => acknowledgeProvider(answerer, own, facts)),
  };
}

const providerKey = ({ content: { billing } }: ProfessionalClaim): string =>
  [billing.npi, billing.taxId?.value, billing.name, billing.last].map((part) => part ?? '').join('|');

function acknowledgeProvider(
  answerer: Answerer,
  cases: readonly Case[],
  facts: AcknowledgmentFacts,
): ProviderToAcknowledge {
  const billing = cases[0]?.claim.content.billing;
  return {
    ...present({ npi: echo(billing?.npi), name: echo(billing?.name ?? billing?.last) ?? 'UNKNOWN' }),
    trace: '0',
    statuses: [received(answerer, cases, facts.today)],
    ...totals(answerer, cases),
    claims: cases.map((one) => acknowledgeClaim(answerer, one, facts)),
  };
}

const totalCharge = (cases: readonly Case[]): Cents => sum(cases.map(({ claim }) => chargeOf(claim.content)));

const received = (answerer: Answerer, cases: readonly Case[], date: CivilDate): ClaimStatus => ({
  categories: [{ category: 'A1', status: '19', entity: RECEIVED[answerer.kind] }],
  date,
  action: 'WQ',
  amount: totalCharge(cases),
});

/** Counts and amounts; what is zero is not sent. */
function totals(answerer: Answerer, cases: readonly Case[]): Partial<ProviderToAcknowledge> {
  const { rejected = [], accepted = [] } = Object.groupBy(cases, ({ fate }) =>
    isRejectedBy(answerer, fate) ? 'rejected' : 'accepted',
  );
  return {
    ...(accepted.length > 0 && { acceptedCount: accepted.length, acceptedAmount: totalCharge(accepted) }),
    ...(rejected.length > 0 && { rejectedCount: rejected.length, rejectedAmount: totalCharge(rejected) }),
  };
}

const isRejectedBy = (answerer: Answerer, fate: Fate): boolean =>
  fate.kind === 'rejected' && fate.by === answerer.kind;

function acknowledgeClaim(
  answerer: Answerer,
  { claim, fate }: Case,
  facts: AcknowledgmentFacts,
): ClaimToAcknowledge {
  const { content } = claim;
  const rejection = fate.kind === 'rejected' && fate.by === answerer.kind ? fate : null;
  const { category, status, entity } = {
    entity: undefined,
    ...(rejection?.reason ?? ACCEPTED[answerer.kind]),
  };
  const code = present({ category, status, entity });
  const line = rejection?.line === undefined ? undefined : content.lines[rejection.line];
  const { from, to } = serviceDates(content);
  const action = rejection === null ? 'WQ' : 'U';
  return {
    claimId: claimIdOf(claim),
    statuses: [{ categories: [code], date: facts.today, action, amount: chargeOf(content) }],
    ...present({
      payerClaimControlNo:
        answerer.kind === 'payer' && rejection === null ? payerClaimControlNo(claim, facts.seed) : undefined,
      clearinghouseTraceNo:
        answerer.kind === 'clearinghouse' ? clearinghouseTraceNo(claim, facts.seed) : undefined,
      patientLast: echo(content.patient.last ?? content.patient.name) ?? 'UNKNOWN',
      patientFirst: echo(content.patient.first),
      memberId: echo(destination(content).memberId),
      serviceFrom: from,
      serviceTo: to,
    }),
    lines: line === undefined ? [] : [rejectedLine(line, code, facts.today)],
  };
}

/** A line's status is always a rejection (domain.md 4.3, 2220D). */
const rejectedLine = (
  line: ServiceLine,
  code: ClaimStatus['categories'][number],
  date: CivilDate,
): LineToAcknowledge => ({
  procedure: procedureOf(line),
  charge: line.chargeCents,
  ...present({ lineControlNo: echo(line.lineControlNo) }),
  statuses: [{ categories: [code], date, action: 'U' }],
});

/** REF*D9: the number the file brought, else the clearinghouse's own. */
const clearinghouseTraceNo = (claim: ProfessionalClaim, seed: string): string =>
  echo(claim.content.clearinghouseTraceNo) ?? `CH${claimDraw(claim, seed, 'clearinghouse').digits(12)}`;
