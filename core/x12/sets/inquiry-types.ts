/**
 * What eligibility (270, 271) and claim status (276, 277) sets have alike. Texts, codes and dates are as sent; a
 * date is CCYYMMDD where its sender kept to the format. Optional fields and lists are
 * absent, never empty.
 */

/** BHT of an inquiry or a response. */
export interface InquiryHeader {
  /** BHT02: 13 request, 11 or 08 response, 01 cancellation, 06 confirmation, 36 authority to deduct. */
  readonly purpose: string;
  /** BHT03: the sender's name for this set. */
  readonly reference?: string;
  /** BHT04 CCYYMMDD, BHT05 HHMM. */
  readonly date: string;
  readonly time: string;
  /** BHT06: DG in a 277, RT or RU in an eligibility set about a spend-down. */
  readonly type?: string;
}

/** NM1: a person or an organization. */
export interface InquiryParty {
  /** NM101: PR payer, 1P provider, 41 clearinghouse or submitter, IL subscriber, 03 or QC dependent … */
  readonly code: string;
  /** NM102: 1 person, 2 organization. */
  readonly entityType: string;
  /** NM103: an organization's name or a person's last name. */
  readonly last?: string;
  /** NM104. */
  readonly first?: string;
  /** NM105. */
  readonly middle?: string;
  /** NM106. */
  readonly prefix?: string;
  /** NM107. */
  readonly suffix?: string;
  /** NM108 and NM109: PI payer, XX NPI, MI member, 46 submitter, SV provider number … */
  readonly idQualifier?: string;
  readonly id?: string;
}

/** REF. */
export interface InquiryReference {
  /** REF01. */
  readonly qualifier: string;
  /** REF02. */
  readonly value: string;
  /** REF03, in eligibility sets. */
  readonly description?: string;
}

/** DTP: a day, or a period where `to` is there. */
export interface InquiryDate {
  /** DTP01: 291 plan, 346 and 347 plan begin and end, 472 service … */
  readonly qualifier: string;
  /** DTP03: the day (D8) or the first day (RD8). */
  readonly from: string;
  /** The last day (RD8). */
  readonly to?: string;
}

/** PER. */
export interface InquiryContact {
  /** PER02. */
  readonly name?: string;
  /** PER03 to PER08: TE telephone, EX its extension, FX, EM, UR … */
  readonly numbers: readonly { readonly qualifier: string; readonly value: string }[];
}

/** A procedure as a composite: EQ02, EB13, SVC01. */
export interface InquiryProcedure {
  /** HC, AD, N4 … */
  readonly qualifier: string;
  readonly code: string;
  readonly modifiers?: readonly string[];
  /** The seventh component. */
  readonly description?: string;
  /** The eighth component: the last code of a range. */
  readonly to?: string;
}
