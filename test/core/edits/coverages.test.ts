import { describe, expect, test } from 'vitest';
import type { Example } from '../../../core/edits/edit.ts';
import { brief, findingsOfExample } from './contexts.ts';

const FAMILY = /^(SBR|AUTO-0[2-9])/;
const found = (example: Example): readonly string[] =>
  brief(findingsOfExample(example)).filter((text) => FAMILY.test(text));

const second = {
  seq: 2,
  payer: { name: 'BETA MUTUAL', id: '88002' },
  filingCode: 'CI',
  relationship: '18',
  memberId: 'MEM0002',
  assignment: 'Y',
  release: 'Y',
};
type Case = [what: string, changes: Example['changes'], found: readonly string[]];

describe('the order of payers', () => {
  test.each<Case>([
    ['first and second pass', { 'coverages[1]': second }, []],
    ['first and third do not', { 'coverages[1]': { ...second, seq: 3 } }, ['SBR-01 coverages']],
    ['two firsts do not', { 'coverages[1]': { ...second, seq: 1 } }, ['SBR-01 coverages']],
    ['the payer of the claim is one of them', { destination: 3 }, ['SBR-01 destination']],
    ['the order in the list is free', { 'coverages[0].seq': 2, 'coverages[1]': { ...second, seq: 1 } }, []],
    ['Medicaid last passes', { 'coverages[1]': { ...second, filingCode: 'MC' } }, []],
    [
      'Medicaid before another does not',
      { 'coverages[0].filingCode': 'MC', 'coverages[1]': second },
      ['SBR-05 coverages[0].seq (warning)'],
    ],
    [
      'Medicaid before a kind that nobody told passes',
      { 'coverages[0].filingCode': 'MC', 'coverages[1]': { ...second, filingCode: 'ZZ' } },
      [],
    ],
    [
      'the same coverage twice',
      { 'coverages[1]': { ...second, payer: { name: 'ACME', id: '99001' }, memberId: 'MEM0001' } },
      ['SBR-06 coverages[1] (warning)'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(found({ changes })).toEqual(expected);
  });
});

describe('codes of a coverage', () => {
  test.each<Case>([
    [
      'every wrong one is named',
      {
        'coverages[0].filingCode': 'XX',
        'coverages[0].relationship': '99',
        'coverages[0].insuranceType': 'CI',
        'coverages[0].patientSignatureSource': 'B',
      },
      [
        'SBR-02 coverages[0].filingCode',
        'SBR-02 coverages[0].relationship',
        'SBR-02 coverages[0].insuranceType',
        'SBR-02 coverages[0].patientSignatureSource',
      ],
    ],
    [
      'Medicare second, in a claim to the first, is asked why',
      { 'coverages[1]': { ...second, filingCode: 'MB', memberId: '1EG4TE5MK73' } },
      ['SBR-03 coverages[1].insuranceType (warning)'],
    ],
    [
      'Medicare second, in a claim to it, must say why',
      { destination: 2, 'coverages[1]': { ...second, filingCode: 'MB', memberId: '1EG4TE5MK73' } },
      ['SBR-03 coverages[1].insuranceType'],
    ],
    ['Medicare first says nothing', { 'coverages[0].filingCode': 'MB' }, []],
    [
      'Medicare knows no dependents',
      { 'coverages[0].filingCode': 'MB', 'coverages[0].relationship': '19' },
      ['SBR-04 coverages[0].relationship'],
    ],
    [
      'part A takes no professional claims',
      { 'coverages[0].filingCode': 'MA' },
      ['SBR-07 coverages[0].filingCode (warning)'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(found({ changes })).toEqual(expected);
  });

  test('part A takes bills', () => {
    expect(found({ of: 'I', changes: { 'coverages[0].filingCode': 'MA' } })).toEqual([]);
  });
});

describe('accidents', () => {
  const auto = { 'coverages[0].filingCode': 'AM', 'coverages[0].propertyCasualtyClaimNo': 'A-1' };
  test.each<Case>([
    ['another accident has a day', { relatedCauses: ['OA'] }, ['AUTO-02 dates']],
    ['employment alone has none', { relatedCauses: ['EM'] }, []],
    ['automobile insurance wants an automobile', auto, ['AUTO-03 relatedCauses (warning)']],
    ['with the accident it passes', { ...auto, relatedCauses: ['AA'] }, []],
    [
      'with another accident it does not',
      { ...auto, relatedCauses: ['EM'] },
      ['AUTO-03 relatedCauses (warning)'],
    ],
    [
      'liability insurance tells no cause',
      { 'coverages[0].filingCode': 'LM', 'coverages[0].propertyCasualtyClaimNo': 'L-1' },
      [],
    ],
    [
      'casualty insurance has a claim number',
      { 'coverages[0].filingCode': 'LM' },
      ['AUTO-04 coverages[0].propertyCasualtyClaimNo (warning)'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(found({ changes })).toEqual(expected);
  });
});
