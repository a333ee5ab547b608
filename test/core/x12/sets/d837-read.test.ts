import { describe, expect, it, test } from 'vitest';
import type { DentalClaim } from '../../../../core/x12/types.ts';
import { dentalHeader, dentalIn, faultsOf } from '../claim-cases.ts';
import { dentalEveryField } from '../d837-every-field.ts';
import { codesIn, findingsIn, golden, itemsOf } from '../p837-cases.ts';

const WHOLE = golden('d837-every-field');

async function one(text: string): Promise<DentalClaim> {
  const [claim] = await dentalIn(text);
  if (claim === undefined) throw new Error('no claim was read');
  return claim;
}

describe('an 837D', () => {
  it('is read with every loop and field', async () => {
    const { content, ...around } = await one(WHOLE);
    expect(content).toEqual(dentalEveryField);
    expect(around).toMatchObject({
      header: dentalHeader,
      ordinal: 1,
      context: { setControlNo: '0001', version: '005010X224A2', group: { controlNo: '105' } },
      position: { interchange: 1, group: 1, set: 1, segment: 34, segmentId: 'CLM', loop: '2300' },
    });
    expect(WHOLE.slice(around.position.offset)).toMatch(/^CLM\*D0001-1/);
  });

  it('that keeps its guide has no findings', async () => {
    const items = await itemsOf(WHOLE);
    expect(codesIn(items)).toEqual([]);
    expect(items.find((item) => item.kind === 'set-end')).toMatchObject({
      type: '837D',
      claims: 1,
      accepted: true,
    });
  });

  test.each<[string, string | RegExp, string, object]>([
    ['a claim that is no estimate', '*******PB*7', '********7', { delayReason: '7' }],
    [
      'a line that is done once',
      '*R*2*****1:2',
      '*R******1:2',
      { lines: [{ code: 'D2392', dx: [1, 2] }, {}] },
    ],
    [
      'teeth without their list',
      'DN2*4*M****JP',
      'DN2*4*M',
      { toothStates: [{ tooth: '4', state: 'M' }, {}] },
    ],
    ['ICD-9 codes', 'HI*ABK:K0263*ABF:K029', 'HI*BK:5273', { diagnosisVersion: '9', diagnoses: ['5273'] }],
    ['a tax by its other code', 'AMT*T*1.2', 'AMT*GT*1.2', { lines: [{ salesTaxCents: 120 }, {}] }],
    ['one day of service', 'RD8*20260120-20260121~\nDTP*050', 'D8*20260120~\nDTP*050', { from: '20260120' }],
  ])('with %s', async (_, from, to, content) => {
    const text = WHOLE.replace(from, to);
    expect(text).not.toBe(WHOLE);
    expect((await one(text)).content).toMatchObject(content);
    expect(await faultsOf(text)).toEqual([]);
  });

  it('needs no diagnosis', async () => {
    const text = WHOLE.replace(/HI\*.*\n/, '').replace(/SE\*(\d+)/, (_, n) => `SE*${Number(n) - 1}`);
    expect((await one(text)).content).not.toHaveProperty('diagnoses');
    expect(await faultsOf(text)).toEqual([]);
  });

  it('says that it is no estimate by saying nothing', async () => {
    const { content } = await one(WHOLE.replace('*******PB*7', '********7'));
    expect(content).not.toHaveProperty('predetermination');
  });
});

describe('what is wrong with an 837D', () => {
  test.each<[string, string | RegExp, string, string]>([
    ['an assignment that dentists cannot choose', '8*Y*C', '8*Y*B', 'ELEMENT-CODE CLM7 2300'],
    ['a surface that no tooth has', '*M:O', '*M:Q', 'ELEMENT-CODE TOO3-2 2400'],
    ['a tooth of an unknown list', 'TOO*JP*3', 'TOO*JO*3', 'ELEMENT-CODE TOO1 2400'],
    ['a state that no tooth has', 'DN2*4*M', 'DN2*4*X', 'ELEMENT-CODE DN22 2300'],
    ['a procedure of another code list', 'SV3*AD:D1110', 'SV3*HC:D1110', 'ELEMENT-CODE SV31-1 2400'],
    ['a reason why Medicare pays second', 'PLAN*****17', 'PLAN*12****17', 'ELEMENT-NOT-USED SBR5 2000B'],
    ['five diagnoses', 'ABF:K029', 'ABF:K029*ABF:K030*ABF:K031*ABF:K032', 'ELEMENT-NOT-USED HI5 2300'],
    ['a revenue code', '*AD:D2392:22**2*2', '*AD:D2392:22*0450*2*2', 'ELEMENT-NOT-USED SVD4 2430'],
  ])('%s is found, and the claim is read all the same', async (_, from, to, fault) => {
    const text = WHOLE.replace(from, to);
    expect(text).not.toBe(WHOLE);
    expect(await faultsOf(text)).toEqual([fault]);
    expect(await dentalIn(text)).toHaveLength(1);
  });

  test.each<[string, string | RegExp, string]>([
    ['no place of service', '11:B:8', ':B:8'],
    ['a line without a code', 'SV3*AD:D1110', 'SV3*AD'],
    ['a line without a charge', 'AD:D1110*95', 'AD:D1110*'],
    ['a charge with a fraction of a cent', 'AD:D1110*95', 'AD:D1110*95.001'],
    ['a payer without a name', 'NM1*PR*2*GAMMA DENTAL', 'NM1*PR*2*'],
  ])('a claim with %s is not given out', async (_, from, to) => {
    const text = WHOLE.replace(from, to);
    expect(text).not.toBe(WHOLE);
    const items = await itemsOf(text);
    expect(items.filter((item) => item.kind === 'claim')).toEqual([]);
    expect(codesIn(items)).toContain('CLAIM-UNREADABLE');
    expect(JSON.stringify(findingsIn(items))).not.toMatch(/DM0001|DOE|95\.001/);
  });
});
