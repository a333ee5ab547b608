import { expect, test } from 'vitest';
import {
  claimFilingCodes,
  isCasualty,
  isMedicare,
  relationshipCodes,
} from '../../../core/codes/coverage-codes.ts';
import { placesOfService } from '../../../core/codes/places-of-service.ts';
import { isDomestic, uspsStates } from '../../../core/codes/states.ts';

test.each([
  ['places of service', placesOfService, 52, ['11', '10', '99'], ['00', '35', '1']],
  ['USPS states', uspsStates, 62, ['IL', 'DC', 'PR', 'AP'], ['XX', 'il', '']],
  ['claim filing codes', claimFilingCodes, 23, ['CI', 'MB', '12'], ['XX', '09']],
  ['relationships', relationshipCodes, 9, ['18', 'G8'], ['02']],
])('%s', (_, list, size, members, strangers) => {
  expect(list.size).toBe(size);
  expect(members.filter((code) => !list.has(code))).toEqual([]);
  expect(strangers.filter((code) => list.has(code))).toEqual([]);
});

test('an address without a country is in the United States', () => {
  expect([undefined, 'US', 'USA', 'CA'].map(isDomestic)).toEqual([true, true, true, false]);
});

test('Medicare and casualty coverages are told by the claim filing code', () => {
  expect(['MA', 'MB', 'CI', undefined].map(isMedicare)).toEqual([true, true, false, false]);
  expect(['AM', 'LM', 'WC', 'CI', undefined].map(isCasualty)).toEqual([true, true, true, false, false]);
});
