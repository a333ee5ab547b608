import { expect, it } from 'vitest';
import { billNextAnswer } from '../../../../bin/commands/claim-bill-next.ts';
import type { BillNextOutcome } from '../../../../bin/session/bill-next.ts';
import type { Head } from '../../../../core/claim/head.ts';
import type { JournalEvent } from '../../../../core/claim/journal.ts';
import { claimNo } from '../../../../core/ids.ts';
import { usd } from '../../../core/remit/given.ts';

const C1 = claimNo('RVB1');
const made = (state: 'READY' | 'EDIT_HOLD') =>
  billNextAnswer({
    ...{ outcome: 'made', claimNo: C1 },
    event: { filing: 2, state, version: 4 } as JournalEvent,
  });

it('says that the claim is made and leaves, or that its edits hold it', async () => {
  expect(made('READY').json).toEqual({ outcome: 'made', claimNo: C1, filing: 2, state: 'READY', version: 4 });
  expect(made('READY').text()).toBe('Claim RVB1-2 is made and leaves with the next file.');
  expect(made('EDIT_HOLD').text()).toContain('held by its edits: claimline work list --queue cob');
});

it('says why it cannot be billed, with the denials that are in the way', () => {
  const refused: BillNextOutcome = {
    ...{ outcome: 'refused', claimNo: C1, reason: 'OTHER_DENIALS' },
    denials: [{ lineNo: 2, group: 'CO', carc: '16', amount: usd(30), remarks: [] }],
  };
  expect(() => billNextAnswer(refused)).toThrow(
    /Work these first:\n {2}line 2: CO-16 \$?30\.00 \(OTHER_DENIALS\)/,
  );
  expect(() => billNextAnswer({ outcome: 'refused', claimNo: C1, reason: 'PASSED_ON' })).toThrow('PASSED_ON');
});

it('says that a later payer gets the corrected claim, or why not', () => {
  const head = { claimNo: C1, filing: 2, attempt: 1 } as Head;
  const event = {
    ...{ state: 'REPLACING', attempt: 2, version: 9, at: '2026-02-12T12:00:00.000Z' },
    facts: { kind: 'void-confirmed', user: 'ann' },
  } as JournalEvent;
  const told = billNextAnswer({
    ...{ outcome: 'again', act: 'replace' },
    again: { outcome: 'done', head, event, findings: [] },
  });
  expect(told.json).toMatchObject({ outcome: 'done', filing: 2, state: 'REPLACING', attempt: 2 });
  expect(told.text()).toContain('its replacement (frequency 7) leaves');
  const refused: BillNextOutcome = {
    ...{ outcome: 'again', act: 'replace' },
    again: { outcome: 'refused', head, reason: 'PAYER_TAKES_NO_REPLACEMENTS' },
  };
  expect(() => billNextAnswer(refused)).toThrow('PAYER_TAKES_NO_REPLACEMENTS');
  const waits: BillNextOutcome = { outcome: 'refused', claimNo: C1, reason: 'AWAITS_ANSWER' };
  expect(() => billNextAnswer(waits)).toThrow('wait for its remittance');
});
