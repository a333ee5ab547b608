import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { changedExample } from '../../../core/edits/example.ts';
import { contentHash, deriveClaimNo, encounterKey } from '../../../core/encounter/identity.ts';
import { Defect } from '../../../core/result.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const inbound = { encounterId: null, claimNo: 'ACCT-77' };
const keyOf = (changes: Readonly<Record<string, unknown>>, etin = 'SUBMITTER'): string | null =>
  encounterKey(changedExample(changes), etin, sha256);

describe('the key of an encounter', () => {
  it('is the practice’s own id where there is one, whatever else changes', () => {
    expect(keyOf({ 'patient.last': 'OAKENSONG', 'lines[0].from': '20260101' })).toBe(keyOf({}));
    expect(keyOf({ encounterId: 'EXAMPLE-2' })).not.toBe(keyOf({}));
  });

  test.each<[what: string, changes: Readonly<Record<string, unknown>>, etin?: string]>([
    ['the account number', { claimNo: 'ACCT-78' }],
    ['the billing NPI', { 'billing.npi': '1234567893' }],
    ['the first service date', { 'lines[1].from': '20260104' }],
    ['the submitter', {}, 'OTHER'],
  ])('of an inbound 837 changes with %s', (_, changes, etin) => {
    expect(keyOf({ ...inbound, ...changes }, etin)).not.toBe(keyOf(inbound));
  });

  it('of an inbound 837 stays with corrected content', () => {
    expect(keyOf({ ...inbound, 'lines[1].from': '20260107', 'lines[0].chargeCents': 1 })).toBe(
      keyOf(inbound),
    );
  });

  it('tells neither the id nor the account number', () => {
    expect(keyOf({})).toMatch(/^[0-9a-f]{64}$/);
    expect(keyOf(inbound)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does not exist without an id and an account number', () => {
    expect(keyOf({ encounterId: null })).toBeNull();
  });
});

test('the content hash changes with any field', () => {
  const hash = (changes: Readonly<Record<string, unknown>>) => contentHash(changedExample(changes), sha256);
  expect(hash({})).toBe(hash({}));
  expect(hash({ 'lines[1].units': '2' })).not.toBe(hash({}));
});

describe('our claim number', () => {
  const origin = { clientCode: 'RVB', encounterKey: 'key' };

  it('has at most 17 characters A–Z and 0–9, of which three say the client', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.integer({ min: 0, max: 25 })), (key, part) => {
        const claimNo = deriveClaimNo(
          { clientCode: 'RVB', encounterKey: key, ...(part !== null && { part }) },
          sha256,
        );
        expect(claimNo).toMatch(
          part === null ? /^RVB[0-9A-HJKMNP-TV-Z]{13}$/ : /^RVB[0-9A-HJKMNP-TV-Z]{13}[A-Z]$/,
        );
      }),
    );
  });

  it('is the same for the same encounter, and another for another client', () => {
    expect(deriveClaimNo(origin, sha256)).toBe(deriveClaimNo(origin, sha256));
    expect(deriveClaimNo({ ...origin, clientCode: 'OTH' }, sha256).slice(3)).not.toBe(
      deriveClaimNo(origin, sha256).slice(3),
    );
  });

  it('gets a letter for each part', () => {
    const whole = deriveClaimNo(origin, sha256);
    expect(deriveClaimNo({ ...origin, part: 0 }, sha256)).toBe(`${whole}A`);
    expect(deriveClaimNo({ ...origin, part: 25 }, sha256)).toBe(`${whole}Z`);
  });

  it('spells the first 65 bits of the hash in base 32', () => {
    expect(deriveClaimNo(origin, () => 'f'.repeat(64))).toBe('RVBZZZZZZZZZZZZZ');
    expect(deriveClaimNo(origin, () => '0'.repeat(64))).toBe('RVB0000000000000');
    expect(deriveClaimNo(origin, () => `${'0'.repeat(16)}8${'0'.repeat(47)}`)).toBe('RVB0000000000001');
  });

  test.each([
    ['a client code of two characters', { ...origin, clientCode: 'RV' }, sha256],
    ['a 27th part', { ...origin, part: 26 }, sha256],
    ['a hash not in hex', origin, () => 'Zz'.repeat(32)],
    ['a hash too short', origin, () => 'abc'],
  ])('is refused to %s', (_, wrong, hash) => {
    expect(() => deriveClaimNo(wrong, hash)).toThrow(Defect);
  });
});
