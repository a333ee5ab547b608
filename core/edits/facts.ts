import type { Coverage, Encounter } from '../encounter/model.ts';
import type { ClaimContent } from '../x12/claim-content.ts';
import type { DentalContent, DentalLine } from '../x12/dental-content.ts';
import type { InstitutionalContent, InstitutionalLine } from '../x12/institutional-content.ts';

/**
 * What edits look at: one claim of any kind, its codes normalised, with everything that several edits would work out
 * again worked out once. Days are numbers CCYYMMDD, 0 where there is none or it is no day.
 */
export interface ClaimFacts {
  readonly type: 'P' | 'I' | 'D';
  readonly content: ClaimContent;
  /** `content`, where it is of that kind. */
  readonly professional?: Encounter;
  readonly institutional?: InstitutionalContent;
  readonly dental?: DentalContent;
  /** All diagnoses in the order of the claim; pointers count them from 1 (professional, dental). */
  readonly diagnoses: readonly DiagnosisFacts[];
  readonly lines: readonly LineFacts[];
  /** First and last day of service: of the lines, or of an institutional statement. */
  readonly from: number;
  readonly to: number;
  /** The day that decides on ICD-10 codes: the last of an inpatient statement, else the first of service. */
  readonly day: number;
  /** Type of bill 11x, 12x, 18x, 21x, 22x, 41x (inpatient). */
  readonly inpatient: boolean;
  /** The coverage that the claim goes to. */
  readonly coverage: Coverage | undefined;
  /** Whole years of age on the first day of service; -1 where it cannot be known. */
  readonly age: number;
  readonly sex: 'F' | 'M' | 'U';
}

export type DiagnosisRole = 'first' | 'other' | 'admitting' | 'visit-reason' | 'external-cause';

export interface DiagnosisFacts {
  readonly code: string;
  /** `first` is the principal diagnosis of an institutional claim. */
  readonly role: DiagnosisRole;
  /** `diagnoses[0]`, `principalDiagnosis.code`, `otherDiagnoses[2].code`. */
  readonly field: string;
  /** Present on admission, as sent. */
  readonly poa?: string;
}

export interface LineFacts {
  /** 1-based. */
  readonly number: number;
  /** `lines[0]`. */
  readonly field: string;
  readonly line: Encounter['lines'][number] | InstitutionalLine | DentalLine;
  /** `HC` CPT or HCPCS, `AD` dental, others as sent. */
  readonly qualifier: string;
  /** Empty where the line names no procedure (a revenue code alone). */
  readonly code: string;
  /** Where the code stands: `lines[0].code`, `lines[0].procedure.code`. */
  readonly codeField: string;
  readonly modifiers: readonly string[];
  readonly modifiersField: string;
  readonly revenueCode: string;
  /** Not exact: for comparing with limits only. */
  readonly units: number;
  /** UN, MJ, DA … */
  readonly unitType: string;
  /** The line's own days, else the claim's. */
  readonly from: number;
  readonly to: number;
  /** The line's place of service, else the claim's; empty on an institutional claim. */
  readonly pos: string;
  readonly dx: readonly number[];
  readonly chargeCents: number;
  /** NPI of who rendered it: the line's, else the claim's, else the billing provider's; empty where unknown. */
  readonly rendering: string;
}

/** A line of an earlier claim of the same patient at the same billing provider. */
export interface EarlierLine {
  /** Ours; no patient's data. */
  readonly claimNo: string;
  readonly line: number;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly from: number;
  readonly to: number;
  readonly pos: string;
  readonly chargeCents: number;
  readonly rendering: string;
  readonly payerId: string;
  /** Adjudicated, and not voided. */
  readonly adjudicated: boolean;
  /**
   * Of an earlier filing of this very claim, which its payer adjudicated and did not call unprocessable (MA130):
   * what comes now corrects it.
   */
  readonly ownClaim?: boolean;
}
