import { describe, expect, it, test } from 'vitest';
import type { WorkItemDraft } from '../../core/claim/types.ts';
import { workItem } from '../../core/claim/work.ts';
import { civilDate } from '../../core/dates.ts';
import { claimNo } from '../../core/ids.ts';
import { isRefusal, type WorkItem, type WorkRefusal } from '../../store/work.ts';
import { startServices, stopServicesAfterEach } from '../support/services.ts';

stopServicesAfterEach();

const NOW = Date.UTC(2026, 0, 10, 12);
const MINUTE = 60_000;
const draft = (id: string, more: Partial<WorkItemDraft> = {}): WorkItemDraft => ({
  ...workItem('EDIT_HOLD', { id, today: civilDate('20260110'), claimNo: claimNo('ABC1') }),
  ...more,
});
const by = (user: string, minutes = 0) => ({ user, nowEpochMs: NOW + minutes * MINUTE });
const taken = (answer: WorkItem | WorkRefusal): WorkItem => {
  if (isRefusal(answer)) throw new Error(answer.kind);
  return answer;
};

describe('a work item', () => {
  it('is opened once, however often its cause is worked, and keeps what became of it', async () => {
    const { work } = await startServices();
    expect(await work.open(draft('i1'), NOW)).toBe('opened');
    await work.take('i1', by('ann'), 30);
    expect(await work.open(draft('i1', { summary: 'other' }), NOW + MINUTE)).toBe('existed');
    expect(await work.get('i1')).toMatchObject({
      status: 'TAKEN',
      openedAt: '2026-01-10T12:00:00.000Z',
      summary: draft('i1').summary,
    });
    expect(await work.get('i2')).toBeNull();
  });

  it('is opened by one of many who try at once', async () => {
    const { work } = await startServices();
    const all = await Promise.all(Array.from({ length: 20 }, () => work.open(draft('i1'), NOW)));
    expect(all.filter((outcome) => outcome === 'opened')).toHaveLength(1);
  });

  describe('of which people are reminded', () => {
    const reminder = (n: number) => ({ cause: `timer/20260110/${n}`, nowEpochMs: NOW + n * MINUTE });
    const urgent = draft('i1', { priority: 'P1', dueDate: '20260201' });

    it('is opened by the first reminder, and by no other one again', async () => {
      const { work } = await startServices();
      await work.remind(draft('i1'), reminder(1));
      const opened = await work.get('i1');
      expect(opened).toMatchObject({ status: 'OPEN', priority: 'P2', version: 1 });
      await work.remind(urgent, reminder(1));
      expect(await work.get('i1')).toEqual(opened);
    });

    it('becomes as urgent as the next one says, once', async () => {
      const { work } = await startServices();
      await work.remind(draft('i1'), reminder(1));
      await Promise.all(Array.from({ length: 8 }, () => work.remind(urgent, reminder(2))));
      const item = await work.get('i1');
      expect(item).toMatchObject({ status: 'OPEN', priority: 'P1', dueDate: '20260201' });
      expect(item?.history.map(({ did }) => did)).toEqual(['opened', 'reminded']);
      expect((await work.list({ status: 'OPEN' })).map(({ priority }) => priority)).toEqual(['P1']);
    });

    it('is open again when it was resolved, with all that was done about it', async () => {
      const { work } = await startServices();
      await work.remind(draft('i1'), reminder(1));
      await work.resolve('i1', by('ann'), 'Asked the payer.');
      await work.remind(urgent, reminder(1));
      expect(await work.get('i1')).toMatchObject({ status: 'RESOLVED' });
      await work.remind(urgent, reminder(2));
      const item = await work.get('i1');
      expect(item).toMatchObject({ status: 'OPEN' });
      expect(item).not.toHaveProperty('outcome');
      expect(item?.history.map(({ did }) => did)).toEqual(['opened', 'resolved', 'reminded']);
    });

    it('stays with the person who has it', async () => {
      const { work } = await startServices();
      await work.remind(draft('i1'), reminder(1));
      await work.take('i1', by('ann'), 30);
      await work.remind(urgent, reminder(2));
      expect(await work.get('i1')).toMatchObject({ status: 'TAKEN', assignee: 'ann', priority: 'P1' });
    });
  });

  it('is taken for a time, in which nobody else can take it', async () => {
    const { work } = await startServices();
    await work.open(draft('i1'), NOW);
    expect(await work.take('i1', by('ann'), 30)).toMatchObject({
      assignee: 'ann',
      leaseUntil: '2026-01-10T12:30:00.000Z',
    });
    expect(await work.take('i1', by('bob', 29), 30)).toEqual({
      kind: 'taken',
      by: 'ann',
      until: '2026-01-10T12:30:00.000Z',
    });
    expect(await work.take('i1', by('ann', 29), 30)).toMatchObject({
      leaseUntil: '2026-01-10T12:59:00.000Z',
    });
  });

  it('can be taken by another once the time is over', async () => {
    const { work } = await startServices();
    await work.open(draft('i1'), NOW);
    await work.take('i1', by('ann'), 30);
    expect(await work.take('i1', by('bob', 30), 30)).toMatchObject({ assignee: 'bob', version: 3 });
  });

  it('goes to one of two who take it at once', async () => {
    const { work } = await startServices();
    await work.open(draft('i1'), NOW);
    const users = ['ann', 'bob', 'cat', 'dan', 'eve'];
    const answers = await Promise.all(users.map((user) => work.take('i1', by(user), 30)));
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
  });

  it('keeps its history: opened, taken, noted, resolved, each by whom and when', async () => {
    const { work } = await startServices();
    await work.open(draft('i1'), NOW);
    await work.take('i1', by('ann', 1), 30);
    await work.note('i1', by('bob', 2), 'called the payer');
    const done = taken(await work.resolve('i1', by('ann', 3), 'corrected'));
    expect(done.history).toEqual([
      { at: '2026-01-10T12:00:00.000Z', by: 'claimline', did: 'opened' },
      { at: '2026-01-10T12:01:00.000Z', by: 'ann', did: 'took' },
      { at: '2026-01-10T12:02:00.000Z', by: 'bob', did: 'noted', note: 'called the payer' },
      { at: '2026-01-10T12:03:00.000Z', by: 'ann', did: 'resolved', note: 'corrected' },
    ]);
    expect(done).toMatchObject({ status: 'RESOLVED', outcome: 'corrected', version: 4 });
    expect(await work.get('i1')).toEqual(done);
  });

  it('that is resolved is neither taken nor resolved again', async () => {
    const { work } = await startServices();
    await work.open(draft('i1'), NOW);
    await work.resolve('i1', by('ann'), 'corrected');
    const refused = { kind: 'already-resolved' };
    expect(await work.take('i1', by('bob'), 30)).toEqual(refused);
    expect(await work.resolve('i1', by('bob'), 'again')).toEqual(refused);
  });

  it('that does not exist is refused by name', async () => {
    const { work } = await startServices();
    const refused = { kind: 'not-found' };
    expect(await work.take('none', by('ann'), 30)).toEqual(refused);
    expect(await work.note('none', by('ann'), 'note')).toEqual(refused);
    expect(await work.resolve('none', by('ann'), 'done')).toEqual(refused);
  });

  it('loses none of the notes that many write at once', async () => {
    const { work } = await startServices();
    await work.open(draft('i1'), NOW);
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((note) => work.note('i1', by(note), note)));
    const item = await work.get('i1');
    expect(item?.version).toBe(6);
    expect(item?.history.flatMap(({ note }) => note ?? []).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('takes a note once when the answer to its write was lost', async () => {
    const { work, faults } = await startServices({ attempts: 2 });
    await work.open(draft('i1'), NOW);
    faults.inject({
      kind: 'call',
      service: 'dynamodb',
      operation: 'PutItem',
      at: 1,
      effect: 'done',
      answer: 'error',
    });
    const noted = taken(await work.note('i1', by('ann'), 'called'));
    expect(noted.history.filter(({ did }) => did === 'noted')).toHaveLength(1);
    expect(await work.get('i1')).toEqual(noted);
  });
});

describe('the worklist', () => {
  it('sorts by priority, then due date, then id, over all queues or one', async () => {
    const { work } = await startServices();
    const due = (dueDate: string) => civilDate(dueDate);
    await work.open(draft('c', { priority: 'P2', dueDate: due('20260111') }), NOW);
    await work.open(draft('b', { priority: 'P1', dueDate: due('20260120'), queue: 'technical' }), NOW);
    await work.open(draft('a', { priority: 'P2', dueDate: due('20260111') }), NOW);
    await work.open(draft('d', { priority: 'P1', dueDate: due('20260112') }), NOW);
    const ids = (items: readonly WorkItem[]) => items.map(({ id }) => id);
    expect(ids(await work.list({ status: 'OPEN' }))).toEqual(['d', 'b', 'a', 'c']);
    expect(ids(await work.list({ status: 'OPEN', queue: 'technical' }))).toEqual(['b']);
  });

  it('moves an item between its statuses', async () => {
    const { work } = await startServices();
    await work.open(draft('i1'), NOW);
    await work.take('i1', by('ann'), 30);
    expect(await work.list({ status: 'OPEN' })).toEqual([]);
    expect(await work.list({ status: 'TAKEN', queue: 'billing' })).toMatchObject([{ id: 'i1' }]);
    await work.resolve('i1', by('ann'), 'done');
    expect(await work.list({ status: 'RESOLVED' })).toMatchObject([{ id: 'i1' }]);
  });

  test('of a claim holds its items, open or not', async () => {
    const { work } = await startServices();
    await work.open(draft('i1'), NOW);
    await work.open(draft('i2', { claimNo: claimNo('ABC2') }), NOW);
    await work.resolve('i1', by('ann'), 'done');
    expect(await work.ofClaim('ABC1')).toMatchObject([{ id: 'i1', status: 'RESOLVED' }]);
  });

  it('is opened again by what undid its outcome, once for each cause', async () => {
    const { work } = await startServices();
    const why = (cause: string) => ({ cause, note: 'The match was undone.' });
    await work.open(draft('i1'), NOW);
    expect(await work.reopen('i1', by('ann'), why('c1'))).toEqual({ kind: 'not-resolved' });
    await work.take('i1', by('ann'), 30);
    await work.resolve('i1', by('ann'), 'done');
    const open = taken(await work.reopen('i1', by('bob', 1), why('c1')));
    expect(open).toMatchObject({
      status: 'OPEN',
      history: [{}, {}, {}, { did: 'reopened', by: 'bob', note: 'The match was undone.' }],
    });
    expect([open.assignee, open.outcome]).toEqual([undefined, undefined]);
    expect((await work.list({ status: 'OPEN' })).map(({ id }) => id)).toEqual(['i1']);
    await work.resolve('i1', by('ann', 2), 'done again');
    expect(await work.reopen('i1', by('bob', 3), why('c1'))).toEqual({ kind: 'not-resolved' });
    expect(await work.reopen('i1', by('bob', 3), why('c2'))).toMatchObject({ status: 'OPEN' });
    expect(await work.reopen('none', by('bob'), why('c1'))).toEqual({ kind: 'not-found' });
  });
});
