import { describe, expect, test } from 'vitest';
import { type Change, changed, foundIn, goldenBody } from './found.ts';
import { inpatient, institutional } from './sets.ts';

type Row = readonly [what: string, change: Change, found: readonly string[]];

const raises = (rows: readonly Row[]): void => {
  test.each(rows)('%s', (_, change, found) => {
    expect(foundIn(institutional, changed(inpatient, change))).toEqual(found);
  });
};

describe('an inpatient bill', () => {
  raises([
    [
      'has the date of admission',
      [['DTP*435*DT*202601101400~', '']],
      ['ADMISSION-DATE-MISSING CLM#1 needs DTP'],
    ],
    ['has the type of admission', [['CL1*1*', 'CL1**']], ['ADMISSION-TYPE-MISSING CL1#1 01']],
    [
      'has the diagnosis at admission',
      [['HI*ABJ:R1031~', '']],
      ['ADMITTING-DIAGNOSIS-MISSING CLM#1 needs HI'],
    ],
    [
      'that is final has the hour of discharge',
      [['DTP*096*TM*1100~', '']],
      ['DISCHARGE-HOUR-MISSING CLM#1 needs DTP'],
    ],
    ['that is the first of several has none', [['11:A:1', '11:A:2']], ['DISCHARGE-HOUR-EARLY DTP#1']],
    ['that continues has none', [['11:A:1', '11:A:3']], ['DISCHARGE-HOUR-EARLY DTP#1']],
    [
      'that continues may lack it',
      [
        ['11:A:1', '11:A:3'],
        ['DTP*096*TM*1100~', ''],
      ],
      [],
    ],
    [
      'that is the last of several has it',
      [
        ['11:A:1', '11:A:4'],
        ['DTP*096*TM*1100~', ''],
      ],
      ['DISCHARGE-HOUR-MISSING CLM#1 needs DTP'],
    ],
    [
      'is not final while the patient is there',
      [['CL1*1*1*01', 'CL1*1*1*30']],
      ['PATIENT-STATUS-CONFLICT CL1#1 03'],
    ],
    [
      'that is the first may leave the patient there',
      [
        ['CL1*1*1*01', 'CL1*1*1*30'],
        ['11:A:1', '11:A:2'],
        ['DTP*096*TM*1100~', ''],
      ],
      [],
    ],
    ['that replaces another names it', [['11:A:1', '11:A:7']], ['CONTROL-NUMBER-MISSING CLM#1 needs REF']],
  ]);
});

describe('an institutional claim', () => {
  raises([
    [
      'has an attending provider',
      [['NM1*71*1*HALL*RUTH****XX*1888888884~', '']],
      ['ATTENDING-PROVIDER-MISSING CLM#1 needs NM1'],
    ],
    [
      'with surgery has an operating physician',
      [['NM1*72*1*KIM*DAVID****XX*1777777776~', '']],
      ['OPERATING-PHYSICIAN-MISSING HI#4 needs NM1'],
    ],
    [
      'without surgery has none',
      [
        ['NM1*72*1*KIM*DAVID****XX*1777777776~', ''],
        ['HI*BBR:0DTJ4ZZ:D8:20260111~', ''],
      ],
      [],
    ],
    ['adds up', [['*8500***', '*8500.01***']], ['CLAIM-TOTAL-DIFFERS CLM#1 02']],
    ['numbers its lines', [['LX*2', 'LX*3']], ['LINE-NUMBER LX#2 01']],
    ['has revenue codes of four digits', [['SV2*0120*', 'SV2*120*']], ['REVENUE-CODE-FORM SV2#1 01']],
    ['sends no line with the total', [['SV2*0120*', 'SV2*0001*']], ['REVENUE-TOTAL-LINE SV2#1 01']],
    [
      'has no more not covered than charged',
      [['**200~', '**4000.01~']],
      ['NOT-COVERED-OVER-CHARGE SV2#2 07'],
    ],
    ['may have all not covered', [['**200~', '**4000~']], []],
    ['has units', [['*DA*3', '*DA*0']], ['UNITS-ZERO SV2#1 05']],
    [
      'has ICD-10-PCS codes of seven characters',
      [['BBR:0DTJ4ZZ', 'BBR:0DTJ4Z']],
      ['PROCEDURE-FORM HI#4 01-2'],
    ],
    ['has ICD-10-CM codes', [['ABF:E119', 'ABF:119']], ['DIAGNOSIS-FORM HI#3 01-2']],
    [
      'has a statement that begins before it ends',
      [['20260110-20260113', '20260113-20260110']],
      ['PERIOD-REVERSED DTP#2 03'],
    ],
    [
      'has the rendering provider only if it does not bill',
      [['~LX*1', '~NM1*82*1*HALL*RUTH****XX*1999999992~LX*1']],
      ['RENDERING-IS-BILLING NM1#8 09'],
    ],
    [
      'has lines of the days that it is for',
      [
        ['*DA*3', '*DA*3~DTP*472*RD8*20260110-20260114'],
        ['**200', '**200~DTP*472*D8*20260109'],
      ],
      ['LINE-DATE-OUTSIDE-STATEMENT DTP#4 03', 'LINE-DATE-OUTSIDE-STATEMENT DTP#5 03'],
    ],
    [
      'may have lines of all of its days',
      [
        ['*DA*3', '*DA*3~DTP*472*RD8*20260110-20260113'],
        ['**200', '**200~DTP*472*D8*20260113'],
      ],
      [],
    ],
    [
      'of an outpatient dates its lines',
      [['11:A:1', '13:A:1']],
      ['LINE-DATE-MISSING SV2#1 needs DTP', 'LINE-DATE-MISSING SV2#2 needs DTP'],
    ],
    [
      'of an outpatient may be complete',
      [
        ['11:A:1', '13:A:1'],
        ['*DA*3', '*DA*3~DTP*472*D8*20260110'],
        ['**200', '**200~DTP*472*D8*20260111'],
      ],
      [],
    ],
  ]);
});

describe('what another payer said of a line', () => {
  test('names its revenue code', () => {
    const body = goldenBody('i837-every-field.edi');
    const without = changed(body, [['SVD*99001*4500**0120*3~', 'SVD*99001*4500***3~']]);
    const sound = foundIn(institutional, body);
    expect(foundIn(institutional, without)).toEqual(['ADJUDICATED-REVENUE-CODE-MISSING SVD#2 04', ...sound]);
  });
});
