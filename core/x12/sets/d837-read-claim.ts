import type { DentalContent } from '../dental-content.ts';
import type { LoopGuide } from '../guides/guide.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { DentalClaim } from '../types.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, CLM, CN1, DN1, DN2, DTP, HCP, HI, K3, NTE, PWK, REF } from './claim-keys.ts';
import { acceptanceOf, type OwnNumber, readCauses, readClaim, readNumber } from './claim-read-claim.ts';
import type { FoundCoverages } from './claim-read-coverages.ts';
import type { ClaimLevels } from './claim-read-levels.ts';
import { ProviderReader, ReferringReader } from './claim-read-parties.ts';
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
import type { ClaimFrame, ContentReader } from './claim-stream.ts';
import { DentalLineReader } from './d837-read-line.ts';
import type { LoopReader, LoopReaders } from './loop-reader.ts';

type Content = Growing<DentalContent>;

/** Claims of an 837D. */
export class DentalReader implements ContentReader {
  readonly loops: LoopReaders;
  readonly line: LoopReader;
  readable = true;
  readonly #values: AnswerValues;
  #content: Content = contentOf('', {}, {});

  constructor(values: AnswerValues) {
    this.#values = values;
    const line = new DentalLineReader(values, (read) => {
      if (read === null) this.readable = false;
      else this.#content.lines.push(read);
    });
    this.line = line;
    this.loops = [
      [
        '2310A',
        new ReferringReader('', (p) => put(this.#content, 'referring', added(this.#content.referring, p))),
      ],
      ['2310B', new ProviderReader((p) => (this.#content.rendering ??= p))],
      ['2310C', new ProviderReader((p) => (this.#content.facility ??= p))],
      ['2310D', new ProviderReader((p) => (this.#content.assistantSurgeon ??= p))],
      ['2310E', new ProviderReader((p) => (this.#content.supervising ??= p))],
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

  /** @returns null where something is missing that no dental claim can do without: payer, place of service, a line */
  close(frame: ClaimFrame, coverages: FoundCoverages | null): DentalClaim | null {
    const content = this.#content;
    this.readable = true;
    if (coverages === null || content.pos === '' || content.lines.length === 0) return null;
    content.coverages = coverages.all;
    content.destination = coverages.destination;
    const { header, context, ordinal, position } = frame;
    return { header, context, ordinal, position, content };
  }
}

const contentOf = (pos: string, billing: Content['billing'], patient: Content['patient']): Content => ({
  claimType: 'D',
  frequency: '1',
  destination: 1,
  pos,
  billing,
  patient,
  coverages: [],
  lines: [],
});

/** REF of 2300 that have a field of their own; all others stand in `references`. */
const NUMBERS: ReadonlyMap<number, OwnNumber> = new Map([
  [packed('F8'), 'payerClaimControlNo'],
  [packed('G1'), 'priorAuthNo'],
  [packed('G3'), 'predeterminationNo'],
  [packed('9F'), 'referralNo'],
  [packed('4N'), 'serviceAuthException'],
  [packed('D9'), 'clearinghouseTraceNo'],
]);

function readSegment(content: Content, segment: Segment, values: AnswerValues, loop: LoopGuide): void {
  switch (segment.key) {
    case CLM:
      readClm(content, segment, values, loop);
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
      readRare(content, segment, values, loop);
  }
}

const PREDETERMINATION = packed('PB');

function readClm(content: Content, clm: Segment, values: AnswerValues, loop: LoopGuide): void {
  readClaim(content, clm, values, loop);
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

function readRare(content: Content, segment: Segment, values: AnswerValues, loop: LoopGuide): void {
  switch (segment.key) {
    case AMT:
      if (segment.code(1) === F5) put(content, 'patientPaidCents', values.amount(segment, 2, loop));
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
    case HCP:
      put(content, 'repricing', elementsOf(segment));
      break;
  }
}
