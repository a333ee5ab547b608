import { type Cents, ZERO } from '../../money.ts';
import type { LoopGuide } from '../guides/guide.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { ClaimPayment, Position, RemittanceAdjustment, ServicePayment } from '../types.ts';
import { type AnswerValues, textAt } from './answer-values.ts';
import { elementsOf } from './claim-read-parts.ts';
import { addClaimDate, addPerson, addServiceDate, procedureOf } from './r835-claim-values.ts';
import { listed, type PaymentDraft, paymentOf, type ServiceDraft, serviceOf } from './r835-drafts.ts';
import { Gathered } from './roomy.ts';
import type { SetStart } from './set-module.ts';

const CLP = packed('CLP');
const SVC = packed('SVC');
const CAS = packed('CAS');
const NM1 = packed('NM1');
const MIA = packed('MIA');
const MOA = packed('MOA');
const DTM = packed('DTM');
const AMT = packed('AMT');
const REF = packed('REF');
const LQ = packed('LQ');
const [HE, I, B6, LINE_NO] = ['HE', 'I', 'B6', '6R'].map(packed);

/** Most claims and lines have none: they share these. */
const NO_ADJUSTMENTS: readonly RemittanceAdjustment[] = [];
const NO_CODES: readonly string[] = [];

const NO_SERVICES: readonly ServicePayment[] = [];

/**
 * Gathers claim payments segment by segment. Amounts keep their sign: a reversal (CLP02 22) has that of its
 * segments. The first segment of a kind counts, as the guide allows only one.
 *
 * @see domain.md 5.1
 */
export class ClaimPaymentReader {
  readonly #values: AnswerValues;
  readonly #positionOf: SetStart['positionOf'];
  #ordinal = 0;
  #claim: PaymentDraft | null = null;
  #service: ServiceDraft | null = null;
  #position: Position | null = null;
  readonly #services = new Gathered<ServicePayment>();
  readonly #claimAdjustments = new Gathered<RemittanceAdjustment>();
  readonly #adjustments = new Gathered<RemittanceAdjustment>();
  /** Lost with the first amount that balancing needs (CLP03, CLP04, SVC02, SVC03, CAS, AMT*I) and cannot be read. */
  #readable = true;

  /** @param before how many claim payments of the set are not given to it */
  constructor(values: AnswerValues, positionOf: SetStart['positionOf'], before = 0) {
    this.#values = values;
    this.#positionOf = positionOf;
    this.#ordinal = before;
  }

  /** Takes a segment of 2100. */
  takeClaim(segment: Segment, loop: LoopGuide): void {
    if (segment.key === CLP) this.#openClaim(segment, loop);
    else if (this.#claim !== null) this.#gatherClaim(this.#claim, segment, loop);
  }

  /** Takes a segment of 2110. */
  takeService(segment: Segment, loop: LoopGuide): void {
    if (segment.key === SVC) this.#openService(segment, loop);
    else if (this.#service !== null) this.#gatherService(this.#service, segment, loop);
  }

  closeService(): void {
    const service = this.#service;
    const claim = this.#claim;
    if (service === null) return;
    if (this.#adjustments.count > 0) service.adjustments = this.#adjustments.take();
    if (claim !== null) this.#services.add(serviceOf(service));
    this.#service = null;
  }

  /** @returns a null payment when an amount that balancing needs is missing or cannot be read */
  closeClaim(): { readonly payment: ClaimPayment | null; readonly position: Position | null } {
    const claim = this.#claim;
    const position = this.#position;
    this.#claim = null;
    if (claim === null) return { payment: null, position };
    if (this.#claimAdjustments.count > 0) claim.adjustments = this.#claimAdjustments.take();
    if (this.#services.count > 0) claim.services = this.#services.take();
    const payment = this.#readable ? paymentOf(claim) : null;
    return { payment, position };
  }

  #openClaim(clp: Segment, loop: LoopGuide): void {
    const charge = this.#values.amount(clp, 3, loop);
    const paid = this.#values.amount(clp, 4, loop);
    const position = this.#positionOf(clp, loop);
    this.#ordinal += 1;
    this.#service = null;
    this.#services.clear();
    this.#claimAdjustments.clear();
    this.#position = position;
    this.#readable = charge !== undefined && paid !== undefined;
    this.#claim = {
      claimId: clp.element(1),
      status: clp.element(2),
      charge: charge ?? ZERO,
      paid: paid ?? ZERO,
      payerClaimControlNo: clp.element(7),
      adjustments: NO_ADJUSTMENTS,
      demographicsCorrected: false,
      remarks: NO_CODES,
      services: NO_SERVICES,
      ordinal: this.#ordinal,
      position,
      patientResponsibility: this.#values.amount(clp, 5, loop),
      filingCode: textAt(clp, 6),
      facilityCode: textAt(clp, 8),
      frequency: textAt(clp, 9),
      patientLast: undefined,
      patientFirst: undefined,
      memberId: undefined,
      renderingNpi: undefined,
      from: undefined,
      to: undefined,
    };
  }

  #gatherClaim(claim: PaymentDraft, segment: Segment, loop: LoopGuide): void {
    switch (segment.key) {
      case CAS:
        this.#gatherAdjustments(this.#claimAdjustments, segment, loop);
        break;
      case NM1:
        addPerson(claim, segment);
        break;
      case MIA:
        gatherRemarks(claim, segment, MIA_REMARKS);
        gatherInpatient(claim, segment);
        break;
      case MOA:
        gatherRemarks(claim, segment, MOA_REMARKS);
        gatherOutpatient(claim, segment);
        break;
      case DTM:
        addClaimDate(claim, segment);
        break;
      case AMT:
        this.#addInterest(claim, segment, loop);
        break;
    }
  }

  #addInterest(draft: PaymentDraft, amt: Segment, loop: LoopGuide): void {
    if (amt.code(1) !== I || draft.interest !== undefined) return;
    const interest = this.#values.amount(amt, 2, loop);
    if (interest === undefined) this.#readable = false;
    else draft.interest = interest;
  }

  #openService(svc: Segment, loop: LoopGuide): void {
    const charge = this.#values.amount(svc, 2, loop);
    const paid = this.#values.amount(svc, 3, loop);
    if (charge === undefined || paid === undefined) this.#readable = false;
    const draft: ServiceDraft = {
      procedure: procedureOf(svc, 1),
      charge: charge ?? ZERO,
      paid: paid ?? ZERO,
      adjustments: NO_ADJUSTMENTS,
      remarks: NO_CODES,
      position: this.#positionOf(svc, loop),
      paidUnits: textAt(svc, 5),
      from: undefined,
      to: undefined,
      lineControlNo: undefined,
      allowed: undefined,
    };
    if (!svc.isEmpty(4)) draft.revenueCode = svc.element(4);
    if (!svc.isEmpty(6)) draft.submittedProcedure = procedureOf(svc, 6);
    if (!svc.isEmpty(7)) draft.submittedUnits = svc.element(7);
    this.#service = draft;
    this.#adjustments.clear();
  }

  #gatherService(draft: ServiceDraft, segment: Segment, loop: LoopGuide): void {
    switch (segment.key) {
      case DTM:
        addServiceDate(draft, segment);
        break;
      case CAS:
        this.#gatherAdjustments(this.#adjustments, segment, loop);
        break;
      case REF:
        if (segment.code(1) === LINE_NO && !segment.isEmpty(2)) draft.lineControlNo ??= segment.element(2);
        break;
      case AMT: {
        if (segment.code(1) !== B6 || draft.allowed !== undefined) break;
        const allowed = this.#values.amount(segment, 2, loop);
        if (allowed !== undefined) draft.allowed = allowed;
        break;
      }
      case LQ:
        if (segment.code(1) !== HE) break;
        draft.remarks = listed(draft.remarks, segment.element(2));
        break;
    }
  }

  #gatherAdjustments(into: Gathered<RemittanceAdjustment>, cas: Segment, loop: LoopGuide): void {
    const group = cas.element(1);
    const end = Math.min(cas.size, TRIPLETS_END);
    for (let n = 2; n <= end; n += 3) {
      if (cas.isEmpty(n) && cas.isEmpty(n + 1)) continue;
      const amount = this.#values.amount(cas, n + 1, loop);
      if (amount === undefined) this.#readable = false;
      else into.add(adjustmentOf(cas, n, { group, amount }));
    }
  }
}

/** Up to six reasons, each followed by its amount and quantity. */
const TRIPLETS_END = 19;

/** Where MIA and MOA carry remark codes. */
export const MIA_REMARKS: readonly number[] = [5, 20, 21, 22, 23];
const MOA_REMARKS = [3, 4, 5, 6, 7];
/** What an MOA says besides. */
const MOA_VALUES = [1, 2, 8, 9];

function gatherInpatient(draft: PaymentDraft, mia: Segment): void {
  const elements = elementsOf(mia);
  if (elements !== undefined && draft.inpatient === undefined) draft.inpatient = elements;
}

function gatherOutpatient(draft: PaymentDraft, moa: Segment): void {
  if (MOA_VALUES.every((n) => moa.isEmpty(n)) || draft.outpatient !== undefined) return;
  const elements = elementsOf(moa);
  if (elements !== undefined) draft.outpatient = elements;
}

function gatherRemarks(draft: PaymentDraft, segment: Segment, at: readonly number[]): void {
  for (const n of at) {
    if (!segment.isEmpty(n)) draft.remarks = listed(draft.remarks, segment.element(n));
  }
}

function adjustmentOf(
  cas: Segment,
  n: number,
  { group, amount }: { readonly group: string; readonly amount: Cents },
): RemittanceAdjustment {
  const carc = cas.element(n);
  return cas.isEmpty(n + 2) ? { group, carc, amount } : { group, carc, amount, quantity: cas.element(n + 2) };
}
