import type { EligibilityInquiry, EligibilityResponse } from './sets/eligibility-types.ts';
import type { StatusInquiry, StatusResponse } from './sets/status-types.ts';
import type {
  AnyClaim,
  ClaimAcknowledgmentBatch,
  ClaimPayment,
  Finding,
  Group,
  ImplementationAcknowledgment,
  Interchange,
  InterchangeAcknowledgment,
  Position,
  ProviderAdjustment,
  RemittanceHeader,
  SetContext,
} from './types.ts';

/** Transaction sets that we recognise by name. Only those in the registry are read. */
export type SetType =
  | '837P'
  | '837I'
  | '837D'
  | '835'
  | '999'
  | '997'
  | '277CA'
  | '277'
  | '276'
  | '270'
  | '271'
  | 'unsupported';

/** What reading a file gives, in file order. */
export type X12Item =
  | { readonly kind: 'interchange'; readonly interchange: Interchange; readonly position: Position }
  | {
      readonly kind: 'interchange-acknowledgment';
      readonly acknowledgment: InterchangeAcknowledgment;
      readonly interchange: Interchange;
    }
  | {
      readonly kind: 'group';
      readonly group: Group;
      readonly interchange: Interchange;
      readonly position: Position;
    }
  | {
      readonly kind: 'set';
      readonly type: SetType;
      readonly context: SetContext;
      readonly position: Position;
    }
  | { readonly kind: 'claim'; readonly claim: AnyClaim }
  | { readonly kind: 'remittance'; readonly header: RemittanceHeader }
  | {
      readonly kind: 'claim-payment';
      readonly payment: ClaimPayment;
      /** Byte offset of the segment behind it: its bytes stand from `payment.position.offset` up to here. */
      readonly end: number;
    }
  | { readonly kind: 'provider-adjustment'; readonly adjustment: ProviderAdjustment }
  | {
      readonly kind: 'implementation-acknowledgment';
      readonly acknowledgment: ImplementationAcknowledgment;
      readonly context: SetContext;
    }
  | {
      readonly kind: 'claim-acknowledgment-batch';
      readonly batch: ClaimAcknowledgmentBatch;
      readonly context: SetContext;
    }
  | {
      readonly kind: 'eligibility-inquiry';
      readonly inquiry: EligibilityInquiry;
      readonly context: SetContext;
    }
  | {
      readonly kind: 'eligibility-response';
      readonly response: EligibilityResponse;
      readonly context: SetContext;
    }
  | { readonly kind: 'status-inquiry'; readonly inquiry: StatusInquiry; readonly context: SetContext }
  | { readonly kind: 'status-response'; readonly response: StatusResponse; readonly context: SetContext }
  | {
      readonly kind: 'set-end';
      readonly type: SetType;
      readonly context: SetContext;
      /** CLM segments (837) or CLP segments (835), those of sets that are not read too. */
      readonly claims: number;
      /** Whether the set is read, and the checks that were asked for found no error in it. */
      readonly accepted: boolean;
      /** ST and SE included. */
      readonly segments: number;
    }
  | { readonly kind: 'finding'; readonly finding: Finding }
  | {
      readonly kind: 'end';
      readonly interchanges: number;
      readonly groups: number;
      readonly sets: number;
      readonly segments: number;
    };
