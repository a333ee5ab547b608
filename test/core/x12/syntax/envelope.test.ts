import { describe, expect, it, test } from 'vitest';
import { readX12, type X12Item } from '../../../../core/x12/read.ts';
import { codesIn, findingsIn, golden, itemsOf } from '../p837-cases.ts';

const A = golden('a-837p-one-payer');
/** The same under the next control number. */
const NEXT = A.replaceAll('000000101', '000000102');

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
    [
      'authorization information of no known kind',
      A.replace('ISA*00', 'ISA*99'),
      'ISA-AUTHORIZATION-QUALIFIER',
      'TA105 010',
    ],
    [
      'security information of no known kind',
      A.replace('*00*          *ZZ', '*07*          *ZZ'),
      'ISA-SECURITY-QUALIFIER',
      'TA105 012',
    ],
    ['a date that does not exist', A.replace('*260106*0930*^', '*261306*0930*^'), 'ISA-DATE', 'TA105 014'],
    ['a time that does not exist', A.replace('*0930*^', '*2530*^'), 'ISA-TIME', 'TA105 015'],
    ['another version', A.replace('*00501*', '*00401*'), 'ISA-VERSION', 'TA105 017'],
    ['a control number of letters', A.replaceAll('000000101', '00000010A'), 'ISA-CONTROL-NO', 'TA105 018'],
    ['ISA14 of neither kind', A.replace('*0*T*:', '*X*T*:'), 'ISA-ACKNOWLEDGMENT', 'TA105 019'],
    ['ISA15 of neither kind', A.replace('*0*T*:', '*0*X*:'), 'ISA-USAGE', 'TA105 020'],
    ['no ISA16', A.replace('*T*:~', '*T*~'), 'ISA-COMPONENT', 'TA105 027'],
    ['a letter as ISA16', A.replace('*T*:~', '*T*X~'), 'ISA-COMPONENT', 'TA105 027'],
    ['the terminator as ISA16', A.replace('*T*:~', '*T*~~'), 'ISA-COMPONENT', 'TA105 027'],
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

  test.each<[string, string, readonly number[]]>([
    ['ISA06 too narrow', A.replace('SUBMITTER01    *', 'SUBMITTER01  *'), [6]],
    ['ISA06 too wide', A.replace('SUBMITTER01    *', 'SUBMITTER01     *'), [6]],
    [
      'ISA02 and ISA08 too narrow',
      A.replace('*00*          *', '*00**').replace('01   *26', '01*26'),
      [2, 8],
    ],
    ['an ISA that is wrapped', A.replace('*ZZ*CLEAR', '*ZZ*CL\r\nEAR'), []],
  ])('with %s: the finding names the field', async (_, text, elements) => {
    const found = findingsIn(await itemsOf(text));
    expect(found.map(({ code }) => code)).toEqual(elements.map(() => 'ISA-WIDTH'));
    expect(found.map(({ position }) => position)).toEqual(
      elements.map((element) => ({
        interchange: 1,
        interchangeControlNo: '000000101',
        segment: 1,
        segmentId: 'ISA',
        element,
        offset: 0,
      })),
    );
  });

  it('whose ISA ends without a terminator: the finding stands at the ISA, in its interchange', async () => {
    const found = findingsIn(await itemsOf(A + NEXT.replace(':~\n', ':')));
    expect(found.map(({ code }) => code)).toEqual(['ISA-TERMINATOR']);
    expect(found[0]?.position).toEqual({
      interchange: 2,
      interchangeControlNo: '000000102',
      segment: 37,
      segmentId: 'ISA',
      offset: A.length,
    });
  });

  test.each<[string, string, readonly number[]]>([
    ['no sender', 'GS*HC**CLEARHOUSE01*20260106*0930*101*X*005010X222A1', [2]],
    ['a sender too long', 'GS*HC*SUBMITTER01234567*CLEARHOUSE01*20260106*0930*101*X*005010X222A1', [2]],
    ['a date that does not exist', 'GS*HC*SUBMITTER01*CLEARHOUSE01*20260231*0930*101*X*005010X222A1', [4]],
    ['a time that does not exist', 'GS*HC*SUBMITTER01*CLEARHOUSE01*20260106*2460*101*X*005010X222A1', [5]],
    ['seconds', 'GS*HC*SUBMITTER01*CLEARHOUSE01*20260106*093059*101*X*005010X222A1', []],
    ['hundredths', 'GS*HC*SUBMITTER01*CLEARHOUSE01*20260106*09305999*101*X*005010X222A1', []],
    ['another agency', 'GS*HC*SUBMITTER01*CLEARHOUSE01*20260106*0930*101*T*005010X222A1', [7]],
    ['no elements from the third on', 'GS*HC*SUBMITTER01****101', [3, 4, 5, 7, 8]],
  ])('whose group has %s', async (_, gs, elements) => {
    const found = findingsIn(await itemsOf(A.replace(/^GS[^~]*/m, gs)));
    expect(found.map(({ code, position }) => [code, position.segmentId, position.element])).toEqual(
      elements.map((element) => ['GS-ELEMENT', 'GS', element]),
    );
  });

  test.each<[string, string, readonly string[]]>([
    ['that of another set', A.replace('101*X*005010X222A1', '101*X*005010X223A2'), ['ST-VERSION']],
    ['missing', A.replace('0001*005010X222A1', '0001'), ['ST-VERSION']],
    ['of an erratum', A.replace('0001*005010X222A1', '0001*005010X222A2'), []],
  ])('whose ST03 is %s', async (_, text, codes) => {
    const found = findingsIn(await itemsOf(text));
    expect(found.map(({ code }) => code)).toEqual(codes);
    for (const { severity, position } of found) {
      expect([severity, position.segmentId, position.element, position.offset]).toEqual([
        'warning',
        'ST',
        3,
        text.indexOf('ST*'),
      ]);
    }
  });

  it.each([44, 53, 66, 75, 88, 105, 125])(
    'that is wrapped at %s columns has nothing wrong',
    async (width) => {
      const flat = A.replaceAll('\n', '');
      const lines = (flat + NEXT.replaceAll('\n', '')).match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
      const items: X12Item[] = [];
      for await (const item of readX12([Buffer.from(lines.join('\n'))], { check: 'all' })) items.push(item);
      expect(codesIn(items)).toEqual([]);
      expect(items.filter(({ kind }) => kind === 'claim')).toHaveLength(2);
    },
  );

  describe('under a control number that the file has used before', () => {
    const repeated = async (text: string) =>
      findingsIn(await itemsOf(text)).map(
        ({ code, severity, position: { interchange, element } }) =>
          `${severity} ${code} ${interchange}.${element}`,
      );
    it('is found, and read all the same', async () => {
      expect(await repeated(A + NEXT + A)).toEqual(['warning ISA-CONTROL-NO-REPEATED 3.13']);
      const items = await itemsOf(A + A);
      expect(items.flatMap((item) => (item.kind === 'set-end' ? [item.accepted] : []))).toEqual([true, true]);
    });

    it.each([
      ['sender', 'ZZ*SUBMITTER01 ', 'ZZ*SUBMITTER02 '],
      ["sender's qualifier", 'ZZ*SUBMITTER01 ', '30*SUBMITTER01 '],
      ['receiver', 'ZZ*CLEARHOUSE01 ', 'ZZ*CLEARHOUSE02 '],
    ])('of another %s, is its own', async (_, from, to) => {
      expect(await repeated(A + A.replace(from, to))).toEqual([]);
    });

    it('is found after more interchanges than are remembered', async () => {
      const isa = A.slice(0, A.indexOf('GS*'));
      const empty = (n: number) => {
        const controlNo = String(n).padStart(9, '0');
        return `${isa.replace('000000101', controlNo)}IEA*0*${controlNo}~\n`;
      };
      const many = Array.from({ length: 20_001 }, (_, n) => empty(n + 1)).join('');
      expect(await repeated(many + empty(20_001))).toEqual(['warning ISA-CONTROL-NO-REPEATED 20002.13']);
    });
  });

  it('whose values stand in columns, blanks behind them, says the same', async () => {
    const padded = A.replace('ST*837*0001*005010X222A1', 'ST*837*0001*005010X222A1  ')
      .replace('SE*32*0001', 'SE*32  *0001')
      .replace('GE*1*101', 'GE*1     *101  ')
      .replace('IEA*1*000000101', 'IEA*1    *000000101 ');
    const items = await itemsOf(padded);
    expect(codesIn(items)).toEqual([]);
    expect(items.find((item) => item.kind === 'set')).toMatchObject({
      context: { setControlNo: '0001', setVersion: '005010X222A1', version: '005010X222A1' },
    });
  });

  it('whose ST03 holds blanks alone is of the version that GS08 names', async () => {
    const items = await itemsOf(A.replace('ST*837*0001*005010X222A1', 'ST*837*0001*            '));
    expect(codesIn(items)).toEqual(['ST-VERSION']);
    expect(items.some((item) => item.kind === 'claim')).toBe(true);
  });

  it('with repeated control numbers', async () => {
    const set = A.slice(A.indexOf('ST*'), A.indexOf('GE*'));
    const group = A.slice(A.indexOf('GS*'), A.indexOf('IEA*'));
    const twice = A.replace('GE*1', `${set}GE*2`);
    expect(codesIn(await itemsOf(twice))).toEqual(['ST-CONTROL-NO-REPEATED']);
    expect(codesIn(await itemsOf(A.replace('IEA*1', `${group}IEA*2`)))).toEqual(['GS-CONTROL-NO-REPEATED']);
  });

  it('names interchange, group and set of what it finds', async () => {
    const [finding] = findingsIn(await itemsOf(A + NEXT.replace('SE*32', 'SE*31')));
    expect(finding?.position).toEqual({
      interchange: 2,
      interchangeControlNo: '000000102',
      group: 1,
      set: 1,
      segment: 32,
      segmentId: 'SE',
      element: 1,
      offset: A.length + A.indexOf('SE*32'),
    });
  });

  it.each([
    ['where another set begins', A.slice(A.indexOf('ST*'), A.indexOf('GE*'))],
    ['where the group ends', ''],
  ])('whose set has no SE names its last segment, %s', async (_, next) => {
    const text = A.replace(/^SE.*\n/m, next);
    const found = findingsIn(await itemsOf(text)).find(({ code }) => code === 'SE-MISSING');
    expect(found?.position).toMatchObject({ set: 1, segment: 31, offset: text.indexOf('REF*6R*C0001-1-2') });
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
