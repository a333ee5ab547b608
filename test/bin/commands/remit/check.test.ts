import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { remit } from '../../../../bin/commands/remit/index.ts';
import { runCommand } from '../x12/run-command.ts';

const golden = readFileSync(join(import.meta.dirname, '../../../golden/x12/r835-two-payers.x12'), 'latin1');

it('shows a table of payments', async () => {
  const { code, out } = await runCommand(remit, 'check -', { stdin: golden });
  expect(code).toBe(0);
  expect(out.split('\n')).toEqual([
    'Trace       Date        Claims  Claims paid  Provider adj.  Payment  Verdict',
    'EFT0213001  2026-02-13       1        76.00                   76.00  balanced',
    '88771       2026-02-12       1        24.00                   24.00  balanced',
    '',
  ]);
});

it('says what does not come out, and where, without a name or number of the patient', async () => {
  const { code, out } = await runCommand(remit, 'check -', {
    stdin: golden.replace('BPR*I*24*', 'BPR*I*25*'),
  });
  expect(code).toBe(1);
  expect(out).toContain(
    '88771       2026-02-12       1        24.00                   25.00  does not balance',
  );
  expect(out).toContain(
    '-1.00  payment: claims less provider adjustments are not the payment (ST 1, byte 548)',
  );
  expect(out).not.toMatch(/MEM0003|ROE|C0002/);
});

it('prints one document', async () => {
  const { out } = await runCommand(remit, 'check - --json', { stdin: golden });
  expect(JSON.parse(out)).toMatchObject({
    transactions: [
      { trace: 'EFT0213001', paidCents: 7600, claims: 1, balanced: true, differences: [] },
      { trace: '88771', paidCents: 2400, claims: 1, balanced: true, differences: [] },
    ],
    balanced: true,
  });
});
