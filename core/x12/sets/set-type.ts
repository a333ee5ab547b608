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

/** What to call a set that is not read: by its type, or by its number and X12 version (both are no patient's data). */
export function setNameOf(setId: string, version: string): string {
  const type = setTypeOf(setId, version);
  if (type !== 'unsupported') return type;
  const release = /^00(\d{4})/.exec(version)?.[1];
  const number = /^\d{3}$/.test(setId) ? setId : 'unknown';
  return release === undefined ? number : `${number} in a guide of version ${release}`;
}
