import { describe, expect, test } from 'vitest';
import type { ExampleChanges } from '../../../core/edits/edit.ts';
import { fields, type Given, mceOf, noted, setsOf, titled } from './diagnoses-given.ts';

type Case = readonly [what: string, changes: ExampleChanges, found: readonly string[]];

function cases(about: string, given: Given, rows: readonly Case[]): void {
  describe(about, () => {
    test.each(rows)('%s', (_, changes, found) => {
      expect(fields(changes, given)).toEqual(found);
    });
  });
}

const before2015 = { diagnosisVersion: '9', 'lines[0].from': '20150930', 'lines[1].from': '20150930' };

cases('forms', { only: 'DX-01' }, [
  ['ICD-9-CM before October 2015', { ...before2015, diagnoses: ['465.9', 'V70.0'] }, []],
  ['ICD-9-CM from then on', { diagnosisVersion: '9', diagnoses: ['465.9', 'R50.9'] }, ['DX-01 diagnoses[0]']],
  ['ICD-10-CM marked as ICD-9-CM', { ...before2015, diagnoses: ['J02.9', '465.9'] }, ['DX-01 diagnoses[0]']],
  ['a third character A or B', { diagnoses: ['C4A.0', 'C7B.01'] }, []],
  ['a letter too many', { diagnoses: ['J02.9', 'J02.9XXXX'] }, ['DX-01 diagnoses[1]']],
]);

cases('first diagnoses', { only: 'DX-' }, [
  ['an external cause', { diagnoses: ['W19.XXXA', 'R50.9'] }, ['DX-08 diagnoses[0]']],
  ['an ICD-9-CM external cause', { ...before2015, diagnoses: ['E880.9', '465.9'] }, ['DX-08 diagnoses[0]']],
  ['ICD-9-CM codes with V are none', { ...before2015, diagnoses: ['V70.0', '465.9'] }, []],
  ['a manifestation by its title', { diagnoses: ['G63', 'R50.9'] }, ['DX-07 diagnoses[0]']],
  ['germs', { diagnoses: ['B96.20', 'R50.9'] }, ['DX-22 diagnoses[0] (warning)']],
  ['germs after the disease', { diagnoses: ['R50.9', 'B96.20'] }, []],
]);

const listOnly = setsOf(
  titled({ D631: 'Anemia in chronic kidney disease' }),
  mceOf([['D631', 'manifestation']]),
);

test('a manifestation by the list of Medicare alone is an error on an inpatient bill, a warning elsewhere', () => {
  const given = { codes: listOnly, only: 'DX-07' };
  expect(fields({ diagnoses: ['D63.1', 'R50.9'] }, given)).toEqual(['DX-07 diagnoses[0] (warning)']);
  const bill = { 'principalDiagnosis.code': 'D63.1' };
  expect(fields(bill, { ...given, of: 'I' })).toEqual(['DX-07 principalDiagnosis.code']);
});

cases('reasons for an encounter', { only: 'DX-21' }, [
  ['second on the claim, first on a line', { 'diagnoses[1]': 'Z00.00', 'lines[1].dx': [2] }, []],
  ['second everywhere', { 'diagnoses[1]': 'Z00.00' }, ['DX-21 diagnoses[1] (warning)']],
  ['research may be second', { 'diagnoses[1]': 'Z00.6' }, []],
  ['status codes may be second', { 'diagnoses[1]': 'Z79.4' }, []],
]);

test.each([
  ['11', ['DX-21 otherDiagnoses[1].code (warning)']],
  ['13', []],
])('a reason for an encounter behind the principal diagnosis, bill type %s', (typeOfBill, found) => {
  const changes = { typeOfBill, 'otherDiagnoses[1].code': 'Z51.11' };
  expect(fields(changes, { of: 'I', only: 'DX-21' })).toEqual(found);
});

cases('repetitions', { only: 'DX-05' }, [
  ['a dot makes no other', { diagnoses: ['J02.9', 'J029'] }, ['DX-05 diagnoses[1]']],
  [
    'each is said once',
    { diagnoses: ['R50.9', 'R50.9', 'R50.9'] },
    ['DX-05 diagnoses[1]', 'DX-05 diagnoses[2]'],
  ],
]);

cases('repetitions on a bill', { of: 'I', only: 'DX-05' }, [
  [
    'the principal among the others',
    { 'otherDiagnoses[0].code': 'K35.80' },
    ['DX-05 otherDiagnoses[0].code'],
  ],
  ['the admitting diagnosis may be the principal', { admittingDiagnosis: 'K35.80' }, []],
  ['so may a reason for the visit', { typeOfBill: '13', visitReasons: ['K35.80'] }, []],
  [
    'an external cause among the others',
    { externalCauses: [{ code: 'W19.XXXA' }], 'otherDiagnoses[1].code': 'W19.XXXA' },
    ['DX-05 otherDiagnoses[1].code'],
  ],
]);

const many = (count: number) => Array.from({ length: count }, (_, i) => ({ code: `A${10 + i}`, poa: 'Y' }));

cases('counts on a bill', { of: 'I', only: 'DX-06' }, [
  ['24 others', { otherDiagnoses: many(24) }, []],
  ['25 others', { otherDiagnoses: many(25) }, ['DX-06 otherDiagnoses[24].code']],
  ['12 external causes', { externalCauses: many(12) }, []],
  ['13 external causes', { externalCauses: many(13) }, ['DX-06 externalCauses[12].code']],
  ['4 reasons', { visitReasons: ['A10', 'A11', 'A12', 'A13'] }, ['DX-06 visitReasons[3]']],
]);

test('above twelve on a professional encounter, those not pointed to are left off, and that is told', () => {
  const diagnoses = many(13).map(({ code }) => code);
  expect(fields({ diagnoses }, { only: 'DX-06' })).toEqual(['DX-06 diagnoses[12] (info)']);
});

const ages = setsOf(
  mceOf([
    ['O80', 'maternity', 9, 64],
    ['P599', 'newborn', 0, 0],
  ]),
);
const born = (dob: string, code: string) => ({ 'patient.dob': dob, 'diagnoses[1]': code });

cases('ages', { codes: ages, only: 'DX-09' }, [
  ['8 years', born('20170106', 'O80'), ['DX-09 diagnoses[1] (warning)']],
  ['9 years on the day', born('20170105', 'O80'), []],
  ['64 years', born('19610106', 'O80'), []],
  ['65 years on the day', born('19610105', 'O80'), ['DX-09 diagnoses[1] (warning)']],
  ['a newborn', born('20260101', 'P59.9'), []],
  ['no birth date', { 'patient.dob': null, 'diagnoses[1]': 'P59.9' }, []],
]);

const sexes = setsOf(
  mceOf([
    ['N400', 'male-only'],
    ['O80', 'female-only'],
  ]),
);

cases('sexes', { codes: sexes, only: 'DX-10' }, [
  ['a woman', { 'diagnoses[1]': 'N40.0' }, ['DX-10 diagnoses[1] (warning)']],
  ['a man', { 'diagnoses[1]': 'N40.0', 'patient.sex': 'M' }, []],
  [
    'a man with a code of women',
    { 'diagnoses[1]': 'O80', 'patient.sex': 'M' },
    ['DX-10 diagnoses[1] (warning)'],
  ],
  ['unknown', { 'diagnoses[1]': 'N40.0', 'patient.sex': 'U' }, []],
  ['KX says that it is known', { 'diagnoses[1]': 'N40.0', 'lines[0].modifiers': ['25', 'KX'] }, []],
  ['so does condition code 45', { 'diagnoses[1]': 'N40.0', conditionCodes: ['45'] }, []],
]);

const KNEES = setsOf(
  titled({
    M25561: 'Pain in right knee',
    M25562: 'Pain in left knee',
    M25569: 'Pain in unspecified knee',
    M170: 'Bilateral primary osteoarthritis of knee',
    H02834: 'Dermatochalasis of left upper eyelid',
    R1031: 'Right lower quadrant pain',
    G8190: 'Hemiplegia, unspecified affecting unspecified side',
    G8191: 'Hemiplegia, unspecified affecting right dominant side',
    J029: 'Acute pharyngitis, unspecified',
    S2231XA: 'Fracture of one rib, right side, initial encounter',
    S2239XA: 'Fracture of one rib, unspecified side, initial encounter',
  }),
);
const pointing = (modifiers: readonly string[], ...diagnoses: readonly string[]) => ({
  diagnoses,
  'lines[0].modifiers': modifiers,
  'lines[0].dx': diagnoses.map((_, i) => i + 1),
});
const conflict = ['DX-11 lines[0].dx (warning)'];

cases('sides', { codes: KNEES, only: 'DX-11' }, [
  ['right and RT', pointing(['RT'], 'M25.561'), []],
  ['right and LT', pointing(['LT'], 'M25.561'), conflict],
  ['one of the diagnoses is of the side', pointing(['LT'], 'M25.561', 'M25.562'), []],
  ['both sides agree with any', pointing(['LT'], 'M17.0', 'M25.561'), []],
  ['no side agrees with any', pointing(['LT'], 'J02.9'), []],
  ['RT and LT together', pointing(['RT', 'LT'], 'M25.561'), []],
  ['no modifier of a side', pointing(['25'], 'M25.561'), []],
  ['eyelids have sides', pointing(['E3'], 'H02.834'), conflict],
  ['E1 is left', pointing(['E1'], 'H02.834'), []],
  ['a quadrant of the belly is none', pointing(['LT'], 'R10.31'), []],
]);

cases('unspecified sides', { codes: KNEES, parameters: { lateralityExpected: true }, only: 'DX-12' }, [
  ['a sided sibling exists', { 'diagnoses[1]': 'M25.569' }, ['DX-12 diagnoses[1] (warning)']],
  ['the dominant side too', { 'diagnoses[1]': 'G81.90' }, ['DX-12 diagnoses[1] (warning)']],
  ['with a seventh character', { 'diagnoses[1]': 'S22.39XA' }, ['DX-12 diagnoses[1] (warning)']],
  ['unspecified, but not the side', { 'diagnoses[1]': 'J02.9' }, []],
  ['the side is there', { 'diagnoses[1]': 'M25.562' }, []],
]);

cases('unspecified sides, not asked for', { codes: KNEES, only: 'DX-12' }, [
  ['nothing is said', { 'diagnoses[1]': 'M25.569' }, []],
]);

const NOTES = setsOf(
  noted([
    ['J0301', 'excludes1', 'J36', 'own note'],
    ['J02', 'excludes1', 'J060 J31', 'note of the category'],
    ['E11', 'excludes1', 'E08-E10 E13', 'a range'],
    ['I60-I69', 'excludes1', 'S06', 'note of the section'],
    ['CH4', 'excludes1', 'P70-P74', 'note of the chapter'],
    ['K50', 'excludes2', 'K51', 'both may stand'],
  ]),
);
const both = ['DX-13 diagnoses[1] (warning)'];

cases('codes that exclude each other', { codes: NOTES, only: 'DX-13' }, [
  ['by a note of the code', { diagnoses: ['J03.01', 'J36'] }, both],
  ['by a note of the other', { diagnoses: ['J36', 'J03.01'] }, both],
  ['not by a note of a sibling', { diagnoses: ['J03.00', 'J36'] }, []],
  ['by a note of the category', { diagnoses: ['J02.9', 'J31.2'] }, both],
  ['by the first of a range', { diagnoses: ['E11.9', 'E08.9'] }, both],
  ['by the last of a range, with more characters', { diagnoses: ['E11.9', 'E10.9'] }, both],
  ['not beyond the range', { diagnoses: ['E11.9', 'E12.9'] }, []],
  ['by a note of the section', { diagnoses: ['I63.9', 'S06.0X0A'] }, both],
  ['not outside the section', { diagnoses: ['I70.0', 'S06.0X0A'] }, []],
  ['by a note of the chapter', { diagnoses: ['E03.9', 'P72.0'] }, both],
  ['Excludes2 excludes nothing', { diagnoses: ['K50.90', 'K51.90'] }, []],
  [
    'each pair once',
    { diagnoses: ['E11.9', 'E10.9', 'E08.9'] },
    ['DX-13 diagnoses[1] (warning)', 'DX-13 diagnoses[2] (warning)'],
  ],
]);

test('what the patient came with is not what was treated', () => {
  const changes = { 'principalDiagnosis.code': 'J03.01', admittingDiagnosis: 'J36' };
  expect(fields(changes, { of: 'I', codes: NOTES, only: 'DX-13' })).toEqual([]);
});

const MORE = setsOf(
  titled({ G63: 'Polyneuropathy in diseases classified elsewhere', I509: 'Heart failure, unspecified' }),
  noted([
    ['G63', 'codeFirst', '', 'underlying disease, such as:'],
    ['G63', 'codeFirst', 'E85', 'amyloidosis (E85.-)'],
    ['R652', 'codeFirst', 'A40-A41', 'underlying infection (A40-A41)'],
    ['I50', 'codeFirst', 'I110', 'heart failure due to hypertension (I11.0)'],
    ['H54', 'codeFirst', '', 'any associated underlying cause of the blindness'],
    ['I12', 'useAdditionalCode', 'N181-N184 N189', 'code to identify the stage of chronic kidney disease'],
    ['J44', 'useAdditionalCode', 'Z720 F17', 'tobacco use (Z72.0)'],
  ]),
);

const asked: readonly Case[] = [
  ['a stage is missing', { diagnoses: ['I12.9', 'R50.9'] }, ['DX-15 diagnoses[0] (warning)']],
  ['a stage is there', { diagnoses: ['I12.9', 'N18.2'] }, []],
  ['before or after', { diagnoses: ['N18.9', 'I12.9'] }, []],
  [
    'a stage that the note does not name',
    { diagnoses: ['I12.9', 'N18.6'] },
    ['DX-15 diagnoses[0] (warning)'],
  ],
  ['the underlying disease before it', { diagnoses: ['A41.9', 'R65.20'] }, []],
  ['after it', { diagnoses: ['R65.20', 'A41.9'] }, ['DX-15 diagnoses[0] (warning)']],
  ['another one before it', { diagnoses: ['J02.9', 'R65.20'] }, ['DX-15 diagnoses[1] (warning)']],
  ['an open list takes any disease before it', { diagnoses: ['J02.9', 'G63'] }, []],
  ['a manifestation first is said by DX-07', { diagnoses: ['G63', 'E85.1'] }, []],
];

cases('codes that ask for others', { codes: MORE, only: 'DX-15' }, [
  ...asked,
  ['heart failure alone may be right', { diagnoses: ['I50.9', 'R50.9'] }, []],
  ['blindness of unknown cause too', { diagnoses: ['H54.8', 'R50.9'] }, []],
  ['who never smoked', { diagnoses: ['J44.9', 'R50.9'] }, []],
]);

cases(
  'for a payer that wants all',
  {
    codes: MORE,
    parameters: { additionalCodesExpected: true },
    only: 'DX-15',
  },
  [
    ...asked,
    ['tobacco use is told', { diagnoses: ['J44.9', 'R50.9'] }, ['DX-15 diagnoses[0] (info)']],
    ['and is there', { diagnoses: ['J44.9', 'F17.210'] }, []],
    ['heart failure alone is told', { diagnoses: ['I50.9', 'R50.9'] }, ['DX-15 diagnoses[0] (info)']],
  ],
);

cases('pointers (S40)', { only: 'PTR-' }, [
  ['3 of two diagnoses', { 'lines[0].dx': [3] }, ['PTR-01 lines[0].dx']],
  ['1 twice', { 'lines[0].dx': [1, 1] }, ['PTR-01 lines[0].dx']],
  ['2 before 1', { 'lines[0].dx': [2, 1] }, []],
  ['none', { 'lines[0].dx': [] }, ['PTR-01 lines[0].dx']],
  [
    'first to an external cause',
    { diagnoses: ['S52.501A', 'W19.XXXA'], 'lines[1].dx': [2] },
    ['PTR-02 lines[1].dx (warning)'],
  ],
]);

cases('pointers of dental lines', { of: 'D', only: 'PTR-' }, [
  ['none at all', {}, []],
  ['to a diagnosis', { diagnoses: ['K02.9'], 'lines[0].dx': [1] }, []],
  ['to none that is there', { diagnoses: ['K02.9'], 'lines[0].dx': [2] }, ['PTR-01 lines[0].dx']],
]);
