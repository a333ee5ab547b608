import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'claimline-patients-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command line, as a process of its own. */
const claimline = (line: string): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { ...process.env, CLAIMLINE_DATA: join(folder, 'data'), NO_COLOR: '1' };
    const words = [join(root, 'bin/claimline.mjs'), ...line.split(' ')];
    execFile(process.execPath, words, { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
const json = async (line: string) => JSON.parse((await claimline(`${line} --json`)).out);

let owing: readonly { readonly claimNo: string; readonly patientBalanceCents: number }[] = [];
const owes = (i: number) => {
  const claim = owing[i];
  if (claim === undefined) throw new Error('the week leaves five patients owing');
  return { claimNo: claim.claimNo, dollars: (claim.patientBalanceCents / 100).toFixed(2) };
};
beforeAll(async () => {
  copyFileSync(join(root, 'examples/clinic-week.ndjson'), join(folder, 'week.ndjson'));
  await claimline('run week.ndjson');
  owing = (await json('ledger patients --state PATIENT_DUE')).claims;
}, 300_000);

it('a payment is posted once, and its claim shows what became of the charge and why something was due', async () => {
  const { claimNo, dollars } = owes(0);
  const paid = await claimline(
    `ledger receive ${claimNo} --amount ${dollars} --method card --receipt R-1 --user ann`,
  );
  expect([paid.code, paid.out]).toEqual([
    0,
    [
      `Claim ${claimNo}: patient paid ${dollars}, card, taken by ann.`,
      'The patient owes 0.00. ZERO.',
      `See it: claimline ledger patient ${claimNo}\n`,
    ].join('\n'),
  ]);
  expect(
    await json(`ledger receive ${claimNo}-1 --amount ${dollars} --method card --receipt R-1`),
  ).toMatchObject({
    ...{ outcome: 'already', claimNo, kind: 'patient-paid', balanceState: 'ZERO' },
    account: { patientBalanceCents: 0 },
  });
  const { claimNo: other } = owes(1);
  const elsewhere = await claimline(`ledger receive ${other} --amount 1 --method cash --receipt R-1`);
  expect([elsewhere.code, elsewhere.err]).toEqual([1, expect.stringContaining(`is on claim ${claimNo}`)]);
  const { out } = await claimline(`ledger patient ${claimNo}`);
  expect(out).toMatch(new RegExp(`Paid by the patient +${dollars}\nDue from the patient +0.00`));
  expect(out).toMatch(/^PR-\d+ +\S.* \d+\.\d\d$/m);
}, 120_000);

it('a list posts what it can, names the rows that it cannot, and ends with 1 for them', async () => {
  const { claimNo } = owes(1);
  const rows = [
    `${claimNo},$1.00,cash,L-1,2026-01-02`,
    'NOTHERE,1.00,cash,L-2,',
    `${claimNo},1.00,cash,L-3,2199-01-01`,
  ];
  writeFileSync(join(folder, 'list.csv'), ['Claim,Amount,Method,Receipt,Date', ...rows].join('\n'));
  const first = await claimline('ledger receipts list.csv --json');
  expect([first.code, JSON.parse(first.out)]).toEqual([
    1,
    {
      ...{ read: 2, posted: 1, postedCents: 100, already: 0 },
      refused: [
        { line: 3, claimNo: 'NOTHERE', receipt: 'L-2', message: 'There is no claim of that number.' },
        { line: 4, claimNo: '', receipt: '', message: 'That day is still to come.' },
      ],
    },
  ]);
  const again = await claimline('ledger receipts list.csv');
  expect(again.out).toContain('0 payments posted, 0.00, 1 posted before.');
  const back = await claimline(`ledger return ${claimNo} --receipt L-1`);
  expect([back.code, back.out]).toEqual([0, expect.stringContaining('patient payment of 1.00 returned')]);
}, 120_000);

it('a denial above the limit is written off by two people, whom the timeline names', async () => {
  const { claims } = await json('claims list --state DENIED');
  const { claimNo } = claims[0];
  await claimline(`ledger write-off ${claimNo} --reason medical-necessity --user ann`);
  const own = await claimline(`ledger write-off ${claimNo} --approve --user ann`);
  expect([own.code, own.err]).toEqual([1, expect.stringContaining('SAME_USER')]);
  expect(await json(`ledger write-off ${claimNo} --approve --user bob`)).toMatchObject({
    ...{ outcome: 'done', kind: 'written-off', state: 'CLOSED', balanceState: 'WRITTEN_OFF' },
  });
  expect((await claimline(`claims timeline ${claimNo}`)).out).toMatch(
    /written off \(medical-necessity\) by ann, approved by bob +DENIED → CLOSED +50/,
  );
}, 120_000);

it('a refund, an agency, its undoing and small balances: the books come out', async () => {
  const [{ claimNo: first, dollars }, { claimNo: second }] = [owes(2), owes(3)];
  await claimline(`ledger receive ${first} --amount ${Number(dollars) + 5} --method check --receipt R-2`);
  expect(await json(`ledger refund ${first} --reference CHK-1`)).toMatchObject({ amountCents: 500 });
  expect((await claimline(`ledger refund ${first} --reference CHK-2`)).code).toBe(1);
  expect(await json(`ledger collections ${second}`)).toMatchObject({ balanceState: 'COLLECTIONS' });
  expect(await json(`ledger undo ${second}`)).toMatchObject({
    ...{ outcome: 'done', kind: 'act-undone', balanceState: 'PATIENT_DUE' },
  });
  const { claimNo: third, dollars: due } = owes(4);
  const left = (Number(due) - 4).toFixed(2);
  await claimline(`ledger receive ${third} --amount ${left} --method card --receipt R-3`);
  expect(await json('ledger small-balances')).toMatchObject({ total: 1, sumCents: 400, waivedCents: 0 });
  expect(await json('ledger small-balances --waive')).toMatchObject({ total: 1, waivedCents: 400 });
  expect(await json('ledger small-balances')).toMatchObject({ total: 0 });
  expect((await claimline('ledger proof')).code).toBe(0);
}, 180_000);
