import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { merge } from '../../../../bin/commands/x12/merge.ts';
import { split } from '../../../../bin/commands/x12/split.ts';
import { runCommandLine } from '../../../../bin/program.ts';
import { memoryWorld } from '../../memory-world.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { runCommand } from './run-command.ts';

const golden = (name: string): string => join(import.meta.dirname, '../../../golden/x12', name);
const payments = golden('r835-denial-interest-recoupment.x12');
const payers = golden('r835-two-payers.x12');
const claims = golden('a-837p-one-payer.edi');
const others = golden('b-837p-secondary.edi');

describe('x12 split', () => {
  it('writes a file for each part and says what it wrote', async () => {
    const cwd = temporaryFolder();
    const { code, out } = await runCommand(split, `split ${payments} --by claim --to parts`, { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^3 parts, 3 claims:\n.*0001\.x12\n.*0002\.x12\n.*0003\.x12\nControl numbers count on/,
    );
    expect(readdirSync(join(cwd, 'parts'))).toEqual(['0001.x12', '0002.x12', '0003.x12']);
    expect(readFileSync(join(cwd, 'parts/0003.x12'), 'utf8')).toContain('BPR*I*28.02*');
  });

  it('names parts by payer and gives the numbers asked for', async () => {
    const cwd = temporaryFolder();
    const line = `split - --by payer --to . --control-no 41 --json`;
    const { code, out } = await runCommand(split, line, { cwd, stdin: readFileSync(payers, 'utf8') });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      parts: 2,
      claims: 2,
      overLimit: 0,
      files: [
        { path: join(cwd, '0001-99001.x12'), payer: '99001' },
        { path: join(cwd, '0002-BETA01.x12'), payer: 'BETA01' },
      ],
    });
    expect(readFileSync(join(cwd, '0002-BETA01.x12'), 'utf8')).toContain('*00501*000000042*');
  });

  it('draws how far it is on a screen, and leaves nothing of that', async () => {
    const cwd = temporaryFolder();
    const { err } = await runCommand(split, `split ${payments} --by claim --to .`, { cwd, redraws: true });
    expect(err).toMatch(/100 % {2}1 part, 1 claim/);
    expect(err.endsWith('\r\u001b[2K')).toBe(true);
  });

  it('says which parts had to be larger', async () => {
    const cwd = temporaryFolder();
    const { out } = await runCommand(split, `split ${claims} --by size --bytes 100 --to .`, { cwd });
    expect(out).toContain('1 part larger than asked for');
  });

  it('leaves nothing behind of a file that it refuses', async () => {
    const cwd = temporaryFolder();
    const stdin = readFileSync(payments, 'utf8').replace('BPR*I*129.02', 'BPR*I*130.02');
    const { code, err } = await runCommand(split, 'split - --by claim --to .', { cwd, stdin });
    expect({ code, err }).toEqual({
      code: 1,
      err:
        'The payment of the 835 is not the sum of its claims and adjustments, so it cannot be divided. (set 1 of the file)\n' +
        'Take whole sets: --by set. What is wrong with it: claimline x12 check FILE\n',
    });
    const cutOff = readFileSync(payers, 'utf8').slice(0, 900);
    expect((await runCommand(split, 'split - --by set --to .', { cwd, stdin: cutOff })).code).toBe(1);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('says that the folder is a file', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'parts'), 'mine');
    const { code, err } = await runCommand(split, `split ${payments} --by set --to parts`, { cwd });
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('/parts is a file.') });
  });

  it('overwrites nothing', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, '0002.x12'), 'mine');
    const { code, err } = await runCommand(split, `split ${payments} --by claim --to .`, { cwd });
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringContaining('0002.x12 exists already.'),
    });
    expect(readdirSync(cwd)).toEqual(['0002.x12']);
    expect(readFileSync(join(cwd, '0002.x12'), 'utf8')).toBe('mine');
  });

  test.each([
    ['no way', `split ${claims} --to parts`],
    ['an unknown way', `split ${claims} --by hand --to parts`],
    ['no folder', `split ${claims} --by set`],
    ['a size without a limit', `split ${claims} --by size --to parts`],
    ['bytes by claim', `split ${claims} --by claim --bytes 9 --to parts`],
    ['claims by set', `split ${claims} --by set --claims 9 --to parts`],
    ['a control number of ten digits', `split ${claims} --by set --to parts --control-no 1234567890`],
    ['a file that is not there', 'split nowhere.837 --by set --to parts'],
  ])('ends with 2 for %s', async (_, line) => {
    const cwd = temporaryFolder();
    expect((await runCommand(split, line, { cwd })).code).toBe(2);
    expect(existsSync(join(cwd, 'parts'))).toBe(false);
  });
});

describe('x12 merge', () => {
  it('prints one interchange', async () => {
    const { code, out, err } = await runCommand(merge, `merge ${claims} ${others} --control-no 9`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.match(/^(?:ISA|GS|ST|SE|GE|IEA)/gm)?.join(' ')).toBe('ISA GS ST SE ST SE GE IEA');
    expect(out).toContain('\nGE*2*9~\nIEA*1*000000009~\n');
  });

  it('writes it to a file, byte for byte also where bytes are no text', async () => {
    const cwd = temporaryFolder();
    const odd = readFileSync(claims, 'latin1').replace('JANE', 'J\xe4NE');
    writeFileSync(join(cwd, 'odd.837'), odd, 'latin1');
    const { code, out } = await runCommand(merge, 'merge odd.837 --out whole.837', { cwd });
    expect({ code, out }).toEqual({ code: 0, out: `1 set, 1 claim:\n${join(cwd, 'whole.837')}\n` });
    expect(readFileSync(join(cwd, 'whole.837'), 'latin1')).toBe(odd);
    const { world } = memoryWorld({ cwd });
    const printed: Uint8Array[] = [];
    const terminal = {
      ...world.terminal,
      out: (data: string | Uint8Array) => void printed.push(Buffer.from(data as Uint8Array)),
    };
    expect(await runCommandLine(['x12', 'merge', 'odd.837'], { ...world, terminal })).toBe(0);
    expect(Buffer.concat(printed).toString('latin1')).toBe(odd);
  });

  it('refuses files that differ and leaves nothing of them, or groups them into a folder', async () => {
    const cwd = temporaryFolder();
    const refused = await runCommand(merge, `merge ${claims} ${payments} --out both.x12`, { cwd });
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringContaining('differ in sender (ISA05, ISA06)'),
    });
    expect(readdirSync(cwd)).toEqual([]);
    const { code, out } = await runCommand(merge, `merge ${claims} ${payments} --to . --json`, { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ sources: 2, parts: 2, sets: 2, claims: 4 });
    expect(readdirSync(cwd)).toEqual(['0001.x12', '0002.x12']);
  });

  test.each([
    ['a file and a folder', `merge ${claims} --out a --to b`],
    ['standard input twice', 'merge - -'],
    ['a report without a file', `merge ${claims} --json`],
    ['no file', 'merge'],
  ])('ends with 2 for %s', async (_, line) => {
    expect((await runCommand(merge, line)).code).toBe(2);
  });
});
