import { onFiling } from '../claim/filings.ts';
import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventDraft, EventFacts, HeldPayment, JournalEvent, Matched } from '../claim/journal.ts';
import type { Claim } from '../claim/types.ts';
import { type CivilDate, civilDate } from '../dates.ts';
import type { ClaimPayment } from '../x12/types.ts';
import { answeringFiling, earlierPayersDecided, followsAnother, type PayerAliases } from './coverage.ts';
import { ESTIMATE, estimateDraft } from './estimate.ts';
import { FORWARDED_ONLY, forwardedDraft } from './forwarded.ts';
import { traceKey } from './keys.ts';
import { matchLines } from './match.ts';
import { postClaimPayment } from './post.ts';
import type { ClaimPosting, PaymentFacts, PostingRequest } from './posting.ts';
import { saysQmb } from './qmb.ts';
import { reverseClaimPayment } from './reverse.ts';

/** A claim payment at its claim, with all that the journal keeps of it. */
export interface ReceivedPayment {
  readonly claim: Claim;
  readonly held: HeldPayment;
  readonly remittanceId: string;
  readonly fileId: string;
  /** Which rung of the match ladder found the claim. */
  readonly rung: number;
  /** Business key of the claim payment, or of its match. */
  readonly cause: string;
  /** The day that its entries get, where that is not the payment's. */
  readonly date?: CivilDate;
  readonly matched?: Matched;
  /** Further ids under which payers' remittances come. */
  readonly aliases?: PayerAliases | undefined;
}

type Facts<K extends EventFacts['kind']> = Extract<EventFacts, { kind: K }>;
type DraftOf<K extends EventFacts['kind']> = EventDraft & { readonly facts: Facts<K> };

const paymentOf = ({ held: { header }, date }: ReceivedPayment): PaymentFacts => ({
  trace: traceKey(header),
  date: date ?? civilDate(header.paymentDate),
});

const matchedBy = ({ matched }: ReceivedPayment) => (matched === undefined ? {} : { matched });

/** The filing of the payer that answers; it may begin with this answer. */
const onAnswering = (head: Head, { claim, held, aliases }: ReceivedPayment): Head =>
  onFiling(head, answeringFiling(head, claim, held, aliases));

/** What is said of payers before the one that answers; nothing where we billed none. */
export function earlierPayers(head: Head): Pick<PostingRequest, 'earlierPayers'> {
  if (!followsAnother(head, head.filing)) return {};
  return { earlierPayers: earlierPayersDecided(head, head.filing) ? 'decided' : 'undecided' };
}

/**
 * What a claim payment other than a reversal does to its claim, at the filing of the payer that answers.
 *
 * @param journal the claim's whole journal up to the head, where the payment must be judged by it (`needsJournal`)
 */
export function paymentDraft(
  head: Head,
  received: ReceivedPayment,
  journal?: readonly JournalEvent[],
): EventDraft {
  const { payment, header } = received.held;
  const { status, paid } = payment;
  // Money that comes with words that decide nothing is money all the same.
  if (paid === 0 && status === FORWARDED_ONLY)
    return forwardedDraft(onAnswering(head, received), {
      ...{ ...received, payment, remittance: paymentOf(received) },
    });
  if (paid === 0 && status === ESTIMATE)
    return estimateDraft(onAnswering(head, received), {
      ...{ ...received, payment, paymentDate: header.paymentDate },
    });
  return adjudicationDraft(head, received, journal);
}

/**
 * What a decision of a payer does to its claim: J1 to J4, or J14, or J12.
 *
 * @param journal as `paymentDraft`
 */
export function adjudicationDraft(
  stored: Head,
  received: ReceivedPayment,
  journal?: readonly JournalEvent[],
): DraftOf<'adjudicated'> {
  const head = onAnswering(stored, received);
  const { claim, held, remittanceId, fileId, rung, cause } = received;
  const { header, payment } = held;
  const posting = postClaimPayment({
    claim,
    filing: filingView(head),
    payerSequence: head.filing,
    balances: head.balances,
    payment,
    matches: matchLines(claim, payment.services),
    remittance: paymentOf(received),
    cause,
    ...earlierPayers(head),
    journal,
  });
  const { disposition } = posting;
  const facts: Facts<'adjudicated'> = {
    kind: 'adjudicated',
    fileId,
    adjudication: {
      remittanceId,
      ordinal: payment.ordinal,
      status: payment.status,
      paidCents: posting.totals.paid,
      patientCents: posting.totals.patient,
      whollyDenied: posting.verdict === 'DENIED',
      payerClaimControlNo: payment.payerClaimControlNo,
      ...(posting.answered === undefined ? {} : { part: posting.answered.part }),
    },
    paymentDate: header.paymentDate,
    chargeCents: payment.charge,
    denials: posting.denials,
    rung,
    disposition,
    ...(posting.answered?.joins === true ? { joins: true } : {}),
    ...beginning(head, claim),
    ...(saysQmb(payment) ? { qmb: true } : {}),
    ...(disposition === 'posted' ? keptPayment(claim, head.filing, payment) : {}),
    ...(disposition === 'credited' ? { credited: payment } : {}),
    ...(disposition === 'suspended' && !isAnsweredDuplicate(posting) ? { held } : {}),
    ...matchedBy(received),
  };
  return {
    ...draftOf(head, posting.transition, { entries: posting.entries, facts }),
    facts,
    work: posting.work,
  };
}

/** Row 38: a payer that calls the replacement a duplicate decides nothing, and nothing waits for a claim. */
const isAnsweredDuplicate = ({ transition }: Pick<ClaimPosting, 'transition'>): boolean =>
  transition.steps.some(({ row }) => row === 38);

/** The claim to a further payer tells what this one decided. Kept whatever is known of that coverage now. */
export const keptPayment = (
  { content }: Claim,
  filing: number,
  payment: ClaimPayment,
): Pick<Facts<'adjudicated'>, 'payment'> =>
  content.coverages.some(({ seq }) => seq > filing) ? { payment } : {};

/** A filing that begins with its answer has no content of its own that says who the payer is. */
function beginning({ payerId, filing }: Head, { content }: Claim): Pick<Facts<'adjudicated'>, 'payerId'> {
  if (payerId !== '') return {};
  const payer = content.coverages.find(({ seq }) => seq === filing)?.payer;
  return payer === undefined ? {} : { payerId: payer.id };
}

/**
 * What a reversal (CLP02 = 22) does to its claim.
 *
 * @param journal the claim's whole journal up to the head
 */
export function reversalDraft(
  stored: Head,
  received: ReceivedPayment,
  journal: readonly JournalEvent[],
): DraftOf<'reversed'> {
  const head = onAnswering(stored, received);
  const { claim, held, remittanceId, fileId, rung, cause } = received;
  const { header, payment } = held;
  const { entries, transition, work, disposition, reverses, leaves } = reverseClaimPayment({
    claim,
    filing: filingView(head),
    payerSequence: head.filing,
    balances: head.balances,
    payment,
    remittance: paymentOf(received),
    cause,
    journal,
  });
  const facts: Facts<'reversed'> = {
    kind: 'reversed',
    fileId,
    remittanceId,
    ordinal: payment.ordinal,
    chargeCents: payment.charge,
    paidCents: payment.paid,
    paymentDate: header.paymentDate,
    payerClaimControlNo: payment.payerClaimControlNo,
    rung,
    disposition,
    ...(reverses === undefined ? {} : { reverses }),
    ...(leaves === undefined ? {} : { leaves }),
    ...(disposition === 'suspended' ? { held } : {}),
    ...matchedBy(received),
  };
  return { ...draftOf(head, transition, { entries, facts }), facts, work };
}
