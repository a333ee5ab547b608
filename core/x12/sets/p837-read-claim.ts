import type { Encounter, ServiceLine } from '../../encounter/model.ts';
import type { LoopGuide } from '../guides/guide.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { ProfessionalClaim } from '../types.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, CLM, CN1, CR1, CR2, CRC, DTP, HCP, HI, K3, NTE, PWK, REF } from './claim-keys.ts';
import { acceptanceOf, type OwnNumber, readCauses, readClaim, readNumber } from './claim-read-claim.ts';
import type { FoundCoverages } from './claim-read-coverages.ts';
import type { ClaimLevels } from './claim-read-levels.ts';
import { PlaceReader, ProviderReader, ReferringReader } from './claim-read-parties.ts';
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
import type { ClaimFrame, ContentReader } from './claim-stream.ts';
import type { LoopReader, LoopReaders } from './loop-reader.ts';
import { LineReader } from './p837-read-line.ts';
import { Gathered, roomy } from './roomy.ts';

/** Stand in a content until it has its own. */
const NO_COVERAGES: Encounter['coverages'] = [];
const NO_CODES: Encounter['diagnoses'] = [];
const NO_LINES: Encounter['lines'] = [];

/** Claims of an 837P as encounters. */
export class EncounterReader implements ContentReader {
  readonly loops: LoopReaders;
  readonly line: LoopReader;
  readable = true;
  readonly #values: AnswerValues;
  #content: Encounter = new NewContent('', {}, {});
  readonly #diagnoses = new Gathered<string>();
  readonly #lines = new Gathered<ServiceLine>();

  constructor(values: AnswerValues) {
    this.#values = values;
    const line = new LineReader(values, (read) => {
      if (read === null) this.readable = false;
      else this.#lines.add(read);
    });
    this.line = line;
    this.loops = [
      [
        '2310A',
        new ReferringReader('', (p) => put(this.#content, 'referring', added(this.#content.referring, p))),
      ],
      ['2310B', new ProviderReader((p) => (this.#content.rendering ??= p))],
      ['2310C', new ProviderReader((p) => (this.#content.facility ??= p))],
      ['2310D', new ProviderReader((p) => (this.#content.supervising ??= p))],
      ['2310E', new PlaceReader((place) => (this.#content.ambulancePickUp ??= place))],
      ['2310F', new PlaceReader((place) => (this.#content.ambulanceDropOff ??= place))],
      ...line.loops,
    ];
  }

  open(clm: Segment, { billing, payTo, payToPlan, patient }: ClaimLevels): void {
    const content = new NewContent(clm.component(5, 1), billing, patient);
    if (payTo !== undefined) content.payTo = payTo;
    if (payToPlan !== undefined) content.payToPlan = payToPlan;
    this.#content = content;
    this.#diagnoses.clear();
    this.#lines.clear();
  }

  take(segment: Segment, loop: LoopGuide): void {
    if (segment.key === HI) readCodes(this.#content, segment, this.#diagnoses);
    else readSegment(this.#content, segment, this.#values, loop);
  }

  /** @returns null where something is missing that no claim can do without: payer, place of service, a line */
  close(frame: ClaimFrame, coverages: FoundCoverages | null): ProfessionalClaim | null {
    const content = this.#content;
    this.readable = true;
    if (coverages === null || content.pos === '' || this.#lines.count === 0) return null;
    content.diagnoses = this.#diagnoses.take();
    content.lines = this.#lines.take();
    content.coverages = coverages.all;
    content.destination = coverages.destination;
    const { header, context, ordinal, position } = frame;
    return { header, context, ordinal, position, content };
  }
}

const NewContent = roomy(function (
  this: Encounter,
  pos: string,
  billing: Encounter['billing'],
  patient: Encounter['patient'],
) {
  this.claimType = 'P';
  this.frequency = '1';
  this.destination = 1;
  this.pos = pos;
  this.billing = billing;
  this.patient = patient;
  this.coverages = NO_COVERAGES;
  this.diagnoses = NO_CODES;
  this.lines = NO_LINES;
});

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

function readSegment(content: Encounter, segment: Segment, values: AnswerValues, loop: LoopGuide): void {
  switch (segment.key) {
    case CLM:
      readClaim(content, segment, values, loop);
      readAcceptance(content, segment);
      readCauses(content, segment);
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
      readRare(content, segment, values, loop);
  }
}

/** By its name and not by `put`, which is called with so many names that it has to look each of them up. */
function readAcceptance(content: Encounter, clm: Segment): void {
  const acceptance = acceptanceOf(clm);
  if (acceptance !== undefined) content.acceptAssignment ??= acceptance;
}

const F5 = packed('F5');

function readRare(content: Encounter, segment: Segment, values: AnswerValues, loop: LoopGuide): void {
  switch (segment.key) {
    case AMT:
      if (segment.code(1) === F5) put(content, 'patientPaidCents', values.amount(segment, 2, loop));
      return;
    case NTE:
      put(content, 'note', noteOf(segment));
      break;
    case CN1:
      put(content, 'contract', contractOf(segment, values, loop));
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
function readCodes(content: Encounter, hi: Segment, diagnoses: Gathered<string>): void {
  for (let n = 1; n <= hi.size; n += 1) {
    const code = hi.component(n, 2);
    if (code === '') continue;
    switch (hi.componentCode(n, 1)) {
      case BK:
        content.diagnosisVersion = '9';
        diagnoses.add(code);
        break;
      case ABK:
      case ABF:
      case BF:
        diagnoses.add(code);
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
