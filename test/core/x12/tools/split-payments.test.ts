import { describe, expect, it, test } from 'vitest';
import { goldenX12, type MemoryPart, split } from './parts-in-memory.ts';

const lines =
  (...ids: readonly string[]) =>
  ({ text }: Pick<MemoryPart, 'text'>): readonly string[] =>
    text.split('~\n').filter((line) => ids.includes(line.split('*')[0] ?? ''));

interface Payment {
  readonly bpr?: string;
  /** LX groups of claims: id and CLP04. */
  readonly groups: readonly (readonly (readonly [id: string, paid: string])[])[];
  readonly plb?: string;
}

/** An 835 of invented claims, each charging what it is paid. */
const payment = ({ bpr = 'I*60*C*CHK************20260210', groups, plb }: Payment): string => {
  const body = [
    `BPR*${bpr}`,
    'TRN*1*EFT1*1512345678',
    'N1*PR*ACME',
    'N1*PE*RIVERBEND*XX*1999999992',
    ...groups.flatMap((claims, i) => [
      `LX*${i + 1}`,
      `TS3*1999999992*11*20261231*${claims.length}*99`,
      ...claims.flatMap(([id, paid]) => [
        `CLP*${id}*1*${paid}*${paid}**12*PAYER${id}*11*1`,
        'NM1*QC*1*DOE*JANE',
      ]),
    ]),
    ...(plb === undefined ? [] : [`PLB*1999999992*20261231*${plb}`]),
  ];
  return [
    goldenX12('r835-zero-pay.x12').slice(0, 106),
    'GS*HP*CLEARHOUSE01*SUBMITTER01*20260212*0600*903*X*005010X221A1~',
    'ST*835*0001~',
    ...body.map((line) => `${line}~`),
    `SE*${body.length + 2}*0001~`,
    'GE*1*903~',
    'IEA*1*000000903~',
    '',
  ].join('\n');
};

const shape = lines('BPR', 'LX', 'TS3', 'CLP', 'PLB', 'SE');

describe('an 835 by claim', () => {
  it('pays each part what its claims are paid; PLB goes with the last', async () => {
    const text = goldenX12('r835-denial-interest-recoupment.x12');
    const { parts } = await split(text, { by: 'claim' });
    expect(parts.map(lines('BPR', 'CLP', 'PLB', 'SE'))).toEqual([
      ['BPR*H*0*C*NON************20260210', 'CLP*C0001-1*1*150*0**12*2026011500042*11*1', 'SE*26*0001'],
      [
        'BPR*I*101*C*ACH*CCP*01*999999992*DA*123456*1512345678**01*999988880*DA*98765*20260210',
        'CLP*C0002-1*1*220*101*24*12*2026020100017*11*1',
        'SE*27*0001',
      ],
      [
        'BPR*I*28.02*C*ACH*CCP*01*999999992*DA*123456*1512345678**01*999988880*DA*98765*20260210',
        'CLP*C0003-1*1*150*76*20*12*2026020200031*11*1',
        'PLB*1999999992*20261231*WO:2025110100099*50*L6*-2.02',
        'SE*27*0001',
      ],
    ]);
  });

  it('repeats LX, and the summary of a group only where all of its claims are', async () => {
    const text = payment({
      groups: [
        [['A', '10']],
        [
          ['B', '20'],
          ['C', '30'],
        ],
      ],
    });
    const { parts } = await split(text, { by: 'claim', claims: 2 });
    expect(parts.map(shape)).toEqual([
      [
        'BPR*I*30*C*CHK************20260210',
        'LX*1',
        'TS3*1999999992*11*20261231*1*99',
        'CLP*A*1*10*10**12*PAYERA*11*1',
        'LX*2',
        'CLP*B*1*20*20**12*PAYERB*11*1',
        'SE*13*0001',
      ],
      ['BPR*I*30*C*CHK************20260210', 'LX*2', 'CLP*C*1*30*30**12*PAYERC*11*1', 'SE*9*0001'],
    ]);
  });

  it('keeps a reversal with the claims that make up for it', async () => {
    const text = payment({
      groups: [
        [
          ['A', '50'],
          ['B', '-20'],
          ['C', '5'],
          ['D', '15'],
          ['E', '10'],
        ],
      ],
    });
    const { parts, totals } = await split(text, { by: 'claim' });
    expect(parts.map((part) => lines('BPR')(part)[0]?.split('*')[2])).toEqual(['50', '0', '10']);
    expect(parts.map((part) => lines('CLP')(part).length)).toEqual([1, 3, 1]);
    expect(totals).toEqual({ parts: 3, claims: 5, overLimit: 1 });
  });

  it('joins the last parts where more is taken back than the last one pays', async () => {
    const text = payment({
      bpr: 'I*35*C*CHK************20260210',
      groups: [
        [
          ['A', '30'],
          ['B', '20'],
        ],
        [['C', '10']],
      ],
      plb: 'WO:OLD*25',
    });
    const { parts } = await split(text, { by: 'claim' });
    expect(parts.map(shape)).toEqual([
      ['BPR*I*30*C*CHK************20260210', 'LX*1', 'CLP*A*1*30*30**12*PAYERA*11*1', 'SE*9*0001'],
      [
        'BPR*I*5*C*CHK************20260210',
        'LX*1',
        'CLP*B*1*20*20**12*PAYERB*11*1',
        'LX*2',
        'TS3*1999999992*11*20261231*1*99',
        'CLP*C*1*10*10**12*PAYERC*11*1',
        'PLB*1999999992*20261231*WO:OLD*25',
        'SE*14*0001',
      ],
    ]);
  });

  it('leaves a set whole, byte for byte, where it cannot be divided at all', async () => {
    const text = payment({
      bpr: 'H*0*C*NON************20260210',
      groups: [
        [
          ['A', '10'],
          ['B', '15'],
        ],
      ],
      plb: 'FB*25',
    });
    expect((await split(text, { by: 'claim' })).parts.map((part) => part.text)).toEqual([text]);
  });

  it('takes whole sets by payer, each under the id that names the payer', async () => {
    const { parts } = await split(goldenX12('r835-two-payers.x12'), { by: 'payer' });
    expect(parts.map(({ key }) => key)).toEqual(['99001', 'BETA01']);
  });
});

describe('an 835 by size', () => {
  it('fills parts up to the bytes', async () => {
    const claims = Array.from({ length: 40 }, (_, i) => [`C${100 + i}`, '1'] as const);
    const text = payment({ bpr: 'I*40*C*CHK************20260210', groups: [claims] });
    const { parts, totals } = await split(text, { by: 'size', bytes: 1200 });
    expect(parts.flatMap(lines('CLP')).map((clp) => clp.split('*')[1])).toEqual(claims.map(([id]) => id));
    expect(parts.every((part) => part.text.length <= 1200)).toBe(true);
    expect(totals?.overLimit).toBe(0);
  });

  it('puts small sets of one group into one part', async () => {
    const { parts } = await split(goldenX12('r835-two-payers.x12'), { by: 'size', claims: 2, controlNo: 5 });
    expect(parts.map(lines('ST', 'SE', 'GE'))).toEqual([
      ['ST*835*0001', 'SE*16*0001', 'ST*835*0002', 'SE*18*0002', 'GE*2*5'],
    ]);
  });
});

describe('an 835 that is refused, since money would be made up', () => {
  const groups = [
    [
      ['A', '10'],
      ['B', '50'],
    ],
  ] as const;
  test.each([
    ['a payment that is not the sum', payment({ bpr: 'I*61*C*CHK', groups }), 'PAYMENT-BALANCE'],
    ['an amount that is none', payment({ groups }).replace('*10*10*', '*10*1O*'), 'PAYMENT-BALANCE'],
    [
      'amounts whose sum is too large to be exact',
      payment({ groups }).replaceAll(/(CLP\*.\*1)\*[0-9]+\*[0-9]+/g, `$1${'*90000000000000'.repeat(2)}`),
      'PAYMENT-BALANCE',
    ],
    ['money taken back', payment({ bpr: 'I*60*D*CHK', groups }), 'PAYMENT-DEBIT'],
  ])('%s', async (_, text, code) => {
    expect((await split(text, { by: 'claim' })).refusal).toMatchObject({ code, set: 1 });
    expect((await split(text, { by: 'set' })).refusal).toBeNull();
  });
});
