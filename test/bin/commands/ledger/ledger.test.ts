import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { proven } from '../../../../bin/commands/ledger/proof.ts';
import { makePaint } from '../../../../bin/terminal/paint.ts';
import { proveLedger } from '../../../../core/ledger/proof.ts';
import { cents } from '../../../../core/money.ts';
import { claimline } from '../../memory-world.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimline-ledger-'));
  writeFileSync(join(folder, 'names.csv'), 'Name,Town\nA,B\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (line: string) => claimline(line, { cwd: folder, env: { CLAIMLINE_DATA: join(folder, 'data') } });

describe('used wrongly', () => {
  test.each([
    ['ledger close soon', 'That is no day.'],
    ['ledger close 2026-02-30', 'That is no day.'],
    ['ledger reopen 31.12.2026', 'That is no day.'],
    ['ledger deposits import none.csv', 'none.csv cannot be read (ENOENT).'],
    ['ledger deposits import names.csv', 'No line names a column of dates and one of amounts.'],
    ['ledger receive RVB1 --amount 20.001 --method cash --receipt R1', 'Write dollars and cents, above 0'],
    ['ledger receive RVB1 --amount 0.00 --method cash --receipt R1', 'Write dollars and cents, above 0'],
    ['ledger receive RVB1 --amount -5 --method cash --receipt R1', 'Write dollars and cents, above 0'],
    ['ledger receive RVB1 --amount 5 --method barter --receipt R1', 'one of cash, check, card, other'],
    ['ledger receive RVB1 --amount 5 --method cash --receipt ANN_COE', 'Write letters, digits and hyphens'],
    ['ledger receive RVB1 --amount 5 --method cash', '--receipt'],
    ['ledger receive RVB1 --amount 5 --method cash --receipt R1 --date soon', 'Write a day as 2026-06-30.'],
    ['ledger receipts names.csv', 'No line names the columns claim, amount and receipt.'],
    ['ledger refund RVB1', '--reference'],
    ['ledger write-off RVB1 --reason bored', 'one of timely, auth'],
    ['ledger waive RVB1', '--why'],
    ['ledger patients --state RICH', 'one of UNBILLED'],
    ['ledger deposits match d1', 'A deposit is matched with a payment: name both.'],
  ])('%s ends with 2 and says why', async (line, message) => {
    const { code, out, err } = await run(line);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

it('ledger deposits alone lists them: its help says what else there is', async () => {
  const { code, out } = await run('ledger deposits --help');
  expect(code).toBe(0);
  for (const command of ['import', 'list', 'match', 'unmatch']) expect(out).toContain(command);
});

describe('the proof', () => {
  const run = proveLedger();
  run.remittance('99001|EFT1', cents(7600), 'EFT1');
  run.deposit({ depositId: 'd1', date: '20260211', amount: cents(500) });
  const { json, text, code } = proven(run.finish(), makePaint(false));

  it('lists what does not come out and what is open, by level, amount and document', () => {
    const lines = text().split('\n');
    expect(
      lines.filter((line) => /^(line|claim|cheque|deposit|period) .*(holds|FAILS)$/.test(line)),
    ).toHaveLength(5);
    expect(lines.filter((line) => line.startsWith('cheque'))).toEqual([
      'cheque   each payment: what was posted is BPR02                       76.00         FAILS',
      'cheque   remittances-equal-payments   76.00               EFT1',
    ]);
    expect(lines).toContain(
      'deposit  awaits-payment                5.00                        d1       2026-02-11',
    );
    expect(lines.at(-1)).toBe('The ledger does not balance.');
    expect(code).toBe(1);
  });

  it('keeps its fields in JSON and has the levels beside them', () => {
    expect(json).toMatchObject({
      balanced: false,
      checks: expect.arrayContaining([{ name: 'accounting-equation', ok: true, differenceCents: 0 }]),
      levels: [
        { level: 'line', ok: true, differenceCents: 0, items: [] },
        { level: 'claim', ok: true },
        {
          level: 'cheque',
          ok: false,
          differenceCents: 7600,
          items: [{ what: 'remittances-equal-payments', cents: 7600, trace: 'EFT1' }],
        },
        { level: 'deposit', ok: true, differenceCents: 0, openCents: 8100 },
        { level: 'period', ok: true },
      ],
    });
  });
});
