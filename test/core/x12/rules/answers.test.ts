import { describe, expect, test } from 'vitest';
import { type Change, changed, foundIn, goldenBody } from './found.ts';
import { acknowledgment, claimAcknowledgment } from './sets.ts';

type Row = readonly [what: string, change: Change, found: readonly string[]];

describe('the counts of a 999', () => {
  const oneOfTwo = goldenBody('a999-one-of-two-rejected.x12');
  test.each<Row>([
    ['fit the rejected sets', [['AK9*P*2*2*1', 'AK9*P*3*3*1']], ['REJECTED-SETS-DIFFER AK9#1 04']],
    [
      'are not below the sets that are listed',
      [['AK9*P*2*2*1', 'AK9*P*1*1*0']],
      ['REJECTED-SETS-DIFFER AK9#1 04', 'GROUP-CODE-DIFFERS AK9#1 01'],
    ],
    ['may leave accepted sets out', [['AK2*837*0001*005010X222A1~IK5*A~', '']], []],
    [
      'fit an answer of partly accepted',
      [
        ['IK5*R*5', 'IK5*E*5'],
        ['AK9*P*2*2*1', 'AK9*P*2*2*2'],
      ],
      ['GROUP-CODE-DIFFERS AK9#1 01'],
    ],
    ['fit an answer of accepted', [['AK9*P', 'AK9*A']], ['GROUP-CODE-DIFFERS AK9#1 01']],
    ['fit an answer of rejected', [['AK9*P', 'AK9*R']], ['GROUP-CODE-DIFFERS AK9#1 01']],
    ['are left alone where they are no counts', [['AK9*P*2*2*1', 'AK9*P*2*X*1']], []],
  ])('%s', (_, change, found) => {
    expect(foundIn(acknowledgment, changed(oneOfTwo, change))).toEqual(found);
  });
});

describe('the totals of a 277CA', () => {
  const oneOfTwo = goldenBody('ca277-one-of-two-rejected.x12');
  test.each<Row>([
    ['count the accepted claims of the batch', [['QTY*90*1', 'QTY*90*2']], ['CLAIM-COUNT-DIFFERS QTY#1 02']],
    ['count the rejected claims of the batch', [['QTY*AA*1', 'QTY*AA*0']], ['CLAIM-COUNT-DIFFERS QTY#2 02']],
    ['add up the accepted amount', [['AMT*YU*150', 'AMT*YU*150.01']], ['CLAIM-AMOUNT-DIFFERS AMT#1 02']],
    ['add up the rejected amount', [['AMT*YY*220', 'AMT*YY*0']], ['CLAIM-AMOUNT-DIFFERS AMT#2 02']],
    [
      'count the claims of the provider',
      [
        ['QTY*QA*1', 'QTY*QA*3'],
        ['QTY*QC*1', 'QTY*QC*3'],
      ],
      ['CLAIM-COUNT-DIFFERS QTY#3 02', 'CLAIM-COUNT-DIFFERS QTY#4 02'],
    ],
    [
      'are of any claim that one status rejects',
      [['STC*A2:20:PR*20260107*WQ*150', 'STC*A2:20:PR*20260107*WQ*150~STC*A7:562:85*20260107*U*150']],
      [
        'CLAIM-COUNT-DIFFERS QTY#4 02',
        'CLAIM-AMOUNT-DIFFERS AMT#4 02',
        'CLAIM-COUNT-DIFFERS QTY#2 02',
        'CLAIM-AMOUNT-DIFFERS AMT#2 02',
      ],
    ],
    [
      'are left alone where no claims are listed',
      [
        [
          'HL*4*3*PT~NM1*QC*1*DOE*JANE*Q***MI*MEM0001~TRN*2*C0001-1~STC*A2:20:PR*20260107*WQ*150~REF*1K*2026011500042~DTP*472*D8*20260105~',
          '',
        ],
        [
          'HL*5*3*PT~NM1*QC*1*ROE*JOHN****MI*MEM0002~TRN*2*C0009-1~STC*A7:164:IL*20260107*U*220~DTP*472*D8*20260105',
          '',
        ],
        ['QTY*90*1', 'QTY*90*7'],
      ],
      [],
    ],
  ])('%s', (_, change, found) => {
    expect(foundIn(claimAcknowledgment, changed(oneOfTwo, change))).toEqual(found);
  });

  test.each<Row>([
    [
      'is of the front end',
      [['STC*A2:20:PR*20260107', 'STC*F1:20:PR*20260107']],
      ['STATUS-CATEGORY-FOREIGN STC#3 01-1'],
    ],
    ['may be an error of a real time answer', [['STC*A7:164:IL', 'STC*E1:164:IL']], []],
    [
      'does not reject what is accepted',
      [['20260107*WQ*150', '20260107*U*150']],
      [
        'STATUS-ACTION-CONFLICT STC#3 03',
        'CLAIM-COUNT-DIFFERS QTY#4 02',
        'CLAIM-AMOUNT-DIFFERS AMT#4 02',
        'CLAIM-COUNT-DIFFERS QTY#2 02',
        'CLAIM-AMOUNT-DIFFERS AMT#2 02',
      ],
    ],
    [
      'does not accept what is rejected',
      [['*20260107*U*220', '*20260107*WQ*220']],
      ['STATUS-ACTION-CONFLICT STC#4 03'],
    ],
  ])('a status %s', (_, change, found) => {
    expect(foundIn(claimAcknowledgment, changed(oneOfTwo, change))).toEqual(found);
  });
});
