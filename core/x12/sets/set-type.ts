import type { SetType } from '../items.ts';

/** 837s and 277s by their guide; X12 numbers guides across versions, so 4010 has others (X096, X097, X098). */
const BY_GUIDE: readonly (readonly [setId: string, guide: string, type: SetType])[] = [
  ['837', '005010X222', '837P'],
  ['837', '005010X223', '837I'],
  ['837', '005010X224', '837D'],
  ['277', '005010X214', '277CA'],
  ['277', '005010X212', '277'],
  ['835', '005010', '835'],
  ['999', '005010', '999'],
  ['997', '00', '997'],
  ['276', '005010', '276'],
  ['270', '005010', '270'],
  ['271', '005010', '271'],
];

/**
 * Which set this is. Only 5010 guides are known by name: an older or another guide of the same set number is
 * `unsupported`, so that it is never misread.
 *
 * @param setId ST01
 * @param version ST03, or GS08
 */
export const setTypeOf = (setId: string, version: string): SetType =>
  BY_GUIDE.find(([id, guide]) => id === setId && version.startsWith(guide))?.[2] ?? 'unsupported';
