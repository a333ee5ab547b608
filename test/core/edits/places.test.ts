import { codesOf, editCases, lineOf, linesOf, tableWith } from './procedures-cases.ts';

const at = (pos: string, ...codes: readonly string[]) => ({
  changes: { ...linesOf(...codes.map((code) => lineOf(code))), pos },
});
const medicare = (example: { readonly changes: object }) => ({
  changes: { ...example.changes, 'coverages[0].filingCode': 'MB' },
});
const admitted = { dates: [{ qualifier: '435', from: '20260104' }] };

editCases('places', { ids: ['POS-01'] }, [
  ['one of the list passes', at('11', '99213'), []],
  ['another does not', at('35', '99213'), ['POS-01 pos']],
  ['that of a line is looked at', { changes: { 'lines[1].pos': '35' } }, ['POS-01 lines[1].pos']],
  ['that of a dental claim is', { of: 'D', changes: { pos: '00' } }, ['POS-01 pos']],
]);

const place = (code: string, from: number, to = 0) => ({ code, title: '', facility: 0, from, to });

editCases(
  'places by day',
  {
    ids: ['POS-01'],
    codes: codesOf(tableWith('pos', [place('11', 0), place('27', 20260106), place('33', 0, 20260105)])),
  },
  [
    ['in the list since yesterday or longer', at('11', '99213'), []],
    ['from tomorrow', at('27', '99213'), ['POS-01 pos']],
    ['to today', at('33', '99213'), []],
    ['not in it', at('12', '99213'), ['POS-01 pos']],
  ],
);

editCases('places without a list', { ids: ['POS-01'], codes: codesOf() }, [
  ['are those that we know', at('12', '99213'), []],
  ['and no others', at('00', '99213'), ['POS-01 pos']],
]);

editCases('places of procedures', { ids: ['POS-02'] }, [
  ['an emergency visit in an emergency room', at('23', '99285'), []],
  ['an emergency visit in an office', at('11', '99285'), ['POS-02 pos']],
  [
    'a hospital day in a hospital, observation and psychiatry',
    {
      changes: linesOf(
        { code: '99223', pos: '21' },
        { code: '99223', pos: '22' },
        { code: '99223', pos: '51' },
      ),
    },
    [],
  ],
  ['a hospital day in an office', at('11', '99232'), ['POS-02 pos']],
  ['a nursing visit in a nursing facility', at('31', '99309'), []],
  ['a nursing visit at home', at('12', '99309'), ['POS-02 pos']],
  ['an office visit in an office', at('11', '99213'), []],
  ['an office visit in a hospital is asked about', at('21', '99213'), ['POS-02 pos (warning)']],
  ['an office visit of an outpatient department passes', at('22', '99213'), []],
  ['a home visit in an office is asked about', at('11', '99348'), ['POS-02 pos (warning)']],
  ['an ambulance in an office is', at('11', 'A0429-RH'), ['POS-02 pos (warning)']],
  [
    'the line’s own place counts',
    { changes: linesOf({ code: '99285', pos: '23' }, { code: '99285', pos: '12' }) },
    ['POS-02 lines[1].pos'],
  ],
  [
    'the payer’s own table counts',
    {
      ...at('11', '27447-RT'),
      parameters: { placesByProcedure: [{ codes: ['27440-27447'], places: ['21', '24'] }] },
    },
    ['POS-02 pos'],
  ],
  [
    'and is kept to',
    {
      changes: { ...at('21', '27447-RT').changes, ...admitted },
      parameters: { placesByProcedure: [{ codes: ['27440-27447'], places: ['21'] }] },
    },
    [],
  ],
]);

const list = { parameters: { telehealth: ['99202-99215', '90791'] } };

editCases('telehealth', { ids: ['POS-03'] }, [
  ['a visit at home passes', at('10', '99213-95'), []],
  ['surgery does not', at('02', '27447'), ['POS-03 pos (warning)']],
  ['surgery by modifier does not', at('11', '27447-95'), ['POS-03 pos (warning)']],
  ['without the payer’s list nothing more is asked', at('10', '97110'), []],
  ['with it others are', { ...at('10', '97110'), ...list }, ['POS-03 pos (warning)']],
  ['those of the list pass', { ...at('10', '99213-95', '90791'), ...list }, []],
  [
    'the modifier at another place is asked about',
    { ...at('11', '99213-95'), ...list },
    ['POS-03 pos (warning)'],
  ],
]);

editCases('admissions', { ids: ['POS-04'] }, [
  ...['21', '51', '61'].map((pos) => [`${pos} needs the day`, at(pos, '99232'), ['POS-04 dates']] as const),
  ['it is there', { changes: { ...at('21', '99232').changes, ...admitted } }, []],
  ['a line in a hospital needs it too', { changes: { 'lines[1].pos': '21' } }, ['POS-04 dates']],
  ['outpatients have none', at('22', '99213'), []],
]);

editCases('tests in a hospital', { ids: ['POS-05'] }, [
  ['Medicare pays the interpretation', medicare(at('22', '71046-26')), []],
  ['not the whole', medicare(at('22', '71046')), ['POS-05 lines[0].code (warning)']],
  ['nor the technical component', medicare(at('23', '71046-TC')), ['POS-05 lines[0].code (warning)']],
  ['in an office it does', medicare(at('11', '71046')), []],
  ['other payers have other rules', at('22', '71046'), []],
]);

const address = { address1: '1 ELM ST', city: 'SPRINGFIELD', state: 'IL', zip: '62701' };
const journey = { ambulancePickUp: address, ambulanceDropOff: address };

editCases('ambulances', { ids: ['AMB-'] }, [
  ['say from where and to where', { changes: { ...at('41', 'A0429-RH').changes, ...journey } }, []],
  [
    'not only to where',
    { changes: { ...at('41', 'A0429-RH').changes, ambulanceDropOff: address } },
    ['AMB-01 ambulancePickUp (warning)'],
  ],
  [
    'nor only from where',
    { changes: { ...at('41', 'A0429-RH').changes, ambulancePickUp: address } },
    ['AMB-01 ambulanceDropOff (warning)'],
  ],
  ['may say it on the line', { changes: linesOf(lineOf('A0429-RH', { ...journey, pos: '41' })) }, []],
  [
    'Medicare wants the modifier',
    medicare({ changes: { ...at('41', 'A0429').changes, ...journey } }),
    ['AMB-02 lines[0].modifiers (warning)'],
  ],
  ['supplies have no journey', at('41', 'A0422'), []],
]);
