import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckedFinding, checkX12 } from '../../../../core/x12/check.ts';
import { maskX12 } from '../../../../core/x12/tools/mask.ts';

const folder = new URL('../../../golden/x12/', import.meta.url);
const goldens = readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder))] as const);
const golden = (name: string): Buffer => readFileSync(new URL(name, folder));

const digestBy = (key: string) => (text: string) => createHmac('sha256', key).update(text).digest();

async function masked(source: string | Uint8Array, { key = 'a key', keepPayers = false } = {}) {
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  const options = { digest: digestBy(key), keepPayers };
  return Buffer.concat(await Array.fromAsync(maskX12([bytes], options)));
}

const text = async (source: string | Uint8Array, options = {}): Promise<string> =>
  (await masked(source, options)).toString('latin1');

const placed = ({ code, offset, loop, element, component }: CheckedFinding): string =>
  [code, offset, loop, element, component].join(' ');

/** Codes and places of all that is wrong with a file. */
const findings = async (bytes: Uint8Array): Promise<readonly string[]> =>
  (await checkX12([bytes])).findings.map(placed);

/** Of that, what hangs on no value: rules compare dates as they are, wrong ones too. */
const findingsOfForm = async (bytes: Uint8Array): Promise<readonly string[]> =>
  (await checkX12([bytes])).findings.filter(({ level }) => level <= 2).map(placed);

const isaWith = (rest: string): string =>
  'ISA*00*          *00*          *ZZ*SUBMITTER01    *ZZ*CLEARHOUSE01   *260106*0930*^*00501*000000101*0*T*:~' +
  `GS*HC*SUBMITTER01*CLEARHOUSE01*20260106*0930*101*X*005010X222A1~ST*837*0001*005010X222A1~${rest}SE*2*0001~` +
  'GE*1*101~IEA*1*000000101~';

/** The segments of a masked file that has one set, ST and SE left off. */
async function segments(rest: string, options = {}): Promise<readonly string[]> {
  return (await text(isaWith(rest), options)).split('~').slice(3, -4);
}

describe('a masked file', () => {
  it.each(goldens)('keeps the length, the delimiters and the findings of %s', async (_, source) => {
    const copy = await masked(source);
    expect(copy.length).toBe(source.length);
    const skeleton = (bytes: Buffer) => bytes.toString('latin1').replaceAll(/[A-Za-z0-9]/g, 'x');
    expect(skeleton(copy)).toBe(skeleton(source));
    expect(await findings(copy)).toEqual(await findings(source));
  });

  it('is the same each time under one key, and another under another', async () => {
    const source = golden('a-837p-one-payer.edi');
    expect(await masked(source)).toEqual(await masked(source));
    expect(await masked(source, { key: 'another key' })).not.toEqual(await masked(source));
  });

  it('does not depend on where chunks end', async () => {
    const source = golden('r835-two-payers.x12');
    const bytes = [...source].map((byte) => Uint8Array.of(byte));
    const copy = Buffer.concat(await Array.fromAsync(maskX12(bytes, { digest: digestBy('a key') })));
    expect(copy).toEqual(await masked(source));
  });

  it('goes out as the source comes in, without a segment too', async () => {
    let taken = 0;
    async function* endless() {
      yield Buffer.from(isaWith('').slice(0, 106));
      for (; taken < 8_000_000; taken += 100_000) yield Buffer.alloc(100_000, 'A');
    }
    let given = 0;
    for await (const bytes of maskX12(endless(), { digest: digestBy('a key') })) {
      given += bytes.length;
      expect(taken - given).toBeLessThan(400_000);
    }
    expect(given).toBe(8_000_106);
  });

  it('does not depend on where chunks of text without segments end', async () => {
    const junk = 'xISA \ufeff 12 AB'.repeat(20_000);
    for (const size of [99_991, 65_537, 31]) {
      const bytes = Buffer.from(junk);
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      const copy = Buffer.concat(await Array.fromAsync(maskX12(chunks, { digest: digestBy('a key') })));
      expect(String(copy) === 'xISA \ufeff xx xx'.repeat(20_000)).toBe(true);
    }
  });

  it('keeps amounts, codes, control numbers and all that structure hangs on', async () => {
    expect(
      await segments('HL*1**20*1~HL*2*1*22*0~LX*1~SV1*HC:99213:25*120*UN*1***1:2~CAS*CO*45*60*1*96*-5.5~'),
    ).toEqual([
      'HL*1**20*1',
      'HL*2*1*22*0',
      'LX*1',
      'SV1*HC:99213:25*120*UN*1***1:2',
      'CAS*CO*45*60*1*96*-5.5',
    ]);
    expect(await segments('HI*ABK:J020*BI:C3:RD8:20260101-20260102*BE:A2:::1500~LQ*HE*MA130~')).toEqual([
      'HI*ABK:J020*BI:C3:RD8:'.concat(
        (await segments('DTP*1*RD8*20260101-20260102~'))[0]?.slice(10) ?? '',
        '*BE:A2:::1500',
      ),
      'LQ*HE*MA130',
    ]);
    expect(await text(golden('a-837p-one-payer.edi'))).toMatch(
      /^ISA\*00\* {10}\*00\* {10}\*ZZ\*.*\*000000101\*0\*T\*:~\n/,
    );
    const padded = String(golden('a-837p-one-payer.edi')).replace('GS*HC*', 'GS*HC *');
    expect(await text(Buffer.from(padded))).toContain('\nGS*HC *');
  });

  it('replaces names letter by letter and digit by digit, and leaves blanks and marks', async () => {
    const [nm1 = '', n3 = ''] = await segments("NM1*IL*1*O'Doe Smith*JANE*Q***MI*MEM0001-A~N3*12 ELM ST~");
    expect(nm1).toMatch(
      /^NM1\*IL\*1\*[A-Z]'[A-Z][a-z]{2} [A-Z][a-z]{4}\*[A-Z]{4}\*[A-Z]\*\*\*MI\*[A-Z]{3}\d{4}-[A-Z]$/,
    );
    expect(nm1).not.toMatch(/Doe|Smith|JANE|MEM0001/);
    expect(n3).toMatch(/^N3\*\d\d [A-Z]{3} [A-Z]{2}$/);
    expect(n3).not.toContain('ELM');
  });

  it('gives one claim one number in claim, line, answer and remittance', async () => {
    const number = /(?:CLM|CLP|TRN\*2|REF\*6R)\*([A-Z0-9]+-\d)/;
    const numberIn = async (name: string, start: string) =>
      (await text(golden(name)))
        .split('\n')
        .find((line) => line.startsWith(start))
        ?.match(number)?.[1];
    const claim = await numberIn('a-837p-one-payer.edi', 'CLM*');
    expect(claim).toMatch(/^[A-Z]\d{4}-\d$/);
    expect(claim).not.toBe('C0001-1');
    expect(await numberIn('a-837p-one-payer.edi', 'REF*6R')).toBe(claim);
    expect(await numberIn('ca277-one-of-two-rejected.x12', 'TRN*2*'.concat(claim?.slice(0, 2) ?? ''))).toBe(
      claim,
    );
    expect(await numberIn('r835-denial-interest-recoupment.x12', 'CLP*')).toBe(claim);
  });

  it('keeps what some places must hold, or must not: post office boxes, the D of a CLIA number', async () => {
    const [street = '', clia = ''] = await segments('N3*P.O. BOX 1234*BOX 9~REF*X4*14D0000001~');
    expect(street).toMatch(/^N3\*P\.O\. BOX \d{4}\*[A-Z]{3} \d$/);
    expect(street).not.toContain('1234');
    expect(clia).toMatch(/^REF\*X4\*\d\dD\d{7}$/);
    expect(clia).not.toContain('14D0000001');
  });

  it('lets no bad taxonomy become a good one', async () => {
    for (const key of Array.from({ length: 60 }, (_, i) => `key ${i}`)) {
      const [prv] = await segments('PRV*BI*PXC*203BF0100Y~', { key });
      expect(prv).toMatch(/^PRV\*BI\*PXC\*\d{3}[A-Z]{2}\d{4}[A-WYZ]$/);
      expect(prv).not.toContain('203BF0100');
    }
  });

  it('lets a claim number of zeros stay: it means that there is none', async () => {
    expect(await segments('CLP*0*1*150*0~TRN*1*0~')).toEqual(['CLP*0*1*150*0', 'TRN*1*0']);
  });

  it('keeps payers where told to', async () => {
    const lines =
      'NM1*PR*2*ACME HEALTH PLAN*****PI*99001~N3*1 PAYER PLAZA~REF*2U*99001~SVD*99001*1*HC:99213~' +
      'NM1*QC*1*DOE~N3*12 ELM ST~';
    const kept = await segments(lines, { keepPayers: true });
    expect(kept.slice(0, 4)).toEqual(lines.split('~').slice(0, 4));
    expect(kept.slice(4).join()).not.toMatch(/DOE|ELM/);
    expect((await segments(lines)).join()).not.toMatch(/ACME|HEALTH|99001|PLAZA/);
  });

  it('blots out what stands outside of any interchange', async () => {
    const source = `Dear Ms. Doe,\r\n ISA 12 é\n${golden('ta1-duplicate.x12')}\nSSN 123-45-6789`;
    const copy = await text(source);
    expect(copy).toMatch(/^xxxx xx\. xxx,\r\n ISA xx \?\?\nISA\*00/);
    expect(copy).toMatch(/\nxxx xxx-xx-xxxx$/);
    expect(await text('nothing of X12, José')).toBe('xxxxxxx xx xxx, xxx??');
  });

  it('keeps a byte order mark, line ends, and line breaks in the middle of values', async () => {
    const wrapped = `\ufeff${isaWith('NM1*IL*1*DO\r\nE*JANE~\r\n~\n')}`;
    const copy = await masked(wrapped);
    expect(copy.subarray(0, 6).toString()).toBe('\ufeffISA');
    expect(copy.toString()).toMatch(/NM1\*IL\*1\*[A-Z]{2}\r\n[A-Z]\*[A-Z]{4}~\r\n~\nSE/);
    const value = /NM1\*IL\*1\*([A-Z]{2})\r\n([A-Z])/.exec(copy.toString());
    expect(await segments('NM1*IL*1*DOE~')).toEqual([`NM1*IL*1*${value?.[1]}${value?.[2]}`]);
  });

  it.each([
    ['UTF-8', Buffer.from(isaWith('NM1*IL*1*PEÑA*张伟~'))],
    ['Latin-1', Buffer.from(isaWith('NM1*IL*1*PEÑA*JOSÉ~'), 'latin1')],
  ])('takes letters beyond ASCII for letters of as many bytes in %s', async (_, source) => {
    const copy = await masked(source);
    expect(copy.length).toBe(source.length);
    expect(copy.includes('PE')).toBe(false);
    expect(copy.includes(Buffer.from('张'))).toBe(false);
    expect(await findings(copy)).toEqual(await findings(source));
  });

  it('blots out binary content', async () => {
    const source = isaWith('BIN*12*DOE~JANE*DOE~');
    expect(await text(source)).toContain('BIN*12*xxx~xxxx*xxx~SE*2*0001~');
  });
});

describe('nothing that tells who somebody is', () => {
  const words = 'ZEBRAFISH giraffe@hippo.test 987-65-4321';
  const survivor = /ZEBRA|FISH|giraffe|hippo|test|987-65|65-4321/i;

  it.each(goldens)('stays in any element of %s', async (_, source) => {
    const lines = source.toString('latin1').split('~');
    for (let n = 1; n <= 20; n += 1) {
      const planted = lines.map((line) => {
        const elements = line.split('*');
        const isHeader = line.trimStart().startsWith('ISA');
        if (elements.length <= n || (isHeader && [11, 12, 16].includes(n))) return line;
        return elements.with(n, words).join('*');
      });
      expect(await text(planted.join('~')), `element ${n}`).not.toMatch(survivor);
    }
  });

  it('stays in components, repetitions, segments that nobody knows, or instead of a segment id', async () => {
    const lines = [
      `ZZZ*${words}*${words}^${words}*AB:${words}`,
      `Q99*${words}`,
      `HI*ABK:${words}*${words}:J020`,
      `EB*1^${words}*IND`,
      `SV1*HC:${words}:25:${words}`,
      `CTX*CLM01:${words}*NM1`,
      `CTX*${words}`,
      words,
      `${words}*AB`,
    ];
    expect(await text(isaWith(`${lines.join('~')}~`))).not.toMatch(survivor);
  });

  it.each([
    'NM1*IL*1*JONES*987654321*X***MI*987654321',
    'REF*SY*987654321',
    'REF*EI*987654321',
    'REF*ZZ*19870102',
    'TRN*1*987654321*1987654321',
    'N4*SPRINGFIELD*IL*627019876',
    'PER*IC*PAT JONES*TE*5555550198*EM*pat.jones@x.test',
    'DMG*D8*19870102*F',
    'PAT*****D8*19870102',
    'BPR*I*1*C*ACH*CCP*01*987654321*DA*987654321*1987654321**01*987654321*DA*987654321*19870102',
    'PLB*1999999992*19870102*WO:987654321*50',
    'NTE*ADD*JONES BORN 1987 PHONE 5555550198',
    'IK4*9*67*7*987654321',
    'SBR*P*18*987654321*JONES PLUMBING',
    'MSG*JONES CALLED FROM 5555550198',
    'XYZ*987654321*JONES*19870102',
    'XYZ*DOE*NG*X',
  ])('stays in %s', async (line) => {
    const [copy = ''] = await segments(`${line}~`);
    expect(copy).not.toBe(line);
    expect(copy).not.toMatch(
      /87654|DOE|NG|JONES|jones|19870102|1999999992|555555|SPRING|62701|PLUMB|CALLED|PHONE/,
    );
  });
});

describe('whatever is wrong with a file', () => {
  it.each([
    [
      'an hour alone behind a date',
      'i837-every-field.edi',
      /(DTP\*435\*DT\*\d{10})\d\d/,
      '$1',
      'ELEMENT-TIME',
    ],
    ['a blank before a guide', 'a-837p-one-payer.edi', '*X*005010', '*X* 005010', undefined],
    [
      'values of a group in columns',
      'a-837p-one-payer.edi',
      '*20260106*0930*101*X*',
      '*20260106  *0930  *101   *X *',
      undefined,
    ],
    ['a count in columns', 'a-837p-one-payer.edi', 'GE*1*101', 'GE*1    *101  ', undefined],
  ])('is wrong in the same way with its copy: %s', async (_, file, from, to, code) => {
    const source = golden(file).toString('latin1');
    const broken = source.replace(from, to);
    expect(broken).not.toBe(source);
    const found = await findings(Buffer.from(broken));
    expect(await findings(await masked(broken))).toEqual(found);
    expect(found[0]?.split(' ')[0]).toBe(code);
  });

  /** What a damaged ISA means hangs on its values. */
  const HEADER_BYTES = 106;
  const sources = ['a-837p-one-payer.edi', 'r835-two-payers.x12', 'ca277-one-of-two-rejected.x12'].map(
    golden,
  );
  const damage = fc.record({
    source: fc.constantFrom(...sources),
    cuts: fc.array(
      fc.record({
        at: fc.nat(3000),
        drop: fc.nat(12),
        put: fc.constantFrom(
          '',
          '*',
          '~',
          ':',
          '^',
          'A',
          '9',
          ' ',
          '\n',
          'é',
          'ISA',
          'SE*',
          'ZZ9',
          '*0',
          '~~',
        ),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  });
  const damaged = ({
    source,
    cuts,
  }: {
    source: Buffer;
    cuts: readonly { at: number; drop: number; put: string }[];
  }) =>
    cuts.reduce((bytes, { at, drop, put }) => {
      const from = Math.min(HEADER_BYTES + at, bytes.length);
      return Buffer.concat([bytes.subarray(0, from), Buffer.from(put), bytes.subarray(from + drop)]);
    }, source);

  it('is wrong with its copy, at the same places', async () => {
    await fc.assert(
      fc.asyncProperty(damage, async (input) => {
        const source = damaged(input);
        const copy = await masked(source);
        expect(copy.length).toBe(source.length);
        expect(await findingsOfForm(copy)).toEqual(await findingsOfForm(source));
      }),
      { numRuns: 300 },
    );
  });
});
