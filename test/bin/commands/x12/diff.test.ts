import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { diff } from '../../../../bin/commands/x12/diff.ts';
import { runCommand } from './run-command.ts';

const golden = (name: string): string => join(import.meta.dirname, '../../../golden/x12', name);
const claims = golden('a-837p-one-payer.edi');
const text = readFileSync(claims, 'utf8');

describe('x12 diff', () => {
  it('ends with 0 where files say the same', async () => {
    const stdin = text.replaceAll('\n', '').replaceAll('*', '|');
    expect(await runCommand(diff, `diff ${claims} -`, { stdin })).toEqual({
      code: 0,
      out: 'No differences; claims: 1 the same, 0 changed, 0 only in the first, 0 only in the second.\n',
      err: '',
    });
  });

  it('ends with 1 where they differ, and shows where, in the order of the claim', async () => {
    const stdin = text
      .replace('HC:99213:25', 'HC:99214:25')
      .replace('*30*UN', '*31*UN')
      .replace('REF*X4*14D0000001~\n', '')
      .replace('PRV*BI*PXC*207Q00000X', 'PRV*BI*PXC*207R00000X');
    const { code, out } = await runCommand(diff, `diff ${claims} -`, { stdin });
    expect(code).toBe(1);
    expect(out).toBe(
      [
        'Claim C0001-1 (837P, number 1)',
        '  2000A PRV03',
        '    - 207Q00000X',
        '    + 207R00000X',
        '  2300 segment',
        '    - REF*X4*14D0000001',
        '  2300/2400[1] SV101-2',
        '    - 99213',
        '    + 99214',
        '  2300/2400[2] SV102',
        '    - 30',
        '    + 31',
        '4 differences; claims: 0 the same, 1 changed, 0 only in the first, 0 only in the second.',
        '',
      ].join('\n'),
    );
  });

  it('says what only one file has', async () => {
    const { out } = await runCommand(diff, `diff ${claims} -`, {
      stdin: text.replace('CLM*C0001-1', 'CLM*C0002-1'),
    });
    expect(out).toBe(
      [
        'Claim C0001-1 (837P, number 1)',
        '  - all of it',
        'Claim C0002-1 (837P, number 1)',
        '  + all of it',
        '2 differences; claims: 0 the same, 0 changed, 1 only in the first, 1 only in the second.',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['r835-zero-pay.x12', 'CLP*C', 'CLP*X', 'Claim payment', 'claim payments', '835'],
    ['e270-one-subscriber.x12', 'EQ*98', 'EQ*99', 'Eligibility inquiry', 'eligibility inquiries', '270'],
    [
      'e271-active-with-other-payer.x12',
      'EB*R',
      'EB*X',
      'Eligibility response',
      'eligibility responses',
      '271',
    ],
    ['s276-one-claim.x12', 'T3*150', 'T3*151', 'Status inquiry', 'status inquiries', '276'],
    ['s277-pending.x12', 'P1:20', 'P2:20', 'Status response', 'status responses', '277'],
    ['ca277-one-of-two-rejected.x12', 'A7:164', 'A6:164', 'Claim answer', 'claim answers', '277CA'],
    ['a999-one-of-two-rejected.x12', 'IK5*A', 'IK5*E', 'Set answer', 'set answers', '999'],
  ])('calls what stands in %s by its name', async (name, from, to, one, several, type) => {
    const sent = readFileSync(golden(name), 'utf8');
    const { out } = await runCommand(diff, `diff ${golden(name)} -`, { stdin: sent.replace(from, to) });
    expect(out).toMatch(new RegExp(`^${one} \\S+ \\(${type}, number \\d\\)\\n`));
    expect(out).toMatch(new RegExp(`; ${several}: \\d`));
  });

  it('says records of files that hold several kinds', async () => {
    const stdin = text + readFileSync(golden('r835-zero-pay.x12'), 'utf8');
    const { out } = await runCommand(diff, `diff ${claims} -`, { stdin });
    expect(out).toContain('; records: 1 the same');
  });

  it('prints one document with --json', async () => {
    const same = await runCommand(diff, `diff ${claims} ${claims} --json`);
    const counts = { same: 1, changed: 0, missing: 0, extra: 0 };
    expect(JSON.parse(same.out)).toEqual({ differences: [], count: 0, claims: counts, losses: [] });
    const stdin = text.replace('*30*UN', '*31*UN').replace('*120*UN', '*121*UN');
    const { code, out } = await runCommand(diff, `diff ${claims} - --json`, { stdin });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      differences: [
        { kind: 'changed', path: '2300/2400[1]', segment: 'SV1', element: 2, left: '120', right: '121' },
        { kind: 'changed', path: '2300/2400[2]', segment: 'SV1', element: 2, left: '30', right: '31' },
      ],
      count: 2,
    });
  });

  it('ends with 1 where a file is damaged, though nothing else differs', async () => {
    const { code, err } = await runCommand(diff, `diff ${claims} -`, { stdin: `NOISE\n${text}` });
    expect({ code, err }).toEqual({
      code: 1,
      err: '-: There is text outside of any interchange; it was skipped.\n',
    });
  });

  test.each([
    ['what is no X12', `diff ${claims} -`],
    ['standard input twice', 'diff - -'],
    ['a file that is not there', `diff ${claims} nowhere.837`],
    ['one file', `diff ${claims}`],
  ])('ends with 2 for %s', async (_, line) => {
    expect((await runCommand(diff, line, { stdin: 'HELLO' })).code).toBe(2);
  });
});
