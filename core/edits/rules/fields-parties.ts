import type { ClaimFacts } from '../facts.ts';
import { at, ofClaim, type RuleField } from './field.ts';

const { code, word, number } = ofClaim;

function referringNpis({ professional, dental, institutional }: ClaimFacts): readonly string[] | undefined {
  const all = professional?.referring ?? dental?.referring;
  if (all !== undefined) return all.flatMap(({ npi }) => npi ?? []);
  const npi = institutional?.referring?.npi;
  return npi === undefined ? undefined : [npi];
}

/** Fields of the patient and the providers. */
export const partyFields: readonly RuleField[] = [
  at(
    'patient.dob',
    number('patient.age', 'date', 'whole years on the first day of service', (c) =>
      c.age === -1 ? undefined : c.age,
    ),
  ),
  word('patient.sex', 'claim', 'F, M, or U unknown', (c) => c.sex),
  word('patient.state', 'address', 'state of the patient’s address', (c) => c.content.patient.state),
  word('billing.npi', 'provider id', 'NPI of the billing provider', (c) => c.content.billing.npi),
  code(
    'billing.taxonomy',
    'provider id',
    'taxonomy of the billing provider',
    (c) => c.content.billing.taxonomy,
  ),
  word('billing.state', 'address', 'state of the billing provider', (c) => c.content.billing.state),
  word(
    'rendering.npi',
    'provider id',
    'NPI of the claim’s rendering provider',
    (c) => c.content.rendering?.npi,
  ),
  code(
    'rendering.taxonomy',
    'provider id',
    'taxonomy of the claim’s rendering provider',
    (c) => c.content.rendering?.taxonomy,
  ),
  at('referring', word('referring.npi', 'provider id', 'NPIs of the referring providers', referringNpis)),
  word(
    'attending.npi',
    'provider id',
    'NPI of the attending provider (bills)',
    (c) => c.institutional?.attending?.npi,
  ),
  word('facility.npi', 'provider id', 'NPI of the service facility', (c) => c.content.facility?.npi),
];
