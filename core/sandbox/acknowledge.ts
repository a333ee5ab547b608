import { answerSet, groupAnswer, isAccepted } from '../x12/acknowledge/group-answer.ts';
import { answerInterchange } from '../x12/acknowledge/interchange-answer.ts';
import type { Written } from '../x12/sets/answer-write.ts';
import type {
  AcknowledgedSet,
  ImplementationAcknowledgment,
  InterchangeAcknowledgment,
  SegmentError,
} from '../x12/types.ts';
import { claimIdOf, type Plot } from './fate.ts';
import { drawFrom } from './random.ts';
import type { ReceivedInterchange, ReceivedSet } from './received.ts';
import { scenarios } from './scenarios.ts';

/** TA105: a sender the receiver does not know (domain.md 4.1). */
const UNKNOWN_SENDER = '006';

/** IK502: the set is not supported; segments of it are in error (domain.md 4.2). */
const SET_NOT_SUPPORTED = '1';
const SEGMENTS_IN_ERROR = '5';

/** IK304: the segment has element errors. IK403: a code that X12 does not list. */
const ELEMENT_ERRORS = '8';
const INVALID_CODE = '7';

/** The TA1 of an interchange: refused by scenario, or for what is wrong with its envelope. */
export function acknowledgeInterchange(
  received: ReceivedInterchange,
  plot: Plot,
): Written<InterchangeAcknowledgment> {
  const answer = answerInterchange(received);
  const refused = scenarios[plot.scenario].interchange === 'refused';
  return refused ? { ...answer, code: 'R', note: UNKNOWN_SENDER } : answer;
}

/** One 999 per functional group, and which sets go on to the payers. */
export interface SetAnswers {
  readonly acknowledgments: readonly Written<ImplementationAcknowledgment>[];
  readonly accepted: readonly ReceivedSet[];
}

/** Answers every set of an interchange that was taken. */
export function acknowledgeSets(received: ReceivedInterchange, plot: Plot): SetAnswers {
  const unlucky = unluckySet(received, plot);
  const answers = received.sets.map((set) => ({
    set,
    answer: acknowledgeSet(set, set === unlucky ? plot : null),
  }));
  const groups = Map.groupBy(answers, ({ set }) => set.context.group.controlNo);
  return {
    acknowledgments: [...groups.values()].flatMap((own) => {
      const group = own[0]?.set.context.group;
      return group === undefined
        ? []
        : [
            groupAnswer(
              group,
              own.map(({ answer }) => answer),
            ),
          ];
    }),
    accepted: answers.flatMap(({ set, answer }) => (isAccepted(answer) ? [set] : [])),
  };
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

/** An 837 of another kind is no set that the sandbox supports, whatever our reader makes of it. */
function acknowledgeSet(set: ReceivedSet, unlucky: Plot | null): AcknowledgedSet {
  const { context, supported } = set;
  const findings = supported ? set.findings : [];
  const answer = answerSet({ type: '837P', context, findings });
  if (!supported) return { ...answer, code: 'R', errorCodes: [SET_NOT_SUPPORTED] };
  if (unlucky === null) return answer;
  return { ...answer, code: 'R', errorCodes: [SEGMENTS_IN_ERROR], errors: inventedError(set, unlucky) };
}

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
