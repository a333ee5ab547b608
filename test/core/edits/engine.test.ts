import { describe, expect, it, test } from 'vitest';
import { openCodeSets, tableOf } from '../../../core/codes/open.ts';
import type { Edit, EditSeverity, ExampleChanges, PayerProfile } from '../../../core/edits/edit.ts';
import { catalogedEdits } from '../../../core/edits/edit-set.ts';
import { runEdits, scrub } from '../../../core/edits/engine.ts';
import { changedExample, exampleBill, exampleDental } from '../../../core/edits/example.ts';
import { tableFindings } from '../../../core/edits/tables.ts';
import { brief, contextWith, findingsIn } from './contexts.ts';

const wrong = {
  'billing.npi': '1234567890',
  'billing.zip': '62701',
  'lines[0].units': '0',
  'lines[1].units': '0',
  'lines[0].dx': [3],
};
const ids = new Set(['NPI-01', 'PTR-01', 'UNI-01', 'ZIP-01']);

describe('findings', () => {
  it('come by edit id, then line', () => {
    const found = findingsIn(wrong).filter(({ editId }) => ids.has(editId));
    expect(found.map(({ editId, line }) => [editId, line])).toEqual([
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
    expect(findingsIn({ 'lines[1].rendering': { last: 'SMITH', npi: '1234567890' } })).toEqual([
      {
        editId: 'NPI-01',
        severity: 'error',
        queue: 'provider-data',
        value: 'provider id',
        field: 'lines[1].rendering.npi',
        line: 2,
        message: 'The NPI of the rendering provider fails the check digit.',
      },
    ]);
  });

  it('name the release of the set that decided, and its row where one did', () => {
    const rowsIn = (changes: ExampleChanges) => findingsIn(changes).map(({ editId, row }) => [editId, row]);
    expect(rowsIn({ diagnoses: ['J02.9', 'E11'] })).toEqual([
      ['DX-03', { set: 'icd10cm', release: 'example', row: 'E11' }],
    ]);
    expect(rowsIn({ 'rendering.taxonomy': '999Z00000X' })).toEqual([
      ['TAX-02', { set: 'taxonomy', release: 'example', row: '' }],
    ]);
    expect(rowsIn({ 'billing.npi': '1' })).toEqual([['NPI-01', undefined]]);
  });

  it('are made on normalised codes', () => {
    expect(findingsIn({ diagnoses: ['j02.9', 'r50.9'], 'lines[1].modifiers': ['qw'] })).toEqual([]);
  });

  it('of one level do not hold those of the other, and both have all', () => {
    const encounter = changedExample({ 'lines[0].units': '0', destination: 10 });
    const editIds = (level: 'encounter' | 'claim' | 'both') =>
      runEdits(encounter, contextWith(), level).map(({ editId }) => editId);
    expect(editIds('encounter')).toContain('UNI-01');
    expect(editIds('encounter')).not.toContain('PCN-01');
    expect(editIds('claim')).toContain('PCN-01');
    expect(editIds('claim')).not.toContain('UNI-01');
    expect(editIds('both').toSorted()).toEqual([...editIds('encounter'), ...editIds('claim')].toSorted());
  });

  test.each([
    ['institutional', { ...exampleBill, frequency: '9x' }],
    ['dental', { ...exampleDental, billing: { ...exampleDental.billing, npi: '1' } }],
  ])('are made of %s claims by the edits of theirs only', (_, content) => {
    const allowed = catalogedEdits.filter(({ edit }) => edit.types.includes(content.claimType));
    const found = runEdits(content, contextWith(), 'both').map(({ editId }) => editId);
    const known = new Set(allowed.map(({ edit }) => edit.id));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((id) => !known.has(id))).toEqual([]);
  });
});

describe('a code set that is not loaded', () => {
  const none = openCodeSets([]);

  it('leaves its edits out, and is named with the day', () => {
    const { findings, absent } = scrub(changedExample({}), contextWith({}, { codes: none }), 'both');
    expect(findings).toEqual([]);
    expect(absent).toContainEqual({ set: 'icd10cm', day: 20260105 });
    expect(tableFindings(absent).find(({ message }) => message.includes('icd10cm'))).toEqual({
      editId: 'TBL-00',
      severity: 'info',
      queue: 'technical',
      value: 'claim',
      field: 'tables',
      message:
        'No release of ICD-10-CM diagnoses (icd10cm) is loaded for 2026-01-05: what needs it was not tested.',
    });
  });

  it('holds the claims of a payer that wants it so', () => {
    const context = contextWith({ editSeverities: { 'TBL-00': 'error' } }, { codes: none });
    const found = runEdits(changedExample({}), context, 'both').filter(({ editId }) => editId === 'TBL-00');
    expect(found.length).toBeGreaterThan(3);
    expect(found.every(({ severity }) => severity === 'error')).toBe(true);
  });

  it('is named too where only a part of it is there', () => {
    const release = {
      set: 'icd10cm',
      release: 'starter',
      from: 20200101,
      to: 0,
      complete: false,
      source: { name: 'starter', sha256: '' },
      rows: 1,
      importedAt: 0,
    } as const;
    const row = { code: 'J029', billable: 1, short: 'Sore throat', title: 'Sore throat' };
    const codes = openCodeSets([tableOf(release, [row])]);
    const { findings, absent } = scrub(changedExample({}), contextWith({}, { codes }), 'both');
    expect(findings).toEqual([]);
    expect(absent).toContainEqual({ set: 'icd10cm', day: 20260105, partOf: expect.anything() });
    expect(tableFindings(absent).map(({ message }) => message)).toContain(
      'ICD-10-CM diagnoses (icd10cm) is there in part only (starter): other codes were not tested.',
    );
  });

  test.each([
    [
      'in ICD-9',
      changedExample({ diagnosisVersion: '9', 'lines[0].from': '20150105', 'lines[1].from': '20150105' }),
    ],
    ['without a diagnosis', exampleDental],
  ])('is not asked for where it is one of ICD-10 and the claim is %s', (_, content) => {
    const sets = scrub(content, contextWith({}, { codes: none }), 'both').absent.map(({ set }) => set);
    expect(sets.length).toBeGreaterThan(0);
    expect(sets.filter((set) => /^icd10|^mce|^poa/.test(set))).toEqual([]);
  });

  it('is not asked for on a day that does not exist', () => {
    const encounter = changedExample({ 'lines[0].from': '20260230', 'lines[1].from': '20260230' });
    expect(scrub(encounter, contextWith({}, { codes: none }), 'both').absent).toEqual([]);
  });
});

const rule: Edit = {
  id: 'OWN-01',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'billing',
  value: 'claim',
  cause: 'This payer wants no second line.',
  source: 'the customer',
  remedy: 'Send it apart.',
  examples: { fails: { changes: {} }, passes: { changes: {} } },
  check: ({ lines }) => lines.map(({ number, field }) => ({ field, line: number, message: 'A line.' })),
};

describe('the customer’s own rules', () => {
  const found = (profile: Partial<PayerProfile>, changes: Partial<Edit> = {}) =>
    brief(
      runEdits(
        changedExample({ 'billing.zip': '1' }),
        contextWith(profile, { rules: [{ ...rule, ...changes }] }),
        'encounter',
      ),
    );

  it('come after the edits of the catalogue, with their own severity', () => {
    expect(found({})).toEqual([
      'ZIP-01 billing.zip',
      'OWN-01 lines[0] (warning)',
      'OWN-01 lines[1] (warning)',
    ]);
  });

  test.each<[what: string, profile: Partial<PayerProfile>, changes: Partial<Edit>]>([
    ['switched off', { editSeverities: { 'OWN-01': 'off' } }, {}],
    ['with their family', { editSeverities: { 'family:rules': 'off' } }, {}],
    ['of another kind of claim', {}, { types: ['D'] }],
    ['of the other level', {}, { level: 'claim' }],
  ])('do not run when %s', (_, profile, changes) => {
    expect(found(profile, changes)).toEqual(['ZIP-01 billing.zip']);
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
    const ssn = { 'billing.taxId.type': 'SY' };
    expect(brief(findingsIn(ssn))).toEqual(['TIN-02 billing.taxId.type (warning)']);
    expect(brief(findingsIn(ssn, { editSeverities: { 'TIN-02': 'error' } }))).toEqual([
      'TIN-02 billing.taxId.type',
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
