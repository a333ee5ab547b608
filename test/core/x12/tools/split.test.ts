import { describe, expect, it, test } from 'vitest';
import { goldenX12, type MemoryPart, split, textsOf } from './parts-in-memory.ts';

/** Parties are invented. */
const ISA = (no: string, delimiters = '*:~'): string => {
  const [element = '', component = '', end = ''] = delimiters;
  const isa = `ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260106*0930*^*00501*${no}*0*T*`;
  return isa.replaceAll('*', element) + component + end;
};

/** Two providers; the second one's subscriber has a claim of her own and two dependents. */
const CLAIMS = [
  ISA('000000101'),
  'GS*HC*SENDER*RECEIVER*20260106*0930*11*X*005010X222A1~',
  'ST*837*0007*005010X222A1~',
  'BHT*0019*00*BATCH1*20260106*0930*CH~',
  'NM1*41*2*RIVERBEND BILLING*****46*SENDER~',
  'HL*1**20*1~',
  'NM1*85*2*RIVERBEND CLINIC*****XX*1999999992~',
  'HL*2*1*22*0~',
  'NM1*IL*1*DOE*JANE****MI*MEM0001~',
  'NM1*PR*2*ACME*****PI*99001~',
  'CLM*A*10***11:B:1*Y*A*Y*Y~',
  'LX*1~',
  'CLM*B*20***11:B:1*Y*A*Y*Y~',
  'LX*1~',
  'HL*3**20*1~',
  'NM1*85*2*HILLSIDE CLINIC*****XX*1888888884~',
  'HL*4*3*22*1~',
  'NM1*IL*1*ROE*MARY****MI*MEM0002~',
  'NM1*PR*2*BETA*****PI*99/02~',
  'CLM*C*30***11:B:1*Y*A*Y*Y~',
  'NM1*PR*2*ACME*****PI*99001~',
  'HL*5*4*23*0~',
  'NM1*QC*1*ROE*JOHN~',
  'CLM*D*40***11:B:1*Y*A*Y*Y~',
  'HL*6*4*23*0~',
  'NM1*QC*1*ROE*JACK~',
  'CLM*E*50***11:B:1*Y*A*Y*Y~',
  'SE*26*0007~',
  'GE*1*11~',
  'IEA*1*000000101~',
].join('\n');

const only =
  (...ids: readonly string[]) =>
  ({ text }: Pick<MemoryPart, 'text'>): readonly string[] =>
    text.split('~\n').filter((line) => ids.includes(line.split('*')[0] ?? ''));

describe('an 837 by claim', () => {
  it.each(['\r', '\r\n', ''])('keeps line ends as they are: %j', async (lineEnd) => {
    const [part = ''] = await textsOf(CLAIMS.replaceAll('\n', lineEnd), { by: 'claim' });
    expect(part.startsWith(`${ISA('000000101')}${lineEnd}GS*HC`)).toBe(true);
    expect(part.endsWith(`~${lineEnd}GE*1*11~${lineEnd}IEA*1*000000101~${lineEnd}`)).toBe(true);
  });

  it('repeats in the trailer the control number that fits into the header', async () => {
    const [part = ''] = await textsOf(CLAIMS.replaceAll('000000101', '00000000101'), { by: 'set' });
    expect(part).toContain('*00501*000000001*0*T*:~\n');
    expect(part).toContain('IEA*1*000000001~');
  });

  it('gives each claim the envelope, the head and the levels that it needs', async () => {
    const { parts, totals } = await split(CLAIMS, { by: 'claim', controlNo: 500 });
    expect(parts[1]?.text).toBe(
      [
        ISA('000000501'),
        'GS*HC*SENDER*RECEIVER*20260106*0930*501*X*005010X222A1~',
        'ST*837*0001*005010X222A1~',
        'BHT*0019*00*BATCH1*20260106*0930*CH~',
        'NM1*41*2*RIVERBEND BILLING*****46*SENDER~',
        'HL*1**20*1~',
        'NM1*85*2*RIVERBEND CLINIC*****XX*1999999992~',
        'HL*2*1*22*0~',
        'NM1*IL*1*DOE*JANE****MI*MEM0001~',
        'NM1*PR*2*ACME*****PI*99001~',
        'CLM*B*20***11:B:1*Y*A*Y*Y~',
        'LX*1~',
        'SE*11*0001~',
        'GE*1*501~',
        'IEA*1*000000501~',
        '',
      ].join('\n'),
    );
    expect(totals).toEqual({ parts: 5, claims: 5, overLimit: 0 });
    expect(parts.every((part) => part.closed)).toBe(true);
  });

  it('numbers levels anew and says rightly whether one follows below', async () => {
    const parts = await split(CLAIMS, { by: 'claim', claims: 3 });
    expect(parts.parts.map(only('HL', 'CLM', 'SE'))).toEqual([
      [
        'HL*1**20*1',
        'HL*2*1*22*0',
        'CLM*A*10***11:B:1*Y*A*Y*Y',
        'CLM*B*20***11:B:1*Y*A*Y*Y',
        'HL*3**20*1',
        'HL*4*3*22*0',
        'CLM*C*30***11:B:1*Y*A*Y*Y',
        'SE*20*0007',
      ],
      [
        'HL*1**20*1',
        'HL*2*1*22*1',
        'HL*3*2*23*0',
        'CLM*D*40***11:B:1*Y*A*Y*Y',
        'HL*4*2*23*0',
        'CLM*E*50***11:B:1*Y*A*Y*Y',
        'SE*15*0007',
      ],
    ]);
  });

  it('repeats the level of a subscriber who has claims and dependents in one part', async () => {
    const [part] = await textsOf(CLAIMS, { by: 'claim', claims: 9 });
    expect(only('HL')({ text: part ?? '' })).toEqual([
      'HL*1**20*1',
      'HL*2*1*22*0',
      'HL*3**20*1',
      'HL*4*3*22*0',
      'HL*5*3*22*1',
      'HL*6*5*23*0',
      'HL*7*5*23*0',
    ]);
  });

  it('keeps the control numbers of the source for the first part and counts on from there', async () => {
    const { parts } = await split(CLAIMS, { by: 'claim', claims: 3 });
    expect(parts.map(only('GS', 'ST', 'GE', 'IEA'))).toEqual([
      [
        'GS*HC*SENDER*RECEIVER*20260106*0930*11*X*005010X222A1',
        'ST*837*0007*005010X222A1',
        'GE*1*11',
        'IEA*1*000000101',
      ],
      [
        'GS*HC*SENDER*RECEIVER*20260106*0930*102*X*005010X222A1',
        'ST*837*0007*005010X222A1',
        'GE*1*102',
        'IEA*1*000000102',
      ],
    ]);
  });

  it('cuts out a level without claims by itself, so that nothing is lost', async () => {
    const text = CLAIMS.replace('HL*3**20', 'HL*9*1*22*0~\nNM1*IL*1*POE*ANN****MI*MEM0003~\nHL*3**20');
    const { parts, totals } = await split(text, { by: 'claim', claims: 2 });
    expect(only('HL', 'NM1')({ text: parts[0]?.text ?? '' }).slice(-2)).toEqual([
      'HL*3*1*22*0',
      'NM1*IL*1*POE*ANN****MI*MEM0003',
    ]);
    expect(totals?.claims).toBe(5);
  });

  it('copies bytes, delimiters and line ends as they are', async () => {
    const text = CLAIMS.replaceAll('*', '|')
      .replaceAll(':', '>')
      .replaceAll('~\n', '\r\n')
      .replace('JANE', 'J\xe4NE  ')
      .replace(
        ISA('000000101').slice(0, -1).replaceAll('*', '|').replace(':', '>'),
        ISA('000000101', '|>\n').trim(),
      );
    const [part] = await textsOf(text, { by: 'claim' });
    expect(part).toContain('NM1|IL|1|DOE|J\xe4NE  ||||MI|MEM0001\r\nNM1|PR');
    expect(part).toContain('HL|2|1|22|0\r\n');
  });
});

describe('an 837 by payer', () => {
  it('makes a part for each payer of a subscriber, named by the id', async () => {
    const { parts } = await split(CLAIMS, { by: 'payer' });
    expect(parts.map((part) => [part.key, only('CLM')(part).map((clm) => clm[4])])).toEqual([
      ['99001', ['A', 'B']],
      ['99/02', ['C', 'D', 'E']],
    ]);
  });

  it('keeps parts open while payers alternate', async () => {
    const again = CLAIMS.slice(CLAIMS.indexOf('HL*1'), CLAIMS.indexOf('HL*3'));
    const { parts } = await split(CLAIMS.replace('SE*26', `${again}SE*34`), { by: 'payer' });
    expect(parts.map((part) => only('CLM', 'HL')(part).map((s) => s.slice(0, 8)))[0]).toEqual([
      'HL*1**20',
      'HL*2*1*2',
      'CLM*A*10',
      'CLM*B*20',
      'HL*3**20',
      'HL*4*3*2',
      'CLM*A*10',
      'CLM*B*20',
    ]);
  });
});

describe('by size', () => {
  it('fills parts up to the bytes, envelope included, and never cuts a claim', async () => {
    const limit = 800;
    const { parts, totals } = await split(CLAIMS, { by: 'size', bytes: limit });
    expect(parts.length).toBe(2);
    expect(parts.every((part) => part.text.length <= limit)).toBe(true);
    expect(parts.flatMap(only('CLM')).map((clm) => clm[4])).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(totals?.overLimit).toBe(0);
  });

  it('uses all of the room: one byte less makes another part', async () => {
    const whole = (await textsOf(CLAIMS, { by: 'size', bytes: 100_000 }))[0] ?? '';
    expect(await textsOf(CLAIMS, { by: 'size', bytes: whole.length })).toHaveLength(1);
    expect(await textsOf(CLAIMS, { by: 'size', bytes: whole.length - 1 })).toHaveLength(2);
  });

  it('gives a claim that is too large a part of its own and says so', async () => {
    const { totals } = await split(CLAIMS, { by: 'size', bytes: 100 });
    expect(totals).toEqual({ parts: 5, claims: 5, overLimit: 5 });
  });

  it('does not cut sets of other kinds', async () => {
    const text = goldenX12('a999-one-of-two-rejected.x12');
    expect(await textsOf(text, { by: 'size', bytes: 10 })).toEqual([text]);
  });
});

describe('by set', () => {
  it('makes an interchange of each set and leaves what is in it alone', async () => {
    const text = goldenX12('r835-two-payers.x12');
    const { parts, totals } = await split(text, { by: 'set' });
    const body = (from: string): string => from.slice(from.indexOf('BPR'), from.indexOf('SE*'));
    expect(totals).toEqual({ parts: 2, claims: 2, overLimit: 0 });
    expect(body(parts[1]?.text ?? '')).toBe(body(text.slice(text.indexOf('ST*835*0002'))));
    expect(parts.map(only('ST', 'SE', 'GE', 'IEA'))).toEqual([
      ['ST*835*0001', 'SE*16*0001', 'GE*1*904', 'IEA*1*000000904'],
      ['ST*835*0002', 'SE*18*0002', 'GE*1*905', 'IEA*1*000000905'],
    ]);
  });

  test.each([
    'a999-group-rejected.x12',
    'ta1-with-999.x12',
    'ta1-duplicate.x12',
    'ca277-one-of-two-rejected.x12',
  ])('gives %s, which holds one, back as it is', async (file) => {
    expect(await textsOf(goldenX12(file), { by: 'set' })).toEqual([goldenX12(file)]);
  });

  it('writes wrong counts anew', async () => {
    const text = goldenX12('r835-zero-pay.x12');
    expect(await textsOf(text.replace('SE*26', 'SE*99').replace('IEA*1', 'IEA*3'), { by: 'set' })).toEqual([
      text,
    ]);
  });
});

describe('inquiries and their answers', () => {
  const INQUIRY = [
    ISA('000000301'),
    'GS*HS*SENDER*RECEIVER*20260105*0800*301*X*005010X279A1~',
    'ST*270*0001*005010X279A1~',
    'BHT*0022*13*ELIG0001*20260105*0800~',
    'HL*1**20*1~',
    'NM1*PR*2*ACME*****PI*99001~',
    'HL*2*1*21*1~',
    'NM1*1P*2*RIVERBEND*****XX*1999999992~',
    'HL*3*2*22*1~',
    'NM1*IL*1*DOE*JANE****MI*MEM0001~',
    'HL*4*3*23*0~',
    'TRN*1*T1*9RIVERBEND~',
    'NM1*03*1*DOE*JIM~',
    'EQ*30~',
    'HL*5*2*22*0~',
    'TRN*1*T2*9RIVERBEND~',
    'NM1*IL*1*ROE*ANN****MI*MEM0002~',
    'EQ*30~',
    'SE*17*0001~',
    'GE*1*301~',
    'IEA*1*000000301~',
  ].join('\n');

  it('are cut between subscribers, each with the dependents', async () => {
    const { parts } = await split(INQUIRY, { by: 'claim' });
    expect(parts.map(only('HL', 'TRN', 'SE'))).toEqual([
      ['HL*1**20*1', 'HL*2*1*21*1', 'HL*3*2*22*1', 'HL*4*3*23*0', 'TRN*1*T1*9RIVERBEND', 'SE*13*0001'],
      ['HL*1**20*1', 'HL*2*1*21*1', 'HL*3*2*22*0', 'TRN*1*T2*9RIVERBEND', 'SE*11*0001'],
    ]);
  });
});

describe('what is refused', () => {
  test.each([
    ['a 999 by claim', goldenX12('a999-group-rejected.x12'), { by: 'claim' }, 'NOT-BY-CLAIM'],
    ['a 277CA by claim', goldenX12('ca277-one-of-two-rejected.x12'), { by: 'claim' }, 'NOT-BY-CLAIM'],
    ['a 277CA by payer', goldenX12('ca277-one-of-two-rejected.x12'), { by: 'payer' }, 'NOT-BY-PAYER'],
    ['a file that breaks off', CLAIMS.slice(0, CLAIMS.indexOf('CLM*D')), { by: 'claim' }, 'CUT-OFF'],
    ['a segment outside of sets', CLAIMS.replace('GE*', 'REF*X*1~\nGE*'), { by: 'claim' }, 'OUTSIDE'],
    ['a set without a group', CLAIMS.replace(/GS.*\n/, ''), { by: 'claim' }, 'NO-GROUP'],
    ['a file without its end', CLAIMS.slice(0, CLAIMS.indexOf('GE*')), { by: 'claim' }, 'CUT-OFF'],
    ['text that is no X12', 'HELLO', { by: 'set' }, 'TEXT-OUTSIDE-INTERCHANGE'],
    [
      'a binary segment of another length',
      CLAIMS.replace('CLM*D', 'BIN*9*AB~\nCLM*D'),
      { by: 'claim' },
      'BINARY',
    ],
    ['more parts than numbers', CLAIMS, { by: 'claim', controlNo: 999_999_998 }, 'CONTROL-NO'],
  ] as const)('%s', async (_, text, options, code) => {
    const { refusal } = await split(text, options);
    expect(refusal?.code).toBe(code);
    expect(refusal?.message).not.toMatch(/DOE|MEM0001/);
  });
});
