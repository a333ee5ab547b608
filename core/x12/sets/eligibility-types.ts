import type { Cents } from '../../money.ts';
import type { Position } from '../types.ts';
import type {
  InquiryContact,
  InquiryDate,
  InquiryHeader,
  InquiryParty,
  InquiryProcedure,
  InquiryReference,
} from './inquiry-types.ts';

/** Eligibility, 005010X279A1: what a 270 asks and a 271 answers (domain.md 4.6). */

/** TRN. A 271 gives back those of the inquiry with type 2; the payer's own is type 1. */
export interface EligibilityTrace {
  /** TRN01. */
  readonly type: string;
  /** TRN02. */
  readonly number: string;
  /** TRN03: who made the number; ten characters, mostly a tax id with a digit before it. */
  readonly originator?: string;
  /** TRN04. */
  readonly subId?: string;
}

/** AAA: why an inquiry was not answered. */
export interface EligibilityRejection {
  /** The loop that it stands in: 2000A, 2100A, 2100B, 2100C, 2110C, 2100D or 2110D. */
  readonly loop: string;
  /** AAA01: Y the request was valid and could not be answered, N it was not valid. */
  readonly valid: string;
  /** AAA03. */
  readonly reason: string;
  /** AAA04: C correct and resend, N do not, R and P resend, S and Y do not, W wait 30 days, X wait 10 days. */
  readonly followUp: string;
}

/** 2000A and 2100A: who has the answer. */
export interface EligibilitySource extends InquiryParty {
  /** PER, in a 271. */
  readonly contacts?: readonly InquiryContact[];
  /** AAA of 2000A and 2100A, in a 271. */
  readonly rejections?: readonly EligibilityRejection[];
}

/** N3 and N4. */
export interface EligibilityAddress {
  readonly address1?: string;
  readonly address2?: string;
  readonly city?: string;
  readonly state?: string;
  /** N403, as sent: with or without the hyphen. */
  readonly zip?: string;
  readonly country?: string;
  /** N407. */
  readonly countrySubdivision?: string;
}

/** PRV. */
export interface EligibilityProvider {
  /** PRV01: RF referring, PE performing, BI billing, PC primary care … */
  readonly role: string;
  /** PRV02 and PRV03: PXC with a taxonomy code, or the kind of a number with it. */
  readonly idQualifier?: string;
  readonly id?: string;
}

/** 2100B: who asks. */
export interface EligibilityReceiver extends InquiryParty {
  readonly references?: readonly InquiryReference[];
  readonly address?: EligibilityAddress;
  readonly provider?: EligibilityProvider;
  /** AAA of 2100B, in a 271. */
  readonly rejections?: readonly EligibilityRejection[];
}

/** INS. */
export interface EligibilityRelationship {
  /** INS01: Y subscriber, N dependent. */
  readonly subscriber: string;
  /** INS02: 18 self, 01 spouse, 19 child, 34 other adult … */
  readonly code: string;
  /** INS03 and INS04: 001 with 25, the payer changed what was asked for. */
  readonly maintenance?: string;
  readonly reason?: string;
  /** INS09: F full-time, P part-time, N none. */
  readonly student?: string;
  /** INS10: Y or N. */
  readonly handicapped?: string;
  /** INS17: the ordinal of a birth, where a mother bore several. */
  readonly birthOrdinal?: string;
}

/** MPI. */
export interface EligibilityMilitary {
  /** MPI01: status of the information. */
  readonly status: string;
  /** MPI02 and MPI03: employment, and branch of service. */
  readonly employment: string;
  readonly service: string;
  readonly description?: string;
  /** MPI05. */
  readonly rank?: string;
  /** MPI07 in the format of MPI06. */
  readonly from?: string;
  readonly to?: string;
}

/** 2100C (subscriber) or 2100D (dependent). */
export interface EligibilityPerson extends InquiryParty {
  readonly references?: readonly InquiryReference[];
  readonly address?: EligibilityAddress;
  /** AAA of 2100C or 2100D, in a 271. */
  readonly rejections?: readonly EligibilityRejection[];
  readonly provider?: EligibilityProvider;
  /** DMG02. */
  readonly birthDate?: string;
  /** DMG03: F, M or U. */
  readonly gender?: string;
  readonly relationship?: EligibilityRelationship;
  /** HI: the first is ordinal 1, which pointers name. */
  readonly diagnoses?: readonly { readonly qualifier: string; readonly code: string }[];
  /** DTP: those of a 271 hold for all benefits that have none of their own. */
  readonly dates?: readonly InquiryDate[];
  /** MPI, in a 271. */
  readonly military?: EligibilityMilitary;
}

/** III. */
export interface EligibilityInformation {
  /** III01 and III02: ZZ place of service, BF or BK diagnosis, GR or NI injury, with the code. */
  readonly qualifier?: string;
  readonly code?: string;
  /** III03 and III04: a category with a text. */
  readonly category?: string;
  readonly text?: string;
}

/** 2110C or 2110D of a 270: one question. */
export interface EligibilityQuery {
  /** EQ01, repeated: 30 the plan as a whole, 98 office visit … */
  readonly serviceTypes: readonly string[];
  /** EQ02. */
  readonly procedure?: InquiryProcedure;
  /** EQ03: FAM or IND. */
  readonly coverageLevel?: string;
  /** EQ04. */
  readonly insuranceType?: string;
  /** EQ05: ordinals among the diagnoses of the person. */
  readonly diagnosisPointers?: readonly string[];
  /** AMT: R spend-down, PB what was billed for it. */
  readonly amounts?: readonly { readonly qualifier: string; readonly amount: Cents }[];
  readonly information?: readonly EligibilityInformation[];
  /** REF: 9F referral, G1 prior authorization. */
  readonly references?: readonly InquiryReference[];
  /** DTP*291 of this question. */
  readonly dates?: readonly InquiryDate[];
}

/** HSD: how often and how long a service is given. */
export interface EligibilityDelivery {
  /** HSD01 and HSD02: VS visits, DY days …, and how many. */
  readonly quantityQualifier?: string;
  readonly quantity?: string;
  /** HSD03 and HSD04: in each DA, WK, MO, VS or YR, and in how many of them. */
  readonly frequencyUnit?: string;
  readonly frequency?: string;
  /** HSD05 and HSD06: periods and how many. */
  readonly period?: string;
  readonly periods?: string;
  /** HSD07 and HSD08: on which days, and at which time of day. */
  readonly pattern?: string;
  readonly timeOfDay?: string;
}

/** 2120C or 2120D of a 271: a payer, provider or person that a benefit names. */
export interface EligibilityRelated extends InquiryParty {
  /** NM110: what it is to the provider that asks. */
  readonly relationship?: string;
  readonly address?: EligibilityAddress;
  readonly contacts?: readonly InquiryContact[];
  readonly provider?: EligibilityProvider;
}

/** 2110C or 2110D of a 271: one benefit. */
export interface EligibilityBenefit {
  /** EB01: 1 to 5 active, 6 to 8 inactive, A coinsurance, B copay, C deductible, G out-of-pocket, R other payer … */
  readonly code: string;
  /** EB02: IND, FAM … */
  readonly coverageLevel?: string;
  /** EB03, repeated. */
  readonly serviceTypes: readonly string[];
  /** EB04: HM, PR, MB … */
  readonly insuranceType?: string;
  /** EB05. */
  readonly planName?: string;
  /** EB06: 23 calendar year, 29 remaining, 27 visit … */
  readonly period?: string;
  /** EB07, in cents. */
  readonly amount?: Cents;
  /** EB08 as sent: `.2` is a patient share of 20 % where the code is A. */
  readonly percent?: string;
  /** EB09 and EB10. */
  readonly quantityQualifier?: string;
  readonly quantity?: string;
  /** EB11: Y a prior authorization is needed, N not, U unknown. */
  readonly authorization?: string;
  /** EB12: Y in network, N out of network, W both or not applicable, U unknown. */
  readonly network?: string;
  /** EB13. */
  readonly procedure?: InquiryProcedure;
  /** EB14: ordinals among the diagnoses of the person. */
  readonly diagnosisPointers?: readonly string[];
  readonly deliveries?: readonly EligibilityDelivery[];
  readonly references?: readonly InquiryReference[];
  /** DTP of this benefit; those of the person hold where there are none. */
  readonly dates?: readonly InquiryDate[];
  readonly rejections?: readonly EligibilityRejection[];
  /** MSG. */
  readonly messages?: readonly string[];
  /** 2115. */
  readonly information?: readonly EligibilityInformation[];
  readonly related?: readonly EligibilityRelated[];
}

/**
 * One patient of a 270: a dependent (2000D), or a subscriber (2000C) that asks for itself or has no dependents
 * here.
 */
export interface EligibilityInquiry {
  readonly header: InquiryHeader;
  readonly source: EligibilitySource;
  readonly receiver: EligibilityReceiver;
  readonly subscriber: EligibilityPerson;
  /** Absent where the subscriber is the patient. */
  readonly dependent?: EligibilityPerson;
  /** TRN of the patient's level. */
  readonly traces: readonly EligibilityTrace[];
  /** TRN of the subscriber's level, where the patient is a dependent. */
  readonly subscriberTraces?: readonly EligibilityTrace[];
  readonly queries: readonly EligibilityQuery[];
  /** Where the HL of the patient stands. */
  readonly position: Position;
}

/**
 * One patient of a 271, as in the inquiry. A set that was rejected before any patient gives one response without
 * subscriber, or without receiver too.
 */
export interface EligibilityResponse {
  readonly header: InquiryHeader;
  readonly source: EligibilitySource;
  readonly receiver?: EligibilityReceiver;
  readonly subscriber?: EligibilityPerson;
  readonly dependent?: EligibilityPerson;
  readonly traces: readonly EligibilityTrace[];
  readonly subscriberTraces?: readonly EligibilityTrace[];
  readonly benefits: readonly EligibilityBenefit[];
  /** Where the HL of the patient, or of the innermost level, stands. */
  readonly position: Position;
}

/** All AAA that bear on a response, from the source down to its benefits. Any means that the inquiry failed. */
export function rejectionsOf(
  response: Pick<EligibilityResponse, 'source' | 'receiver' | 'subscriber' | 'dependent' | 'benefits'>,
): readonly EligibilityRejection[] {
  const { source, receiver, subscriber, dependent, benefits } = response;
  return [source, receiver, subscriber, dependent, ...benefits].flatMap((at) => at?.rejections ?? []);
}
