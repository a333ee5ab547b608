import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'claimline-acts-'));
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

const lines = (): string[] => readFileSync(join(folder, 'week.ndjson'), 'utf8').trim().split('\n');
let denied = '';
let paid = '';
beforeAll(async () => {
  copyFileSync(join(root, 'examples/clinic-week.ndjson'), join(folder, 'week.ndjson'));
  await claimline('run week.ndjson');
  const { claims } = JSON.parse((await claimline('claims list --limit 0 --json')).out);
  const inState = (state: string): string =>
    claims.find((claim: { readonly state: string }) => claim.state === state)?.claimNo ?? '';
  [denied, paid] = [inState('DENIED'), inState('CLOSED')];
}, 300_000);

it('refuses what cannot be done, with the reason and what to do', async () => {
  expect(await claimline('claims replace RVB0000000000000')).toMatchObject({ code: 1 });
  const resent = await claimline(`claims resend ${paid}`);
  expect(resent.code).toBe(1);
  expect(resent.err).toContain('(STATE)');
  const other = await claimline(`claims replace ${denied}-2`);
  expect(other.err).toContain('was not filed with payer 2');
  writeFileSync(
    join(folder, 'other.json'),
    (lines()[0] ?? '').replace(/"encounterId":"[^"]*"/, '"encounterId":"no"'),
  );
  const file = await claimline(`claims replace ${denied} --file other.json`);
  expect([file.code, file.err]).toEqual([2, expect.stringContaining('No encounter of other.json')]);
});

it('replaces a denied claim, says so once, and shows that it waits', async () => {
  const replaced = await claimline(`claims replace ${denied} --user ann`);
  expect([replaced.code, replaced.err]).toEqual([0, '']);
  expect(replaced.out).toContain(`Claim ${denied}-1 is REPLACING, attempt 2.`);
  expect(replaced.out).toContain('With the next file its replacement (frequency 7) leaves.');
  const again = JSON.parse((await claimline(`claims replace ${denied} --json`)).out);
  expect(again).toMatchObject({
    outcome: 'already',
    claimNo: denied,
    state: 'REPLACING',
    attempt: 2,
    waits: true,
  });
  expect((await claimline(`claims show ${denied}`)).out).toContain('leaves with the next file');
  expect((await claimline(`claims timeline ${denied}`)).out).toContain('replacement (7) made by ann');
});

it('does not confirm a void that was not made, and appeals in the payer’s time only', async () => {
  const confirmed = await claimline(`claims void ${paid} --confirm`);
  expect([confirmed.code, confirmed.err]).toEqual([
    1,
    expect.stringContaining('No void of this claim was made.'),
  ]);
  const late = await claimline(`claims appeal ${paid} --level 1 --sent 2036-01-01 --reference AP-1`);
  expect([late.code, late.err]).toEqual([1, expect.stringContaining('The time for this level ended on')]);
  const named = await claimline(`claims appeal ${paid} --level 1 --sent 2026-13-01 --reference AP-1`);
  expect(named.code).toBe(2);
});

it('adds a payer that was found later, and drops it again; nothing of the coverage is shown', async () => {
  const second = {
    ...{ seq: 2, payer: { name: 'BETA MUTUAL', id: '99002' }, filingCode: 'CI', relationship: '18' },
    ...{ memberId: 'FOUND77', assignment: 'Y', release: 'Y' },
  };
  const given = (name: string, coverage: object): void =>
    writeFileSync(join(folder, name), JSON.stringify(coverage));
  given('second.json', second);
  given('wrong.json', { seq: 2, memberId: 'FOUND77' });
  given('held.json', { ...second, filingCode: 'XX' });

  const wrong = await claimline(`claims add-coverage ${paid} wrong.json`);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('payer is missing')]);
  const held = await claimline(`claims add-coverage ${paid} held.json`);
  expect([held.code, held.out]).toEqual([1, expect.stringContaining('error SBR-02 coverages[1].filingCode')]);

  const added = await claimline(`claims add-coverage ${paid} second.json --user ann`);
  expect([added.code, added.err]).toEqual([0, '']);
  expect(added.out).toContain(`Payer 2 of claim ${paid} is added.`);
  const again = JSON.parse((await claimline(`claims add-coverage ${paid} second.json --json`)).out);
  expect(again).toMatchObject({ outcome: 'already', claimNo: paid, filing: 2 });

  const dropped = await claimline(`claims drop-coverage ${paid} --payer 2 --user ann`);
  expect([dropped.code, dropped.err]).toEqual([0, '']);
  expect(dropped.out).toContain(`Payer 2 of claim ${paid} is dropped.`);
  const none = await claimline(`claims drop-coverage ${paid} --payer 3`);
  expect([none.code, none.err]).toEqual([1, expect.stringContaining('(NO_SUCH_PAYER)')]);
  const timeline = (await claimline(`claims timeline ${paid}`)).out;
  for (const said of ['payer 2 found and added by ann', 'payer 2 dropped by ann'])
    expect(timeline).toContain(said);
  expect([wrong.err, held.out, added.out, dropped.out, timeline].join()).not.toContain('FOUND77');
  expect((await claimline('ledger proof')).code).toBe(0);
}, 120_000);
