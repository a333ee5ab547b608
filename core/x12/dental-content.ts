import type {
  Contract,
  Coverage,
  Dated,
  LineAdjudication,
  Provider,
  ProviderAt,
  Reference,
} from '../encounter/model.ts';
import type { Cents } from '../money.ts';
import type { ClaimBasics, LineBasics } from './claim-content.ts';

/** What a dental claim (837D) says, or asks an estimate for. Rules: domain.md 2.3 to 2.5, 3.6 and 3.9. */

export interface DentalContent extends ClaimBasics {
  readonly claimType: 'D';
  /** CLM05-1. */
  readonly pos: string;
  readonly coverages: readonly Coverage[];
  /** CLM06. */
  readonly signatureOnFile?: boolean;
  /** CLM07. */
  readonly acceptAssignment?: 'A' | 'C';
  /** CLM11-1 to 3. */
  readonly relatedCauses?: readonly ('AA' | 'EM' | 'OA')[];
  /** CLM11-4, CLM11-5. */
  readonly accidentState?: string;
  readonly accidentCountry?: string;
  /** CLM12. */
  readonly specialProgram?: string;
  /** CLM19 is PB: an estimate is asked for, nothing was done yet. */
  readonly predetermination?: boolean;
  /** DTP*472: the day or days of lines that name none. */
  readonly from?: string;
  readonly to?: string;
  /** Further DTP: 439 accident, 452 appliance placed, 050 received by a repricer. */
  readonly dates?: readonly Dated[];
  /** DN1. */
  readonly orthodontics?: {
    /** DN101, DN102. */
    readonly months?: string;
    readonly monthsRemaining?: string;
    /** DN104: Y, or a description. */
    readonly treatment?: string;
  };
  /** DN2: tooth and E to be extracted or M missing. */
  readonly toothStates?: readonly { readonly tooth: string; readonly state: string }[];
  /** AMT*F5. */
  readonly patientPaidCents?: Cents;
  /** REF*G3. */
  readonly predeterminationNo?: string;
  /** Further REF: 9A, 9C, and repeats of those with a field of their own. */
  readonly references?: readonly Reference[];
  /** HI*ABK and ABF, up to four; none where the payer asks for none. */
  readonly diagnoses?: readonly string[];
  /** 2310A. */
  readonly referring?: readonly (Provider & { role?: 'DN' | 'P3' })[];
  /** 2310B. */
  readonly rendering?: Provider;
  /** 2310C. */
  readonly facility?: ProviderAt;
  /** 2310D. */
  readonly assistantSurgeon?: Provider;
  /** 2310E. */
  readonly supervising?: Provider;
  readonly lines: readonly DentalLine[];
}

/** 2400 of an 837D. */
export interface DentalLine extends LineBasics {
  /** SV301-1; AD unless given. */
  readonly codeQualifier?: string;
  /** SV301-2 to SV301-7. */
  readonly code: string;
  readonly modifiers?: readonly string[];
  readonly description?: string;
  /** SV302. */
  readonly chargeCents: Cents;
  /** SV303, where it is another than the claim's. */
  readonly pos?: string;
  /** SV304: up to five areas of the mouth. */
  readonly oralCavity?: readonly string[];
  /** SV305: I initial placement, R replacement. */
  readonly prosthesis?: 'I' | 'R';
  /** SV306: how often; once where absent. */
  readonly units?: string;
  /** SV311: diagnosis pointers, 1-based. */
  readonly dx?: readonly number[];
  /** TOO*JP. */
  readonly teeth?: readonly { readonly tooth: string; readonly surfaces?: readonly string[] }[];
  /** Further DTP: 441, 452, 446, 196, 198. */
  readonly dates?: readonly Dated[];
  /** CN1. */
  readonly contract?: Contract;
  /** REF*G3. */
  readonly predeterminationNos?: readonly Reference[];
  /** REF*G1. */
  readonly priorAuthNos?: readonly Reference[];
  /** REF*9F. */
  readonly referralNos?: readonly Reference[];
  /** Further REF: 9B, 9D. */
  readonly references?: readonly Reference[];
  /** AMT*T. */
  readonly salesTaxCents?: Cents;
  /** K3. */
  readonly fixedFormats?: readonly string[];
  /** 2420A. */
  readonly rendering?: Provider;
  /** 2420B. */
  readonly assistantSurgeon?: Provider;
  /** 2420C. */
  readonly supervising?: Provider;
  /** 2420D. */
  readonly facility?: ProviderAt;
  /** 2430; procedures are of the dental code list (AD) unless their qualifier says other. */
  readonly adjudications?: readonly LineAdjudication[];
}
