import type { Claim } from '../claim/types.ts';
import type { RemittanceHeader } from '../x12/types.ts';

/**
 * Whether a remittance pays the provider that billed the claim: by NPI, or by tax id where the payer names that.
 * A claim without the identifier in question cannot contradict.
 *
 * @see 835 N1*PE (domain.md 5.1)
 */
export function paysBillingProvider({ content }: Claim, { payee }: RemittanceHeader): boolean {
  const { npi, taxId } = content.billing;
  if (payee.idQualifier === 'XX') return npi === undefined || npi === payee.id;
  return taxId === undefined || taxId.value === payee.id;
}
