import type { Encounter } from '../encounter/model.ts';
import type { Cents } from '../money.ts';
import type { DentalContent } from './dental-content.ts';
import type { InstitutionalContent } from './institutional-content.ts';

/** Delimiters as the ISA gives them by position. `repetition` is null where ISA11 is no separator (`U`). */
export interface Delimiters {
  readonly element: string;
  readonly repetition: string | null;
  readonly component: string;
  readonly segment: string;
}

/** Where something stands in a file. All ordinals are 1-based; `offset` is a byte offset from the file's start. */
export interface Position {
  readonly interchange: number;
  /** ISA13 as received, where it is a number. */
  readonly interchangeControlNo?: string;
  /** Of its interchange; absent outside of any group. */
  readonly group?: number;
  /** Of its group; absent outside of any set. */
  readonly set?: number;
  /** Segment ordinal within its transaction set, ST = 1 (IK302 counts so); within the file outside of a set. */
  readonly segment: number;
  /** Absent where what stands there is no id; where a segment is missing, the id of that one. */
  readonly segmentId?: string;
  /** The guide's name of the loop, such as `2310B`; `ST` for what stands in none. */
  readonly loop?: string;
  readonly element?: number;
  readonly component?: number;
  /** Of the segment's first byte. */
  readonly offset: number;
}

/** What reading or checking says about a file. Never quotes the data. */
export interface Finding {
  /** SNIP level: 1 syntax, 2 guide, 3 balance, 4 situational, 5 code lists. */
  readonly level: 1 | 2 | 3 | 4 | 5;
  readonly severity: 'error' | 'warning';
  /** Our code, upper-case with hyphens, e.g. `SE-COUNT`, `SEGMENT-MISSING`. */
  readonly code: string;
  /** The 999 (or TA1) code that reports it: IK304, IK403, IK502, AK905 or TA105. */
  readonly acknowledgmentCode?: {
    readonly element: 'IK304' | 'IK403' | 'IK502' | 'AK905' | 'TA105';
    readonly code: string;
  };
  /** A sentence a biller understands; no values. */
  readonly message: string;
  readonly position: Position;
}

/** ISA as read; fixed fields trimmed. */
export interface Interchange {
  /** ISA05 and ISA06. */
  readonly senderQualifier: string;
  readonly senderId: string;
  /** ISA07 and ISA08. */
  readonly receiverQualifier: string;
  readonly receiverId: string;
  /** ISA09 and ISA10 as `YYMMDD` and `HHMM`. */
  readonly date: string;
  readonly time: string;
  /** ISA12: 00501. */
  readonly version: string;
  /** ISA13. */
  readonly controlNo: string;
  /** ISA14 is 1: a TA1 is asked for. */
  readonly acknowledgmentRequested: boolean;
  /** ISA15: T test, P production. */
  readonly usage: string;
  readonly delimiters: Delimiters;
}

/** GS as read; all of it empty where a set stands in no group. */
export interface Group {
  /** GS01: HC claims, HP payments, FA acknowledgments … */
  readonly functionalCode: string;
  /** GS02 and GS03. */
  readonly applicationSender: string;
  readonly applicationReceiver: string;
  /** GS04 CCYYMMDD, GS05 HHMM. */
  readonly date: string;
  readonly time: string;
  /** GS06. */
  readonly controlNo: string;
  /** GS08: the guide's identifier. */
  readonly version: string;
}

/** What a claim, claim payment or answer stands in. */
export interface SetContext {
  readonly interchange: Interchange;
  readonly group: Group;
  /** ST01. */
  readonly setId: string;
  /** ST02. */
  readonly setControlNo: string;
  /** ST03, where it is sent. */
  readonly setVersion?: string;
  /** ST03, or GS08 where ST03 is absent. */
  readonly version: string;
}

// ── 837 ───────────────────────────────────────────────────────────────────────────────────────────────

/** Header of an 837: BHT and 1000A/B. */
export interface ClaimBatchHeader {
  /** BHT02: 00 original, 18 reissue. */
  readonly purpose: string;
  /** BHT03; comes back in 277CA 2200B TRN02. */
  readonly batchId: string;
  /** BHT04 CCYYMMDD, BHT05 HHMM. */
  readonly date: string;
  readonly time: string;
  /** BHT06: CH or RP. */
  readonly type: string;
  /** 1000A: NM103 to NM105, NM102 (1 person, 2 organization), NM109, PER. */
  readonly submitter: {
    readonly name: string;
    readonly first?: string;
    readonly middle?: string;
    readonly entityType: string;
    readonly etin: string;
    readonly contacts: readonly {
      readonly name?: string;
      readonly phone?: string;
      readonly extension?: string;
      readonly fax?: string;
      readonly email?: string;
    }[];
  };
  /** 1000B: NM103 and NM109. */
  readonly receiver: { readonly name: string; readonly etin: string };
}

/** One CLM with its whole context. `content.claimNo` is CLM01 as read. */
export interface ClaimWith<Content> {
  readonly header: ClaimBatchHeader;
  readonly context: SetContext;
  /** 1-based ordinal of the CLM in its set. */
  readonly ordinal: number;
  readonly content: Content;
  /** Where the CLM segment stands. */
  readonly position: Position;
}
/** A claim of an 837P, in the encounter model. */
export type ProfessionalClaim = ClaimWith<Encounter>;
/** A claim of an 837I. */
export type InstitutionalClaim = ClaimWith<InstitutionalContent>;
/** A claim of an 837D. */
export type DentalClaim = ClaimWith<DentalContent>;
/** Any claim; `content.claimType` says which. */
export type AnyClaim = ProfessionalClaim | InstitutionalClaim | DentalClaim;

// ── acknowledgments ───────────────────────────────────────────────────────────────────────────────────

/** TA1 (domain.md 4.1). */
export interface InterchangeAcknowledgment {
  /** TA101: ISA13 of the interchange that is answered. */
  readonly controlNo: string;
  /** TA102 YYMMDD and TA103 HHMM: ISA09 and ISA10 of that interchange. */
  readonly date: string;
  readonly time: string;
  /** TA104: A, E or R. */
  readonly code: string;
  /** TA105. */
  readonly note: string;
  readonly position: Position;
}

/** 999 (domain.md 4.2). One per AK1. */
export interface ImplementationAcknowledgment {
  /** AK101 = our GS01. */
  readonly functionalCode: string;
  /** AK102 = our GS06. */
  readonly groupControlNo: string;
  /** AK103 = our GS08. */
  readonly version: string;
  /** AK2 to IK5; many senders list rejected sets only. */
  readonly sets: readonly AcknowledgedSet[];
  /** AK901: A, E, P, R, M, W or X. */
  readonly code: string;
  /** AK902, AK903, AK904: sets that the group states, that came, that were accepted. */
  readonly included: number;
  readonly received: number;
  readonly accepted: number;
  /** AK905 to AK909. */
  readonly errorCodes: readonly string[];
  readonly position: Position;
}
/** AK2 to IK5. */
export interface AcknowledgedSet {
  /** AK201 = our ST01. */
  readonly setId: string;
  /** AK202 = our ST02. */
  readonly controlNo: string;
  /** AK203 = our ST03. */
  readonly version?: string;
  /** IK501: A accepted, E accepted with errors noted, all others rejected. */
  readonly code: string;
  /** IK502 to IK506. */
  readonly errorCodes: readonly string[];
  readonly errors: readonly SegmentError[];
}
/** IK3 with its CTX and IK4. The copy of bad data (IK404) is dropped: it may be PHI. */
export interface SegmentError {
  /** IK301. */
  readonly segmentId: string;
  /** IK302: ST = 1. */
  readonly segment: number;
  /** IK303. */
  readonly loop?: string;
  /** IK304. */
  readonly code: string;
  /** From CTX*CLM01:{value}: the claim, where named. */
  readonly claimId?: string;
  /** From CTX*SITUATIONAL TRIGGER: what made a rule apply to the segment. Absent where nothing is named. */
  readonly triggers?: readonly SituationalTrigger[];
  readonly elements: readonly ElementError[];
}
/** IK4 with its CTX. */
export interface ElementError {
  /** IK401: element, component and repetition, each from 1. */
  readonly element: number;
  readonly component?: number;
  readonly repetition?: number;
  /** IK402: X12's number of the data element. */
  readonly dataElement?: number;
  /** IK403. */
  readonly code: string;
  readonly triggers?: readonly SituationalTrigger[];
}
/** The segment, and what of it, that made a rule of the guide apply. */
export interface SituationalTrigger {
  /** CTX02. */
  readonly segmentId: string;
  /** CTX03: ST = 1. */
  readonly segment?: number;
  /** CTX04. */
  readonly loop?: string;
  /** CTX05: element, component and repetition, each from 1. */
  readonly element?: number;
  readonly component?: number;
  readonly repetition?: number;
}

/** A status (STC) of a 277CA: category, code, entity of each composite; the first decides with `action`. */
export interface ClaimStatus {
  readonly categories: readonly {
    readonly category: string;
    readonly status: string;
    readonly entity?: string;
  }[];
  /** STC02 CCYYMMDD. */
  readonly date?: string;
  /** STC03: WQ accepted, U rejected. */
  readonly action?: string;
  /** STC04: the charge. */
  readonly amount?: Cents;
  /** STC12: what the answerer says in words; may name the patient. */
  readonly text?: string;
}
/** One 2200D of a 277CA with what stands above it (domain.md 4.3). */
export interface ClaimAcknowledgment {
  /** 2200D TRN02 = CLM01. */
  readonly claimId: string;
  readonly statuses: readonly ClaimStatus[];
  /** REF*1K. */
  readonly payerClaimControlNo?: string;
  /** REF*D9. */
  readonly clearinghouseTraceNo?: string;
  /** REF*BLT: type of bill. */
  readonly billType?: string;
  /** 2100D NM103, NM104 and NM109. */
  readonly patientLast?: string;
  readonly patientFirst?: string;
  readonly memberId?: string;
  /** DTP*472, CCYYMMDD; one day twice. */
  readonly serviceFrom?: string;
  readonly serviceTo?: string;
  readonly lines: readonly LineAcknowledgment[];
  readonly position: Position;
}
/** One 2220D of a 277CA: a line that caused a rejection. */
export interface LineAcknowledgment {
  /** SVC01: qualifier and code. */
  readonly procedure?: { readonly qualifier: string; readonly code: string };
  /** SVC02. */
  readonly charge?: Cents;
  /** REF*FJ: our line control number. */
  readonly lineControlNo?: string;
  readonly statuses: readonly ClaimStatus[];
}
/** One 2000B (receiver level) of a 277CA. */
export interface ClaimAcknowledgmentBatch {
  /** 2100A: who answers; NM101 PR or AY, NM103, NM109. */
  readonly source: { readonly kind: 'payer' | 'clearinghouse'; readonly name: string; readonly id: string };
  /** BHT03 of the 277CA itself. */
  readonly reference?: string;
  /** 2100B: who sent the claims. */
  readonly receiver?: { readonly name: string; readonly id: string };
  /** 2200A TRN02, DTP*050, DTP*009. */
  readonly trace: string;
  readonly receivedDate?: string;
  readonly processDate?: string;
  /** 2200B TRN02 = BHT03 of our 837. */
  readonly batchId: string;
  readonly statuses: readonly ClaimStatus[];
  /** 2200B QTY*90 and QTY*AA: claims; AMT*YU and AMT*YY: their charges. */
  readonly acceptedCount?: number;
  readonly rejectedCount?: number;
  readonly acceptedAmount?: Cents;
  readonly rejectedAmount?: Cents;
  readonly providers: readonly ClaimAcknowledgmentProvider[];
  /** Where the HL of the receiver level stands. */
  readonly position: Position;
}
/** One 2000C of a 277CA: a billing provider with its claims. */
export interface ClaimAcknowledgmentProvider {
  /** 2100C NM109, where it is an NPI. */
  readonly npi?: string;
  /** NM108 and NM109, where it is another id: FI tax id … */
  readonly otherId?: { readonly qualifier: string; readonly value: string };
  /** NM103. */
  readonly name?: string;
  /** NM104, of a person. */
  readonly first?: string;
  /** 2200C TRN02. */
  readonly trace?: string;
  readonly statuses: readonly ClaimStatus[];
  /** QTY*QA and QTY*QC: claims; AMT*YU and AMT*YY: their charges. */
  readonly acceptedCount?: number;
  readonly rejectedCount?: number;
  readonly acceptedAmount?: Cents;
  readonly rejectedAmount?: Cents;
  readonly claims: readonly ClaimAcknowledgment[];
}

// ── 835 ───────────────────────────────────────────────────────────────────────────────────────────────

/** One CAS triplet of an 835. Positive reduces the payment, negative increases it. */
export interface RemittanceAdjustment {
  /** CAS01: CO, PR, OA, PI. */
  readonly group: string;
  /** CAS02: claim adjustment reason code. */
  readonly carc: string;
  /** CAS03. */
  readonly amount: Cents;
  /** CAS04, a decimal. */
  readonly quantity?: string;
}
/** SVC01 or SVC06. */
export interface RemittanceProcedure {
  /** HC, AD, N4, NU … */
  readonly qualifier: string;
  readonly code: string;
  /** Up to four. */
  readonly modifiers: readonly string[];
}
/** 2110 SVC (domain.md 5.1). */
export interface ServicePayment {
  /** SVC01, adjudicated. */
  readonly procedure: RemittanceProcedure;
  /** SVC06, submitted, where different. */
  readonly submittedProcedure?: RemittanceProcedure;
  /** SVC04. */
  readonly revenueCode?: string;
  /** SVC02 and SVC03; both are negative in a reversal. */
  readonly charge: Cents;
  readonly paid: Cents;
  /** SVC05 and SVC07, decimals. */
  readonly paidUnits?: string;
  readonly submittedUnits?: string;
  /** DTM*150 and 151, or 472; CCYYMMDD. */
  readonly from?: string;
  readonly to?: string;
  /** CAS of the line. */
  readonly adjustments: readonly RemittanceAdjustment[];
  /** REF*6R. */
  readonly lineControlNo?: string;
  /** AMT*B6. */
  readonly allowed?: Cents;
  /** LQ*HE. */
  readonly remarks: readonly string[];
  readonly position: Position;
}
/** 2100 CLP. */
export interface ClaimPayment {
  /** CLP01. */
  readonly claimId: string;
  /** CLP02. */
  readonly status: string;
  /** CLP03 and CLP04; both are negative in a reversal. */
  readonly charge: Cents;
  readonly paid: Cents;
  /** CLP05; absent when not sent. */
  readonly patientResponsibility?: Cents;
  /** CLP06. */
  readonly filingCode?: string;
  /** CLP07. */
  readonly payerClaimControlNo: string;
  /** CLP08: place of service, or type of bill without its frequency. */
  readonly facilityCode?: string;
  /** CLP09. */
  readonly frequency?: string;
  /** CAS of the claim; those of its lines stand with them. */
  readonly adjustments: readonly RemittanceAdjustment[];
  /** NM1*QC: NM103, NM104 and NM109. */
  readonly patientLast?: string;
  readonly patientFirst?: string;
  readonly memberId?: string;
  /** NM1*IL: NM103 and NM104. */
  readonly subscriberLast?: string;
  readonly subscriberFirst?: string;
  /** NM1*82 NM109. */
  readonly renderingNpi?: string;
  /** NM1*TT, NM1*PR of 2100. */
  readonly crossoverCarrier?: { readonly name: string; readonly id?: string };
  readonly correctedPriorityPayer?: { readonly name: string; readonly id?: string };
  /** NM1*74 was sent. */
  readonly demographicsCorrected: boolean;
  /** MIA and MOA remark codes, in this order. */
  readonly remarks: readonly string[];
  /** MIA elements in order, as received: of an inpatient bill. An 837I carries them to the next payer. */
  readonly inpatient?: readonly string[];
  /**
   * MOA elements in order, as received, where it says more than remark codes: MOA01 reimbursement rate, MOA02 payable
   * by HCPCS, MOA08 ESRD, MOA09 professional component. Carried to the next payer (domain.md 5.10).
   */
  readonly outpatient?: readonly string[];
  /** AMT*I; negative on a reversal. */
  readonly interest?: Cents;
  /** DTM*232, 233, 050. */
  readonly from?: string;
  readonly to?: string;
  readonly receivedDate?: string;
  readonly services: readonly ServicePayment[];
  /** 1-based ordinal of the CLP in its set. */
  readonly ordinal: number;
  readonly position: Position;
}
/** One PLB pair. Positive decreases the payment. */
export interface ProviderAdjustment {
  /** PLB01. */
  readonly providerId: string;
  /** PLB02, CCYYMMDD. */
  readonly fiscalYearEnd: string;
  /** PLB03-1 and PLB03-2; PLB05, 07, 09, 11 and 13 of further pairs. */
  readonly code: string;
  readonly reference?: string;
  /** PLB04; PLB06, 08, 10, 12 and 14 of further pairs. */
  readonly amount: Cents;
  /** Where the PLB stands. */
  readonly position: Position;
}
/** One ST of an 835, without its claims. */
export interface RemittanceHeader {
  readonly context: SetContext;
  /** BPR01: I with the payment, H for information only … */
  readonly handling: string;
  /** BPR02. */
  readonly paid: Cents;
  /** BPR03: C credit, D debit. */
  readonly creditDebit: string;
  /** BPR04: CHK, ACH, NON … */
  readonly method: string;
  /** BPR16, CCYYMMDD. */
  readonly paymentDate: string;
  /** TRN02, TRN03. */
  readonly trace: string;
  readonly originator?: string;
  /** DTM*405, CCYYMMDD. */
  readonly productionDate?: string;
  /** Payer: N1*PR, N104, REF*2U; contact. */
  readonly payer: {
    readonly name: string;
    readonly id?: string;
    readonly secondaryId?: string;
    readonly address1?: string;
    readonly city?: string;
    readonly state?: string;
    readonly zip?: string;
    readonly contactName?: string;
    readonly contactPhone?: string;
  };
  /** Payee: N1*PE with FI or XX, REF*TJ. */
  readonly payee: {
    readonly name: string;
    readonly idQualifier: string;
    readonly id: string;
    readonly taxId?: string;
  };
  /** Where the ST stands. */
  readonly position: Position;
}
/** A whole 835 transaction in memory: what a writer takes, and what a small reader gives. */
export interface Remittance {
  readonly header: RemittanceHeader;
  readonly claims: readonly ClaimPayment[];
  readonly providerAdjustments: readonly ProviderAdjustment[];
}

// ── writing ───────────────────────────────────────────────────────────────────────────────────────────

/** Everything an envelope needs (domain.md 3.1). Control numbers are ours; dates come from the plan, never a clock. */
export interface EnvelopeSpec {
  /** ISA05 and ISA06, ISA07 and ISA08: up to fifteen characters of ASCII. */
  readonly sender: { readonly qualifier: string; readonly id: string };
  readonly receiver: { readonly qualifier: string; readonly id: string };
  /** GS02 and GS03. */
  readonly applicationSender: string;
  readonly applicationReceiver: string;
  /** ISA13: 1 to 999,999,999. */
  readonly interchangeControlNo: number;
  /** GS06: 1 to 999,999,999. */
  readonly groupControlNo: number;
  /** CCYYMMDD and HHMM. */
  readonly date: string;
  readonly time: string;
  /** ISA15: T test, P production. */
  readonly usage: 'T' | 'P';
  /** ISA14: whether a TA1 is asked for. */
  readonly acknowledgmentRequested: boolean;
  /** LF after each segment terminator. */
  readonly newlines: boolean;
}
/** One ST of an 837 to write. */
export interface ClaimSet<Content> {
  /** ST02, e.g. `0001`. */
  readonly controlNo: string;
  readonly header: ClaimBatchHeader;
  /** Grouped by billing provider, then subscriber and payer, then patient. */
  readonly claims: readonly ClaimToWrite<Content>[];
}
export interface ClaimToWrite<Content> {
  /** CLM01 (ours). */
  readonly filingId: string;
  readonly content: Content;
  /** Of a professional claim: what REF*6R ends in, by line; absent where lines count from 1 without gaps. */
  readonly lineNos?: readonly number[];
}
export type ProfessionalSet = ClaimSet<Encounter>;
export type InstitutionalSet = ClaimSet<InstitutionalContent>;
export type DentalSet = ClaimSet<DentalContent>;
