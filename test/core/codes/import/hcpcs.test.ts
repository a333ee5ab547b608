import { describe, expect, it, test } from 'vitest';
import { fixed, readText } from './reading.ts';

const FIRST = fixed(293, [
  [1, 'J9999'],
  [6, '00100'],
  [11, '3'],
  [12, 'Not otherwise classified, antineoplastic drugs, in the order of their use and'],
  [92, 'Chemotherapy drug'],
  [120, '51'],
  [181, '220'],
  [184, '310'],
  [205, 'J9000'],
  [230, 'D'],
  [257, 'O1D'],
  [261, '1P'],
  [266, '003'],
  [269, '19860101'],
  [277, '20040101'],
  [285, '20261231'],
  [293, 'N'],
]);
const SECOND = fixed(91, [
  [1, 'J9999'],
  [6, '00200'],
  [11, '4'],
  [12, 'of their “price”'],
]);
const MODIFIER = fixed(293, [
  [4, 'LT'],
  [6, '00100'],
  [11, '7'],
  [12, 'Left side (used to identify procedures performed on the left side of the'],
  [92, 'Left side'],
  [269, '19820101'],
  [277, '19820101'],
]);
const MODIFIER_SECOND = fixed(91, [
  [4, 'LT'],
  [6, '00200'],
  [11, '8'],
  [12, 'body)'],
]);
const cpt = (code: string, mark = '3') =>
  fixed(293, [
    [1, code],
    [6, '00100'],
    [11, mark],
    [12, 'Title'],
    [269, '20200101'],
  ]);
const NAME = 'HCPC2026_OCT_ANWEB.txt';

describe('HCPCS ANWEB', () => {
  it('gives procedures and modifiers, titles joined over their lines', async () => {
    const { rows, problems } = await readText(NAME, [FIRST, SECOND, MODIFIER, MODIFIER_SECOND].join('\r\n'));
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      [
        'hcpcs',
        {
          code: 'J9999',
          from: 19860101,
          to: 20261231,
          title:
            'Not otherwise classified, antineoplastic drugs, in the order of their use and of their “price”',
          short: 'Chemotherapy drug',
          coverage: 68,
          unlisted: 1,
          pricing: '51',
          typeOfService: '1P',
          betos: 'O1D',
          labs: '220 310',
          crossReference: 'J9000',
          anesthesiaUnits: 3,
        },
      ],
      [
        'hcpcs-modifiers',
        {
          code: 'LT',
          from: 19820101,
          to: 0,
          title: 'Left side (used to identify procedures performed on the left side of the body)',
        },
      ],
    ]);
  });

  it('passes over the disclaimer of older files, whatever its length', async () => {
    const disclaimer = ['HCPCS is maintained by CMS.', '', ...new Array(40).fill('Use at your own risk.')];
    const { rows, problems } = await readText('HCPC2009_ANWEB.txt', [...disclaimer, FIRST].join('\n'));
    expect(problems).toEqual([]);
    expect(rows.map(([, { code }]) => code)).toEqual(['J9999']);
  });

  it('leaves out CPT and CDT with their continuations, and says so', async () => {
    const { rows, notes, problems } = await readText(
      NAME,
      [FIRST, cpt('90001'), cpt('90001', '4'), cpt('0001T'), cpt('D0120'), MODIFIER].join('\n'),
    );
    expect(problems).toEqual([]);
    expect(rows.map(([, { code }]) => code)).toEqual(['J9999', 'LT']);
    expect(notes).toEqual(['3 rows of CPT or CDT were left out: import the licensed file of your own.']);
  });

  it('takes lines whose trailing blanks were cut', async () => {
    const { rows } = await readText(NAME, cpt('A0021').trimEnd());
    expect(rows[0]?.[1]).toMatchObject({ code: 'A0021', from: 20200101, to: 0, coverage: 0, labs: '' });
  });

  test.each([
    [
      [FIRST, 'a line of prose'],
      2,
      'A code, a sequence number and a record mark should stand in columns 1 to 11.',
    ],
    [[FIRST, cpt('A0021', '4')], 2, 'A title is continued here, but its first line is missing.'],
    [[FIRST, cpt('ZZZZZ')], 2, 'Columns 1 to 5 hold no HCPCS code.'],
    [
      [FIRST, FIRST.replace('19860101', '19861301')],
      2,
      'Columns 269 to 276 hold no date of the code’s addition (YYYYMMDD).',
    ],
    [
      [FIRST, FIRST.replace('20261231', '20261232')],
      2,
      'Columns 285 to 292 hold no date of termination (YYYYMMDD).',
    ],
    [
      [FIRST, FIRST.replace('1P   003', '1P   0x3')],
      2,
      'Columns 266 to 268 hold no number of anesthesia units.',
    ],
  ])('refuses the second of %j', async (lines, line, message) => {
    expect((await readText(NAME, lines.join('\n'))).problems).toEqual([[line, message]]);
  });
});

describe('unlisted procedures', () => {
  test.each([
    ['J9999', 'Not otherwise classified, antineoplastic drugs', 1],
    ['J3490', 'Unclassified drugs', 1],
    ['A4649', 'Surgical supply; miscellaneous', 1],
    ['E1399', 'Durable medical equipment, miscellaneous', 1],
    ['L0999', 'Addition to spinal orthosis, not otherwise specified', 1],
    ['J3301', 'Injection, triamcinolone acetonide, not otherwise specified, 10 mg', 0],
    ['L3000', 'Foot insert, otherwise customized', 0],
    ['A0427', 'Ambulance service, advanced life support', 0],
    ['J1885', 'Injection, nocturnal', 0],
  ])('%s, %s: %s', async (code, title, unlisted) => {
    const line = fixed(293, [
      [1, code],
      [6, '00100'],
      [11, '3'],
      [12, title.slice(0, 80)],
      [269, '20200101'],
    ]);
    expect((await readText(NAME, line)).rows[0]?.[1]).toMatchObject({ code, unlisted });
  });
});
