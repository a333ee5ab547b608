import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingsOf, goldenBody } from './found.ts';
import * as sets from './sets.ts';

/** Files come as they come: rules must live with whatever the walk makes of them. */

/** Some segments left out, some elements cut off or emptied. */
const mutilated = (body: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.tuple(fc.subarray([...body]), fc.array(fc.nat(6), { minLength: 1, maxLength: 40 })).map(([left, cuts]) =>
    left.map((segment, i) => {
      const elements = segment.split('*');
      const cut = cuts[i % cuts.length] ?? 0;
      if (cut === 0) return segment;
      if (cut === 1) return elements.slice(0, 1 + (i % elements.length)).join('*');
      return elements.map((element, n) => (n === cut ? '' : element)).join('*');
    }),
  );

describe('rules', () => {
  test.each([
    ['a professional claim', sets.professional, sets.onePayer],
    ['a claim to the second payer', sets.professional, sets.secondary],
    ['an inpatient bill', sets.institutional, sets.inpatient],
    ['a dental visit', sets.dental, sets.dentalVisit],
    ['a remittance', sets.remittance, goldenBody('r835-denial-interest-recoupment.x12')],
    ['a 999', sets.acknowledgment, goldenBody('a999-one-of-two-rejected.x12')],
    ['a 277CA', sets.claimAcknowledgment, goldenBody('ca277-one-of-two-rejected.x12')],
  ])('of %s stand what is left of it', (_, set, body) => {
    const law = fc.property(mutilated(body), (left) => {
      for (const { position } of findingsOf({ ...set, loose: true }, left)) {
        expect(position.segment).toBeGreaterThanOrEqual(2);
        expect(position.segment).toBeLessThanOrEqual(left.length + 1);
      }
    });
    fc.assert(law);
  });
});
