import type { SetType } from '../items.ts';
import { moduleOf } from '../sets/registry.ts';
import { type GuideNames, setTypeOf } from '../sets/set-type.ts';
import type { GroupReceipt, SetReceipt } from './receipt.ts';

/** AK905: the functional group is not supported; its version is not. */
const GROUP_NOT_SUPPORTED = '1';
const VERSION_NOT_SUPPORTED = '2';

/** IK502: why a set is refused without a look into it. */
const SET_NOT_SUPPORTED = '1';
const SET_ID_INVALID = '6';
const NOT_OF_THIS_GROUP = '18';
const GUIDE_NOT_SUPPORTED = 'I6';

const TYPES: readonly SetType[] = ['837P', '837I', '837D', '835', '277CA', '277', '276', '270', '271'];

const guides = TYPES.flatMap((type) => {
  const guide = moduleOf(type)?.guide;
  return guide === undefined ? [] : [{ type, ...guide }];
});

const isRead = ({ type }: SetReceipt): boolean => moduleOf(type) !== undefined;

/**
 * Why a group cannot be taken at all.
 *
 * @param names what partners call their guides
 * @returns AK905; null where one of its sets is read, or what is wrong is wrong with its sets
 */
export function groupSupport({ group, sets }: GroupReceipt, names?: GuideNames): string | null {
  if (sets.some(isRead)) return null;
  const own = guides.filter(({ functionalCode }) => functionalCode === group.functionalCode);
  if (own.length === 0) return GROUP_NOT_SUPPORTED;
  const known = own.some(({ setId, type }) => setTypeOf(setId, group.version, names) === type);
  return known ? null : VERSION_NOT_SUPPORTED;
}

/** Why a set is not looked into. @returns IK502, or null where it is read */
export function setSupport(set: SetReceipt): string | null {
  const { setId: received, group } = set.context;
  const { functionalCode } = group;
  if (isRead(set)) return null;
  if (!/^\d{3}$/.test(received)) return SET_ID_INVALID;
  const known = guides.filter(({ setId }) => setId === received);
  if (known.length === 0) return SET_NOT_SUPPORTED;
  return known.some((guide) => guide.functionalCode === functionalCode)
    ? GUIDE_NOT_SUPPORTED
    : NOT_OF_THIS_GROUP;
}

/** What is odd about a set that is taken. @returns IK502 where GS01 names a group of another kind, or null */
export function setNote({ type, context: { group } }: SetReceipt): string | null {
  const module = moduleOf(type);
  const isAstray = group.functionalCode !== '' && group.functionalCode !== module?.guide.functionalCode;
  return module !== undefined && isAstray ? NOT_OF_THIS_GROUP : null;
}
