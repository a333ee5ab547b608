import { type ClaimNo, claimNo } from '../ids.ts';
import { Defect } from '../result.ts';
import { canonicalJson } from './canonical.ts';
import type { Encounter } from './model.ts';

/** SHA-256 of a text, in lower-case hex. Given by the caller: core has no cryptography of its own. */
export type Hash = (text: string) => string;

/**
 * What names an encounter among those of one practice, and stays the same when it is sent again corrected:
 * a hash of the practice's own encounter id, or, for an inbound 837, of the submitter's ETIN, billing NPI,
 * account number (CLM01) and first service date. Hashed, because all of these point at a patient.
 *
 * @returns null when the encounter has neither an encounter id nor an account number
 * @see issue A, 2; domain.md 1.2
 */
export function encounterKey(encounter: Encounter, submitterEtin: string, hash: Hash): string | null {
  if (encounter.encounterId !== undefined) return hash(canonicalJson(['encounter', encounter.encounterId]));
  if (encounter.claimNo === undefined) return null;
  const billing = encounter.billing.npi ?? encounter.billing.taxId?.value ?? '';
  const firstDate = encounter.lines.map(({ from }) => from).toSorted()[0] ?? '';
  return hash(canonicalJson(['837', submitterEtin, billing, encounter.claimNo, firstDate]));
}

/** Hash of everything in the encounter: another value means a revision. */
export const contentHash = (encounter: Encounter, hash: Hash): string => hash(canonicalJson(encounter));

/** Douglas Crockford's base 32: no I, L, O or U, so that a number read out over the telephone survives. */
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 13;
const BITS = CHARACTERS * 5;
/** Enough hex digits for 65 bits; the three left over are dropped. */
const HEX_DIGITS = Math.ceil(BITS / 4);
const SPARE_BITS = BigInt(HEX_DIGITS * 4 - BITS);

const CLIENT_CODE = /^[A-Z0-9]{3}$/;
const HEX = /^[0-9a-f]+$/;

/** Parts are lettered A to Z. */
export const MAX_PARTS = 26;

/** Which claim of which encounter; `part` is 0-based, and absent when the encounter makes one claim. */
export interface ClaimOrigin {
  readonly clientCode: string;
  readonly encounterKey: string;
  readonly part?: number;
}

/**
 * Our claim number: the client's code, 13 base-32 characters of a hash of client and encounter, and a letter
 * when the encounter is split. At most 17 characters A–Z and 0–9, equal for equal input, and telling nothing.
 *
 * @throws Defect on a client code that is not three characters A–Z 0–9, more than 26 parts, a hash not in hex
 * @see design.md D6; domain.md 1.2
 */
export function deriveClaimNo(origin: ClaimOrigin, hash: Hash): ClaimNo {
  const { clientCode, encounterKey, part } = origin;
  if (!CLIENT_CODE.test(clientCode)) throw new Defect('a client code is three characters A-Z 0-9');
  return claimNo(
    `${clientCode}${base32(hash(canonicalJson([clientCode, encounterKey])))}${partLetter(part)}`,
  );
}

function base32(digest: string): string {
  const hex = digest.slice(0, HEX_DIGITS);
  if (hex.length < HEX_DIGITS || !HEX.test(hex))
    throw new Defect('the hash is not lower-case hex of 68 bits');
  let rest = BigInt(`0x${hex}`) >> SPARE_BITS;
  let text = '';
  for (let i = 0; i < CHARACTERS; i += 1) {
    text = BASE32.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return text;
}

function partLetter(part: number | undefined): string {
  if (part === undefined) return '';
  if (part < 0 || part >= MAX_PARTS) throw new Defect('claim parts are lettered A to Z');
  return String.fromCharCode('A'.charCodeAt(0) + part);
}
