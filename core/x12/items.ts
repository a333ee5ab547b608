import type {
  ClaimAcknowledgmentBatch,
  ClaimPayment,
  Finding,
  Group,
  ImplementationAcknowledgment,
  Interchange,
  InterchangeAcknowledgment,
  Position,
  ProfessionalClaim,
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
  | { readonly kind: 'claim'; readonly claim: ProfessionalClaim }
  | { readonly kind: 'remittance'; readonly header: RemittanceHeader }
  | { readonly kind: 'claim-payment'; readonly payment: ClaimPayment }
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
      readonly kind: 'set-end';
      readonly type: SetType;
      readonly context: SetContext;
      /** Claims (837), claim payments (835), claim answers (277CA) or acknowledged sets (999) read. */
      readonly claims: number;
      /** Whether no error was found in the set's syntax or structure. */
      readonly accepted: boolean;
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
