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

/** Claim status, 005010X212: what a 276 asks and a 277 answers (domain.md 4.5). */

/** 2000D with 2100D (subscriber), or 2000E with 2100E (dependent). */
export interface StatusPatient extends InquiryParty {
  /** DMG02, in a 276. */
  readonly birthDate?: string;
  /** DMG03: F, M or U, in a 276. */
  readonly gender?: string;
}

/** 2210D or 2210E of a 276. */
export interface StatusInquiryLine {
  /** SVC01. */
  readonly procedure?: InquiryProcedure;
  /** SVC02, in cents. */
  readonly charge?: Cents;
  /** SVC04. */
  readonly revenueCode?: string;
  /** SVC07. */
  readonly units?: string;
  /** REF*FJ. */
  readonly references?: readonly InquiryReference[];
  /** DTP*472. */
  readonly dates?: readonly InquiryDate[];
}

/** One claim that a 276 asks about: 2200D or 2200E with what stands above it. */
export interface StatusInquiry {
  readonly header: InquiryHeader;
  /** 2100A. */
  readonly source: InquiryParty;
  /** 2100B. */
  readonly receiver: InquiryParty;
  /** 2100C: one provider, or one under two numbers. */
  readonly providers: readonly InquiryParty[];
  readonly subscriber: StatusPatient;
  /** Absent where the subscriber is the patient. */
  readonly dependent?: StatusPatient;
  /** TRN02: comes back in the 277. */
  readonly trace: string;
  /** REF: EJ = CLM01, 1K payer's claim number, BLT bill type, D9 clearinghouse's, 6P, LU, XZ prescription. */
  readonly references?: readonly InquiryReference[];
  /** AMT*T3 = CLM02, in cents. */
  readonly charge?: Cents;
  /** DTP*472. */
  readonly dates?: readonly InquiryDate[];
  readonly lines?: readonly StatusInquiryLine[];
  /** Where the TRN stands. */
  readonly position: Position;
}

/** STC. */
export interface StatusDetail {
  /** STC01, STC10 and STC11; the first decides. */
  readonly categories: readonly {
    readonly category: string;
    readonly status: string;
    readonly entity?: string;
    /** RX: the status is a code of the pharmacy standard. */
    readonly codeList?: string;
  }[];
  /** STC02 CCYYMMDD. */
  readonly date?: string;
  /** STC04 and STC05, in cents. */
  readonly charge?: Cents;
  readonly paid?: Cents;
  /** STC06 CCYYMMDD. */
  readonly adjudicationDate?: string;
  /** STC08 CCYYMMDD. */
  readonly remittanceDate?: string;
  /** STC09: check or trace number of the payment. */
  readonly checkNo?: string;
  /** STC12. */
  readonly message?: string;
}

/** 2220D or 2220E of a 277. */
export interface StatusResponseLine extends StatusInquiryLine {
  /** SVC03, in cents. */
  readonly paid?: Cents;
  readonly statuses: readonly StatusDetail[];
}

/**
 * One answer of a 277: a claim (2200D, 2200E), or a whole inquiry (2200B) or provider (2200C) that the payer
 * could not look up. Several claims may answer one inquiry.
 */
export interface StatusResponse {
  readonly header: InquiryHeader;
  readonly level: 'receiver' | 'provider' | 'claim';
  /** 2100A. */
  readonly source: InquiryParty & { readonly contacts?: readonly InquiryContact[] };
  readonly receiver: InquiryParty;
  /** Empty at the level of the receiver. */
  readonly providers: readonly InquiryParty[];
  /** At the level of a claim. */
  readonly subscriber?: StatusPatient;
  readonly dependent?: StatusPatient;
  /** TRN02: that of the 276, its BHT03 at the level of the receiver, 0 at that of a provider. */
  readonly trace: string;
  readonly statuses: readonly StatusDetail[];
  /** REF: 1K payer's claim number, EJ = CLM01, BLT, D9, LU, VV, XZ. */
  readonly references?: readonly InquiryReference[];
  /** DTP*472. */
  readonly dates?: readonly InquiryDate[];
  readonly lines?: readonly StatusResponseLine[];
  /** Where the TRN stands. */
  readonly position: Position;
}

/** The first number of a kind, such as EJ (ours, CLM01) or 1K (the payer's). */
export const referenceOf = (
  { references }: { readonly references?: readonly InquiryReference[] },
  qualifier: string,
): string | undefined => references?.find((reference) => reference.qualifier === qualifier)?.value;
