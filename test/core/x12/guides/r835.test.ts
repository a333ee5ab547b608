import { describe, expect, it, test } from 'vitest';
import { faultsOf } from '../claim-cases.ts';
import { findingsIn, itemsOf } from '../p837-cases.ts';
import { golden } from '../sets/answers.ts';

const WHOLE = golden('r835-denial-interest-recoupment');

/** The golden with one line changed, and its count of segments with it. */
function changed(from: string | RegExp, to: string): string {
  const text = WHOLE.replace(from, to);
  expect(text).not.toBe(WHOLE);
  const count = text.slice(text.indexOf('ST*'), text.indexOf('GE*')).split('~').length - 1;
  return text.replace(/SE\*\d+/, `SE*${count}`);
}

const PATIENT = 'NM1*QC*1*DOE*JANE*Q***MI*MEM0001~';
const PAYEE = 'LX*1~';

describe('the guide of the 835', () => {
  it('has nothing against a remittance with a denial, interest and a recoupment', async () => {
    expect(await faultsOf(WHOLE)).toEqual([]);
  });

  test.each<[string, string | RegExp, string]>([
    ['a payment in another format of the clearing house', 'ACH*CCP', 'ACH*PPD'],
    [
      'a contact by telephone with extension, and by e-mail',
      /PER\*BL\*.*~/,
      'PER*BL*EDI*TE*5555550190*EX*12*EM*EDI@ACME.TEST~',
    ],
    ['a web site beside a telephone', /PER\*BL\*.*~/, 'PER*BL*EDI*TE*5555550190*UR*ACME.TEST~'],
    ['a patient by a Medicare number', PATIENT, PATIENT.replace('*MI*', '*HN*')],
    ['a patient by a Medicaid number', PATIENT, PATIENT.replace('*MI*', '*MR*')],
    ['a patient without a number', PATIENT, 'NM1*QC*1*DOE*JANE*Q~'],
    ['a corrected member id', PATIENT, `${PATIENT}\nNM1*74*1******C*MEM0009~`],
    ['a provider by a state license', PATIENT, `${PATIENT}\nNM1*82*1*COE*ANN****SL*L0001~`],
    ['another payer by its own number', PATIENT, `${PATIENT}\nNM1*PR*2*OTHER PLAN*****PI*77777~`],
    ['a summary of the provider', PAYEE, `${PAYEE}\nTS3*1999999992*11*20261231*3*520~`],
  ])('allows %s', async (_, from, to) => {
    expect(await faultsOf(changed(from, to))).toEqual([]);
  });

  test.each<[string, string | RegExp, string, readonly string[]]>([
    ['a format that no clearing house has', 'ACH*CCP', 'ACH*QQQ', ['ELEMENT-CODE BPR5 ST']],
    ['a contact in an unknown way', /(PER\*BL\*.*\*)TE/, '$1QQ', ['ELEMENT-CODE PER3 1000A']],
    ['a trace before its payment', /(BPR.*\n)(TRN.*\n)/, '$2$1', ['SEGMENT-OUT-OF-SEQUENCE BPR ST']],
    ['an unknown kind of member id', PATIENT, PATIENT.replace('*MI*', '*QQ*'), ['ELEMENT-CODE NM18 2100']],
    [
      'a provider by a member id',
      PATIENT,
      `${PATIENT}\nNM1*82*1*COE*ANN****MI*L0001~`,
      ['ELEMENT-CODE NM18 2100'],
    ],
    [
      'another payer without a name',
      PATIENT,
      `${PATIENT}\nNM1*PR*2******PI*77777~`,
      ['ELEMENT-MISSING NM13 2100'],
    ],
    [
      'a summary of the provider without charges',
      PAYEE,
      `${PAYEE}\nTS3*1999999992*11*20261231*3~`,
      ['ELEMENT-MISSING TS35 2000'],
    ],
  ])('is against %s', async (_, from, to, faults) => {
    expect(await faultsOf(changed(from, to))).toEqual(faults);
  });

  test.each<[string, string | RegExp, number, string]>([
    ['the payment', /BPR.*\n/, 1, 'ST'],
    ['the trace', /TRN.*\n/, 2, 'ST'],
    ['the payee', /N1\*PE(?:.*\n){2}/, 9, 'ST'],
    ['a patient', `${PATIENT}\n`, 13, '2100'],
  ])('misses %s where it should stand', async (_, from, segment, loop) => {
    const findings = findingsIn(await itemsOf(changed(from, '')));
    expect(findings.filter(({ code }) => code === 'SEGMENT-MISSING').map(({ position }) => position)).toEqual(
      [expect.objectContaining({ segment, loop })],
    );
  });
});
