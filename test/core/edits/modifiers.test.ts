import { expect, it, test } from 'vitest';
import { isCptModifier, isJourney, modifierClass } from '../../../core/edits/modifiers-classes.ts';
import { codesOf, editCases, foundBy, lineOf, linesOf, tableWith } from './procedures-cases.ts';

const on = (...lines: readonly (string | object)[]) => ({
  changes: linesOf(...lines.map((line) => (typeof line === 'string' ? lineOf(line) : line))),
});
const medicare = (example: { readonly changes: object }) => ({
  changes: { ...example.changes, 'coverages[0].filingCode': 'MB' },
});
const one = (id: string) => ({ ids: [id] });
const AT = 'lines[0].modifiers';

editCases('the form of modifiers', one('MOD-01'), [
  ['four pass', on('27447-22-59-RT-KX'), []],
  ['one of one character does not', on('27447-Q'), [`MOD-01 ${AT}`]],
  ['one twice does not', on('27447-RT-RT'), [`MOD-01 ${AT}`]],
  [
    'five do not',
    {
      of: 'I',
      changes: { 'lines[1].procedure': { code: '27447', modifiers: ['22', '59', 'RT', 'KX', 'GT'] } },
    },
    ['MOD-01 lines[1].procedure.modifiers'],
  ],
  [
    'those of dental lines are looked at',
    { of: 'D', changes: { 'lines[0].modifiers': ['*1'] } },
    [`MOD-01 ${AT}`],
  ],
]);

test.each([
  [
    ['RT', '59', '26'],
    ['26', '59', 'RT'],
  ],
  [
    ['LT', '50'],
    ['50', 'LT'],
  ],
  [
    ['59', 'KX', '22'],
    ['22', '59', 'KX'],
  ],
  [
    ['RT', 'F1', '25', '24'],
    ['25', '24', 'RT', 'F1'],
  ],
])('modifiers %s are put in the order %s, those of a class as they stood', (modifiers, value) => {
  const [found] = foundBy(one('MOD-02'), { changes: { 'lines[0].modifiers': modifiers } });
  expect(found).toMatchObject({ severity: 'info', repair: { field: AT, value } });
});

editCases('the order of modifiers', one('MOD-02'), [
  ['price, payment, place passes', on('71046-26-59-RT'), []],
  ['within a class any order passes', on('71046-59-25', '71046-25-59'), []],
  ['origin and destination of an ambulance come first', on('A0429-RH-QN-GY'), []],
]);

editCases('modifiers of visits', one('MOD-03'), [
  ['pass on visits', on('99213-25', '99213-24', '99285-57', 'G0463-27'), []],
  ['fail on operations', on('11102-25'), [`MOD-03 ${AT}`]],
  [
    'fail on imaging and laboratory tests',
    on('71046-25', '87880-25'),
    [`MOD-03 ${AT}`, 'MOD-03 lines[1].modifiers'],
  ],
  ['fail on drugs', on('J1100-25'), [`MOD-03 ${AT}`]],
  ['are only asked about on other services', on('97110-25'), [`MOD-03 ${AT} (warning)`]],
]);

editCases('25 on a visit', one('MOD-04'), [
  ['beside a procedure passes', on('99213-25', '11102'), []],
  ['alone is asked about', on('99213-25'), [`MOD-04 ${AT} (warning)`]],
  [
    'beside a service of another day is',
    on('99213-25', lineOf('11102', { from: '20260106' })),
    [`MOD-04 ${AT} (warning)`],
  ],
  ['beside an earlier claim of the day passes', { ...on('99213-25'), history: [{ code: '11102' }] }, []],
]);

editCases('a visit beside an operation', one('MOD-05'), [
  ['of no period needs 25', on('99213', '11102'), [`MOD-05 ${AT} (warning)`]],
  ['has it', on('99213-25', '11102'), []],
  ['of ninety days needs 57', on('99213-25', '27447'), [`MOD-05 ${AT} (warning)`]],
  ['has that', on('99213-57', '27447'), []],
  [
    'on the day before needs 57',
    on('99213', lineOf('27447', { from: '20260106' })),
    [`MOD-05 ${AT} (warning)`],
  ],
  ['two days before needs nothing', on('99213', lineOf('27447', { from: '20260107' })), []],
  ['of no period on the day before needs nothing', on('99213', lineOf('11102', { from: '20260106' })), []],
  [
    'by another provider needs nothing',
    on('99213', lineOf('11102', { rendering: { npi: '1234567893' } })),
    [],
  ],
  ['that another part of the care was billed for needs nothing', on('99213', '27447-80'), []],
  [
    'on an earlier claim counts',
    { ...on('99213'), history: [{ code: '11102' }] },
    [`MOD-05 ${AT} (warning)`],
  ],
  ['beside imaging needs nothing', on('99213', '71046'), []],
]);

editCases('26 and TC', { ids: ['MOD-06', 'MOD-17'] }, [
  ['divide imaging', on('71046-26', '71046-TC'), []],
  ['do not divide visits', on('99213-26'), [`MOD-06 ${AT}`]],
  ['do not stand together', on('71046-26-TC'), [`MOD-17 ${AT}`]],
  ['say nothing of codes that the schedule lacks', on('87880-26'), []],
]);

const twoLines = { parameters: { bilateral: 'two-lines' } } as const;
const oneLine = { parameters: { bilateral: 'one-line' } } as const;

editCases('both sides', { ids: ['MOD-07', 'MOD-08', 'MOD-18'] }, [
  ['50 with one unit passes', on('27447-50'), []],
  ['50 beside RT fails', on('27447-50-RT'), [`MOD-07 ${AT}`]],
  [
    '50 with two units is asked about',
    on(lineOf('27447-50', { units: '2' })),
    ['MOD-07 lines[0].units (warning)'],
  ],
  [
    '50 with two units fails at Medicare',
    medicare(on(lineOf('27447-50', { units: '2' }))),
    ['MOD-07 lines[0].units'],
  ],
  [
    'and where the payer wants one line',
    { ...on(lineOf('27447-50', { units: '2' })), ...oneLine },
    ['MOD-07 lines[0].units'],
  ],
  ['50 fails where the payer wants two', { ...on('27447-50'), ...twoLines }, [`MOD-07 ${AT}`]],
  ['two lines RT and LT pass there', { ...on('27447-RT', '27447-LT'), ...twoLines }, []],
  ['RT and LT on one line are asked about', on('73560-RT-LT'), [`MOD-08 ${AT} (warning)`]],
  ['50 on a code without sides is asked about', on('11102-50'), [`MOD-18 ${AT} (warning)`]],
  ['and fails at Medicare', medicare(on('11102-50')), [`MOD-18 ${AT}`]],
  ['50 on imaging of both sides passes', on('71046-50'), []],
]);

editCases('repeated services', one('MOD-09'), [
  ['76 with the first one passes', on('71046', '71046-76'), []],
  ['76 without it is asked about', on('71046-76'), [`MOD-09 ${AT} (warning)`]],
  [
    'two with 76 are both',
    on('71046-76', '71046-76'),
    [`MOD-09 ${AT} (warning)`, 'MOD-09 lines[1].modifiers (warning)'],
  ],
  [
    '76 of another provider is',
    on('71046', lineOf('71046-76', { rendering: { npi: '1234567893' } })),
    ['MOD-09 lines[1].modifiers (warning)'],
  ],
  [
    '77 of another provider passes',
    on('71046', lineOf('71046-77', { rendering: { npi: '1234567893' } })),
    [],
  ],
  ['77 of the same is asked about', on('71046', '71046-77'), ['MOD-09 lines[1].modifiers (warning)']],
  [
    'the first one on another day is none',
    on('71046', lineOf('71046-76', { from: '20260106' })),
    ['MOD-09 lines[1].modifiers (warning)'],
  ],
  ['the first one on an earlier claim is one', { ...on('71046-76'), history: [{ code: '71046' }] }, []],
  ['91 repeats a test', on('87880-QW', '87880-QW-91'), []],
  ['91 on imaging is asked about', on('71046', '71046-91'), ['MOD-09 lines[1].modifiers (warning)']],
  ['76 on a visit is', on('99213', '99213-76'), ['MOD-09 lines[1].modifiers (warning)']],
]);

editCases('59 and its kin', { ids: ['MOD-10', 'MOD-11', 'MOD-21'] }, [
  ['59 alone passes', on('11102-59'), []],
  ...['XE', 'XS', 'XP', 'XU'].map(
    (x) => [`59 beside ${x} is asked about`, on(`11102-59-${x}`), [`MOD-10 ${AT} (warning)`]] as const,
  ),
  [
    '59 is asked about where the payer wants X',
    { ...on('11102-59'), parameters: { prefersX: true } },
    [`MOD-11 ${AT} (warning)`],
  ],
  ['X passes there', { ...on('11102-XS'), parameters: { prefersX: true } }, []],
  ['59 on a visit is asked about', on('99213-59'), [`MOD-21 ${AT} (warning)`]],
]);

const minutes = { unitType: 'MJ', units: '75' };

editCases('anesthesia', one('MOD-12'), [
  ...['AA', 'AD', 'QK', 'QX', 'QY', 'QZ'].map(
    (by) => [`${by} says who gave it`, on(lineOf(`00790-${by}-P3`, minutes)), []] as const,
  ),
  ['P3 does not', on(lineOf('00790-P3', minutes)), [`MOD-12 ${AT} (warning)`]],
  ['Medicare wants it', medicare(on(lineOf('00790', minutes))), [`MOD-12 ${AT}`]],
  [
    'so may the payer',
    { ...on(lineOf('00790', minutes)), parameters: { anesthesiaModifier: true } },
    [`MOD-12 ${AT}`],
  ],
  ['or may not', { ...on(lineOf('00790', minutes)), parameters: { anesthesiaModifier: false } }, []],
  ['pain control by the day has none', on('01996'), []],
  ['0079T is no anesthesia', on('0079T'), []],
]);

const uncertified = (line: string | object, changes: object = {}) => ({
  changes: { ...on(line).changes, cliaNo: null, ...changes },
});

editCases('laboratory certificates', one('MOD-13'), [
  ['QW without one fails', uncertified('87880-QW'), ['MOD-13 cliaNo']],
  ['of the claim is enough', on('87880-QW'), []],
  [
    'of the line is enough',
    uncertified(lineOf('87880-QW', { references: [{ qualifier: 'X4', value: '14D0000001' }] })),
    [],
  ],
  [
    'of the other laboratory is enough',
    uncertified(lineOf('87880-QW-90', { references: [{ qualifier: 'F4', value: '14D0000001' }] })),
    [],
  ],
  [
    'other tests need one where the payer says so',
    { ...uncertified('80053'), parameters: { cliaRequired: ['80047-89398'] } },
    ['MOD-13 cliaNo'],
  ],
  ['else not', uncertified('80053'), []],
  [
    'QW on a test that is not waived fails',
    { ...on('80053-QW'), parameters: { cliaWaived: ['87880'] } },
    [`MOD-13 ${AT}`],
  ],
  ['QW on a waived one passes', { ...on('87880-QW'), parameters: { cliaWaived: ['87880'] } }, []],
]);

editCases('waivers', one('MOD-14'), [
  ['GA alone passes', on('11102-GA'), []],
  ['GX beside GY passes', on('11102-GX-GY'), []],
  ['GA beside GZ is asked about', on('11102-GA-GZ'), [`MOD-14 ${AT} (warning)`]],
  ['GY beside GA is', on('11102-GY-GA'), [`MOD-14 ${AT} (warning)`]],
]);

const lists = codesOf(
  tableWith('hcpcs-modifiers', [
    { code: 'QW', title: '', from: 20000101, to: 0 },
    { code: 'CH', title: '', from: 20130101, to: 20260104 },
    { code: 'JZ', title: '', from: 20260106, to: 0 },
  ]),
  tableWith('cpt-modifiers', [
    { code: '25', title: '' },
    { code: 'P1', title: '' },
  ]),
);

editCases('modifiers by day', { ids: ['MOD-15', 'MOD-16'], codes: lists }, [
  ['in force', on('87880-QW', '99213-25', '00790-P1'), []],
  ['ended the day before', on('97110-CH'), [`MOD-15 ${AT}`]],
  ['in force from tomorrow', on('J1100-JZ'), [`MOD-15 ${AT}`]],
  ['unknown to HCPCS', on('87880-ZZ'), [`MOD-15 ${AT}`]],
  ['unknown to CPT', on('99213-21'), [`MOD-16 ${AT}`]],
  ['of a journey', on('A0429-RH', 'A0429-SX'), []],
  ['of a journey on another service', on('99213-RH'), [`MOD-15 ${AT}`]],
]);

editCases('assistants and co-surgeons', { ids: ['MOD-19', 'MOD-20'] }, [
  ['an assistant at a large operation passes', on('27447-80', '27447-AS'), []],
  ['at a small one is asked about', on('11102-82'), [`MOD-19 ${AT} (warning)`]],
  ['two surgeons at a large one pass', on('27447-62'), []],
  ['a team is asked about', on('27447-66'), [`MOD-20 ${AT} (warning)`]],
]);

editCases('therapy', { ids: ['MOD-22', 'MOD-23', 'MOD-24'] }, [
  ['Medicare wants a plan of care', medicare(on('97110')), [`MOD-22 ${AT} (warning)`]],
  ['other payers may not', on('97110'), []],
  ['an assistant names the plan', medicare(on('97110-CQ-GP', '97530-CO-GO')), []],
  ['CQ under GO does not', medicare(on('97110-CQ-GO')), [`MOD-23 ${AT}`]],
  ['and is only asked about by others', on('97110-CO'), [`MOD-23 ${AT} (warning)`]],
  ['manipulation is treatment for Medicare', medicare(on('98940')), [`MOD-24 ${AT} (warning)`]],
  ['or waived', medicare(on('98940-GA')), []],
]);

it('knows whose each modifier is', () => {
  expect(['25', 'P1', '1P', 'QW', 'PT', 'P7'].map(isCptModifier)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(['RH', 'SX', 'XR', 'RT'].map(isJourney)).toEqual([true, true, false, false]);
  expect(['26', '59', 'RT', 'ZZ'].map(modifierClass)).toEqual([1, 2, 3, 3]);
});
