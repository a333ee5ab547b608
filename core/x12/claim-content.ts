import type {
  Attachment,
  BillingProvider,
  Contract,
  Encounter,
  Note,
  Patient,
  PayTo,
  PayToPlan,
} from '../encounter/model.ts';
import type { Cents } from '../money.ts';
import type { DentalContent } from './dental-content.ts';
import type { InstitutionalContent } from './institutional-content.ts';
import type { AnyClaim, ProfessionalClaim } from './types.ts';

/**
 * What every kind of claim says. Institutional (837I) and dental claims (837D) stand next to the encounter of an 837P,
 * whose parts they share. They are read from X12 and written to it; there is no JSON intake of either. Money is cents,
 * units and quantities are decimal strings, dates are `CCYYMMDD`, times `HHMM`. Rules: domain.md 2.1 to 2.5.
 */

/** What every kind of claim says. */
export interface ClaimBasics {
  /** CLM01 as read. */
  readonly claimNo?: string;
  /** CLM05-3. */
  readonly frequency: string;
  /** `seq` of the coverage that the claim goes to. */
  readonly destination: number;
  /** 2000A, 2010AA; its numbers at the payer from 2010BB. */
  readonly billing: BillingProvider;
  /** 2010AB. */
  readonly payTo?: PayTo | undefined;
  /** 2010AC. */
  readonly payToPlan?: PayToPlan | undefined;
  /** 2010BA, or 2000C and 2010CA where the patient is another person. */
  readonly patient: Patient;
  /** CLM02; the sum of the lines where absent. */
  readonly totalChargeCents?: Cents;
  /** CLM20. */
  readonly delayReason?: string;
  /** 2300 REF*F8. */
  readonly payerClaimControlNo?: string;
  /** 2300 REF*G1. */
  readonly priorAuthNo?: string;
  /** 2300 REF*9F. */
  readonly referralNo?: string;
  /** 2300 REF*4N. */
  readonly serviceAuthException?: string;
  /** 2300 REF*D9. */
  readonly clearinghouseTraceNo?: string;
  /** 2300 PWK. */
  readonly attachments?: readonly Attachment[];
  /** 2300 CN1. */
  readonly contract?: Contract;
  /** 2300 K3. */
  readonly fixedFormats?: readonly string[];
  /** 2300 NTE. */
  readonly notes?: readonly Note[];
  /** 2300 HCP, elements in order as received. */
  readonly repricing?: readonly string[];
  /** ICD version of all diagnoses and procedures: 10 unless given. */
  readonly diagnosisVersion?: '9';
}

/** What every kind of service line says. */
export interface LineBasics {
  /** Of the claim's day or days where absent. DTP*472. */
  readonly from?: string;
  readonly to?: string;
  /** REF*6R. Of the claim's number and the line's where absent. */
  readonly lineControlNo?: string;
  /** HCP, elements in order as received. */
  readonly repricing?: readonly string[];
}

export type ClaimContent = Encounter | InstitutionalContent | DentalContent;

/** Only professional claims go through the pipeline; the others are read and written. */
export const isProfessional = (claim: AnyClaim): claim is ProfessionalClaim =>
  claim.content.claimType === 'P';
