import { expect, it, test } from 'vitest';
import { addedAnswer, droppedAnswer } from '../../../../bin/commands/claim-coverage.ts';
import type { AddedOutcome, NextStep } from '../../../../bin/session/add-coverage.ts';
import type { JournalEvent } from '../../../../core/claim/journal.ts';
import { claimNo } from '../../../../core/ids.ts';
import type { DropRefusal } from '../../../../core/remit/dropped-coverage.ts';
import type { FoundRefusal } from '../../../../core/remit/found-coverage.ts';

const C1 = claimNo('RVB1');
const added = (next: NextStep, outcome: 'done' | 'already' = 'done'): AddedOutcome => ({
  ...{ outcome, claimNo: C1, filing: 2, amountCents: 2400, recalledCents: 0, next, findings: [] },
  event: {
    version: 4,
    at: '2026-02-12T12:00:00.000Z',
    facts: { coverages: ['secret'] },
  } as unknown as JournalEvent,
});

it('says what moved, and shows nothing of the coverage', () => {
  const { json, text } = addedAnswer(added({ kind: 'made', state: 'READY' }));
  expect(json).toEqual({
    ...{ outcome: 'done', claimNo: C1, filing: 2, amountCents: 2400, recalledCents: 0, version: 4 },
    ...{ at: '2026-02-12T12:00:00.000Z', next: { kind: 'made', state: 'READY' }, findings: [] },
  });
  expect(text()).toBe(
    'Payer 2 of claim RVB1 is added. 24.00 moved to it from the patient.\n' +
      'Claim RVB1-2 is made and leaves with the next file.\n' +
      'See it: claimline claims timeline RVB1',
  );
});

test.each<[next: NextStep, says: string]>([
  [{ kind: 'made', state: 'EDIT_HOLD' }, 'held by its edits: claimline work list --queue cob'],
  [{ kind: 'made', state: 'BATCHED' }, 'Claim RVB1-2 is BATCHED.'],
  [{ kind: 'waits' }, 'is made once the payers before have decided'],
  [{ kind: 'person' }, 'claimline claims bill-next bills the rest now'],
  [{ kind: 'nothing' }, 'there is nothing to bill'],
])('says what comes next: %j', (next, says) => {
  const text = addedAnswer(added(next, 'already')).text();
  expect(text).toContain('is there already.');
  expect(text).toContain(says);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});

test.each<[FoundRefusal, string]>([
  ['NOT_SENT', 'claimline put'],
  ['VOID', 'send the encounter anew'],
  ['PLACE_TAKEN', 'One found later comes last: seq 3'],
  ['PLACE_SKIPPED', 'the next one is seq 3'],
  ['INACTIVE', 'does not cover'],
])('says why it cannot be added: %s', (refusal, says) => {
  const refused: AddedOutcome = { outcome: 'refused', claimNo: C1, refusal, free: 3 };
  expect(() => addedAnswer(refused)).toThrow(says);
  expect(() => addedAnswer(refused)).toThrow(`(${refusal})`);
});

it('ends with 1 and the findings where an edit finds an error', () => {
  const finding = {
    severity: 'error',
    editId: 'SBR-02',
    field: 'coverages[1].filingCode',
    message: 'Not so.',
  };
  const held = addedAnswer({
    outcome: 'held',
    claimNo: C1,
    findings: [{ ...finding, queue: 'cob' } as never],
  });
  expect(held.code).toBe(1);
  expect(held.text()).toBe(
    'Nothing is changed: the coverage has errors.\n  error SBR-02 coverages[1].filingCode: Not so.',
  );
});

it('says what a dropped payer leaves to the patient, or why it is not dropped', () => {
  const event = { version: 5, at: '2026-02-12T12:00:00.000Z' } as JournalEvent;
  const dropped = { claimNo: C1, filing: 2, amountCents: 2400, event };
  const { json, text } = droppedAnswer({ outcome: 'done', ...dropped });
  expect(json).toEqual({
    outcome: 'done',
    claimNo: C1,
    filing: 2,
    amountCents: 2400,
    version: 5,
    at: event.at,
  });
  expect(text()).toContain('Payer 2 of claim RVB1 is dropped. 24.00 moved from it to the patient.');
  expect(droppedAnswer({ outcome: 'already', ...dropped }).text()).toContain('is dropped already.');
});

test.each<[DropRefusal, string]>([
  ['NO_SUCH_PAYER', 'no payer in that place'],
  ['FIRST_PAYER', 'billed to that payer first'],
  ['BILLED', 'wait for its answer'],
  ['ANOTHER_FOLLOWS', 'drop that one first'],
  ['DENIALS_MOVED', 'not the patient’s'],
])('says why it is not dropped: %s', (refusal, says) => {
  expect(() => droppedAnswer({ outcome: 'refused', claimNo: C1, refusal })).toThrow(says);
});

it('reminds of the agency that a part is recalled from', () => {
  const recalled = { ...added({ kind: 'waits' }), recalledCents: 900 } as AddedOutcome;
  expect(addedAnswer(recalled).text()).toContain('9.00 of it lay with an agency: tell the agency');
});
