import type { LoopGuide } from '../guides/guide.ts';
import type { InstitutionalContent } from '../institutional-content.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { InstitutionalClaim } from '../types.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, CL1, CLM, CN1, CRC, DTP, HCP, HI, K3, NTE, PWK, REF } from './claim-keys.ts';
import { acceptanceOf, type OwnNumber, readClaim, readNumber } from './claim-read-claim.ts';
import type { FoundCoverages } from './claim-read-coverages.ts';
import type { ClaimLevels } from './claim-read-levels.ts';
import { ProviderReader } from './claim-read-parties.ts';
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
import type { ClaimFrame, ContentReader } from './claim-stream.ts';
import { readCodes } from './i837-read-codes.ts';
import { InstitutionalLineReader } from './i837-read-line.ts';
import type { LoopReader, LoopReaders } from './loop-reader.ts';

type Content = Growing<InstitutionalContent>;

/** Claims of an 837I. */
export class InstitutionalReader implements ContentReader {
  readonly loops: LoopReaders;
  readonly line: LoopReader;
  readable = true;
  readonly #values: AnswerValues;
  #content: Content = contentOf('', {}, {});

  constructor(values: AnswerValues) {
    this.#values = values;
    const line = new InstitutionalLineReader(values, (read) => {
      if (read === null) this.readable = false;
      else this.#content.lines.push(read);
    });
    this.line = line;
    this.loops = [
      ['2310A', new ProviderReader((p) => (this.#content.attending ??= p))],
      ['2310B', new ProviderReader((p) => (this.#content.operating ??= p))],
      ['2310C', new ProviderReader((p) => (this.#content.otherOperating ??= p))],
      ['2310D', new ProviderReader((p) => (this.#content.rendering ??= p))],
      ['2310E', new ProviderReader((p) => (this.#content.facility ??= p))],
      ['2310F', new ProviderReader((p) => (this.#content.referring ??= p))],
      ...line.loops,
    ];
  }

  open(clm: Segment, { billing, payTo, payToPlan, patient }: ClaimLevels): void {
    const content = contentOf(clm.component(5, 1), billing, patient);
    if (payTo !== undefined) content.payTo = payTo;
    if (payToPlan !== undefined) content.payToPlan = payToPlan;
    this.#content = content;
  }

  take(segment: Segment, loop: LoopGuide): void {
    readSegment(this.#content, segment, this.#values, loop);
  }

  /**
   * @returns null where something is missing that no institutional claim can do without: payer, type of bill,
   *   statement dates, status of the patient, principal diagnosis, a line
   */
  close(frame: ClaimFrame, coverages: FoundCoverages | null): InstitutionalClaim | null {
    const content = this.#content;
    this.readable = true;
    if (coverages === null || lacksParts(content)) return null;
    content.coverages = coverages.all;
    content.destination = coverages.destination;
    const { header, context, ordinal, position } = frame;
    return { header, context, ordinal, position, content };
  }
}

const contentOf = (
  typeOfBill: string,
  billing: Content['billing'],
  patient: Content['patient'],
): Content => ({
  claimType: 'I',
  frequency: '1',
  destination: 1,
  typeOfBill,
  billing,
  patient,
  coverages: [],
  statementFrom: '',
  statementTo: '',
  patientStatus: '',
  principalDiagnosis: { code: '' },
  lines: [],
});

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

function readSegment(content: Content, segment: Segment, values: AnswerValues, loop: LoopGuide): void {
  switch (segment.key) {
    case CLM:
      readClaim(content, segment, values, loop);
      put(content, 'acceptAssignment', acceptanceOf(segment));
      break;
    case HI:
      readCodes(content, segment, values, loop);
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
      readRare(content, segment, values, loop);
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

function readRare(content: Content, segment: Segment, values: AnswerValues, loop: LoopGuide): void {
  switch (segment.key) {
    case AMT:
      if (segment.code(1) === F3) put(content, 'estimatedDueCents', values.amount(segment, 2, loop));
      break;
    case PWK:
      put(content, 'attachments', added(content.attachments, attachmentOf(segment)));
      break;
    case CN1:
      put(content, 'contract', contractOf(segment, values, loop));
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
