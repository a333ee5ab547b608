import type { Encounter } from '../../encounter/model.ts';
import type { LoopNode } from '../guides/tree.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, CLM, CN1, CR1, CR2, CRC, DTP, HCP, HI, K3, NTE, PWK, REF } from './claim-keys.ts';
import { acceptanceOf, type OwnNumber, readCauses, readClaim, readNumber } from './claim-read-claim.ts';
import { coveragesOf } from './claim-read-coverages.ts';
import { placeOf, providerOf, referringOf } from './claim-read-parties.ts';
import {
  added,
  ambulanceOf,
  attachmentOf,
  conditionOf,
  contractOf,
  datedOf,
  elementsOf,
  noteOf,
  put,
} from './claim-read-parts.ts';
import type { ClaimNode } from './claim-reader.ts';
import { lineOf } from './p837-read-line.ts';

/**
 * One CLM of an 837P with its context as an encounter.
 *
 * @returns null where something is missing that no claim can do without
 */
export function encounterOf({ node, levels, values }: ClaimNode): Encounter | null {
  const clm = node.segments[0];
  const { billing, subscriber, patient } = levels;
  const content: Encounter = {
    claimType: 'P',
    frequency: '1',
    destination: 1,
    pos: clm?.component(5, 1) ?? '',
    billing: subscriber.billing,
    patient: patient === null ? subscriber.self : patient.patient,
    coverages: [],
    diagnoses: [],
    lines: [],
  };
  if (billing.payTo !== undefined) content.payTo = billing.payTo;
  if (billing.payToPlan !== undefined) content.payToPlan = billing.payToPlan;
  for (const segment of node.segments) readSegment(content, segment, values, node);
  const others: LoopNode[] = [];
  for (const loop of node.loops) {
    if (loop.guide.id === '2320') others.push(loop);
    else if (!readLoop(content, loop, values)) return null;
  }
  const coverages = clm === undefined ? null : coveragesOf(clm, others, levels, values);
  if (coverages === null || content.pos === '' || content.lines.length === 0) return null;
  content.coverages = coverages.all;
  content.destination = coverages.destination;
  return content;
}

/** REF of 2300 that have a field of their own in the encounter; all others stand in `references`. */
const NUMBERS: ReadonlyMap<number, OwnNumber> = new Map([
  [packed('F8'), 'payerClaimControlNo'],
  [packed('G1'), 'priorAuthNo'],
  [packed('9F'), 'referralNo'],
  [packed('X4'), 'cliaNo'],
  [packed('EW'), 'mammographyCertNo'],
  [packed('EA'), 'medicalRecordNo'],
  [packed('4N'), 'serviceAuthException'],
  [packed('D9'), 'clearinghouseTraceNo'],
]);

/** @returns false where a line cannot be read */
function readLoop(content: Encounter, loop: LoopNode, values: AnswerValues): boolean {
  switch (loop.guide.id) {
    case '2400': {
      const line = lineOf(loop, values);
      if (line === null) return false;
      content.lines.push(line);
      return true;
    }
    case '2310A':
      if (content.referring === undefined) content.referring = [referringOf(loop)];
      else content.referring.push(referringOf(loop));
      return true;
    case '2310B':
      content.rendering ??= providerOf(loop);
      return true;
    case '2310C':
      content.facility ??= providerOf(loop);
      return true;
    case '2310D':
      content.supervising ??= providerOf(loop);
      return true;
    case '2310E':
      content.ambulancePickUp ??= placeOf(loop);
      return true;
    case '2310F':
      content.ambulanceDropOff ??= placeOf(loop);
      return true;
    default:
      return true;
  }
}

function readSegment(content: Encounter, segment: Segment, values: AnswerValues, node: LoopNode): void {
  switch (segment.key) {
    case CLM:
      readClaim(content, segment, values, node);
      put(content, 'acceptAssignment', acceptanceOf(segment));
      readCauses(content, segment);
      break;
    case HI:
      readCodes(content, segment);
      break;
    case REF:
      readNumber(content, segment, NUMBERS);
      break;
    case DTP:
      put(content, 'dates', added(content.dates, datedOf(segment)));
      break;
    case PWK:
      put(content, 'attachments', added(content.attachments, attachmentOf(segment)));
      break;
    default:
      readRare(content, segment, values, node);
  }
}

const F5 = packed('F5');

function readRare(content: Encounter, segment: Segment, values: AnswerValues, node: LoopNode): void {
  switch (segment.key) {
    case AMT:
      if (segment.code(1) === F5) put(content, 'patientPaidCents', values.amount(segment, 2, node.guide));
      return;
    case NTE:
      put(content, 'note', noteOf(segment));
      break;
    case CN1:
      put(content, 'contract', contractOf(segment, values, node));
      break;
    case CR1:
      put(content, 'ambulance', ambulanceOf(segment));
      break;
    case CR2:
      put(content, 'spinalManipulation', spinalManipulationOf(segment));
      break;
    case CRC:
      put(content, 'conditions', added(content.conditions, conditionOf(segment)));
      break;
    case K3:
      put(content, 'fixedFormats', added(content.fixedFormats, segment.element(1) || null));
      break;
    case HCP:
      put(content, 'repricing', elementsOf(segment));
      break;
  }
}

const ABK = packed('ABK');
const ABF = packed('ABF');
const BK = packed('BK');
const BF = packed('BF');
const BP = packed('BP');
const BO = packed('BO');
const BG = packed('BG');

/** HI by the qualifiers of its codes. */
function readCodes(content: Encounter, hi: Segment): void {
  for (let n = 1; n <= hi.size; n += 1) {
    const code = hi.component(n, 2);
    if (code === '') continue;
    switch (hi.componentCode(n, 1)) {
      case BK:
        content.diagnosisVersion = '9';
        content.diagnoses.push(code);
        break;
      case ABK:
      case ABF:
      case BF:
        content.diagnoses.push(code);
        break;
      case BP:
      case BO:
        put(content, 'anesthesiaProcedures', added(content.anesthesiaProcedures, code));
        break;
      case BG:
        put(content, 'conditionCodes', added(content.conditionCodes, code));
        break;
    }
  }
}

function spinalManipulationOf(cr2: Segment): Encounter['spinalManipulation'] {
  const condition = cr2.element(8);
  if (condition === '') return undefined;
  const spinal: NonNullable<Encounter['spinalManipulation']> = { condition };
  const descriptions = [cr2.element(10), cr2.element(11)].filter((text) => text !== '');
  if (descriptions.length > 0) spinal.descriptions = descriptions;
  return spinal;
}
