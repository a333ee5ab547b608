import { describe, expect, it, test } from 'vitest';
import { applyToHead, draftOf, filingView, type Head } from '../../../core/claim/head.ts';
import {
  type AdjudicationFacts,
  type EventDraft,
  type EventFacts,
  JOURNAL_SHAPE,
  type JournalEvent,
} from '../../../core/claim/journal.ts';
import { newFiling, transition } from '../../../core/claim/lifecycle.ts';
import { stateThroughInterchange } from '../../../core/claim/through-interchange.ts';
import type { FilingState } from '../../../core/claim/types.ts';
import { civilDate } from '../../../core/dates.ts';
import { insuranceOpen } from '../../../core/ledger/balances.ts';
import { claimBilled } from '../../../core/ledger/entries.ts';
import { Defect } from '../../../core/result.ts';
import { aClaim } from '../remit/given.ts';

const claim = aClaim('RVB1', [{ code: '99213', charge: 150 }]);
const assembled: EventFacts = {
  kind: 'assembled',
  claim,
  contentHash: 'hash-1',
  findings: [],
  editSet: '1',
  parts: 1,
  fileId: 'f',
};
const batched: EventFacts = {
  kind: 'batched',
  partner: 'acme',
  planId: 'p',
  controlNo: 7,
  setControlNo: '0001',
  batchId: '000000007-0001',
};
const acknowledged = (more: object): EventFacts => ({
  kind: 'acknowledged',
  document: '277CA',
  fileId: 'f',
  codes: [],
  ...more,
});
const adjudication: AdjudicationFacts = {
  remittanceId: 'r',
  ordinal: 1,
  status: '1',
  paidCents: 10_000,
  patientCents: 0,
  whollyDenied: false,
  payerClaimControlNo: 'CLP07',
};
const adjudicated = (disposition: 'posted' | 'suspended'): EventFacts => ({
  kind: 'adjudicated',
  fileId: 'f',
  adjudication,
  paymentDate: '20260210',
  chargeCents: 15_000,
  denials: [],
  rung: 1,
  disposition,
});

type Happened = readonly [state: FilingState, facts: EventFacts, more?: Partial<JournalEvent>];

/** The head after events, a day apart from 10 January. */
const headAfter = (...happened: readonly Happened[]): Head => {
  const head = happened.reduce<Head | null>((before, [state, facts, more], i) => {
    const event: JournalEvent = {
      shape: JOURNAL_SHAPE,
      claimNo: claim.claimNo,
      version: i + 1,
      cause: `cause/${i + 1}`,
      at: `2026-01-${10 + i}T12:00:00.000Z`,
      filing: 1,
      attempt: 1,
      steps: [],
      state,
      rank: 0,
      entries: [],
      work: [],
      facts,
      ...more,
    };
    return applyToHead(before, event);
  }, null);
  if (head === null) throw new Error('something happened');
  return head;
};
const ready: Happened = ['READY', assembled];

describe('the head', () => {
  it('begins with the assembly of the claim', () => {
    expect(headAfter(ready)).toEqual({
      claimNo: 'RVB1',
      clientId: 'riverbend',
      partnerId: 'acme',
      version: 1,
      filing: 1,
      attempt: 1,
      state: 'READY',
      since: '2026-01-10T12:00:00.000Z',
      rank: 0,
      contentVersion: 1,
      contentHash: 'hash-1',
      parts: 1,
      payerId: '99001',
      chargeCents: 15_000,
      balances: {},
      causes: ['cause/1'],
    });
  });

  it.each<[string, () => unknown]>([
    ['a journal that begins with something else', () => headAfter(['BATCHED', batched])],
    ['a gap', () => headAfter(ready, ['BATCHED', batched, { version: 3 }])],
    ['a repetition', () => headAfter(ready, ['BATCHED', batched, { version: 1 }])],
    [
      'an event of a newer release',
      () => headAfter(ready, ['BATCHED', batched, { shape: JOURNAL_SHAPE + 1 }]),
    ],
  ])('refuses %s', (_, fold) => {
    expect(fold).toThrow(Defect);
  });

  it('takes the content of the last assembly', () => {
    const revised = {
      ...assembled,
      claim: aClaim('RVB1', [{ code: '99213', charge: 99 }]),
      contentHash: 'hash-2',
    };
    expect(headAfter(ready, ['READY', revised])).toMatchObject({
      contentVersion: 2,
      contentHash: 'hash-2',
      chargeCents: 9900,
      causes: ['cause/1', 'cause/2'],
    });
  });

  it('tells since when it is in its state, through events that keep it', () => {
    const accepted = acknowledged({ processDate: '20260112' });
    const head = headAfter(
      ready,
      ['SENT', batched],
      ['PAYER_ACCEPTED', accepted],
      ['PAYER_ACCEPTED', accepted],
    );
    expect(head.since).toBe('2026-01-12T12:00:00.000Z');
  });

  it('knows under which numbers the filing went out, and when', () => {
    expect(headAfter(ready, ['BATCHED', batched]).batch).toEqual({
      planId: 'p',
      controlNo: 7,
      setControlNo: '0001',
      batchId: '000000007-0001',
      sentOn: '20260111',
    });
  });

  it('adds up the money of its events', () => {
    const entries = claimBilled(claim, { cause: 'x', date: civilDate('20260111'), payerSequence: 1 });
    const head = headAfter(ready, ['BATCHED', batched, { entries }]);
    expect(insuranceOpen(head.balances, 1)).toBe(15_000);
  });

  it('keeps the payer’s number of an acknowledgment until an 835 gives its own', () => {
    const candidate = acknowledged({ payerClaimControlNo: 'REF1K', processDate: '20260112' });
    const accepted = headAfter(ready, ['BATCHED', batched], ['PAYER_ACCEPTED', candidate]);
    expect(accepted).toMatchObject({ payerClaimControlNo: 'REF1K', acceptedOn: '20260112' });
    const paid: readonly Happened[] = [ready, ['BATCHED', batched], ['PAID', adjudicated('posted')]];
    expect(headAfter(...paid).payerClaimControlNo).toBe('CLP07');
    expect(headAfter(...paid, ['PAID', candidate]).payerClaimControlNo).toBe('CLP07');
  });

  it('knows an adjudication that posted, and none whose money is in suspense', () => {
    expect(headAfter(ready, ['PAID', adjudicated('posted')]).adjudication).toEqual(adjudication);
    expect(headAfter(ready, ['BATCHED', adjudicated('suspended')]).adjudication).toBeUndefined();
  });

  it('knows where a replacement returns to only while it is under way', () => {
    const replacing = headAfter(ready, ['REPLACING', batched, { before: 'DENIED' }]);
    expect(replacing.before).toBe('DENIED');
    const paid = headAfter(
      ready,
      ['REPLACING', batched, { before: 'DENIED' }],
      ['PAID', adjudicated('posted')],
    );
    expect(paid.before).toBeUndefined();
  });

  it.each<[string, Happened]>([
    ['held', ['EDIT_HOLD', { kind: 'held', findings: [] }]],
    ['voided', ['VOIDED', { kind: 'voided', why: 'split-changed' }]],
  ])('that is %s keeps all else', (_, happened) => {
    const { version, state, since, causes, ...rest } = headAfter(ready, happened);
    expect([version, state, since, causes]).toEqual([
      2,
      happened[0],
      '2026-01-11T12:00:00.000Z',
      ['cause/1', 'cause/2'],
    ]);
    expect(headAfter(ready)).toMatchObject(rest);
  });

  it('comes out of JSON as it went in', () => {
    const head = headAfter(ready, ['BATCHED', batched], ['PAID', adjudicated('posted')]);
    expect(JSON.parse(JSON.stringify(head))).toEqual(head);
  });
});

describe('a filing as the transition table sees it', () => {
  it('is new before the claim exists', () => {
    expect(filingView(null)).toBe(newFiling);
  });

  it('has what the table judges by', () => {
    const accepted = acknowledged({ processDate: '20260112' });
    const head = headAfter(ready, ['PAYER_ACCEPTED', batched], ['PAYER_ACCEPTED', accepted, { rank: 4 }]);
    expect(filingView(head)).toEqual({
      state: 'PAYER_ACCEPTED',
      attempt: 1,
      rank: 4,
      batch: head.batch,
      acceptedOn: '20260112',
    });
  });
});

describe('a state seen through its interchange', () => {
  const delivered = { deliveredAt: '2026-01-11T12:00:00.000Z', acceptedSets: [] };
  test.each<[FilingState, string, Parameters<typeof stateThroughInterchange>[1], FilingState, number]>([
    ['BATCHED', 'unknown', undefined, 'BATCHED', 0],
    ['BATCHED', 'not delivered', { acceptedSets: [] }, 'BATCHED', 0],
    ['BATCHED', 'delivered', delivered, 'SENT', 0],
    ['BATCHED', 'answered by a TA1', { ta1: 'A', acceptedSets: [] }, 'SENT', 1],
    ['BATCHED', 'accepted by a 999 in its set', { ...delivered, acceptedSets: ['0001'] }, 'SYNTAX_OK', 2],
    ['BATCHED', 'accepted by a 999 in another set', { ...delivered, acceptedSets: ['0002'] }, 'SENT', 0],
    ['SENT', 'accepted by a 999 in its set', { ...delivered, acceptedSets: ['0001'] }, 'SYNTAX_OK', 2],
    ['SENT', 'delivered', delivered, 'SENT', 0],
    [
      'CH_ACCEPTED',
      'accepted by a 999 in its set',
      { ...delivered, acceptedSets: ['0001'] },
      'CH_ACCEPTED',
      0,
    ],
    ['REJ_SYNTAX', 'accepted by a 999 in its set', { ...delivered, acceptedSets: ['0001'] }, 'REJ_SYNTAX', 0],
  ])('%s in an interchange that is %s', (state, _, interchange, seen, rank) => {
    const head = headAfter(ready, [state, batched]);
    expect(stateThroughInterchange(head, interchange)).toBe(seen);
    expect(filingView(head, interchange)).toMatchObject({ state: seen, rank });
  });

  it('is its own where the filing never went out', () => {
    expect(stateThroughInterchange(headAfter(ready), delivered)).toBe('READY');
  });
});

test('a transition becomes a draft with its facts and money, for the filing that is active', () => {
  const head = headAfter(ready);
  const done = transition(filingView(head), { kind: 'batched' });
  const expected: EventDraft = {
    filing: 1,
    attempt: 1,
    steps: [{ row: 5, from: 'READY', to: 'BATCHED' }],
    state: 'BATCHED',
    rank: 0,
    work: [],
    entries: [],
    facts: batched,
  };
  expect(draftOf(head, done, { entries: [], facts: batched })).toEqual(expected);
  expect(draftOf({ ...head, filing: 2 }, done, { entries: [], facts: batched }).filing).toBe(2);
});
