import type { ServiceLine } from '../../encounter/model.ts';
import { ZERO } from '../../money.ts';
import type { LoopNode } from '../guides/tree.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import {
  AMT,
  CN1,
  CR1,
  CR3,
  CRC,
  DTP,
  FRM,
  HCP,
  K3,
  LQ,
  MEA,
  NTE,
  PS1,
  PWK,
  QTY,
  REF,
  SV1,
  SV5,
} from './claim-keys.ts';
import { drugOf, isDrug, procedureAdjudicationOf, productOf } from './claim-read-line.ts';
import { placeOf, providerOf, referringOf } from './claim-read-parties.ts';
import {
  added,
  ambulanceOf,
  attachmentOf,
  conditionOf,
  contractOf,
  datedOf,
  elementsOf,
  HC,
  noteOf,
  pointersOf,
  procedureOf,
  put,
  referenceOf,
} from './claim-read-parts.ts';

/**
 * One 2400 of an 837P.
 *
 * @returns null where it lacks a code, a charge, units or a date of service
 */
export function lineOf(node: LoopNode, values: AnswerValues): ServiceLine | null {
  const line: ServiceLine = { code: '', chargeCents: ZERO, units: '', from: '' };
  let charged = false;
  for (const segment of node.segments) {
    if (segment.key === SV1) charged = readService(line, segment, values, node);
    else readSegment(line, segment, values, node);
  }
  for (const loop of node.loops) readLoop(line, loop, values);
  return charged && line.code !== '' && line.units !== '' && line.from !== '' ? line : null;
}

const UN = packed('UN');
const YES = packed('Y');
const ZERO_CODE = packed('0');

/** @returns whether there is a charge */
function readService(line: ServiceLine, sv1: Segment, values: AnswerValues, node: LoopNode): boolean {
  const procedure = procedureOf(sv1, 1, HC);
  const chargeCents = values.amount(sv1, 2, node.guide);
  if (procedure === null || chargeCents === undefined) return false;
  line.code = procedure.code;
  if (procedure.qualifier !== undefined) line.codeQualifier = procedure.qualifier;
  if (procedure.modifiers !== undefined) line.modifiers = procedure.modifiers;
  if (procedure.description !== undefined) line.description = procedure.description;
  line.chargeCents = chargeCents;
  if (sv1.code(3) !== UN && !sv1.isEmpty(3)) line.unitType = sv1.element(3);
  line.units = sv1.element(4);
  const pos = sv1.element(5);
  if (pos !== '') line.pos = pos;
  const dx = pointersOf(sv1, 7);
  if (dx !== undefined) line.dx = dx;
  if (sv1.size > 8) readFlags(line, sv1);
  return true;
}

function readFlags(line: ServiceLine, sv1: Segment): void {
  if (!sv1.isEmpty(9)) line.emergency = sv1.code(9) === YES;
  if (!sv1.isEmpty(11)) line.epsdt = sv1.code(11) === YES;
  if (!sv1.isEmpty(12)) line.familyPlanning = sv1.code(12) === YES;
  if (!sv1.isEmpty(15)) line.copayExempt = sv1.code(15) === ZERO_CODE;
}

const SERVICE_DATE = packed('472');

function readSegment(line: ServiceLine, segment: Segment, values: AnswerValues, node: LoopNode): void {
  switch (segment.key) {
    case DTP:
      readDate(line, segment);
      break;
    case REF:
      readNumber(line, segment);
      break;
    case NTE:
      put(line, 'notes', added(line.notes, noteOf(segment)));
      break;
    case AMT:
      readAmount(line, segment, values, node);
      break;
    default:
      readRare(line, segment, values, node);
  }
}

function readDate(line: ServiceLine, dtp: Segment): void {
  const dated = datedOf(dtp);
  if (dated === null) return;
  if (dtp.code(1) !== SERVICE_DATE) put(line, 'dates', added(line.dates, dated));
  else if (line.from === '') {
    line.from = dated.from;
    if (dated.to !== undefined) line.to = dated.to;
  }
}

const LINE_CONTROL = packed('6R');
const AUTHORISATION = packed('G1');
const REFERRAL = packed('9F');

function readNumber(line: ServiceLine, ref: Segment): void {
  switch (ref.code(1)) {
    case LINE_CONTROL:
      put(line, 'lineControlNo', ref.element(2) || null);
      break;
    case AUTHORISATION:
      put(line, 'priorAuthNos', added(line.priorAuthNos, referenceOf(ref)));
      break;
    case REFERRAL:
      put(line, 'referralNos', added(line.referralNos, referenceOf(ref)));
      break;
    default:
      put(line, 'references', added(line.references, referenceOf(ref)));
  }
}

const TAX = packed('T');
const POSTAGE = packed('F4');

function readAmount(line: ServiceLine, amt: Segment, values: AnswerValues, node: LoopNode): void {
  const kind = amt.code(1);
  const amount = values.amount(amt, 2, node.guide);
  if (kind === TAX) put(line, 'salesTaxCents', amount);
  else if (kind === POSTAGE) put(line, 'postageCents', amount);
}

function readRare(line: ServiceLine, segment: Segment, values: AnswerValues, node: LoopNode): void {
  switch (segment.key) {
    case PWK:
      put(line, 'attachments', added(line.attachments, attachmentOf(segment)));
      break;
    case CRC:
      put(line, 'conditions', added(line.conditions, conditionOf(segment)));
      break;
    case CN1:
      put(line, 'contract', contractOf(segment, values, node));
      break;
    case CR1:
      put(line, 'ambulance', ambulanceOf(segment));
      break;
    case QTY:
      readQuantity(line, segment);
      break;
    case MEA:
      put(line, 'measurements', added(line.measurements, measurementOf(segment)));
      break;
    case SV5:
      put(line, 'equipment', equipmentOf(segment, values, node));
      break;
    case CR3:
      put(line, 'equipmentCertification', certificationOf(segment));
      break;
    case K3:
      put(line, 'fixedFormats', added(line.fixedFormats, segment.element(1) || null));
      break;
    case PS1:
      put(line, 'purchasedService', purchasedOf(segment, values, node));
      break;
    case HCP:
      put(line, 'repricing', elementsOf(segment));
      break;
  }
}

const PATIENTS = packed('PT');
const OBSTETRIC = packed('FL');

function readQuantity(line: ServiceLine, qty: Segment): void {
  const kind = qty.code(1);
  const quantity = qty.element(2) || null;
  if (kind === PATIENTS) put(line, 'ambulancePatients', quantity);
  else if (kind === OBSTETRIC) put(line, 'obstetricUnits', quantity);
}

const measurementOf = (mea: Segment) => ({
  reference: mea.element(1),
  qualifier: mea.element(2),
  value: mea.element(3),
});

function equipmentOf(sv5: Segment, values: AnswerValues, node: LoopNode): ServiceLine['equipment'] {
  const days = sv5.element(3);
  if (days === '') return undefined;
  const equipment: NonNullable<ServiceLine['equipment']> = { days };
  put(equipment, 'rentalCents', values.amount(sv5, 4, node.guide));
  put(equipment, 'purchaseCents', values.amount(sv5, 5, node.guide));
  put(equipment, 'frequency', sv5.element(6) || null);
  return equipment;
}

function certificationOf(cr3: Segment): ServiceLine['equipmentCertification'] {
  const type = cr3.element(1);
  const months = cr3.element(3);
  return type === '' || months === '' ? undefined : { type, months };
}

function purchasedOf(ps1: Segment, values: AnswerValues, node: LoopNode): ServiceLine['purchasedService'] {
  const providerId = ps1.element(1);
  const chargeCents = values.amount(ps1, 2, node.guide);
  return providerId === '' || chargeCents === undefined ? undefined : { providerId, chargeCents };
}

function readLoop(line: ServiceLine, loop: LoopNode, values: AnswerValues): void {
  switch (loop.guide.id) {
    case '2410':
      readProduct(line, loop);
      break;
    case '2420A':
      put(line, 'rendering', providerOf(loop));
      break;
    case '2420B':
      put(line, 'purchased', providerOf(loop));
      break;
    case '2420C':
      put(line, 'facility', providerOf(loop));
      break;
    case '2420D':
      put(line, 'supervising', providerOf(loop));
      break;
    case '2420E':
      put(line, 'ordering', providerOf(loop));
      break;
    case '2420F':
      put(line, 'referring', added(line.referring, lineReferringOf(loop)));
      break;
    case '2420G':
      put(line, 'ambulancePickUp', placeOf(loop));
      break;
    case '2420H':
      put(line, 'ambulanceDropOff', placeOf(loop));
      break;
    case '2430':
      put(line, 'adjudications', added(line.adjudications, procedureAdjudicationOf(loop, values, HC)));
      break;
    case '2440':
      put(line, 'forms', added(line.forms, formOf(loop)));
      break;
  }
}

/** Without a role where it is the usual one (DN), so that a claim sent again has the same content as ever. */
function lineReferringOf(loop: LoopNode): ReturnType<typeof referringOf> {
  const { role, ...provider } = referringOf(loop);
  return role === 'P3' ? { ...provider, role } : provider;
}

function readProduct(line: ServiceLine, loop: LoopNode): void {
  const product = productOf(loop);
  if (product === null) return;
  if (isDrug(product)) put(line, 'ndc', drugOf(product));
  else put(line, 'product', product);
}

/** LQ with its FRM answers, elements as they are. */
function formOf(node: LoopNode): NonNullable<ServiceLine['forms']>[number] {
  const form = { qualifier: '', form: '', answers: [] as string[][] };
  for (const segment of node.segments) {
    if (segment.key === LQ) {
      form.qualifier = segment.element(1);
      form.form = segment.element(2);
    } else if (segment.key === FRM) {
      form.answers.push(elementsOf(segment) ?? []);
    }
  }
  return form;
}
