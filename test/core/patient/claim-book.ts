/** A claim whose journal grows by what payers, patients and people do; in memory, without a store. */

import { expect } from 'vitest';
import { balanceStateOf } from '../../../core/claim/balance-state.ts';
import { changesCoverages, withCoveragesFound } from '../../../core/claim/coverages.ts';
import { applyToHead, type Head } from '../../../core/claim/head.ts';
import { type EventDraft, JOURNAL_SHAPE, type JournalEvent } from '../../../core/claim/journal.ts';
import type { WriteOffReason } from '../../../core/claim/patient-facts.ts';
import type { Claim } from '../../../core/claim/types.ts';
import { type CivilDate, civilDate } from '../../../core/dates.ts';
import type { Coverage } from '../../../core/encounter/model.ts';
import { claimBilled, debitOf } from '../../../core/ledger/entries.ts';
import { postedPayments, proveLedger } from '../../../core/ledger/proof.ts';
import type { Waiver } from '../../../core/ledger/settling-entries.ts';
import { cents } from '../../../core/money.ts';
import type { ActDecision } from '../../../core/patient/act.ts';
import { actCause } from '../../../core/patient/act.ts';
import { billedToPatient } from '../../../core/patient/bill-patient.ts';
import {
  paidAtDesk,
  patientPaymentDraft,
  paymentReturnCause,
  paymentReturned,
  receiptCause,
} from '../../../core/patient/payment.ts';
import { refund, refundCause } from '../../../core/patient/refund.ts';
import { actTakenBack } from '../../../core/patient/undo.ts';
import { placed, waived, writtenOffAsBadDebt } from '../../../core/patient/waive.ts';
import { approvedWriteOff, writeOff } from '../../../core/patient/write-off.ts';
import { adjudicationDraft, reversalDraft } from '../../../core/remit/drafts.ts';
import { coverageDropped, type DropRefusal } from '../../../core/remit/dropped-coverage.ts';
import { coverageFound, type FoundRefusal } from '../../../core/remit/found-coverage.ts';
import { traceKey } from '../../../core/remit/keys.ts';
import { takenBack } from '../../../core/remit/reverse.ts';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { aHeader, usd } from '../remit/given.ts';

export const TODAY: CivilDate = civilDate('20260301');
const plain = { filing: 1, attempt: 1, steps: [], entries: [], work: [] };

/** What came of an act: the event, or why not. */
type Done = JournalEvent | string;

export type Book = ReturnType<typeof bookOf>;

/** The claim as the payer accepted it, billed. */
export function bookOf(claim: Claim) {
  const events: JournalEvent[] = [];
  const remittances = new Map<string, number>();
  let head: Head | null = null;
  const now = (): Head => {
    if (head === null) throw new Error('the journal is begun');
    return head;
  };
  const take = (cause: string, draft: EventDraft): JournalEvent => {
    const made = { shape: JOURNAL_SHAPE, claimNo: claim.claimNo, at: '2026-03-01T12:00:00.000Z' };
    const event = { ...draft, ...made, version: events.length + 1, cause };
    events.push(event);
    head = applyToHead(head, event);
    return event;
  };
  const decided = (cause: string, decision: ActDecision): Done =>
    decision.ok ? take(cause, decision.draft) : decision.reason;
  const act = (kind: string, user = 'ann') => ({ user, date: TODAY, cause: actCause(now(), kind) });

  take('assembled', {
    ...{ ...plain, state: 'READY', rank: 0 },
    facts: {
      ...{ kind: 'assembled', claim, contentHash: 'h', findings: [], editSet: '1', parts: 1, fileId: 'f' },
    },
  });
  const at = { cause: 'plan/p', date: civilDate('20260115'), payerSequence: 1 };
  take(at.cause, {
    ...{ ...plain, state: 'PAYER_ACCEPTED', rank: 4 },
    entries: [...claimBilled(claim, at), ...paidAtDesk(claim, now(), at)],
    facts: { kind: 'batched', partner: 'acme', planId: 'p', controlNo: 1, setControlNo: '1', batchId: 'b' },
  });

  /** The claim with the coverages that were found later. */
  const known = (): Claim =>
    withCoveragesFound(claim, events.findLast(({ facts }) => changesCoverages(facts))?.facts);
  const receivedOf = (payment: ClaimPayment, eft: string, payer = ACME) => {
    const header = aHeader(0, { trace: eft, payer });
    const trace = traceKey(header);
    remittances.set(trace, (remittances.get(trace) ?? 0) + payment.paid);
    return {
      ...{ claim: known(), held: { header, payment }, remittanceId: eft, fileId: 'f', rung: 1 },
      cause: `remit/${eft}/1`,
    };
  };

  return {
    claim,
    events,
    head: now,
    /** An 835 pays, denies or leaves to the patient. */
    decides: (payment: ClaimPayment, eft: string, payer = ACME): JournalEvent => {
      const received = receivedOf(payment, eft, payer);
      return take(received.cause, adjudicationDraft(now(), received, events));
    },
    /** The same payment with CLP02 22. */
    takesBack: (payment: ClaimPayment, eft: string, payer = ACME): JournalEvent => {
      const received = receivedOf(opposite(payment), eft, payer);
      return take(received.cause, reversalDraft(now(), received, events));
    },
    /** A coverage is found after the claim went out. */
    finds: (coverage: Coverage): JournalEvent | FoundRefusal => {
      const cause = `coverage-found/${coverage.seq}/${events.length}`;
      const request = { claim: known(), coverage, user: 'ann', cause, date: TODAY };
      const decision = coverageFound(now(), request, events);
      return decision.ok ? take(request.cause, decision.draft) : decision.refusal;
    },
    /** The last payer is none. */
    drops: (seq: number): JournalEvent | DropRefusal => {
      const cause = `coverage-dropped/${seq}/${events.length}`;
      const decision = coverageDropped(
        now(),
        { claim: known(), seq, user: 'ann', cause, date: TODAY },
        events,
      );
      return decision.ok ? take(cause, decision.draft) : decision.refusal;
    },
    /** The patient pays dollars. */
    receives: (amount: number, receipt: string): JournalEvent => {
      const payment = {
        receipt,
        method: 'check',
        amount: usd(amount),
        receivedOn: TODAY,
        user: 'ann',
      } as const;
      return take(receiptCause(receipt), patientPaymentDraft(now(), payment));
    },
    returns: (receipt: string): Done => {
      const decision = paymentReturned(now(), { receipt, user: 'ann', date: TODAY }, events);
      return decided(paymentReturnCause(receipt), decision);
    },
    waives: (why: Waiver, amount?: number): Done => {
      const what = { ...act('waive'), why, smallBalance: usd(4.99) };
      return decided(
        what.cause,
        waived(now(), amount === undefined ? what : { ...what, amount: usd(amount) }),
      );
    },
    places: (): Done => decided(act('collections').cause, placed(now(), act('collections'))),
    losesIt: (): Done => decided(act('bad-debt').cause, writtenOffAsBadDebt(now(), act('bad-debt'))),
    writesOff: (
      why: WriteOffReason,
      { line, above = 1000, filing = 1, user = 'ann' }: WriteOffChoice = {},
    ): Done => {
      const limits = {
        filing,
        why,
        approvalAbove: usd(above),
        ...(line === undefined ? {} : { lineNo: line }),
      };
      const request = { ...act('write-off', user), ...limits };
      return decided(request.cause, writeOff(now(), request, events));
    },
    approves: (user: string): Done =>
      decided(act('write-off').cause, approvedWriteOff(now(), act('write-off', user), events)),
    billsPatient: (filing: number): Done => {
      const request = { ...act('bill-patient'), filing };
      return decided(request.cause, billedToPatient(now(), request, events));
    },
    refunds: (to: 'patient' | number, reference: string, amount?: number): Done => {
      const request = { user: 'ann', date: TODAY, cause: refundCause(reference), to, reference };
      const of = amount === undefined ? request : { ...request, amount: usd(amount) };
      return decided(request.cause, refund(now(), of, events));
    },
    undoes: (further = false): Done => {
      const request = { ...act('undo'), further };
      return decided(request.cause, actTakenBack(now(), request, events));
    },
    /** Net debit by account over all lines, dollars; nothing that is 0. */
    accounts: (): Record<string, number> => {
      const sums: Record<string, number> = {};
      for (const line of Object.values(now().balances))
        for (const [account, amount] of Object.entries(line)) sums[account] = (sums[account] ?? 0) + amount;
      return Object.fromEntries(
        Object.entries(sums).flatMap(([account, sum]) => (sum === 0 ? [] : [[account, sum / 100]])),
      );
    },
    standing: (): string => balanceStateOf(now(), events),
    /** Every check of the proof over the claim. */
    isProven: (): void => {
      const run = proveLedger();
      run.claim({
        claimNo: claim.claimNo,
        entries: events.flatMap(({ entries }) => entries),
        adjudications: postedPayments(events),
        projected: now().balances,
      });
      for (const [trace, paid] of remittances) run.remittance(trace, cents(paid));
      expect(run.finish().checks.filter(({ ok }) => !ok)).toEqual([]);
    },
  };
}

const ACME = { name: 'ACME HEALTH PLAN', secondaryId: '99001' };
export const BETA = { name: 'BETA', secondaryId: '99002' };

interface WriteOffChoice {
  readonly line?: number;
  /** The limit of one person's word, dollars. */
  readonly above?: number;
  readonly filing?: number;
  readonly user?: string;
}

const opposite = (payment: ClaimPayment): ClaimPayment => {
  const negated = <A extends { readonly amount: number }>(one: A): A => ({
    ...one,
    amount: cents(-one.amount),
  });
  return {
    ...takenBack(payment),
    status: '22',
    adjustments: payment.adjustments.map(negated),
    services: payment.services.map((service) => ({
      ...service,
      charge: cents(-service.charge),
      paid: cents(-service.paid),
      adjustments: service.adjustments.map(negated),
    })),
  };
};

/** What an event moved, dollars by kind of entry: `J6 20`. */
export const moved = (done: Done): readonly string[] =>
  typeof done === 'string'
    ? [done]
    : done.entries.map(
        ({ type, postings }) => `${type} ${postings.reduce((sum, p) => sum + debitOf(p), 0) / 100}`,
      );
