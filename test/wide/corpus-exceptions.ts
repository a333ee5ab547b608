/** A file that we see otherwise than the manifest does, and why. */
export interface Exception {
  /** What we say, as `judge` words it. */
  readonly differences: readonly string[];
  readonly reason: string;
}

/** The file names one component separator in its ISA and uses another: what it holds cannot be told apart. */
const otherSeparator = (...differences: readonly string[]): Exception => ({
  differences,
  reason: 'ISA16 is `:`, the composites are written with `>`: as its ISA says, they are one long component',
});
const TWICE_WRITTEN = 'COMPONENT-SEPARATOR CLM05, QUALIFIER-UNKNOWN HI01, COMPONENT-SEPARATOR SV101';
const oldVersion: Exception = {
  differences: ['ISA-VERSION ISA12'],
  reason: 'ISA12 says 00401 around a group of version 5010; the sets in it are accepted',
};
const dmgIn2320: Exception = {
  differences: ['ELEMENT-NOT-USED SBR08, SEGMENT-UNEXPECTED DMG'],
  reason: '2320 has SBR08 and DMG, as version 4010 had; 5010 dropped both',
};

const bothCaret: Exception = {
  differences: ['ELEMENT-TOO-LONG EB03'],
  reason: 'ISA11 and ISA16 are both `^`: it separates components, and EB03 uses it for repetitions',
};
const NO_SERVICE = 'COMPONENT-SEPARATOR SV202, SEGMENT-MISSING HI, CLAIM-UNREADABLE CLM';
const signature: Exception = {
  differences: ['ELEMENT-NOT-USED CLM06'],
  reason: 'CLM06, the signature on file, is of 4010; the 837I of 5010 does not use it',
};

/** By the end of the file's name. */
const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  '270___5010__Example1_IG.txt': oldVersion,
  '270___5010__Example1_IG_0x1D.txt': oldVersion,
  '276___5010__Example1_IG.txt': oldVersion,
  '276___5010__277_Deidentified_from_nth.txt': {
    differences: ['ELEMENT-CODE BHT01, ELEMENT-TIME BHT05'],
    reason: 'BHT01 and BHT05 were replaced by nines when the file was made anonymous',
  },
  '837P___5010__Example1_2_And_3_Combined.txt': dmgIn2320,
  '837P___5010__Example3_COB.txt': dmgIn2320,
  'cob-contractural-adjustment.835': otherSeparator('ELEMENT-MISSING BPR16, COMPONENT-SEPARATOR SVC01'),
  'secondary-payment.835': otherSeparator('ELEMENT-MISSING BPR16, COMPONENT-SEPARATOR SVC01'),
  'managed-care.835': {
    differences: ['ELEMENT-DATE BPR16'],
    reason: 'BPR16 is 20002316, which is no date',
  },
  'demo.ambulance.example5.837': {
    differences: ['ELEMENT-MISSING CLM05'],
    reason: 'CLM05-2, the facility code qualifier, is required and not sent',
  },
  'demo.cob.example3.A.837': {
    differences: ['SEGMENT-MISSING NM1'],
    reason: '2320 has no 2330B: the other payer is not named',
  },
  'demo.cob.example4.837': {
    differences: ['QUALIFIER-UNKNOWN AMT01'],
    reason: '2320 has AMT*F2, as version 4010 had; 5010 has AMT*EAF',
  },
  'demo.cob.2ndary.example4.837': otherSeparator(
    `${TWICE_WRITTEN}, SEGMENT-MISSING HI, DIAGNOSIS-POINTER-UNKNOWN SV107, CLAIM-UNREADABLE CLM`,
  ),
  'demo.example12.837': otherSeparator(
    `${TWICE_WRITTEN}, SEGMENT-MISSING HI, DIAGNOSIS-POINTER-UNKNOWN SV107, CLAIM-UNREADABLE CLM`,
  ),
  'demo.example9.837': otherSeparator(
    `${TWICE_WRITTEN}, ELEMENT-TOO-LONG SV107, ELEMENT-CHARACTER SV107, SEGMENT-MISSING HI, CLAIM-UNREADABLE CLM`,
  ),
  'demo.example11.837': otherSeparator(
    `${TWICE_WRITTEN}, COMPONENT-SEPARATOR SV107, SEGMENT-MISSING HI, DIAGNOSIS-POINTER-UNKNOWN SV107, CLAIM-UNREADABLE CLM`,
  ),
  '837I___5010__Spec_3.1.1.txt': {
    differences: [
      'COMPONENT-SEPARATOR CLM05, ELEMENT-NOT-USED CLM06, ELEMENT-CODE DTP02, ' +
        'QUALIFIER-UNKNOWN HI01, SEGMENT-UNEXPECTED DMG, COMPONENT-SEPARATOR SV202, ' +
        'SEGMENT-MISSING HI, CLAIM-UNREADABLE CLM',
    ],
    reason:
      'ISA16 is `^`, the composites are written with `:`; and CLM06, DTP*434*D8 and DMG in 2320 are of 4010',
  },
  '837I___5010__Spec_3.1.2_TwoClaimsForTheSameProvider.txt': signature,
  'two-claims-single-provider.837i': signature,
  '837I___5010__Spec_3.1.3_PPORepricedClaim.txt': otherSeparator(
    'COMPONENT-SEPARATOR CLM05, ELEMENT-NOT-USED CLM06, ELEMENT-MISSING CLM07, ' +
      `QUALIFIER-UNKNOWN HI01, SEGMENT-UNEXPECTED DMG, ${NO_SERVICE}`,
  ),
  '837I___5010__Spec_3.1.4_OutOfNetworkRepricedClaim.txt': otherSeparator(
    'COMPONENT-SEPARATOR CLM05, ELEMENT-NOT-USED CLM06, ELEMENT-MISSING CLM07, ' +
      `QUALIFIER-UNKNOWN HI01, ${NO_SERVICE}`,
  ),
  'out-of-network-repriced-claim.837i': otherSeparator(
    `COMPONENT-SEPARATOR CLM05, ELEMENT-NOT-USED CLM06, QUALIFIER-UNKNOWN HI01, ${NO_SERVICE}`,
  ),
  'ppo-repriced-claim.837i': otherSeparator(
    `COMPONENT-SEPARATOR CLM05, ELEMENT-NOT-USED CLM06, QUALIFIER-UNKNOWN HI01, ${NO_SERVICE}`,
  ),
  'demo-file__demo.837i': {
    differences: ['ELEMENT-NOT-USED CLM06, ELEMENT-CODE DTP02'],
    reason: 'CLM06 and DTP*434*D8 are of 4010; 5010 has no CLM06 here, and the statement dates as RD8',
  },
  'Claim Institutional__pass__837-institutional-claim.edi': {
    differences: ['ELEMENT-DATE DTP03'],
    reason: 'DTP*434*RD8 holds one date where a period must be; pyx12 says so too',
  },
  'docs__bad-header.edi': {
    differences: ['balanced, the manifest: CLM02 86.00 != lines 0'],
    reason:
      'its amounts were replaced by letters (AMOUNT-UNREADABLE SV203), so that no sum can be tested; refused',
  },
  '271___5010__Example_3_2_2.txt': bothCaret,
  'INS___271___5010__Example_3_1_2.txt': bothCaret,
  'docs__X223-837I-two-claims-for-the-same-provider.edi': {
    differences: ['TEXT-OUTSIDE-INTERCHANGE'],
    reason: 'an STC segment stands after the IEA; the manifest checks up to the IEA. The set is accepted',
  },
};

const entries = Object.entries(EXCEPTIONS);
export const exceptionEnds: readonly string[] = Object.keys(EXCEPTIONS);
export const exceptionOf = (file: string): Exception | undefined =>
  entries.find(([end]) => file.endsWith(end))?.[1];
