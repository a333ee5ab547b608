import type { DentalContent } from '../dental-content.ts';
import type { LoopNode } from '../guides/tree.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, CLM, CN1, DN1, DN2, DTP, HCP, HI, K3, NTE, PWK, REF } from './claim-keys.ts';
import { acceptanceOf, type OwnNumber, readCauses, readClaim, readNumber } from './claim-read-claim.ts';
import { coveragesOf } from './claim-read-coverages.ts';
import { providerOf, referringOf } from './claim-read-parties.ts';
import {
  added,
  attachmentOf,
  contractOf,
  datedOf,
  elementsOf,
  type Growing,
  noteOf,
  put,
} from './claim-read-parts.ts';
import type { ClaimNode } from './claim-reader.ts';
import { dentalLineOf } from './d837-read-line.ts';

type Content = Growing<DentalContent>;

/**
 * One CLM of an 837D with its context.
 *
 * @returns null where something is missing that no dental claim can do without: payer, place of service, a line
 */
export function dentalContentOf({ node, levels, values }: ClaimNode): DentalContent | null {
  const clm = node.segments[0];
  const { billing, subscriber, patient } = levels;
  const content: Content = {
    claimType: 'D',
    frequency: '1',
    destination: 1,
    pos: clm?.component(5, 1) ?? '',
    billing: subscriber.billing,
    patient: patient === null ? subscriber.self : patient.patient,
    coverages: [],
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

/** REF of 2300 that have a field of their own; all others stand in `references`. */
const NUMBERS: ReadonlyMap<number, OwnNumber> = new Map([
  [packed('F8'), 'payerClaimControlNo'],
  [packed('G1'), 'priorAuthNo'],
  [packed('G3'), 'predeterminationNo'],
  [packed('9F'), 'referralNo'],
  [packed('4N'), 'serviceAuthException'],
  [packed('D9'), 'clearinghouseTraceNo'],
]);

/** @returns false where a line cannot be read */
function readLoop(content: Content, loop: LoopNode, values: AnswerValues): boolean {
  switch (loop.guide.id) {
    case '2400': {
      const line = dentalLineOf(loop, values);
      if (line === null) return false;
      content.lines.push(line);
      break;
    }
    case '2310A':
      put(content, 'referring', added(content.referring, referringOf(loop)));
      break;
    case '2310B':
      put(content, 'rendering', providerOf(loop));
      break;
    case '2310C':
      put(content, 'facility', providerOf(loop));
      break;
    case '2310D':
      put(content, 'assistantSurgeon', providerOf(loop));
      break;
    case '2310E':
      put(content, 'supervising', providerOf(loop));
      break;
  }
  return true;
}

function readSegment(content: Content, segment: Segment, values: AnswerValues, node: LoopNode): void {
  switch (segment.key) {
    case CLM:
      readClm(content, segment, values, node);
      break;
    case HI:
      readDiagnoses(content, segment);
      break;
    case REF:
      readNumber(content, segment, NUMBERS);
      break;
    case DTP:
      readDate(content, segment);
      break;
    case DN1:
      put(content, 'orthodontics', orthodonticsOf(segment));
      break;
    case DN2:
      put(content, 'toothStates', added(content.toothStates, toothStateOf(segment)));
      break;
    default:
      readRare(content, segment, values, node);
  }
}

const PREDETERMINATION = packed('PB');

function readClm(content: Content, clm: Segment, values: AnswerValues, node: LoopNode): void {
  readClaim(content, clm, values, node);
  readCauses(content, clm);
  const acceptance = acceptanceOf(clm);
  if (acceptance !== 'B') put(content, 'acceptAssignment', acceptance);
  if (clm.code(19) === PREDETERMINATION) content.predetermination = true;
}

const ICD_9 = packed('BK');

function readDiagnoses(content: Content, hi: Segment): void {
  for (let n = 1; n <= hi.size; n += 1) {
    const code = hi.component(n, 2);
    if (hi.componentCode(n, 1) === ICD_9) content.diagnosisVersion = '9';
    put(content, 'diagnoses', added(content.diagnoses, code || null));
  }
}

const SERVICE_DATE = packed('472');

function readDate(content: Content, dtp: Segment): void {
  const dated = datedOf(dtp);
  if (dated === null) return;
  if (dtp.code(1) !== SERVICE_DATE) put(content, 'dates', added(content.dates, dated));
  else if (content.from === undefined) {
    content.from = dated.from;
    if (dated.to !== undefined) content.to = dated.to;
  }
}

function orthodonticsOf(dn1: Segment): NonNullable<DentalContent['orthodontics']> {
  const orthodontics: Growing<NonNullable<DentalContent['orthodontics']>> = {};
  put(orthodontics, 'months', dn1.element(1) || null);
  put(orthodontics, 'monthsRemaining', dn1.element(2) || null);
  put(orthodontics, 'treatment', dn1.element(4) || null);
  return orthodontics;
}

const toothStateOf = (dn2: Segment) => ({ tooth: dn2.element(1), state: dn2.element(2) });

const F5 = packed('F5');

function readRare(content: Content, segment: Segment, values: AnswerValues, node: LoopNode): void {
  switch (segment.key) {
    case AMT:
      if (segment.code(1) === F5) put(content, 'patientPaidCents', values.amount(segment, 2, node.guide));
      break;
    case PWK:
      put(content, 'attachments', added(content.attachments, attachmentOf(segment)));
      break;
    case CN1:
      put(content, 'contract', contractOf(segment, values, node));
      break;
    case K3:
      put(content, 'fixedFormats', added(content.fixedFormats, segment.element(1) || null));
      break;
    case NTE:
      put(content, 'notes', added(content.notes, noteOf(segment)));
      break;
    case HCP:
      put(content, 'repricing', elementsOf(segment));
      break;
  }
}
