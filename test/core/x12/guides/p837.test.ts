import { describe, expect, it, test } from 'vitest';
import { p837 } from '../../../../core/x12/guides/p837.ts';
import { faultsOf } from '../claim-cases.ts';
import { everyField } from '../every-field.ts';
import { filed, written } from '../p837-cases.ts';

const WHOLE = written([filed(everyField, 'C0009-2')]).text;

/** The text with one line changed, and its count of segments with it. */
function changed(from: string | RegExp, to: string): string {
  const text = WHOLE.replace(from, to);
  expect(text).not.toBe(WHOLE);
  const count = text.slice(text.indexOf('ST*'), text.indexOf('GE*')).split('~').length - 1;
  return text.replace(/SE\*\d+/, `SE*${count}`);
}

describe('the guide of the 837P', () => {
  it('is of set 837 and its functional group', () => {
    expect([p837.setId, p837.functionalCode, p837.root.id]).toEqual(['837', 'HC', '837P']);
  });

  it('has nothing against a claim with every loop', async () => {
    expect(await faultsOf(WHOLE)).toEqual([]);
  });

  test.each<[string, string | RegExp, string]>([
    ['a repricer that allows another procedure', 'HCP*10*100~', 'HCP*14*100*******HC*99213*UN*1~'],
    ['an extension of the facility', 'PER*IC*FRONT DESK*TE*5555550122*EX*3', 'PER*IC**TE*5555550122'],
    ['an e-mail address of the ordering provider', 'PER*IC*ORDER DESK*TE', 'PER*IC*ORDER DESK*EM'],
    ['three numbers of a provider at another payer', 'REF*1G*UPIN9', 'REF*0B*A~\nREF*1G*B~\nREF*G2*C'],
  ])('allows %s', async (_, from, to) => {
    expect(await faultsOf(changed(from, to))).toEqual([]);
  });

  test.each<[string, string | RegExp, string, readonly string[]]>([
    ['a method of repricing that there is not', 'HCP*10*100~', 'HCP*15*100~', ['ELEMENT-CODE HCP1 2400']],
    ['a reason of a repricer that there is not', '**T1*1*2', '**T9*1*2', ['ELEMENT-CODE HCP13 2300']],
    [
      'a procedure that was allowed for a whole claim',
      '5******T1',
      '5**HC*99213***T1',
      ['ELEMENT-NOT-USED HCP9 2300', 'ELEMENT-NOT-USED HCP10 2300'],
    ],
    [
      'a quantity that was allowed without its unit',
      'HCP*10*100~',
      'HCP*10*100**********3~',
      ['ELEMENT-CONDITION HCP11 2400'],
    ],
    [
      'a suffix of the submitter',
      'NM1*41*2*RIVERBEND BILLING****',
      'NM1*41*1*JONES*PAT***JR',
      ['ELEMENT-NOT-USED NM17 1000A'],
    ],
    ['a third cause', '*AA:OA::IL', '*AA:OA:EM:IL', ['ELEMENT-NOT-USED CLM11-3 2300']],
    [
      'two social security numbers of a subscriber of another payer',
      /REF\*SY\*123456789~(?=\nNM1\*PR)/,
      'REF*SY*123456789~\nREF*SY*123456788~',
      ['SEGMENT-OVER-MAXIMUM REF 2330A'],
    ],
    ["another payer's facility that is a person", 'NM1*77*2~', 'NM1*77*1~', ['ELEMENT-CODE NM12 2330E']],
    [
      "another payer's referring provider that is an organization",
      'NM1*P3*1~',
      'NM1*P3*2~',
      ['ELEMENT-CODE NM12 2330C'],
    ],
    [
      "a licence of another payer's billing provider",
      'REF*G2*ACMEBIL',
      'REF*0B*LIC9',
      ['QUALIFIER-UNKNOWN REF1 2330G', 'SEGMENT-MISSING REF 2330G'],
    ],
    [
      "a claim's date in the midst of a line, which goes on",
      'REF*9B*REP1',
      'DTP*431*D8*20260101~\nREF*9B*REP1',
      ['QUALIFIER-UNKNOWN DTP1 2400'],
    ],
    [
      "a claim's certification in the midst of a line, which goes on",
      'REF*9B*REP1',
      'CR2********A~\nREF*9B*REP1',
      ['SEGMENT-UNEXPECTED CR2 2400'],
    ],
    [
      'a payer in the midst of a claim, whose lines are still read',
      /(HCP\*10\*100\*20.*\n)/,
      '$1NM1*PR*2*BETA MUTUAL*****PI*99002~\n',
      ['QUALIFIER-UNKNOWN NM11 2300'],
    ],
    [
      'a telefax number of the patient',
      'PER*IC*NEXT OF KIN*TE*5555550133',
      'PER*IC*NEXT OF KIN*FX*5555550133',
      ['ELEMENT-CODE PER3 2010CA'],
    ],
    [
      'an e-mail address of the facility',
      'PER*IC*FRONT DESK*TE*5555550122*EX*3',
      'PER*IC*FRONT DESK*TE*5555550122*EM*DESK@EXAMPLE.TEST',
      ['ELEMENT-CODE PER5 2310C'],
    ],
  ])('refuses %s', async (_, from, to, faults) => {
    expect(await faultsOf(changed(from, to))).toEqual(faults);
  });

  it('sends the telephone alone where the guide knows no other way to reach someone', async () => {
    const facility = {
      ...everyField.facility,
      contact: { name: 'DESK', phone: '5555550122', email: 'D@EXAMPLE.TEST' },
    };
    const { text, findings } = written([
      filed({ ...everyField, facility, patient: { ...everyField.patient, contact: { fax: '5555550123' } } }),
    ]);
    expect(text).toContain('PER*IC*DESK*TE*5555550122~');
    expect(text).not.toContain('5555550123');
    const left = findings.filter(({ code }) => code === 'LEN-01').map(({ field }) => field);
    expect(left.toSorted()).toEqual(['facility.contact.email', 'patient.contact.fax']);
    expect(await faultsOf(text)).toEqual([]);
  });
});
