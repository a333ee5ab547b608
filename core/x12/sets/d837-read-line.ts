import { ZERO } from '../../money.ts';
import type { DentalLine } from '../dental-content.ts';
import type { LoopNode } from '../guides/tree.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, CN1, DTP, HCP, K3, REF, SV3, TOO } from './claim-keys.ts';
import { procedureAdjudicationOf } from './claim-read-line.ts';
import { providerOf } from './claim-read-parties.ts';
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

type Line = Growing<DentalLine>;

/**
 * One 2400 of an 837D.
 *
 * @returns null where it lacks a code or a charge
 */
export function dentalLineOf(node: LoopNode, values: AnswerValues): DentalLine | null {
  const line: Line = { code: '', chargeCents: ZERO };
  for (const segment of node.segments) {
    if (segment.key === SV3) readService(line, segment, values, node);
    else readSegment(line, segment, values, node);
  }
  for (const loop of node.loops) readLoop(line, loop, values);
  return line.code === '' ? null : line;
}

const PROSTHESES = ['I', 'R'] as const;

function readService(line: Line, sv3: Segment, values: AnswerValues, node: LoopNode): void {
  const procedure = procedureOf(sv3, 1, AD);
  const chargeCents = values.amount(sv3, 2, node.guide);
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

function readSegment(line: Line, segment: Segment, values: AnswerValues, node: LoopNode): void {
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
      put(line, 'salesTaxCents', values.amount(segment, 2, node.guide));
      break;
    case CN1:
      put(line, 'contract', contractOf(segment, values, node));
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
const AUTHORISATION = packed('G1');
const REFERRAL = packed('9F');

function readNumber(line: Line, ref: Segment): void {
  switch (ref.code(1)) {
    case LINE_CONTROL:
      put(line, 'lineControlNo', ref.element(2) || null);
      break;
    case PREDETERMINATION:
      put(line, 'predeterminationNos', added(line.predeterminationNos, referenceOf(ref)));
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

function readLoop(line: Line, loop: LoopNode, values: AnswerValues): void {
  switch (loop.guide.id) {
    case '2420A':
      put(line, 'rendering', providerOf(loop));
      break;
    case '2420B':
      put(line, 'assistantSurgeon', providerOf(loop));
      break;
    case '2420C':
      put(line, 'supervising', providerOf(loop));
      break;
    case '2420D':
      put(line, 'facility', providerOf(loop));
      break;
    case '2430':
      put(line, 'adjudications', added(line.adjudications, procedureAdjudicationOf(loop, values, AD)));
      break;
  }
}
