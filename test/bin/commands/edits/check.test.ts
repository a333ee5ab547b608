import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { edits } from '../../../../bin/commands/edits/index.ts';
import { changedExample } from '../../../../core/edits/example.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { runCommand } from '../x12/run-command.ts';

const golden = (name: string): string =>
  readFileSync(new URL(`../../../golden/x12/${name}`, import.meta.url), 'utf8');
const line = (changes: Readonly<Record<string, unknown>>): string => JSON.stringify(changedExample(changes));
const run = (words: string, stdin: string) =>
  runCommand(edits, `check - --on 2026-01-31 ${words}`.trim(), { stdin, cwd: temporaryFolder() });

const file = [
  line({ encounterId: 'A' }),
  line({ encounterId: 'B', 'billing.npi': '1234567890', 'lines[1].units': '0' }),
  '{"claimType":',
].join('\n');

describe('a file of encounters', () => {
  it('gives one JSON document of findings, each with its claim, line and place', async () => {
    const { code, out } = await run('--json', file);
    const json = JSON.parse(out);
    expect({ code, claims: json.claims, held: json.held, unread: json.unread }).toEqual({
      code: 1,
      claims: 2,
      held: 1,
      unread: 1,
    });
    expect(json.findings.map((f: { id: string }) => f.id)).toEqual(['NPI-01', 'UNI-01', 'not-json']);
    expect(json.findings[1]).toMatchObject({
      claim: 2,
      line: 2,
      severity: 'error',
      field: 'lines[1].units',
      value: 'units',
      release: null,
      row: null,
      repair: null,
      position: { line: 2 },
    });
    expect(json.findings[1].remedy).not.toBe('');
  });

  it('says once for the file what was not tested', async () => {
    const { out } = await run('--json', [line({}), line({}), line({})].join('\n'));
    const sets = JSON.parse(out).notTested.map((of: { set: string }) => of.set);
    expect(sets).toContain('ptp-practitioner');
    expect(new Set(sets).size).toBe(sets.length);
  });

  it('finds what repeats an earlier claim of the same patient in the file, and in no other’s', async () => {
    const other = { 'patient.last': 'FERNHOLLOW' };
    const { out } = await run('--json', [line({}), line(other), line({ encounterId: 'B' })].join('\n'));
    const found = JSON.parse(out).findings.map(
      (f: { claim: number; line: number; id: string; message: string }) => [f.claim, f.line, f.id, f.message],
    );
    expect(found).toEqual([
      [3, 1, 'DUP-01', 'The line repeats line 1 of claim 1.'],
      [3, 2, 'DUP-01', 'The line repeats line 2 of claim 1.'],
    ]);
  });

  it('shows findings grouped by what mends them, in the width of the terminal', async () => {
    const { code, out } = await run('', file);
    expect(code).toBe(1);
    expect(out).toMatch(/^2 claims, 1 would be held; 3 findings\n/);
    expect(out).toContain('NPI-01 error, 1 time in 1 claim, queue provider-data');
    expect(out.split('\n').filter((text) => text.length > 80)).toEqual([]);
  });

  it('ends with 0 where nothing would hold a claim', async () => {
    expect((await run('', line({}))).code).toBe(0);
  });

  it('lists as many findings as are asked for, and says how many more there are', async () => {
    const many = [1, 2, 3, 4, 5]
      .map((n) => line({ 'billing.npi': '1234567890', 'patient.last': `FERNHOLLOW${n}` }))
      .join('\n');
    const { out } = await run('--limit 2', many);
    expect(out).toContain('NPI-01 error, 5 times in 5 claims');
    expect(out).toContain('and 3 more: --limit 0 lists all');
  });
});

describe('an 837', () => {
  it('is read by what it is: example A of the specification is clean', async () => {
    const { code, out } = await run('--json', golden('a-837p-one-payer.edi'));
    const { claims, held, unread, findings } = JSON.parse(out);
    expect({ code, claims, held, unread, findings }).toEqual({
      code: 0,
      claims: 1,
      held: 0,
      unread: 0,
      findings: [],
    });
  });

  test.each(['i837-every-field.edi', 'd837-every-field.edi'])('%s is tested too', async (name) => {
    const { claims, findings } = JSON.parse((await run('--json', golden(name))).out);
    expect(claims).toBeGreaterThan(0);
    expect(findings.every(({ claim }: { claim: number | null }) => claim !== null)).toBe(true);
  });

  it('with a set that is not read is not taken as clean', async () => {
    const older = golden('a-837p-one-payer.edi').replaceAll('005010X222A1', '004010X098A1');
    const { code, out } = await run('--json', older);
    expect(code).toBe(1);
    expect(JSON.parse(out).findings.map((f: { id: string }) => f.id)).toContain('SET-NOT-SUPPORTED');
  });

  it('names the place of what could not be read', async () => {
    const broken = golden('a-837p-one-payer.edi').replace(/CLM\*[^~]*~/, 'CLM~');
    const [first] = JSON.parse((await run('--json', broken)).out).findings;
    expect(first).toMatchObject({ claim: null, position: { interchange: 1, set: 1, line: null } });
  });
});

it('knows no PHI: no value of a claim stands in what it says', async () => {
  const { out } = await run('', line({ 'patient.last': 'QUILLBROOK*', 'coverages[0].memberId': 'X' }));
  expect(out).toContain('CHR-01');
  expect(out).not.toContain('QUILLBROOK');
});

test.each([
  ['check -', '{', 'nothing'],
  ['check nowhere.json', '', 'cannot be read'],
])('%s of %j ends with an error', async (words, stdin) => {
  const { code } = await runCommand(edits, words, { stdin, cwd: temporaryFolder() });
  expect(code).toBeGreaterThan(0);
});

it('refuses what is no file of claims, and a day that does not exist', async () => {
  expect((await run('', 'hello')).code).toBe(2);
  expect((await runCommand(edits, 'check - --on 2026-02-30', { cwd: temporaryFolder() })).code).toBe(2);
});
