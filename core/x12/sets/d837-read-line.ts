import { ZERO } from '../../money.ts';
import type { DentalLine } from '../dental-content.ts';
import type { LoopGuide } from '../guides/guide.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, CN1, DTP, HCP, K3, LX, REF, SV3, TOO } from './claim-keys.ts';
import { procedureAdjudications } from './claim-read-line.ts';
import { ProviderReader } from './claim-read-parties.ts';
import {
  AD,
  added,
  contractOf,
  datedOf,
  elementsOf,
  type Growing,
  oneOf,
  pointersOf,
  procedureOf,
  put,
  referenceOf,
} from './claim-read-parts.ts';
import type { LoopReader, LoopReaders } from './loop-reader.ts';

type Line = Growing<DentalLine>;

/** 2400 of an 837D. */
export class DentalLineReader implements LoopReader {
  /** Readers of the loops of a 2400. */
  readonly loops: LoopReaders;
  readonly #values: AnswerValues;
  readonly #give: (line: DentalLine | null) => void;
  #line: Line = { code: '', chargeCents: ZERO };

  /** @param give takes a line, or null where it lacks a code or a charge */
  constructor(values: AnswerValues, give: (line: DentalLine | null) => void) {
    this.#values = values;
    this.#give = give;
    const adjudications = procedureAdjudications({
      values,
      usual: AD,
      give: (found) => put(this.#line, 'adjudications', added(this.#line.adjudications, found)),
    });
    this.loops = [
      ['2420A', new ProviderReader((p) => (this.#line.rendering ??= p))],
      ['2420B', new ProviderReader((p) => (this.#line.assistantSurgeon ??= p))],
      ['2420C', new ProviderReader((p) => (this.#line.supervising ??= p))],
      ['2420D', new ProviderReader((p) => (this.#line.facility ??= p))],
      ['2430', adjudications],
    ];
  }

  open(): void {
    this.#line = { code: '', chargeCents: ZERO };
  }

  take(segment: Segment, loop: LoopGuide): void {
    if (segment.key === SV3) readService(this.#line, segment, this.#values, loop);
    else if (segment.key !== LX) readSegment(this.#line, segment, this.#values, loop);
  }

  close(): void {
    this.#give(this.#line.code === '' ? null : this.#line);
  }
}

const PROSTHESES = ['I', 'R'] as const;

function readService(line: Line, sv3: Segment, values: AnswerValues, loop: LoopGuide): void {
  const procedure = procedureOf(sv3, 1, AD);
  const chargeCents = values.amount(sv3, 2, loop);
  if (procedure === null || chargeCents === undefined) return;
  line.code = procedure.code;
  line.chargeCents = chargeCents;
  put(line, 'codeQualifier', procedure.qualifier);
  put(line, 'modifiers', procedure.modifiers);
  put(line, 'description', procedure.description);
  put(line, 'pos', sv3.element(3) || null);
  put(line, 'oralCavity', codesOf(sv3, 4));
  put(line, 'prosthesis', oneOf(PROSTHESES, sv3.element(5)));
  put(line, 'units', sv3.element(6) || null);
  if (sv3.size > 10) put(line, 'dx', pointersOf(sv3, 11));
}

/** Up to five codes of a composite: SV304 and TOO03. */
function codesOf(segment: Segment, n: number): string[] | undefined {
  if (segment.isEmpty(n)) return undefined;
  const codes = segment.components(n).filter((code) => code !== '');
  return codes.length === 0 ? undefined : codes;
}

function readSegment(line: Line, segment: Segment, values: AnswerValues, loop: LoopGuide): void {
  switch (segment.key) {
    case TOO:
      put(line, 'teeth', added(line.teeth, toothOf(segment)));
      break;
    case DTP:
      readDate(line, segment);
      break;
    case REF:
      readNumber(line, segment);
      break;
    case AMT:
      put(line, 'salesTaxCents', values.amount(segment, 2, loop));
      break;
    case CN1:
      put(line, 'contract', contractOf(segment, values, loop));
      break;
    case K3:
      put(line, 'fixedFormats', added(line.fixedFormats, segment.element(1) || null));
      break;
    case HCP:
      put(line, 'repricing', elementsOf(segment));
      break;
  }
}

function toothOf(too: Segment): NonNullable<DentalLine['teeth']>[number] {
  const tooth = too.element(2);
  const surfaces = codesOf(too, 3);
  return surfaces === undefined ? { tooth } : { tooth, surfaces };
}

const SERVICE_DATE = packed('472');

function readDate(line: Line, dtp: Segment): void {
  const dated = datedOf(dtp);
  if (dated === null) return;
  if (dtp.code(1) !== SERVICE_DATE) put(line, 'dates', added(line.dates, dated));
  else if (line.from === undefined) {
    line.from = dated.from;
    if (dated.to !== undefined) line.to = dated.to;
  }
}

const LINE_CONTROL = packed('6R');
const PREDETERMINATION = packed('G3');
const AUTHORIZATION = packed('G1');
const REFERRAL = packed('9F');

function readNumber(line: Line, ref: Segment): void {
  switch (ref.code(1)) {
    case LINE_CONTROL:
      put(line, 'lineControlNo', ref.element(2) || null);
      break;
    case PREDETERMINATION:
      put(line, 'predeterminationNos', added(line.predeterminationNos, referenceOf(ref)));
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
