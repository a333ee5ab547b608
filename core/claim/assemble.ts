import { deriveClaimNo, type Hash } from '../encounter/identity.ts';
import type { Encounter, ServiceLine } from '../encounter/model.ts';
import { normalizeCodes } from '../encounter/normalize.ts';
import type { ClientId, PartnerId } from '../ids.ts';
import { sum } from '../money.ts';
import { type Part, planSplit } from './split.ts';
import type { Claim } from './types.ts';

/** Whose encounter it is and what names it. */
export interface Assembly {
  readonly clientId: ClientId;
  /** The client's three characters (design.md D6). */
  readonly clientCode: string;
  readonly partnerId: PartnerId;
  readonly encounterKey: string;
  readonly hash: Hash;
}

/**
 * Makes the claims of an encounter: codes in the form in which they are sent, split where one claim cannot
 * hold it, totals from the lines. Each part has its own pointers; what the patient paid stands on part A
 * alone.
 *
 * The same encounter makes the same claims under the same numbers.
 *
 * @see domain.md 3.7
 */
export function assembleClaims(encounter: Encounter, assembly: Assembly): readonly Claim[] {
  const content = normalizeCodes(encounter);
  const { parts } = planSplit(content);
  return parts.map((part, i) => {
    const ofPart = contentOf(content, part, i === 0);
    const { clientId, clientCode, partnerId, encounterKey, hash } = assembly;
    const origin = { clientCode, encounterKey, ...(parts.length > 1 && { part: i }) };
    return {
      claimNo: deriveClaimNo(origin, hash),
      clientId,
      partnerId,
      encounterKey,
      content: ofPart,
      totalCharge: totalOf(ofPart),
    };
  });
}

const totalOf = ({ lines }: Encounter) => sum(lines.map(({ chargeCents }) => chargeCents));

function contentOf(encounter: Encounter, part: Part, isFirst: boolean): Encounter {
  const { patientPaidCents, ...rest } = encounter;
  const content = {
    ...rest,
    ...(isFirst && patientPaidCents !== undefined && { patientPaidCents }),
    diagnoses: encounter.diagnoses.filter((_, i) => part.diagnoses.includes(i)),
    lines: encounter.lines
      .filter((_, i) => part.lines.includes(i))
      .map((line) => withPointers(line, part, encounter.diagnoses.length)),
  };
  return { ...content, totalChargeCents: totalOf(content) };
}

/**
 * Pointers into the part's own diagnoses. One that pointed to nothing still does, so that PTR-01 sees it
 * again.
 */
function withPointers(line: ServiceLine, part: Part, diagnosesBefore: number): ServiceLine {
  if (line.dx === undefined) return line;
  const beyond = part.diagnoses.length - diagnosesBefore;
  const dx = line.dx.map((pointer) => {
    const at = part.diagnoses.indexOf(pointer - 1);
    return at === -1 ? pointer + beyond : at + 1;
  });
  return { ...line, dx };
}
