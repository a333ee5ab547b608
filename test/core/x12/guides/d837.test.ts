import { describe, expect, it, test } from 'vitest';
import { d837 } from '../../../../core/x12/guides/d837.ts';
import { faultsOf } from '../claim-cases.ts';
import { golden } from '../p837-cases.ts';

const WHOLE = golden('d837-every-field');

/** The golden with one line changed, and its count of segments with it. */
function changed(from: string | RegExp, to: string): string {
  const text = WHOLE.replace(from, to);
  expect(text).not.toBe(WHOLE);
  const count = text.slice(text.indexOf('ST*'), text.indexOf('GE*')).split('~').length - 1;
  return text.replace(/SE\*\d+/, `SE*${count}`);
}
const times = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i)).join('~\n');

describe('the guide of the 837D', () => {
  it('is of set 837 and its functional group', () => {
    expect([d837.setId, d837.functionalCode, d837.root.id]).toEqual(['837', 'HC', '837D']);
  });

  it('has nothing against a claim with every loop', async () => {
    expect(await faultsOf(WHOLE)).toEqual([]);
  });

  test.each<[string, string | RegExp, string]>([
    ['32 teeth', 'TOO*JP*4', times(31, (i) => `TOO*JP*${i + 1}`)],
    ['35 teeth that are missing', 'DN2*4*M****JP', times(34, (i) => `DN2*${i + 1}*M`)],
    ['five surfaces', '*M:O', '*M:O:D:B:L'],
    ['five areas of the mouth', '10:20', '00:01:02:10:20'],
    ['five notes', 'NTE*ADD*FIRST NOTE', times(4, (i) => `NTE*ADD*NOTE ${i}`)],
    ['a provider that bills as an organization', 'NM1*85*1*PARK*NINA*L**JR', 'NM1*85*2*PARK DENTAL****'],
    ['a line without a count', 'SV3*AD:D1110*95***I', 'SV3*AD:D1110*95'],
  ])('allows %s', async (_, from, to) => {
    expect(await faultsOf(changed(from, to))).toEqual([]);
  });

  test.each<[string, string | RegExp, string, readonly string[]]>([
    ['33 teeth', 'TOO*JP*4', times(32, (i) => `TOO*JP*${i + 1}`), ['SEGMENT-OVER-MAXIMUM TOO 2400']],
    [
      '36 states of teeth',
      'DN2*4*M****JP',
      times(35, (i) => `DN2*${i + 1}*M`),
      ['SEGMENT-OVER-MAXIMUM DN2 2300'],
    ],
    ['six surfaces', '*M:O', '*M:O:D:B:L:F', ['COMPONENTS-TOO-MANY TOO3-6 2400']],
    [
      'a sixth note',
      'NTE*ADD*FIRST NOTE',
      times(5, (i) => `NTE*ADD*NOTE ${i}`),
      ['SEGMENT-OVER-MAXIMUM NTE 2300'],
    ],
    ['a signature made by the provider', '*C*Y*I**AA', '*C*Y*I*P*AA', ['ELEMENT-NOT-USED CLM10 2300']],
    ['a drug', 'HCP*10*100~\nNM1*82*1', 'LIN**N4*00002143380~\nNM1*82*1', ['SEGMENT-UNEXPECTED LIN 2400']],
    ['a hospital attachment', 'PWK*P6*AA', 'PWK*DS*AA', ['ELEMENT-CODE PWK1 2300']],
    ['a place to admit to', 'DTP*439*D8*20260102', 'DTP*435*D8*20260102', ['QUALIFIER-UNKNOWN DTP1 2300']],
  ])('refuses %s', async (_, from, to, faults) => {
    expect(await faultsOf(changed(from, to))).toEqual(faults);
  });

  it('has up to 50 lines', async () => {
    const lines = (n: number) => times(n, (i) => `LX*${i + 3}~\nSV3*AD:D1110*1`);
    const end = /(?=SE\*)/;
    expect(await faultsOf(changed(end, `${lines(48)}~\n`))).toEqual([]);
    expect(await faultsOf(changed(end, `${lines(49)}~\n`))).toEqual(['LOOP-OVER-MAXIMUM LX 2400']);
  });
});
