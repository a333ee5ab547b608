import * as fc from 'fast-check';
import { type Cents, cents } from '../../../core/money.ts';

/** Values that the laws of all 837 sets draw from: already clean, so that they come back as they went. */

/** Text as cleaning leaves it. */
export const text = fc.stringMatching(/^[A-Z][A-Z0-9 ,.'-]{0,18}[A-Z0-9]$/).filter((t) => !t.includes('  '));
export const identifier = fc.stringMatching(/^[A-Z0-9][A-Z0-9-]{1,19}$/);
export const money: fc.Arbitrary<Cents> = fc.integer({ min: 0, max: 9_999_999 }).map(cents);
export const date = fc.constantFrom('20260105', '20240229', '20251231');
export const quantity = fc.constantFrom('1', '2.5', '.5', '10', '12345');

/** A record of which any field but the required ones may be absent. */
export const some = <T, K extends keyof T>(
  fields: { [P in keyof T]: fc.Arbitrary<T[P]> },
  requiredKeys: K[],
) => fc.record<T, K>(fields, { requiredKeys });

export const list = <T>(of: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> =>
  fc.array(of, { minLength: 1, maxLength });

export const reference = (qualifier: string): fc.Arbitrary<{ qualifier: string; value: string }> =>
  identifier.map((value) => ({ qualifier, value }));

export const person = some(
  {
    entityType: fc.constant('1' as const),
    last: text,
    first: text,
    middle: text,
    npi: fc.constant('1444444446'),
  },
  ['entityType', 'last'],
);

export const adjustment = some(
  { group: fc.constant('CO'), carc: fc.constantFrom('45', '97'), amountCents: money, quantity },
  ['group', 'carc', 'amountCents'],
);
