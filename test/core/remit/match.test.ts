import { describe, expect, it, test } from 'vitest';
import {
  agreesWithClaim,
  candidatesOf,
  linesChargedOtherwise,
  matchLines,
  nameKey,
  type Rung,
  verifiesPayment,
} from '../../../core/remit/match.ts';
import { aClaim, aPayment, aService, usd } from './given.ts';

test.each<[string, string[]]>([
  ['C0003-1', ['1 C0003-1']],
  ['c0003-1 ', ['2 C0003-1']],
  ['000000C0003-1', ['1 000000C0003-1', '2 C0003-1']],
  ['ABC0123456789ABCD-1', ['1 ABC0123456789ABCD-1']],
  ['ABC0123456789ABC-1-TRAIL', []],
  ['ZZ99', []],
  ['0', []],
  ['', []],
])('CLP01 %j may be %j', (claimId, found) => {
  expect(candidatesOf(claimId).map(({ rung, filing }) => `${rung} ${filing}`)).toEqual(found);
});

test.each([
  ['Peña', 'PEN'],
  ["O'Brien", 'OBR'],
  ['Łukasz', 'LUK'],
  ['li', 'LI'],
  ['', ''],
])('the key of %j is %j', (last, key) => {
  expect(nameKey(last)).toBe(key);
});

const claim = aClaim('C0003', [
  { code: '99213', charge: 120 },
  { code: '87880', charge: 30, modifiers: ['QW'] },
]);

describe('a claim payment is verified by name, dates and charge', () => {
  test.each<[string, Rung, Parameters<typeof aPayment>[1], string, boolean]>([
    ['all three', 1, {}, '1/150/0', true],
    ['name and dates', 1, {}, '1/100/0', true],
    ['name and charge', 1, { from: '20250101' }, '1/150/0', true],
    ['dates and charge', 3, { patientLast: 'OTHER' }, '1/150/0', true],
    ['name only', 1, { from: '20250101' }, '1/100/0', false],
    ['charge only, the rest not said', 1, { from: undefined, patientLast: undefined }, '1/150/0', false],
    ['mended number, all three', 2, {}, '1/150/0', true],
    ['mended number, two of three', 2, {}, '1/100/0', false],
  ])('%s', (_, rung, more, clp, verified) => {
    expect(verifiesPayment(claim, aPayment({ claimId: 'C0003-1', clp }, more), rung)).toBe(verified);
  });
});

test.each([
  ['nothing said', {}, true],
  ['what agrees', { patientLast: 'Coe', from: '20260114', charge: usd(150) }, true],
  ['another name', { patientLast: 'Roe' }, false],
  ['another day', { from: '20260201' }, false],
  ['a period around it', { from: '20260101', to: '20260131' }, true],
  ['another charge', { charge: usd(149) }, false],
])('an acknowledgment with %s', (_, said, agrees) => {
  expect(agreesWithClaim(claim, said)).toBe(agrees);
});

describe('services find their lines', () => {
  const linesOf = (services: Parameters<typeof aService>[0][], of = claim) =>
    matchLines(of, services.map(aService)).map((m) => m.lineNo);

  it('by our control number, whatever the code says', () => {
    expect(
      linesOf([
        { code: 'X', charge: 30, paid: 0, line: 'C0003-1-2' },
        { code: 'Y', charge: 120, paid: 0, line: 'c0003-1-1' },
      ]),
    ).toEqual([2, 1]);
  });

  it('by the control number of another payer’s filing of the claim', () => {
    expect(linesOf([{ code: 'X', charge: 30, paid: 0, line: 'C0003-2-2' }])).toEqual([2]);
  });

  it('several services to one line, when units are split', () => {
    expect(
      linesOf([
        { code: '99213', charge: 60, paid: 0, line: 'C0003-1-1' },
        { code: '99213', charge: 60, paid: 0, line: 'C0003-1-1' },
      ]),
    ).toEqual([1, 1]);
  });

  it.each([
    ['units that are split, where together they charge what the line does', [70, 50], [1, 1]],
    ['not where together they charge something else', [70, 40], [0, 0]],
    ['a reversal of split units', [-70, -50], [1, 1]],
    ['a line that the payer unbundled: one service charges for all', [120, 0, 0], [1, 1, 1]],
  ])('without control numbers: %s', (_, charges, lines) => {
    const services = charges.map((charge, i) => ({ code: `X${i}`, submitted: '99213', charge, paid: 10 }));
    expect(linesOf(services)).toEqual(lines);
  });

  it('without control numbers: units of two lines of the same code and charge', () => {
    const twice = aClaim('C0009', [
      { code: '97110', charge: 60 },
      { code: '97110', charge: 60, from: '20260115' },
    ]);
    const halves = ['20260114', '20260115'].flatMap((from) =>
      [1, 2].map(() => ({ code: '97110', charge: 30, paid: 30, from })),
    );
    expect(linesOf(halves, twice)).toEqual([1, 1, 2, 2]);
  });

  it('by code, modifiers, date and charge, each line once and in order', () => {
    const twice = aClaim('C0009', [
      { code: '71046', charge: 50 },
      { code: '71046', charge: 50 },
    ]);
    expect(
      linesOf(
        [1, 2, 3].map(() => ({ code: '71046', charge: 50, paid: 50, from: '20260114' })),
        twice,
      ),
    ).toEqual([1, 2, 0]);
  });

  it('by the submitted code where the payer adjudicated another', () => {
    expect(linesOf([{ code: '99212', submitted: '99213', charge: 120, paid: 0 }])).toEqual([1]);
  });

  it('by code and charge when modifiers or dates differ', () => {
    expect(linesOf([{ code: '87880', charge: 30, paid: 0, from: '20260301' }])).toEqual([2]);
  });

  it('not to a line that a control number has taken', () => {
    expect(
      linesOf([
        { code: '99213', charge: 120, paid: 0 },
        { code: '99213', charge: 120, paid: 0, line: 'C0003-1-1' },
      ]),
    ).toEqual([0, 1]);
  });

  it.each(['C0003-1-3', 'C0004-1-1', 'C0003-1', 'nonsense', ''])('not by %j', (line) => {
    expect(linesOf([{ code: 'X', charge: 1, paid: 0, line }])).toEqual([0]);
  });

  it('reversed services too: their charges are negative', () => {
    expect(linesOf([{ code: '87880', modifiers: ['QW'], charge: -30, paid: -16 }])).toEqual([2]);
  });
});

describe('services of a claim whose replacement dropped lines', () => {
  const { claimNo } = claim;
  /** Of lines 1 to 3 the second is gone; the first and the third charge the same. */
  const left = {
    ...aClaim(claimNo, [
      { code: '99213', charge: 120 },
      { code: '99213', charge: 120 },
    ]),
    ...{ lineNos: [1, 3], droppedLines: [2] },
  };
  const found = (...services: Parameters<typeof aService>[0][]) =>
    matchLines(left, services.map(aService)).map(({ lineNo }) => lineNo);
  const visit = { code: '99213', charge: 120, paid: 0 };

  it.each([
    ['by the number of each line', [{ ...visit, line: `${claimNo}-1-3` }], [3]],
    ['by code and charge, under the numbers of the lines', [visit, visit], [1, 3]],
    [
      'a dropped line keeps its own, and takes none of the others',
      [{ ...visit, line: `${claimNo}-1-2` }, visit],
      [2, 1],
    ],
    ['a number that never was is no line', [{ code: 'X', charge: 5, paid: 0, line: `${claimNo}-1-4` }], [0]],
  ])('%s', (_, services, lines) => {
    expect(found(...services)).toEqual(lines);
  });

  it('state another charge under the number of the line', () => {
    const matches = matchLines(left, [aService({ ...visit, charge: 100, line: `${claimNo}-1-3` })]);
    expect(linesChargedOtherwise(left, matches)).toEqual([3]);
  });
});

it('tells lines whose services state another charge', () => {
  const services = [
    { code: '99213', charge: 60, paid: 0, line: 'C0003-1-1' },
    { code: '99213', charge: 50, paid: 0, line: 'C0003-1-1' },
    { code: '87880', charge: 30, paid: 0, line: 'C0003-1-2' },
  ].map(aService);
  expect(linesChargedOtherwise(claim, matchLines(claim, services))).toEqual([1]);
});
