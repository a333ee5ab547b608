import type { Written } from '../x12/sets/answer-write.ts';
import type {
  AcknowledgedSet,
  Finding,
  ImplementationAcknowledgment,
  InterchangeAcknowledgment,
  ProfessionalClaim,
  SegmentError,
} from '../x12/types.ts';
import { claimIdOf, type Plot } from './fate.ts';
import { drawFrom } from './random.ts';
import type { ReceivedInterchange, ReceivedSet } from './received.ts';
import { scenarios } from './scenarios.ts';

/** TA105: no error, and a sender the receiver does not know (domain.md 4.1). */
const NO_ERROR = '000';
const UNKNOWN_SENDER = '006';

/** IK502: the set is not supported; segments of it are in error (domain.md 4.2). */
const SET_NOT_SUPPORTED = '1';
const SEGMENTS_IN_ERROR = '5';

/** IK304: the segment has element errors. IK403: a code that X12 does not list. */
const ELEMENT_ERRORS = '8';
const INVALID_CODE = '7';

/** A 999 lists at most this many segments of one set. */
const MOST_ERRORS = 100;

/** The TA1 of an interchange: refused by scenario, or for what is wrong with its envelope. */
export function acknowledgeInterchange(
  received: ReceivedInterchange,
  plot: Plot,
): Written<InterchangeAcknowledgment> {
  const { controlNo, date, time } = received.interchange;
  const refused = scenarios[plot.scenario].interchange === 'refused';
  const fault = received.findings.find(
    (f) => f.severity === 'error' && f.acknowledgmentCode?.element === 'TA105',
  );
  const note = refused ? UNKNOWN_SENDER : (fault?.acknowledgmentCode?.code ?? NO_ERROR);
  return { controlNo, date, time, code: note === NO_ERROR ? 'A' : 'R', note };
}

/** One 999 per functional group, and which sets go on to the payers. */
export interface SetAnswers {
  readonly acknowledgments: readonly Written<ImplementationAcknowledgment>[];
  readonly accepted: readonly ReceivedSet[];
}

/** Answers every set of an interchange that was taken. */
export function acknowledgeSets(received: ReceivedInterchange, plot: Plot): SetAnswers {
  const unlucky = unluckySet(received, plot);
  const groups = new Map<string, { sets: ReceivedSet[]; answers: AcknowledgedSet[] }>();
  const accepted: ReceivedSet[] = [];
  for (const set of received.sets) {
    const answer = acknowledgeSet(set, set === unlucky ? plot : null);
    if (answer.code === 'A') accepted.push(set);
    const { controlNo } = set.context.group;
    const group = groups.get(controlNo) ?? { sets: [], answers: [] };
    groups.set(controlNo, { sets: [...group.sets, set], answers: [...group.answers, answer] });
  }
  const acknowledgments = [...groups.values()].flatMap(({ sets, answers }) => groupAnswer(sets, answers));
  return { acknowledgments, accepted };
}

/**
 * The set that the scenario has rejected, if any. Drawn by the claims and not by a control number, so that the same
 * claims fare alike when they are sent again after a crash that burnt the number.
 */
function unluckySet({ sets }: ReceivedInterchange, { seed, scenario }: Plot): ReceivedSet | null {
  const { perCent, ofSeveral } = scenarios[scenario].rejectedSet;
  const sound = sets.filter((set) => set.supported && set.sound);
  if (sound.length === 0 || (ofSeveral && sound.length === 1)) return null;
  const first = sound.flatMap((set) => set.claims.map(claimIdOf)).toSorted()[0] ?? '';
  const draw = drawFrom(seed, 'rejected set', first);
  return draw.below(100) < perCent ? draw.pick(sound) : null;
}

function acknowledgeSet(set: ReceivedSet, unlucky: Plot | null): AcknowledgedSet {
  const base = { setId: '837', controlNo: set.context.setControlNo, version: set.context.version };
  if (!set.supported) return { ...base, code: 'R', errorCodes: [SET_NOT_SUPPORTED], errors: [] };
  if (!set.sound) {
    return { ...base, code: 'R', errorCodes: setCodes(set.findings), errors: segmentErrors(set) };
  }
  if (unlucky === null) return { ...base, code: 'A', errorCodes: [], errors: [] };
  return { ...base, code: 'R', errorCodes: [SEGMENTS_IN_ERROR], errors: inventedError(set, unlucky) };
}

/** IK502 to 506: what the reader says about the set as a whole, else that segments are in error. */
function setCodes(findings: readonly Finding[]): readonly string[] {
  const codes = findings.flatMap(({ acknowledgmentCode: a }) => (a?.element === 'IK502' ? [a.code] : []));
  return codes.length === 0 ? [SEGMENTS_IN_ERROR] : [...new Set(codes)].slice(0, 5);
}

/** IK3 and IK4 for what the reader found, a segment at a time. */
function segmentErrors(set: ReceivedSet): readonly SegmentError[] {
  const bySegment = Map.groupBy(
    set.findings.filter((f) => f.severity === 'error' && f.position.segmentId !== undefined),
    (finding) => finding.position.segment,
  );
  return [...bySegment.entries()]
    .slice(0, MOST_ERRORS)
    .map(([segment, findings]) => segmentError(segment, findings, claimAt(set.claims, segment)));
}

function segmentError(
  segment: number,
  findings: readonly Finding[],
  claim: ProfessionalClaim | undefined,
): SegmentError {
  const position = findings[0]?.position;
  const whole = findings.find((f) => f.acknowledgmentCode?.element === 'IK304');
  const elements = findings.flatMap(({ acknowledgmentCode: a, position: { element, component } }) =>
    a?.element === 'IK403' && element !== undefined
      ? [{ element, ...(component === undefined ? {} : { component }), code: a.code }]
      : [],
  );
  return {
    segmentId: position?.segmentId ?? '',
    segment,
    ...(position?.loop === undefined ? {} : { loop: position.loop }),
    code: whole?.acknowledgmentCode?.code ?? ELEMENT_ERRORS,
    ...(claim === undefined ? {} : { claimId: claimIdOf(claim) }),
    elements,
  };
}

/** The claim whose CLM stands last at or before a segment. */
const claimAt = (claims: readonly ProfessionalClaim[], segment: number): ProfessionalClaim | undefined =>
  claims.findLast((claim) => claim.position.segment <= segment);

/** An error that is none: the facility code of one claim is called invalid, where its CLM really stands. */
function inventedError(set: ReceivedSet, plot: Plot): readonly SegmentError[] {
  if (set.claims.length === 0) return [];
  const { interchange, setControlNo } = set.context;
  const claim = drawFrom(plot.seed, 'segment in error', interchange.controlNo, setControlNo).pick(set.claims);
  const elements = [{ element: 5, component: 1, code: INVALID_CODE }];
  const { segment } = claim.position;
  return [
    { segmentId: 'CLM', segment, loop: '2300', code: ELEMENT_ERRORS, claimId: claimIdOf(claim), elements },
  ];
}

function groupAnswer(
  sets: readonly ReceivedSet[],
  answers: readonly AcknowledgedSet[],
): readonly Written<ImplementationAcknowledgment>[] {
  const group = sets[0]?.context.group;
  if (group === undefined) return [];
  const accepted = answers.filter((answer) => answer.code === 'A').length;
  return [
    {
      functionalCode: group.functionalCode,
      groupControlNo: group.controlNo,
      version: group.version,
      sets: answers,
      code: accepted === answers.length ? 'A' : accepted === 0 ? 'R' : 'P',
      included: answers.length,
      received: answers.length,
      accepted,
      errorCodes: [],
    },
  ];
}
