import { ZERO } from '../../money.ts';
import type { LoopGuide } from '../guides/guide.ts';
import type { InstitutionalLine, InstitutionalLineAdjudication } from '../institutional-content.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, DTP, HCP, LX, NTE, PWK, REF, SV2 } from './claim-keys.ts';
import {
  AdjudicationReader,
  drugOf,
  type FoundAdjudication,
  ProductReader,
  withoutDescription,
} from './claim-read-line.ts';
import { ProviderReader } from './claim-read-parties.ts';
import {
  added,
  attachmentOf,
  datedOf,
  elementsOf,
  type Growing,
  HC,
  noteOf,
  procedureOf,
  put,
  referenceOf,
} from './claim-read-parts.ts';
import type { LoopReader, LoopReaders } from './loop-reader.ts';

type Line = Growing<InstitutionalLine>;

/** 2400 of an 837I. */
export class InstitutionalLineReader implements LoopReader {
  /** Readers of the loops of a 2400. */
  readonly loops: LoopReaders;
  readonly #values: AnswerValues;
  readonly #give: (line: InstitutionalLine | null) => void;
  #line: Line = { revenueCode: '', chargeCents: ZERO, units: '' };
  #charged = false;

  /** @param give takes a line, or null where it lacks a revenue code, a charge or units */
  constructor(values: AnswerValues, give: (line: InstitutionalLine | null) => void) {
    this.#values = values;
    this.#give = give;
    const adjudications = new AdjudicationReader({
      values,
      usual: HC,
      give: (found) =>
        put(this.#line, 'adjudications', added(this.#line.adjudications, institutionalOf(found))),
    });
    this.loops = [
      ['2410', new ProductReader((product) => (this.#line.ndc ??= drugOf(product)))],
      ['2420A', new ProviderReader((p) => (this.#line.operating ??= p))],
      ['2420B', new ProviderReader((p) => (this.#line.otherOperating ??= p))],
      ['2420C', new ProviderReader((p) => (this.#line.rendering ??= p))],
      ['2420D', new ProviderReader((p) => (this.#line.referring ??= p))],
      ['2430', adjudications],
    ];
  }

  open(): void {
    this.#line = { revenueCode: '', chargeCents: ZERO, units: '' };
    this.#charged = false;
  }

  take(segment: Segment, loop: LoopGuide): void {
    if (segment.key === SV2) this.#charged = readService(this.#line, segment, this.#values, loop);
    else if (segment.key !== LX) readSegment(this.#line, segment, this.#values, loop);
  }

  close(): void {
    const line = this.#line;
    this.#give(this.#charged && line.revenueCode !== '' && line.units !== '' ? line : null);
  }
}

const UN = packed('UN');

/** @returns whether there is a charge */
function readService(line: Line, sv2: Segment, values: AnswerValues, loop: LoopGuide): boolean {
  const chargeCents = values.amount(sv2, 3, loop);
  if (chargeCents === undefined) return false;
  line.revenueCode = sv2.element(1);
  put(line, 'procedure', procedureOf(sv2, 2, HC));
  line.chargeCents = chargeCents;
  if (sv2.code(4) !== UN && !sv2.isEmpty(4)) line.unitType = sv2.element(4);
  line.units = sv2.element(5);
  put(line, 'nonCoveredCents', values.amount(sv2, 7, loop));
  return true;
}

const SERVICE_TAX = packed('GT');
const FACILITY_TAX = packed('N8');
const LINE_CONTROL = packed('6R');

function readSegment(line: Line, segment: Segment, values: AnswerValues, loop: LoopGuide): void {
  switch (segment.key) {
    case DTP:
      readDate(line, segment);
      break;
    case REF:
      if (segment.code(1) === LINE_CONTROL) put(line, 'lineControlNo', segment.element(2) || null);
      else put(line, 'references', added(line.references, referenceOf(segment)));
      break;
    case AMT:
      readTax(line, segment, values, loop);
      break;
    case PWK:
      put(line, 'attachments', added(line.attachments, attachmentOf(segment)));
      break;
    case NTE:
      put(line, 'notes', added(line.notes, noteOf(segment)));
      break;
    case HCP:
      put(line, 'repricing', elementsOf(segment));
      break;
  }
}

function readDate(line: Line, dtp: Segment): void {
  const dated = datedOf(dtp);
  if (dated === null || line.from !== undefined) return;
  line.from = dated.from;
  if (dated.to !== undefined) line.to = dated.to;
}

function readTax(line: Line, amt: Segment, values: AnswerValues, loop: LoopGuide): void {
  const kind = amt.code(1);
  const amount = values.amount(amt, 2, loop);
  if (kind === SERVICE_TAX) put(line, 'serviceTaxCents', amount);
  else if (kind === FACILITY_TAX) put(line, 'facilityTaxCents', amount);
}

function institutionalOf({ procedure, ...rest }: FoundAdjudication): InstitutionalLineAdjudication {
  return procedure === undefined ? rest : { ...rest, procedure: withoutDescription(procedure) };
}
