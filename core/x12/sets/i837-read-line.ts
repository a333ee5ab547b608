import { ZERO } from '../../money.ts';
import type { LoopNode } from '../guides/tree.ts';
import type { InstitutionalLine, InstitutionalLineAdjudication } from '../institutional-content.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, DTP, HCP, NTE, PWK, REF, SV2 } from './claim-keys.ts';
import { adjudicationOf, drugOf, productOf, withoutDescription } from './claim-read-line.ts';
import { providerOf } from './claim-read-parties.ts';
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

type Line = Growing<InstitutionalLine>;

/**
 * One 2400 of an 837I.
 *
 * @returns null where it lacks a revenue code, a charge or units
 */
export function institutionalLineOf(node: LoopNode, values: AnswerValues): InstitutionalLine | null {
  const line: Line = { revenueCode: '', chargeCents: ZERO, units: '' };
  let charged = false;
  for (const segment of node.segments) {
    if (segment.key === SV2) charged = readService(line, segment, values, node);
    else readSegment(line, segment, values, node);
  }
  for (const loop of node.loops) readLoop(line, loop, values);
  return charged && line.revenueCode !== '' && line.units !== '' ? line : null;
}

const UN = packed('UN');

/** @returns whether there is a charge */
function readService(line: Line, sv2: Segment, values: AnswerValues, node: LoopNode): boolean {
  const chargeCents = values.amount(sv2, 3, node.guide);
  if (chargeCents === undefined) return false;
  line.revenueCode = sv2.element(1);
  put(line, 'procedure', procedureOf(sv2, 2, HC));
  line.chargeCents = chargeCents;
  if (sv2.code(4) !== UN && !sv2.isEmpty(4)) line.unitType = sv2.element(4);
  line.units = sv2.element(5);
  put(line, 'nonCoveredCents', values.amount(sv2, 7, node.guide));
  return true;
}

const SERVICE_TAX = packed('GT');
const FACILITY_TAX = packed('N8');
const LINE_CONTROL = packed('6R');

function readSegment(line: Line, segment: Segment, values: AnswerValues, node: LoopNode): void {
  switch (segment.key) {
    case DTP:
      readDate(line, segment);
      break;
    case REF:
      if (segment.code(1) === LINE_CONTROL) put(line, 'lineControlNo', segment.element(2) || null);
      else put(line, 'references', added(line.references, referenceOf(segment)));
      break;
    case AMT:
      readTax(line, segment, values, node);
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

function readTax(line: Line, amt: Segment, values: AnswerValues, node: LoopNode): void {
  const kind = amt.code(1);
  const amount = values.amount(amt, 2, node.guide);
  if (kind === SERVICE_TAX) put(line, 'serviceTaxCents', amount);
  else if (kind === FACILITY_TAX) put(line, 'facilityTaxCents', amount);
}

function readLoop(line: Line, loop: LoopNode, values: AnswerValues): void {
  switch (loop.guide.id) {
    case '2410': {
      const product = productOf(loop);
      if (product !== null) put(line, 'ndc', drugOf(product));
      break;
    }
    case '2420A':
      put(line, 'operating', providerOf(loop));
      break;
    case '2420B':
      put(line, 'otherOperating', providerOf(loop));
      break;
    case '2420C':
      put(line, 'rendering', providerOf(loop));
      break;
    case '2420D':
      put(line, 'referring', providerOf(loop));
      break;
    case '2430':
      put(line, 'adjudications', added(line.adjudications, institutionalAdjudicationOf(loop, values)));
      break;
  }
}

function institutionalAdjudicationOf(
  node: LoopNode,
  values: AnswerValues,
): InstitutionalLineAdjudication | null {
  const found = adjudicationOf(node, values, HC);
  if (found === null) return null;
  const { procedure, ...rest } = found;
  return procedure === undefined ? rest : { ...rest, procedure: withoutDescription(procedure) };
}
