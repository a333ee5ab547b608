import { describe, expect, test } from 'vitest';
import { type Change, changed, foundIn } from './found.ts';
import { dental, dentalVisit } from './sets.ts';

type Row = readonly [what: string, change: Change, found: readonly string[]];

const raises = (rows: readonly Row[]): void => {
  test.each(rows)('%s', (_, change, found) => {
    expect(foundIn(dental, changed(dentalVisit, change))).toEqual(found);
  });
};

const estimate: Change[number] = ['*Y*A*Y*Y~', '*Y*A*Y*Y**********PB~'];

describe('a predetermination', () => {
  raises([
    ['has no date', [estimate], ['PREDETERMINATION-DATED DTP#1']],
    [
      'has no date on a line',
      [
        estimate,
        ['DTP*472*D8*20260121~', ''],
        ['SV3*AD:D1110*95****1', 'SV3*AD:D1110*95****1~DTP*472*D8*20260121'],
      ],
      ['PREDETERMINATION-DATED DTP#1'],
    ],
    ['needs no date', [estimate, ['DTP*472*D8*20260121~', '']], []],
  ]);
});

describe('a dental claim', () => {
  raises([
    [
      'has a date',
      [['DTP*472*D8*20260121~', '']],
      ['SERVICE-DATE-MISSING SV3#1 needs DTP', 'SERVICE-DATE-MISSING SV3#2 needs DTP'],
    ],
    [
      'may date a line by itself',
      [
        ['DTP*472*D8*20260121~', ''],
        ['SV3*AD:D1110*95****1', 'SV3*AD:D1110*95****1~DTP*472*D8*20260121'],
      ],
      ['SERVICE-DATE-MISSING SV3#1 needs DTP'],
    ],
    ['adds up', [['*305***', '*300***']], ['CLAIM-TOTAL-DIFFERS CLM#1 02']],
    [
      'points to diagnoses that it has',
      [['****1*****1~', '****1*****2~']],
      ['DIAGNOSIS-POINTER-UNKNOWN SV3#1 11-1'],
    ],
    ['points to none without diagnoses', [['HI*ABK:K029~', '']], ['DIAGNOSIS-POINTER-UNKNOWN SV3#1 11-1']],
    [
      'has several teeth for one service',
      [['****1*****1~TOO*JP*3*M:O', '****2*****1~TOO*JP*3~TOO*JP*4']],
      ['TEETH-AND-COUNT SV3#1 06'],
    ],
    ['may have several teeth for one service', [['TOO*JP*3*M:O', 'TOO*JP*3~TOO*JP*4']], []],
    [
      'dates what is replaced',
      [['AD:D2392*210****1', 'AD:D2392*210***R*1']],
      ['PRIOR-PLACEMENT-MISSING SV3#1 needs DTP'],
    ],
    [
      'may date what is replaced',
      [
        ['AD:D2392*210****1', 'AD:D2392*210***R*1'],
        ['TOO*JP*3*M:O', 'TOO*JP*3*M:O~DTP*441*D8*20200101'],
      ],
      [],
    ],
    [
      'has places of two digits',
      [['AD:D1110*95****1', 'AD:D1110*95*1***1']],
      ['PLACE-OF-SERVICE-FORM SV3#2 03'],
    ],
    [
      'of a car accident has state and date',
      [['*Y*A*Y*Y~', '*Y*A*Y*Y**AA~']],
      ['ACCIDENT-STATE-MISSING CLM#1 11-4', 'ACCIDENT-DATE-MISSING CLM#1 needs DTP'],
    ],
  ]);
});
