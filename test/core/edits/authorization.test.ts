import { describe, expect, test } from 'vitest';
import type { Example } from '../../../core/edits/edit.ts';
import type { EditParameters } from '../../../core/edits/parameters.ts';
import { brief, findingsOfExample } from './contexts.ts';

const found = (example: Example): readonly string[] =>
  brief(findingsOfExample(example)).filter((text) => /^(AUTH|REFR)/.test(text));

type Needed = NonNullable<EditParameters['priorAuthorization']>[number];
const needs = (...priorAuthorization: Needed[]): EditParameters => ({ priorAuthorization });
type Case = [what: string, example: Example, found: readonly string[]];

describe('authorizations (S42)', () => {
  const scan = { 'lines[1].code': '70553', 'lines[1].modifiers': null };
  const list = needs({ codes: ['70553'] });
  test.each<Case>([
    ['a listed procedure needs one', { changes: scan, parameters: list }, ['AUTH-01 lines[1].code']],
    ['the claim’s number serves', { changes: { ...scan, priorAuthNo: 'A1' }, parameters: list }, []],
    [
      'the line’s number serves',
      { changes: { ...scan, 'lines[1].priorAuthNos': [{ qualifier: 'G1', value: 'A1' }] }, parameters: list },
      [],
    ],
    [
      'another payer’s number does not',
      {
        changes: { ...scan, 'lines[1].priorAuthNos': [{ qualifier: 'G1', value: 'A1', payerId: '88002' }] },
        parameters: list,
      },
      ['AUTH-01 lines[1].code'],
    ],
    ['no list, no question', { changes: scan }, []],
    ['a place may be named', { changes: scan, parameters: needs({ codes: ['70*'], places: ['22'] }) }, []],
    [
      'a beginning may be named',
      { changes: scan, parameters: needs({ codes: ['70*'], places: ['11'] }) },
      ['AUTH-01 lines[1].code'],
    ],
    [
      'a first day may be named',
      { changes: scan, parameters: needs({ codes: ['70553'], from: '20260106' }) },
      [],
    ],
    [
      'a last day may be named',
      { changes: scan, parameters: needs({ codes: ['70553'], to: '20260104' }) },
      [],
    ],
    [
      'so many units are free',
      { changes: { ...scan, 'lines[1].units': '2' }, parameters: needs({ codes: ['70553'], unitsAbove: 2 }) },
      [],
    ],
    [
      'more are not, over all lines',
      {
        changes: { ...scan, 'lines[1].units': '2', 'lines[0].code': '70553', 'lines[0].modifiers': null },
        parameters: needs({ codes: ['70553'], unitsAbove: 2 }),
      },
      ['AUTH-01 lines[0].code', 'AUTH-01 lines[1].code'],
    ],
    [
      'a DRG may be listed',
      { of: 'I', changes: { drg: '470', priorAuthNo: null }, parameters: needs({ codes: ['470'] }) },
      ['AUTH-01 drg'],
    ],
    [
      'a revenue code may be listed',
      {
        of: 'I',
        changes: { 'lines[0].revenueCode': '0128', priorAuthNo: null },
        parameters: needs({ codes: ['0128'] }),
      },
      ['AUTH-01 lines[0].revenueCode'],
    ],
  ])('%s', (_, example, expected) => {
    expect(found(example)).toEqual(expected);
  });

  test.each(['NONE', 'n/a', 'Not Required', 'PENDING', '0000', '---'])('%s is no number', (priorAuthNo) => {
    expect(found({ changes: { priorAuthNo } })).toEqual(['AUTH-03 priorAuthNo']);
  });

  test.each(['1234567', 'NA123', 'AUTH', 'NOVA77'])('%s may be one', (priorAuthNo) => {
    expect(found({ changes: { priorAuthNo } })).toEqual([]);
  });
});

describe('referrals and orders', () => {
  const referrer = { last: 'OKAFOR', first: 'RUTH', npi: '1234567893' };
  const wanted = { referralRequired: true };
  const ordered = { orderingRequired: ['87880'] };
  test.each<Case>([
    ['a plan may want a referral', { changes: {}, parameters: wanted }, ['REFR-01 referralNo']],
    ['who referred serves', { changes: { referring: [referrer] }, parameters: wanted }, []],
    ['an emergency room needs none', { changes: { pos: '23' }, parameters: wanted }, []],
    [
      'all lines may have their own',
      {
        changes: {
          'lines[0].referralNos': [{ qualifier: '9F', value: 'R' }],
          'lines[1].referralNos': [{ qualifier: '9F', value: 'R' }],
        },
        parameters: wanted,
      },
      [],
    ],
    ['a listed service is ordered', { changes: {}, parameters: ordered }, ['REFR-02 lines[1].ordering']],
    ['a referring provider serves', { changes: { referring: [referrer] }, parameters: ordered }, []],
    [
      'one without an NPI does not',
      { changes: { referring: [{ last: 'OKAFOR' }] }, parameters: ordered },
      ['REFR-02 lines[1].ordering'],
    ],
    [
      'Medicare asks for laboratory services',
      { changes: { 'coverages[0].filingCode': 'MB' } },
      ['REFR-02 lines[1].ordering (warning)'],
    ],
    [
      'the line’s own serves',
      { changes: { 'coverages[0].filingCode': 'MB', 'lines[1].referring': [referrer] } },
      [],
    ],
  ])('%s', (_, example, expected) => {
    expect(found(example)).toEqual(expected);
  });
});
