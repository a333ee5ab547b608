import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { patientKey } from '../../../core/claim/patient-key.ts';
import { changedExample } from '../../../core/edits/example.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const keyOf = (changes: Readonly<Record<string, unknown>> = {}, client = 'riverbend') =>
  patientKey(changedExample(changes), client, hash);

describe('the key of a patient', () => {
  it('is 128 bits that hold nothing of who it is', () => {
    expect(keyOf()).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['case, blanks and signs in the name', { 'patient.last': 'Quill-brook', 'patient.first': ' Ottilie ' }],
    ['another member id', { 'coverages[0].memberId': 'MEM0002' }],
    ['another address', { 'patient.address1': '13 ELM ST' }],
    ['other services', { 'lines[0].from': '20260106' }],
  ])('stays the same with %s', (_, changes) => {
    expect(keyOf(changes)).toBe(keyOf());
  });

  it.each([
    ['last name', { 'patient.last': 'BROOKQUILL' }],
    ['first name', { 'patient.first': 'ODILE' }],
    ['day of birth', { 'patient.dob': '19800216' }],
    ['billing provider', { 'billing.npi': '1234567893' }],
  ])('is another with another %s', (_, changes) => {
    expect(keyOf(changes)).not.toBe(keyOf());
  });

  it('is another at another client', () => {
    expect(keyOf({}, 'hillside')).not.toBe(keyOf());
  });

  it.each([['patient.last'], ['patient.first'], ['patient.dob'], ['billing.npi']])(
    'is missing without %s, where nothing stands for it',
    (field) => {
      expect(keyOf({ [field]: null, 'billing.taxId': null })).toBeUndefined();
    },
  );
});
