import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { a835, denies, pays } from '../../../functions/payer.ts';

const root = join(import.meta.dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'claimline-suspense-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A command line, as a process of its own. */
const claimline = (
  line: string,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, CLAIMLINE_DATA: join(folder, 'data'), NO_COLOR: '1' };
    const words = [join(root, 'bin/claimline.mjs'), ...line.split(' ')];
    execFile(process.execPath, words, { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });

let denied: { readonly claimNo: string; readonly chargeCents: number };
let payment: string;
let first = '';
let last = '';
beforeAll(async () => {
  copyFileSync(join(root, 'examples/clinic-week.ndjson'), join(folder, 'week.ndjson'));
  await claimline('run week.ndjson');
  // The sandbox payer denies one claim of the week; later a payment comes for it, under no number of ours.
  const { claims } = JSON.parse((await claimline('claims list --state DENIED --json')).out);
  denied = claims[0];
  const { phi } = JSON.parse((await claimline(`claims show ${denied.claimNo} --phi --json`)).out);
  [first = '', last = ''] = phi.name.split(' ');
  const dollars = denied.chargeCents / 100;
  const strange = {
    ...pays('PATIENT77', `1/${dollars}/${dollars - 10}`, ['CO-45 10']),
    ...{ patientLast: last, patientFirst: first, from: phi.dates[0] },
  };
  writeFileSync(
    join(folder, 'late.835'),
    a835({ payments: [strange, denies('PATIENT78')], trace: 'EFT-LATE' }),
  );
  await claimline('run late.835');
  const { items } = JSON.parse((await claimline('remit suspense --json')).out);
  payment = items.find((item: { readonly amountCents: number }) => item.amountCents > 0).payment;
}, 300_000);

it('shows what is in suspense with the likeliest claim, without a name or number of the patient', async () => {
  const { out } = await claimline('remit suspense');
  const amount = (denied.chargeCents / 100 - 10).toFixed(2);
  expect(out).toMatch(
    new RegExp(
      `^${payment.slice(0, 12)}:1  ACME HEALTH PLAN  EFT-LATE  2026-02-10 +${amount}  0 d  UNKNOWN_CLAIM$`,
      'm',
    ),
  );
  expect(out).toMatch(
    new RegExp(`^ +\\d+  ${denied.claimNo}  last name, service dates, charge, first name$`, 'm'),
  );
  expect(out).toContain(`2 payments. In suspense (2030): $${amount}.`);
  expect(out).not.toMatch(new RegExp(`PATIENT77|${last}`));
  expect((await claimline('remit suspense --phi')).out).toContain(`claim PATIENT77, ${first} ${last}`);
});

it('posts it to the claim that is named, and takes that back, telling who and when in the timeline', async () => {
  const short = `${payment.slice(0, 12)}:1`;
  const matched = await claimline(`remit match ${short} ${denied.claimNo} --user ann`);
  expect([matched.code, matched.out]).toEqual([
    0,
    expect.stringContaining(`posted to claim ${denied.claimNo}: CLOSED.`),
  ]);
  const again = await claimline(`remit match ${short} ${denied.claimNo}-1 --json`);
  expect(JSON.parse(again.out)).toMatchObject({
    outcome: 'already',
    claimNo: denied.claimNo,
    state: 'CLOSED',
  });
  const undone = await claimline(`remit unmatch ${short} --user bob`);
  expect([undone.code, undone.out]).toEqual([0, expect.stringContaining('stands as before: DENIED.')]);
  const timeline = (await claimline(`claims timeline ${denied.claimNo}`)).out;
  expect(timeline).toMatch(/matched by ann .*DENIED → PAID → CLOSED .*paid .*in suspense -/);
  expect(timeline).toMatch(/match undone by bob, back to suspense .*CLOSED → DENIED .* 60 /);
  expect((await claimline('ledger proof')).code).toBe(0);
});

it('says why it cannot be', async () => {
  const { claims } = JSON.parse((await claimline('claims list --state CLOSED --json')).out);
  const closed = await claimline(`remit match ${payment} ${claims[0].claimNo}`);
  expect([closed.code, closed.err]).toEqual([1, expect.stringContaining('POSSIBLE_DUPLICATE_PAYMENT')]);
  const nobody = await claimline(`remit match ${payment} RVBNOBODY --json`);
  expect([nobody.code, JSON.parse(nobody.out).error.message]).toEqual([
    1,
    'There is no claim of that number.',
  ]);
  expect((await claimline('remit unmatch nonsense')).code).toBe(2);
});
