import { describe, expect, test } from 'vitest';
import type { Example } from '../../../core/edits/edit.ts';
import { brief, earlierLine, findingsOfExample } from './contexts.ts';

const line = { code: '71046', chargeCents: 5000, units: '1', dx: [1], from: '20260105' };
const linesOf = (...changes: readonly object[]) => ({ lines: changes.map((one) => ({ ...line, ...one })) });
const dental = { code: 'D2392', chargeCents: 20_000, teeth: [{ tooth: '3', surfaces: ['M', 'O'] }] };
const billed = (changes: object = {}) => ({
  revenueCode: '0320',
  procedure: { code: '71046' },
  chargeCents: 5000 as never,
  units: '1',
  from: '20260105',
  ...changes,
});

/** Findings of duplicates alone. */
const duplicatesIn = (example: Example): readonly string[] =>
  brief(findingsOfExample(example)).filter((text) => text.startsWith('DUP-'));

type Case = [what: string, example: Example, found: readonly string[]];

describe('lines of one claim', () => {
  test.each<Case>([
    ['the same line twice is one service', { changes: linesOf({}, {}) }, ['DUP-01 lines[1]']],
    ['a third one repeats the first', { changes: linesOf({}, { code: '99213' }, {}) }, ['DUP-01 lines[2]']],
    ['modifier 76 says why it is again', { changes: linesOf({}, { modifiers: ['76'] }) }, []],
    [
      'lines that all are repetitions are asked about',
      { changes: linesOf({}, { modifiers: ['76'] }, { modifiers: ['76'] }) },
      ['DUP-02 lines[2] (warning)'],
    ],
    [
      'right and left are two services',
      { changes: linesOf({ modifiers: ['RT'] }, { modifiers: ['LT'] }) },
      [],
    ],
    [
      'professional and technical parts are two',
      { changes: linesOf({ modifiers: ['26'] }, { modifiers: ['TC'] }) },
      [],
    ],
    [
      'modifiers compare without their order',
      { changes: linesOf({ modifiers: ['RT', '26'] }, { modifiers: ['26', 'RT'] }) },
      ['DUP-01 lines[1]'],
    ],
    [
      'a modifier that only informs makes no other service',
      { changes: linesOf({}, { modifiers: ['KX'] }) },
      ['DUP-02 lines[1] (warning)'],
    ],
    [
      'another charge is asked about',
      { changes: linesOf({}, { chargeCents: 5500 }) },
      ['DUP-02 lines[1] (warning)'],
    ],
    [
      'days that overlap are asked about',
      { changes: linesOf({ to: '20260107' }, { from: '20260107' }) },
      ['DUP-02 lines[1] (warning)'],
    ],
    ['another day is another service', { changes: linesOf({}, { from: '20260106' }) }, []],
    ['another place is another service', { changes: linesOf({}, { pos: '12' }) }, []],
    [
      'another person is another service',
      { changes: linesOf({}, { rendering: { last: 'OKAFOR', npi: '1234567893' } }) },
      [],
    ],
    [
      'another drug is another service',
      {
        changes: linesOf(
          { ndc: { code: '00001000101', quantity: '1', unit: 'ML' } },
          { ndc: { code: '00002000202', quantity: '1', unit: 'ML' } },
        ),
      },
      [],
    ],
    [
      'an unlisted code is told apart by its words',
      { changes: linesOf({ description: 'LEFT BRACE' }, { description: 'RIGHT BRACE' }) },
      [],
    ],
  ])('%s', (_, { changes }, found) => {
    expect(duplicatesIn({ changes: { ...changes } })).toEqual(found);
  });
});

describe('dental claims and bills', () => {
  test.each<Case>([
    ['one tooth filled twice', { of: 'D', changes: { lines: [dental, dental] } }, ['DUP-01 lines[1]']],
    ['two teeth', { of: 'D', changes: { lines: [dental, { ...dental, teeth: [{ tooth: '4' }] }] } }, []],
    [
      'a service without a place is asked about',
      { of: 'D', changes: { lines: [1, 2].map(() => ({ code: 'D0230', chargeCents: 3000 })) } },
      ['DUP-01 lines[1] (warning)'],
    ],
    [
      'a bill’s line twice is asked about',
      { of: 'I', changes: { lines: [billed(), billed()] } },
      ['DUP-01 lines[1] (warning)'],
    ],
    [
      'a bill’s lines without a day are not compared',
      { of: 'I', changes: { lines: [billed({ from: undefined }), billed({ from: undefined })] } },
      [],
    ],
    [
      'rooms have no code',
      {
        of: 'I',
        changes: { lines: [1, 2].map(() => ({ revenueCode: '0120', chargeCents: 100, units: '1' })) },
      },
      [],
    ],
  ])('%s', (_, example, found) => {
    expect(duplicatesIn(example)).toEqual(found);
  });
});

const earlier = earlierLine({ code: '71046', chargeCents: 5000 });
const correction = { frequency: '7', payerClaimControlNo: '2026011500042' };

describe('lines of an earlier claim', () => {
  test.each<Case>([
    ['the same line is one service', { changes: linesOf({}), history: [earlier] }, ['DUP-01 lines[0]']],
    [
      'another charge is asked about',
      { changes: linesOf({}), history: [{ ...earlier, chargeCents: 1 }] },
      ['DUP-02 lines[0] (warning)'],
    ],
    [
      'another payer is another claim',
      { changes: linesOf({}), history: [{ ...earlier, payerId: '88002' }] },
      [],
    ],
    [
      'another code is another service',
      { changes: linesOf({}), history: [{ ...earlier, code: '71045' }] },
      [],
    ],
    [
      'a replacement repeats what it replaces',
      { changes: { ...linesOf({}), ...correction }, history: [earlier] },
      [],
    ],
    [
      'a claim that the payer adjudicated is replaced, not sent again',
      { changes: linesOf({}), history: [{ ...earlier, ownClaim: true }] },
      ['DUP-03 frequency'],
    ],
    [
      'as long as it is not adjudicated it is sent again',
      { changes: linesOf({}), history: [{ ...earlier, ownClaim: true, adjudicated: false }] },
      [],
    ],
    [
      'a payer without replacements gets an original',
      {
        changes: linesOf({}),
        history: [{ ...earlier, ownClaim: true }],
        profile: { acceptsFrequency7: false },
      },
      [],
    ],
  ])('%s', (_, example, found) => {
    expect(duplicatesIn(example)).toEqual(found);
  });

  test('are named by our own claim number', () => {
    const found = findingsOfExample({ changes: linesOf({}), history: [{ ...earlier, line: 3 }] });
    const messages = found.filter(({ editId }) => editId === 'DUP-01').map(({ message }) => message);
    expect(messages).toEqual(['The line repeats line 3 of claim EXAMPLEEARLIER01.']);
  });
});
