import { describe, expect, it } from 'vitest';
import type { EventFacts, JournalEvent } from '../../../core/claim/journal.ts';
import { civilDate } from '../../../core/dates.ts';
import { type AnswerToAttempt, proofSentence, timelyProof } from '../../../core/denial/timely-proof.ts';
import { claimNo } from '../../../core/ids.ts';

const event = (facts: EventFacts, given: Partial<JournalEvent> = {}): JournalEvent => ({
  ...{ shape: 1, claimNo: claimNo('C0001'), version: 1, cause: 'c', at: '2026-01-12T10:00:00.000Z' },
  ...{ filing: 1, attempt: 1, steps: [], state: 'SENT', rank: 0, entries: [], work: [], facts },
  ...given,
});
const sent = (attempt = 1, filing = 1): JournalEvent =>
  event(
    {
      ...{ kind: 'batched', partner: 'p', planId: 'plan' },
      ...{ controlNo: 40 + attempt, setControlNo: '0001', batchId: 'B1' },
    },
    { attempt, filing },
  );
type Answer = Partial<Extract<EventFacts, { readonly kind: 'acknowledged' }>>;
const answered = (given: Answer, more: Partial<JournalEvent> = {}): JournalEvent =>
  event(
    {
      ...{ kind: 'acknowledged', document: '277CA', fileId: 'f1', source: 'payer', codes: ['A2:20'] },
      ...given,
    },
    more,
  );
const given = (answers: readonly AnswerToAttempt[] = [], limitDays?: number) => ({
  ...{ filing: 1, serviceDate: civilDate('20260105'), answers, limitDays },
});
const a999: AnswerToAttempt = { attempt: 1, document: '999', fileId: 'f9', on: '20260113' };

describe('the proof of timely filing', () => {
  it.each<[string, readonly JournalEvent[], readonly AnswerToAttempt[], string, number | undefined]>([
    ['the payer’s own day of receipt', [sent(), answered({ receivedOn: '20260210' })], [a999], 'payer', 36],
    [
      'the payer’s, though the clearinghouse had it before',
      [answered({ source: 'clearinghouse', receivedOn: '20260112' }), answered({ receivedOn: '20260210' })],
      [],
      'payer',
      36,
    ],
    [
      'the first of two attempts',
      [
        sent(),
        answered({ receivedOn: '20260120' }),
        sent(2),
        answered({ receivedOn: '20260301' }, { attempt: 2 }),
      ],
      [],
      'payer',
      15,
    ],
    ['the day of processing where it names none', [answered({ processDate: '20260211' })], [], 'payer', 37],
    [
      'the clearinghouse’s where the payer said nothing',
      [answered({ source: 'clearinghouse', receivedOn: '20260112' })],
      [a999],
      'clearinghouse',
      7,
    ],
    ['a 999 where there is no 277CA', [sent()], [a999], '999', 8],
    ['a TA1 where there is nothing else', [sent()], [{ ...a999, document: 'TA1' }], 'TA1', 8],
    ['nothing where it only left', [sent()], [], 'none', undefined],
    [
      'nothing where it was refused',
      [answered({ codes: ['A7:164:IL'], receivedOn: '20260210' })],
      [],
      'none',
      undefined,
    ],
    [
      'nothing where the action refused it, whatever the category',
      [
        answered(
          { codes: ['A1:19'], receivedOn: '20260210' },
          { steps: [{ row: 14, from: 'SENT', to: 'REJ_FRONTEND' }] },
        ),
      ],
      [],
      'none',
      undefined,
    ],
    [
      'nothing of another payer’s filing',
      [answered({ receivedOn: '20260210' }, { filing: 2 })],
      [],
      'none',
      undefined,
    ],
  ])('is %s', (_, journal, answers, witness, days) => {
    const proof = timelyProof(journal, given(answers));
    expect([proof.witness, proof.days]).toEqual([witness, days]);
  });

  it('names each document, the attempts in order', () => {
    const journal = [sent(), sent(2), answered({ receivedOn: '20260210' }, { attempt: 2 })];
    const { artifacts } = timelyProof(journal, given([a999]));
    expect(artifacts).toEqual([
      { document: '837', attempt: 1, on: '20260112', reference: 'interchange 41, set 0001' },
      { document: '999', attempt: 1, on: '20260113', reference: 'file f9' },
      { document: '837', attempt: 2, on: '20260112', reference: 'interchange 42, set 0001' },
      {
        ...{ document: '277CA', attempt: 2, on: '20260210', source: 'payer', reference: 'file f1' },
        codes: ['A2:20'],
      },
    ]);
  });

  it.each<[number | undefined, string]>([
    [undefined, 'Proof attached (36 days after DOS).'],
    [36, 'Proof attached (36 days after DOS).'],
    [35, 'The proof on record is too late (36 days after DOS, limit 35): find another, or write it off.'],
  ])('with a limit of %s days says: %s', (limit, sentence) => {
    const proof = timelyProof([answered({ receivedOn: '20260210' })], given([], limit));
    expect(proofSentence(proof)).toBe(sentence);
    expect(proof.lastDay).toBe(limit === undefined ? undefined : limit === 36 ? '20260210' : '20260209');
  });

  it('that is not the payer’s own word says whose it is', () => {
    expect(proofSentence(timelyProof([sent()], given([a999])))).toBe(
      'Proof attached (8 days after DOS), but not the payer’s own word: a 999 accepted its set.',
    );
  });
});
