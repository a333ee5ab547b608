import { describe, expect, test } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import type { Example } from '../../../core/edits/edit.ts';
import { runEdits } from '../../../core/edits/engine.ts';
import { exampleClaim } from '../../../core/edits/example.ts';
import type { EditParameters } from '../../../core/edits/parameters.ts';
import { brief, contextWith, findingsOfExample } from './contexts.ts';

const found = (example: Example, ids: RegExp): readonly string[] =>
  brief(findingsOfExample(example)).filter((text) => ids.test(text));

const original = '2026011500042';
type Case = [what: string, example: Example, found: readonly string[]];

describe('frequencies', () => {
  test.each<Case>([
    [
      'an original names no claim',
      { changes: { payerClaimControlNo: original } },
      ['FRQ-01 payerClaimControlNo'],
    ],
    ['a replacement does', { changes: { frequency: '7' } }, ['FRQ-01 payerClaimControlNo']],
    ['a void does', { changes: { frequency: '8', payerClaimControlNo: original } }, []],
    ['an interim claim is for bills', { changes: { frequency: '2' } }, ['FRQ-01 frequency']],
    ['an interim bill passes', { of: 'I', changes: { frequency: '2' } }, []],
    ['a notice of election passes', { of: 'I', changes: { frequency: 'A' } }, []],
    ['6 is no longer in NUBC’s list', { of: 'I', changes: { frequency: '6' } }, ['FRQ-01 frequency']],
    [
      'a replaced bill names the one before',
      { of: 'I', changes: { frequency: '7' } },
      ['FRQ-01 payerClaimControlNo'],
    ],
    [
      'a dental claim is original, replaced or void',
      { of: 'D', changes: { frequency: '5' } },
      ['FRQ-01 frequency'],
    ],
    [
      'a payer without voids',
      { changes: { frequency: '8', payerClaimControlNo: original }, profile: { acceptsFrequency8: false } },
      ['FRQ-03 frequency'],
    ],
    [
      'Medicare part B wants a reopening',
      { changes: { frequency: '7', payerClaimControlNo: original, 'coverages[0].filingCode': 'MB' } },
      ['FRQ-03 frequency (warning)'],
    ],
    [
      'Medicare takes replaced bills',
      {
        of: 'I',
        changes: { frequency: '7', payerClaimControlNo: original, 'coverages[0].filingCode': 'MA' },
      },
      [],
    ],
  ])('%s', (_, example, expected) => {
    expect(found(example, /^FRQ-0[13]/)).toEqual(expected);
  });
});

test.each([
  ['of nothing that we know', undefined, ['FRQ-02 frequency']],
  ['of the claim that the payer decided', original, []],
  ['under another number than the payer gave it', '2026011500041', ['FRQ-02 payerClaimControlNo']],
])('a replacement %s', (_, corrects, expected) => {
  const content = exampleClaim({ changes: { frequency: '7', payerClaimControlNo: original } });
  const context = contextWith({}, corrects === undefined ? {} : { corrects });
  expect(brief(runEdits(content, context, 'both')).filter((text) => text.startsWith('FRQ'))).toEqual(
    expected,
  );
});

describe('the number of lines', () => {
  const line = { code: '71046', chargeCents: 5000, units: '1', dx: [1] };
  const days = (count: number, year = '2026') =>
    Array.from({ length: count }, (_, i) => ({
      ...line,
      from: `${year}01${String((i % 9) + 1).padStart(2, '0')}`,
    }));
  test.each<Case>([
    ['fifty are one claim', { changes: { lines: days(50) } }, []],
    ['fifty-one are told to be two', { changes: { lines: days(51) } }, ['LIN-01 lines (info)']],
    [
      'two years are told to be two',
      { changes: { lines: [...days(1, '2025'), ...days(1)] } },
      ['LIN-01 lines (info)'],
    ],
    [
      'a dental claim is not divided',
      { of: 'D', changes: { lines: Array.from({ length: 51 }, () => ({ code: 'D1110', chargeCents: 1 })) } },
      ['LIN-01 lines'],
    ],
  ])('%s', (_, example, expected) => {
    expect(found(example, /^LIN/)).toEqual(expected);
  });
});

const on = (day: string, more: Example['changes'] = {}) => ({
  'lines[0].from': day,
  'lines[1].from': day,
  ...more,
});
const limit = (timelyFiling: EditParameters['timelyFiling']): EditParameters => ({ timelyFiling });
const medicare = limit({ base: 'from', calendarYear: true });
const ninety = limit({ base: 'from', limitDays: 90, correctedLimitDays: 180 });
const decided = {
  destination: 2,
  'coverages[1]': {
    seq: 2,
    payer: { name: 'BETA', id: '88002' },
    filingCode: 'CI',
    relationship: '18',
    memberId: 'M2',
    assignment: 'Y',
    release: 'Y',
  },
  'coverages[0].adjudication': {
    paidCents: 0,
    date: '20251115',
    adjustments: [{ group: 'PR', carc: '1', amountCents: 15_000 }],
  },
};

describe('timely filing, on 10 January 2026', () => {
  test.each<Case>([
    ['nothing is asked without a limit', { changes: on('20100105') }, []],
    [
      'Medicare takes a claim for a calendar year',
      { changes: on('20250125'), parameters: medicare },
      ['TMF-01 lines (warning)'],
    ],
    ['on the last day too', { changes: on('20250110'), parameters: medicare }, ['TMF-01 lines (warning)']],
    ['and not a day longer', { changes: on('20250109'), parameters: medicare }, ['TMF-01 lines']],
    ['it tells 15 days before', { changes: on('20250126'), parameters: medicare }, []],
    [
      'a delay reason makes it a question',
      { changes: on('20250109', { delayReason: '7' }), parameters: medicare },
      ['TMF-01 lines (warning)'],
    ],
    [
      'a delay reason of no list does not',
      { changes: on('20250109', { delayReason: '14' }), parameters: medicare },
      ['TMF-01 lines'],
    ],
    [
      'ninety days are counted from the service',
      { changes: on('20251012'), parameters: ninety },
      ['TMF-01 lines (warning)'],
    ],
    ['the ninety-first is late', { changes: on('20251011'), parameters: ninety }, ['TMF-01 lines']],
    [
      'a replacement has its own limit',
      { changes: on('20251011', { frequency: '7', payerClaimControlNo: original }), parameters: ninety },
      [],
    ],
    [
      'a replacement without one is not judged',
      { changes: on('20200101', { frequency: '7', payerClaimControlNo: original }), parameters: medicare },
      [],
    ],
    [
      'a second payer counts from the first’s decision',
      { changes: on('20250601', decided), parameters: ninety },
      [],
    ],
    ['Medicare does not', { changes: on('20250109', decided), parameters: medicare }, ['TMF-01 lines']],
    [
      'a second payer without a day of decision is not judged',
      { changes: on('20200101', { ...decided, 'coverages[0].adjudication': null }), parameters: ninety },
      [],
    ],
    [
      'the profile’s days serve where there is no parameter',
      { changes: on('20250105'), profile: { timelyFilingDays: 365 } },
      ['TMF-01 lines'],
    ],
    [
      'who warns at no day is not told',
      { changes: on('20250125'), parameters: limit({ base: 'from', calendarYear: true, warnDays: 0 }) },
      [],
    ],
  ])('%s', (_, example, expected) => {
    expect(found(example, /^TMF-01/)).toEqual(expected);
  });

  test.each([
    ['20250228', ['TMF-01 lines (warning)']],
    ['20250301', ['TMF-01 lines']],
  ])('29 February 2024 ends with the 28th of the next: %s', (today, expected) => {
    const context = contextWith({ editParameters: medicare }, { today: civilDate(today) });
    const findings = runEdits(exampleClaim({ changes: on('20240229') }), context, 'encounter');
    expect(brief(findings).filter((text) => text.startsWith('TMF'))).toEqual(expected);
  });
});

describe('what else a claim says of its filing', () => {
  const attached = (more: object) => ({ attachments: [{ type: 'OZ', transmission: 'FX', ...more }] });
  const facility = {
    name: 'SPRINGFIELD GENERAL',
    npi: '1234567893',
    address1: '1 HOSPITAL DR',
    city: 'SPRINGFIELD',
    state: 'IL',
    zip: '627030001',
  };
  test.each<Case>([
    ['paper has a number', { changes: attached({}) }, ['ATT-01 attachments[0]']],
    ['paper on request has none', { changes: attached({ transmission: 'AA' }) }, []],
    [
      'a line’s paper is looked at',
      { changes: { 'lines[1].attachments': [{ type: 'OZ', transmission: 'XX' }] } },
      ['ATT-01 lines[1].attachments[0]', 'ATT-02 lines[1].attachments[0]'],
    ],
    [
      'a certificate of medical necessity has ways of its own',
      { changes: { 'lines[1].attachments': [{ type: 'CT', transmission: 'AD' }] } },
      [],
    ],
    ['programs differ by kind', { changes: { specialProgram: '01' } }, ['PRG-01 specialProgram']],
    ['a dental claim has EPSDT', { of: 'D', changes: { specialProgram: '01' } }, []],
    [
      'benefits that are not assigned go to the patient',
      { changes: { 'coverages[0].assignment': 'N' } },
      ['PRG-03 acceptAssignment (warning)'],
    ],
    ['a hospital has a name', { changes: { 'lines[0].pos': '22' } }, ['FAC-01 lines[0].facility']],
    ['home needs none', { changes: { 'lines[0].pos': '12' } }, []],
    ['a line may name it', { changes: { 'lines[0].pos': '22', 'lines[0].facility': facility } }, []],
    [
      'a hospital that bills is at home',
      { changes: { 'lines[0].pos': '22', 'billing.taxonomy': '282N00000X' } },
      [],
    ],
    [
      'who has no taxonomy is asked',
      { changes: { 'lines[0].pos': '22', 'billing.taxonomy': null } },
      ['FAC-01 lines[0].facility (warning)'],
    ],
  ])('%s', (_, example, expected) => {
    expect(found(example, /^(ATT|PRG|FAC)/)).toEqual(expected);
  });
});
