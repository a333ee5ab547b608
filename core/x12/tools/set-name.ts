import type { SetType } from '../items.ts';
import { setNameOf } from '../sets/set-type.ts';
import type { SetContext } from '../types.ts';

/** Which set number stands in a group of each kind (GS01). */
const BY_FUNCTION: Readonly<Record<string, string>> = {
  AG: '824',
  BE: '834',
  HB: '271',
  HC: '837',
  HI: '278',
  HN: '277',
  HP: '835',
  HR: '276',
  HS: '270',
  PI: '275',
  RA: '820',
};

/** What to call a set of a file that was read; for one that we do not read, by the kind of its group. */
export const nameOfSet = (type: SetType, { group, version }: SetContext): string =>
  type === 'unsupported' ? setNameOf(BY_FUNCTION[group.functionalCode] ?? '', version) : type;
