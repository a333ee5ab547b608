import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { checkRemittances } from '../../../core/remit/check.ts';

const folder = join(import.meta.dirname, '../../golden/x12');
const golden = (name: string): string => readFileSync(join(folder, `${name}.x12`), 'latin1');
const check = (text: string) => checkRemittances([Buffer.from(text, 'latin1')]);

describe('whether payments come out', () => {
  test.each<[string, string, readonly (readonly [string, number, number])[]]>([
    ['the worked payment F', 'r835-denial-interest-recoupment', [['EFT0210001', 12_902, 3]]],
    ['the worked reversal', 'r835-reversal-correction', [['EFT0310001', 9600, 3]]],
    [
      'two payers in one file',
      'r835-two-payers',
      [
        ['EFT0213001', 7600, 1],
        ['88771', 2400, 1],
      ],
    ],
    ['one that pays nothing', 'r835-zero-pay', [['ADVICE0212001', 0, 2]]],
  ])('%s balances', async (_, name, expected) => {
    const { transactions, balanced, claims, paidCents } = await check(golden(name));
    expect(transactions.map(({ trace, paidCents: paid, claims: count }) => [trace, paid, count])).toEqual(
      expected,
    );
    expect(balanced).toBe(true);
    expect(claims).toBe(expected.reduce((total, [, , count]) => total + count, 0));
    expect(paidCents).toBe(expected.reduce((total, [, paid]) => total + paid, 0));
  });

  it('shows each difference with its level, place and cents', async () => {
    const { transactions, balanced } = await check(
      golden('r835-two-payers')
        .replace('CAS*CO*45*54~', 'CAS*CO*45*53.99~')
        .replace('BPR*I*24*', 'BPR*I*25*'),
    );
    expect(balanced).toBe(false);
    expect(transactions.map((one) => one.balanced)).toEqual([false, false]);
    expect(transactions.flatMap((one) => one.differences)).toEqual([
      {
        level: 'claim',
        position: { interchange: 1, group: 1, set: 1, segment: 11, segmentId: 'CLP', claim: 1, offset: 412 },
        cents: 1,
      },
      {
        level: 'transaction',
        position: { interchange: 1, group: 1, set: 2, segment: 1, segmentId: 'ST', claim: null, offset: 551 },
        cents: -100,
      },
    ]);
  });

  it('counts the differences that it does not show', async () => {
    const [head = '', tail = ''] = golden('r835-two-payers').split('NM1*QC*1*COE');
    const claim = 'CLP*C0003-1*1*150*76*20*12*2026020200031*11*1~NM1*QC*1*COE*ANN****MI*MEM0009~';
    const { transactions } = await check(`${head}${claim.repeat(150)}NM1*QC*1*COE${tail}`);
    expect(transactions[0]?.differences).toHaveLength(101);
    expect(transactions[0]?.differencesLeftOff).toBe(50);
  });
});

describe('what moves no money', () => {
  test.each([
    ['a code that is none', (text: string) => text.replace('*ACH*', '*ZZZ*')],
    ['a name that is too long', (text: string) => text.replace('RIVERBEND', 'RIVERBEND'.repeat(20))],
    ['a date that does not exist', (text: string) => text.replace('DTM*472*20260105', 'DTM*472*20261305')],
  ])('changes no verdict: %s', async (_, wrong) => {
    const text = golden('r835-denial-interest-recoupment');
    expect(wrong(text)).not.toBe(text);
    const { transactions } = await check(wrong(text));
    expect(transactions).toMatchObject([{ balanced: true, problems: [] }]);
  });
});

describe('amounts that no sum can hold exactly', () => {
  it('are a difference, and no failure', async () => {
    const most = '9999999999999.99';
    const adjustments = `CAS*CO*45*${Array(6).fill(most).join('**46*')}~`;
    const text = golden('r835-two-payers')
      .replace('CAS*CO*45*54~', adjustments.repeat(2))
      .replaceAll(/BPR\*I\*\d+/g, `BPR*I*${most}`);
    const { transactions, balanced } = await check(text);
    expect(balanced).toBe(false);
    expect(transactions[0]?.differences.map(({ level, cents }) => [level, cents])).toContainEqual([
      'claim',
      Number.MAX_SAFE_INTEGER,
    ]);
  });
});

describe('what was not read whole', () => {
  it('proves nothing: an amount that cannot be read', async () => {
    const { transactions } = await check(golden('r835-zero-pay').replace('BPR*H*0*', 'BPR*H*0,00*'));
    expect(transactions.every(({ balanced }) => !balanced)).toBe(true);
  });

  it('proves nothing: a set that broke off', async () => {
    const text = golden('r835-two-payers');
    const { transactions, balanced } = await check(text.slice(0, text.indexOf('NM1*TT')));
    expect(balanced).toBe(false);
    expect(transactions[1]).toMatchObject({ readable: false, problems: ['SE-MISSING'] });
  });

  test.each([
    ['an empty file', ''],
    ['a file that is no X12', 'encounter,patient\n1,2\n'],
    ['an 837', readFileSync(join(folder, 'a-837p-one-payer.edi'), 'latin1')],
  ])('%s is no payment, and says why', async (_, text) => {
    const result = await check(text);
    expect(result).toMatchObject({ transactions: [], balanced: false, claims: 0, paidCents: 0 });
    expect(result.notRead).not.toEqual([]);
  });
});
