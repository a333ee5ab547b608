import { describe, expect, it, test } from 'vitest';
import type { Claim } from '../../../core/claim/types.ts';
import type { ServiceLine } from '../../../core/encounter/model.ts';
import type { Contract } from '../../../core/remit/contract.ts';
import { expectedOf } from '../../../core/remit/expected.ts';
import type { Tables } from '../../../core/remit/expected-line.ts';
import { fee, medicare, scheduled, tablesOf, termsWith, worth } from './contracts.ts';
import { aClaim } from './given.ts';

/** `90001-50 x2 @22 MJ`: code with modifiers, units, place of service, minutes. Charges are far above every price. */
function line(text: string): Partial<ServiceLine> & { code: string } {
  const [procedure = '', ...rest] = text.split(' ');
  const [code = '', ...modifiers] = procedure.split('-');
  const of = (mark: string) => rest.find((word) => word.startsWith(mark))?.slice(1);
  const pos = of('@');
  const from = of('#');
  return {
    code,
    modifiers,
    units: of('x') ?? '1',
    ...(pos === undefined ? {} : { pos }),
    ...(rest.includes('MJ') ? { unitType: 'MJ' } : {}),
    ...(from === undefined ? {} : { from }),
  };
}

function claimOf(lines: readonly string[], chargeCents = 10_000_000): Claim {
  const claim = aClaim('RBC0001', [{ code: '90001', charge: 1 }]);
  const [first] = claim.content.lines;
  if (first === undefined) throw new Error('no line');
  return {
    ...claim,
    content: {
      ...claim.content,
      lines: lines.map((text) => ({ ...first, chargeCents: chargeCents as never, ...line(text) })),
    },
  };
}

/** Dollars by line, or the reason why there are none. */
const priced = (lines: readonly string[], contract: Contract, tables: Tables): readonly (number | string)[] =>
  expectedOf(claimOf(lines), termsWith(contract), tables).map(({ expected, reason }) =>
    expected === null ? (reason ?? '') : expected / 100,
  );

describe('a contract of rates', () => {
  const tables = tablesOf({
    fees: [
      fee('90001', 80),
      fee('90001', 33.33, { modifier: '26' }),
      fee('90001', 200, { payer: '' }),
      fee('90002', 12.34, { from: 20260101, to: 20260110 }),
      fee('90002', 13, { from: 20260111 }),
      fee('J1100', 0.55),
      fee('90003', 50, { payer: 'BLUE' }),
    ],
  });
  test.each([
    ['the rate of the code', '90001', 80],
    ['times the units', '90001 x3', 240],
    ['units of a drug may be fractions, and half a cent goes up', 'J1100 x1.5', 0.83],
    ['the rate of a modifier goes first', '90001-26', 33.33],
    ['a modifier that does not change the price needs no row', '90001-25', 80],
    ['a modifier that changes the price does', '90001-50', 'no-rate'],
    ['the rate of the day', '90002 #20260110', 12.34],
    ['and of the day after', '90002 #20260111', 13],
    ['before the first day there is none', '90002 #20251231', 'no-rate'],
    ['the rate of another payer is not ours', '90003', 'no-rate'],
    ['an unknown code', '90009', 'no-rate'],
    ['minutes have no rate', '90001 x30 MJ', 'units-unknown'],
  ])('%s: %s is %s', (_, text, dollars) => {
    expect(priced([text], { kind: 'rates' }, tables)).toEqual([dollars]);
  });

  it('may be named in the table otherwise than the payer', () => {
    expect(priced(['90003'], { kind: 'rates', schedule: 'BLUE' }, tables)).toEqual([50]);
  });

  it('allows no more than was charged', () => {
    const [only] = expectedOf(claimOf(['90001'], 7500), termsWith({ kind: 'rates' }), tables);
    expect(only?.expected).toBe(7500);
  });

  it('says that no table is loaded', () => {
    expect(priced(['90001'], { kind: 'rates' }, tablesOf({}))).toEqual(['no-rates']);
  });
});

describe('a percentage of the physician fee schedule', () => {
  // By hand: 1.50 × 1.010 + 2.31 × 0.870 + 0.12 × 0.635 = 3.6009 RVU; × 32.3465 = 116.47651…
  const values = {
    work: 150,
    nonFacilityPe: 231,
    facilityPe: 64,
    malpractice: 12,
    conversionFactor: 323_465,
  };
  const tables = tablesOf({
    gpci: [1010, 870, 635],
    mpfs: [
      scheduled('90001', values),
      scheduled('90002', { ...values, status: 'C' }),
      scheduled('90003', values),
      scheduled('90003', { ...values, modifier: '26', nonFacilityPe: 40, facilityPe: 40 }),
      scheduled('90004', { ...values, status: 'T' }),
      scheduled('90005', { ...values, multiple: '5' }),
      scheduled('90007', { ...values, multiple: '4' }),
      scheduled('90008', { ...values, multiple: '5', nonFacilityPe: 100 }),
      scheduled('90006', { ...values, work: 0, nonFacilityPe: 0, malpractice: 0 }),
    ],
  });
  test.each([
    ['office: 3.6009 RVU × 32.3465 = 116.4765', '90001', 100, 116.48],
    // 1.515 + 0.64 × 0.870 + 0.0762 = 2.148; × 32.3465 = 69.480282
    ['facility: 2.1480 RVU × 32.3465 = 69.4803', '90001 @22', 100, 69.48],
    ['120 percent: 139.7718', '90001', 120, 139.77],
    ['87.5 percent: 101.9169', '90001', 87.5, 101.92],
    ['one rounding at the end: 3 × 116.4765 = 349.4295', '90001 x3', 100, 349.43],
    // 1.515 + 0.40 × 0.870 + 0.0762 = 1.9392; × 32.3465 = 62.7263
    ['the professional component has its own row', '90003-26', 100, 62.73],
    ['no row for the technical one', '90003-TC', 100, 'code-not-in-schedule'],
    ['priced by the contractor', '90002', 100, 'not-priced'],
    ['no relative values', '90006', 100, 'not-priced'],
    ['a code that is not in the schedule', 'J1100', 100, 'code-not-in-schedule'],
    ['a place of service that nobody knows', '90001 @88', 100, 'place-unknown'],
    ['reduced services are by report', '90001-52', 100, 'by-report'],
    ['an assistant where none is paid', '90001-80', 100, 'by-report'],
    ['units that are not whole', '90001 x1.5', 100, 'units-unknown'],
    ['paid alone', '90004', 100, 116.48],
    ['one unit of therapy', '90005', 100, 116.48],
    // 2 × 116.47651 − 65.00676 ÷ 2 = 200.44964…
    ['of a second unit of therapy half the practice expense is paid', '90005 x2', 100, 200.45],
    ['one image', '90007', 100, 116.48],
    ['a second image has rules of its own', '90007 x2', 100, 'reduction-unknown'],
  ])('%s (%s at %s percent): %s', (_, text, percent, dollars) => {
    expect(priced([text], medicare({ percent }), tables)).toEqual([dollars]);
  });

  it('takes the contract’s own conversion factor: 3.6009 × 50 = 180.045, and half a cent goes up', () => {
    expect(priced(['90001'], medicare({ conversionFactor: 50 }), tables)).toEqual([180.05]);
  });

  it('pays a service of status T only where nothing else is paid that day', () => {
    expect(priced(['90004', '90001'], medicare(), tables)).toEqual(['reduction-unknown', 116.48]);
    expect(priced(['90004', '90001 #20260120'], medicare(), tables)).toEqual([116.48, 116.48]);
  });

  it('leaves the unit of therapy with the highest practice expense whole', () => {
    // 1.515 + 1.00 × 0.870 + 0.0762 = 2.4612 RVU: 79.61121; less half of 28.14146 = 65.54048
    expect(priced(['90008', '90005'], medicare(), tables)).toEqual([65.54, 116.48]);
    expect(priced(['90008', '90005 #20260120'], medicare(), tables)).toEqual([79.61, 116.48]);
    expect(priced(['90008', '90005-52'], medicare(), tables)).toEqual(['reduction-unknown', 'by-report']);
  });

  test.each([
    ['no fee schedule', medicare(), tablesOf({ fees: [] }), 'no-fee-schedule'],
    ['another locality', medicare({ locality: '99999-01' }), tables, 'locality-unknown'],
  ])('says why nothing is expected: %s', (_, contract, some, reason) => {
    expect(priced(['90001'], contract, some)).toEqual([reason]);
  });
});

describe('several procedures of one day', () => {
  const surgery = { multiple: '2', bilateral: '1', assistant: '2', coSurgeons: '2' };
  const tables = tablesOf({
    mpfs: [
      worth('20001', 1000, surgery),
      worth('20002', 600, surgery),
      worth('20003', 400, surgery),
      worth('20004', 200, surgery),
      worth('20005', 100, surgery),
      worth('20006', 80, surgery),
      worth('90001', 90),
      worth('30001', 500, { multiple: '3', endoscopicBase: '30000' }),
      worth('30002', 300, { multiple: '3', endoscopicBase: '30000' }),
      worth('30003', 300, { multiple: '3', endoscopicBase: '30009' }),
      worth('40001', 700, { multiple: '2', status: 'C' }),
      worth('50001', 100, { bilateral: '0' }),
      worth('50002', 100, { bilateral: '2' }),
      worth('50003', 100, { bilateral: '3' }),
      worth('50009', 100, { bilateral: '9' }),
      worth('50004', 100, { bilateral: '1' }),
    ],
  });
  test.each([
    ['the highest whole, the others half', ['20003', '20001', '20002'], [200, 1000, 300]],
    [
      'the sixth by report',
      ['20001', '20002', '20003', '20004', '20005', '20006'],
      [1000, 300, 200, 100, 50, 'by-report'],
    ],
    ['a visit reduces nothing', ['20001', '90001', '20002'], [1000, 90, 300]],
    ['another day reduces nothing', ['20001', '20002 #20260120'], [1000, 600]],
    ['a second unit is a second procedure', ['20002 x2'], [900]],
    ['both sides on a line, 150 percent', ['20002-50'], [900]],
    ['both sides named', ['20002-RT-LT'], [900]],
    ['both sides on two lines', ['20002-RT', '20002-LT'], [450, 450]],
    ['both sides are ranked as one: 600 × 1.5 is less than 1000', ['20002-50', '20001'], [450, 1000]],
    ['and on two lines too', ['20002-RT', '20001', '20002-LT'], [225, 1000, 225]],
    ['no more for both sides: indicator 0', ['50001-50'], [100]],
    ['the price is of both sides: indicator 2', ['50002-RT', '50002-LT'], [50, 50]],
    ['each side whole: indicator 3', ['50003-50'], [200]],
    ['without surgery: indicator 1 still 150 percent', ['50004-RT', '50004-LT'], [75, 75]],
    ['no concept of sides', ['50009-50'], ['by-report']],
    ['50 with two units', ['50004-50 x2'], ['by-report']],
    ['an assistant has 16 percent', ['20001-80'], [160]],
    ['an assistant who is no physician 13.6 percent', ['20001-AS'], [136]],
    ['each of two surgeons 62.5 percent', ['20001-62'], [625]],
    ['endoscopies of different families are ranked', ['30001', '30003'], [500, 150]],
    [
      'endoscopies of one family have their own rule',
      ['30001', '30002'],
      ['reduction-unknown', 'reduction-unknown'],
    ],
    [
      'a procedure without a price leaves the order open',
      ['20002', '40001'],
      ['reduction-unknown', 'not-priced'],
    ],
  ])('%s: %s', (_, lines, dollars) => {
    expect(priced(lines, medicare(), tables)).toEqual(dollars);
  });
});

describe('anesthesia', () => {
  const anesthesia = { conversionFactor: 20.5, minutesPerUnit: 15, baseUnits: { '00790': 7 } };
  const tables = tablesOf({ fees: [fee('00790', 99)] });
  test.each([
    // 7 + 75 ÷ 15 = 12.0 units × 20.50
    ['75 minutes are 5.0 units', '00790-AA x75 MJ', 246],
    // 7 + 4.6 = 11.6 × 20.50
    ['69 minutes are 4.6 units', '00790-AA x69 MJ', 237.8],
    ['70 minutes are 4.7 units', '00790-AA x70 MJ', 239.85],
    ['directed and directing share', '00790-QK x75 MJ', 123],
    ['supervision of many is by report', '00790-AA-AD x75 MJ', 'by-report'],
    ['without minutes', '00790-AA x5', 'anesthesia-unknown'],
    ['without a word who gave it', '00790 x75 MJ', 'anesthesia-unknown'],
    ['without base units', '00800-AA x75 MJ', 'anesthesia-unknown'],
  ])('%s: %s', (_, text, dollars) => {
    expect(priced([text], { kind: 'rates', anesthesia }, tables)).toEqual([dollars]);
  });

  it('adds what a modifier is worth', () => {
    const contract: Contract = { kind: 'rates', anesthesia: { ...anesthesia, modifierUnits: { P3: 1 } } };
    expect(priced(['00790-AA-P3 x75 MJ'], contract, tables)).toEqual([266.5]);
  });
});
