import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventDraft } from '../claim/journal.ts';
import { transition } from '../claim/lifecycle.ts';
import type { Claim } from '../claim/types.ts';
import { lineInsuranceOpen } from '../ledger/balances.ts';
import type { JournalEntry } from '../ledger/entries.ts';
import { denialMovedToNextPayer } from '../ledger/settling-entries.ts';
import type { ClaimPayment } from '../x12/types.ts';
import { letters, nextCoverage } from './coverage.ts';
import type { PaymentFacts } from './posting.ts';

/** CLP02 of a claim that is not this payer's: it passed it on and decided nothing. */
export const FORWARDED_ONLY = '23';

export interface ForwardingRequest {
  readonly claim: Claim;
  readonly payment: ClaimPayment;
  readonly remittance: PaymentFacts;
  readonly remittanceId: string;
  readonly fileId: string;
  readonly rung: number;
  readonly cause: string;
}

/**
 * A payer passed the claim on without deciding (row 27): no money comes, and the payer that it names owes what this one
 * was billed for (J5). Where that is no coverage of the claim, a person finds out who it is.
 *
 * @param head with the filing of the payer that answers
 * @see domain.md 1.4 row 27; 5.2
 */
export function forwardedDraft(head: Head, request: ForwardingRequest): EventDraft {
  const { claim, payment, remittanceId, fileId, rung } = request;
  const done = transition(filingView(head), {
    ...{ kind: 'adjudicated', status: FORWARDED_ONLY, verdict: 'ZERO_PAID' },
  });
  const facts = {
    kind: 'forwarded' as const,
    ...{ fileId, remittanceId, rung },
    ordinal: payment.ordinal,
    chargeCents: payment.charge,
    payerClaimControlNo: payment.payerClaimControlNo,
    ...(payment.crossoverCarrier === undefined ? {} : { carrier: payment.crossoverCarrier }),
  };
  if (done.state !== 'FORWARDED') return draftOf(head, done, { entries: [], facts });
  const next = nextCoverage(claim, head.filing);
  if (next === undefined || !isCarrier(claim, next, payment))
    return draftOf(head, { ...done, work: [...done.work, 'OTHER_PAYER_PRIMARY'] }, { entries: [], facts });
  return draftOf(head, done, {
    entries: passedOn(head, next, { cause: request.cause, date: request.remittance.date }),
    facts,
  });
}

/** Whether the payer named is this coverage's; one that names nobody means the next. */
function isCarrier(
  { content }: Claim,
  sequence: number,
  { crossoverCarrier: carrier }: ClaimPayment,
): boolean {
  const payer = content.coverages.find(({ seq }) => seq === sequence)?.payer;
  if (carrier === undefined || payer === undefined) return payer !== undefined;
  return carrier.id === payer.id || letters(carrier.name) === letters(payer.name);
}

/** J5 for all that is open with a payer that passed the claim on. @param nextPayer whom it went to */
export const passedOn = (
  { claimNo, balances, filing }: Head,
  nextPayer: number,
  { cause, date }: Pick<JournalEntry, 'cause' | 'date'>,
): readonly JournalEntry[] =>
  Object.keys(balances).flatMap((line) => {
    const lineNo = Number(line);
    const amount = lineInsuranceOpen(balances, lineNo, filing);
    if (amount <= 0) return [];
    const origin = {
      ...{ entryId: `${cause}/J5/${lineNo}`, cause, date, claimNo, lineNo },
      payerSequence: filing,
    };
    return [denialMovedToNextPayer(origin, { amount, reasons: [], nextPayer })];
  });
