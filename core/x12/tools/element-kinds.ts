import { Defect } from '../../result.ts';

/**
 * What stands in an element, for tools that must treat any file alike, of sets that we read and of others.
 *
 * - `code`, `code4`, `code5`, `code6`: a code of a published list, at most 3, 4, 5, 6 characters
 * - `proc`, `dx`, `taxonomy`: procedure, revenue or drug code; diagnosis, or what else HI names; provider taxonomy
 * - `amount` of money, `number`: any other
 * - `date`, `date6` (`YYMMDD`), `time`, and `period`: in the format that the element or component before it names
 * - `control`: control number or count of an envelope; `version`: a guide's identifier
 * - `id`: any identifier; `origin`: one digit that tells its kind, then an identifier; `text`: names and free text
 * - `street`: the first line of an address; `clia`: a laboratory's number
 * - `context`: what a CTX is about
 * - `auto`: unknown
 */
const KINDS = [
  ...(['code', 'code4', 'code5', 'code6', 'proc', 'dx', 'taxonomy', 'amount', 'number'] as const),
  ...(['date', 'date6', 'time', 'period', 'control', 'version', 'id', 'origin', 'text'] as const),
  ...(['street', 'clia', 'context', 'auto'] as const),
] as const;
export type ElementKind = (typeof KINDS)[number];
/** The kind of an element, or of each of its components. */
export type ElementShape = ElementKind | readonly ElementKind[];

const PROCEDURE = 'code/proc/code/code/code/code/text/proc';
const POINTERS = 'code/code/code/code';
const STATUS = 'code/code4/code/code';
const HEALTH = 'code/dx/code/period/amount/number/version/dx/code';
const REFERENCES = 'code/id/code/id/code/id';
const times = (n: number, kinds: string): string => Array.from({ length: n }, () => kinds).join(' ');

/** Kinds by segment id; components are divided by `/`. A key with a qualifier (element 1) goes first. */
const TABLE: Readonly<Record<string, string>> = {
  // Envelopes and acknowledgments
  ISA: 'code id code id code id code id date6 time code code5 control code code code',
  IEA: 'number control',
  TA1: 'control date6 time code code',
  GS: 'code id id date time control code version',
  GE: 'number control',
  ST: 'code control version',
  SE: 'number control',
  BHT: 'code4 code id date time code',
  BGN: 'code id date time code id id code code',
  AK1: 'code control version',
  AK2: 'code control version',
  AK3: 'code number code6 code',
  AK4: 'number/number/number number code id',
  AK5: 'code code code code code code',
  AK9: 'code number number number code code code code code',
  IK3: 'code number code6 code',
  IK4: 'number/number/number number code id',
  IK5: 'code code code code code code',
  CTX: 'context/id code number code6 number/number/number number/number',
  OTI: 'code code id id id date time control control code version',
  TED: 'code text code number number id id',

  // Parties
  N1: 'code text code id code code',
  N2: 'text text',
  N3: 'street street',
  N4: 'text code id code code id code',
  NM1: 'code code text text text text text code id code code text',
  PER: 'code text code text code text code text text',
  PRV: 'code code taxonomy code code code',
  DMG: 'code period code code code/code/code code code code number code id',
  REF: `code id text ${REFERENCES}`,
  'REF*4N': 'code code text',
  'REF*BLT': 'code code4 text',
  'REF*F4': `code clia text ${REFERENCES}`,
  'REF*T4': 'code code text',
  'REF*X4': `code clia text ${REFERENCES}`,
  HL: 'control control code code',
  PAT: 'code code code code code period code number code',
  INS: 'code code code code code code code code code code code period code text code code number',
  SBR: 'code code id text code code code code code',
  RDM: 'code text text code/id code/id',

  // Claims
  CLM: 'id amount code code code/code/code code code code code code code/code/code/code/code code code '.concat(
    'code code code code code code code',
  ),
  CL1: 'code code code code',
  CN1: 'code amount number id number id',
  CR1: 'code number code code code number text text text text',
  CR2: 'number number code code code number number code code text text code',
  CR3: 'code code number code text',
  CR5: 'code number code code number number text code code number number number code code code code code code',
  CR6: 'code date code period date code code date id code code period date code code period code period code date',
  CRC: 'code code code code code code code',
  DN1: 'number number code text',
  DN2: 'code code number code period code',
  HCP: 'code amount amount id number code5 amount proc code proc code number code code code',
  HI: times(12, HEALTH),
  K3: 'text code code',
  LIN: 'id code proc code proc',
  CTP: 'code code amount number code/number code number amount code number number',
  LX: 'control',
  MEA: 'code code number code/number/number number number code code code code',
  NTE: 'code text',
  OI: 'code code code code code code',
  PS1: 'id amount code',
  PWK: 'code code number code code id text code code',
  SV1: `${PROCEDURE} amount code number code code ${POINTERS} amount ${times(8, 'code')} id id amount code code`,
  SV2: `proc ${PROCEDURE} amount code number amount amount code code code`,
  SV3: `${PROCEDURE} amount code code/code/code/code/code code number text code code text ${POINTERS}`,
  SV5: `${PROCEDURE} code number amount amount code`,
  SVD: `id amount ${PROCEDURE} proc number number`,
  TOO: 'code code code/code/code/code/code',
  FRM: 'code6 code text date number',
  UM: 'code code code code/code/code code/code/code/code/code code code text code code',
  HCR: 'code id code code',
  HSD: 'code number code number code number code code',

  // Payments
  AMT: 'code amount code',
  BPR: 'code amount code code code code id code id origin id code id code id date code code id code id',
  CAS: `code ${times(6, 'code5 amount number')}`,
  CLP: 'id code amount amount amount code id code code code code4 number number code',
  CUR: 'code code number code code code date time code date time',
  DTM: 'code date time code code period',
  DTP: 'code code period',
  LQ: 'code code6',
  MIA: `number amount number amount code5 ${times(14, 'amount')} code5 code5 code5 code5 amount`,
  MOA: 'number amount code5 code5 code5 code5 code5 amount amount',
  PLB: `id date ${times(6, 'code/id amount')}`,
  QTY: 'code number code text',
  SVC: `${PROCEDURE} amount amount proc number ${PROCEDURE} number`,
  TRN: 'code id origin id',
  TS2: times(19, 'amount'),
  TS3: `id code date number ${times(20, 'amount')}`,
  ADX: 'amount code code id',
  ENT: 'number code code id code code id code id',
  RMR: 'code id code amount amount amount code amount',

  // Eligibility, status, enrolment
  AAA: 'code code code code',
  EB: `code code code code text code amount number code number code code ${PROCEDURE} ${POINTERS}`,
  EQ: `code ${PROCEDURE} code code code/code/code/code`,
  III: 'code code6 code text number code/number number code code',
  LE: 'code4',
  LS: 'code4',
  MPI: 'code code code text code5 code period',
  MSG: 'text code number',
  STC: `${STATUS} date code amount amount date code date id ${STATUS} ${STATUS} text`,
  COB: 'code id code',
  HD: 'code code code text code number number code code code code',
  LUI: 'code code text code code',
};

const KNOWN: ReadonlySet<string> = new Set(KINDS);
const isKind = (text: string): text is ElementKind => KNOWN.has(text);

function shapeOf(text: string): ElementShape {
  const kinds = text.split('/').map((kind) => {
    if (!isKind(kind)) throw new Defect(`element kind ${kind}`);
    return kind;
  });
  return kinds.length === 1 ? (kinds[0] ?? 'auto') : kinds;
}

const SHAPES: ReadonlyMap<string, readonly ElementShape[]> = new Map(
  Object.entries(TABLE).map(([key, kinds]) => [key, kinds.split(' ').map(shapeOf)]),
);
const NOTHING_KNOWN: readonly ElementShape[] = [];

/**
 * What stands in the elements of a segment, the first element first; what is beyond the list is unknown.
 *
 * @param qualifier element 1
 * @see the element lists of domain.md sections 3 to 5, and public X12 element names
 */
export const shapesOf = (id: string, qualifier: string): readonly ElementShape[] =>
  SHAPES.get(`${id}*${qualifier}`) ?? SHAPES.get(id) ?? NOTHING_KNOWN;
