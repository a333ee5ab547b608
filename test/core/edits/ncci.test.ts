import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf, editCases, foundBy, lineOf, linesOf, tableWith } from './procedures-cases.ts';

const PTP = { ids: ['PTP-'] };
/** Lines by code and modifiers, `90001-LT`. */
const on = (...lines: readonly (string | object)[]) => ({
  changes: linesOf(...lines.map((line) => (typeof line === 'string' ? lineOf(line) : line))),
});

editCases('a pair with indicator 0', PTP, [
  ['is never paid together', on('90001', '90003'), ['PTP-01 lines[1].code']],
  ['is told on the line of column 2, wherever it stands', on('90003', '90001'), ['PTP-01 lines[0].code']],
  ['is not opened by a modifier', on('90001', '90003-59'), ['PTP-01 lines[1].code']],
  ['passes on different days', on('90001', lineOf('90003', { from: '20260106' })), []],
  [
    'passes between different rendering providers',
    on('90001', lineOf('90003', { rendering: { npi: '1234567893' } })),
    [],
  ],
  [
    'is told between them where the payer looks at the group',
    {
      ...on('90001', lineOf('90003', { rendering: { npi: '1234567893' } })),
      parameters: { ptpGroupScope: true },
    },
    ['PTP-01 lines[1].code'],
  ],
  [
    'is told once for each line of column 2',
    on('90001', '90003', '90003-76'),
    ['PTP-01 lines[1].code', 'PTP-01 lines[2].code'],
  ],
  ['is told once, though column 1 stands twice', on('90001', '90001-76', '90003'), ['PTP-01 lines[2].code']],
]);

editCases('a pair with indicator 1', PTP, [
  ['is bundled without a modifier', on('90001', '90002'), ['PTP-02 lines[1].code']],
  ['is opened by XS on column 2', on('90001', '90002-XS'), ['PTP-03 lines[1].modifiers (warning)']],
  ...['59', 'XE', 'XP', 'XU', '58', '78', '79', '91'].map(
    (modifier) =>
      [
        `is opened by ${modifier} on column 1 too`,
        on(`90001-${modifier}`, '90002'),
        ['PTP-03 lines[1].modifiers (warning)'],
      ] as const,
  ),
  [
    '59 on both lines is told, and opens',
    on('90001-59', '90002-59'),
    ['PTP-03 lines[1].modifiers (warning)', 'PTP-04 lines[1].modifiers (info)'],
  ],
  ['LT on both lines opens nothing', on('90001-LT', '90002-LT'), ['PTP-02 lines[1].code']],
  ['LT and RT open', on('90001-LT', '90002-RT'), ['PTP-03 lines[1].modifiers (warning)']],
  ['a finger on one line opens', on('90001', '90002-F1'), ['PTP-03 lines[1].modifiers (warning)']],
  ['other modifiers open nothing', on('90001-22', '90002-51'), ['PTP-02 lines[1].code']],
  ['25 on what is no visit opens nothing', on('90001-25', '90002'), ['PTP-02 lines[1].code']],
  ['25 on a visit opens', on('90006', '99213-25'), ['PTP-03 lines[1].modifiers (warning)']],
  ['57 on a visit opens', on('90006', '99213-57'), ['PTP-03 lines[1].modifiers (warning)']],
  ['25 on the other line opens nothing', on('90006-25', '99213'), ['PTP-02 lines[1].code']],
  [
    'one of two lines of column 1 that is on the same side keeps the pair closed',
    on('90001-RT', '90001-LT', '90002-LT'),
    ['PTP-02 lines[2].code'],
  ],
]);

const onDay = (day: string) => on(lineOf('90001', { from: day }), lineOf('90004', { from: day }));

editCases('the days of a pair', PTP, [
  ['the first one counts', { changes: { ...onDay('20200101').changes } }, ['PTP-01 lines[1].code']],
  ['the day before does not', onDay('20191231'), []],
  ['the day of deletion still counts', onDay('20260105'), ['PTP-01 lines[1].code']],
  ['the day after does not', onDay('20260106'), []],
  [
    'indicator 9 never counts',
    on(lineOf('90001', { from: '20200101' }), lineOf('90005', { from: '20200101' })),
    [],
  ],
]);

const earlier = { code: '90003', from: 20260105, to: 20260105 };

editCases('lines of earlier claims', PTP, [
  [
    'of column 2 are told on the line of column 1',
    { ...on('90001'), history: [earlier] },
    ['PTP-01 lines[0].code'],
  ],
  [
    'of column 1 are told on the line of column 2',
    { ...on('90002'), history: [{ ...earlier, code: '90001' }] },
    ['PTP-02 lines[0].code'],
  ],
  [
    'of another day count nothing',
    { ...on('90001'), history: [{ ...earlier, from: 20260104, to: 20260104 }] },
    [],
  ],
  [
    'of another provider count nothing',
    { ...on('90001'), history: [{ ...earlier, rendering: '1234567893' }] },
    [],
  ],
  [
    'sent to another payer count nothing',
    { ...on('90001'), history: [{ ...earlier, payerId: '99002' }] },
    [],
  ],
  ['of hospital bills count nothing', { ...on('90001'), history: [{ ...earlier, pos: '' }] }, []],
  [
    'of the claim that this one corrects count nothing',
    { ...on('90001'), history: [{ ...earlier, ownClaim: true }] },
    [],
  ],
  [
    'count nothing beside a replacement',
    { changes: { ...on('90001').changes, frequency: '7', payerClaimControlNo: '1' }, history: [earlier] },
    [],
  ],
]);

const bill = (changes: object) => ({
  of: 'I' as const,
  changes: {
    typeOfBill: '13',
    lines: ['90001', '90002'].map((code) => ({
      revenueCode: '0450',
      procedure: { code },
      chargeCents: 100,
      units: '1',
      from: '20260105',
    })),
    ...changes,
  },
});

editCases('outpatient bills', PTP, [
  ['have the pairs of hospitals', bill({}), ['PTP-01 lines[0].procedure.code']],
  ['of inpatients have none', bill({ typeOfBill: '11' }), []],
  [
    'say nothing of lines without a day of their own',
    bill({
      lines: ['90001', '90002'].map((code) => ({
        revenueCode: '0450',
        procedure: { code },
        chargeCents: 1,
        units: '1',
      })),
    }),
    [],
  ],
]);

describe('a finding', () => {
  it('names the row and the release that decided', () => {
    const [found] = foundBy(PTP, on('90002', '90001'));
    expect(found).toMatchObject({
      line: 1,
      queue: 'bundling',
      row: { set: 'ptp-practitioner', release: 'example', row: '90001/90002' },
    });
  });

  it('is made by the release of the day of service', () => {
    const before = tableWith('ptp-practitioner', [], { release: 'A', from: 20250101, to: 20251231 });
    const pair = { code: '90001', other: '90009', modifier: 0, from: 20200101, to: 0 };
    const after = tableWith('ptp-practitioner', [pair], { release: 'B', from: 20260101 });
    const [found] = foundBy({ ...PTP, codes: codesOf(before, after) }, on('90001', '90009'));
    expect(found?.row?.release).toBe('B');
  });
});

const anyLine = fc.record({
  code: fc.constantFrom('90001', '90002', '90003', '90004', '90006', '99213'),
  modifiers: fc.uniqueArray(fc.constantFrom('25', '59', 'XS', 'LT', 'RT', '22'), { maxLength: 2 }),
  from: fc.constantFrom('20260105', '20260106'),
});

describe('the order of the lines', () => {
  it('changes nothing of what is found', () => {
    const lists = fc.array(anyLine, { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(lists, fc.infiniteStream(fc.nat()), (lines, keys) => {
        const shuffled = lines
          .map((line) => ({ line, key: keys.next().value as number }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ line }) => line);
        expect(contents(shuffled)).toEqual(contents(lines));
      }),
    );
  });
});

/** What was found of which line, without its place. */
const contents = (lines: readonly object[]): readonly string[] =>
  foundBy(PTP, { changes: linesOf(...lines) })
    .map(({ editId, line = 0, row }) => JSON.stringify([editId, row?.row, lines[line - 1]]))
    .toSorted();
