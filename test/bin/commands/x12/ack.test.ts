import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { ack } from '../../../../bin/commands/x12/ack.ts';
import { runCommand } from './run-command.ts';

const golden = (name: string): string => join(import.meta.dirname, '../../../golden/x12', name);
const claims = golden('a-837p-one-payer.edi');
const text = readFileSync(claims, 'utf8');
const asked = text.replace('*0*T*:~', '*1*T*:~');
const cutOff = text.slice(0, 600);

const kinds = (out: string): readonly string[] => out.match(/^(TA1|ST\*\d+|AK9\*.)/gm) ?? [];

describe('x12 ack', () => {
  it('prints the 999 of a file that asks for no TA1, dated now', async () => {
    const { code, out, err } = await runCommand(ack, `ack ${claims}`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      [
        'ISA*00*          *00*          *ZZ*CLEARHOUSE01   *ZZ*SUBMITTER01    *260714*1200*^*00501*000000001*0*T*:~',
        'GS*FA*CLEARHOUSE01*SUBMITTER01*20260714*1200*1*X*005010X231A1~',
        'ST*999*0001*005010X231A1~',
        'AK1*HC*101*005010X222A1~',
        'AK2*837*0001*005010X222A1~',
        'IK5*A~',
        'AK9*A*1*1*1~',
        'SE*6*0001~',
        'GE*1*1~',
        'IEA*1*000000001~',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['a file that asks for a TA1', '', asked, ['TA1', 'ST*999', 'AK9*A'], 0],
    ['TA1s only', ' --ta1', text, ['TA1'], 0],
    ['999s only', ' --999', asked, ['ST*999', 'AK9*A'], 0],
    ['both', ' --ta1 --999', text, ['TA1', 'ST*999', 'AK9*A'], 0],
    ['a 277CA too', ' --277ca', text, ['ST*999', 'AK9*A', 'ST*277'], 0],
    ['a file cut off', '', cutOff, ['TA1'], 1],
    ['a set that is rejected', '', text.replace('~\nCLM*', '~\nFOO*1~\nCLM*'), ['ST*999', 'AK9*R'], 1],
    [
      'a claim that is rejected',
      ' --277ca',
      text.replace('*XX*1999999992', '*XX*1999999993'),
      ['ST*999', 'AK9*A', 'ST*277'],
      1,
    ],
  ])('answers %s', async (_, options, stdin, expected, exitCode) => {
    const { code, out } = await runCommand(ack, `ack -${options}`, { stdin });
    expect(kinds(out)).toEqual(expected);
    expect(code).toBe(exitCode);
  });

  it('counts control numbers on from the one given', async () => {
    const { out } = await runCommand(ack, 'ack - --ta1 --999 --control-no 41', { stdin: text });
    expect(out.match(/(?<=^IEA\*.\*)\d+/gm)).toEqual(['000000041', '000000042']);
  });

  it('gives all answers as one document', async () => {
    const { code, out } = await runCommand(ack, 'ack - --json', { stdin: cutOff });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      rejected: true,
      answers: [{ kind: 'TA1', interchange: 1, text: expect.stringContaining('*R*023~') }],
      unwritten: [],
    });
  });

  it('says so where there is nobody to answer, and where nothing is to be answered', async () => {
    const nobody = await runCommand(ack, 'ack -', { stdin: 'hello' });
    expect(nobody).toMatchObject({ code: 1, out: '', err: expect.stringContaining('not even by a TA1') });
    const nothing = await runCommand(ack, `ack ${golden('a999-group-rejected.x12')}`);
    expect(nothing).toEqual({ code: 0, out: '', err: 'Nothing of the file is to be answered.\n' });
  });

  it('says that a refused file needs a TA1, where only 999s are asked for', async () => {
    const { code, out, err } = await runCommand(ack, 'ack - --999', { stdin: cutOff });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('add --ta1');
  });

  test.each(['ack', 'ack - --control-no 0', 'ack - --control-no 1000000000', 'ack nowhere.x12'])(
    'refuses `%s` as wrong use',
    async (line) => {
      expect(await runCommand(ack, line)).toMatchObject({ code: 2, out: '' });
    },
  );
});
