import { describe, expect, it, test } from 'vitest';
import { hasFiling, onFiling, onNamedFiling } from '../../../core/claim/filings.ts';
import { applyToHead, draftOf, filingView, type Head } from '../../../core/claim/head.ts';
import { type EventFacts, JOURNAL_SHAPE, type JournalEvent } from '../../../core/claim/journal.ts';
import { newFiling, transition } from '../../../core/claim/lifecycle.ts';
import type { FilingState } from '../../../core/claim/types.ts';
import { aClaim } from '../remit/given.ts';

const claim = aClaim('RVB1', [{ code: '99213', charge: 150 }]);
const assembled = (contentHash: string): EventFacts => ({
  ...{ kind: 'assembled', claim, contentHash, findings: [], editSet: '1', parts: 1, fileId: 'f' },
});
const voided: EventFacts = { kind: 'voided', why: 'split-changed' };

type Happened = readonly [filing: number, state: FilingState, facts?: EventFacts];

/** The head after events of several filings, a day apart from 10 January. */
function headAfter(...happened: readonly Happened[]): Head {
  const fold = (before: Head | null, [filing, state, facts = voided]: Happened, i: number): Head => {
    const event: JournalEvent = {
      ...{ shape: JOURNAL_SHAPE, claimNo: claim.claimNo, version: i + 1, cause: `cause/${i + 1}` },
      ...{ at: `2026-01-${10 + i}T12:00:00.000Z`, filing, attempt: 1, steps: [], state, rank: filing },
      ...{ entries: [], work: [], facts },
    };
    return applyToHead(before, event);
  };
  const head = happened.reduce<Head | null>(fold, null);
  if (head === null) throw new Error('something happened');
  return head;
}
const toPayerOne: Happened = [1, 'READY', assembled('one')];
const toPayerTwo: Happened = [2, 'READY', assembled('two')];

const shown = ({ filing, state, others = {} }: Head) => ({
  [filing]: state,
  others: Object.fromEntries(Object.entries(others).map(([seq, stand]) => [seq, stand.state])),
});

describe('of several filings the head shows', () => {
  test.each<[string, readonly Happened[], ReturnType<typeof shown>]>([
    ['the only one, done or not', [[1, 'CLOSED']], { 1: 'CLOSED', others: {} }],
    [
      'the second once the first is closed',
      [[1, 'CLOSED'], toPayerTwo],
      { 2: 'READY', others: { 1: 'CLOSED' } },
    ],
    [
      'the second while the first is with the next payer already',
      [[1, 'FORWARDED'], toPayerTwo],
      { 2: 'READY', others: { 1: 'FORWARDED' } },
    ],
    [
      'the first again when it is taken back',
      [[1, 'CLOSED'], toPayerTwo, [1, 'REVERSED']],
      { 1: 'REVERSED', others: { 2: 'READY' } },
    ],
    [
      'the last when all are done',
      [
        [1, 'CLOSED'],
        [2, 'CLOSED'],
      ],
      { 2: 'CLOSED', others: { 1: 'CLOSED' } },
    ],
    [
      'the third when it alone is open',
      [
        [1, 'CLOSED'],
        [2, 'CLOSED'],
        [3, 'SENT'],
      ],
      { 3: 'SENT', others: { 1: 'CLOSED', 2: 'CLOSED' } },
    ],
  ])('%s', (_, happened, expected) => {
    expect(shown(headAfter(toPayerOne, ...happened))).toEqual(expected);
  });
});

describe('a filing behind the active one', () => {
  const head = headAfter(toPayerOne, [1, 'CLOSED'], toPayerTwo);

  it('is shown with its own state, content and time', () => {
    expect(onFiling(head, 1)).toMatchObject({
      ...{ filing: 1, state: 'CLOSED', contentHash: 'one', contentVersion: 1, rank: 1 },
      ...{ since: '2026-01-11T12:00:00.000Z', others: { 2: { state: 'READY', contentHash: 'two' } } },
    });
  });

  it('comes back as it was when the active one is shown again', () => {
    expect(onFiling(onFiling(head, 1), 2)).toEqual(head);
  });

  it('is moved by its own documents, and the active one stays', () => {
    const first = onFiling(head, 1);
    const done = transition(filingView(first), { kind: 'reversed', matched: true });
    expect(draftOf(first, done, { entries: [], facts: voided })).toMatchObject({
      filing: 1,
      state: 'REVERSED',
    });
  });
});

describe('a filing that has not begun', () => {
  const head = headAfter(toPayerOne, [1, 'CLOSED']);

  it('is a draft of the first attempt', () => {
    expect(hasFiling(head, 2)).toBe(false);
    expect(filingView(onFiling(head, 2))).toEqual(newFiling);
  });

  it.each([[2], [undefined]])('is not begun by a document that names it: %s', (named) => {
    expect(onNamedFiling(head, named)).toBe(head);
  });
});
