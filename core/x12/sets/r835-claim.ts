import type { Cents } from '../../money.ts';
import { every, first, inners, type LoopNode } from '../guides/tree.ts';
import type { Segment } from '../syntax/segment.ts';
import type { ClaimPayment, RemittanceAdjustment, RemittanceProcedure, ServicePayment } from '../types.ts';
import { type AnswerValues, dateAt, present, textAt } from './answer-values.ts';
import type { SetStart } from './set-module.ts';

export interface ClaimPaymentReading {
  readonly values: AnswerValues;
  readonly positionOf: SetStart['positionOf'];
  /** 1-based ordinal of the CLP in its set. */
  readonly ordinal: number;
}

/**
 * Reads one 2100 loop. Amounts keep their sign: a reversal (CLP02 22) has that of its segments.
 *
 * @returns null when an amount that balancing needs (CLP03, CLP04, SVC02, SVC03, CAS, AMT*I) is missing or
 *   cannot be read
 * @see domain.md 5.1
 */
export function claimPaymentOf(node: LoopNode, reading: ClaimPaymentReading): ClaimPayment | null {
  const clp = first(node, 'CLP');
  const charge = reading.values.amount(clp, 3, node.guide);
  const paid = reading.values.amount(clp, 4, node.guide);
  const adjustments = adjustmentsOf(node, reading.values);
  const services = inners(node, '2110').map((loop) => servicePaymentOf(loop, reading));
  const interest = first(node, 'AMT', 'I');
  const interestPaid = reading.values.amount(interest, 2, node.guide);
  if (clp === undefined || charge === undefined || paid === undefined || adjustments === null) return null;
  if (interest !== undefined && interestPaid === undefined) return null;
  if (!services.every((service) => service !== null)) return null;
  return present({
    claimId: clp.element(1),
    status: clp.element(2),
    charge,
    paid,
    patientResponsibility: reading.values.amount(clp, 5, node.guide),
    filingCode: textAt(clp, 6),
    payerClaimControlNo: clp.element(7),
    facilityCode: textAt(clp, 8),
    frequency: textAt(clp, 9),
    adjustments,
    ...peopleOf(node),
    remarks: claimRemarks(node),
    interest: interestPaid,
    from: dateAt(first(node, 'DTM', '232'), 2),
    to: dateAt(first(node, 'DTM', '233'), 2),
    receivedDate: dateAt(first(node, 'DTM', '050'), 2),
    services,
    ordinal: reading.ordinal,
    position: reading.positionOf(clp, node.guide),
  });
}

/** The names of a claim payment; the member id stands with the patient or with the subscriber. */
function peopleOf(node: LoopNode) {
  const patient = first(node, 'NM1', 'QC');
  const subscriber = first(node, 'NM1', 'IL');
  const rendering = first(node, 'NM1', '82');
  return {
    patientLast: textAt(patient, 3),
    patientFirst: textAt(patient, 4),
    memberId: textAt(patient, 9) ?? textAt(subscriber, 9),
    subscriberLast: textAt(subscriber, 3),
    subscriberFirst: textAt(subscriber, 4),
    renderingNpi: rendering?.element(8) === 'XX' ? textAt(rendering, 9) : undefined,
    crossoverCarrier: carrierOf(first(node, 'NM1', 'TT')),
    correctedPriorityPayer: carrierOf(first(node, 'NM1', 'PR')),
    demographicsCorrected: first(node, 'NM1', '74') !== undefined,
  };
}

function carrierOf(nm1: Segment | undefined): { readonly name: string; readonly id?: string } | undefined {
  return nm1 && present({ name: nm1.element(3), id: textAt(nm1, 9) });
}

/** Where MIA and MOA carry remark codes. */
const MIA_REMARKS = [5, 20, 21, 22, 23];
const MOA_REMARKS = [3, 4, 5, 6, 7];

function claimRemarks(node: LoopNode): readonly string[] {
  const inpatient = MIA_REMARKS.map((n) => textAt(first(node, 'MIA'), n));
  const outpatient = MOA_REMARKS.map((n) => textAt(first(node, 'MOA'), n));
  return [...inpatient, ...outpatient].filter((code) => code !== undefined);
}

/** Where the up to six reasons of a CAS stand; amount and quantity follow each. */
const CAS_TRIPLETS = [2, 5, 8, 11, 14, 17];

/** @returns null when an amount is missing or cannot be read */
function adjustmentsOf(node: LoopNode, values: AnswerValues): readonly RemittanceAdjustment[] | null {
  const adjustments: RemittanceAdjustment[] = [];
  let readable = true;
  for (const cas of every(node, 'CAS')) {
    for (const n of CAS_TRIPLETS) {
      if (cas.element(n) === '' && cas.element(n + 1) === '') continue;
      const amount = values.amount(cas, n + 1, node.guide);
      if (amount === undefined) readable = false;
      else adjustments.push(adjustmentOf(cas, n, amount));
    }
  }
  return readable ? adjustments : null;
}

const adjustmentOf = (cas: Segment, n: number, amount: Cents): RemittanceAdjustment =>
  present({ group: cas.element(1), carc: cas.element(n), amount, quantity: textAt(cas, n + 2) });

function servicePaymentOf(
  node: LoopNode,
  { values, positionOf }: ClaimPaymentReading,
): ServicePayment | null {
  const svc = first(node, 'SVC');
  const charge = values.amount(svc, 2, node.guide);
  const paid = values.amount(svc, 3, node.guide);
  const adjustments = adjustmentsOf(node, values);
  if (svc === undefined || charge === undefined || paid === undefined || adjustments === null) return null;
  const day = first(node, 'DTM', '472');
  return present({
    procedure: procedureOf(svc, 1),
    submittedProcedure: svc.element(6) === '' ? undefined : procedureOf(svc, 6),
    revenueCode: textAt(svc, 4),
    charge,
    paid,
    paidUnits: textAt(svc, 5),
    submittedUnits: textAt(svc, 7),
    from: dateAt(day ?? first(node, 'DTM', '150'), 2),
    to: dateAt(day ?? first(node, 'DTM', '151'), 2),
    adjustments,
    lineControlNo: textAt(first(node, 'REF', '6R'), 2),
    allowed: values.amount(first(node, 'AMT', 'B6'), 2, node.guide),
    remarks: lineRemarks(node),
    position: positionOf(svc, node.guide),
  });
}

const lineRemarks = (node: LoopNode): readonly string[] =>
  every(node, 'LQ').flatMap((lq) => (lq.element(1) === 'HE' ? [lq.element(2)] : []));

function procedureOf(svc: Segment, n: number): RemittanceProcedure {
  const [qualifier = '', code = '', ...rest] = svc.components(n);
  return { qualifier, code, modifiers: rest.slice(0, 4).filter((modifier) => modifier !== '') };
}
