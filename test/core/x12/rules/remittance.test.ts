import { describe, expect, test } from 'vitest';
import { type Change, changed, findingsOf, foundIn, goldenBody } from './found.ts';
import { remittance } from './sets.ts';

type Row = readonly [what: string, change: Change, found: readonly string[]];

/** Three claims: one denied, two paid; an overpayment taken back, interest paid. */
const paid = goldenBody('r835-denial-interest-recoupment.x12');
const zero = goldenBody('r835-zero-pay.x12');
const reversal = goldenBody('r835-reversal-correction.x12');

const raises = (body: readonly string[], rows: readonly Row[]): void => {
  test.each(rows)('%s', (_, change, found) => {
    expect(foundIn(remittance, changed(body, change))).toEqual(found);
  });
};

describe('a line', () => {
  raises(paid, [
    [
      'is paid what its adjustments leave of its charge',
      [['*180*96', '*180*95.99']],
      ['SERVICE-OUT-OF-BALANCE SVC#3 03'],
    ],
    [
      'adds up with the claim',
      [['CAS*CO*45*60', 'CAS*CO*45*59']],
      ['SERVICE-OUT-OF-BALANCE SVC#3 03', 'CLAIM-PAYMENT-OUT-OF-BALANCE CLP#2 04'],
    ],
    ['has a charge that is part of the claim', [['*180*96', '*181*97']], ['SERVICE-CHARGES-DIFFER CLP#2 03']],
    [
      'may have several reasons in one adjustment',
      [['CAS*CO*45*60~CAS*PR*2*24', 'CAS*CO*45*50**97*10~CAS*PR*2*20**3*4']],
      [],
    ],
    [
      'may be paid more than it was charged',
      [['CAS*CO*45*60~CAS*PR*2*24', 'CAS*CO*45*60~CAS*PR*2*24~CAS*OA*94*-10~CAS*OA*97*10']],
      [],
    ],
    ['is not added up where an amount cannot be read', [['CAS*CO*45*60', 'CAS*CO*45*6O']], []],
    [
      'has the date of service',
      [['DTM*472*20260105~CAS*CO*16*120', 'CAS*CO*16*120']],
      ['SERVICE-DATE-MISSING SVC#1 needs DTM'],
    ],
    [
      'may have the date of its claim',
      [
        ['DTM*472*20260105~CAS*CO*16*120', 'CAS*CO*16*120'],
        ['DTM*050*20260107', 'DTM*232*20260105~DTM*050*20260107'],
      ],
      [],
    ],
  ]);
});

describe('a claim payment', () => {
  raises(paid, [
    [
      'is what the adjustments leave of the charge',
      [['*150*76*20*', '*150*77*20*']],
      ['CLAIM-PAYMENT-OUT-OF-BALANCE CLP#3 04', 'PAYMENT-OUT-OF-BALANCE BPR#1 02'],
    ],
    [
      'is for the charge of its lines',
      [['*150*76*20*', '*149*76*20*']],
      ['CLAIM-PAYMENT-OUT-OF-BALANCE CLP#3 04', 'SERVICE-CHARGES-DIFFER CLP#3 03'],
    ],
    ['has the share of the patient', [['*150*76*20*', '*150*76*19*']], ['PATIENT-SHARE-DIFFERS CLP#3 05']],
    [
      'may leave out a share that is not 0',
      [['*150*76*20*', '*150*76**']],
      ['PATIENT-SHARE-DIFFERS CLP#3 05'],
    ],
    ['may leave out a share of 0', [['*150*0**12', '*150*0*0*12']], []],
    [
      'names the carrier that it was forwarded to',
      [['CLP*C0003-1*1*', 'CLP*C0003-1*19*']],
      ['CROSSOVER-CARRIER-MISSING CLP#3 needs NM1'],
    ],
    [
      'may name that carrier',
      [
        ['CLP*C0003-1*1*', 'CLP*C0003-1*19*'],
        ['MEM0009~', 'MEM0009~NM1*TT*2*NEXT HEALTH*****PI*99009~'],
      ],
      [],
    ],
    [
      'has no charge below zero',
      [['CLP*C0001-1*1*150*', 'CLP*C0001-1*1*-150*']],
      [
        'CLAIM-PAYMENT-OUT-OF-BALANCE CLP#1 04',
        'SERVICE-CHARGES-DIFFER CLP#1 03',
        'CHARGE-NEGATIVE CLP#1 03',
      ],
    ],
  ]);

  test('without lines is balanced by its own adjustments', () => {
    const from = paid.findIndex((segment) => segment.startsWith('CLP*C0003'));
    const to = paid.findIndex((segment) => segment.startsWith('PLB*'));
    const claim = (adjustment: string) => [
      ...paid.slice(0, from + 1),
      ...[adjustment, 'CAS*PR*3*20', 'NM1*QC*1*COE*ANN****MI*MEM0009'],
      ...paid.slice(to),
    ];
    expect(foundIn(remittance, claim('CAS*CO*45*54'))).toEqual([]);
    expect(foundIn(remittance, claim('CAS*CO*45*53.99'))).toEqual(['CLAIM-PAYMENT-OUT-OF-BALANCE CLP#3 04']);
  });

  test.each(['23', '25'])('of status %s moves no money and may say no more', (status) => {
    const extra = [`CLP*X1*${status}*90*0**12*1`, 'NM1*QC*1*COE*ANN', 'NM1*TT*2*NEXT HEALTH*****PI*99009'];
    const to = paid.findIndex((segment) => segment.startsWith('PLB*'));
    const body = [...paid.slice(0, to), ...extra, ...paid.slice(to)];
    expect(foundIn(remittance, body)).toEqual([]);
    const primary = body.map((segment) => segment.replace(`CLP*X1*${status}`, 'CLP*X1*1'));
    expect(foundIn(remittance, primary)).toEqual(['CLAIM-PAYMENT-OUT-OF-BALANCE CLP#4 04']);
  });
});

describe('a reversal', () => {
  raises(reversal, [
    [
      'takes back',
      [['*-150*-76*', '*150*-76*']],
      ['CLAIM-PAYMENT-OUT-OF-BALANCE CLP#1 04', 'SERVICE-CHARGES-DIFFER CLP#1 03', 'REVERSAL-SIGN CLP#1 03'],
    ],
    [
      'pays nothing',
      [['*-150*-76*', '*-150*76*']],
      ['CLAIM-PAYMENT-OUT-OF-BALANCE CLP#1 04', 'REVERSAL-SIGN CLP#1 04', 'PAYMENT-OUT-OF-BALANCE BPR#1 02'],
    ],
    ['may say the share of the patient or not', [['*-150*-76**', '*-150*-76*-20*']], []],
    [
      'adds up as a payment does',
      [['CAS*PR*3*-20', 'CAS*PR*3*20']],
      ['SERVICE-OUT-OF-BALANCE SVC#1 03', 'CLAIM-PAYMENT-OUT-OF-BALANCE CLP#1 04'],
    ],
  ]);
});

describe('the payment', () => {
  raises(paid, [
    [
      'is the sum of the claims less the adjustments of the provider',
      [['BPR*I*129.02', 'BPR*I*129.03']],
      ['PAYMENT-OUT-OF-BALANCE BPR#1 02'],
    ],
    [
      'takes adjustments with their sign',
      [['*WO:2025110100099*50*', '*WO:2025110100099*-50*']],
      ['PAYMENT-OUT-OF-BALANCE BPR#1 02'],
    ],
    ['counts every pair of an adjustment', [['*L6*-2.02', '*L6*-2.02*FB*10*FB*-10']], []],
    ['is no debit', [['129.02*C*', '129.02*D*']], ['PAYMENT-IS-DEBIT BPR#1 03']],
    ['has the interest of the claims', [['AMT*I*2.02', 'AMT*I*2']], ['INTEREST-DIFFERS PLB#1']],
    ['may have interest that no claim names', [['AMT*I*2.02~', '']], []],
    [
      'is not added up where an amount cannot be read',
      [
        ['*L6*-2.02', '*L6*A'],
        ['129.02', '1'],
      ],
      [],
    ],
  ]);
  raises(zero, [
    [
      'for information pays nothing',
      [['BPR*H*0*', 'BPR*H*1*']],
      ['INFORMATION-ONLY-PAYS BPR#1 02', 'PAYMENT-OUT-OF-BALANCE BPR#1 02'],
    ],
    ['for information has no way of payment', [['*C*NON*', '*C*CHK*']], ['INFORMATION-ONLY-METHOD BPR#1 04']],
    [
      'is not below zero',
      [['BPR*H*0*', 'BPR*I*-1*']],
      ['PAYMENT-NEGATIVE BPR#1 02', 'PAYMENT-OUT-OF-BALANCE BPR#1 02'],
    ],
  ]);
});

describe('codes of a remittance', () => {
  raises(paid, [
    ['name reasons in their form', [['CAS*CO*45*60', 'CAS*CO*X45*60']], ['ADJUSTMENT-REASON-FORM CAS#3 02']],
    ['may name reasons with a letter', [['CAS*CO*45*60', 'CAS*CO*B7*60']], []],
    [
      'name the group of what a prior payer did',
      [['CAS*CO*45*60', 'CAS*CO*23*60']],
      ['PRIOR-PAYER-GROUP CAS#3 01'],
    ],
    ['may name it', [['CAS*CO*45*60', 'CAS*OA*23*60']], []],
    ['do not use the group CR', [['CAS*CO*45*60', 'CAS*CR*45*60']], ['ADJUSTMENT-GROUP-OLD CAS#3 01']],
    ['do not adjust by zero', [['CAS*CO*45*60', 'CAS*CO*45*60**97*0']], ['ADJUSTMENT-ZERO CAS#3 06']],
    ['name remarks in their form', [['LQ*HE*N286', 'LQ*HE*286']], ['REMARK-FORM LQ#1 02']],
    ['may be of the pharmacy', [['LQ*HE*N286', 'LQ*RX*75']], []],
    ['have no form where they are missing', [['LQ*HE*N286', 'LQ*HE']], []],
    ['name remarks of a claim in their form', [['~AMT*I', '~MOA***MA01*X~AMT*I']], ['REMARK-FORM MOA#1 04']],
    ['name known reasons of the provider', [['*WO:', '*ZZ:']], ['PROVIDER-ADJUSTMENT-UNKNOWN PLB#1 03-1']],
    [
      'do not adjust a provider by zero',
      [['*L6*-2.02', '*L6*-2.02*FB*0']],
      ['PROVIDER-ADJUSTMENT-ZERO PLB#1 08'],
    ],
    [
      'name the payee by an NPI with its check digit',
      [['XX*1999999992', 'XX*1999999993']],
      ['NPI-INVALID N1#2 04'],
    ],
  ]);
});

describe('the levels', () => {
  test.each([
    ['sums are level 3 errors', [['*180*96', '*180*95']], 3, 'error'],
    ['unknown codes are level 5 warnings', [['*WO:', '*ZZ:']], 5, 'warning'],
    ['the share of the patient is a level 4 warning', [['*150*76*20*', '*150*76*19*']], 4, 'warning'],
  ] as const)('%s', (_, change, level, severity) => {
    expect(findingsOf(remittance, changed(paid, change))).toMatchObject([{ level, severity }]);
  });
});

describe('the payer of a remittance', () => {
  raises(paid, [
    ['stands in a state', [['CHICAGO*IL', 'CHICAGO*IZ']], ['STATE-UNKNOWN N4#1 02']],
    ['may stand abroad', [['CHICAGO*IL*60601', 'TORONTO*ON*M5V2T6*CA']], []],
    ['need not say its state', [['CHICAGO*IL', 'CHICAGO*']], []],
    [
      'has an id of ten characters',
      [['EFT0210001*1512345678', 'EFT0210001*512345678']],
      ['ORIGINATOR-FORM TRN#1 03'],
    ],
    [
      'has it at the payment too',
      [['*123456*1512345678*', '*123456*15123456*']],
      ['ORIGINATOR-FORM BPR#1 10'],
    ],
  ]);
});
