import { describe, expect, test } from 'vitest';
import { type Change, changed, foundIn, goldenBody } from './found.ts';
import { acknowledgment, claimAcknowledgment } from './sets.ts';

type Row = readonly [what: string, change: Change, found: readonly string[]];

describe('the counts of a 999', () => {
  const oneOfTwo = goldenBody('a999-one-of-two-rejected.x12');
  test.each<Row>([
    [
      'that leave nothing accepted fit no part',
      [['AK9*P*2*2*1', 'AK9*P*1*1*0']],
      ['GROUP-CODE-DIFFERS AK9#1 01'],
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

describe('the context of an error in a 999', () => {
  const oneOfTwo = goldenBody('a999-one-of-two-rejected.x12');
  const CONTEXT = 'CTX*CLM01:C0107-1';
  const TRIGGER = 'CTX*SITUATIONAL TRIGGER';
  test.each<Row>([
    ['names the segment that made a rule apply', [[CONTEXT, `${TRIGGER}*CLM*20**5:3`]], []],
    ['is not a trigger alone', [[CONTEXT, TRIGGER]], ['CONTEXT-INCOMPLETE CTX#1 02']],
    ['says where the trigger stands', [[CONTEXT, `${TRIGGER}*CLM`]], ['CONTEXT-INCOMPLETE CTX#1 03']],
    [
      'of an element names it too',
      [['IK4*9*67*2', `IK4*9*67*2~${TRIGGER}`]],
      ['CONTEXT-INCOMPLETE CTX#2 02'],
    ],
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

  const LAST = 'STC*A7:164:IL*20260107*U*220~DTP*472*D8*20260105';
  const WHOLE =
    'HL*6*2*19*0~NM1*85*1*REED*IVAN****XX*1999999984~TRN*1*0~STC*A3:24:85**U*150~QTY*QC*3~AMT*YY*150';
  test.each<Row>([
    [
      'count the claims of a provider that is rejected as a whole',
      [
        [LAST, `${LAST}~${WHOLE}`],
        ['QTY*AA*1', 'QTY*AA*4'],
        ['AMT*YY*220', 'AMT*YY*370'],
      ],
      [],
    ],
    [
      'do not leave them out',
      [[LAST, `${LAST}~${WHOLE}`]],
      ['CLAIM-COUNT-DIFFERS QTY#2 02', 'CLAIM-AMOUNT-DIFFERS AMT#2 02'],
    ],
    [
      'are left alone where such a provider says no number',
      [
        [LAST, `${LAST}~${WHOLE.replace('~QTY*QC*3~AMT*YY*150', '')}`],
        ['QTY*AA*1', 'QTY*AA*4'],
        ['AMT*YY*220', 'AMT*YY*370'],
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
      'is not an error in the request',
      [['STC*A7:164:IL', 'STC*E0:164:IL']],
      ['STATUS-CATEGORY-FOREIGN STC#4 01-1'],
    ],
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

describe('a status of a 277CA', () => {
  const oneOfTwo = goldenBody('ca277-one-of-two-rejected.x12');
  const LINE = 'SVC*HC:99213*220~STC*A7:164';
  test.each<Row>([
    ['of a batch has a date', [['PR*20260107*WQ*370', 'PR**WQ*370']], ['STATUS-INCOMPLETE STC#1 02']],
    ['of a batch has an action', [['20260107*WQ*370', '20260107**370']], ['STATUS-INCOMPLETE STC#1 03']],
    ['of a batch has an amount', [['20260107*WQ*370', '20260107*WQ']], ['STATUS-INCOMPLETE STC#1 04']],
    ['of a provider has an action', [['PR**WQ*370', 'PR***370']], ['STATUS-INCOMPLETE STC#2 03']],
    ['of a provider has an amount', [['PR**WQ*370', 'PR**WQ']], ['STATUS-INCOMPLETE STC#2 04']],
    ['of a claim has a date', [['PR*20260107*WQ*150', 'PR**WQ*150']], ['STATUS-INCOMPLETE STC#3 02']],
    ['of a claim has an action', [['20260107*U*220', '20260107**220']], ['STATUS-INCOMPLETE STC#4 03']],
    [
      'of a line has an action',
      [['U*220~DTP*472*D8*20260105', `U*220~DTP*472*D8*20260105~${LINE}`]],
      ['STATUS-INCOMPLETE STC#5 03'],
    ],
    [
      'of a line needs neither date nor amount',
      [['U*220~DTP*472*D8*20260105', `U*220~DTP*472*D8*20260105~${LINE}**U`]],
      [],
    ],
  ])('%s', (_, change, found) => {
    expect(foundIn(claimAcknowledgment, changed(oneOfTwo, change))).toEqual(found);
  });
});
