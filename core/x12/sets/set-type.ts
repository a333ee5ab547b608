import type { SetType } from '../items.ts';
import type { SetContext } from '../types.ts';

/** Guide identifiers (ST03 or GS08) of partners, and the set that each means. */
export type GuideNames = Readonly<Record<string, SetType>>;

interface GuideOfSet {
  /** ST01. */
  readonly setId: string;
  /** ST03 or GS08. */
  readonly version: RegExp;
  readonly type: SetType;
}

/** A guide of version 5010, with any of its errata (A1, A2, E1 …). */
const of5010 = (setId: string, guide: string, type: SetType): GuideOfSet => ({
  setId,
  version: new RegExp(`^005010${guide}(?:[AE]\\d+)?$`),
  type,
});

/** Sets by their guide. Several sets share a number and not a guide; only the guide tells which one it is. */
const KNOWN: readonly GuideOfSet[] = [
  of5010('837', 'X222', '837P'),
  of5010('837', 'X223', '837I'),
  of5010('837', 'X224', '837D'),
  of5010('835', 'X221', '835'),
  // An 835 has no ST03, and some payers put only the version into GS08. There is one 835 guide of 5010.
  { setId: '835', version: /^005010$/, type: '835' },
  of5010('999', 'X231', '999'),
  { setId: '997', version: /^00/, type: '997' },
  of5010('277', 'X214', '277CA'),
  of5010('277', 'X212', '277'),
  of5010('276', 'X212', '276'),
  of5010('270', 'X279', '270'),
  of5010('271', 'X279', '271'),
];

/** The set number of a type: its first three digits. */
const numberOf = (type: SetType): string => type.slice(0, 3);

/**
 * Which set this is. An older or another guide of the same set number is `unsupported`, so that it is never
 * misread.
 *
 * @param setId ST01
 * @param version ST03, or GS08
 * @param guides what partners call their guides; one that names a set of another number than `setId` is ignored
 */
export function setTypeOf(setId: string, version: string, guides: GuideNames = {}): SetType {
  const named = Object.hasOwn(guides, version) ? guides[version] : undefined;
  if (named !== undefined && numberOf(named) === setId) return named;
  return KNOWN.find((guide) => guide.setId === setId && guide.version.test(version))?.type ?? 'unsupported';
}

/** What a set that we do not read is for, where its number says so. */
const PURPOSES: ReadonlyMap<string, string> = new Map([
  ['269', 'coordination of benefits check'],
  ['270', 'eligibility inquiry'],
  ['271', 'eligibility response'],
  ['274', 'provider directory'],
  ['275', 'claim attachment'],
  ['276', 'claim status inquiry'],
  ['277', 'claim status'],
  ['278', 'prior authorization'],
  ['820', 'premium payment'],
  ['824', 'application advice'],
  ['834', 'enrollment'],
  ['835', 'remittance'],
  ['837', 'claim'],
  ['997', 'acknowledgment'],
  ['999', 'acknowledgment'],
]);

/** Guides that say more than the number of their set, by set number and guide. */
const GUIDES: ReadonlyMap<string, string> = new Map([
  ['275 X210', 'claim attachment'],
  ['275 X211', 'prior authorization attachment'],
  ['277 X213', 'request for additional information'],
  ['277 X228', 'pending claim status'],
  ['277 X364', 'data reporting acknowledgment'],
  ['278 X215', 'prior authorization status'],
  ['278 X216', 'prior authorization notice'],
  ['820 X306', 'exchange premium payment'],
  ['834 X307', 'exchange enrollment'],
  ['837 X096', 'institutional claim'],
  ['837 X097', 'dental claim'],
  ['837 X098', 'professional claim'],
  ['837 X222', 'professional claim'],
  ['837 X223', 'institutional claim'],
  ['837 X224', 'dental claim'],
  ['837 X225', 'data reporting'],
  ['837 X291', 'professional predetermination'],
  ['837 X292', 'institutional predetermination'],
  ['837 X298', 'professional post-adjudicated claim'],
  ['837 X299', 'institutional post-adjudicated claim'],
  ['837 X300', 'dental post-adjudicated claim'],
]);

/**
 * What to call a set: by its type where we know it, else by its number, purpose and version (none of which is a
 * patient's data): `834 enrollment, version 5010`.
 */
export function setNameOf(setId: string, version: string, guides: GuideNames = {}): string {
  const type = setTypeOf(setId, version, guides);
  if (type !== 'unsupported') return type;
  if (!/^\d{3}$/.test(setId)) return 'unknown';
  const [, release, guide = ''] = /^00(\d{4})(X\d{3})?/.exec(version) ?? [];
  const purpose = GUIDES.get(`${setId} ${guide}`) ?? PURPOSES.get(setId);
  const name = purpose === undefined ? setId : `${setId} ${purpose}`;
  return release === undefined ? name : `${name}, version ${release}`;
}

/** What to call a set of a file that was read. */
export const nameOfSet = (type: SetType, { setId, version }: SetContext): string =>
  type === 'unsupported' ? setNameOf(setId, version) : type;
