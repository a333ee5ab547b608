import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventDraft, EventFacts, HeldPayment, JournalEvent, Matched } from '../claim/journal.ts';
import type { Claim } from '../claim/types.ts';
import { type CivilDate, civilDate } from '../dates.ts';
import { traceKey } from './keys.ts';
import { matchLines } from './match.ts';
import { postClaimPayment } from './post.ts';
import type { PaymentFacts } from './posting.ts';
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
}

type Facts<K extends EventFacts['kind']> = Extract<EventFacts, { kind: K }>;
type DraftOf<K extends EventFacts['kind']> = EventDraft & { readonly facts: Facts<K> };

const paymentOf = ({ held: { header }, date }: ReceivedPayment): PaymentFacts => ({
  trace: traceKey(header),
  date: date ?? civilDate(header.paymentDate),
});

const matchedBy = ({ matched }: ReceivedPayment) => (matched === undefined ? {} : { matched });

/** What a claim payment other than a reversal does to its claim. */
export function adjudicationDraft(head: Head, received: ReceivedPayment): DraftOf<'adjudicated'> {
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
  });
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
    },
    paymentDate: header.paymentDate,
    chargeCents: payment.charge,
    denials: posting.denials,
    rung,
    disposition: posting.disposition,
    ...(posting.disposition === 'credited' ? { credited: payment } : {}),
    ...(posting.disposition === 'suspended' ? { held } : {}),
    ...matchedBy(received),
  };
  return {
    ...draftOf(head, posting.transition, { entries: posting.entries, facts }),
    facts,
    work: posting.work,
  };
}

/**
 * What a reversal (CLP02 = 22) does to its claim.
 *
 * @param journal the claim's whole journal up to the head
 */
export function reversalDraft(
  head: Head,
  received: ReceivedPayment,
  journal: readonly JournalEvent[],
): DraftOf<'reversed'> {
  const { claim, held, remittanceId, fileId, rung, cause } = received;
  const { header, payment } = held;
  const { entries, transition, work, disposition, reverses } = reverseClaimPayment({
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
    ...(disposition === 'suspended' ? { held } : {}),
    ...matchedBy(received),
  };
  return { ...draftOf(head, transition, { entries, facts }), facts, work };
}
