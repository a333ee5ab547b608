/**
 * Claim filing indicators (SBR09): what kind of insurance a coverage is.
 *
 * @see 005010X222A1 2000B SBR09; domain.md 2.2
 */
export const claimFilingCodes: ReadonlySet<string> = new Set(
  '11 12 13 14 15 16 17 AM BL CH CI DS FI HM LM MA MB MC OF TV VA WC ZZ'.split(' '),
);

/**
 * How the patient is related to the subscriber (SBR02, PAT01); 18 is the subscriber in person.
 *
 * @see 005010X222A1 2000B SBR02 and 2000C PAT01; domain.md 2.2
 */
export const relationshipCodes: ReadonlySet<string> = new Set('18 01 19 20 21 39 40 53 G8'.split(' '));

export const SELF = '18';

const MEDICARE: ReadonlySet<string> = new Set('MA MB'.split(' '));
/** Automobile medical, liability medical, workers' compensation: the insured may have no member id. */
const CASUALTY: ReadonlySet<string> = new Set('AM LM WC'.split(' '));

/** Original Medicare, part A or B: its member ids are Medicare beneficiary identifiers. */
export const isMedicare = (filingCode: string | undefined): boolean =>
  filingCode !== undefined && MEDICARE.has(filingCode);

export const isCasualty = (filingCode: string | undefined): boolean =>
  filingCode !== undefined && CASUALTY.has(filingCode);

/** Medicaid of any state: it pays after everyone else. */
export const MEDICAID = 'MC';

/**
 * Why Medicare does not pay first (SBR05).
 *
 * @see 005010X222A1 2000B and 2320 SBR05; domain.md 2.2
 */
export const insuranceTypeCodes: ReadonlySet<string> = new Set('12 13 14 15 16 41 42 43 47'.split(' '));
