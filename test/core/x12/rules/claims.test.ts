import { describe, expect, test } from 'vitest';
import { type Change, changed, findingsOf, foundIn } from './found.ts';
import { onePayer, professional, secondary } from './sets.ts';

type Row = readonly [what: string, change: Change, found: readonly string[]];

const raises = (body: readonly string[], rows: readonly Row[]): void => {
  test.each(rows)('%s', (_, change, found) => {
    expect(foundIn(professional, changed(body, change))).toEqual(found);
  });
};

describe('the lines of a claim', () => {
  raises(onePayer, [
    ['add up to its total', [['*150***', '*151***']], ['CLAIM-TOTAL-DIFFERS CLM#1 02']],
    ['add up to the cent', [['*120*UN', '*119.99*UN']], ['CLAIM-TOTAL-DIFFERS CLM#1 02']],
    [
      'may have cents that make a whole',
      [
        ['*120*UN', '*119.5*UN'],
        ['*30*UN', '*30.50*UN'],
      ],
      [],
    ],
    ['are not added up where a charge cannot be read', [['*120*UN', '*1.2.3*UN']], []],
    ['are numbered from 1', [['LX*1', 'LX*0']], ['LINE-NUMBER LX#1 01', 'LINE-NUMBER LX#2 01']],
    ['are numbered without gaps', [['LX*2', 'LX*3']], ['LINE-NUMBER LX#2 01']],
    ['are numbered without repeats', [['LX*2', 'LX*1']], ['LINE-NUMBER LX#2 01']],
    ['point to diagnoses of the claim', [['***1:2~', '***1:3~']], ['DIAGNOSIS-POINTER-UNKNOWN SV1#1 07-2']],
    ['do not point to diagnosis 0', [['***1:2~', '***0~']], ['DIAGNOSIS-POINTER-UNKNOWN SV1#1 07-1']],
    ['point to diagnosis 12 as number 12', [['***1:2~', '***12~']], ['DIAGNOSIS-POINTER-UNKNOWN SV1#1 07-1']],
    ['point to a diagnosis once', [['***1:2~', '***2:1:2~']], ['DIAGNOSIS-POINTER-REPEATED SV1#1 07-3']],
    [
      'have charges and units that are not below zero',
      [
        ['*120*UN*1', '*-120*UN*-1'],
        ['*150***', '*-90***'],
      ],
      ['AMOUNT-NEGATIVE SV1#1 02', 'AMOUNT-NEGATIVE SV1#1 04', 'AMOUNT-NEGATIVE CLM#1 02'],
    ],
    ['have units', [['*120*UN*1*', '*120*UN*0*']], ['UNITS-ZERO SV1#1 04']],
    [
      'have periods that begin before they end',
      [['D8*20260105~REF*6R*C0001-1-1', 'RD8*20260105-20260104~REF*6R*C0001-1-1']],
      ['PERIOD-REVERSED DTP#1 03'],
    ],
    [
      'may last one day as a period',
      [['D8*20260105~REF*6R*C0001-1-1', 'RD8*20260105-20260105~REF*6R*C0001-1-1']],
      [],
    ],
    [
      'have drugs of eleven digits',
      [['~LX*2', '~LIN**N4*1234567890~CTP****1*UN~LX*2']],
      ['DRUG-CODE-FORM LIN#1 03'],
    ],
    ['may have drugs', [['~LX*2', '~LIN**N4*12345678901~CTP****1*UN~LX*2']], []],
    [
      'name the seller of a purchased service',
      [['~LX*2', '~PS1*1777777776*20~LX*2']],
      ['PURCHASED-SERVICE-PROVIDER-MISSING PS1#1 needs NM1'],
    ],
    [
      'name the purchase of a seller',
      [['~LX*2', '~NM1*QB*2******XX*1777777776~LX*2']],
      ['PURCHASED-SERVICE-MISSING NM1#7 needs PS1'],
    ],
    ['may have a purchased service', [['~LX*2', '~PS1*1777777776*20~NM1*QB*2******XX*1777777776~LX*2']], []],
  ]);
});

describe('a claim', () => {
  raises(onePayer, [
    ['that replaces another names it', [['11:B:1', '11:B:7']], ['CONTROL-NUMBER-MISSING CLM#1 needs REF']],
    ['that voids another names it', [['11:B:1', '11:B:8']], ['CONTROL-NUMBER-MISSING CLM#1 needs REF']],
    [
      'that replaces another has its number',
      [
        ['11:B:1', '11:B:7'],
        ['~REF*X4', '~REF*F8*2026~REF*X4'],
      ],
      [],
    ],
    [
      'that is the original needs no number',
      [['~REF*X4', '~REF*F8*2026~REF*X4']],
      ['CONTROL-NUMBER-UNNEEDED REF#2'],
    ],
    [
      'has an id that payers give back whole',
      [['C0001-1*150', 'C00000000000000000001*150']],
      ['CLAIM-ID-LONG CLM#1 01'],
    ],
    ['may have an id of twenty characters', [['C0001-1*150', 'C0000000000000000001*150']], []],
    [
      'of a car accident has state and date',
      [['*Y*A*Y*Y~', '*Y*A*Y*Y**AA~']],
      ['ACCIDENT-STATE-MISSING CLM#1 11-4', 'ACCIDENT-DATE-MISSING CLM#1 needs DTP'],
    ],
    ['of a car accident may be complete', [['*Y*A*Y*Y~', '*Y*A*Y*Y**AA:::IL~DTP*439*D8*20260101~']], []],
    [
      'of a car accident abroad has the country',
      [['*Y*A*Y*Y~', '*Y*A*Y*Y**AA::::CA~DTP*439*D8*20260101~']],
      [],
    ],
    [
      'of another accident has a date',
      [['*Y*A*Y*Y~', '*Y*A*Y*Y**EM:OA~']],
      ['ACCIDENT-DATE-MISSING CLM#1 needs DTP'],
    ],
    [
      'of a disability has both dates as a period',
      [['~REF*X4', '~DTP*314*D8*20260101~REF*X4']],
      ['DISABILITY-DATE-FORM DTP#1 02'],
    ],
    [
      'of a disability that began has a day',
      [['~REF*X4', '~DTP*360*RD8*20260101-20260102~REF*X4']],
      ['DISABILITY-DATE-FORM DTP#1 02'],
    ],
    ['of a disability may have both', [['~REF*X4', '~DTP*314*RD8*20260101-20260102~REF*X4']], []],
    ['of a disability may have its end', [['~REF*X4', '~DTP*361*D8*20260102~REF*X4']], []],
    ['of an occupational illness needs none', [['*Y*A*Y*Y~', '*Y*A*Y*Y**EM~']], []],
    [
      'numbers attachments that are sent apart',
      [['~REF*X4', '~PWK*OZ*FX~REF*X4']],
      ['ATTACHMENT-NUMBER-MISSING PWK#1 06'],
    ],
    ['numbers no attachments that are kept', [['~REF*X4', '~PWK*OZ*AA~REF*X4']], []],
    ['numbers attachments', [['~REF*X4', '~PWK*OZ*FX***AC*A1~REF*X4']], []],
    ['has each diagnosis once', [['ABF:R509', 'ABF:J029']], ['DIAGNOSIS-TWICE HI#1 02-2']],
    ['has ICD-10 codes without dots', [['ABK:J029', 'ABK:J02.9']], ['DIAGNOSIS-FORM HI#1 01-2']],
    ['may have ICD-9 codes', [['ABK:J029*ABF:R509', 'BK:4659*BF:78060']], []],
    ['has a place of service of two digits', [['11:B:1', '1:B:1']], ['PLACE-OF-SERVICE-FORM CLM#1 05-1']],
    [
      'for an inpatient has the admission',
      [['11:B:1', '21:B:1']],
      ['ADMISSION-DATE-MISSING CLM#1 needs DTP'],
    ],
    [
      'for an inpatient may have it',
      [
        ['11:B:1', '21:B:1'],
        ['~REF*X4', '~DTP*435*D8*20260104~REF*X4'],
      ],
      [],
    ],
    ['has a CLIA number in its form', [['14D0000001', '1400000001']], ['CLIA-FORM REF#2 02']],
    ['was not paid a negative amount', [['~REF*X4', '~AMT*F5*-20~REF*X4']], ['AMOUNT-NEGATIVE AMT#1 02']],
    [
      'for an ambulance names the pick-up',
      [['~HI*', '~CR1****A*DH*12~HI*']],
      ['AMBULANCE-PICK-UP-MISSING CR1#1 needs NM1'],
    ],
    [
      'for an ambulance may name it',
      [
        ['~HI*', '~CR1****A*DH*12~HI*'],
        ['~LX*1', '~NM1*PW*2~N3*1 ELM ST~N4*SPRINGFIELD*IL*62701~LX*1'],
      ],
      [],
    ],
    ['without EPSDT referral says NU', [['~HI*', '~CRC*ZZ*N*AV~HI*']], ['EPSDT-CONDITION CRC#1 03']],
    ['with EPSDT referral says another', [['~HI*', '~CRC*ZZ*Y*AV~HI*']], []],
  ]);
});

describe('a party', () => {
  raises(secondary, [
    [
      'has a social security number of nine digits, the patient and the subscriber of another payer too',
      [
        ['DMG*D8*19751130*M', 'DMG*D8*19751130*M~REF*SY*12345678'],
        ['NM1*PR*2*ACME HEALTH PLAN', 'REF*SY*R123456789~NM1*PR*2*ACME HEALTH PLAN'],
      ],
      ['TAX-ID-FORM REF#2 02', 'TAX-ID-FORM REF#3 02'],
    ],
  ]);
  raises(onePayer, [
    ['has an NPI with the right check digit', [['XX*1888888884', 'XX*1888888885']], ['NPI-INVALID NM1#6 09']],
    ['has an NPI of ten digits', [['XX*1999999992', 'XX*199999999']], ['NPI-INVALID NM1#3 09']],
    ['bills with ZIP+4', [['*IL*627010001', '*IL*62701']], ['ZIP-PLUS-FOUR N4#1 03']],
    ['has a ZIP code of five or nine digits', [['*IL*62702', '*IL*6270']], ['ZIP-FORM N4#2 03']],
    ['lives in a state', [['*IL*62702', '*XX*62702']], ['STATE-UNKNOWN N4#2 02']],
    ['may live abroad', [['*IL*62702', '*ON*K1A0B1*CA']], []],
    ['has a tax id of nine digits', [['EI*123456789', 'EI*12-345678']], ['TAX-ID-FORM REF#1 02']],
    [
      'has a taxonomy code in its form',
      [['PE*PXC*207Q00000X', 'PE*PXC*207Q0000X']],
      ['TAXONOMY-FORM PRV#2 03'],
    ],
    ['has a state', [['*IL*62702', '**62702']], ['STATE-MISSING N4#2 02']],
    ['has a ZIP code', [['*SPRINGFIELD*IL*62702', '*SPRINGFIELD*IL']], ['ZIP-MISSING N4#2 03']],
    [
      'has a first name only if it is a person',
      [['NM1*41*2*RIVERBEND BILLING**', 'NM1*41*2*RIVERBEND BILLING*PAT*']],
      ['ORGANIZATION-FIRST-NAME NM1#1 04'],
    ],
    [
      'bills with a social security number only if it is a person',
      [['REF*EI*', 'REF*SY*']],
      ['SOCIAL-SECURITY-OF-ORGANIZATION REF#1'],
    ],
    [
      'bills with an NPI or a number at the payer',
      [['*****XX*1999999992', '']],
      ['BILLING-NPI-MISSING NM1#5 needs REF'],
    ],
    [
      'may bill with a number at the payer',
      [
        ['*****XX*1999999992', ''],
        ['PI*99001~', 'PI*99001~REF*G2*P77~'],
      ],
      [],
    ],
    ['bills from a street', [['N3*100 MAIN ST', 'N3*P.O. BOX 9']], ['BILLING-PO-BOX N3#1 01']],
    [
      'renders only if it does not bill',
      [['XX*1888888884', 'XX*1999999992']],
      ['RENDERING-IS-BILLING NM1#6 09'],
    ],
  ]);
});

describe('the subscriber who is the patient', () => {
  raises(onePayer, [
    ['is named so', [['SBR*P*18*', 'SBR*P**']], ['SUBSCRIBER-SELF-MISSING SBR#1 02']],
    [
      'has an address',
      [['N3*12 ELM ST~N4*SPRINGFIELD*IL*62702~', '']],
      ['SUBSCRIBER-STREET-MISSING NM1#4 needs N3', 'SUBSCRIBER-CITY-MISSING NM1#4 needs N4'],
    ],
    ['has a birth date', [['DMG*D8*19800215*F~', '']], ['SUBSCRIBER-BIRTH-MISSING NM1#4 needs DMG']],
    ['has a member id', [['*Q***MI*MEM0001', '']], ['SUBSCRIBER-ID-MISSING NM1#4 09']],
    ['has none as an employer', [['NM1*IL*1*DOE*JANE*Q***MI*MEM0001', 'NM1*IL*2*DOE INC']], []],
  ]);
  raises(secondary, [
    [
      'has a member id though another is the patient',
      [['****MI*BM778899', '']],
      ['SUBSCRIBER-ID-MISSING NM1#5 09'],
    ],
    [
      'is not named so where the patient is another',
      [['SBR*S**', 'SBR*S*18*']],
      ['SUBSCRIBER-SELF-WITH-PATIENT SBR#1 02'],
    ],
  ]);

  test('may have claims of their own and of dependents', () => {
    const own = onePayer.slice(onePayer.findIndex((segment) => segment.startsWith('CLM*')));
    const both = [
      ...onePayer.map((segment) => segment.replace('*22*0', '*22*1')),
      ...['HL*3*2*23*0', 'PAT*19', 'NM1*QC*1*DOE*SAM', 'N3*12 ELM ST', 'N4*SPRINGFIELD*IL*62702'],
      ...['DMG*D8*20150315*M', ...own],
    ];
    expect(foundIn(professional, both)).toEqual([]);
    const wrong = both.map((segment) => segment.replace('SBR*P*18', 'SBR*P*'));
    expect(foundIn(professional, wrong)).toEqual(['SUBSCRIBER-SELF-MISSING SBR#1 02']);
  });
});

describe('a level', () => {
  const own = onePayer.slice(
    0,
    onePayer.findIndex((segment) => segment.startsWith('CLM*')),
  );
  const patient = [
    'PAT*19',
    'NM1*QC*1*DOE*SAM',
    'N3*12 ELM ST',
    'N4*SPRINGFIELD*IL*62702',
    'DMG*D8*20150315*M',
  ];

  test('of a subscriber has a claim', () => {
    expect(foundIn(professional, own)).toEqual(['LEVEL-WITHOUT-CLAIM HL#2 needs CLM']);
  });

  test('of each patient has a claim', () => {
    const claim = onePayer.slice(own.length);
    const parents = own.map((segment) => segment.replace('*22*0', '*22*1').replace('SBR*P*18', 'SBR*P*'));
    const two = [...parents, 'HL*3*2*23*0', ...patient, ...claim, 'HL*4*2*23*0', ...patient];
    expect(foundIn(professional, two)).toEqual(['LEVEL-WITHOUT-CLAIM HL#4 needs CLM']);
    expect(foundIn(professional, [...two, ...claim])).toEqual([]);
  });
});

describe('the patient who is not the subscriber', () => {
  raises(secondary, [
    [
      'was born before the service',
      [['DMG*D8*19751130', 'DMG*D8*20260113']],
      ['SERVICE-BEFORE-BIRTH DTP#1 03', 'SERVICE-BEFORE-BIRTH DTP#3 03'],
    ],
    [
      'may have a birth date that does not exist: that is said elsewhere',
      [['DMG*D8*19751130', 'DMG*D8*20269930']],
      [],
    ],
  ]);
});

describe('the order of payers', () => {
  raises(onePayer, [
    ['has a primary payer', [['SBR*P*18', 'SBR*S*18']], ['PAYER-PRIMARY-MISSING SBR#1 01']],
    ['may be unknown', [['SBR*P*18', 'SBR*U*18']], []],
  ]);
  raises(secondary, [
    ['has each place once', [['SBR*S**', 'SBR*P**']], ['PAYER-ORDER-REPEATED SBR#2 01']],
    ['has no gaps', [['SBR*S**', 'SBR*T**']], ['PAYER-ORDER-GAP SBR#1 01']],
    [
      'gives the reason why Medicare is not first',
      [['GRP2002******CI', 'GRP2002******MB']],
      ['MEDICARE-SECONDARY-REASON SBR#1 05'],
    ],
    ['may give that reason', [['GRP2002******CI', 'GRP2002**12****MB']], []],
  ]);
});

/** Takes what the other payer says of the lines out of the example. */
const noLines: Change = [
  ['SVD*99001*96*HC:99214**1~CAS*CO*45*60~CAS*PR*2*24~DTP*573*D8*20260210~AMT*EAF*24~', ''],
  ['SVD*99001*5*HC:81002**1~CAS*CO*45*35~DTP*573*D8*20260210~AMT*EAF*0~', ''],
];

describe('another payer', () => {
  raises(secondary, [
    [
      'paid and adjusted each line whole',
      [['*99001*96*', '*99001*97*']],
      ['OTHER-PAYER-LINE-BALANCE SVD#1 02', 'OTHER-PAYER-PAID-BALANCE AMT#1 02'],
    ],
    [
      'adjusted the claim whole',
      [['CAS*CO*45*60', 'CAS*CO*45*60.01']],
      ['OTHER-PAYER-LINE-BALANCE SVD#1 02', 'OTHER-PAYER-CLAIM-BALANCE AMT#1 02'],
    ],
    [
      'paid in all what it paid for the lines',
      [['AMT*D*101', 'AMT*D*100']],
      ['OTHER-PAYER-PAID-BALANCE AMT#1 02', 'OTHER-PAYER-CLAIM-BALANCE AMT#1 02'],
    ],
    [
      'may pay a split line in parts',
      [
        [
          'SVD*99001*96*HC:99214**1~',
          'SVD*99001*0*HC:99214**1~CAS*OA*94*-96~DTP*573*D8*20260210~SVD*99001*96*HC:99214**1~CAS*OA*94*96~',
        ],
      ],
      [],
    ],
    [
      'may adjust the claim only',
      [
        ...noLines,
        ['AMT*D*101', 'CAS*CO*45*95**2*24~AMT*D*101'],
        ['*PI*99001~', '*PI*99001~DTP*573*D8*20260210~'],
      ],
      [],
    ],
    ['is not added up where it has not decided', [...noLines, ['AMT*D*101~', '']], []],
    [
      'is one of the claim',
      [['SVD*99001*5*', 'SVD*99009*5*']],
      [
        'LINE-PAYER-UNKNOWN SVD#2 01',
        'OTHER-PAYER-PAID-BALANCE AMT#1 02',
        'OTHER-PAYER-CLAIM-BALANCE AMT#1 02',
      ],
    ],
    [
      'that has decided says what it paid',
      [['AMT*D*101~', '']],
      ['OTHER-PAYER-PAID-MISSING SBR#2 needs AMT'],
    ],
    [
      'paid nothing below zero',
      [
        ['AMT*D*101', 'AMT*D*-1'],
        ['*99001*96*', '*99001*-6*'],
      ],
      [
        'AMOUNT-NEGATIVE SVD#1 02',
        'OTHER-PAYER-LINE-BALANCE SVD#1 02',
        'AMOUNT-NEGATIVE AMT#1 02',
        'OTHER-PAYER-CLAIM-BALANCE AMT#1 02',
      ],
    ],
    [
      'decided on days that stand with the lines or with the payer',
      [['*PI*99001~', '*PI*99001~DTP*573*D8*20260210~']],
      ['ADJUDICATION-DATE-TWICE DTP#1'],
    ],
    [
      'leaves to the patient what stands with the lines or with the payer',
      [['AMT*D*101', 'AMT*D*101~AMT*EAF*24']],
      ['PATIENT-LIABILITY-TWICE AMT#2'],
    ],
    ['was not billed and paid nothing', [['AMT*D*101', 'AMT*A8*220']], ['OTHER-PAYER-NOT-BILLED AMT#1']],
    [
      'was not billed for the whole claim',
      [...noLines, ['AMT*D*101', 'AMT*A8*200']],
      ['NOT-COVERED-DIFFERS AMT#1 02'],
    ],
    [
      'without lines has a day of decision',
      [...noLines, ['AMT*D*101', 'CAS*CO*45*119~AMT*D*101']],
      ['ADJUDICATION-DATE-MISSING SBR#2 needs DTP'],
    ],
    ['may pay a line with another', [['*HC:81002**1~', '*HC:81002**1*1~']], []],
    [
      'pays a line with another of the claim',
      [['*HC:81002**1~', '*HC:81002**1*3~']],
      ['BUNDLED-LINE-UNKNOWN SVD#2 06'],
    ],
    ['gives reasons in their form', [['CAS*CO*45*60', 'CAS*CO*X45*60']], ['ADJUSTMENT-REASON-FORM CAS#1 02']],
    ['does not adjust by zero', [['CAS*CO*45*60', 'CAS*CO*45*60**97*0']], ['ADJUSTMENT-ZERO CAS#1 06']],
    [
      'has an id of its own',
      [
        [
          '~LX*1',
          '~SBR*T*18*GRP9******CI~OI***Y***Y~NM1*IL*1*ROE*JOHN****MI*M9~NM1*PR*2*THIRD*****PI*99001~LX*1',
        ],
      ],
      ['OTHER-PAYER-REPEATED NM1#12 09'],
    ],
  ]);
});

describe('a finding', () => {
  test('has the level, the 999 code and the place of its rule', () => {
    const [finding] = findingsOf(professional, changed(onePayer, [['11:B:1', '11:B:7']]));
    expect(finding).toMatchObject({
      level: 4,
      severity: 'error',
      acknowledgmentCode: { element: 'IK304', code: 'I6' },
      position: { set: 1, segment: 19, segmentId: 'REF', loop: '2300' },
    });
    expect(finding?.position).not.toHaveProperty('element');
  });

  test('about an inner loop names that loop', () => {
    const [finding] = findingsOf(professional, changed(onePayer, [['LX*2', 'LX*4']]));
    expect(finding?.position).toMatchObject({ loop: '2400', segmentId: 'LX', segment: 28 });
  });
});
