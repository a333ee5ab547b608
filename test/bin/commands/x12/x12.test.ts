import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../../bin/program.ts';
import { claimline, memoryWorld } from '../../memory-world.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const golden = join(import.meta.dirname, '../../../golden/x12');
const claims = join(golden, 'a-837p-one-payer.edi');
const remittance = join(golden, 'r835-denial-interest-recoupment.x12');
const text = readFileSync(claims, 'utf8');
const cutOff = text.slice(0, 600);

describe('x12 check', () => {
  it('ends with 0 where nothing is wrong', async () => {
    const { code, out } = await claimline(`x12 check ${claims}`);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      '1 interchange, 1 group, 1 set, 36 segments',
      '',
      'Set   Version       Sets  Claims  Verdict',
      '837P  005010X222A1     1       1  accepted',
      '',
      'Nothing found.',
      '',
    ]);
  });

  it('ends with 1 where something is, and says where and what to do; reads standard input', async () => {
    const { code, out } = await claimline('x12 check -', { stdin: cutOff });
    expect(code).toBe(1);
    expect(out).toContain(
      'error SE-MISSING\n  The transaction set has no SE segment.\n  interchange 1, group 1, set 1,',
    );
    expect(out).toContain('claimline x12 show FILE');
  });

  it.each([
    ['nothing', '', 'An X12 file begins with the letters ISA.'],
    ['words', 'Dear Sir', 'An X12 file begins with the letters ISA.'],
    ['what gzip made', '\x1f\x8b\x08\0\0', 'Unpack it first: gunzip -c FILE'],
    ['an archive', 'PK\x03\x04\x14', 'It is a ZIP archive.'],
    ['a page', '%PDF-1.7', 'It is a PDF document.'],
    ['UTF-16 with a mark', '\xff\xfeI\0S\0A\0', 'It is UTF-16 text.'],
    ['UTF-16 without one', '\0I\0S\0A\0*', 'It is UTF-16 text.'],
  ])('says of a file of %s what to do', async (_, content, advice) => {
    for (const size of [1, 100]) {
      const { world, said } = memoryWorld({});
      const bytes = Buffer.from(content, 'latin1');
      async function* stdin() {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      }
      expect(await runCommandLine(['x12', 'check', '-'], { ...world, stdin: stdin() })).toBe(1);
      expect(said.out).toContain(advice);
      expect(said.out).not.toContain('x12 mask');
    }
  });

  it('shows more of a file whose ISA cannot be read', async () => {
    expect((await claimline('x12 check -', { stdin: text.slice(0, 50) })).out).toContain(
      'claimline x12 show',
    );
  });

  it('tells what is wrong at many places once, with the first of them', async () => {
    const wrong = text.replaceAll('DTP*472*D8*2026', 'DTP*472*D8*20261');
    const lines = Array.from({ length: 3 }, () => wrong).join('');
    const { out } = await claimline('x12 check -', { stdin: lines });
    expect(out.match(/ELEMENT-DATE DTP03 in loop 2400, 6 times/g)).toHaveLength(1);
    expect(out).toMatch(/\n {2}interchange 1, group 1, set 1, segment 26 .*\n.*\n.*\n {2}and 3 more\n/);
    expect(out).toMatch(/^837P .* 3 +3 +rejected$/m);
  });

  it('ends with 0 where there are only warnings, and says of sets which are not read', async () => {
    const { code, out } = await claimline('x12 check -', { stdin: text.replaceAll('X222A1', 'X291') });
    expect(code).toBe(0);
    expect(out).toContain('0 errors, 1 warning');
    expect(out).toMatch(/^837 professional predetermination, version 5010 +005010X291 +1 +not read$/m);
  });

  it('gives its findings as one document', async () => {
    const { code, out } = await claimline('x12 check - --json', { stdin: cutOff });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      interchanges: 1,
      groups: 1,
      transactions: [{ type: '837P', version: '005010X222A1', claims: 0, accepted: false }],
      findings: expect.arrayContaining([
        expect.objectContaining({ level: 1, severity: 'error', code: 'SE-MISSING', interchange: 1, set: 1 }),
      ]),
    });
  });

  it('draws a bar on a screen and clears it', async () => {
    let now = 0;
    const { err } = await claimline(`x12 check ${claims}`, { redraws: true, now: () => (now += 1000) });
    expect(err).toContain('100 %');
    expect(err.endsWith('\r\u001b[2K')).toBe(true);
  });

  it.each(['check', 'show', 'json', 'mask --key k'])(
    '%s ends with 2 for a file that is not there',
    async (command) => {
      const { code, err } = await claimline(`x12 ${command} /nowhere/to/be/found.x12`);
      expect(code).toBe(2);
      expect(err).toContain('cannot be read (ENOENT)');
    },
  );

  it.each(['check', 'show', 'json', 'ack', 'mask --key k'])(
    '%s says that a folder is one',
    async (command) => {
      const { code, err } = await claimline(`x12 ${command} ${golden}`);
      expect(code).toBe(2);
      expect(err).toBe(`claimline: ${golden} is a folder.\nName a file in it.\n`);
    },
  );
});

describe('x12 json', () => {
  it('prints an object a line', async () => {
    const { code, out } = await claimline(`x12 json ${remittance}`);
    const kinds = out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(code).toBe(0);
    expect(kinds).toEqual(Array(3).fill('claim-payment'));
  });

  it('prints the same objects as one array with --json', async () => {
    const { out } = await claimline(`x12 json ${remittance} --json`);
    const lines = (await claimline(`x12 json ${remittance}`)).out.trimEnd().split('\n');
    expect(JSON.parse(out)).toEqual(lines.map((line) => JSON.parse(line)));
    expect(JSON.parse((await claimline('x12 json - --json', { stdin: 'nothing' })).out)).toEqual([]);
  });

  it('counts findings on standard error and ends with 1 for an error', async () => {
    const { code, err } = await claimline('x12 json -', { stdin: text.replace('*Y*A*Y*Y', '*Y*Q*Y*Y') });
    expect(code).toBe(1);
    expect(err).toBe('1 error: claimline x12 check - says what and where.\n');
  });
});

describe('x12 show', () => {
  it('prints lines for segments, or all lines as one document', async () => {
    const { out } = await claimline(`x12 show ${claims}`);
    expect(out).toMatch(/^Interchange \d{9}:/);
    expect(JSON.parse((await claimline(`x12 show ${claims} --json`)).out)).toEqual({
      lines: out.trimEnd().split('\n'),
    });
  });

  it('is as wide as the screen', async () => {
    const { out } = await claimline(`x12 show ${claims}`, { redraws: true });
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const { out: document } = await claimline(`x12 show ${claims} --json`, { redraws: true });
    expect(document).toBe((await claimline(`x12 show ${claims} --json`)).out);
  });

  it.each(['show', 'mask --key k'])('%s writes its document as it goes', async (command) => {
    const { world } = memoryWorld({});
    const written: string[] = [];
    const out = (data: string | Uint8Array) => void written.push(String(data));
    async function* stdin() {
      yield Buffer.from(text.slice(0, text.indexOf('SE*')));
      for (let i = 0; i < 20; i += 1) yield Buffer.from(`NTE*ADD*Ä ${i}~\n`.repeat(1000));
      written.push('ENDED');
      yield Buffer.from('SE*1*0001~\n');
    }
    const terminal = { ...world.terminal, out };
    await runCommandLine(['x12', ...command.split(' '), '-', '--json'], {
      ...world,
      terminal,
      stdin: stdin(),
    });
    const before = written.slice(0, written.indexOf('ENDED'));
    expect(before.join('').length).toBeGreaterThan(200_000);
    const document = JSON.parse(written.filter((piece) => piece !== 'ENDED').join(''));
    expect(Object.keys(document)).toEqual([command === 'show' ? 'lines' : 'text']);
  });
});

describe('x12 mask', () => {
  it('prints a copy of the same length without names, the same for the same key', async () => {
    const first = await claimline(`x12 mask ${claims} --key secret`);
    expect(first).toEqual(await claimline(`x12 mask ${claims} --key secret`));
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toHaveLength(text.length);
    expect(first.out).not.toMatch(/DOE|JANE|RIVERBEND|MEM0001|19800215/);
    expect((await claimline(`x12 mask ${claims} --key other`)).out).not.toBe(first.out);
  });

  it('takes the key from a file, without its line end', async () => {
    const keyFile = join(temporaryFolder(), 'key');
    writeFileSync(keyFile, 'secret\n');
    const { out } = await claimline(`x12 mask ${claims} --key-file ${keyFile}`);
    expect(out).toBe((await claimline(`x12 mask ${claims} --key secret`)).out);
  });

  it('makes a new key where none is given, and tells it on standard error', async () => {
    const { out, err } = await claimline(`x12 mask ${claims}`);
    const key = /--key ([0-9a-f]{32})\n/.exec(err)?.[1];
    expect((await claimline(`x12 mask ${claims} --key ${key}`)).out).toBe(out);
    const document = JSON.parse((await claimline(`x12 mask ${claims} --json`)).out);
    expect(document).toEqual({
      text: expect.stringContaining('ISA*'),
      newKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('keeps payers where told to', async () => {
    expect((await claimline(`x12 mask ${claims} --key k --keep-payers`)).out).toContain('ACME HEALTH PLAN');
  });

  it('refuses two keys', async () => {
    expect(await claimline(`x12 mask ${claims} --key k --key-file f`)).toMatchObject({ code: 2, out: '' });
  });
});
