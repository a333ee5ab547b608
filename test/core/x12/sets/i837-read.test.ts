import { describe, expect, it, test } from 'vitest';
import type { InstitutionalClaim } from '../../../../core/x12/types.ts';
import { faultsOf, institutionalHeader, institutionalIn } from '../claim-cases.ts';
import { institutionalEveryField } from '../i837-every-field.ts';
import { codesIn, findingsIn, golden, itemsOf } from '../p837-cases.ts';

const WHOLE = golden('i837-every-field');

async function one(text: string): Promise<InstitutionalClaim> {
  const [claim] = await institutionalIn(text);
  if (claim === undefined) throw new Error('no claim was read');
  return claim;
}

describe('an 837I', () => {
  it('is read with every loop and field', async () => {
    const { content, ...around } = await one(WHOLE);
    expect(content).toEqual(institutionalEveryField);
    expect(around).toMatchObject({
      header: institutionalHeader,
      ordinal: 1,
      context: { setControlNo: '0001', version: '005010X223A2', group: { controlNo: '104' } },
      position: { interchange: 1, group: 1, set: 1, segment: 39, segmentId: 'CLM', loop: '2300' },
    });
    expect(WHOLE.slice(around.position.offset)).toMatch(/^CLM\*H0001-1/);
  });

  it('that keeps its guide has no findings', async () => {
    const items = await itemsOf(WHOLE);
    expect(codesIn(items)).toEqual([]);
    expect(items.find((item) => item.kind === 'set-end')).toMatchObject({
      type: '837I',
      claims: 1,
      accepted: true,
    });
  });

  test.each<[string, string | RegExp, string, object]>([
    [
      'ICD-9 codes',
      /HI\*ABK.*\nHI\*ABJ.*\nHI\*APR.*\nHI\*ABN.*\n/,
      'HI*BK:3669:::::::Y~\nHI*BJ:7890~\nHI*PR:7891*PR:7892~\nHI*BN:E8881:::::::N~\n',
      {
        diagnosisVersion: '9',
        principalDiagnosis: { code: '3669', poa: 'Y' },
        admittingDiagnosis: '7890',
        visitReasons: ['7891', '7892'],
        externalCauses: [{ code: 'E8881', poa: 'N' }],
      },
    ],
    [
      'ICD-9 procedures',
      /HI\*BBR.*\nHI\*BBQ.*\n/,
      'HI*BR:4701:D8:20260111~\nHI*BQ:5491:D8:20260112~\n',
      {
        principalProcedure: { code: '4701', date: '20260111' },
        otherProcedures: [{ code: '5491', date: '20260112' }],
      },
    ],
    ['an admission without a time', 'DT*202601101400', 'D8*20260110', { admission: { date: '20260110' } }],
    [
      'a statement of one day',
      'RD8*20260110-20260113',
      'RD8*20260110-20260110',
      { statementFrom: '20260110', statementTo: '20260110' },
    ],
    ['no type of admission', 'CL1*1*2*01', 'CL1***30', { patientStatus: '30' }],
    ['an attending provider without an NPI', '**SR*XX*1444444446', '**SR', { attending: { suffix: 'SR' } }],
  ])('with %s', async (_, from, to, content) => {
    const text = WHOLE.replace(from, to);
    expect(text).not.toBe(WHOLE);
    expect((await one(text)).content).toMatchObject(content);
    expect(await faultsOf(text)).toEqual([]);
  });

  it('keeps a repeated reference rather than lose it', async () => {
    const { content } = await one(WHOLE.replace('REF*G1*AUTH1', 'REF*G1*FIRST~\nREF*G1*SECOND'));
    expect(content.priorAuthNo).toBe('FIRST');
    expect(content.references).toContainEqual({ qualifier: 'G1', value: 'SECOND' });
  });

  it('gives each of several claims its own patient, and the parties above once for all', async () => {
    const claim = WHOLE.slice(WHOLE.indexOf('CLM*'), WHOLE.indexOf('SE*'));
    const patient = WHOLE.slice(WHOLE.indexOf('HL*3*'), WHOLE.indexOf('CLM*'));
    const second = `${patient.replace('HL*3', 'HL*4').replace('*SAM', '*TIM')}${claim.replaceAll('H0001', 'H0002')}`;
    const claims = await institutionalIn(WHOLE.replace('SE*', `${second}SE*`));
    expect(claims.map(({ ordinal, content }) => [ordinal, content.claimNo, content.patient.first])).toEqual([
      [1, 'H0001-1', 'SAM'],
      [2, 'H0002-1', 'TIM'],
    ]);
    expect(claims[1]?.content.billing).toEqual(institutionalEveryField.billing);
  });
});

describe('what is wrong with an 837I', () => {
  test.each<[string, string | RegExp, string, string]>([
    ['a signature, which only doctors and dentists send', 'A:7**A', 'A:7*Y*A', 'ELEMENT-NOT-USED CLM6 2300'],
    ['a place of service', '11:A:7', '11:B:7', 'ELEMENT-CODE CLM5-2 2300'],
    ['no statement dates', /DTP\*434.*\n/, '', 'SEGMENT-MISSING DTP 2300'],
    ['a statement day that does not exist', '-20260113', '-20260231', 'ELEMENT-DATE DTP3 2300'],
    ['an hour that does not exist', 'TM*1100', 'TM*2560', 'ELEMENT-TIME DTP3 2300'],
    ['an unknown mark of presence', 'K3580:::::::Y', 'K3580:::::::X', 'ELEMENT-CODE HI1-9 2300'],
    ['a date of a procedure that is none', 'D8:20260111', 'D8:20260199', 'ELEMENT-DATE HI1-4 2300'],
    ['a person who bills', 'NM1*85*2*', 'NM1*85*1*', 'ELEMENT-CODE NM12 2010AA'],
    [
      'a contact of the subscriber',
      'REF*SY*123456789',
      'PER*IC*X*TE*5555550100',
      'SEGMENT-UNEXPECTED PER 2010BA',
    ],
  ])('%s is found, and the claim is read all the same where it can be', async (_, from, to, fault) => {
    const text = WHOLE.replace(from, to);
    expect(text).not.toBe(WHOLE);
    expect(await faultsOf(text)).toContain(fault);
  });

  test.each<[string, string | RegExp, string]>([
    ['no type of bill', '11:A:7', ':A:7'],
    ['no statement dates', /DTP\*434.*\n/, ''],
    ['no status of the patient', 'CL1*1*2*01', 'CL1*1*2'],
    ['no principal diagnosis', /HI\*ABK.*\n/, ''],
    ['a line without a revenue code', 'SV2*0120', 'SV2*'],
    ['a line without units', '6999.5*DA*3', '6999.5*DA'],
    ['a charge that is no amount', '*6999.5*', '*6999.5O*'],
    ['a value with a fraction of a cent', 'A2:::15.31', 'A2:::15.315'],
    ['a payer without an id', 'BETA MUTUAL*****PI*99002', 'BETA MUTUAL'],
  ])('a claim with %s is not given out', async (_, from, to) => {
    const text = WHOLE.replace(from, to);
    expect(text).not.toBe(WHOLE);
    const items = await itemsOf(text);
    expect(items.filter((item) => item.kind === 'claim')).toEqual([]);
    expect(codesIn(items)).toContain('CLAIM-UNREADABLE');
    expect(JSON.stringify(findingsIn(items))).not.toMatch(/MEM000|POE|6999|15\.315/);
  });
});
