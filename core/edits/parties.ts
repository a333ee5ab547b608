import type { BillingProvider, Encounter, Provider } from '../encounter/model.ts';

/** A provider named in an encounter, and where. */
export interface ProviderAtPath {
  readonly role: string;
  readonly path: string;
  readonly line?: number;
  readonly provider: Provider;
}

const CLAIM_ROLES = ['rendering', 'supervising', 'facility'] as const;
const LINE_ROLES = ['rendering', 'purchased', 'facility', 'supervising', 'ordering'] as const;

/** Every provider of the encounter except the billing provider. */
export function providersOf(encounter: Encounter): readonly ProviderAtPath[] {
  const found: ProviderAtPath[] = [];
  for (const role of CLAIM_ROLES) {
    const provider = encounter[role];
    if (provider) found.push({ role, path: role, provider });
  }
  encounter.referring?.forEach((provider, i) => {
    found.push({ role: 'referring', path: `referring[${i}]`, provider });
  });
  encounter.lines.forEach((line, l) => {
    for (const role of LINE_ROLES) {
      const provider = line[role];
      if (provider) found.push({ role, path: `lines[${l}].${role}`, line: l + 1, provider });
    }
    line.referring?.forEach((provider, i) => {
      found.push({ role: 'referring', path: `lines[${l}].referring[${i}]`, line: l + 1, provider });
    });
  });
  return found;
}

/** NM102: as given; by default whoever has no organisation name is a person. */
export const isPerson = ({ entityType, name }: BillingProvider): boolean =>
  entityType === undefined ? name === undefined : entityType === '1';

/** The earliest first day of service. Dates compare as text. */
export function firstServiceDate({ lines }: Encounter): string {
  let first = lines[0]?.from ?? '';
  for (const { from } of lines) if (from < first) first = from;
  return first;
}
