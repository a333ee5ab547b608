import { type CivilDate, isCivilDate } from '../../dates.ts';
import { type Cents, exactSum } from '../../money.ts';
import { present } from '../sets/answer-values.ts';
import type {
  BatchToAcknowledge,
  ClaimToAcknowledge,
  LineToAcknowledge,
  ProviderToAcknowledge,
} from '../sets/ca277-write.ts';
import type { AnyClaim, ClaimStatus } from '../types.ts';
import { echo, echoName } from './echo.ts';

/** Category, status and entity of an STC. */
export type StatusCode = ClaimStatus['categories'][number];

/** NM104. */
const FIRST_NAME_LENGTH = 35;

/** What becomes of a claim at the door. */
export interface Verdict {
  readonly rejected: boolean;
  /** Why, the deciding code first; at least one. */
  readonly codes: readonly StatusCode[];
  /** The lines that caused a rejection, by their index in the claim. */
  readonly lines?: readonly { readonly index: number; readonly codes: readonly StatusCode[] }[];
  /** REF*1K: the payer's number of an accepted claim. */
  readonly payerClaimControlNo?: string;
  /** REF*D9: the clearinghouse's number. */
  readonly clearinghouseTraceNo?: string;
}

/** A claim as a 277CA answers it: small, so that the claim itself need not be held. */
export interface AnsweredClaim {
  readonly provider: { readonly key: string; readonly name: string; readonly npi?: string };
  /** Absent where the claim does not state it, and its lines add up to more than can be held exactly. */
  readonly charge?: Cents;
  readonly rejected: boolean;
  readonly claim: ClaimToAcknowledge;
}

/** Facts of the answer to one batch: one ST of ours, found again by its BHT03. */
export interface BatchFacts {
  readonly source: BatchToAcknowledge['source'];
  /** 2200A TRN02: the answerer's own number of what it received. */
  readonly trace: string;
  /** BHT03 as received. */
  readonly batchId: string;
  readonly date: CivilDate;
  /** What is said of the batch and of each provider: that it came. */
  readonly received: StatusCode;
}

/**
 * The answer to one claim of any kind (837P, I or D).
 *
 * @see domain.md 4.3, 2200D and 2220D
 */
export function answerClaim(claim: AnyClaim, verdict: Verdict, date: CivilDate): AnsweredClaim {
  const { content } = claim;
  const { rejected, payerClaimControlNo, clearinghouseTraceNo } = verdict;
  const charge = chargeOf(content);
  const { last, name, first } = content.patient;
  return {
    provider: providerOf(content),
    ...present({ charge }),
    rejected,
    claim: {
      claimId: echo(content.claimNo) ?? '0',
      statuses: statuses(verdict.codes, {
        date,
        action: rejected ? 'U' : 'WQ',
        ...present({ amount: charge }),
      }),
      ...present({
        payerClaimControlNo,
        clearinghouseTraceNo,
        patientLast: echoName(last ?? name) ?? 'UNKNOWN',
        patientFirst: echoName(first, FIRST_NAME_LENGTH),
        memberId: echo(coverageOf(content)?.memberId),
      }),
      ...serviceDates(content),
      lines: (verdict.lines ?? []).flatMap(({ index, codes }) => answerLine(content, index, { codes, date })),
    },
  };
}

/**
 * The 277CA of one batch, its claims grouped by billing provider.
 *
 * @param answered at least one claim, in file order
 */
export function answerBatch(answered: readonly AnsweredClaim[], facts: BatchFacts): BatchToAcknowledge {
  const { source, trace, batchId, date, received } = facts;
  const byProvider = Map.groupBy(answered, ({ provider }) => provider.key);
  const came = (own: readonly AnsweredClaim[]) =>
    statuses([received], { date, action: 'WQ', ...present({ amount: total(own) }) });
  const providers = [...byProvider.values()].map((own): ProviderToAcknowledge => {
    const { npi, name } = own[0]?.provider ?? {};
    const claims = own.map(({ claim }) => claim);
    return { ...present({ npi, name }), trace: '0', statuses: came(own), ...totals(own), claims };
  });
  return {
    source,
    trace,
    receivedDate: date,
    processDate: date,
    batchId: echo(batchId) ?? '',
    statuses: came(answered),
    ...totals(answered),
    providers,
  };
}

type Content = AnyClaim['content'];

/** CLM02 as stated, else the sum of the lines; undefined where that is too large to hold exactly. */
const chargeOf = ({ totalChargeCents, lines }: Content): Cents | undefined =>
  totalChargeCents ?? exactSum(lines.map((line) => line.chargeCents)) ?? undefined;

/** First and last day of service, of the days that exist; none when no day does. An 837I states its days. */
export function serviceDates(content: Content): {
  readonly serviceFrom?: CivilDate;
  readonly serviceTo?: CivilDate;
} {
  const days = statedDays(content).flatMap((day) => (day !== undefined && isCivilDate(day) ? [day] : []));
  const [serviceFrom] = days.sort();
  return serviceFrom === undefined ? {} : { serviceFrom, serviceTo: days.at(-1) ?? serviceFrom };
}

function statedDays(content: Content): readonly (string | undefined)[] {
  if (content.claimType === 'I') return [content.statementFrom, content.statementTo];
  const own = content.claimType === 'D' ? [content.from, content.to] : [];
  return [...own, ...content.lines.flatMap(({ from, to }) => [from, to])];
}

/** The coverage that the claim is addressed to. */
export const coverageOf = ({ coverages, destination }: Content) =>
  coverages.find(({ seq }) => seq === destination) ?? coverages[0];

function providerOf({ billing }: Content): AnsweredClaim['provider'] {
  const { npi, taxId, name, last } = billing;
  const key = [npi, taxId?.value, name, last].map((part) => part ?? '').join('|');
  return { key, name: echoName(name ?? last) ?? 'UNKNOWN', ...present({ npi: echo(npi) }) };
}

/** A line's status is always a rejection. */
function answerLine(
  content: Content,
  index: number,
  { codes, date }: { readonly codes: readonly StatusCode[]; readonly date: CivilDate },
): readonly LineToAcknowledge[] {
  const line = content.lines[index];
  if (line === undefined) return [];
  const { chargeCents: charge, lineControlNo } = line;
  const procedure = procedureOf(line, content.claimType === 'D' ? 'AD' : 'HC');
  const own = statuses(codes, { date, action: 'U' });
  return [{ procedure, charge, ...present({ lineControlNo: echo(lineControlNo) }), statuses: own }];
}

/** SVC01; a line of an 837I may have a revenue code only. */
function procedureOf(line: Content['lines'][number], usual: 'AD' | 'HC'): LineToAcknowledge['procedure'] {
  if (!('revenueCode' in line))
    return { qualifier: line.codeQualifier ?? usual, code: echo(line.code) ?? '' };
  const { procedure, revenueCode } = line;
  if (procedure === undefined) return { qualifier: 'NU', code: echo(revenueCode) ?? '' };
  return { qualifier: procedure.qualifier ?? usual, code: echo(procedure.code) ?? '' };
}

/** STC01, 10 and 11 of one STC. */
const CODES_OF_STATUS = 3;

function statuses(
  codes: readonly StatusCode[],
  facts: Pick<ClaimStatus, 'date' | 'action' | 'amount'>,
): readonly ClaimStatus[] {
  const found: ClaimStatus[] = [];
  for (let i = 0; i < codes.length; i += CODES_OF_STATUS) {
    found.push({ categories: codes.slice(i, i + CODES_OF_STATUS), ...facts });
  }
  return found;
}

/** Σ of the charges; undefined where it cannot be told. */
const total = (answered: readonly AnsweredClaim[]): Cents | undefined =>
  exactSum(answered.map(({ charge = Number.NaN }) => charge)) ?? undefined;

/** Counts and amounts; what is zero, or too large to be held exactly, is not sent. */
function totals(answered: readonly AnsweredClaim[]): Partial<ProviderToAcknowledge> {
  const { rejected = [], accepted = [] } = Object.groupBy(answered, (one) =>
    one.rejected ? 'rejected' : 'accepted',
  );
  return {
    ...(accepted.length > 0 && present({ acceptedCount: accepted.length, acceptedAmount: total(accepted) })),
    ...(rejected.length > 0 && present({ rejectedCount: rejected.length, rejectedAmount: total(rejected) })),
  };
}
