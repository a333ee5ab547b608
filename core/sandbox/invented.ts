import type { BillingProvider, Provider } from '../encounter/model.ts';
import type { Weighted } from './random.ts';

/** Data of the invented encounters. No name, number or address here belongs to anybody. */

export const firstNames = [
  'Adalena',
  'Borisko',
  'Cyprina',
  'Dorvald',
  'Elspetha',
  'Fernolt',
  'Gwendra',
  'Hubrecht',
  'Iselda',
  'Jorvin',
  'Kalinde',
  'Lorimund',
  'Mirabeth',
  'Norwick',
  'Odelyn',
  'Parcifal',
  'Quillana',
  'Rodrico',
  'Seraphine',
  'Tobarin',
  'Ulrikka',
  'Valdemir',
  'Wilhelmira',
  'Xantippa',
] as const;

/** One has a letter that X12 cannot carry, so that the demo shows the cleaning. */
export const lastNames = [
  'Exampleton',
  'Mockridge',
  'Fictiver',
  'Demoworth',
  'Placeholm',
  'Testerby',
  'Samplewood',
  'Inventra',
  'Nonsuchley',
  'Madeupson',
  'Fabricourt',
  'Dummersen',
  'Stubbington',
  'Fauxley',
  'Pretendorf',
  'Imaginsky',
  'Peñaficta',
  'Unrealton',
  'Blankenshaw',
  'Makebelev',
  'Phantomby',
  'Nowhereman',
  'Simulacrum',
  'Trialworth',
] as const;

export const streets = ['SAMPLE ST', 'FICTION AVE', 'MOCKUP LN', 'DEMO RD', 'SPECIMEN WAY'] as const;

export const places = [
  { city: 'Springfield', state: 'IL', zip: '62701' },
  { city: 'Peoria', state: 'IL', zip: '61602' },
  { city: 'Decatur', state: 'IL', zip: '62521' },
  { city: 'Madison', state: 'WI', zip: '53703' },
] as const;

/** A practice with the people who treat. `dearer`: its charges above the table's, per cent. */
export interface Practice extends Weighted {
  readonly billing: BillingProvider;
  readonly rendering: readonly Provider[];
  readonly cliaNo: string;
  readonly dearer: number;
}

export const practices: readonly Practice[] = [
  {
    weight: 5,
    dearer: 0,
    cliaNo: '14D0000001',
    billing: {
      entityType: '2',
      name: 'RIVERBEND FAMILY CLINIC',
      npi: '1999999992',
      taxonomy: '207Q00000X',
      address1: '100 MAIN ST',
      city: 'SPRINGFIELD',
      state: 'IL',
      zip: '627010001',
      taxId: { type: 'EI', value: '123456789' },
    },
    rendering: [
      { entityType: '1', last: 'SMITH', first: 'ALAN', npi: '1888888884', taxonomy: '207Q00000X' },
      { entityType: '1', last: 'JONES', first: 'BETH', npi: '1777777776', taxonomy: '207Q00000X' },
    ],
  },
  {
    weight: 3,
    dearer: 10,
    cliaNo: '14D0000002',
    billing: {
      entityType: '2',
      name: 'LAKESIDE INTERNAL MEDICINE',
      npi: '1222222220',
      taxonomy: '207R00000X',
      address1: '7 HARBOR BLVD',
      city: 'PEORIA',
      state: 'IL',
      zip: '616020002',
      taxId: { type: 'EI', value: '234567891' },
    },
    rendering: [
      { entityType: '1', last: 'MILLER', first: 'CARL', npi: '1555555550', taxonomy: '207R00000X' },
      { entityType: '1', last: 'DAVIS', first: 'DORA', npi: '1444444446', taxonomy: '207R00000X' },
    ],
  },
  {
    weight: 2,
    dearer: 5,
    cliaNo: '52D0000003',
    billing: {
      entityType: '2',
      name: 'HILLTOP HEALTH GROUP',
      npi: '1111111112',
      taxonomy: '208D00000X',
      address1: '55 SUMMIT DR',
      city: 'MADISON',
      state: 'WI',
      zip: '537030003',
      taxId: { type: 'EI', value: '345678912' },
    },
    rendering: [
      { entityType: '1', last: 'WILSON', first: 'EMIL', npi: '1333333338', taxonomy: '208D00000X' },
    ],
  },
];

/** One line of a kind of visit: charge in cents before the practice's own, pointers into its diagnoses. */
export interface VisitLine {
  readonly code: string;
  readonly modifiers?: readonly string[];
  readonly charge: number;
  readonly units?: string;
  readonly dx: readonly number[];
}
export interface Visit extends Weighted {
  readonly diagnoses: readonly string[];
  readonly lines: readonly VisitLine[];
  /** It holds laboratory codes, which need the practice's CLIA number. */
  readonly laboratory?: true;
  /** Children have it too. */
  readonly anyAge?: true;
}

const OFFICE = { code: '99213', charge: 12_000 } as const;
const LONGER_OFFICE = { code: '99214', charge: 18_000 } as const;
const DRAW = { code: '36415', charge: 1_500 } as const;
const SEPARATE = { modifiers: ['25'] } as const;

/** Kinds of visit, of 1 to 6 lines. Codes without descriptors: those of CPT are not ours to print. */
export const visits: readonly Visit[] = [
  {
    weight: 14,
    anyAge: true,
    diagnoses: ['J02.9', 'R50.9'],
    laboratory: true,
    lines: [
      { ...OFFICE, ...SEPARATE, dx: [1, 2] },
      { code: '87880', modifiers: ['QW'], charge: 3_000, dx: [1] },
    ],
  },
  { weight: 14, diagnoses: ['I10', 'E78.5'], lines: [{ ...LONGER_OFFICE, dx: [1, 2] }] },
  {
    weight: 9,
    diagnoses: ['E11.9', 'I10'],
    laboratory: true,
    lines: [
      { ...LONGER_OFFICE, dx: [1, 2] },
      { code: '83036', modifiers: ['QW'], charge: 4_500, dx: [1] },
      { ...DRAW, dx: [1] },
    ],
  },
  {
    weight: 8,
    diagnoses: ['E78.2', 'R53.83'],
    laboratory: true,
    lines: [
      { ...DRAW, dx: [1] },
      { code: '80061', charge: 6_000, dx: [1] },
      { code: '80053', charge: 5_250, dx: [2] },
      { code: '85025', charge: 3_875, dx: [2] },
    ],
  },
  {
    weight: 10,
    anyAge: true,
    diagnoses: ['Z23'],
    lines: [
      { code: '90471', charge: 3_500, dx: [1] },
      { code: '90686', charge: 4_215, dx: [1] },
    ],
  },
  {
    weight: 5,
    diagnoses: ['M17.11'],
    lines: [
      { ...OFFICE, ...SEPARATE, dx: [1] },
      { code: '20610', modifiers: ['RT'], charge: 21_000, dx: [1] },
      { code: 'J3301', charge: 2_460, units: '4', dx: [1] },
    ],
  },
  {
    weight: 9,
    anyAge: true,
    diagnoses: ['M54.50'],
    lines: [
      { code: '97110', modifiers: ['GP'], charge: 9_000, units: '2', dx: [1] },
      { code: '97140', modifiers: ['GP'], charge: 5_550, dx: [1] },
    ],
  },
  {
    weight: 6,
    anyAge: true,
    diagnoses: ['R05.9'],
    lines: [
      { ...OFFICE, dx: [1] },
      { code: '71046', charge: 9_505, dx: [1] },
    ],
  },
  {
    weight: 5,
    diagnoses: ['R07.9', 'I10'],
    lines: [
      { ...LONGER_OFFICE, ...SEPARATE, dx: [1, 2] },
      { code: '93000', charge: 7_530, dx: [1] },
    ],
  },
  {
    weight: 7,
    anyAge: true,
    diagnoses: ['N39.0'],
    laboratory: true,
    lines: [
      { ...OFFICE, dx: [1] },
      { code: '81002', charge: 1_275, dx: [1] },
    ],
  },
  {
    weight: 4,
    diagnoses: ['D48.5'],
    lines: [
      { ...OFFICE, ...SEPARATE, dx: [1] },
      { code: '11102', charge: 17_525, dx: [1] },
    ],
  },
  {
    weight: 5,
    diagnoses: ['F32.9'],
    lines: [
      { ...LONGER_OFFICE, dx: [1] },
      { code: '96127', charge: 1_999, units: '2', dx: [1] },
    ],
  },
  {
    weight: 4,
    diagnoses: ['E11.65', 'I10', 'E78.5', 'E03.9'],
    laboratory: true,
    lines: [
      { ...LONGER_OFFICE, ...SEPARATE, dx: [1, 2, 3] },
      { ...DRAW, dx: [1] },
      { code: '83036', modifiers: ['QW'], charge: 4_500, dx: [1] },
      { code: '80061', charge: 6_000, dx: [3] },
      { code: '84443', charge: 6_333, dx: [4] },
      { code: '93000', charge: 7_530, dx: [2] },
    ],
  },
];

export const visitsOfChildren: readonly Visit[] = visits.filter((visit) => visit.anyAge);
