import { expect, test } from 'vitest';
import { codeShapes } from '../../../core/codes/shapes.ts';

test.each([
  ['icd10cm', 'E11 E119 S52501A C4A0 Z3A39 QA00101 W19XXXA', '1E11 E1 S52501AX e119 E11.9 EB11'],
  ['icd10cm-notes', 'CH1 CH22 A00 A00-A09 C7A-C7B E119 QA0-QA1', 'CH CHAPTER A00- A00-A09-A10'],
  ['icd10pcs', '0DTJ4ZZ 001', '0ITJ4ZZ 0OTJ4ZZ 00 0DTJ4ZZZ'],
  ['hcpcs', 'A0427 J1885 V5364', 'D1110 W1234 J188 J18855 99213'],
  ['hcpcs-modifiers', 'RT A1 XE', '25 R RTX 1P'],
  ['cpt', '99213 0001F 0001T 0001U 0001M 0001A', '9921 A0427 0001X'],
  ['cpt-modifiers', '25 1P P1', '2 255'],
  ['ptp-practitioner', '90001 G0008 0001T', '9000 900011 g0008'],
  ['mue-dme', 'E0601', 'E601'],
  ['add-on', '90001 G2211', 'CCC'],
  ['mce', 'O80 0DTJ4ZZ', '80'],
  ['pos', '02 11', '2 111 1A'],
  ['revenue', '0450', '450 45000 045X'],
  ['bill-types', '111 13 11A', '1 1111'],
  ['taxonomy', '207Q00000X', '207Q00000Y 207Q0000X'],
  ['carc', '1 45 252 B7 P14 A1', '0001 B777 BB1 E119'],
  ['rarc', 'M15 MA130 N130 N1', 'MB1 15 N'],
  ['claim-status', '1 718', 'A1 12345'],
  ['claim-status-category', 'A0 A7 R10 F3F RQ X0', 'A 1A A000'],
  ['mpfs', '99213 G0008', '9921'],
  ['gpci', '10112-00', '1011200 10112-0'],
  ['fees', '99213 0450', '99-13'],
] as const)('codes of %s look like %s, and not like %s', (set, right, wrong) => {
  expect(right.split(' ').filter((code) => !codeShapes[set].test(code))).toEqual([]);
  expect(wrong.split(' ').filter((code) => codeShapes[set].test(code))).toEqual([]);
});
