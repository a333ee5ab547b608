import { describe, expect, it, test } from 'vitest';
import { applyToHead, type Head } from '../../../core/claim/head.ts';
import {
  type EventDraft,
  type EventFacts,
  JOURNAL_SHAPE,
  type JournalEvent,
} from '../../../core/claim/journal.ts';
import type { FilingState } from '../../../core/claim/types.ts';
import { civilDate } from '../../../core/dates.ts';
import { accountTotal, applyEntries, applyToLedger, noClaimBalances } from '../../../core/ledger/balances.ts';
import { claimBilled } from '../../../core/ledger/entries.ts';
import { postedPayments, proveLedger } from '../../../core/ledger/proof.ts';
import type { ActDecision } from '../../../core/patient/act.ts';
import { patientPaymentDraft, receiptCause } from '../../../core/patient/payment.ts';
import { refund } from '../../../core/patient/refund.ts';
import { placed, waived } from '../../../core/patient/waive.ts';
import { writeOff } from '../../../core/patient/write-off.ts';
import { matchCause, matchPayment, unmatchCause, unmatchPayment } from '../../../core/remit/assign.ts';
import { adjudicationDraft, reversalDraft } from '../../../core/remit/drafts.ts';
import { traceKey } from '../../../core/remit/keys.ts';
import { postUnknownClaim } from '../../../core/remit/post.ts';
import { reverseClaimPayment } from '../../../core/remit/reverse.ts';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { aClaim, aHeader, aPayment, usd } from './given.ts';

const claim = aClaim('C0050', [{ code: '99213', charge: 90 }]);
const header = aHeader(125);
const trace = traceKey(header);
const date = civilDate('20260301');
const REMITTANCE = 'remittance-1';
const first = { remittanceId: REMITTANCE, ordinal: 2, n: 1, user: 'ann' };

const assembled: EventFacts = {
  kind: 'assembled',
  claim,
  contentHash: 'h',
  findings: [],
  editSet: '1',
  parts: 1,
  fileId: 'f',
};

/** A claim's journal that grows by drafts. */
function journalled(state: FilingState = 'PAYER_ACCEPTED') {
  const events: JournalEvent[] = [];
  let head: Head | null = null;
  const take = (cause: string, draft: EventDraft): JournalEvent => {
    const event = {
      ...draft,
      shape: JOURNAL_SHAPE,
      claimNo: claim.claimNo,
      version: events.length + 1,
      cause,
      at: '2026-03-01T12:00:00.000Z',
    };
    events.push(event);
    head = applyToHead(head, event);
    return event;
  };
  const plain = { filing: 1, attempt: 1, steps: [], entries: [], work: [] };
  take('assembled', { ...plain, state: 'READY', rank: 0, facts: assembled });
  const batched = {
    kind: 'batched',
    partner: 'acme',
    planId: 'p',
    controlNo: 1,
    setControlNo: '1',
    batchId: 'b',
  } as const;
  const billed = claimBilled(claim, { cause: 'billed', date: civilDate('20260115'), payerSequence: 1 });
  take('billed', { ...plain, state, rank: 4, facts: batched, entries: billed });
  return {
    events,
    take,
    head: (): Head => {
      if (head === null) throw new Error('the journal is begun');
      return head;
    },
  };
}
type Journal = ReturnType<typeof journalled>;

const of90 = aPayment(
  { claimId: 'ZZ99', clp: '1/90/75', services: [{ code: '99213', charge: 90, paid: 75, cas: ['CO-45 15'] }] },
  { ordinal: 2, patientLast: 'COE' },
);
const suspendedOf = (payment: ClaimPayment) =>
  postUnknownClaim(payment, { trace, date: civilDate('20260210') }, 'remit/1/k');

const requestOf = (payment: ClaimPayment, match = first) => ({
  claim,
  held: { header, payment },
  remittanceId: REMITTANCE,
  fileId: 'f',
  suspended: suspendedOf(payment),
  date,
  match,
});

function matched(journal: Journal, payment: ClaimPayment = of90, match = first): JournalEvent {
  const judged = matchPayment(journal.head(), requestOf(payment, match), journal.events);
  if (!judged.ok) throw new Error(judged.reason);
  return journal.take(matchCause(match), judged.draft);
}
function unmatched(journal: Journal, match = first): JournalEvent {
  const judged = unmatchPayment(journal.head(), { match: { ...match, user: 'bob' }, date }, journal.events);
  if (!judged.ok) throw new Error(judged.reason);
  return journal.take(unmatchCause(match), judged.draft);
}

const entriesOf = (journal: Journal) => journal.events.flatMap(({ entries }) => entries);
const moves = (event: JournalEvent) =>
  event.entries.map(({ type, postings }) =>
    [type, ...postings.map((p) => `${p.account} ${'debit' in p ? p.debit : -p.credit}`)].join(' '),
  );

/** All checks of the ledger, with the payment's remittance of $125, of which another claim has $50. */
function provenWith(journal: Journal, payment: ClaimPayment = of90) {
  const run = proveLedger();
  run.claim({
    claimNo: claim.claimNo,
    entries: entriesOf(journal),
    adjudications: postedPayments(journal.events),
    projected: journal.head().balances,
  });
  run.unclaimed(suspendedOf(payment));
  run.remittance(trace, payment.paid);
  return run.finish().checks.filter(({ ok }) => !ok);
}
const in2030 = (journal: Journal, payment: ClaimPayment = of90) =>
  0 - accountTotal(applyToLedger(applyToLedger({}, suspendedOf(payment)), entriesOf(journal)), '2030');

describe('S11: a payment in suspense that is matched', () => {
  it('leaves suspense and is posted as if it had named the claim', () => {
    const journal = journalled();
    const event = matched(journal);
    expect(moves(event)).toEqual([
      'J12b 1015 -7500 2030 7500',
      'J1 1015 7500 1100 -7500',
      'J2 4110 1500 1100 -1500',
    ]);
    expect(event.entries.map((e) => [e.date, e.entryId.startsWith(`${matchCause(first)}/`)])).toEqual(
      Array.from({ length: 3 }, () => [date, true]),
    );
    expect(event.entries[0]).toMatchObject({ reverses: 'remit/1/k/J12', trace });
    expect(journal.head()).toMatchObject({
      state: 'CLOSED',
      adjudication: { remittanceId: REMITTANCE, ordinal: 2 },
    });
    expect(event.facts).toMatchObject({ kind: 'adjudicated', rung: 5, matched: { user: 'ann', n: 1 } });
    expect(in2030(journal)).toBe(0);
    expect(provenWith(journal)).toEqual([]);
  });

  it('and unmatched again leaves nothing but the trail', () => {
    const journal = journalled();
    const before = journal.head();
    matched(journal);
    const event = unmatched(journal);
    expect(moves(event)).toEqual([
      'J13 1015 -7500 1100 7500',
      'J13 4110 -1500 1100 1500',
      'J12 1015 7500 2030 -7500',
    ]);
    const { version: _, since: __, causes: ___, ...after } = journal.head();
    expect(after).toEqual({ ...before, version: undefined, since: undefined, causes: undefined });
    expect(event).toMatchObject({
      steps: [{ row: 60, from: 'CLOSED', to: 'PAYER_ACCEPTED' }],
      facts: { user: 'bob' },
    });
    expect(in2030(journal)).toBe(7500);
    expect(postedPayments(journal.events)).toMatchObject([
      { cause: matchCause(first), charge: 9000, paid: 7500 },
      { cause: unmatchCause(first), charge: -9000, paid: -7500 },
    ]);
    expect(provenWith(journal)).toEqual([]);
  });

  it('can be matched a second time, under causes of its own', () => {
    const journal = journalled();
    matched(journal);
    unmatched(journal);
    matched(journal, of90, { ...first, n: 2 });
    expect(journal.head().state).toBe('CLOSED');
    expect(in2030(journal)).toBe(0);
    expect(provenWith(journal)).toEqual([]);
  });

  it('can be reversed by the payer, and what it took from suspense stays taken', () => {
    const journal = journalled();
    matched(journal);
    const back = aPayment({
      claimId: 'C0050-1',
      clp: '22/-90/-75',
      services: [{ code: '99213', charge: -90, paid: -75, cas: ['CO-45 -15'] }],
    });
    const later = aHeader(0, { trace: 'EFT-LATER' });
    const reversal = reverseClaimPayment({
      ...{ claim, payment: back, payerSequence: 1, balances: journal.head().balances, cause: 'r' },
      filing: { state: 'CLOSED', attempt: 1, rank: 6 },
      remittance: { trace: traceKey(later), date },
      journal: journal.events,
    });
    expect([reversal.disposition, reversal.reverses]).toEqual(['posted', matchCause(first)]);
    expect(reversal.entries.map(({ type, trace: at }) => [type, at])).toEqual([
      ['J13', traceKey(later)],
      ['J13', traceKey(later)],
    ]);
    expect(applyEntries(noClaimBalances, [...entriesOf(journal), ...reversal.entries])).toEqual(
      journalled().head().balances,
    );
  });

  it('without money brings its denial to the claim, and takes it away again', () => {
    const denial = aPayment({ claimId: 'ZZ99', clp: '4/90/0', cas: ['CO-197 90'] }, { ordinal: 2 });
    const journal = journalled();
    const event = matched(journal, denial);
    expect([moves(event), journal.head().state]).toEqual([['J4'], 'DENIED']);
    expect(event.facts).toMatchObject({ denials: [{ carc: '197' }] });
    expect(moves(unmatched(journal))).toEqual(['info']);
    expect(journal.head().state).toBe('PAYER_ACCEPTED');
    expect(provenWith(journal, denial)).toEqual([]);
  });
});

describe('a reversal in suspense', () => {
  const back = aPayment(
    {
      claimId: 'ZZ99',
      clp: '22/-90/-75',
      services: [{ code: '99213', charge: -90, paid: -75, cas: ['CO-45 -15'] }],
    },
    { ordinal: 2 },
  );
  const paid = (journal: Journal) => {
    const received = {
      claim,
      held: { header: aHeader(75, { trace: 'EFT0' }), payment: of90 },
      remittanceId: 'r0',
      fileId: 'f',
      rung: 1,
      cause: 'remit/r0/k',
    };
    journal.take('remit/r0/k', adjudicationDraft(journal.head(), received));
  };

  it('takes the payment of its claim back once it is matched, and unmatching restores that payment', () => {
    const journal = journalled();
    paid(journal);
    const before = journal.head();
    matched(journal, back);
    expect(journal.head()).toMatchObject({ state: 'REVERSED' });
    expect(journal.head().adjudication).toBeUndefined();
    expect(in2030(journal, back)).toBe(0);
    unmatched(journal);
    const { state, adjudication, balances } = journal.head();
    expect({ state, adjudication, balances }).toEqual({
      state: before.state,
      adjudication: before.adjudication,
      balances: before.balances,
    });
    expect(in2030(journal, back)).toBe(-7500);
    // What was restored can be taken back: by its own number this time.
    const received = {
      claim,
      held: { header, payment: { ...back, claimId: 'C0050-1' } },
      remittanceId: 'r1',
      fileId: 'f',
      rung: 1,
      cause: 'remit/r1/k',
    };
    expect(reversalDraft(journal.head(), received, journal.events).facts).toMatchObject({
      disposition: 'posted',
      reverses: 'remit/r0/k',
    });
  });

  it('is refused where nothing was paid', () => {
    const journal = journalled();
    expect(matchPayment(journal.head(), requestOf(back), journal.events)).toEqual({
      ok: false,
      reason: 'REVERSAL_WITHOUT_ORIGINAL',
    });
  });

  it('is refused where other amounts were paid', () => {
    const journal = journalled();
    paid(journal);
    const other = {
      ...back,
      paid: usd(-70),
      services: back.services.map((s) => ({
        ...s,
        paid: usd(-70),
        adjustments: [{ group: 'CO', carc: '45', amount: usd(-20) }],
      })),
    };
    expect(matchPayment(journal.head(), requestOf(other), journal.events)).toEqual({
      ok: false,
      reason: 'REVERSAL_MISMATCH',
    });
  });
});

describe('a claim cannot take', () => {
  test.each<[string, FilingState, ClaimPayment, string]>([
    ['a payment before it was sent', 'READY', of90, 'UNEXPECTED_DOCUMENT'],
    [
      'a payment that does not add up',
      'PAYER_ACCEPTED',
      aPayment({ claimId: 'ZZ99', clp: '1/90/75' }, { ordinal: 2 }),
      'UNBALANCED_CLAIM',
    ],
    [
      'less than nothing',
      'PAYER_ACCEPTED',
      aPayment({ claimId: 'ZZ99', clp: '1/90/-10', cas: ['CO-45 100'] }, { ordinal: 2 }),
      'UNEXPECTED_DOCUMENT',
    ],
  ])('%s', (_, state, payment, reason) => {
    const journal = journalled(state);
    expect(matchPayment(journal.head(), requestOf(payment), journal.events)).toEqual({ ok: false, reason });
  });

  it('a second answer', () => {
    const journal = journalled();
    matched(journal);
    const again = requestOf(of90, { ...first, n: 2 });
    expect(matchPayment(journal.head(), again, journal.events)).toEqual({
      ok: false,
      reason: 'POSSIBLE_DUPLICATE_PAYMENT',
    });
  });

  it('a payment to another provider', () => {
    const journal = journalled();
    const payee = { name: 'OTHER', idQualifier: 'XX', id: '1888888884' };
    const request = { ...requestOf(of90), held: { header: aHeader(125, { payee }), payment: of90 } };
    expect(matchPayment(journal.head(), request, journal.events)).toEqual({
      ok: false,
      reason: 'WRONG_PAYEE',
    });
  });
});

const undo = (journal: Journal) => unmatchPayment(journal.head(), { match: first, date }, journal.events);

describe('a match is not undone', () => {
  const receive = (journal: Journal, payment: ClaimPayment, kind: 'paid' | 'reversed') => {
    const received = {
      claim,
      held: { header: aHeader(0, { trace: 'EFT9' }), payment },
      remittanceId: 'r9',
      fileId: 'f',
      rung: 1,
      cause: `remit/r9/${kind}`,
    };
    const draft =
      kind === 'paid'
        ? adjudicationDraft(journal.head(), received)
        : reversalDraft(journal.head(), received, journal.events);
    journal.take(received.cause, draft);
  };
  const back = aPayment({
    claimId: 'C0050-1',
    clp: '22/-90/-75',
    services: [{ code: '99213', charge: -90, paid: -75, cas: ['CO-45 -15'] }],
  });

  it('once the payer took the payment back', () => {
    const journal = journalled();
    matched(journal);
    receive(journal, back, 'reversed');
    expect(undo(journal)).toEqual({ ok: false, reason: 'TAKEN_BACK' });
  });

  it('once a payment was posted on it', () => {
    const journal = journalled();
    matched(journal, aPayment({ claimId: 'ZZ99', clp: '4/90/0', cas: ['CO-197 90'] }, { ordinal: 2 }));
    receive(journal, of90, 'paid');
    expect(journal.head().state).toBe('CLOSED');
    expect(undo(journal)).toEqual({ ok: false, reason: 'BUILT_ON' });
  });

  it.each([
    ['a second payment that waits to be reversed', of90],
    ['one that is in suspense', aPayment({ claimId: 'C0050-1', clp: '1/90/-5', cas: ['CO-45 95'] })],
  ])('but %s does not hinder it', (_, payment) => {
    const journal = journalled();
    matched(journal);
    receive(journal, payment, 'paid');
    expect(undo(journal).ok).toBe(true);
  });
});

describe('a match that people have built on is undone with what they did', () => {
  const withCopay = aPayment(
    {
      ...{ claimId: 'ZZ99', clp: '1/90/60/15' },
      services: [{ code: '99213', charge: 90, paid: 60, cas: ['CO-45 15', 'PR-3 15'] }],
    },
    { ordinal: 2, patientLast: 'COE' },
  );
  const denial = aPayment(
    {
      ...{ claimId: 'ZZ99', clp: '4/90/0' },
      services: [{ code: '99213', charge: 90, paid: 0, cas: ['CO-197 90'] }],
    },
    { ordinal: 2, patientLast: 'COE' },
  );
  const its = (cause: string) => ({ cause, date, user: 'ann' });
  const pays = (journal: Journal, dollars: number, receipt = 'R1'): void => {
    const payment = { receipt, method: 'cash', amount: usd(dollars), receivedOn: date, user: 'ann' } as const;
    journal.take(receiptCause(receipt), patientPaymentDraft(journal.head(), payment));
  };
  const acts = (journal: Journal, cause: string, decision: ActDecision): void => {
    if (!decision.ok) throw new Error(decision.reason);
    journal.take(cause, decision.draft);
  };
  const left = (journal: Journal) => applyToLedger({}, entriesOf(journal));

  it('what the patient paid since is the patient’s', () => {
    const journal = journalled();
    matched(journal, withCopay);
    pays(journal, 15);
    unmatched(journal);
    expect(journal.head().state).toBe('PAYER_ACCEPTED');
    expect(left(journal)).toMatchObject({ '1020': 1500, '2020[C0050]': -1500, '1100[1]': 9000 });
    expect(provenWith(journal, withCopay)).toEqual([]);
  });

  it('what was prepaid and used is there again', () => {
    const journal = journalled();
    pays(journal, 20);
    matched(journal, withCopay);
    unmatched(journal);
    expect(left(journal)).toMatchObject({ '1020': 2000, '2020[C0050]': -2000, '1100[1]': 9000 });
    expect(provenWith(journal, withCopay)).toEqual([]);
  });

  it.each<[string, ClaimPayment, (journal: Journal) => ActDecision]>([
    [
      'waived',
      withCopay,
      (j) => waived(j.head(), { ...its('waive/1'), why: 'courtesy', smallBalance: usd(0) }),
    ],
    ['placed with an agency', withCopay, (j) => placed(j.head(), its('collections/1'))],
    [
      'written off',
      denial,
      (j) =>
        writeOff(
          j.head(),
          { ...its('write-off/1'), filing: 1, why: 'auth', approvalAbove: usd(1000) },
          j.events,
        ),
    ],
  ])('what was %s is as if it had never been', (_, payment, decide) => {
    const journal = journalled();
    const before = journal.head().balances;
    matched(journal, payment);
    acts(journal, 'act/1', decide(journal));
    unmatched(journal);
    expect(journal.head()).toMatchObject({ state: 'PAYER_ACCEPTED', balances: before });
    expect(provenWith(journal, payment)).toEqual([]);
  });

  it('but not once money went back to the patient', () => {
    const journal = journalled();
    matched(journal, withCopay);
    pays(journal, 20);
    const back = { ...its('refund/CHK1'), to: 'patient', reference: 'CHK1' } as const;
    acts(journal, back.cause, refund(journal.head(), back, journal.events));
    expect(undo(journal)).toEqual({ ok: false, reason: 'BUILT_ON' });
  });

  it('S60: a match of a late payment takes the write-off back, and its undoing puts it there again', () => {
    const journal = journalled();
    const earlier = { ...its('write-off/1'), filing: 1, why: 'auth', approvalAbove: usd(1000) } as const;
    journal.take(
      'denied',
      adjudicationDraft(
        journal.head(),
        { ...requestOf(denial), cause: 'remit/0/k', rung: 1 },
        journal.events,
      ),
    );
    acts(journal, earlier.cause, writeOff(journal.head(), earlier, journal.events));
    const writtenOff = journal.head().balances;
    matched(journal);
    expect(left(journal)).toMatchObject({ '4110': 1500 });
    unmatched(journal);
    expect(journal.head()).toMatchObject({ state: 'CLOSED', balances: writtenOff });
  });
});
