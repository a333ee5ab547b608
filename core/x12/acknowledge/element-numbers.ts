/** Of a procedure: qualifier, code, four modifiers, description. */
const PROCEDURE = [235, 234, 1339, 1339, 1339, 1339, 352];
/** Of a code in an HI segment: qualifier, code, date, amount, quantity, version, second code, answer. */
const HEALTH_CODE = [1270, 1271, 1250, 1251, 782, 380, 799, 1271, 1073];
/** Of an adjustment: reason, amount, quantity. */
const ADJUSTMENT = [1034, 782, 380];

/**
 * X12's numbers of data elements (IK402) by segment, elements in order; for a composite the numbers of its
 * components. Only what claims, remittances and their answers are mostly made of.
 */
const NUMBERS: Readonly<Record<string, readonly (number | readonly number[])[]>> = {
  AMT: [522, 782, 478],
  BHT: [1005, 353, 127, 373, 337, 640],
  BPR: [305, 782, 478, 591, 812, 506, 507, 569, 508, 509, 510, 506, 507, 569, 508, 373],
  CAS: [1033, ...Array.from({ length: 6 }, () => ADJUSTMENT).flat()],
  CL1: [1315, 1314, 1352],
  CLM: [
    ...[1028, 782, 1032, 1343],
    [1331, 1332, 1325],
    ...[1073, 1359, 1073, 1221, 1351],
    [1362, 1362, 1362, 156, 26],
    1366,
  ],
  CLP: [1028, 1029, 782, 782, 782, 1032, 127, 1331, 1325],
  CRC: [1136, 1073, 1321, 1321, 1321, 1321, 1321],
  DMG: [1250, 1251, 1068],
  DTM: [374, 373],
  DTP: [374, 1250, 1251],
  HI: Array.from({ length: 12 }, () => HEALTH_CODE),
  HL: [628, 734, 735, 736],
  LX: [554],
  N1: [98, 93, 66, 67],
  N3: [166, 166],
  N4: [19, 156, 116, 26],
  NM1: [98, 1065, 1035, 1036, 1037, 1038, 1039, 66, 67],
  NTE: [363, 352],
  PAT: [1069, 1384, 584, 1220, 1250, 1251, 355, 81, 1073],
  PER: [366, 93, 365, 364, 365, 364, 365, 364],
  PRV: [1221, 128, 127],
  PWK: [755, 756, 757, 98, 66, 67],
  QTY: [673, 380],
  REF: [128, 127, 352],
  SBR: [1138, 1069, 127, 93, 1336, 1143, 1073, 584, 1032],
  SV1: [PROCEDURE, 782, 355, 380, 1331, 1365, [1328, 1328, 1328, 1328]],
  SV2: [234, PROCEDURE, 782, 355, 380],
  SV3: [PROCEDURE, 782, 1331, [1361, 1361, 1361, 1361, 1361], 1358, 380],
  SVC: [PROCEDURE, 782, 782, 234, 380],
  SVD: [67, 782, PROCEDURE, 234, 380, 554],
  TRN: [481, 127, 509, 127],
};

/** IK402 of an element, or of a component of it; undefined where we know no number. */
export function dataElementOf(segmentId: string, element: number, component?: number): number | undefined {
  const number = NUMBERS[segmentId]?.[element - 1];
  if (typeof number === 'number') return number;
  return component === undefined ? undefined : number?.[component - 1];
}
