import { error, warning } from './finding.ts';

/** What can be wrong with envelopes, with the TA1 and 999 codes that report it (domain.md 4.1, 4.2). */

export const ISA_WIDTH = warning(1, 'ISA-WIDTH', 'A field of the ISA segment does not have its fixed width.');
export const ISA_AUTHORIZATION = error(
  1,
  'ISA-AUTHORIZATION-QUALIFIER',
  'The qualifier of the authorization information is not valid.',
  ['TA105', '010'],
);
export const ISA_SECURITY = error(
  1,
  'ISA-SECURITY-QUALIFIER',
  'The qualifier of the security information is not valid.',
  ['TA105', '012'],
);
export const ISA_QUALIFIER_SENDER = error(1, 'ISA-SENDER-QUALIFIER', 'The sender qualifier is not valid.', [
  'TA105',
  '005',
]);
export const ISA_SENDER = error(1, 'ISA-SENDER', 'The sender id is missing.', ['TA105', '006']);
export const ISA_QUALIFIER_RECEIVER = error(
  1,
  'ISA-RECEIVER-QUALIFIER',
  'The receiver qualifier is not valid.',
  ['TA105', '007'],
);
export const ISA_RECEIVER = error(1, 'ISA-RECEIVER', 'The receiver id is missing.', ['TA105', '008']);
export const ISA_DATE = error(1, 'ISA-DATE', 'The interchange date is not valid.', ['TA105', '014']);
export const ISA_TIME = error(1, 'ISA-TIME', 'The interchange time is not valid.', ['TA105', '015']);
export const ISA_VERSION = error(1, 'ISA-VERSION', 'The interchange version is not 00501.', ['TA105', '017']);
export const ISA_CONTROL_NO = error(
  1,
  'ISA-CONTROL-NO',
  'The interchange control number is not nine digits.',
  ['TA105', '018'],
);
/** A file sent twice may be joined with itself; whether the first was taken, only its receiver knows. */
export const ISA_CONTROL_NO_REPEATED = warning(
  1,
  'ISA-CONTROL-NO-REPEATED',
  'The interchange control number was used before in the file, by this sender to this receiver.',
);
export const ISA_ACKNOWLEDGMENT = error(1, 'ISA-ACKNOWLEDGMENT', 'ISA14 is neither 0 nor 1.', [
  'TA105',
  '019',
]);
export const ISA_USAGE = error(1, 'ISA-USAGE', 'ISA15 is neither T nor P.', ['TA105', '020']);
export const ISA_REPETITION = warning(1, 'ISA-REPETITION', 'ISA11 is no repetition separator.');
export const ISA_COMPONENT = error(1, 'ISA-COMPONENT', 'ISA16 is no component separator.', ['TA105', '027']);

export const IEA_MISSING = error(1, 'IEA-MISSING', 'The interchange has no IEA segment.', ['TA105', '023']);
export const IEA_CONTROL_NO = error(
  1,
  'IEA-CONTROL-NO',
  'IEA02 is not the control number of the ISA segment.',
  ['TA105', '001'],
);
export const IEA_COUNT = error(1, 'IEA-COUNT', 'IEA01 is not the number of groups.', ['TA105', '021']);
/** Many payers do. */
export const IEA_COUNTS_TA1 = warning(1, 'IEA-COUNTS-TA1', 'IEA01 counts the TA1, which is no group.');

export const GS_MISSING = error(1, 'GS-MISSING', 'A transaction set stands outside of any group.', [
  'TA105',
  '022',
]);
export const GS_ELEMENT = warning(1, 'GS-ELEMENT', 'An element of the GS segment is missing or not valid.');
export const GS_CONTROL_NO = error(1, 'GS-CONTROL-NO', 'The group control number is not valid.', [
  'AK905',
  '6',
]);
export const GS_CONTROL_NO_REPEATED = error(
  1,
  'GS-CONTROL-NO-REPEATED',
  'The group control number occurs twice in the interchange.',
  ['AK905', '19'],
);
export const GE_MISSING = error(1, 'GE-MISSING', 'The group has no GE segment.', ['AK905', '3']);
export const GE_CONTROL_NO = error(1, 'GE-CONTROL-NO', 'GE02 is not the control number of the GS segment.', [
  'AK905',
  '4',
]);
export const GE_COUNT = error(1, 'GE-COUNT', 'GE01 is not the number of transaction sets.', ['AK905', '5']);

export const ST_CONTROL_NO = error(1, 'ST-CONTROL-NO', 'The set control number is not valid.', [
  'IK502',
  '7',
]);
export const ST_CONTROL_NO_REPEATED = error(
  1,
  'ST-CONTROL-NO-REPEATED',
  'The set control number occurs twice in the group.',
  ['IK502', '23'],
);
export const SE_MISSING = error(1, 'SE-MISSING', 'The transaction set has no SE segment.', ['IK502', '2']);
export const SE_CONTROL_NO = error(1, 'SE-CONTROL-NO', 'SE02 is not the control number of the ST segment.', [
  'IK502',
  '3',
]);
export const SE_COUNT = error(1, 'SE-COUNT', 'SE01 is not the number of segments.', ['IK502', '4']);

export const OUTSIDE_SET = error(
  1,
  'SEGMENT-OUTSIDE-SET',
  'The segment stands outside of any transaction set.',
  ['TA105', '022'],
);
export const STRAY_TRAILER = error(1, 'TRAILER-WITHOUT-HEADER', 'The trailer has no header.', [
  'TA105',
  '022',
]);
