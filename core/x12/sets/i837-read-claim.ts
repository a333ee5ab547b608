import type { LoopNode } from '../guides/tree.ts';
import type { InstitutionalContent } from '../institutional-content.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, CL1, CLM, CN1, CRC, DTP, HCP, HI, K3, NTE, PWK, REF } from './claim-keys.ts';
import { acceptanceOf, type OwnNumber, readClaim, readNumber } from './claim-read-claim.ts';
import { coveragesOf } from './claim-read-coverages.ts';
import { providerOf } from './claim-read-parties.ts';
import {
  added,
  attachmentOf,
  conditionOf,
  contractOf,
  datedOf,
  elementsOf,
  type Growing,
  noteOf,
  put,
} from './claim-read-parts.ts';
import type { ClaimNode } from './claim-reader.ts';
import { readCodes } from './i837-read-codes.ts';
import { institutionalLineOf } from './i837-read-line.ts';

type Content = Growing<InstitutionalContent>;

/**
 * One CLM of an 837I with its context.
 *
 * @returns null where something is missing that no institutional claim can do without: payer, type of bill,
 *   statement dates, status of the patient, principal diagnosis, a line
 */
export function institutionalContentOf({ node, levels, values }: ClaimNode): InstitutionalContent | null {
  const clm = node.segments[0];
  const { billing, subscriber, patient } = levels;
  const content: Content = {
    claimType: 'I',
    frequency: '1',
    destination: 1,
    typeOfBill: clm?.component(5, 1) ?? '',
    billing: subscriber.billing,
    patient: patient === null ? subscriber.self : patient.patient,
    coverages: [],
    statementFrom: '',
    statementTo: '',
    patientStatus: '',
    principalDiagnosis: { code: '' },
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
  if (coverages === null || lacksParts(content)) return null;
  content.coverages = coverages.all;
  content.destination = coverages.destination;
  return content;
}

const lacksParts = (content: Content): boolean =>
  content.typeOfBill === '' ||
  content.statementFrom === '' ||
  content.patientStatus === '' ||
  content.principalDiagnosis.code === '' ||
  content.lines.length === 0;

/** REF of 2300 that have a field of their own; all others stand in `references`. */
const NUMBERS: ReadonlyMap<number, OwnNumber> = new Map([
  [packed('F8'), 'payerClaimControlNo'],
  [packed('G1'), 'priorAuthNo'],
  [packed('9F'), 'referralNo'],
  [packed('EA'), 'medicalRecordNo'],
  [packed('4N'), 'serviceAuthException'],
  [packed('D9'), 'clearinghouseTraceNo'],
  [packed('LU'), 'accidentState'],
]);

/** @returns false where a line cannot be read */
function readLoop(content: Content, loop: LoopNode, values: AnswerValues): boolean {
  switch (loop.guide.id) {
    case '2400': {
      const line = institutionalLineOf(loop, values);
      if (line === null) return false;
      content.lines.push(line);
      break;
    }
    case '2310A':
      put(content, 'attending', providerOf(loop));
      break;
    case '2310B':
      put(content, 'operating', providerOf(loop));
      break;
    case '2310C':
      put(content, 'otherOperating', providerOf(loop));
      break;
    case '2310D':
      put(content, 'rendering', providerOf(loop));
      break;
    case '2310E':
      put(content, 'facility', providerOf(loop));
      break;
    case '2310F':
      put(content, 'referring', providerOf(loop));
      break;
  }
  return true;
}

function readSegment(content: Content, segment: Segment, values: AnswerValues, node: LoopNode): void {
  switch (segment.key) {
    case CLM:
      readClaim(content, segment, values, node);
      put(content, 'acceptAssignment', acceptanceOf(segment));
      break;
    case HI:
      readCodes(content, segment, values, node);
      break;
    case REF:
      readNumber(content, segment, NUMBERS);
      break;
    case DTP:
      readDate(content, segment);
      break;
    case CL1:
      readAdmission(content, segment);
      break;
    default:
      readRare(content, segment, values, node);
  }
}

const STATEMENT = packed('434');
const ADMISSION = packed('435');
const DISCHARGE = packed('096');

function readDate(content: Content, dtp: Segment): void {
  const kind = dtp.code(1);
  if (kind === DISCHARGE) {
    put(content, 'dischargeHour', dtp.element(3) || null);
    return;
  }
  const dated = datedOf(dtp);
  if (dated === null) return;
  if (kind === STATEMENT) {
    content.statementFrom ||= dated.from;
    content.statementTo ||= dated.to ?? dated.from;
  } else if (kind === ADMISSION) {
    const { from: date, time } = dated;
    put(content, 'admission', time === undefined ? { date } : { date, time });
  } else put(content, 'dates', added(content.dates, dated));
}

function readAdmission(content: Content, cl1: Segment): void {
  put(content, 'admissionType', cl1.element(1) || null);
  put(content, 'admissionSource', cl1.element(2) || null);
  content.patientStatus ||= cl1.element(3);
}

const F3 = packed('F3');

function readRare(content: Content, segment: Segment, values: AnswerValues, node: LoopNode): void {
  switch (segment.key) {
    case AMT:
      if (segment.code(1) === F3) put(content, 'estimatedDueCents', values.amount(segment, 2, node.guide));
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
    case CRC:
      put(content, 'conditions', added(content.conditions, conditionOf(segment)));
      break;
    case HCP:
      put(content, 'repricing', elementsOf(segment));
      break;
  }
}
