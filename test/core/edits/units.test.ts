import { expect, test } from 'vitest';
import { unitsOfMinutes } from '../../../core/edits/units-therapy.ts';
import { editCases, lineOf, linesOf } from './procedures-cases.ts';

const on = (...lines: readonly object[]) => ({ changes: linesOf(...lines) });
const UNITS = 'lines[0].units';

editCases('units', { ids: ['UNI-01', 'UNI-05'] }, [
  ['one passes', on({ code: '97110', units: '1' }), []],
  ['zero fails', on({ code: '97110', units: '0.00' }), [`UNI-01 ${UNITS}`]],
  ['none fails', on({ code: '97110', units: '' }), [`UNI-01 ${UNITS}`]],
  ['nine digits fail', { of: 'I', changes: { 'lines[1].units': '123456789' } }, ['UNI-01 lines[1].units']],
  [
    'four digits behind the point fail',
    { of: 'I', changes: { 'lines[1].units': '1.0001' } },
    ['UNI-01 lines[1].units'],
  ],
  ['a dental line without units is one', { of: 'D', changes: { 'lines[0].units': null } }, []],
  ['a dental line of none fails', { of: 'D', changes: { 'lines[0].units': '0' } }, [`UNI-01 ${UNITS}`]],
  ['half a visit is asked about', on({ code: '99213', units: '0.5' }), [`UNI-05 ${UNITS} (warning)`]],
  ['half of what another list counts passes', on({ code: 'X0001', codeQualifier: 'WK', units: '0.5' }), []],
  ['tenths of a mile pass', on({ code: 'A0425', units: '7.4' }), []],
  ['fractions of accommodation without a code pass', { of: 'I', changes: { 'lines[1].units': '1.5' } }, []],
]);

const minutes = (units: string) => ({ unitType: 'MJ', units });

editCases('anesthesia time', { ids: ['UNI-02', 'UNI-03'] }, [
  ['75 minutes pass', on(lineOf('00790-AA', minutes('75'))), []],
  ['a day of minutes passes', on(lineOf('00790-AA', minutes('1440'))), []],
  ['more fail', on(lineOf('00790-AA', minutes('1441'))), [`UNI-02 ${UNITS}`]],
  ['half minutes fail', on(lineOf('00790-AA', minutes('7.5'))), [`UNI-02 ${UNITS}`]],
  ['minutes of a visit fail', on(lineOf('99213', minutes('20'))), ['UNI-02 lines[0].unitType']],
  [
    'minutes of pain control by the day fail',
    on(lineOf('01996', minutes('20'))),
    ['UNI-02 lines[0].unitType'],
  ],
  ['units of anesthesia fail', on(lineOf('00790-AA', { units: '5' })), ['UNI-03 lines[0].unitType']],
  [
    'unless the payer wants them',
    { ...on(lineOf('00790-AA', { units: '5' })), parameters: { anesthesiaMinutes: false } },
    [],
  ],
  ...['01953', '01967', '01968', '01969', '01995', '01996'].map(
    (code) => [`units of ${code} pass`, on({ code }), []] as const,
  ),
]);

test.each([
  [7, 0],
  [8, 1],
  [22, 1],
  [23, 2],
  [37, 2],
  [38, 3],
  [52, 3],
  [53, 4],
  [67, 4],
  [68, 5],
])('%i minutes support %i units', (given, units) => {
  expect(unitsOfMinutes(given)).toBe(units);
});

const therapy = (code: string, units: string, given?: string, changes: object = {}) => ({
  code,
  units,
  ...(given !== undefined && { minutes: given }),
  ...changes,
});

editCases('minutes of timed therapy', { ids: ['UNI-04'] }, [
  ['20 support one unit', on(therapy('97110', '1', '20')), []],
  ['20 do not support two', on(therapy('97110', '2', '20')), [`UNI-04 ${UNITS} (warning)`]],
  [
    'two codes of a day are counted together',
    on(therapy('97110', '2', '33'), therapy('97140', '1', '7')),
    [],
  ],
  [
    'and fail together, on the first',
    on(therapy('97110', '2', '20'), therapy('97140', '1', '15')),
    [`UNI-04 ${UNITS} (warning)`],
  ],
  [
    'of two days not',
    on(therapy('97110', '2', '20'), therapy('97140', '1', '30', { from: '20260106' })),
    [`UNI-04 ${UNITS} (warning)`],
  ],
  [
    'of two therapists not',
    on(therapy('97110', '1', '10'), therapy('97140', '1', '10', { rendering: { npi: '1234567893' } })),
    [],
  ],
  ['nobody counts where a line has none', on(therapy('97110', '2', '20'), therapy('97140', '1')), []],
  ['nor on services that are not timed', on(therapy('97161', '2', '20')), []],
  ['fewer units than the minutes support pass', on(therapy('97110', '1', '60')), []],
]);
