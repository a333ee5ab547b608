import { describe, expect, it, test } from 'vitest';
import { codesIn, findingsIn, golden, itemsOf } from '../p837-cases.ts';

const A = golden('a-837p-one-payer');

describe('an envelope', () => {
  test.each<[string, string, string, string]>([
    [
      'IEA02 of another interchange',
      A.replace('IEA*1*000000101', 'IEA*1*000000102'),
      'IEA-CONTROL-NO',
      'TA105 001',
    ],
    ['a wrong count of groups', A.replace('IEA*1', 'IEA*2'), 'IEA-COUNT', 'TA105 021'],
    ['no IEA', A.replace(/^IEA.*\n/m, ''), 'IEA-MISSING', 'TA105 023'],
    [
      'an unknown sender qualifier',
      A.replace('*00*          *ZZ', '*00*          *AB'),
      'ISA-SENDER-QUALIFIER',
      'TA105 005',
    ],
    ['a date that does not exist', A.replace('*260106*0930*^', '*261306*0930*^'), 'ISA-DATE', 'TA105 014'],
    ['a time that does not exist', A.replace('*0930*^', '*2530*^'), 'ISA-TIME', 'TA105 015'],
    ['another version', A.replace('*00501*', '*00401*'), 'ISA-VERSION', 'TA105 017'],
    ['a control number of letters', A.replaceAll('000000101', '00000010A'), 'ISA-CONTROL-NO', 'TA105 018'],
    ['ISA14 of neither kind', A.replace('*0*T*:', '*X*T*:'), 'ISA-ACKNOWLEDGMENT', 'TA105 019'],
    ['ISA15 of neither kind', A.replace('*0*T*:', '*0*X*:'), 'ISA-USAGE', 'TA105 020'],
    ['GE02 of another group', A.replace('GE*1*101', 'GE*1*102'), 'GE-CONTROL-NO', 'AK905 4'],
    ['a wrong count of sets', A.replace('GE*1', 'GE*2'), 'GE-COUNT', 'AK905 5'],
    ['no GE', A.replace(/^GE.*\n/m, ''), 'GE-MISSING', 'AK905 3'],
    ['no GS', A.replace(/^GS.*\n/m, ''), 'GS-MISSING', 'TA105 022'],
    ['SE02 of another set', A.replace('SE*32*0001', 'SE*32*0002'), 'SE-CONTROL-NO', 'IK502 3'],
    ['a wrong count of segments', A.replace('SE*32', 'SE*33'), 'SE-COUNT', 'IK502 4'],
    ['no SE', A.replace(/^SE.*\n/m, ''), 'SE-MISSING', 'IK502 2'],
    ['a set control number too short', A.replaceAll('*0001', '*1'), 'ST-CONTROL-NO', 'IK502 7'],
  ])('with %s', async (_, text, code, acknowledged) => {
    const findings = findingsIn(await itemsOf(text));
    const found = findings.find((finding) => finding.code === code);
    const { element, code: ack } = found?.acknowledgmentCode ?? {};
    expect(`${element} ${ack}`).toBe(acknowledged);
    expect(found?.position.offset).toBeGreaterThanOrEqual(0);
  });

  it('with repeated control numbers', async () => {
    const set = A.slice(A.indexOf('ST*'), A.indexOf('GE*'));
    const group = A.slice(A.indexOf('GS*'), A.indexOf('IEA*'));
    const twice = A.replace('GE*1', `${set}GE*2`);
    expect(codesIn(await itemsOf(twice))).toEqual(['ST-CONTROL-NO-REPEATED']);
    expect(codesIn(await itemsOf(A.replace('IEA*1', `${group}IEA*2`)))).toEqual(['GS-CONTROL-NO-REPEATED']);
  });

  it('names interchange, group and set of what it finds', async () => {
    const [finding] = findingsIn(await itemsOf(A + A.replace('SE*32', 'SE*31')));
    expect(finding?.position).toEqual({
      interchange: 2,
      interchangeControlNo: '000000101',
      group: 1,
      set: 1,
      segment: 32,
      segmentId: 'SE',
      element: 1,
      offset: A.length + A.indexOf('SE*32'),
    });
  });

  it('counts all that it holds', async () => {
    expect((await itemsOf(A + A)).at(-1)).toEqual({
      kind: 'end',
      interchanges: 2,
      groups: 2,
      sets: 2,
      segments: 72,
    });
  });
});
