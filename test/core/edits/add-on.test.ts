import { codesOf, editCases, lineOf, linesOf, tableWith } from './procedures-cases.ts';

const ADD = { ids: ['ADD-'] };
const on = (...lines: readonly object[]) => ({ changes: linesOf(...lines) });
const primary = { code: '90021', from: 20260105, to: 20260105 };

editCases('an add-on code with a closed list', ADD, [
  ['alone is refused', on(lineOf('90022')), ['ADD-01 lines[0].code']],
  ['beside its primary code passes', on(lineOf('90022'), lineOf('90021')), []],
  ['beside another procedure is refused', on(lineOf('90022'), lineOf('71046')), ['ADD-01 lines[0].code']],
  [
    'on another day is refused',
    on(lineOf('90021'), lineOf('90022', { from: '20260106' })),
    ['ADD-01 lines[1].code'],
  ],
  [
    'within the days of its primary code passes',
    on(lineOf('90021', { to: '20260107' }), lineOf('90022', { from: '20260106' })),
    [],
  ],
  ['passes where an earlier claim has the primary code', { ...on(lineOf('90022')), history: [primary] }, []],
  [
    'passes whichever payer had that',
    { ...on(lineOf('90022')), history: [{ ...primary, payerId: '99002' }] },
    [],
  ],
  [
    'is asked about where another provider gave it',
    on(lineOf('90022'), lineOf('90021', { rendering: { npi: '1234567893' } })),
    ['ADD-01 lines[0].code (warning)'],
  ],
  [
    'passes there where the payer looks at the group',
    {
      ...on(lineOf('90022'), lineOf('90021', { rendering: { npi: '1234567893' } })),
      parameters: { ptpGroupScope: true },
    },
    [],
  ],
  ['does not take 51', on(lineOf('90022-51'), lineOf('90021')), ['ADD-03 lines[0].modifiers']],
]);

editCases('other add-on codes', ADD, [
  [
    'of a partial list are only asked about beside another procedure',
    on(lineOf('90024'), lineOf('71046')),
    ['ADD-01 lines[0].code (warning)'],
  ],
  ['of a partial list are refused alone', on(lineOf('90024')), ['ADD-01 lines[0].code']],
  ['without a list pass beside any procedure', on(lineOf('90023'), lineOf('71046')), []],
  [
    'without a list are asked about beside another add-on only',
    on(lineOf('90023'), lineOf('90022'), lineOf('90021', { from: '20260106' })),
    ['ADD-01 lines[1].code', 'ADD-02 lines[0].code (warning)'],
  ],
]);

const ended = tableWith('add-on', [
  { code: '90022', type: 1, primary: '90021', from: 20200101, to: 20260105 },
]);

editCases('the days of an add-on row', { ...ADD, codes: codesOf(ended) }, [
  ['the last one counts', on(lineOf('90022')), ['ADD-01 lines[0].code']],
  ['the day after does not', on(lineOf('90022', { from: '20260106' })), []],
]);

editCases('vaccines', ADD, [
  ['given without one are asked about', on(lineOf('90471')), ['ADD-04 lines[0].code (warning)']],
  ['given with one pass', on(lineOf('90471'), lineOf('90686', { chargeCents: 0 })), []],
]);
