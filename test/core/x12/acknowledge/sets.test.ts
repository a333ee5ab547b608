import { describe, expect, it, test } from 'vitest';
import { receive } from '../../../../core/x12/acknowledge/collect.ts';
import { answerSet, groupAnswer } from '../../../../core/x12/acknowledge/group-answer.ts';
import type { Finding } from '../../../../core/x12/types.ts';
import { acknowledged, answerTo, bytes, FILE, GS, ISA, replaced, setOf } from './given.ts';

const CLM = 'CLM*C0001-1*150***11:B:1*Y*A*Y*Y';
const change = (start: string, ...others: readonly string[]): readonly string[] =>
  replaced(FILE, start, others);

/** The answer to the first of the two sets. */
async function firstSet(segments: readonly string[]): Promise<readonly string[]> {
  const answer = await answerTo(segments, '999');
  const [start, end] = [
    answer.findIndex((s) => s.startsWith('AK2')),
    answer.findIndex((s) => s.startsWith('IK5')),
  ];
  return answer.slice(start, end + 1);
}

const ACCEPTED = ['AK2*837*0001*005010X222A1', 'IK5*A'];

describe('the answer to a set', () => {
  test.each([
    ['is accepted', FILE, ACCEPTED],
    [
      'stands in a group of another kind',
      change('GS', GS.replace('GS*HC', 'GS*HP')),
      ['AK2*837*0001*005010X222A1', 'IK5*E*18'],
    ],
    [
      'follows a guide that we do not know, in a group of another kind',
      change('ST', 'ST*835*0001*004010X091A1'),
      ['AK2*835*0001*004010X091A1', 'IK5*R*18'],
    ],
    [
      'is of a set that we do not know',
      change('ST', 'ST*850*0001*005010'),
      ['AK2*850*0001*005010', 'IK5*R*1'],
    ],
    ['names no guide', change('ST', 'ST*837*0001'), ['AK2*837*0001', 'IK5*A']],
    ['is of no set', change('ST', 'ST*83*0001*005010'), ['AK2*000*0001*005010', 'IK5*R*6']],
    [
      'follows a guide that we do not know',
      change('ST', 'ST*837*0001*004010X098A1'),
      ['AK2*837*0001*004010X098A1', 'IK5*R*I6'],
    ],
    ['has no trailer', change('SE'), ['AK2*837*0001*005010X222A1', 'IK5*R*2']],
    ['ends under another number', change('SE', 'SE*28*0009'), ['AK2*837*0001*005010X222A1', 'IK5*R*3']],
    ['counts wrong', change('SE', 'SE*27*0001'), ['AK2*837*0001*005010X222A1', 'IK5*R*4']],
    [
      'has a number that is too short',
      replaced(change('SE', 'SE*28*1'), 'ST', ['ST*837*1*005010X222A1']),
      ['AK2*837*1*005010X222A1', 'IK5*R*7'],
    ],
    [
      'has no number',
      replaced(change('SE', 'SE*28'), 'ST', ['ST*837**005010X222A1']),
      ['AK2*837*0*005010X222A1', 'IK5*R*7'],
    ],
  ])('that %s', async (_, segments, expected) => {
    expect(await firstSet(segments)).toEqual(expected);
  });

  it('that lacks two parties at one place names each of them', async () => {
    const nobody = FILE.filter((segment) => !/^(NM1\*IL|N3\*12|N4\*SPR.*62702|DMG|NM1\*PR)/.test(segment));
    const answer = await firstSet(nobody);
    expect(answer.filter((segment) => segment.startsWith('IK3*NM1'))).toEqual([
      'IK3*NM1*12*2000*3',
      'IK3*NM1*12*2000*3',
    ]);
  });

  it('that bears the number of one before rejects the second', async () => {
    const segments = [ISA, GS, ...setOf('0001', 'C1'), ...setOf('0001', 'C2'), 'GE*2*110', 'IEA*1*000000777'];
    expect(await answerTo(segments, '999')).toEqual([
      'AK1*HC*110*005010X222A1',
      'AK2*837*0001*005010X222A1',
      'IK5*A',
      'AK2*837*0001*005010X222A1',
      'IK5*R*23',
      'AK9*P*2*2*1',
    ]);
  });

  it('with several faults names each once', async () => {
    const segments = replaced(change('SE', 'SE*7*0009'), 'N3', ['N3*100 MAIN ST', 'FOO*1', 'FOO*2']);
    expect((await firstSet(segments)).at(-1)).toBe('IK5*R*5*4*3');
  });
});

describe('errors of segments and elements', () => {
  const inClaim = (ik3: string, ...ik4: readonly string[]) => [ik3, 'CTX*CLM01:C0001-1', ...ik4];

  test.each([
    ['no segment id', change('HI', 'HI*ABK:J029', 'h*1'), inClaim('IK3*ZZZ*20*2300*1'), '5'],
    [
      'a segment id that X12 has not',
      change('HI', 'HI*ABK:J029', 'FOO*1'),
      inClaim('IK3*FOO*20*2300*1'),
      '5',
    ],
    [
      'a segment that the guide has elsewhere',
      change('HI', 'HI*ABK:J029', 'N3*1'),
      inClaim('IK3*N3*20*2300*2'),
      '5',
    ],
    ['a segment of other sets', change('HI', 'HI*ABK:J029', 'CLP*1'), inClaim('IK3*CLP*20*2300*2'), '5'],
    [
      'a segment of X12 that we have nowhere',
      change('HI', 'HI*ABK:J029', 'N2*1'),
      inClaim('IK3*N2*20*2300*2'),
      '5',
    ],
    ['a required segment missing', change('REF*EI'), ['IK3*REF*9*2010*3'], 'I5'],
    ['a loop too often', change('NM1*82', 'NM1*82*2*A', 'NM1*82*2*B'), inClaim('IK3*NM1*21*2310*4'), '5'],
    ['a segment too often', change('HI', 'HI*ABK:J029', 'HI*ABK:J029'), inClaim('IK3*HI*20*2300*5'), '5'],
    [
      'a segment too late',
      change('N3', 'N4*ELSEWHERE*IL*627010001', 'N3*1 MAIN ST'),
      ['IK3*N3*9*2010*7'],
      '5',
    ],
    [
      'a required element missing',
      change('CLM', CLM.replace('*A*Y*Y', '**Y*Y')),
      inClaim('IK3*CLM*18*2300*8', 'IK4*7*1359*1'),
      'I5',
    ],
    [
      'an element missing that another requires',
      change('NM1*82', 'NM1*82*1*TESTPERSON*DORA****XX'),
      inClaim('IK3*NM1*20*2310*8', 'IK4*9*67*2'),
      '5',
    ],
    ['too many elements', change('N3', 'N3*1 MAIN*2*3'), ['IK3*N3*8*2010*8', 'IK4*3**3'], '5'],
    [
      'an element too short',
      change('NM1*82', 'NM1*82*1*TESTPERSON*DORA****XX*1'),
      inClaim('IK3*NM1*20*2310*8', 'IK4*9*67*4'),
      '5',
    ],
    ['an element too long', change('N3', `N3*${'A'.repeat(56)}`), ['IK3*N3*8*2010*8', 'IK4*1*166*5'], '5'],
    [
      'an amount that is none',
      change('SV1', 'SV1*HC:99213*X*UN*1***1'),
      inClaim('IK3*SV1*22*2400*8', 'IK4*2*782*6'),
      '5',
    ],
    [
      'a code in a component that the guide does not allow',
      change('CLM', CLM.replace('11:B:1', '11:Q:1')),
      inClaim('IK3*CLM*18*2300*8', 'IK4*5:2*1332*7'),
      'I5',
    ],
    [
      'a day that does not exist',
      change('DTP', 'DTP*472*D8*20260230'),
      inClaim('IK3*DTP*23*2400*8', 'IK4*3*1251*8'),
      '5',
    ],
    [
      'a time that is none',
      change('BHT', 'BHT*0019*00*B1*20260301*2460*CH'),
      ['IK3*BHT*2**8', 'IK4*5*337*9'],
      '5',
    ],
    [
      'an element that the guide does not use',
      change('CLM', CLM.replace('*150***', '*150*X**')),
      inClaim('IK3*CLM*18*2300*8', 'IK4*3*1032*I10'),
      'I5',
    ],
  ])('%s', async (_, segments, errors, code) => {
    const [ak2, ...rest] = await firstSet(recounted(segments));
    const ik5 = rest.at(-1);
    expect(ak2).toBe('AK2*837*0001*005010X222A1');
    expect(rest.slice(0, errors.length)).toEqual(errors);
    expect(ik5?.split('*').slice(1)).toEqual(expect.arrayContaining(['R', code]));
  });

  it('name one fault of one element once, though two checks find it', async () => {
    const segments = change('CLM', CLM.replace('*150*', '*15O*'));
    const answer = await firstSet(recounted(segments));
    expect(answer.filter((segment) => segment.startsWith('IK4'))).toEqual(['IK4*2*782*6']);
  });

  it('reproduce the example of domain.md 4.2: NM109 is missing in the second set', async () => {
    const segments = replaced(FILE, 'NM1*82', ['NM1*82*1*TESTPERSON*DORA****XX'], 1);
    const [, answer] = await acknowledged(bytes(segments));
    expect(answer).toEqual({
      kind: '999',
      interchange: 1,
      text: [
        'ISA*00*          *00*          *ZZ*CLEARHOUSE01   *ZZ*SUBMITTER01    *260301*1015*^*00501*000000006*0*T*:~',
        'GS*FA*CLEARHOUSE01*SUBMITTER01*20260301*1015*6*X*005010X231A1~',
        'ST*999*0001*005010X231A1~',
        'AK1*HC*110*005010X222A1~',
        'AK2*837*0001*005010X222A1~',
        'IK5*A~',
        'AK2*837*0002*005010X222A1~',
        'IK3*NM1*20*2310*8~',
        'CTX*CLM01:C0002-1~',
        'IK4*9*67*2~',
        'IK5*R*5~',
        'AK9*P*2*2*1~',
        'SE*11*0001~',
        'GE*1*6~',
        'IEA*1*000000006~',
        '',
      ].join('\n'),
    });
  });

  it('name the claim that cannot be read, and not the one before it', async () => {
    const two = FILE.toSpliced(29, 0, 'CLM*C0001-2*X***11:B:1*Y*A*Y*Y', 'HI*ABK:J029');
    const answer = await firstSet(recounted(two));
    expect(answer).toContain('IK3*CLM*28*2300*8');
    expect(answer).toContain('CTX*CLM01:C0001-2');
    expect(answer).not.toContain('CTX*CLM01:C0001-1');
  });

  it('name no claim where they are about a patient', async () => {
    const segments = change('DMG', 'DMG*D8*19800230*F');
    expect(await firstSet(segments)).toEqual([
      'AK2*837*0001*005010X222A1',
      'IK3*DMG*16*2010*8',
      'IK4*2*1251*8',
      'IK5*R*5',
    ]);
  });

  it('stand in the order of the segments, a segment missing next to one that is wrong', async () => {
    const segments = replaced(change('REF*EI'), 'N4', ['N4**IL*627010001']);
    expect(await firstSet(recounted(segments))).toEqual([
      'AK2*837*0001*005010X222A1',
      'IK3*N4*9*2010*8',
      'IK4*1*19*1',
      'IK3*REF*9*2010*3',
      'IK5*R*I5',
    ]);
  });

  it('above SNIP level 2 are noted, and the set is accepted', async () => {
    const [receipt] = (await Array.fromAsync(receive([bytes(FILE)]))).flatMap((r) =>
      r.kind === 'set' ? [r.receipt] : [],
    );
    if (receipt === undefined) throw new Error('no set');
    const position = { interchange: 1, segment: 18, segmentId: 'CLM', loop: '2300', element: 2, offset: 0 };
    const balance: Finding = { level: 3, severity: 'error', code: 'CLAIM-BALANCE', message: '', position };
    const condition: Finding = {
      ...balance,
      level: 4,
      code: 'SITUATION',
      acknowledgmentCode: { element: 'IK304', code: 'I6' },
    };
    const answer = answerSet({
      ...receipt,
      findings: [{ finding: balance }, { finding: condition, claimId: 'C1' }],
    });
    expect(answer).toEqual({
      setId: '837',
      controlNo: '0001',
      version: '005010X222A1',
      code: 'E',
      errorCodes: ['I5'],
      errors: [{ segmentId: 'CLM', segment: 18, loop: '2300', code: 'I6', claimId: 'C1', elements: [] }],
    });
    const { group } = receipt.context;
    expect(groupAnswer(group, [answer])).toMatchObject({ code: 'E', accepted: 1 });
  });

  it('are a hundred of a set, however many there are', async () => {
    const wrong = Array.from({ length: 300 }, () => 'FOO*1');
    const answer = await firstSet(recounted(change('LX*2', ...wrong, 'LX*2')));
    expect(answer.filter((s) => s.startsWith('IK3'))).toHaveLength(100);
    expect(answer.at(-1)).toBe('IK5*R*5');
  });

  it('are ten thousand of a group in all; then one of each set is told', async () => {
    const wrong = Array.from({ length: 110 }, () => 'FOO*1');
    const sets = Array.from({ length: 105 }, (_, i) => {
      const controlNo = String(i + 1).padStart(4, '0');
      return [`ST*837*${controlNo}*005010X222A1`, ...wrong, `SE*112*${controlNo}`];
    });
    const answer = await answerTo([ISA, GS, ...sets.flat(), 'GE*105*110', 'IEA*1*000000777'], '999');
    expect(answer.filter((s) => s.startsWith('IK3'))).toHaveLength(100 * 100 + 5);
    expect(answer.at(-1)).toBe('AK9*R*105*105*0');
  });

  it('never repeat what the file says of a patient', async () => {
    const segments = change(
      'NM1*IL',
      'NM1*IL*1*EXAMPLETON*ADALENA****MI*',
      'MEM0001*1',
      'DMG*D8*EXAMPLETON*Q',
    );
    const text = (await acknowledged(bytes(segments))).map((a) => ('text' in a ? a.text : '')).join('');
    expect(text).toContain('IK5*R');
    expect(text).not.toMatch(/EXAMPLETON|ADALENA|MEM0001/);
  });
});

/** With the segment counts of the sets put right. */
function recounted(segments: readonly string[]): readonly string[] {
  let count = 0;
  return segments.map((segment) => {
    count = segment.startsWith('ST*') ? 1 : count + 1;
    return segment.replace(/^SE\*\d+/, `SE*${count}`);
  });
}
