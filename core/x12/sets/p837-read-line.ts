import type { ServiceLine } from '../../encounter/model.ts';
import { ZERO } from '../../money.ts';
import type { LoopGuide } from '../guides/guide.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import {
  AMT,
  CN1,
  CR1,
  CR3,
  CRC,
  DTP,
  HCP,
  K3,
  LX,
  MEA,
  NTE,
  PS1,
  PWK,
  QTY,
  REF,
  SV1,
  SV5,
} from './claim-keys.ts';
import { drugOf, FormReader, isDrug, ProductReader, procedureAdjudications } from './claim-read-line.ts';
import { PlaceReader, ProviderReader, ReferringReader } from './claim-read-parties.ts';
import {
  added,
  ambulanceOf,
  attachmentOf,
  conditionOf,
  contractOf,
  datedOf,
  elementsOf,
  HC,
  NO_PROCEDURE,
  noteOf,
  pointersOf,
  put,
  readProcedure,
  referenceOf,
} from './claim-read-parts.ts';
import type { LoopReader, LoopReaders } from './loop-reader.ts';
import { roomy } from './roomy.ts';

const NewLine = roomy(function (this: ServiceLine) {
  this.code = '';
  this.chargeCents = ZERO;
  this.units = '';
  this.from = '';
});

/** 2400 of an 837P. */
export class LineReader implements LoopReader {
  /** Readers of the loops of a 2400. */
  readonly loops: LoopReaders;
  readonly #values: AnswerValues;
  readonly #give: (line: ServiceLine | null) => void;
  #line: ServiceLine = new NewLine();
  #charged = false;

  /** @param give takes a line, or null where it lacks a code, a charge, units or a date of service */
  constructor(values: AnswerValues, give: (line: ServiceLine | null) => void) {
    this.#values = values;
    this.#give = give;
    this.loops = [...this.#partyLoops(), ...this.#otherLoops()];
  }

  #partyLoops(): LoopReaders {
    return [
      ['2420A', new ProviderReader((p) => (this.#line.rendering ??= p))],
      ['2420B', new ProviderReader((p) => (this.#line.purchased ??= p))],
      ['2420C', new ProviderReader((p) => (this.#line.facility ??= p))],
      ['2420D', new ProviderReader((p) => (this.#line.supervising ??= p))],
      ['2420E', new ProviderReader((p) => (this.#line.ordering ??= p))],
      // The usual role is left out, so that a claim sent again has the same content as ever.
      [
        '2420F',
        new ReferringReader('DN', (p) => put(this.#line, 'referring', added(this.#line.referring, p))),
      ],
      ['2420G', new PlaceReader((place) => (this.#line.ambulancePickUp ??= place))],
      ['2420H', new PlaceReader((place) => (this.#line.ambulanceDropOff ??= place))],
    ];
  }

  #otherLoops(): LoopReaders {
    const products = new ProductReader((product) => {
      if (isDrug(product)) this.#line.ndc ??= drugOf(product);
      else this.#line.product ??= product;
    });
    const adjudications = procedureAdjudications({
      values: this.#values,
      usual: HC,
      give: (found) => put(this.#line, 'adjudications', added(this.#line.adjudications, found)),
    });
    const forms = new FormReader((form) => put(this.#line, 'forms', added(this.#line.forms, form)));
    return [
      ['2410', products],
      ['2430', adjudications],
      ['2440', forms],
    ];
  }

  open(): void {
    this.#line = new NewLine();
    this.#charged = false;
  }

  take(segment: Segment, loop: LoopGuide): void {
    switch (segment.key) {
      case LX:
        break;
      case SV1:
        this.#charged = readService(this.#line, segment, this.#values, loop);
        break;
      case DTP:
        readDate(this.#line, segment);
        break;
      case REF:
        readNumber(this.#line, segment);
        break;
      default:
        readSegment(this.#line, segment, this.#values, loop);
    }
  }

  close(): void {
    const line = this.#line;
    this.#give(this.#charged && line.code !== '' && line.units !== '' && line.from !== '' ? line : null);
  }
}

const UN = packed('UN');
const YES = packed('Y');
const ZERO_CODE = packed('0');

/** @returns whether there is a charge */
function readService(line: ServiceLine, sv1: Segment, values: AnswerValues, loop: LoopGuide): boolean {
  const chargeCents = values.amount(sv1, 2, loop);
  if (chargeCents === undefined) return false;
  const qualifier = readProcedure(line, sv1, 1);
  if (qualifier === NO_PROCEDURE) return false;
  if (qualifier !== HC) put(line, 'codeQualifier', sv1.component(1, 1) || undefined);
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
const D8 = packed('D8');

function readSegment(line: ServiceLine, segment: Segment, values: AnswerValues, loop: LoopGuide): void {
  switch (segment.key) {
    case NTE:
      put(line, 'notes', added(line.notes, noteOf(segment)));
      break;
    case AMT:
      readAmount(line, segment, values, loop);
      break;
    default:
      readRare(line, segment, values, loop);
  }
}

function readDate(line: ServiceLine, dtp: Segment): void {
  const isService = dtp.code(1) === SERVICE_DATE;
  if (isService && line.from === '' && dtp.code(2) === D8) {
    line.from = dtp.date(3) ?? dtp.element(3);
    return;
  }
  const dated = datedOf(dtp);
  if (dated === null) return;
  if (!isService) put(line, 'dates', added(line.dates, dated));
  else if (line.from === '') {
    line.from = dated.from;
    if (dated.to !== undefined) line.to = dated.to;
  }
}

const LINE_CONTROL = packed('6R');
const AUTHORIZATION = packed('G1');
const REFERRAL = packed('9F');

function readNumber(line: ServiceLine, ref: Segment): void {
  switch (ref.code(1)) {
    case LINE_CONTROL:
      if (!ref.isEmpty(2)) line.lineControlNo ??= ref.element(2);
      break;
    case AUTHORIZATION:
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

function readAmount(line: ServiceLine, amt: Segment, values: AnswerValues, loop: LoopGuide): void {
  const kind = amt.code(1);
  const amount = values.amount(amt, 2, loop);
  if (kind === TAX) put(line, 'salesTaxCents', amount);
  else if (kind === POSTAGE) put(line, 'postageCents', amount);
}

function readRare(line: ServiceLine, segment: Segment, values: AnswerValues, loop: LoopGuide): void {
  switch (segment.key) {
    case PWK:
      put(line, 'attachments', added(line.attachments, attachmentOf(segment)));
      break;
    case CRC:
      put(line, 'conditions', added(line.conditions, conditionOf(segment)));
      break;
    case CN1:
      put(line, 'contract', contractOf(segment, values, loop));
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
      put(line, 'equipment', equipmentOf(segment, values, loop));
      break;
    case CR3:
      put(line, 'equipmentCertification', certificationOf(segment));
      break;
    case K3:
      put(line, 'fixedFormats', added(line.fixedFormats, segment.element(1) || null));
      break;
    case PS1:
      put(line, 'purchasedService', purchasedOf(segment, values, loop));
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

function equipmentOf(sv5: Segment, values: AnswerValues, loop: LoopGuide): ServiceLine['equipment'] {
  const days = sv5.element(3);
  if (days === '') return undefined;
  const equipment: NonNullable<ServiceLine['equipment']> = { days };
  put(equipment, 'rentalCents', values.amount(sv5, 4, loop));
  put(equipment, 'purchaseCents', values.amount(sv5, 5, loop));
  put(equipment, 'frequency', sv5.element(6) || null);
  return equipment;
}

function certificationOf(cr3: Segment): ServiceLine['equipmentCertification'] {
  const type = cr3.element(1);
  const months = cr3.element(3);
  return type === '' || months === '' ? undefined : { type, months };
}

function purchasedOf(ps1: Segment, values: AnswerValues, loop: LoopGuide): ServiceLine['purchasedService'] {
  const providerId = ps1.element(1);
  const chargeCents = values.amount(ps1, 2, loop);
  return providerId === '' || chargeCents === undefined ? undefined : { providerId, chargeCents };
}
