import { describe, expect, it, test } from 'vitest';
import { acknowledge } from '../../../../core/x12/acknowledge/acknowledge.ts';
import { acknowledged, answerTo, bytes, FILE, GS, ISA, OPTIONS, replaced, setOf } from './given.ts';

const isa = (change: (isa: string) => string): readonly string[] => replaced(FILE, 'ISA', [change(ISA)]);
const tail = (...segments: readonly string[]): readonly string[] => [...FILE, ...segments];

describe('the TA1 of an interchange', () => {
  test.each([
    ['nothing is wrong', FILE, 'A*000'],
    ['IEA02 is another number than ISA13', replaced(FILE, 'IEA', ['IEA*1*000000778']), 'R*001'],
    ['there is no sender qualifier', isa((s) => s.replace('*ZZ*SUBM', '*  *SUBM')), 'R*005'],
    ['there is no sender', isa((s) => s.replace('SUBMITTER01 ', '            ')), 'R*006'],
    ['the receiver qualifier is none', isa((s) => s.replace('*ZZ*CLEAR', '*02*CLEAR')), 'R*007'],
    ['there is no receiver', isa((s) => s.replace('CLEARHOUSE01', '            ')), 'R*008'],
    ['the version is 00401', isa((s) => s.replace('00501', '00401')), 'R*017'],
    ['ISA14 is no answer', isa((s) => s.replace('777*1*T', '777*X*T')), 'R*019'],
    ['ISA15 is no usage', isa((s) => s.replace('777*1*T', '777*1*Q')), 'R*020'],
    ['IEA01 is another count', replaced(FILE, 'IEA', ['IEA*2*000000777']), 'R*021'],
    ['a set stands in no group', [ISA, ...setOf('0001', 'C1'), 'IEA*0*000000777'], 'R*022'],
    ['a segment stands between the groups', replaced(FILE, 'IEA', ['N3*X', 'IEA*1*000000777']), 'R*022'],
    ['a trailer has no header', replaced(FILE, 'IEA', ['GE*1*9', 'IEA*1*000000777']), 'R*022'],
    ['the trailer is missing', FILE.slice(0, -1), 'R*023'],
    ['ISA11 is a letter', isa((s) => s.replace('*^*', '*U*')), 'E*016'],
    ['text follows the trailer', tail('GOOD BYE'), 'E*022'],
    ['a field of the ISA is too short', isa((s) => s.replace('SUBMITTER01    ', 'SUBMITTER01')), 'E*024'],
  ])('where %s', async (_, segments, expected) => {
    const answer = await answerTo(segments, 'TA1', { interchanges: 'all' });
    expect(answer).toEqual([`TA1*000000777*260301*0930*${expected}`]);
  });

  test.each([
    ['an impossible date is repeated', '260301*0930', '261301*0930', '000000777*261301*0930*R*014'],
    ['a date that is none is not', '260301*0930', '26AB01*0930', '000000777*000000*0930*R*014'],
    ['an impossible time is repeated', '260301*0930', '260301*2561', '000000777*260301*2561*R*015'],
    ['a control number that is none is zero', '*000000777*', '*00000077X*', '000000000*260301*0930*R*018'],
  ])('%s', async (_, before, after, expected) => {
    const answer = await answerTo(
      isa((s) => s.replace(before, after)),
      'TA1',
    );
    expect(answer).toEqual([`TA1*${expected}`]);
  });

  test.each([
    ['no last terminator', `${FILE.join('~')}`, 'E*004'],
    ['a file cut off within a segment', `${FILE.join('~').slice(0, 900)}`, 'R*023'],
    ['no end to a segment', `${FILE.slice(0, 6).join('~')}~N3*${'A'.repeat(70_000)}`, 'R*004'],
  ])('%s', async (_, text, expected) => {
    const answers = await acknowledged(Buffer.from(text));
    expect(answers[0]).toMatchObject({
      kind: 'TA1',
      text: expect.stringContaining(`TA1*000000777*260301*0930*${expected}~`),
    });
  });

  it('notes a control number that the file has used before', async () => {
    const answers = await acknowledged(Buffer.concat([bytes(FILE), bytes(FILE)]), { interchanges: 'all' });
    const notes = answers.flatMap((answer) =>
      answer.kind === 'TA1' ? [answer.text.match(/TA1\*[^~]*/)?.[0]] : [],
    );
    expect(notes).toEqual(['TA1*000000777*260301*0930*A*000', 'TA1*000000777*260301*0930*E*025']);
    expect(answers.filter(({ kind }) => kind === '999')).toHaveLength(2);
  });

  it('goes back to the sender: ids swapped, under the given number, date and time', async () => {
    const [ta1] = await acknowledged(bytes(FILE));
    expect(ta1).toEqual({
      kind: 'TA1',
      interchange: 1,
      text: [
        'ISA*00*          *00*          *ZZ*CLEARHOUSE01   *ZZ*SUBMITTER01    *260301*1015*^*00501*000000005*0*T*:~',
        'TA1*000000777*260301*0930*A*000~',
        'IEA*0*000000005~',
        '',
      ].join('\n'),
    });
  });

  it('is written to a sender without a name', async () => {
    const segments = isa((s) => s.replace('*ZZ*SUBMITTER01 ', '*!!*            '));
    const [ta1] = await acknowledged(bytes(segments));
    expect(ta1).toMatchObject({ text: expect.stringContaining('*ZZ*CLEARHOUSE01   *ZZ*UNKNOWN        *') });
  });

  it('keeps the width of its header for a sender with letters beyond ASCII', async () => {
    const latin1 = bytes(FILE).toString('latin1').replace('SUBMITTER01 ', 'SUBMITT\u00c9R01 ');
    const [ta1] = await acknowledged(Buffer.from(latin1, 'latin1'));
    expect(ta1).toMatchObject({ text: expect.stringContaining('*ZZ*SUBMITTER01    *260301*') });
  });

  it('is left out where nobody asks for it, and comes where the interchange is refused', async () => {
    const unasked = isa((s) => s.replace('777*1*T', '777*0*T'));
    expect(await answerTo(unasked, 'TA1')).toEqual([]);
    expect(await answerTo(unasked.slice(0, -1), 'TA1')).toEqual(['TA1*000000777*260301*0930*R*023']);
  });

  it('is all that a refused interchange gets', async () => {
    const kinds = (await acknowledged(bytes(FILE.slice(0, -1)))).map(({ kind }) => kind);
    expect(kinds).toEqual(['TA1', 'end']);
  });

  it('does not answer TA1s', async () => {
    const segments = [ISA, 'TA1*000000701*260301*0930*A*000', 'IEA*0*000000777'];
    expect(await acknowledged(bytes(segments), { interchanges: 'all' })).toEqual([
      { kind: 'end', interchanges: 1, rejected: false, strays: [] },
    ]);
  });
});

describe('a file', () => {
  it('of several interchanges gets answers for each, numbered on', async () => {
    const other = FILE.map((segment) =>
      segment.replaceAll('000000777', '000000778').replace('SUBMITTER01    ', 'OTHERSENDER    '),
    );
    const answers = await acknowledged(bytes([...FILE, ...other]));
    expect(
      answers.flatMap((answer) =>
        'text' in answer
          ? [[answer.interchange, answer.kind, answer.text.slice(54, 65), answer.text.slice(90, 99)]]
          : [],
      ),
    ).toEqual([
      [1, 'TA1', 'SUBMITTER01', '000000005'],
      [1, '999', 'SUBMITTER01', '000000006'],
      [2, 'TA1', 'OTHERSENDER', '000000007'],
      [2, '999', 'OTHERSENDER', '000000008'],
    ]);
  });

  it('is answered the same however it is cut', async () => {
    const whole = bytes(replaced(FILE, 'CLM', ['CLM*C0001-1*X***11:B:1*Y*A*Y*Y']));
    const cut = (size: number) =>
      Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
        whole.subarray(i * size, (i + 1) * size),
      );
    const expected = await acknowledged(whole);
    for (const size of [1, 7, 100]) {
      expect(await Array.fromAsync(acknowledge(cut(size), OPTIONS))).toEqual(expected);
    }
  });

  test.each([
    ['no X12', 'hello'],
    ['an ISA segment whose delimiters cannot be read', 'ISA 00 hello'],
  ])('of %s cannot be answered, and says why', async (_, text) => {
    const answers = await acknowledged(Buffer.from(text));
    expect(answers).toMatchObject([{ kind: 'end', interchanges: 0, rejected: false }]);
    expect(answers[0]).toMatchObject({
      strays: expect.arrayContaining([expect.objectContaining({ code: 'NO-INTERCHANGE' })]),
    });
  });
});

describe('the 999 of a group', () => {
  const group = (start: string, other: string): readonly string[] => replaced(FILE, start, [other]);

  test.each([
    ['is accepted', FILE, 'AK1*HC*110*005010X222A1', 'AK9*A*2*2*2'],
    [
      'is not supported',
      group('GS', GS.replace('HC', 'PO')).map((s) =>
        s.replace(/^ST\*837(.*?)\*005010X222A1/, 'ST*850$1*005010'),
      ),
      'AK1*PO*110*005010X222A1',
      'AK9*R*2*2*0*1',
    ],
    [
      'names another kind of sets than it holds',
      group('GS', GS.replace('HC', 'PO')),
      'AK1*PO*110*005010X222A1',
      'AK9*E*2*2*2',
    ],
    [
      'has a version that is not supported',
      FILE.map((s) => s.replace('005010X222A1', '004010X098A1')),
      'AK1*HC*110*004010X098A1',
      'AK9*R*2*2*0*2',
    ],
    ['has no trailer', replaced(FILE, 'GE', []), 'AK1*HC*110*005010X222A1', 'AK9*R*2*2*0*3'],
    ['ends under another number', group('GE', 'GE*2*111'), 'AK1*HC*110*005010X222A1', 'AK9*R*2*2*0*4'],
    ['counts wrong', group('GE', 'GE*3*110'), 'AK1*HC*110*005010X222A1', 'AK9*R*3*2*0*5'],
    [
      'has a number that is none',
      group('GS', GS.replace('*110*', '*X1*')),
      'AK1*HC*0*005010X222A1',
      'AK9*R*2*2*0*6*4',
    ],
  ])('that %s', async (_, segments, ak1, ak9) => {
    const answer = await answerTo(segments, '999');
    expect([answer[0], answer.at(-1)]).toEqual([ak1, ak9]);
    expect(answer.length === 2).toBe(ak9.startsWith('AK9*R'));
  });

  it('that repeats the number of another is rejected', async () => {
    const second = [GS, ...setOf('0001', 'C3'), 'GE*1*110', 'IEA*2*000000777'];
    expect(await answerTo(replaced(FILE, 'IEA', second), '999')).toEqual([
      'AK1*HC*110*005010X222A1',
      'AK2*837*0001*005010X222A1',
      'IK5*A',
      'AK2*837*0002*005010X222A1',
      'IK5*A',
      'AK9*A*2*2*2',
      'AK1*HC*110*005010X222A1',
      'AK9*R*1*1*0*19',
    ]);
  });

  it('that holds acknowledgments does not exist, whatever they hold', async () => {
    const segments = [
      ISA,
      'GS*FA*SUBMITTER01*CLEARHOUSE01*20260301*0930*701*X*005010X231A1',
      'ST*999*0001*005010X231A1',
      'AK1*HC*110*005010X222A1',
      'SE*9*0001',
      'GE*1*701',
      'GS*FA*SUBMITTER01*CLEARHOUSE01*20260301*0930*702*X*005010',
      'ST*997*0001',
      'AK1*HC*110',
      'AK9*A*1*1*1',
      'SE*4*0001',
      'GE*1*702',
      'IEA*2*000000777',
    ];
    expect(await answerTo(segments, '999')).toEqual([]);
  });
});

describe("a partner's own name for a guide", () => {
  const named = FILE.map((segment) => segment.replace('005010X222A1', 'ACME837P'));

  it.each([
    ['read as what it means', { ACME837P: '837P' }, 'AK9*A*2*2*2'],
    ['a group in a version that is not read, where nobody told', {}, 'AK9*R*2*2*0*2'],
  ] as const)('makes it %s', async (_, guides, ak9) => {
    expect(await answerTo(named, '999', { guides })).toContain(ak9);
  });
});
