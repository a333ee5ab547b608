import { describe, expect, it } from 'vitest';
import { claimFilingCodes, relationshipCodes } from '../../../../core/codes/coverage-codes.ts';
import { placesOfService } from '../../../../core/codes/places-of-service.ts';
import { nameOfCode } from '../../../../core/x12/tools/code-names.ts';

describe('the name of a code', () => {
  it.each([
    ['CLP02', '22', 'reversal of an earlier payment'],
    ['CAS01', 'PR', 'patient responsibility'],
    ['CAS02', '1', 'applied to the deductible'],
    ['CAS17', '1', 'applied to the deductible'],
    ['LQ02', 'MA130', 'cannot be processed; no appeal'],
    ['MOA07', 'MA01', 'appeal rights notice'],
    ['STC01-1', 'A7', 'rejected: invalid information'],
    ['STC11-2', '0718', 'filed too late'],
    ['NM101', '85', 'billing provider'],
    ['HL03', '22', 'subscriber'],
    ['CLM05-1', '11', 'office'],
    ['EB01', 'C', 'deductible'],
    ['EB06', '29', 'remaining'],
    ['HI12-1', 'ABF', 'diagnosis'],
    ['PLB13-1', 'WO', 'overpayment recovery'],
    ['PER07', 'TE', 'phone'],
    ['TA105', '025', 'duplicate control number'],
  ])('at %s of %s is ours', (place, code, name) => {
    expect(nameOfCode(place, code)).toBe(name);
  });

  it.each([
    ['SV101-2', '99213'],
    ['HI01-2', 'J029'],
    ['CLP02', '99'],
    ['XYZ01', '1'],
    ['CLP02', ''],
  ])('at %s of %j is not known', (place, code) => {
    expect(nameOfCode(place, code)).toBeUndefined();
  });

  it('is there for all places of service, kinds of insurance and relations that we accept', () => {
    const nameless = [
      ...[...placesOfService].filter((code) => nameOfCode('CLM05-1', code) === undefined),
      ...[...claimFilingCodes].filter((code) => nameOfCode('SBR09', code) === undefined),
      ...[...relationshipCodes].filter((code) => nameOfCode('PAT01', code) === undefined),
    ];
    expect(nameless).toEqual([]);
  });
});
