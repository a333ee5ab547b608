import { describe, expect, it } from 'vitest';
import { sharedWaits } from '../../../core/claim/overdue.ts';
import { timerSettings } from '../../../core/claim/timer-settings.ts';
import type { Wait } from '../../../core/claim/timers.ts';
import { civilDate } from '../../../core/dates.ts';
import { claimNo } from '../../../core/ids.ts';

const terms = (today: string) => ({
  today: civilDate(today),
  settings: timerSettings({ payers: [] }, '99001'),
});

const sent = (number: number, more: Partial<Wait> = {}): Wait => ({
  ...{ claimNo: claimNo(`RVB${number}`), clientId: 'riverbend', partnerId: 'sandbox', state: 'SENT' },
  ...{ since: civilDate('20260109'), filing: 1, payerId: '99001', chargeCents: 15_000 },
  ...{ batch: { controlNo: 7, setControlNo: '0001' }, ...more },
});

const remindersOf = (today: string, ...waits: readonly Wait[]) => {
  const shared = sharedWaits();
  for (const wait of waits) shared.add(wait, terms(today));
  return shared.reminders();
};

describe('claims that wait for one answer', () => {
  it('have one item: how many there are, what they are worth, and some of their numbers', () => {
    const claims = [9, 8, 7, 6, 5, 4, 3].map((number) => sent(number));
    expect(remindersOf('20260112', ...claims)).toEqual([
      {
        cause: 'timer/20260112/1',
        draft: {
          id: 'timer-ack-missing-sandbox-000000007',
          queue: 'follow-up',
          reason: 'ACK_MISSING',
          priority: 'P2',
          dueDate: '20260113',
          action: 'RESEND',
          summary: expect.stringContaining('999'),
          partnerId: 'sandbox',
          value: 105_000,
          details: [
            { code: 'INTERCHANGE', position: '000000007' },
            { code: 'CLAIMS', text: '7' },
            ...['RVB5', 'RVB6', 'RVB7', 'RVB8', 'RVB9'].map((text) => ({ code: 'CLAIM', text })),
          ],
        },
      },
    ]);
  });

  it('have an item for each interchange and each kind of answer', () => {
    const other = { batch: { controlNo: 8, setControlNo: '0001' } };
    const ids = remindersOf(
      '20260120',
      sent(1),
      sent(2, other),
      sent(3, { state: 'SYNTAX_OK' }),
      sent(4, { state: 'CH_ACCEPTED' }),
    ).map(({ draft }) => draft.id);
    expect(ids).toEqual([
      'timer-ack-missing-sandbox-000000007',
      'timer-ack-missing-sandbox-000000008',
      'timer-277ca-missing-sandbox-000000007',
      'timer-payer-277ca-missing-sandbox-000000007',
    ]);
  });

  it('that never left have one for their partner', () => {
    const { batch: _, ...ready } = sent(1, { state: 'READY' });
    const [one, another] = remindersOf('20260112', ready, sent(2, { state: 'BATCHED' }));
    expect(one?.draft).toMatchObject({
      id: 'timer-not-submitted-sandbox',
      reason: 'NOT_SUBMITTED',
      value: 30_000,
    });
    expect(another).toBeUndefined();
  });

  it('are as urgent as the one that waits longest', () => {
    const [one] = remindersOf('20260130', sent(1, { since: civilDate('20260129') }), sent(2));
    expect(one).toMatchObject({ cause: 'timer/20260112/2', draft: { priority: 'P1', dueDate: '20260127' } });
  });

  it('have none while they are in time, nor where each claim is asked for alone', () => {
    expect(remindersOf('20260111', sent(1))).toEqual([]);
    expect(remindersOf('20261231', sent(1, { state: 'PAYER_ACCEPTED' }))).toEqual([]);
  });
});
