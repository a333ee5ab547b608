import { expect, it } from 'vitest';
import type { AdjudicationFacts, EventFacts, JournalEvent } from '../../../core/claim/journal.ts';
import { claimNo } from '../../../core/ids.ts';
import { adjudicationsInForce, adjudicationTogether, allInForce } from '../../../core/remit/in-force.ts';

const adjudication = (ordinal: number, part?: readonly number[]): AdjudicationFacts => ({
  ...{ remittanceId: 'r', ordinal, status: '1', paidCents: 1000 * ordinal, patientCents: 0 },
  ...{ whollyDenied: false, payerClaimControlNo: `PC${ordinal}` },
  ...(part === undefined ? {} : { part: { lines: part, chargeCents: 2000, verdict: 'PAID' } }),
});

/** A journal of facts, each under the name that it is given. */
const journalOf = (
  ...events: readonly {
    readonly cause: string;
    readonly facts: Partial<EventFacts>;
    readonly row?: number;
    readonly filing?: number;
  }[]
): readonly JournalEvent[] =>
  events.map(
    ({ cause, facts, row = 22, filing = 1 }, i) =>
      ({
        ...{ shape: 1, claimNo: claimNo('C0001'), version: i + 1, cause, at: '', filing, attempt: 1 },
        ...{ steps: [{ row, from: 'SENT', to: 'PAID' }], state: 'PAID', rank: 6, entries: [], work: [] },
        facts,
      }) as unknown as JournalEvent,
  );
const posted = (n: number, part?: readonly number[]): Partial<EventFacts> => ({
  ...{ kind: 'adjudicated', disposition: 'posted', adjudication: adjudication(n, part) },
  ...(n > 1 && part !== undefined ? { joins: true } : {}),
});
const causes = (journal: readonly JournalEvent[]) => allInForce(journal).map(({ cause }) => cause);

it('is what was posted and not reversed', () => {
  const reversed = { kind: 'reversed', disposition: 'posted', reverses: 'one' } as const;
  expect(causes(journalOf({ cause: 'one', facts: posted(1) }))).toEqual(['one']);
  expect(causes(journalOf({ cause: 'one', facts: posted(1) }, { cause: 'back', facts: reversed }))).toEqual(
    [],
  );
});

it('is not a denial that was paid without a reversal, even when that payment is reversed', () => {
  const anew = { cause: 'two', facts: posted(2), row: 37 };
  const journal = journalOf({ cause: 'denial', facts: posted(1) }, anew);
  expect(causes(journal)).toEqual(['two']);
  const back = {
    cause: 'back',
    facts: { kind: 'reversed', disposition: 'posted', reverses: 'two' },
  } as const;
  expect(causes(journalOf({ cause: 'denial', facts: posted(1) }, anew, back))).toEqual([]);
});

it('is not a denial that a new claim was filed for', () => {
  const refiled = { kind: 'assembled', act: { user: 'ann', kind: 'refile' } } as const;
  expect(
    causes(journalOf({ cause: 'denial', facts: posted(1) }, { cause: 'refile', facts: refiled })),
  ).toEqual([]);
});

it('is each filing’s own', () => {
  const journal = journalOf(
    { cause: 'one', facts: posted(1) },
    { cause: 'two', facts: posted(2), row: 37, filing: 2 },
  );
  expect(causes(journal)).toEqual(['one', 'two']);
  expect(adjudicationsInForce(journal, 2).map(({ cause }) => cause)).toEqual(['two']);
});

it('is all parts of a split claim, together', () => {
  const journal = journalOf(
    { cause: 'one', facts: posted(1, [1]) },
    { cause: 'two', facts: posted(2, [2]), row: 63 },
  );
  expect(causes(journal)).toEqual(['one', 'two']);
  expect(adjudicationTogether(allInForce(journal))).toMatchObject({
    ...{ paidCents: 3000, payerClaimControlNo: 'PC2' },
    part: { lines: [1, 2], chargeCents: 4000 },
  });
  expect(adjudicationTogether([])).toBeUndefined();
});
