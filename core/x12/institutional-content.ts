import type {
  Attachment,
  ClaimAdjudication,
  Condition,
  Coverage,
  Dated,
  LineAdjudication,
  Note,
  Procedure,
  Product,
  Provider,
  ProviderAt,
  Reference,
} from '../encounter/model.ts';
import type { Cents } from '../money.ts';
import type { ClaimBasics, LineBasics } from './claim-content.ts';

/** What an institutional claim (837I) says. Rules: domain.md 2.3 to 2.5, 3.5 and 3.9. */

/** 2320 of an 837I: the outpatient and inpatient results of an earlier payer. */
export interface InstitutionalCoverage extends Omit<Coverage, 'adjudication'> {
  adjudication?: InstitutionalAdjudication | undefined;
}
export interface InstitutionalAdjudication extends ClaimAdjudication {
  /** MIA elements in order, as received. */
  inpatient?: readonly string[];
}

/** HI with a present-on-admission mark: component 9 is Y, N, U or W, and absent for exempt codes. */
export interface MarkedDiagnosis {
  readonly code: string;
  readonly poa?: string;
}
/** HI with a day in component 4. */
export interface DatedCode {
  readonly code: string;
  readonly date: string;
}

export interface InstitutionalContent extends ClaimBasics {
  readonly claimType: 'I';
  /** CLM05-1: the type of bill without its leading zero and its frequency: 0111 is `11` with frequency 1. */
  readonly typeOfBill: string;
  readonly coverages: readonly InstitutionalCoverage[];
  /** CLM07. */
  readonly acceptAssignment?: 'A' | 'B' | 'C';
  /** DTP*434. A statement of one day has two equal dates. */
  readonly statementFrom: string;
  readonly statementTo: string;
  /** DTP*435, as a day (D8) or a day with its time (DT). */
  readonly admission?: { readonly date: string; readonly time?: string };
  /** DTP*096. */
  readonly dischargeHour?: string;
  /** Further DTP: 050, received by a repricer. */
  readonly dates?: readonly Dated[];
  /** CL101; senders leave it out of outpatient bills. */
  readonly admissionType?: string;
  /** CL102. */
  readonly admissionSource?: string;
  /** CL103. */
  readonly patientStatus: string;
  /** AMT*F3. */
  readonly estimatedDueCents?: Cents;
  /** REF*EA. */
  readonly medicalRecordNo?: string;
  /** REF*LU: state of the accident. */
  readonly accidentState?: string;
  /** Further REF: 9A, 9C, LX (up to five), P4, G4, and repeats of those with a field of their own. */
  readonly references?: readonly Reference[];
  /** CRC*ZZ. */
  readonly conditions?: readonly Condition[];
  /** HI*ABK. */
  readonly principalDiagnosis: MarkedDiagnosis;
  /** HI*ABJ. */
  readonly admittingDiagnosis?: string;
  /** HI*APR, up to three. */
  readonly visitReasons?: readonly string[];
  /** HI*ABN, up to twelve. */
  readonly externalCauses?: readonly MarkedDiagnosis[];
  /** HI*ABF, up to 24. */
  readonly otherDiagnoses?: readonly MarkedDiagnosis[];
  /** HI*DR. */
  readonly drg?: string;
  /** HI*BBR. */
  readonly principalProcedure?: DatedCode;
  /** HI*BBQ, up to 24. */
  readonly otherProcedures?: readonly DatedCode[];
  /** HI*BI, up to 24. */
  readonly occurrenceSpans?: readonly { readonly code: string; readonly from: string; readonly to: string }[];
  /** HI*BH, up to 24. */
  readonly occurrences?: readonly DatedCode[];
  /** HI*BE, up to 24. Some codes hold counts (80: days); they are read as amounts too, so 3 days are 300. */
  readonly values?: readonly { readonly code: string; readonly amountCents: Cents }[];
  /** HI*BG, up to 24. */
  readonly conditionCodes?: readonly string[];
  /** HI*TC, up to 24. */
  readonly treatmentCodes?: readonly string[];
  /** 2310A. */
  readonly attending?: Provider;
  /** 2310B. */
  readonly operating?: Provider;
  /** 2310C. */
  readonly otherOperating?: Provider;
  /** 2310D. */
  readonly rendering?: Provider;
  /** 2310E. */
  readonly facility?: ProviderAt;
  /** 2310F. */
  readonly referring?: Provider;
  readonly lines: readonly InstitutionalLine[];
}

/** 2400 of an 837I. */
export interface InstitutionalLine extends LineBasics {
  /** SV201, four digits. */
  readonly revenueCode: string;
  /** SV202; absent where the revenue code says all. */
  readonly procedure?: Procedure & { readonly description?: string };
  /** SV203. */
  readonly chargeCents: Cents;
  /** SV204: UN (units) unless given, DA days. */
  readonly unitType?: string;
  /** SV205. */
  readonly units: string;
  /** SV207. */
  readonly nonCoveredCents?: Cents;
  /** Further REF: 9B, 9D. */
  readonly references?: readonly Reference[];
  /** PWK. */
  readonly attachments?: readonly Attachment[];
  /** AMT*GT. */
  readonly serviceTaxCents?: Cents;
  /** AMT*N8. */
  readonly facilityTaxCents?: Cents;
  /** NTE*TPO. */
  readonly notes?: readonly Note[];
  /** 2410. */
  readonly ndc?: Product;
  /** 2420A. */
  readonly operating?: Provider;
  /** 2420B. */
  readonly otherOperating?: Provider;
  /** 2420C. */
  readonly rendering?: Provider;
  /** 2420D. */
  readonly referring?: Provider;
  /** 2430. */
  readonly adjudications?: readonly InstitutionalLineAdjudication[];
}

/** 2430 of an 837I. */
export interface InstitutionalLineAdjudication extends Omit<LineAdjudication, 'procedure'> {
  /** SVD03. */
  readonly procedure?: Procedure;
  /** SVD04. */
  readonly revenueCode?: string;
}
