import { describe, expect, it, test } from 'vitest';
import type { EditSeverity } from '../../../core/edits/edit.ts';
import { runEdits } from '../../../core/edits/engine.ts';
import { changedExample } from '../../../core/edits/example.ts';
import { brief, contextWith, findingsIn } from './contexts.ts';

const wrong = {
  'billing.npi': '1234567890',
  'billing.zip': '62701',
  'lines[0].units': '0',
  'lines[1].units': '0',
  'lines[0].dx': [3],
};

describe('findings', () => {
  it('come by edit id, then line', () => {
    const found = findingsIn(wrong).map(({ editId, line }) => [editId, line]);
    expect(found).toEqual([
      ['NPI-01', undefined],
      ['PTR-01', 1],
      ['UNI-01', 1],
      ['UNI-01', 2],
      ['ZIP-01', undefined],
    ]);
  });

  it('are the same for the same content', () => {
    expect(findingsIn(wrong)).toEqual(findingsIn(wrong));
  });

  it('carry what a work item needs', () => {
    expect(findingsIn({ 'lines[1].rendering.npi': '1234567890' })).toEqual([
      {
        editId: 'NPI-01',
        severity: 'error',
        queue: 'provider-data',
        field: 'lines[1].rendering.npi',
        line: 2,
        message: 'The NPI of the rendering provider fails the check digit.',
      },
    ]);
  });

  it('are made on normalised codes', () => {
    expect(findingsIn({ diagnoses: ['j02.9', 'r50.9'], 'lines[1].modifiers': ['qw'] })).toEqual([]);
  });

  it('of one level do not hold those of the other', () => {
    const encounter = changedExample({ frequency: '7' });
    expect(brief(runEdits(encounter, contextWith(), 'encounter'))).toEqual(['FRQ-01 payerClaimControlNo']);
    expect(brief(runEdits(encounter, contextWith(), 'claim'))).toEqual(['FRQ-02 frequency']);
  });
});

describe('a payer profile', () => {
  test.each<[what: string, editSeverities: Record<string, EditSeverity>, found: readonly string[]]>([
    ['lowers an edit', { 'NPI-01': 'warning' }, ['NPI-01 billing.npi (warning)', 'ZIP-01 billing.zip']],
    ['switches an edit off', { 'NPI-01': 'off' }, ['ZIP-01 billing.zip']],
    [
      'lowers a family',
      { 'family:identifiers': 'warning' },
      ['NPI-01 billing.npi (warning)', 'ZIP-01 billing.zip (warning)'],
    ],
    [
      'says of an edit other than of its family',
      { 'family:identifiers': 'off', 'ZIP-01': 'info' },
      ['ZIP-01 billing.zip (info)'],
    ],
    ['leaves other families alone', { 'family:dates': 'off' }, ['NPI-01 billing.npi', 'ZIP-01 billing.zip']],
  ])('%s', (_, editSeverities, found) => {
    const changes = { 'billing.npi': '1234567890', 'billing.zip': '62701' };
    expect(brief(findingsIn(changes, { editSeverities }))).toEqual(found);
  });

  it('raises an edit, but not its milder cases', () => {
    const same = { 'billing.entityType': '1', 'billing.npi': '1888888884' };
    expect(brief(findingsIn(same))).toEqual(['NPI-03 rendering.npi (warning)']);
    expect(brief(findingsIn(same, { editSeverities: { 'NPI-03': 'error' } }))).toEqual([
      'NPI-03 rendering.npi',
    ]);
    const zeros = { 'billing.zip': '627010000' };
    expect(brief(findingsIn(zeros, { editSeverities: { 'ZIP-01': 'error' } }))).toEqual([
      'ZIP-01 billing.zip (warning)',
    ]);
    expect(brief(findingsIn(zeros, { editSeverities: { 'ZIP-01': 'info' } }))).toEqual([
      'ZIP-01 billing.zip (info)',
    ]);
  });

  it('gives the form of the member id, which must match whole', () => {
    const memberIdPattern = 'MEM\\d{4}|X';
    expect(findingsIn({}, { memberIdPattern })).toEqual([]);
    expect(brief(findingsIn({ 'coverages[0].memberId': 'MEM00012' }, { memberIdPattern }))).toEqual([
      'MBR-01 coverages[0].memberId',
    ]);
  });
});
