import { describe, expect, test } from 'vitest';
import { foundIn, goldenBody } from './found.ts';
import * as sets from './sets.ts';

describe('files without fault', () => {
  test.each([
    ['a-837p-one-payer.edi', sets.professional],
    ['b-837p-secondary.edi', sets.professional],
    ['c-837p-replacement.edi', sets.professional],
    ['r835-denial-interest-recoupment.x12', sets.remittance],
    ['r835-reversal-correction.x12', sets.remittance],
    ['r835-two-payers.x12', sets.remittance],
    ['r835-zero-pay.x12', sets.remittance],
    ['a999-group-rejected.x12', sets.acknowledgment],
    ['a999-one-of-two-rejected.x12', sets.acknowledgment],
    ['ta1-with-999.x12', sets.acknowledgment],
    ['ca277-clearinghouse-loose.x12', sets.claimAcknowledgment],
    ['ca277-one-of-two-rejected.x12', sets.claimAcknowledgment],
  ])('%s raises nothing', (file, set) => {
    expect(foundIn(set, goldenBody(file))).toEqual([]);
  });

  test.each([
    ['an inpatient bill', sets.institutional, sets.inpatient],
    ['a dental visit', sets.dental, sets.dentalVisit],
  ])('%s raises nothing', (_, set, body) => {
    expect(foundIn(set, body)).toEqual([]);
  });
});
