import { error, warning } from './finding.ts';

/** What the scanner can find wrong, with the TA1 codes that report it (domain.md 4.1). */

export const JUNK = error(
  1,
  'TEXT-OUTSIDE-INTERCHANGE',
  'There is text outside of any interchange; it was skipped.',
  ['TA105', '022'],
);
/** Of an ISA segment that can be read all the same. */
export const HEADER = {
  separator: error(1, 'ISA-SEPARATOR', 'A field of the ISA segment holds an element separator.', [
    'TA105',
    '026',
  ]),
  terminator: error(1, 'ISA-TERMINATOR', 'No segment terminator follows the ISA segment.', ['TA105', '004']),
};
export const HEADER_UNREADABLE = error(
  1,
  'ISA-UNREADABLE',
  'The delimiters cannot be read from the ISA segment.',
  ['TA105', '004'],
);
export const TOO_LONG = error(
  1,
  'SEGMENT-TOO-LONG',
  'No segment terminator where one must be; reading goes on at the next ISA.',
  ['TA105', '004'],
);
export const CUT_OFF = error(1, 'FILE-CUT-OFF', 'The file ends in the middle of a segment.', [
  'TA105',
  '023',
]);
export const LAST_TERMINATOR = warning(1, 'LAST-TERMINATOR-MISSING', 'The last segment has no terminator.');
export const NO_INTERCHANGE = error(
  1,
  'NO-INTERCHANGE',
  'The file holds no ISA segment that can be read: it is no X12 interchange.',
  ['TA105', '022'],
);

export const EMPTY = warning(1, 'SEGMENT-EMPTY', 'There is an empty segment.');
