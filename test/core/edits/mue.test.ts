import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { unitsOfDay } from '../../../core/edits/mue-units.ts';
import { codesOf, editCases, foundBy, lineOf, linesOf, tableWith } from './procedures-cases.ts';

const MUE = { ids: ['MUE-'] };
const on = (...lines: readonly object[]) => ({ changes: linesOf(...lines) });
const earlier = { code: '90012', from: 20260105, to: 20260105, units: 1 };

editCases('the limit of a line (MAI 1, two units)', MUE, [
  ['three units are too many', on(lineOf('90011', { units: '3' })), ['MUE-01 lines[0].units']],
  ['two lines of two and one pass', on(lineOf('90011', { units: '2' }), lineOf('90011-76')), []],
  [
    'each line is told',
    on(lineOf('90011', { units: '3' }), lineOf('90011-76', { units: '9' })),
    ['MUE-01 lines[0].units', 'MUE-01 lines[1].units'],
  ],
  ['four units over two days pass', on(lineOf('90011', { units: '4', to: '20260106' })), []],
  [
    'seven over two are four a day',
    on(lineOf('90011', { units: '7', to: '20260106' })),
    ['MUE-01 lines[0].units'],
  ],
  ['a line with 50 counts its unit once', on(lineOf('90011-50', { units: '1' })), []],
  ['minutes are not units', on(lineOf('90011', { units: '75', unitType: 'MJ' })), []],
]);

editCases('the limit of a day by policy (MAI 2, one unit)', MUE, [
  ['one unit passes', on(lineOf('90012')), []],
  [
    'two lines of a day are told once, on the last',
    on(lineOf('90012'), lineOf('90012-76')),
    ['MUE-02 lines[1].units'],
  ],
  ['modifiers do not help', on(lineOf('90012-RT'), lineOf('90012-LT-59')), ['MUE-02 lines[1].units']],
  ['two days pass', on(lineOf('90012'), lineOf('90012', { from: '20260106' })), []],
  ['two providers pass', on(lineOf('90012'), lineOf('90012-77', { rendering: { npi: '1234567893' } })), []],
  [
    'an earlier claim of the day counts',
    { ...on(lineOf('90012')), history: [earlier] },
    ['MUE-02 lines[0].units'],
  ],
  [
    'one of another day does not',
    { ...on(lineOf('90012')), history: [{ ...earlier, from: 20260104, to: 20260104 }] },
    [],
  ],
  [
    'one to another payer does not',
    { ...on(lineOf('90012')), history: [{ ...earlier, payerId: '99002' }] },
    [],
  ],
  [
    'the claim that is replaced does not',
    {
      changes: { ...on(lineOf('90012')).changes, frequency: '7', payerClaimControlNo: '1' },
      history: [earlier],
    },
    [],
  ],
  [
    'a line of several days meets one of a day among them',
    on(
      lineOf('90012', { units: '3', from: '20260105', to: '20260107' }),
      lineOf('90012-76', { from: '20260106' }),
    ),
    ['MUE-02 lines[1].units'],
  ],
]);

editCases('the limit of a day by experience (MAI 3, four units)', MUE, [
  ['four units pass', on(lineOf('90013', { units: '4' })), []],
  ['five are asked about', on(lineOf('90013', { units: '5' })), ['MUE-03 lines[0].units (warning)']],
  [
    'three and two are',
    on(lineOf('90013', { units: '3' }), lineOf('90013-76', { units: '2' })),
    ['MUE-03 lines[1].units (warning)'],
  ],
]);

const equipment = lineOf('E9001', { units: '2' });

editCases('the tables', MUE, [
  ['of suppliers hold where all is equipment', on(equipment), ['MUE-02 lines[0].units']],
  ['of practitioners hold beside a visit', on(equipment, lineOf('99213-25')), []],
  [
    'of hospitals hold on outpatient bills',
    {
      of: 'I',
      changes: {
        typeOfBill: '13',
        'lines[1].procedure': { code: '90011' },
        'lines[1].units': '6',
        'lines[1].from': '20260105',
      },
    },
    ['MUE-01 lines[1].units'],
  ],
  [
    'leave inpatient bills alone',
    { of: 'I', changes: { 'lines[1].procedure': { code: '90011' }, 'lines[1].units': '6' } },
    [],
  ],
]);

it('takes the values of the quarter of the service, and says which', () => {
  const quarter = (release: string, from: number, to: number, units: number) =>
    tableWith('mue-practitioner', [{ code: '90011', units, mai: 1 }], { release, from, to });
  const codes = codesOf(quarter('2025Q4', 20251001, 20251231, 3), quarter('2026Q1', 20260101, 20260331, 1));
  const at = (from: string) => foundBy({ ...MUE, codes }, on(lineOf('90011', { units: '2', from })));
  expect(at('20251231')).toEqual([]);
  expect(at('20260101')[0]).toMatchObject({
    message: 'A line with this code has at most 1 unit.',
    row: { set: 'mue-practitioner', release: '2026Q1', row: '90011' },
  });
});

test.each([
  [1, 1, 1],
  [3, 2, 2],
  [7, 3, 2],
  [1, 30, 0],
  [45, 31, 1],
])('%i units over %i days are %i a day', (units, days, each) => {
  const line = { code: '90011', modifiers: [], units, from: 20260101, to: 20260100 + days, rendering: '' };
  expect(unitsOfDay(line)).toBe(each);
});

const FIRST = 20260102;
const anyLine = fc.record({
  start: fc.integer({ min: 0, max: 4 }),
  days: fc.integer({ min: 1, max: 3 }),
  units: fc.integer({ min: 1, max: 4 }),
});

describe('the sum of a day', () => {
  it('is over the limit on as many first days as are told', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 6 }), (lines) => {
        const changed = linesOf(
          ...lines.map(({ start, days, units }) => ({
            code: '90013',
            units: String(units),
            from: String(FIRST + start),
            to: String(FIRST + start + days - 1),
          })),
        );
        const sumOn = (day: number): number =>
          lines
            .filter(({ start, days }) => start <= day && day < start + days)
            .reduce((sum, { units, days }) => sum + Math.round(units / days), 0);
        const over = new Set(lines.map(({ start }) => start).filter((day) => sumOn(day) > 4));
        const found = foundBy(MUE, { changes: changed });
        expect(found.length).toBe(over.size);
        expect(new Set(found.map(({ line = 0 }) => lines[line - 1]?.start))).toEqual(over);
      }),
    );
  });
});
