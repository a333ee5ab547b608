import { describe, expect, it, test } from 'vitest';
import { applyToHead, type Head } from '../../../core/claim/head.ts';
import { type EventFacts, JOURNAL_SHAPE, type JournalEvent } from '../../../core/claim/journal.ts';
import { earliestDue, waitsOf } from '../../../core/claim/timers.ts';
import type { FilingState } from '../../../core/claim/types.ts';
import { civilDate } from '../../../core/dates.ts';
import type { JournalEntry } from '../../../core/ledger/entries.ts';
import { movedToPayerCredit, patientPrepaid, refunded } from '../../../core/ledger/settling-entries.ts';
import { cents } from '../../../core/money.ts';
import { aClaim } from '../remit/given.ts';

const claim = aClaim('RVB1', [{ code: '99213', charge: 150 }]);
const assembled: EventFacts = {
  ...{ kind: 'assembled', claim, contentHash: 'h', findings: [], editSet: '1', parts: 1, fileId: 'f' },
  patientKey: 'p',
};
const voided: EventFacts = { kind: 'voided', why: 'split-changed' };
const sent: EventFacts = {
  ...{ kind: 'batched', partner: 'acme', planId: 'p', controlNo: 7, setControlNo: '0001', batchId: 'b' },
};

type Happened = readonly [state: FilingState, more?: Partial<JournalEvent>];

/** The head after events, a day apart from 10 January. The first one makes the claim. */
const headAfter = (...happened: readonly Happened[]): Head =>
  happened.reduce<Head | null>((before, [state, more], i) => {
    const event: JournalEvent = {
      ...{ shape: JOURNAL_SHAPE, claimNo: claim.claimNo, version: i + 1, cause: `cause/${i + 1}`, filing: 1 },
      ...{
        at: `2026-01-${10 + i}T12:00:00.000Z`,
        attempt: 1,
        steps: [],
        state,
        rank: 0,
        entries: [],
        work: [],
      },
      facts: i === 0 ? assembled : voided,
      ...more,
    };
    return applyToHead(before, event);
  }, null) as Head;

const origin = (entryId: string) => ({
  ...{ entryId, cause: 'cause', date: civilDate('20260101'), claimNo: claim.claimNo },
  ...{ payerSequence: 1, lineNo: 1 },
});
const money = (...entries: readonly JournalEntry[]) => ({ entries });

describe('what a claim waits for', () => {
  it('is told by state, day, payer and charge, without a name', () => {
    expect(waitsOf(headAfter(['READY']))).toEqual([
      {
        claimNo: 'RVB1',
        clientId: 'riverbend',
        partnerId: 'acme',
        state: 'READY',
        since: '20260110',
        filing: 1,
        payerId: '99001',
        chargeCents: 15_000,
        filingFrom: '20260114',
      },
    ]);
  });

  test.each<[string, readonly Happened[], object]>([
    [
      'its interchange, once it is in one',
      [['READY'], ['BATCHED', { facts: sent }]],
      { state: 'BATCHED', since: '20260111', batch: { controlNo: 7, setControlNo: '0001' } },
    ],
    [
      'to be sent, as a replacement that is in no file',
      [['PAID'], ['REPLACING']],
      { state: 'READY', since: '20260111' },
    ],
    [
      'its answer from the day that it left, as a replacement',
      [['PAID'], ['REPLACING'], ['REPLACING', { facts: sent }]],
      { state: 'REPLACING', since: '20260112' },
    ],
  ])('is %s', (_what, happened, expected) => {
    expect(waitsOf(headAfter(...happened))).toMatchObject([expected]);
  });

  it('is not its limit for filing, once it was filed', () => {
    expect(waitsOf(headAfter(['READY'], ['SENT', { facts: sent }]))[0]).not.toHaveProperty('filingFrom');
  });

  it('is shown for each filing that is not done', () => {
    const second = { facts: assembled, filing: 2 };
    const head = headAfter(['CLOSED'], ['PAYER_ACCEPTED', second], ['REVERSED']);
    expect(waitsOf(head).map(({ filing, state, since }) => [filing, state, since])).toEqual([
      [1, 'REVERSED', '20260112'],
      [2, 'PAYER_ACCEPTED', '20260111'],
    ]);
    expect(earliestDue(waitsOf(head))).toBe('20260125');
  });

  it('is nothing of a payer that was answered by the next one', () => {
    const head = headAfter(['FORWARDED'], ['PAYER_ACCEPTED', { facts: assembled, filing: 2 }]);
    expect(waitsOf(head).map(({ filing, state }) => [filing, state])).toEqual([[2, 'PAYER_ACCEPTED']]);
  });
});

describe('money to give back', () => {
  const overpaid = movedToPayerCredit(origin('e1'), cents(2400));
  const more = movedToPayerCredit(origin('e2'), cents(600));
  const givenBack = refunded(origin('e3'), cents(3000), '2010');
  const prepaid = patientPrepaid(origin('e4'), cents(2000));

  it('is as old as its beginning, however it grows', () => {
    const head = headAfter(['READY'], ['PAID', money(overpaid)], ['PAID', money(more)], ['CLOSED']);
    expect(waitsOf(head)).toMatchObject([{ state: 'CLOSED', payerCreditSince: '20260111' }]);
    expect(earliestDue(waitsOf(head))).toBe('20260111');
  });

  it('is gone with its last cent, and counts anew when there is some again', () => {
    const settled: readonly Happened[] = [
      ['READY'],
      ['PAID', money(overpaid, more)],
      ['CLOSED', money(givenBack)],
    ];
    expect(headAfter(...settled)).not.toHaveProperty('payerCreditSince');
    expect(headAfter(...settled, ['CLOSED', money(overpaid)]).payerCreditSince).toBe('20260113');
  });

  it('of a patient waits until it is known what the patient owes', () => {
    const early = headAfter(['READY', money(prepaid)], ['PAYER_ACCEPTED']);
    expect(early.patientCreditSince).toBe('20260110');
    expect(waitsOf(early)[0]).not.toHaveProperty('patientCreditSince');
    const later = headAfter(['READY', money(prepaid)], ['PAYER_ACCEPTED'], ['CLOSED']);
    expect(waitsOf(later)).toMatchObject([{ patientCreditSince: '20260110' }]);
  });

  it('stands with one filing only', () => {
    const head = headAfter(['PAID', money(overpaid)], ['PAYER_ACCEPTED', { facts: assembled, filing: 2 }]);
    expect(waitsOf(head).filter((wait) => 'payerCreditSince' in wait)).toHaveLength(1);
  });
});
