import { present } from '../sets/answer-values.ts';
import type { Written } from '../sets/answer-write.ts';
import type { GuideNames } from '../sets/set-type.ts';
import type { AcknowledgedSet, Group, ImplementationAcknowledgment } from '../types.ts';
import { echo } from './echo.ts';
import { type GroupReceipt, rejects, type SetReceipt } from './receipt.ts';
import { segmentErrors } from './segment-errors.ts';
import { groupSupport, setNote, setSupport } from './support.ts';

/** GS01 of acknowledgments: a 997 or 999 is never acknowledged itself. */
const ACKNOWLEDGMENTS = 'FA';

/** IK502: segments are in error by X12's own rules, or by the guide's. */
const SEGMENTS_IN_ERROR = '5';
const GUIDE_ERRORS = 'I5';

/** IK5 and AK9 have room for so many codes. */
const MOST_CODES = 5;

/**
 * The 999 of a functional group. A group that is wrong as a whole is rejected without a word about its sets.
 *
 * @param guides what partners call their guides
 * @returns null where the group holds acknowledgments
 * @see domain.md 4.2
 */
export function answerGroup(
  receipt: GroupReceipt,
  guides?: GuideNames,
): Written<ImplementationAcknowledgment> | null {
  const { group, sets, stated } = receipt;
  if (group.functionalCode === ACKNOWLEDGMENTS) return null;
  const errorCodes = groupCodes(receipt, guides);
  const answers = errorCodes.length > 0 ? [] : sets.map(answerSet);
  return { ...groupAnswer(group, answers), included: stated, received: sets.length, errorCodes };
}

/** The 999 of a group that is sound as a whole, of the answers to all of its sets. */
export function groupAnswer(
  group: Group,
  sets: readonly AcknowledgedSet[],
): Written<ImplementationAcknowledgment> {
  return {
    functionalCode: /^[A-Z0-9]{2}$/.test(group.functionalCode) ? group.functionalCode : 'ZZ',
    groupControlNo: /^\d{1,9}$/.test(group.controlNo) ? group.controlNo : '0',
    version: echo(group.version, 12) ?? '',
    sets,
    code: groupCode(sets),
    included: sets.length,
    received: sets.length,
    accepted: sets.filter(isAccepted).length,
    errorCodes: [],
  };
}

/** AK901. A group of which nothing was accepted is rejected. */
function groupCode(sets: readonly AcknowledgedSet[]): 'A' | 'E' | 'P' | 'R' {
  if (!sets.some(isAccepted)) return 'R';
  if (!sets.every(isAccepted)) return 'P';
  return sets.some(({ code }) => code === 'E') ? 'E' : 'A';
}

export const isAccepted = ({ code }: AcknowledgedSet): boolean => code === 'A' || code === 'E';

function groupCodes(receipt: GroupReceipt, guides: GuideNames | undefined): readonly string[] {
  const found = receipt.findings.flatMap(({ acknowledgmentCode: a }) =>
    a?.element === 'AK905' ? [a.code] : [],
  );
  const unsupported = groupSupport(receipt, guides);
  return distinct(unsupported === null ? found : [unsupported, ...found]);
}

/**
 * AK2 to IK5 of a set: rejected for errors of syntax and guide (SNIP levels 1 and 2), accepted with errors noted
 * for those above.
 */
export function answerSet(set: SetReceipt): AcknowledgedSet {
  const { setId, setControlNo, setVersion } = set.context;
  const base = {
    setId: /^\d{3}$/.test(setId) ? setId : '000',
    controlNo: echo(setControlNo, 9) ?? '0',
    ...present({ version: echo(setVersion, 35) }),
  };
  const unsupported = setSupport(set);
  if (unsupported !== null) return { ...base, code: 'R', errorCodes: [unsupported], errors: [] };
  const errorCodes = setCodes(set);
  if (errorCodes.length === 0) return { ...base, code: 'A', errorCodes, errors: [] };
  const code = set.findings.some(({ finding }) => rejects(finding)) ? 'R' : 'E';
  return { ...base, code, errorCodes, errors: segmentErrors(set.findings) };
}

function setCodes(set: SetReceipt): readonly string[] {
  const note = setNote(set);
  const codes = set.findings.map(({ finding: { acknowledgmentCode: a, level } }) => {
    if (a?.element === 'IK502') return a.code;
    return level === 1 ? SEGMENTS_IN_ERROR : GUIDE_ERRORS;
  });
  return distinct(note === null ? codes : [note, ...codes]);
}

const distinct = (codes: readonly string[]): readonly string[] => [...new Set(codes)].slice(0, MOST_CODES);
