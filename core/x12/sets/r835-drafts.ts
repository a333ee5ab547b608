import type { ClaimPayment, ServicePayment } from '../types.ts';
import type { Draft } from './answer-values.ts';

/**
 * Claim payments and services while they are read. What nearly all of them have is there from the start, undefined
 * as long as it did not come: an object has room for what it is made with, and more is several times as dear. Who
 * lacks one of these is copied without it.
 */

type Drafted<T, Usual extends keyof T> = Draft<Omit<T, Usual>> & {
  -readonly [K in Usual]-?: T[K] | undefined;
};

export type ServiceDraft = Drafted<ServicePayment, 'paidUnits' | 'from' | 'to' | 'lineControlNo' | 'allowed'>;

export type PaymentDraft = Drafted<
  ClaimPayment,
  | 'patientResponsibility'
  | 'filingCode'
  | 'facilityCode'
  | 'frequency'
  | 'patientLast'
  | 'patientFirst'
  | 'memberId'
  | 'renderingNpi'
  | 'from'
  | 'to'
>;

const isWholeService = (draft: ServiceDraft | ServicePayment): draft is ServicePayment =>
  draft.paidUnits !== undefined &&
  draft.from !== undefined &&
  draft.to !== undefined &&
  draft.lineControlNo !== undefined &&
  draft.allowed !== undefined;

export function serviceOf(draft: ServiceDraft): ServicePayment {
  if (isWholeService(draft)) return draft;
  const { procedure, charge, paid, adjustments, remarks, position } = draft;
  const service: Draft<ServicePayment> = { procedure, charge, paid, adjustments, remarks, position };
  if (draft.revenueCode !== undefined) service.revenueCode = draft.revenueCode;
  if (draft.paidUnits !== undefined) service.paidUnits = draft.paidUnits;
  if (draft.submittedProcedure !== undefined) service.submittedProcedure = draft.submittedProcedure;
  if (draft.submittedUnits !== undefined) service.submittedUnits = draft.submittedUnits;
  if (draft.from !== undefined) service.from = draft.from;
  if (draft.to !== undefined) service.to = draft.to;
  if (draft.lineControlNo !== undefined) service.lineControlNo = draft.lineControlNo;
  if (draft.allowed !== undefined) service.allowed = draft.allowed;
  return service;
}

const isWholePayment = (draft: PaymentDraft | ClaimPayment): draft is ClaimPayment =>
  draft.patientResponsibility !== undefined &&
  draft.filingCode !== undefined &&
  draft.facilityCode !== undefined &&
  draft.frequency !== undefined &&
  draft.patientLast !== undefined &&
  draft.patientFirst !== undefined &&
  draft.memberId !== undefined &&
  draft.renderingNpi !== undefined &&
  draft.from !== undefined &&
  draft.to !== undefined;

export function paymentOf(draft: PaymentDraft): ClaimPayment {
  if (isWholePayment(draft)) return draft;
  const { claimId, status, charge, paid, payerClaimControlNo, adjustments } = draft;
  const { demographicsCorrected, remarks, services, ordinal, position } = draft;
  const payment: Draft<ClaimPayment> = {
    claimId,
    status,
    charge,
    paid,
    payerClaimControlNo,
    adjustments,
    demographicsCorrected,
    remarks,
    services,
    ordinal,
    position,
  };
  addCodes(payment, draft);
  addPeople(payment, draft);
  if (draft.from !== undefined) payment.from = draft.from;
  if (draft.to !== undefined) payment.to = draft.to;
  if (draft.receivedDate !== undefined) payment.receivedDate = draft.receivedDate;
  if (draft.interest !== undefined) payment.interest = draft.interest;
  if (draft.inpatient !== undefined) payment.inpatient = draft.inpatient;
  if (draft.outpatient !== undefined) payment.outpatient = draft.outpatient;
  return payment;
}

function addCodes(payment: Draft<ClaimPayment>, draft: PaymentDraft): void {
  const { patientResponsibility, filingCode, facilityCode, frequency } = draft;
  if (patientResponsibility !== undefined) payment.patientResponsibility = patientResponsibility;
  if (filingCode !== undefined) payment.filingCode = filingCode;
  if (facilityCode !== undefined) payment.facilityCode = facilityCode;
  if (frequency !== undefined) payment.frequency = frequency;
}

function addPeople(payment: Draft<ClaimPayment>, draft: PaymentDraft): void {
  const { patientLast, patientFirst, memberId, subscriberLast, subscriberFirst } = draft;
  const { renderingNpi, crossoverCarrier, correctedPriorityPayer } = draft;
  if (patientLast !== undefined) payment.patientLast = patientLast;
  if (patientFirst !== undefined) payment.patientFirst = patientFirst;
  if (memberId !== undefined) payment.memberId = memberId;
  if (subscriberLast !== undefined) payment.subscriberLast = subscriberLast;
  if (subscriberFirst !== undefined) payment.subscriberFirst = subscriberFirst;
  if (renderingNpi !== undefined) payment.renderingNpi = renderingNpi;
  if (crossoverCarrier !== undefined) payment.crossoverCarrier = crossoverCarrier;
  if (correctedPriorityPayer !== undefined) payment.correctedPriorityPayer = correctedPriorityPayer;
}

/**
 * A list with one item more; an empty one may be shared, and is left as it is. Arrays that are made with all that
 * they hold have no spare room, and few lists have more than three.
 */
export function listed<T>(list: readonly T[], item: T): readonly T[] {
  const [first, second] = list;
  if (list.length === 0) return [item];
  if (list.length === 1) return [first as T, item];
  if (list.length === 2) return [first as T, second as T, item];
  (list as T[]).push(item);
  return list;
}
