import { placesOfService } from '../../codes/places-of-service.ts';
import type { CodeRow } from '../../codes/sets.ts';
import type { ExampleRows } from '../example-tables.ts';

const ALWAYS = { from: 20000101, to: 0 } as const;

/** Bare codes; the titles are ours. */
const cpt = (code: string, unlisted: 0 | 1 = 0): CodeRow<'cpt'> => ({
  code,
  short: 'Example',
  title: 'Example',
  unlisted,
});

const CPT = [
  '00790 11102 27447 36415 71046 73560 87081 87880 90471 90686 97110 98940 99199 99213 99214 99215 99285',
  '99381 99396 90001 90002 90003 90004 90005 90006 90011 90012 90013 90021 90022 90023 90024',
].flatMap((row) => row.split(' '));

interface Hcpcs {
  readonly title: string;
  readonly coverage?: 'C' | 'D' | 'I' | 'M' | 'S';
  readonly unlisted?: 0 | 1;
  readonly from?: number;
  readonly to?: number;
}

const hcpcs = (code: string, { title, coverage = 'C', unlisted = 0, ...days }: Hcpcs): CodeRow<'hcpcs'> => ({
  code,
  ...ALWAYS,
  ...days,
  title,
  short: title.slice(0, 28),
  coverage: coverage.charCodeAt(0),
  unlisted,
  pricing: '00',
  typeOfService: '1',
  betos: 'Z2',
  labs: '',
  crossReference: '',
  anesthesiaUnits: 0,
});

/** How the fee schedule writes that a code has no global period. */
const NO_PERIOD = 'X'.repeat(3);

/** What the fee schedule says of a service that is no operation and cannot be divided. */
const VISIT: Omit<CodeRow<'mpfs'>, 'code'> = {
  modifier: '',
  status: 'A',
  work: 100,
  nonFacilityPe: 100,
  facilityPe: 50,
  malpractice: 10,
  pcTc: '0',
  global: NO_PERIOD,
  preoperative: 0,
  intraoperative: 0,
  postoperative: 0,
  multiple: '0',
  bilateral: '0',
  assistant: '0',
  coSurgeons: '0',
  team: '0',
  endoscopicBase: '',
  conversionFactor: 323_465,
  title: 'Example',
};

const fee = (code: string, differs: Partial<Omit<CodeRow<'mpfs'>, 'code'>> = {}): CodeRow<'mpfs'> => ({
  code,
  ...VISIT,
  ...differs,
});

const OPERATION = { multiple: '2', assistant: '2', coSurgeons: '1', team: '0' } as const;

const modifier = (code: string) => ({ code, title: 'Example' });
const LEVEL_TWO_MODIFIERS =
  '95 AA AS AT CO CQ GA GN GO GP GX GY GZ GT KX LT QW QX QZ RT TC XE XP XS XU F1 F2 T1 TA E1 E3 LC RC';
const CPT_MODIFIERS = '22 24 25 26 27 50 51 54 57 58 59 62 66 76 77 78 79 80 90 91 93 95 P1 P3';

/** Rows of the code sets, as the examples of this family need them: real codes of public lists, invented facts. */
export const proceduresRows: ExampleRows = {
  cpt: CPT.map((code) => cpt(code, code === '99199' ? 1 : 0)),
  hcpcs: [
    hcpcs('A0425', { title: 'Ground mileage, per statute mile' }),
    hcpcs('A0429', { title: 'Ambulance service, basic life support, emergency transport' }),
    hcpcs('G0008', { title: 'Administration of influenza virus vaccine' }),
    hcpcs('G0438', { title: 'Annual wellness visit, first' }),
    hcpcs('G0463', { title: 'Hospital outpatient clinic visit' }),
    hcpcs('G9987', { title: 'Ended at the end of 2025', to: 20251231 }),
    hcpcs('G9988', { title: 'Begins in February 2026', from: 20260201 }),
    hcpcs('J1100', { title: 'Injection, dexamethasone sodium phosphate, 1 mg' }),
    hcpcs('J3490', { title: 'Unclassified drugs', unlisted: 1 }),
    hcpcs('S0610', { title: 'Annual gynecological examination, new patient', coverage: 'I' }),
  ],
  'hcpcs-modifiers': LEVEL_TWO_MODIFIERS.split(' ').map((code) => ({ ...modifier(code), ...ALWAYS })),
  'cpt-modifiers': CPT_MODIFIERS.split(' ').map(modifier),
  mpfs: [
    fee('11102', { ...OPERATION, global: '000', assistant: '1', coSurgeons: '0' }),
    fee('27447', { ...OPERATION, global: '090', bilateral: '1' }),
    fee('71046', { pcTc: '1', bilateral: '3' }),
    fee('71046', { pcTc: '1', bilateral: '3', modifier: '26' }),
    fee('71046', { pcTc: '1', bilateral: '3', modifier: 'TC' }),
    fee('99213'),
    fee('99241', { status: 'I' }),
  ],
  fees: [{ code: '87081', ...ALWAYS, modifier: '', payer: '', cents: 3000 }],
  pos: [...placesOfService].map((code) => ({ code, title: 'Example', facility: 0, from: 19900101, to: 0 })),
};
