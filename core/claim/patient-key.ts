import { canonicalJson } from '../encounter/canonical.ts';
import type { Hash } from '../encounter/identity.ts';
import type { ClaimContent } from '../x12/claim-content.ts';

/** 128 bits: two patients of one practice never meet by chance. */
const HEX_DIGITS = 32;
/** Keeps these hashes apart from all others that are made of the same data. */
const SALT = 'claimline patient 1';

/** Letters and digits alone: `O'Neil-Smith` and `ONEIL SMITH` are one person's name. */
const bare = (text: string | undefined): string => (text ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');

/**
 * Names the patient of a claim among those of one billing provider, so that duplicates, bundled pairs and daily
 * limits are seen across claims. Made of last name, first name and day of birth: a member id changes with the
 * coverage, and the same patient must be found under all of them. It tells nothing by itself and is never logged.
 *
 * @returns undefined where one of the three is missing; then the claim has no history
 * @see domain.md 7.5 "same patient", 7.7
 */
export function patientKey(
  { patient, billing }: Pick<ClaimContent, 'patient' | 'billing'>,
  clientId: string,
  hash: Hash,
): string | undefined {
  const last = bare(patient.last ?? patient.name);
  const first = bare(patient.first);
  const provider = billing.npi ?? billing.taxId?.value ?? '';
  if (last === '' || first === '' || patient.dob === undefined || provider === '') return undefined;
  return hash(canonicalJson([SALT, clientId, provider, last, first, patient.dob])).slice(0, HEX_DIGITS);
}
