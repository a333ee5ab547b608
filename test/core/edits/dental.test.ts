import { describe, expect, test } from 'vitest';
import { placeOfTooth } from '../../../core/edits/dental-teeth.ts';
import type { ExampleChanges } from '../../../core/edits/edit.ts';
import { fields } from './diagnoses-given.ts';

type Case = readonly [what: string, changes: ExampleChanges, found: readonly string[]];

function cases(about: string, only: string, rows: readonly Case[]): void {
  describe(about, () => {
    test.each(rows)('%s', (_, changes, found) => {
      expect(fields(changes, { of: 'D', only })).toEqual(found);
    });
  });
}

test.each([
  ['1', 1],
  ['32', 32],
  ['33', 0],
  ['50', 0],
  ['51', 1],
  ['82', 32],
  ['83', 0],
  ['A', 4],
  ['J', 13],
  ['K', 20],
  ['T', 29],
  ['U', 0],
  ['AS', 4],
  ['TS', 29],
  ['SA', 0],
  ['', 0],
  ['3.5', 0],
  [' 3', 0],
])('tooth %j stands at %i', (tooth, place) => {
  expect(placeOfTooth(tooth)).toBe(place);
});

const filled = (code: string, tooth: string, ...surfaces: readonly string[]) => ({
  'lines[0].code': code,
  'lines[0].teeth': [{ tooth, surfaces }],
});
const TEETH = ['DEN-01 lines[0].teeth[0]'];

cases('teeth and surfaces', 'DEN-01', [
  ['an incisal edge of a molar', filled('D2391', '3', 'I'), TEETH],
  ['an incisal edge of a canine', filled('D2330', '6', 'I'), []],
  ['an incisal edge of a premolar', filled('D2391', '5', 'I'), TEETH],
  ['the chewing surface of an incisor', filled('D2330', '8', 'O'), TEETH],
  ['primary front teeth', filled('D2330', 'C', 'I'), []],
  ['primary back teeth', filled('D2391', 'B', 'I'), TEETH],
  ['supernumerary front teeth', filled('D2330', '56', 'I'), []],
  ['no surface of the list', filled('D2391', '3', 'X'), TEETH],
  ['a surface twice', filled('D2392', '3', 'M', 'M'), TEETH],
  ['no tooth', filled('D2392', '0', 'M', 'O'), TEETH],
]);

cases('number of surfaces', 'DEN-09', [
  ['one of two', filled('D2392', '3', 'O'), ['DEN-09 lines[0].teeth[0].surfaces']],
  ['two of two', filled('D2392', '3', 'O', 'D'), []],
  ['four of four or more', filled('D2394', '3', 'O', 'D', 'M', 'B'), []],
  ['five of four or more', filled('D2394', '3', 'O', 'D', 'M', 'B', 'L'), []],
  ['three of four or more', filled('D2394', '3', 'O', 'D', 'M'), ['DEN-09 lines[0].teeth[0].surfaces']],
  ['an angle of a front tooth', filled('D2335', '8', 'M', 'I'), []],
  ['another procedure', filled('D2740', '3', 'O'), []],
]);

const second = (code: string, more: Readonly<Record<string, unknown>> = {}) => ({
  'lines[1]': { code, chargeCents: 9500, units: '1', ...more },
});

cases('what a procedure is done on', 'DEN-04', [
  ['a filling without a tooth', { 'lines[0].teeth': null }, ['DEN-04 lines[0].teeth (warning)']],
  ['a filling without a surface', filled('D2392', '3'), ['DEN-04 lines[0].teeth (warning)']],
  ['a crown without a tooth', second('D2740'), ['DEN-04 lines[1].teeth (warning)']],
  ['a crown without surfaces', second('D2740', { teeth: [{ tooth: '3' }] }), []],
  ['an extraction without a tooth', second('D7140'), ['DEN-04 lines[1].teeth (warning)']],
  ['scaling of a quadrant', second('D4341'), ['DEN-04 lines[1].oralCavity (warning)']],
  ['with its quadrant', second('D4341', { oralCavity: ['10'] }), []],
  ['with its teeth', second('D4341', { teeth: [{ tooth: '2' }, { tooth: '3' }] }), []],
  ['a cleaning', second('D1110'), []],
  ['a partial denture: plans differ', second('D5213'), []],
]);

cases('several teeth', 'DEN-05', [
  ['once', second('D5213', { teeth: [{ tooth: '3' }, { tooth: '4' }] }), []],
  [
    'twice',
    second('D5213', { units: '2', teeth: [{ tooth: '3' }, { tooth: '4' }] }),
    ['DEN-05 lines[1].units'],
  ],
  [
    'the same tooth',
    second('D5213', { teeth: [{ tooth: '3' }, { tooth: '3' }] }),
    ['DEN-05 lines[1].teeth[1]'],
  ],
]);

cases('areas of the mouth', 'DEN-0', [
  ['whole mouth', second('D1110', { oralCavity: ['00'] }), []],
  ['no area', second('D1110', { oralCavity: ['99'] }), ['DEN-06 lines[1].oralCavity[0]']],
  ['an area twice', second('D4341', { oralCavity: ['10', '10'] }), ['DEN-06 lines[1].oralCavity[1]']],
  ['a tooth of another quadrant', { 'lines[0].oralCavity': ['20'] }, ['DEN-07 lines[0].teeth[0] (warning)']],
  ['a tooth of the arch', { 'lines[0].oralCavity': ['01'] }, []],
  [
    'the last primary tooth of a quadrant',
    second('D7140', { oralCavity: ['20'], teeth: [{ tooth: 'J' }] }),
    [],
  ],
  [
    'the first of the next',
    second('D7140', { oralCavity: ['20'], teeth: [{ tooth: 'K' }] }),
    ['DEN-07 lines[1].teeth[0] (warning)'],
  ],
]);

cases('missing teeth', 'DEN-', [
  ['a filling in one', { toothStates: [{ tooth: '3', state: 'M' }] }, ['DEN-10 lines[0].teeth[0] (warning)']],
  ['to be extracted', { toothStates: [{ tooth: '3', state: 'E' }] }, []],
  [
    'a denture for one',
    {
      toothStates: [{ tooth: '19', state: 'M' }],
      ...second('D5213', { teeth: [{ tooth: '19' }] }),
    },
    [],
  ],
  [
    'named twice',
    {
      toothStates: [
        { tooth: '19', state: 'M' },
        { tooth: '19', state: 'E' },
      ],
    },
    ['DEN-08 toothStates[1].tooth'],
  ],
  ['no state', { toothStates: [{ tooth: '19', state: 'X' }] }, ['DEN-08 toothStates[0].state']],
]);

const placed = (prosthesis: 'I' | 'R', from?: string) =>
  second('D5213', { prosthesis, ...(from !== undefined && { dates: [{ qualifier: '441', from }] }) });

cases('dates', 'DEN-', [
  ['a replacement without the earlier date', placed('R'), ['DEN-02 lines[1].dates']],
  ['with it', placed('R', '20190101'), []],
  ['on the day of service', placed('R', '20260105'), ['DEN-12 lines[1].dates']],
  ['on the day before', placed('R', '20260104'), []],
  ['a first one with an earlier date', placed('I', '20190101'), ['DEN-12 lines[1].dates (warning)']],
  [
    'completed before it began',
    second('D3310', {
      teeth: [{ tooth: '8' }],
      dates: [
        { qualifier: '196', from: '20260105' },
        { qualifier: '198', from: '20260104' },
      ],
    }),
    ['DEN-12 lines[1].dates'],
  ],
  ['a predetermination with a day', { predetermination: true }, ['DEN-03 from']],
  [
    'with a day of a line',
    { predetermination: true, from: null, 'lines[1].from': '20260105' },
    ['DEN-03 lines[1].from'],
  ],
  ['without any', { predetermination: true, from: null }, []],
  ['the day of an appliance serves too', { from: null, dates: [{ qualifier: '452', from: '20260105' }] }, []],
  ['a claim without any', { from: null }, ['DEN-11 lines[0].from', 'DEN-11 lines[1].from']],
]);

cases('orthodontics', 'DEN-1', [
  ['nothing said of it', second('D8080'), ['DEN-14 orthodontics (warning)']],
  [
    'no date of the appliance',
    { ...second('D8080'), orthodontics: { months: '24' } },
    ['DEN-14 dates (warning)'],
  ],
  [
    'the date on its line',
    {
      ...second('D8080', { dates: [{ qualifier: '452', from: '20260105' }] }),
      orthodontics: { months: '24' },
    },
    [],
  ],
  [
    'a predetermination knows no date',
    {
      ...second('D8080'),
      predetermination: true,
      from: null,
      orthodontics: { months: '24' },
    },
    [],
  ],
  ['a consultation before', second('D8660'), []],
  ['months in words', { orthodontics: { months: 'two' } }, ['DEN-13 orthodontics.months']],
  [
    'more remain than there are',
    { orthodontics: { months: '24', monthsRemaining: '25' } },
    ['DEN-13 orthodontics.monthsRemaining'],
  ],
]);
