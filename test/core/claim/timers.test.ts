import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type TimerDays, timerSettings } from '../../../core/claim/timer-settings.ts';
import { stateTimers } from '../../../core/claim/timer-table.ts';
import {
  answerDue,
  claimDue,
  claimItemId,
  type DueTimer,
  earliestDue,
  isTimerItem,
  reminderCause,
  timerItemId,
  type Wait,
  waitThrough,
} from '../../../core/claim/timers.ts';
import { type FilingState, filingStates } from '../../../core/claim/types.ts';
import { addDays, civilDate } from '../../../core/dates.ts';
import { claimNo } from '../../../core/ids.ts';

/** A Friday. */
const SINCE = civilDate('20260109');

const waiting = (state: FilingState, more: Partial<Wait> = {}): Wait => ({
  ...{
    claimNo: claimNo('RVB1'),
    clientId: 'riverbend',
    partnerId: 'sandbox',
    state,
    since: SINCE,
    filing: 1,
  },
  ...{ payerId: '99001', chargeCents: 15_000, ...more },
});

const terms = (today: string, timers: TimerDays = {}, filingDays?: number) => ({
  today: civilDate(today),
  settings: timerSettings({ payers: [{ id: '99001', timers }] }, '99001'),
  filingDays,
});

const told = ({ reason, n, priority, actBy }: DueTimer) => [reason, n, priority, actBy];

describe('the answer that a filing waits for', () => {
  test.each<[FilingState, string | null, string]>([
    ['READY', '20260112', 'NOT_SUBMITTED'],
    ['BATCHED', '20260112', 'NOT_SUBMITTED'],
    ['SENT', '20260112', 'ACK_MISSING'],
    ['SYNTAX_OK', '20260113', '277CA_MISSING'],
    ['CH_ACCEPTED', '20260116', 'PAYER_277CA_MISSING'],
    ['PAYER_ACCEPTED', '20260208', 'LATE_PAYMENT'],
    ['PENDED', '20260208', 'LATE_PAYMENT'],
    ['REPLACING', '20260208', 'LATE_PAYMENT'],
    ['FORWARDED', '20260208', 'CROSSOVER_MISSING'],
    ['REVERSED', '20260208', 'CORRECTION_MISSING'],
    ['VOIDING', '20260223', 'VOID_UNANSWERED'],
    ['APPEALED', '20260310', 'APPEAL_OVERDUE'],
    ['PAID', null, ''],
    ['DENIED', null, ''],
    ['CLOSED', null, ''],
    ['VOIDED', null, ''],
    ['DRAFT', null, ''],
    ['EDIT_HOLD', null, ''],
    ['REJ_SYNTAX', null, ''],
  ])('of one that is %s since Friday 9 January is due on %s', (state, due, reason) => {
    const dayBefore = due === null ? '20270101' : addDays(civilDate(due), -1);
    expect(answerDue(waiting(state), terms(dayBefore))).toBeNull();
    if (due !== null) expect(answerDue(waiting(state), terms(due))).toMatchObject({ reason, due, n: 1 });
  });

  it('is due for one state by one timer', () => {
    const states = stateTimers.flatMap((timer) => timer.states);
    expect(new Set(states).size).toBe(states.length);
  });

  test.each([
    ['20260207', null],
    ['20260208', ['LATE_PAYMENT', 1, 'P3', '20260215']],
    ['20260221', ['LATE_PAYMENT', 1, 'P3', '20260215']],
    ['20260222', ['LATE_PAYMENT', 2, 'P2', '20260301']],
    ['20260308', ['LATE_PAYMENT', 3, 'P1', '20260315']],
    ['20260322', ['LATE_PAYMENT', 4, 'P1', '20260329']],
  ])('is asked for again every 14 days, each time more urgently: on %s', (today, expected) => {
    const due = answerDue(waiting('PAYER_ACCEPTED'), terms(today));
    expect(due === null ? null : told(due)).toEqual(expected);
  });

  it('is asked for once where nobody wants to be reminded', () => {
    const due = answerDue(waiting('PAYER_ACCEPTED'), terms('20270101', { repeat: 'never' }));
    expect(due).toMatchObject({ n: 1, actBy: '20260215' });
  });

  it('is not asked for where its timer is off', () => {
    expect(answerDue(waiting('APPEALED'), terms('20280101', { appealDecision: 'never' }))).toBeNull();
  });

  test.each<[FilingState, TimerDays]>([
    ['SENT', { acknowledgment: 'never' }],
    ['SYNTAX_OK', { clearinghouseAnswer: 'never' }],
    ['CH_ACCEPTED', { payerAnswer: 'never' }],
  ])('is the payment from %s on, where the payer sends no such acknowledgment', (state, timers) => {
    expect(answerDue(waiting(state), terms('20260207', timers))).toBeNull();
    expect(answerDue(waiting(state), terms('20260208', timers))).toMatchObject({
      reason: 'LATE_PAYMENT',
      per: 'claim',
    });
  });
});

describe('through its interchange', () => {
  const batch = { controlNo: 7, setControlNo: '0001' };
  const evidence = { acceptedSets: [] };
  const deliveredAt = '2026-01-10T08:00:00.000Z';
  const acceptedAt = '2026-01-12T08:00:00.000Z';

  test.each([
    ['is not known yet', undefined, 'BATCHED', SINCE],
    ['was not delivered', evidence, 'BATCHED', SINCE],
    ['was delivered', { ...evidence, deliveredAt }, 'SENT', '20260110'],
    ['was answered by a TA1', { ...evidence, deliveredAt, ta1: 'A' }, 'SENT', '20260110'],
    ['was accepted by a 999', { deliveredAt, acceptedAt, acceptedSets: ['0001'] }, 'SYNTAX_OK', '20260112'],
    [
      'was accepted by a 999 but for this set',
      { deliveredAt, acceptedAt, acceptedSets: ['0002'] },
      'SENT',
      '20260110',
    ],
  ])('a batched claim whose interchange %s counts from then', (_what, interchange, state, since) => {
    expect(waitThrough(waiting('BATCHED', { batch }), interchange)).toMatchObject({ state, since });
  });
});

describe('the limit for filing', () => {
  const unfiled = waiting('EDIT_HOLD', { filingFrom: civilDate('20260105') });

  test.each([
    ['20260305', []],
    ['20260306', [['TIMELY_FILING_NEAR', 1, 'P3', '20260405']]],
    ['20260321', [['TIMELY_FILING_NEAR', 2, 'P2', '20260405']]],
    ['20260329', [['TIMELY_FILING_NEAR', 3, 'P1', '20260405']]],
    ['20260402', [['TIMELY_FILING_NEAR', 4, 'P1', '20260405']]],
    ['20260501', [['TIMELY_FILING_NEAR', 4, 'P1', '20260405']]],
  ])('of 90 days comes nearer for a claim that no payer has on file: on %s', (today, expected) => {
    expect(claimDue(unfiled, terms(today, {}, 90)).map(told)).toEqual(expected);
  });

  it('is not watched where the payer is not known to have one', () => {
    expect(claimDue(unfiled, terms('20270101'))).toEqual([]);
  });
});

describe('money of others', () => {
  const overpaid = waiting('CLOSED', { payerCreditSince: civilDate('20260110') });

  test.each([
    ['20260110', 1, 'P3'],
    ['20260207', 1, 'P3'],
    ['20260208', 1, 'P3'],
    ['20260209', 2, 'P2'],
    ['20260224', 3, 'P1'],
    ['20260304', 4, 'P1'],
    ['20260308', 5, 'P1'],
    ['20260311', 6, 'P1'],
    ['20260601', 6, 'P1'],
  ])('of a payer goes back within 60 days; on %s it is warning %i', (today, n, priority) => {
    expect(claimDue(overpaid, terms(today)).map(told)).toEqual([
      ['OVERPAYMENT_DUE', n, priority, '20260311'],
    ]);
  });

  test.each([
    ['20260310', []],
    ['20260311', [['PATIENT_CREDIT_DUE', 1, 'P3', '20260325']]],
    ['20260325', [['PATIENT_CREDIT_DUE', 2, 'P2', '20260408']]],
  ])('of a patient that is left over for 60 days is refunded: on %s', (today, expected) => {
    const prepaid = waiting('CLOSED', { patientCreditSince: civilDate('20260110') });
    expect(claimDue(prepaid, terms(today)).map(told)).toEqual(expected);
  });

  it('is due beside the answer that the claim waits for', () => {
    const both = waiting('APPEALED', { payerCreditSince: SINCE });
    expect(claimDue(both, terms('20260401')).map(({ reason }) => reason)).toEqual([
      'APPEAL_OVERDUE',
      'OVERPAYMENT_DUE',
    ]);
  });
});

describe('the first day to look at a claim', () => {
  const days = fc.integer({ min: 0, max: 400 }).map((n) => addDays(SINCE, n));
  const timers = fc.record(
    { payment: fc.integer({ min: 14, max: 60 }), payerAnswer: fc.constantFrom(1, 9, 'never' as const) },
    { requiredKeys: [] },
  );

  it('is never after a day on which something is due, whatever the configuration says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...filingStates),
        days,
        fc.record(
          { payerCreditSince: days, patientCreditSince: days, filingFrom: days },
          { requiredKeys: [] },
        ),
        timers,
        (state, today, more, settings) => {
          const wait = waiting(state, more);
          const due = [
            answerDue(wait, terms(today, settings, 40)),
            ...claimDue(wait, terms(today, settings, 40)),
          ];
          if (due.every((one) => one === null)) return;
          expect((earliestDue([wait]) ?? '99991231') <= today).toBe(true);
        },
      ),
    );
  });

  it('is none for a claim that waits for nothing', () => {
    expect(earliestDue([waiting('CLOSED')])).toBeNull();
    expect(earliestDue([])).toBeNull();
  });

  it('is the earliest of all its filings', () => {
    expect(earliestDue([waiting('CLOSED'), waiting('APPEALED'), waiting('SENT')])).toBe('20260110');
  });
});

describe('names', () => {
  const [due] = claimDue(waiting('PAYER_ACCEPTED'), terms('20260301'));

  it('tell a wait from another, and a reminder from another', () => {
    if (due === undefined) throw new Error('a payment is late');
    expect(claimItemId(due, waiting('PAYER_ACCEPTED'))).toBe('timer-late-payment-RVB1-1-20260109');
    expect(reminderCause(due)).toBe('timer/20260208/2');
  });

  it('show which items the daily run opened', () => {
    expect(isTimerItem(timerItemId('ACK_MISSING', 'sandbox', '000000007'))).toBe(true);
    expect(isTimerItem('RVB1-0123456789abcdef')).toBe(false);
  });
});
