import { packed, type Segment } from '../syntax/segment.ts';
import type { RemittanceProcedure } from '../types.ts';
import { textAt } from './answer-values.ts';
import { listed, type PaymentDraft, type ServiceDraft } from './r835-drafts.ts';

const [QC, IL, RENDERING, TT, PR, CORRECTED] = ['QC', 'IL', '82', 'TT', 'PR', '74'].map(packed);
const [SERVICE, SERVICE_FROM, SERVICE_TO] = ['472', '150', '151'].map(packed);
const [CLAIM_FROM, CLAIM_TO, RECEIVED] = ['232', '233', '050'].map(packed);
const XX = packed('XX');

/** Most procedures have none: they share these. */
const NO_MODIFIERS: readonly string[] = [];

/** The names of a claim payment; the member id stands with the patient or with the subscriber. */
export function addPerson(draft: PaymentDraft, nm1: Segment): void {
  switch (nm1.code(1)) {
    case QC:
      if (!nm1.isEmpty(3)) draft.patientLast ??= nm1.element(3);
      if (!nm1.isEmpty(4)) draft.patientFirst ??= nm1.element(4);
      if (!nm1.isEmpty(9)) draft.memberId = nm1.element(9);
      break;
    case IL:
      if (!nm1.isEmpty(3)) draft.subscriberLast ??= nm1.element(3);
      if (!nm1.isEmpty(4)) draft.subscriberFirst ??= nm1.element(4);
      if (!nm1.isEmpty(9)) draft.memberId ??= nm1.element(9);
      break;
    case RENDERING:
      if (nm1.code(8) === XX && !nm1.isEmpty(9)) draft.renderingNpi ??= nm1.element(9);
      break;
    case TT:
      draft.crossoverCarrier ??= carrierOf(nm1);
      break;
    case PR:
      draft.correctedPriorityPayer ??= carrierOf(nm1);
      break;
    case CORRECTED:
      draft.demographicsCorrected = true;
      break;
  }
}

function carrierOf(nm1: Segment): { readonly name: string; readonly id?: string } {
  const id = textAt(nm1, 9);
  return { name: nm1.element(3), ...(id !== undefined && { id }) };
}

export function addClaimDate(draft: PaymentDraft, dtm: Segment): void {
  const date = dtm.date(2);
  if (date === undefined) return;
  const code = dtm.code(1);
  if (code === CLAIM_FROM) draft.from ??= date;
  else if (code === CLAIM_TO) draft.to ??= date;
  else if (code === RECEIVED) draft.receivedDate ??= date;
}

/** A single day, or the two ends of a period. */
export function addServiceDate(draft: ServiceDraft, dtm: Segment): void {
  const date = dtm.date(2);
  if (date === undefined) return;
  const code = dtm.code(1);
  if (code === SERVICE || code === SERVICE_FROM) draft.from ??= date;
  if (code === SERVICE || code === SERVICE_TO) draft.to ??= date;
}

const LAST_MODIFIER = 6;

/** A procedure composite, in one pass over its bytes. */
export function procedureOf(svc: Segment, n: number): RemittanceProcedure {
  const { componentByte, repetitionByte } = svc.separators;
  const { bytes } = svc.block;
  const end = svc.end(n);
  let qualifier = '';
  let code = '';
  let modifiers = NO_MODIFIERS;
  let from = svc.start(n);
  for (let c = 1; c <= LAST_MODIFIER && from <= end; c += 1) {
    let to = from;
    while (to < end && bytes[to] !== componentByte && bytes[to] !== repetitionByte) to += 1;
    const text = svc.slice(from, to);
    if (c === 1) qualifier = text;
    else if (c === 2) code = text;
    else if (text !== '') modifiers = listed(modifiers, text);
    if (bytes[to] === repetitionByte) break;
    from = to + 1;
  }
  return { qualifier, code, modifiers };
}
