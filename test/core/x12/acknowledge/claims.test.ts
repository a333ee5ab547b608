import { describe, expect, it, test } from 'vitest';
import { cents } from '../../../../core/money.ts';
import { answerClaim } from '../../../../core/x12/acknowledge/claim-answers.ts';
import { editVerdict } from '../../../../core/x12/acknowledge/edit-verdict.ts';
import { readX12 } from '../../../../core/x12/read.ts';
import type { AnyClaim } from '../../../../core/x12/types.ts';
import { acknowledged, answerTo, bytes, FILE, ISA, replaced, setOf, TODAY } from './given.ts';

const judge = (claim: AnyClaim) => editVerdict(claim, TODAY);

async function claimsOf(segments: readonly string[]): Promise<readonly AnyClaim[]> {
  const items = await Array.fromAsync(readX12([bytes(segments)]));
  return items.flatMap((item) => (item.kind === 'claim' ? [item.claim] : []));
}

describe('the 277CA of a file', () => {
  it('leaves out a sum of charges that is too large to be exact', async () => {
    const huge = '90000000000000';
    const claim = setOf('0001', 'C0001-1').slice(17, -1);
    const set = [...setOf('0001', 'C0001-1').slice(0, -1), ...claim].map((segment) =>
      segment.replace(/^(CLM\*[^*]*)\*150/, `$1*${huge}`),
    );
    const segments = [
      ...FILE.slice(0, 2),
      ...set,
      `SE*${set.length + 1}*0001`,
      'GE*1*110',
      'IEA*1*000000777',
    ];
    const taken = () => ({ rejected: false, codes: [{ category: 'A1', status: '19' }] });
    const answer = await answerTo(segments, '277CA', { judge: taken });
    expect(answer.filter((segment) => /^(STC|QTY|AMT)/.test(segment))).toEqual([
      'STC*A1:19:AY*20260301*WQ',
      'QTY*90*2',
      'STC*A1:19:AY**WQ',
      'QTY*QA*2',
      `STC*A1:19*20260301*WQ*${huge}`,
      `STC*A1:19*20260301*WQ*${huge}`,
    ]);
  });

  it('has a set for each set of claims, which answers each claim by the edits', async () => {
    const segments = replaced(FILE, 'SV1*HC:71046', ['SV1*HC:71046*30*UN*0***1'], 1);
    const answers = await acknowledged(bytes(segments), { judge });
    expect(answers.map(({ kind }) => kind)).toEqual(['TA1', '999', '277CA', 'end']);
    expect(answers.at(-1)).toMatchObject({ rejected: true });
    const [, , answer] = answers;
    expect(answer).toMatchObject({ interchange: 1 });
    expect(answer !== undefined && 'text' in answer ? answer.text.split('~\n') : []).toEqual([
      'ISA*00*          *00*          *ZZ*CLEARHOUSE01   *ZZ*SUBMITTER01    *260301*1015*^*00501*000000007*0*T*:',
      'GS*HN*CLEARHOUSE01*SUBMITTER01*20260301*1015*7*X*005010X214',
      'ST*277*0001*005010X214',
      'BHT*0085*08*000000777-1*20260301*1015*TH',
      'HL*1**20*1',
      'NM1*AY*2*CLEAR HOUSE*****46*CLEARHOUSE01',
      'TRN*1*000000777-1',
      'DTP*050*D8*20260301',
      'DTP*009*D8*20260301',
      'HL*2*1*21*1',
      'NM1*41*2*RIVERBEND BILLING*****46*SUBMITTER01',
      'TRN*2*B1',
      'STC*A1:19:AY*20260301*WQ*150',
      'QTY*90*1',
      'AMT*YU*150',
      'HL*3*2*19*1',
      'NM1*85*2*RIVERBEND FAMILY CLINIC*****XX*1999999992',
      'TRN*1*0',
      'STC*A1:19:AY**WQ*150',
      'QTY*QA*1',
      'AMT*YU*150',
      'HL*4*3*PT',
      'NM1*QC*1*EXAMPLETON*ADALENA****MI*MEM0001',
      'TRN*2*C0001-1',
      'STC*A1:19*20260301*WQ*150',
      'DTP*472*D8*20260205',
      'SE*25*0001',
      'ST*277*0002*005010X214',
      'BHT*0085*08*000000777-2*20260301*1015*TH',
      'HL*1**20*1',
      'NM1*AY*2*CLEAR HOUSE*****46*CLEARHOUSE01',
      'TRN*1*000000777-2',
      'DTP*050*D8*20260301',
      'DTP*009*D8*20260301',
      'HL*2*1*21*1',
      'NM1*41*2*RIVERBEND BILLING*****46*SUBMITTER01',
      'TRN*2*B1',
      'STC*A1:19:AY*20260301*WQ*150',
      'QTY*AA*1',
      'AMT*YY*150',
      'HL*3*2*19*1',
      'NM1*85*2*RIVERBEND FAMILY CLINIC*****XX*1999999992',
      'TRN*1*0',
      'STC*A1:19:AY**WQ*150',
      'QTY*QC*1',
      'AMT*YY*150',
      'HL*4*3*PT',
      'NM1*QC*1*EXAMPLETON*ADALENA****MI*MEM0001',
      'TRN*2*C0002-1',
      'STC*A7:476*20260301*U*150',
      'DTP*472*D8*20260205',
      'SVC*HC:71046*30',
      'STC*A7:476*20260301*U',
      'REF*FJ*LINE2',
      'SE*28*0002',
      'GE*2*7',
      'IEA*1*000000007',
      '',
    ]);
  });

  it('answers no claim of a set, a group or an interchange that was rejected', async () => {
    const set = replaced(FILE, 'SE', ['SE*1*0001']);
    expect((await answerTo(set, '277CA', { judge })).filter((s) => s.startsWith('TRN*2'))).toEqual([
      'TRN*2*B1',
      'TRN*2*C0002-1',
    ]);
    expect(await answerTo(replaced(FILE, 'GE', ['GE*3*110']), '277CA', { judge })).toEqual([]);
    expect(await answerTo(FILE.slice(0, -1), '277CA', { judge })).toEqual([]);
  });

  it('respells names as claims do, and leaves an id as it came', async () => {
    const name = 'NM1*IL*1*ÅSTRÖM-O’TEST*ZOË****MI*MEM0001';
    const answer = await answerTo(replaced(FILE, 'NM1*IL', [name]), '277CA', { judge });
    expect(answer.find((s) => s.startsWith('NM1*QC'))).toBe("NM1*QC*1*ASTROM-O'TEST*ZOE****MI*MEM0001");
  });

  it('is not written for a file without claims, nor without being asked for', async () => {
    expect(await answerTo([ISA, 'IEA*0*000000777'], '277CA', { judge })).toEqual([]);
    expect(await answerTo(FILE, '277CA')).toEqual([]);
  });

  it('counts claims and charges by billing provider', async () => {
    const [, , ...other] = setOf('0001', 'C2-1').slice(3, -1);
    const second = other.map((s) =>
      s.replace('1999999992', '1777777776').replace('HL*1*', 'HL*3*').replace('HL*2*1*', 'HL*4*3*'),
    );
    const segments = [
      ...FILE.slice(0, 2),
      ...setOf('0001', 'C1-1').slice(0, -1),
      ...second.map((s) => s.replace('SV1*HC:71046*30*UN*1', 'SV1*HC:71046*30*UN*0')),
      'SE*50*0001',
      'GE*1*110',
      'IEA*1*000000777',
    ];
    const answer = await answerTo(segments, '277CA', { judge });
    expect(answer.filter((s) => /^(QTY|AMT|NM1\*85|TRN\*2)/.test(s))).toEqual([
      'TRN*2*B1',
      'QTY*90*1',
      'QTY*AA*1',
      'AMT*YU*150',
      'AMT*YY*150',
      'NM1*85*2*RIVERBEND FAMILY CLINIC*****XX*1999999992',
      'QTY*QA*1',
      'AMT*YU*150',
      'TRN*2*C1-1',
      'NM1*85*2*RIVERBEND FAMILY CLINIC*****XX*1777777776',
      'QTY*QC*1',
      'AMT*YY*150',
      'TRN*2*C2-1',
    ]);
  });
});

describe('the verdict of the edits', () => {
  test.each([
    ['nothing wrong', 'N3*100', 'N3*100 MAIN ST', ['A1:19'], []],
    [
      'a wrong NPI of the rendering provider',
      'NM1*82',
      'NM1*82*1*TESTPERSON*DORA****XX*1888888885',
      ['A7:562:82'],
      [],
    ],
    ['a wrong NPI of the billing provider', 'NM1*85', 'NM1*85*2*CLINIC*****XX*1999999993', ['A7:562:85'], []],
    ['a birth date in the future', 'DMG', 'DMG*D8*20270101*F', ['A7:158:QC'], []],
    ['no units on the second line', 'SV1*HC:71046', 'SV1*HC:71046*30*UN*0***1', ['A7:476'], [[1, 'A7:476']]],
    [
      'a modifier twice and a wrong place on the first line',
      'SV1*HC:99213',
      'SV1*HC:99213:25:25*120*UN*1*00**1:2',
      ['A7:453', 'A7:249'],
      [[0, 'A7:453', 'A7:249']],
    ],
  ])('%s', async (_, start, segment, codes, lines) => {
    const [claim] = await claimsOf(replaced(FILE, start, [segment]));
    if (claim === undefined) throw new Error('no claim');
    const verdict = judge(claim);
    const written = (own: typeof verdict.codes) =>
      own.map(({ category, status, entity }) =>
        [category, status, ...(entity === undefined ? [] : [entity])].join(':'),
      );
    expect(verdict.rejected).toBe(codes[0] !== 'A1:19');
    expect(written(verdict.codes)).toEqual(codes);
    expect((verdict.lines ?? []).map((line) => [line.index, ...written(line.codes)])).toEqual(lines);
  });

  it('more than three reasons stand in several STC segments', async () => {
    const [claim] = await claimsOf(FILE);
    if (claim === undefined) throw new Error('no claim');
    const codes = ['255', '453', '476', '562'].map((status) => ({ category: 'A7', status }));
    const { claim: answer, charge, rejected } = answerClaim(claim, { rejected: true, codes }, TODAY);
    expect([charge, rejected]).toEqual([cents(15_000), true]);
    expect(
      answer.statuses.map(({ categories, action }) => [action, ...categories.map((c) => c.status)]),
    ).toEqual([
      ['U', '255', '453', '476'],
      ['U', '562'],
    ]);
  });
});

const INSTITUTIONAL = replaced(
  setOf('0001', 'I1-1').map((s) => s.replace('005010X222A1', '005010X223A2')),
  'NM1*82',
  ['NM1*71*1*TESTPERSON*DORA****XX*1888888884'],
).flatMap((s) => {
  if (s.startsWith('CLM'))
    return ['CLM*I1-1*150***13:A:1**A*Y*Y', 'DTP*434*RD8*20260205-20260205', 'CL1*1*1*01'];
  if (s.startsWith('HI')) return ['HI*ABK:J029'];
  if (s.startsWith('SV1*HC:99213')) return ['SV2*0300**120*UN*1'];
  if (s.startsWith('SV1')) return ['SV2*0301*HC:71046*30*UN*1'];
  return [s.replace(/^SE\*\d+/, 'SE*30')];
});
const DENTAL = replaced(
  setOf('0001', 'D1-1').map((s) => s.replace('005010X222A1', '005010X224A2')),
  'HI',
  [],
).flatMap((s) => {
  if (s.startsWith('SV1*HC:99213')) return ['SV3*AD:D0120*120'];
  if (s.startsWith('SV1')) return ['SV3*AD:D0274*30'];
  return [s.replace(/^SE\*\d+/, 'SE*27')];
});
const inFile = (set: readonly string[], version: string): readonly string[] => [
  ISA,
  `GS*HC*SUBMITTER01*CLEARHOUSE01*20260301*0930*110*X*${version}`,
  ...set,
  'GE*1*110',
  'IEA*1*000000777',
];

describe('claims of other kinds', () => {
  test.each([
    [
      'a wrong NPI of the attending provider',
      'NM1*71',
      'NM1*71*1*TESTPERSON*DORA****XX*1888888885',
      'A7:562:71',
    ],
    ['an unknown patient status', 'CL1', 'CL1*1*1*77', 'A7:234'],
    ['a revenue code of three digits', 'SV2*0300', 'SV2*300**120*UN*1', 'A7:253'],
  ])('are rejected too: %s', async (_, start, segment, code) => {
    const [claim] = await claimsOf(replaced(inFile(INSTITUTIONAL, '005010X223A2'), start, [segment]));
    if (claim === undefined) throw new Error('no claim');
    const { rejected, codes } = judge(claim);
    expect(rejected).toBe(true);
    expect(codes.map((of) => Object.values(of).join(':'))).toEqual([code]);
  });

  test.each([
    ['institutional', inFile(INSTITUTIONAL, '005010X223A2'), 'TRN*2*I1-1', 'DTP*472*D8*20260205'],
    ['dental', inFile(DENTAL, '005010X224A2'), 'TRN*2*D1-1', 'DTP*472*D8*20260205'],
  ])('%s ones are accepted', async (_, segments, trace, days) => {
    const answer = await answerTo(segments, '277CA', { judge });
    expect(answer.slice(-5)).toEqual([
      'HL*4*3*PT',
      'NM1*QC*1*EXAMPLETON*ADALENA****MI*MEM0001',
      trace,
      'STC*A1:19*20260301*WQ*150',
      days,
    ]);
  });

  test.each([
    ['a revenue code without a procedure', inFile(INSTITUTIONAL, '005010X223A2'), 0, 'NU', '0300'],
    ['a revenue code with a procedure', inFile(INSTITUTIONAL, '005010X223A2'), 1, 'HC', '71046'],
    ['a dental procedure', inFile(DENTAL, '005010X224A2'), 0, 'AD', 'D0120'],
  ])('a rejected line of %s is named', async (_, segments, index, qualifier, code) => {
    const [claim] = await claimsOf(segments);
    if (claim === undefined) throw new Error('no claim');
    const codes = [{ category: 'A7', status: '454' }];
    const { claim: answer } = answerClaim(claim, { rejected: true, codes, lines: [{ index, codes }] }, TODAY);
    expect(answer.lines.map(({ procedure }) => procedure)).toEqual([{ qualifier, code }]);
  });
});
