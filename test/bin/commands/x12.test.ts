import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimline } from '../memory-world.ts';

const golden = join(import.meta.dirname, '../../golden/x12');
const claims = join(golden, 'a-837p-one-payer.edi');
const cutOff = readFileSync(claims, 'utf8').slice(0, 600);

describe('x12 check', () => {
  it('ends with 0 where nothing is wrong', async () => {
    const { code, out } = await claimline(`x12 check ${claims}`);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('Nothing found.') });
  });

  it('ends with 1 where something is, and says where; reads standard input', async () => {
    const { code, out } = await claimline('x12 check -', { stdin: cutOff });
    expect(code).toBe(1);
    expect(out).toContain('error SE-MISSING at interchange 1, set 1');
  });

  it('gives its findings as one document', async () => {
    const { code, out } = await claimline('x12 check - --json', { stdin: cutOff });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ interchanges: 1, findings: expect.any(Array) });
  });
});

describe('x12 json', () => {
  it('prints an object a line', async () => {
    const { code, out } = await claimline(`x12 json ${claims}`);
    const kinds = out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(code).toBe(0);
    expect(kinds).toEqual(expect.arrayContaining(['interchange', 'group', 'set', 'claim', 'end']));
  });

  it('prints one array with --json', async () => {
    const { out } = await claimline(`x12 json ${claims} --json`);
    expect(JSON.parse(out)).toHaveLength(
      (await claimline(`x12 json ${claims}`)).out.trimEnd().split('\n').length,
    );
  });
});

describe('x12 show', () => {
  it('prints a line for each segment, or all lines as one document', async () => {
    const { out } = await claimline(`x12 show ${claims}`);
    expect(out).toMatch(/^Interchange \d{9}:/);
    expect(JSON.parse((await claimline(`x12 show ${claims} --json`)).out)).toEqual({
      lines: out.trimEnd().split('\n'),
    });
  });
});
