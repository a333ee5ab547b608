import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimline as inMemory, type Ran } from '../../memory-world.ts';

const root = join(import.meta.dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'claimline-statements-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const claimline = (line: string): Promise<Ran> =>
  inMemory(line, { cwd: folder, env: { CLAIMLINE_DATA: join(folder, 'data') } });
const json = async (line: string) => JSON.parse((await claimline(`${line} --json`)).out);

let owing: readonly { readonly claimNo: string; readonly patientBalanceCents: number }[] = [];
let dueCents = 0;
beforeAll(async () => {
  copyFileSync(join(root, 'examples/clinic-week.ndjson'), join(folder, 'week.ndjson'));
  await claimline('run week.ndjson');
  ({ claims: owing, dueCents } = await json('ledger patients --state PATIENT_DUE'));
}, 300_000);

it('statements: a dry run shows them, a run makes them, another makes nothing', async () => {
  const dry = await claimline('ledger statements --dry-run');
  const due = (dueCents / 100).toFixed(2);
  expect([dry.code, dry.err]).toEqual([0, '']);
  expect(dry.out).toContain(`5 statements due, ${due}.\nMake them: claimline ledger statements\n`);
  for (const line of dry.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  const none = await claimline(`ledger statement ${owing[0]?.claimNo}`);
  expect([none.code, none.err]).toEqual([1, expect.stringContaining('No such statement was made')]);

  const made = await json('ledger statements --user ann');
  expect(made).toMatchObject({ dryRun: false, total: 5, dueCents, notDue: {}, wrong: [] });
  const asked = made.statements.flatMap(({ claims }: { claims: readonly { dueCents: number }[] }) => claims);
  expect(asked.map((claim: { dueCents: number }) => claim.dueCents).toSorted()).toEqual(
    owing.map(({ patientBalanceCents }) => patientBalanceCents).toSorted(),
  );
  const again = await claimline('ledger statements');
  expect([again.code, again.out]).toEqual([
    0,
    '0 statements made, 0.00.\n5 guarantors had one in the last 30 days.\n',
  ]);
  expect((await json('ledger patients --state PATIENT_DUE')).dueCents).toBe(dueCents);
}, 120_000);

it('one statement is shown as it was printed, by claim, account and number, with its history', async () => {
  const [claim] = owing;
  const shown = await json(`ledger statement ${claim?.claimNo}`);
  const { account, number } = shown.statement;
  expect([shown.user, number, shown.statement.totals.due]).toEqual([
    ...['ann', `${account}-1`, claim?.patientBalanceCents],
  ]);
  const printed = await claimline(`ledger statement ${claim?.claimNo}-1`);
  expect(printed.out).toContain(`STATEMENT ${number}\n`);
  expect((await claimline(`ledger statement ${account}`)).out).toBe(printed.out);
  expect((await claimline(`ledger statement ${number}`)).out).toBe(printed.out);
  expect((await claimline(`ledger statement ${account} --no 2`)).code).toBe(1);
  expect((await claimline(`ledger statement ${account} --preview`)).out).toMatch(
    /^No statement would be made today\. The next one is due on \d{4}-\d\d-\d\d at the earliest\.\n$/,
  );
  const { out } = await claimline(`ledger statement ${account} --history`);
  expect(out).toMatch(new RegExp(`^ +1 .* ann\n1 statement of account ${account}\\.\n$`, 'm'));
}, 120_000);

it('letters that come back stop the statements until --mended', async () => {
  const claimNo = owing[0]?.claimNo;
  expect((await claimline(`ledger returned-mail ${claimNo} --user ann`)).out).toContain(
    'statements have stopped until the address is mended.',
  );
  expect((await claimline(`ledger statement ${claimNo} --preview`)).out).toContain('Letters come back');
  expect(await json('ledger statements')).toMatchObject({
    total: 0,
    notDue: { 'returned-mail': 1, wait: 4 },
  });
  expect(await json(`ledger returned-mail ${claimNo} --mended`)).toMatchObject({
    outcome: 'done',
    act: 'mended',
  });
  const next = await claimline(`ledger statement ${claimNo} --preview`);
  expect(next.out).toMatch(/^Preview: not sent, not recorded\.\n[\s\S]*STATEMENT RVB-[0-9A-F]{16}-2\n/);
  const { out } = await claimline(`ledger statement ${claimNo} --history`);
  expect(out).toMatch(/after no\. 1: letters come back, said by ann\.\n.*the address is right again/);
}, 120_000);

it('a payment plan is noted, named on the next statement, and ended', async () => {
  const [, claim] = owing;
  const agreed = await claimline(`ledger payment-plan ${claim?.claimNo} --instalment 5 --from 2026-08-10`);
  expect(agreed.out).toMatch(/^Account \S+: agreed, 5\.00 every 30 days from 2026-08-10\.\n$/);
  const { statements } = await json('ledger statements --dry-run --on 2026-08-14');
  const levels = statements.map(({ level }: { level: number }) => level);
  expect(levels.toSorted()).toEqual([1, 1, 2, 2, 2]);
  expect(await json(`ledger payment-plan ${claim?.claimNo} --end`)).toMatchObject({
    outcome: 'done',
    act: 'ended',
  });
  const { out } = await claimline(`ledger statement ${claim?.claimNo} --history`);
  expect(out).toMatch(/5\.00 every 30 days from 2026-08-10 agreed.*\n.*the payment plan ended/);
}, 120_000);

it.each([
  ['ledger payment-plan NOTHERE', 2, 'Say how much each part is'],
  ['ledger statements --on 2027-01-01', 2, 'To look ahead, add --dry-run.'],
  ['ledger statements --client nobody', 2, 'There is no practice of that id.'],
  ['ledger statement NOTHERE', 1, 'There is no claim of that number.'],
  ['ledger returned-mail NOTHERE', 1, 'There is no claim of that number.'],
  ['ledger statement NOTHERE --no 1 --preview', 2, 'cannot be used'],
] as const)(
  '%s ends with %i and says why',
  async (line, code, said) => {
    const ran = await claimline(line);
    expect([ran.code, ran.out, ran.err]).toEqual([code, '', expect.stringContaining(said)]);
  },
  60_000,
);
