import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARTIFACTS_BUCKET } from '../../../../bin/session/archive.ts';
import { lockFolder } from '../../../../embedded/folder-lock.ts';
import { diagnoses, orderFile, pairsFile } from '../../../support/code-files.ts';
import { dataStack } from '../../../support/data-stack.ts';
import { claimline } from '../../memory-world.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** A folder of one's own with these files, and the command line in it. */
function place(files: Readonly<Record<string, string>> = {}) {
  const cwd = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  const data = join(cwd, 'data');
  const run = (line: string) => claimline(line, { cwd, env: { CLAIMLINE_DATA: data } });
  return {
    data,
    run,
    json: async (line: string) => {
      const { code, out } = await run(`${line} --json`);
      return { code, answer: JSON.parse(out) };
    },
  };
}

const FY2026 = 'icd10cm_order_2026.txt';
const FY2027 = 'icd10cm_order_2027.txt';
const years = {
  [FY2026]: diagnoses('Fever'),
  [FY2027]: diagnoses('Fever, other') + orderFile([['R51', 0, 'Headache']]),
};

describe('codes status', () => {
  it('needs no data: it shows the starter as a starter, and what is not loaded', async () => {
    const { data, run, json } = place();
    const { code, out } = await run('codes status');
    expect(code).toBe(0);
    expect(out).toContain('Nothing was imported yet.');
    expect(out).toMatch(/icd10cm +starter \*/);
    expect(out).toContain('A starter is a small selection');
    expect(out).toMatch(/Not loaded\n.*ptp-practitioner/s);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(existsSync(data)).toBe(false);
    const { answer } = await json('codes status');
    expect(answer.manifest).toBe(0);
    expect(answer.sets).toContainEqual(
      expect.objectContaining({ set: 'icd10cm', loaded: true, starter: true }),
    );
    expect(answer.sets).toContainEqual(expect.objectContaining({ set: 'cpt', loaded: false, releases: [] }));
  });

  it('lists each release with its days, rows, source and time of import', async () => {
    const { json, run } = place(years);
    await run(`codes import ${FY2026} ${FY2027}`);
    const { answer } = await json('codes status');
    const { releases, starter } = answer.sets.find(({ set }: { set: string }) => set === 'icd10cm');
    expect(starter).toBe(false);
    expect(releases).toMatchObject([
      {
        release: 'FY2026',
        from: 20251001,
        to: 20260930,
        rows: 4,
        source: { name: FY2026, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        importedAt: '2026-07-14T12:00:00.000Z',
      },
      { release: 'FY2027', rows: 5 },
    ]);
    expect((await run('codes status')).out).toMatch(/icd10cm +FY2026.*2025-10-01\.\.2026-09-30/);
  });
});

describe('codes import', () => {
  it('works without a running system and without a first run, and tells what it did', async () => {
    const { json } = place(years);
    const { code, answer } = await json(`codes import ${FY2026}`);
    expect(code).toBe(0);
    expect(answer).toMatchObject({
      outcome: 'imported',
      manifest: 1,
      tables: [{ set: 'icd10cm', release: 'FY2026', rows: 4 }],
      problems: [],
    });
  });

  it('of the same file again changes nothing, unless it is forced', async () => {
    const { json, run } = place(years);
    await run(`codes import ${FY2026}`);
    expect(await json(`codes import ${FY2026}`)).toMatchObject({
      code: 0,
      answer: { outcome: 'duplicate', manifest: 1 },
    });
    expect(await json(`codes import ${FY2026} --force`)).toMatchObject({ answer: { outcome: 'imported' } });
  });

  it('of a broken file changes nothing and says which line', async () => {
    const { json, run } = place({
      ...years,
      'broken_icd10cm_order_2026.txt': `${diagnoses('Fever')}no row\n`,
    });
    await run(`codes import ${FY2026}`);
    const before = await json('codes status');
    const { code, answer } = await json('codes import broken_icd10cm_order_2026.txt');
    expect(code).toBe(1);
    expect(answer).toMatchObject({ outcome: 'refused', problems: [{ position: 'line 5' }] });
    expect(await json('codes status')).toEqual(before);
    const { out } = await run('codes import broken_icd10cm_order_2026.txt');
    expect(out).toContain('Nothing was imported, and nothing changed.');
    expect(out).toContain('broken_icd10cm_order_2026.txt, line 5: ');
  });

  it('takes the parts of a release together, and says what is missing where they come alone', async () => {
    const part = (n: number) => pairsFile([[`9000${n}`, '90009', 1]]);
    const names = [1, 2, 3, 4].map((n) => `ccipra-v323r0-f${n}.TXT`);
    const { json, run } = place(Object.fromEntries(names.map((name, i) => [name, part(i + 1)])));
    await run(`codes import ${names[0]}`);
    expect((await run('codes status')).out).toContain('part');
    await run(`codes import ${names.join(' ')}`);
    const { answer } = await json('codes status');
    const { releases } = answer.sets.find(({ set }: { set: string }) => set === 'ptp-practitioner');
    expect(releases).toMatchObject([{ release: '2026Q4', complete: true, rows: 4 }]);
  });

  it.each([
    ['a file that is not there', 'codes import nowhere.txt', 2, 'cannot be read'],
    ['a set that is none', 'codes import x.txt --set icd9', 2, 'one of'],
    ['a day that is none', 'codes import x.txt --from 2026-02-30', 2, 'as 2026-11-21'],
  ])('refuses %s', async (_, line, code, said) => {
    const { run } = place();
    const ran = await run(line);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(said);
  });

  it('waits for nobody: data in use are told, with what to do', async () => {
    const { data, run } = place(years);
    const unlock = lockFolder(join(data, 'data'));
    const { code, err } = await run(`codes import ${FY2026}`);
    unlock();
    expect(code).toBe(1);
    expect(err).toContain('is in use by process');
    expect(err).toContain('CLAIMLINE_DATA');
  });
});

describe('codes lookup', () => {
  it('says of a code whether it is valid and billable on a day, as one document', async () => {
    const { json, run } = place(years);
    await run(`codes import ${FY2026} ${FY2027}`);
    expect(await json('codes lookup r50.9 --on 2026-01-05')).toMatchObject({
      code: 0,
      answer: {
        set: 'icd10cm',
        code: 'R509',
        valid: true,
        billable: true,
        from: '2025-10-01',
        release: 'FY2026',
        title: 'Fever',
        others: [],
      },
    });
    expect(await json('codes lookup R50 --on 20261001')).toMatchObject({
      code: 1,
      answer: { valid: false, billable: false, release: 'FY2027' },
    });
  });

  it('knows the starter without any data, and leaves none behind', async () => {
    const { data, json } = place();
    expect(await json('codes lookup E11.9 --on 2026-01-05')).toMatchObject({
      code: 0,
      answer: { set: 'icd10cm', valid: true, release: 'starter' },
    });
    expect(existsSync(data)).toBe(false);
  });

  it.each([
    ['of a form that no set has', 'codes lookup ???', { set: null, valid: false }],
    ['of a set that is not loaded', 'codes lookup 99213 --set cpt', { set: 'cpt', reason: 'not-loaded' }],
    ['that the starter does not have', 'codes lookup Z99.89 --set icd10cm', { reason: 'incomplete' }],
  ])('ends with 1 for a code %s', async (_, line, answer) => {
    const { json } = place();
    expect(await json(`${line} --on 2026-01-05`)).toMatchObject({ code: 1, answer });
  });

  it('does not look up pairs', async () => {
    const { run } = place();
    const { code, err } = await run('codes lookup 90001 --set ptp-practitioner');
    expect(code).toBe(2);
    expect(err).toContain('edits check');
  });
});

describe('codes diff', () => {
  it('compares two releases where there are no claims yet', async () => {
    const { json, run } = place(years);
    await run(`codes import ${FY2026} ${FY2027}`);
    const { code, answer } = await json('codes diff icd10cm FY2026 FY2027');
    expect(code).toBe(0);
    expect(answer.comparisons).toMatchObject([
      {
        set: 'icd10cm',
        before: { release: 'FY2026' },
        after: { release: 'FY2027' },
        added: 1,
        removed: 0,
        changed: 1,
        differences: [
          { code: 'R509', kind: 'changed', columns: ['short', 'title'] },
          { code: 'R51', kind: 'added' },
        ],
      },
    ]);
    expect(answer.comparisons[0].claims).toBeUndefined();
  });

  it('compares a file with the release before it, and imports nothing', async () => {
    const { json, run } = place({
      'a.csv': 'code,modifier,amount,from\n99213,,92.03,2026-01-01\n',
      'b.csv': 'code,modifier,amount,from\n99213,,95.00,2026-01-01\n',
    });
    await run('codes import a.csv --set fees --release ACME');
    const before = await json('codes status');
    const { answer } = await json('codes diff b.csv --set fees');
    expect(answer.comparisons).toMatchObject([{ set: 'fees', changed: 1 }]);
    expect(await json('codes status')).toEqual(before);
  });

  it.each([
    ['one release only', 'codes diff icd10cm FY2026', 2, 'Name two releases'],
    ['a release that is not there', 'codes diff icd10cm FY2026 FY2099', 1, 'There is no release FY2099'],
    ['a file with nothing before it', `codes diff ${FY2027}`, 1, 'to compare it with'],
  ])('refuses %s', async (_, line, code, said) => {
    const { run } = place(years);
    await run(`codes import ${FY2026}`);
    const ran = await run(line);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(said);
  });
});

describe('codes rollback', () => {
  it('makes the releases decide again that decided before, as a new manifest', async () => {
    const { json, run } = place(years);
    await run(`codes import ${FY2026}`);
    await run(`codes import ${FY2027}`);
    expect(await json('codes rollback')).toMatchObject({
      code: 0,
      answer: { manifest: 3, as: 1, releases: [{ set: 'icd10cm', release: 'FY2026' }] },
    });
    expect((await json('codes rollback 2')).answer).toMatchObject({ manifest: 4, as: 2 });
    const { answer } = await json('codes rollback 0');
    expect(answer).toMatchObject({ manifest: 5, releases: [] });
  });

  it.each(['codes rollback', 'codes rollback 7'])('refuses what there is not: %s', async (line) => {
    const { code, err } = await place().run(line);
    expect(code).toBe(1);
    expect(err).toContain('no manifest');
  });
});

it('the archive is the bucket that is deployed', async () => {
  expect((await dataStack()).outputs.ArtifactsBucket).toBe(ARTIFACTS_BUCKET);
});
