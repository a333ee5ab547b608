import type { ClaimPayment } from '../x12/types.ts';

/** Deductible, coinsurance and copay of a qualified Medicare beneficiary, by Medicare's remark codes. */
const QMB_REMARKS: readonly string[] = ['N781', 'N782', 'N783'];

/**
 * Whether a payment says that its patient is a qualified Medicare beneficiary (QMB): what Medicare leaves is PR, and
 * yet may not be billed to the patient.
 *
 * @see section 1902(n)(3)(B) of the Social Security Act; domain.md 8.3 item 6
 */
export const saysQmb = ({ remarks, services }: ClaimPayment): boolean =>
  [remarks, ...services.map((service) => service.remarks)].some((said) =>
    said.some((code) => QMB_REMARKS.includes(code)),
  );
