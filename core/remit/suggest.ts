import type { Head } from '../claim/head.ts';
import { bareId } from '../claim/service-key.ts';
import type { Claim, FilingState } from '../claim/types.ts';
import type { ClaimNo } from '../ids.ts';
import type { ClaimPayment, RemittanceHeader } from '../x12/types.ts';
import { matchLines, nameKey, paymentEvidence } from './match.ts';
import { paysBillingProvider } from './payee.ts';
import { REVERSAL, takenBack } from './reverse.ts';

/** Why a claim may be the one that a payment is for. The weight is what each adds to the score. */
const WEIGHTS = {
  /** CLP01 holds our claim number, once what does not belong there is taken away. */
  CLAIM_NUMBER: 40,
  /** One or two characters of it are wrong or swapped. */
  CLAIM_NUMBER_NEAR: 30,
  /** CLP07 is the number that the payer gave the claim. */
  PAYER_CLAIM_NUMBER: 35,
  MEMBER_ID: 20,
  LAST_NAME: 12,
  FIRST_NAME: 5,
  SERVICE_DATES: 12,
  CHARGE: 12,
  RENDERING_NPI: 5,
  /** Every service fits a line by code and charge. */
  LINES: 10,
  /** It waits for this payer's answer. */
  AWAITED: 6,
} as const;

export type Fit = keyof typeof WEIGHTS;

/** What speaks against it. */
const COUNTER_WEIGHTS = {
  MEMBER_ID_DIFFERS: 10,
  LAST_NAME_DIFFERS: 10,
  SERVICE_DATES_DIFFER: 10,
  CHARGE_DIFFERS: 8,
  /** The payment names another billing provider: it cannot be posted here. */
  PAYEE_DIFFERS: 40,
  /** It is adjudicated already. */
  ANSWERED: 15,
} as const;

export type Misfit = keyof typeof COUNTER_WEIGHTS;

export interface Suggestion {
  readonly claimNo: ClaimNo;
  /** 1 to 100; a claim with nothing for it is not suggested. */
  readonly score: number;
  /** The weightiest first. */
  readonly fits: readonly Fit[];
  readonly differs: readonly Misfit[];
}

/** A payment in search of its claim. */
export interface SoughtPayment {
  readonly header: RemittanceHeader;
  readonly payment: ClaimPayment;
}

/** What a head alone tells: enough to choose whose content is worth reading. */
export interface Glance {
  readonly claimNo: ClaimNo;
  readonly weight: number;
}

const BEST_SCORE = 100;
const MAY_DIFFER = 2;

/** Letters and digits of CLP01, without the sequence digit and line breaks that payers leave or lose. */
const bareNumber = (claimId: string): string => bareId(claimId.replace(/-\d{1,3}(-\d{1,3})?\s*$/, ''));

/** Two changes touch four pieces at most, where each swaps characters across a border: the fifth stands in both. */
const PIECES = 5;

/** A number that is held against those of many claims. */
interface SoughtNumber {
  readonly text: string;
  readonly pieces: readonly string[];
}

function soughtNumber(claimId: string): SoughtNumber {
  const text = bareNumber(claimId);
  const border = (i: number): number => Math.floor((i * text.length) / PIECES);
  const pieces = Array.from({ length: PIECES }, (_, i) => text.slice(border(i), border(i + 1)));
  return { text, pieces };
}

/**
 * The claim number's part of a fit. Payers cut, pad, prefix and mistype it.
 *
 * @param said of CLP01
 */
function numberFit(claimNo: string, { text: said, pieces }: SoughtNumber): Fit | undefined {
  const ours = bareId(claimNo);
  if (said.length < 5) return said === ours ? 'CLAIM_NUMBER' : undefined;
  if (said.includes(ours) || (said.length >= 8 && ours.startsWith(said))) return 'CLAIM_NUMBER';
  const isNear = pieces.some((piece) => ours.includes(piece)) && differsLittle(ours, said);
  return isNear ? 'CLAIM_NUMBER_NEAR' : undefined;
}

/** Whether at most two characters are wrong, lost, added or (as one) swapped with their neighbour. */
export function differsLittle(a: string, b: string, most = MAY_DIFFER): boolean {
  if (Math.abs(a.length - b.length) > most || a.length < 8) return false;
  let older: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next: number[] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (older[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    older = row;
    row = next;
  }
  return (row[b.length] ?? 0) <= most;
}

/** States in which a claim waits for an answer of its payer. */
export const UNANSWERED: readonly FilingState[] = [
  'BATCHED',
  'SENT',
  'SYNTAX_OK',
  'CH_ACCEPTED',
  'PAYER_ACCEPTED',
  'PENDED',
  'REVERSED',
];

/** States in which a payment may still come: it is awaited, or late (domain.md 1.4 rows 22 to 28, 37; rule 4). */
export const PAYABLE: readonly FilingState[] = [
  ...UNANSWERED,
  'DENIED',
  'APPEALED',
  'REPLACING',
  'FORWARDED',
  'REJ_INTERCHANGE',
  'REJ_SYNTAX',
  'REJ_FRONTEND',
];

/** A reversal is sought by what it takes back. */
const saidBy = ({ payment }: SoughtPayment): ClaimPayment =>
  payment.status === REVERSAL ? takenBack(payment) : payment;

/** A payment with what is asked of every claim prepared once. */
export interface Search {
  readonly sought: SoughtPayment;
  /** Whether number or charge alone make a claim worth a look at its head. */
  readonly hint: (row: Pick<Head, 'claimNo' | 'chargeCents'>) => boolean;
  readonly glance: (head: Head) => Glance | null;
}

/** Looks at heads for a payment: null for a claim that nothing of the head speaks for. */
export function searchFor(sought: SoughtPayment): Search {
  const said = saidBy(sought);
  const number = soughtNumber(said.claimId);
  const { from, to } = { from: '', to: '', ...paymentEvidence(said) };
  const glance = (head: Head): Glance | null => {
    const { claimNo, firstDay, lastDay, chargeCents, payerClaimControlNo } = head;
    const byNumber = numberFit(claimNo, number);
    const overlaps = firstDay !== undefined && firstDay <= to && from <= (lastDay ?? firstDay) && from !== '';
    const fits: readonly (Fit | false | undefined)[] = [
      byNumber,
      payerClaimControlNo !== undefined &&
        payerClaimControlNo === said.payerClaimControlNo &&
        'PAYER_CLAIM_NUMBER',
      overlaps && 'SERVICE_DATES',
      chargeCents === said.charge && 'CHARGE',
      UNANSWERED.includes(head.state) && 'AWAITED',
    ];
    const weight = fits.reduce((sum, fit) => sum + (fit ? WEIGHTS[fit] : 0), 0);
    return weight > WEIGHTS.AWAITED ? { claimNo, weight } : null;
  };
  return {
    sought,
    hint: ({ claimNo, chargeCents }) =>
      chargeCents === said.charge || numberFit(claimNo, number) !== undefined,
    glance,
  };
}

/** A claim with its head, as a candidate for a payment. */
export interface CandidateClaim {
  readonly head: Head;
  readonly claim: Claim;
}

/**
 * Ranks claims for a payment in suspense, the likeliest first, each with what speaks for it and against it. Nothing is
 * decided here: a person does.
 *
 * @see domain.md 5.4
 */
export const suggestClaims = (
  sought: SoughtPayment,
  candidates: readonly CandidateClaim[],
): readonly Suggestion[] =>
  candidates
    .flatMap((candidate) => suggestion(sought, candidate) ?? [])
    .toSorted((a, b) => b.score - a.score || (a.claimNo < b.claimNo ? -1 : 1));

function suggestion(sought: SoughtPayment, candidate: CandidateClaim): Suggestion | null {
  const said = saidBy(sought);
  const facts = factsOf(sought, said, candidate);
  const fits = [...identityFits(said, candidate), ...facts.flatMap(({ fit, agrees }) => (agrees ? fit : []))];
  const differs: readonly Misfit[] = [
    ...facts.flatMap(({ misfit, agrees }) => (agrees === false && misfit !== undefined ? misfit : [])),
    ...(paysBillingProvider(candidate.claim, sought.header) ? [] : (['PAYEE_DIFFERS'] as const)),
    ...(isAnswered(candidate.head, sought.payment) ? (['ANSWERED'] as const) : []),
  ];
  const points =
    fits.reduce((sum, fit) => sum + WEIGHTS[fit], 0) -
    differs.reduce((sum, misfit) => sum + COUNTER_WEIGHTS[misfit], 0);
  const score = Math.min(BEST_SCORE, points);
  if (score <= WEIGHTS.AWAITED) return null;
  return {
    claimNo: candidate.claim.claimNo,
    score,
    fits: fits.toSorted((a, b) => WEIGHTS[b] - WEIGHTS[a]),
    differs,
  };
}

function identityFits(said: ClaimPayment, { head, claim }: CandidateClaim): readonly Fit[] {
  const number = numberFit(claim.claimNo, soughtNumber(said.claimId));
  const isPayers =
    head.payerClaimControlNo !== undefined && head.payerClaimControlNo === said.payerClaimControlNo;
  const isAwaited = UNANSWERED.includes(head.state);
  return [
    ...(number === undefined ? [] : [number]),
    ...(isPayers ? (['PAYER_CLAIM_NUMBER'] as const) : []),
    ...(isAwaited ? (['AWAITED'] as const) : []),
  ];
}

/** A second answer without a reversal has no place; a reversal wants an answered claim. */
const isAnswered = ({ adjudication }: Head, { status }: ClaimPayment): boolean =>
  status !== REVERSAL && adjudication !== undefined && !adjudication.whollyDenied;

interface Compared {
  readonly fit: Fit;
  readonly misfit?: Misfit;
  /** Undefined where one of the two says nothing. */
  readonly agrees: boolean | undefined;
}

/** Both said, and by the test the same. */
const both = <T>(a: T | undefined, b: T | undefined, same: (a: T, b: T) => boolean): boolean | undefined =>
  a === undefined || b === undefined ? undefined : same(a, b);

function factsOf(
  { header }: SoughtPayment,
  said: ClaimPayment,
  { claim, head }: CandidateClaim,
): readonly Compared[] {
  const { content, totalCharge } = claim;
  const { patient, coverages, rendering, billing, lines } = content;
  const memberId = coverages.find(({ seq }) => seq === head.filing)?.memberId;
  const days = lines.flatMap(({ from, to = from }) => [from, to]).toSorted();
  const { patientLast, from, to } = paymentEvidence(said);
  const payee = header.payee.idQualifier === 'XX' ? header.payee.id : undefined;
  const sameName = (a: string, b: string): boolean => nameKey(a) !== '' && nameKey(a) === nameKey(b);
  const overlaps = (a: readonly string[], b: readonly string[]): boolean =>
    (a[0] ?? '') <= (b.at(-1) ?? '') && (b[0] ?? '') <= (a.at(-1) ?? '');
  const paidDays = from === undefined ? undefined : [from, to ?? from];
  return [
    {
      fit: 'MEMBER_ID',
      misfit: 'MEMBER_ID_DIFFERS',
      agrees: both(memberId, said.memberId, (a, b) => bareId(a) === bareId(b)),
    },
    { fit: 'LAST_NAME', misfit: 'LAST_NAME_DIFFERS', agrees: both(patient.last, patientLast, sameName) },
    { fit: 'FIRST_NAME', agrees: both(patient.first, said.patientFirst, sameName) },
    {
      fit: 'SERVICE_DATES',
      misfit: 'SERVICE_DATES_DIFFER',
      agrees: both(days.length === 0 ? undefined : days, paidDays, overlaps),
    },
    { fit: 'CHARGE', misfit: 'CHARGE_DIFFERS', agrees: totalCharge === said.charge },
    {
      fit: 'RENDERING_NPI',
      agrees: both(rendering?.npi ?? billing.npi, said.renderingNpi ?? payee, (a, b) => a === b),
    },
    { fit: 'LINES', agrees: linesFit(claim, said) },
  ];
}

/** The payer's line numbers are left aside: they name another claim, or none. */
function linesFit(claim: Claim, { services }: ClaimPayment): boolean | undefined {
  if (services.length === 0) return undefined;
  const bare = services.map(({ lineControlNo: _, ...service }) => service);
  return matchLines(claim, bare).every(({ lineNo }) => lineNo !== 0);
}
