import { describe, expect, it, test } from 'vitest';
import { i837 } from '../../../../core/x12/guides/i837.ts';
import { faultsOf } from '../claim-cases.ts';
import { golden } from '../p837-cases.ts';

const WHOLE = golden('i837-every-field');

/** The golden with one line changed, and its count of segments with it. */
function changed(from: string | RegExp, to: string): string {
  const text = WHOLE.replace(from, to);
  expect(text).not.toBe(WHOLE);
  const count = text.slice(text.indexOf('ST*'), text.indexOf('GE*')).split('~').length - 1;
  return text.replace(/SE\*\d+/, `SE*${count}`);
}
const times = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i)).join('~\n');
const OTHER_DIAGNOSES = /HI\*ABF.*(?=~)/;
const codes = (n: number): string => `HI*${times(n, () => 'ABF:E119').replaceAll('~\n', '*')}`;

describe('the guide of the 837I', () => {
  it('is of set 837 and its functional group', () => {
    expect([i837.setId, i837.functionalCode, i837.root.id]).toEqual(['837', 'HC', '837I']);
  });

  it('has nothing against a claim with every loop', async () => {
    expect(await faultsOf(WHOLE)).toEqual([]);
  });

  test.each<[string, string | RegExp, string]>([
    ['24 other diagnoses', OTHER_DIAGNOSES, `${codes(12)}~\n${codes(12)}`],
    ['codes in any order of their kinds', /(HI\*DR.*\n)(HI\*ABF.*\n)/, '$2$1'],
    ['five investigational devices', 'REF*LX*IDE1', times(4, (i) => `REF*LX*IDE${i + 3}`)],
    ['ten notes of the claim', 'NTE*NTR*NUTRITION NOTE', times(9, (i) => `NTE*MED*NOTE ${i}`)],
    ['no attending provider: transport alone', /NM1\*71\*1\*HALL(?:.*\n){4}(?=NM1\*72)/, ''],
    ['a procedure with the code of a hospital payment system', 'HC:99199', 'HP:A0001'],
    ['a subrogation demand', 'CH~', '31~'],
    [
      'days and a revenue code that a repricer allowed',
      /HCP\*10\*100\*20.*(?=~)/,
      'HCP*10*100******0120***DA*3',
    ],
    [
      'a revenue code and a procedure of a repriced line',
      'HCP*10*100~',
      'HCP*10*100******0450*HC*99213*UN*1~',
    ],
    ['a line with a line of its own dates', 'DTP*472*RD8*20260110-20260111', 'DTP*472*D8*20260110'],
  ])('allows %s', async (_, from, to) => {
    expect(await faultsOf(changed(from, to))).toEqual([]);
  });

  test.each<[string, string | RegExp, string, readonly string[]]>([
    [
      'a third segment of other diagnoses',
      OTHER_DIAGNOSES,
      times(3, () => codes(1)),
      ['SEGMENT-OVER-MAXIMUM HI 2300'],
    ],
    ['a second principal diagnosis', 'HI*ABJ', 'HI*ABK:E119~\nHI*ABJ', ['SEGMENT-OVER-MAXIMUM HI 2300']],
    [
      'a fourth reason of the visit',
      'APR:R112',
      times(3, () => 'APR:R112').replaceAll('~\n', '*'),
      ['ELEMENT-NOT-USED HI4 2300'],
    ],
    [
      'an occurrence without a date',
      'BH:11:D8:20260110*',
      'BH:11*',
      ['ELEMENT-MISSING HI1-3 2300', 'ELEMENT-MISSING HI1-4 2300'],
    ],
    ['a value without an amount', 'BE:80:::3*', 'BE:80*', ['ELEMENT-MISSING HI1-5 2300']],
    ['a span of one day', 'RD8:20260101-20260103', 'D8:20260101', ['ELEMENT-CODE HI1-3 2300']],
    [
      'a specialty of the operating physician',
      'NM1*ZZ*1*LEE*GRACE****XX*1777777776~\nREF*LU*LOC3',
      'PRV*AT*PXC*208600000X',
      ['QUALIFIER-UNKNOWN PRV1 2310B'],
    ],
    ['a contact of the facility', 'REF*LU*LOC2', 'PER*IC*X*TE*5555550100', ['SEGMENT-UNEXPECTED PER 2310E']],
    [
      'an organization that attends',
      'NM1*71*1*HALL*RUTH*B**SR',
      'NM1*71*2*HALL',
      ['ELEMENT-CODE NM12 2310A'],
    ],
    ['a signature of another payer', 'OI***Y***I', 'OI***Y*P**I', ['ELEMENT-NOT-USED OI4 2320']],
    ['an adjudication without its date', /DTP\*573\*D8\*20260118~\nAMT/, 'AMT', ['SEGMENT-MISSING DTP 2430']],
    [
      'a repriced claim by the minute',
      /HCP\*10\*100\*20.*(?=~)/,
      'HCP*10*100*********MJ*3',
      ['ELEMENT-CODE HCP11 2300'],
    ],
    [
      "a UPIN of another payer's facility",
      /(NM1\*77\*2~\nREF\*)../,
      '$11G',
      ['QUALIFIER-UNKNOWN REF1 2330F'],
    ],
    ['an unknown code of a product', 'LIN**N4', 'LIN**UP', ['ELEMENT-CODE LIN2 2410']],
  ])('refuses %s', async (_, from, to, faults) => {
    expect(await faultsOf(changed(from, to))).toEqual(faults);
  });

  it('has up to 999 lines', async () => {
    const lines = (n: number) => times(n, (i) => `LX*${i + 3}~\nSV2*0120**1*UN*1`);
    const end = /(?=SE\*)/;
    expect(await faultsOf(changed(end, `${lines(997)}~\n`))).toEqual([]);
    expect(await faultsOf(changed(end, `${lines(998)}~\n`))).toEqual(['LOOP-OVER-MAXIMUM LX 2400']);
  });
});
