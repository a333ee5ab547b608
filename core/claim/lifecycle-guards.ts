import type {
  Adjudicated,
  ClaimAcknowledged,
  FilingEvent,
  FilingView,
  Reversed,
  SetAnswered,
} from './lifecycle-events.ts';

const ACCEPTING = ['A', 'E'];
const REFUSING = ['R', 'M', 'W', 'X'];

/** A 999 refuses a set by itself or with its group. */
const setRefused = ({ setCode, groupCode }: SetAnswered): boolean =>
  REFUSING.includes(setCode ?? '') || REFUSING.includes(groupCode);
/** A 999 that does not list a set accepted it, unless it refused the group. */
const setAccepted = (event: SetAnswered): boolean =>
  !setRefused(event) && (event.setCode === undefined || ACCEPTING.includes(event.setCode));

const processed = ['1', '2', '3', '4'];
const forwarded = ['19', '20', '21'];
const decided = [...processed, ...forwarded];

const isFirstRefusal = (event: FilingEvent): boolean =>
  event.kind === 'ta1' && event.code === 'R' && !(event.note === '025' && event.acceptedBefore === true);

/**
 * Whether an adjudication without a reversal takes the place of the one before: that one paid nothing, left
 * nothing to the patient and was wholly a denial (row 37). Payers often do so without a 22; a void waits for it.
 */
const replacesDenial = ({ state, adjudication }: FilingView, event: Adjudicated): boolean =>
  adjudication?.whollyDenied === true &&
  adjudication.paidCents === 0 &&
  adjudication.patientCents === 0 &&
  state !== 'VOIDING' &&
  (state !== 'REPLACING' || event.frequency === '7');

/** Nothing, or no more than a denial, stood when it was voided, or what stood was taken back by it. */
const answersVoid = ({ state, adjudication }: FilingView): boolean =>
  state === 'VOIDED' && (adjudication === undefined || adjudication.whollyDenied);

/** Another part of a split claim neither comes twice nor takes the place of anything. */
const isPart = (event: Adjudicated): boolean => event.furtherPart === true;

const asDuplicate = (event: Adjudicated): boolean =>
  event.verdict === 'DENIED' && event.deniedAsDuplicate === true;

type Holds = (event: FilingEvent, filing: FilingView) => boolean;
interface Guard {
  /** The guard in words, for the generated page. */
  readonly words: string;
  readonly holds: Holds;
}

const adjudicated =
  (test: (event: Adjudicated, filing: FilingView) => boolean): Holds =>
  (event, filing) =>
    event.kind === 'adjudicated' && test(event, filing);

/** The guards of the transition table, by the names that its rows use. */
export const guards = {
  hasOpenErrors: { words: 'any open error', holds: (e) => e.kind === 'scrubbed' && e.openErrors > 0 },
  isClean: { words: 'no open error', holds: (e) => e.kind === 'scrubbed' && e.openErrors === 0 },

  ta1Accepted: { words: 'TA104 = A', holds: (e) => e.kind === 'ta1' && e.code === 'A' },
  ta1Warned: { words: 'TA104 = E', holds: (e) => e.kind === 'ta1' && e.code === 'E' },
  ta1Refused: { words: 'TA104 = R', holds: isFirstRefusal },
  ta1RefusedAsDuplicate: {
    words: 'TA104 = R, TA105 = 025, and this ISA13 was accepted before',
    holds: (e) => e.kind === 'ta1' && e.code === 'R' && !isFirstRefusal(e),
  },

  setAccepted: {
    words: 'IK501 = A, or the set is not listed and AK901 = A, E or P',
    holds: (e) => e.kind === '999' && setAccepted(e) && e.setCode !== 'E',
  },
  setWarned: { words: 'IK501 = E', holds: (e) => e.kind === '999' && setAccepted(e) && e.setCode === 'E' },
  setKnown: { words: 'accepted', holds: (e) => e.kind === '999' && setAccepted(e) },
  setRefused: {
    words: 'IK501 or AK901 = R, M, W or X',
    holds: (e) => e.kind === '999' && setRefused(e),
  },

  forwardedByClearinghouse: {
    words: 'WQ; clearinghouse with A0, A1 or A2, or anyone with A0',
    holds: (e) =>
      e.kind === '277ca' &&
      !e.rejected &&
      (e.category === 'A0' || (e.source === 'clearinghouse' && ['A1', 'A2'].includes(e.category))),
  },
  acceptedByPayer: {
    words: 'payer, WQ, A1 or A2',
    holds: (e) =>
      e.kind === '277ca' && !e.rejected && e.source === 'payer' && ['A1', 'A2'].includes(e.category),
  },
  splitByPayer: {
    words: 'payer, WQ, A5',
    holds: (e) => e.kind === '277ca' && !e.rejected && e.source === 'payer' && e.category === 'A5',
  },
  claimKnown: { words: 'WQ', holds: (e) => e.kind === '277ca' && !e.rejected },
  claimRefused: {
    words: 'claim level: U, or A3, A6, A7, A8',
    holds: (e) => e.kind === '277ca' && e.rejected && e.level === 'claim' && e.category !== 'A4',
  },
  claimNotFound: {
    words: 'claim level: A4',
    holds: (e) => e.kind === '277ca' && e.rejected && e.level === 'claim' && e.category === 'A4',
  },
  batchRefused: {
    words: 'provider or batch level: U',
    holds: (e) => e.kind === '277ca' && e.rejected && e.level !== 'claim',
  },
  refusedAtAnyLevel: { words: 'U', holds: (e) => e.kind === '277ca' && e.rejected },
  payerChangedItsMind: {
    words: 'U of the payer, no 835, processed on or after its acceptance',
    holds: (e, filing) => e.kind === '277ca' && e.rejected && changedItsMind(e, filing),
  },
  payerDidNotChangeItsMind: {
    words: 'U otherwise',
    holds: (e, filing) => e.kind === '277ca' && e.rejected && !changedItsMind(e, filing),
  },

  pending: {
    words: 'P0, P1, P2 or P5',
    holds: (e) => e.kind === '277' && /^P[^34]/.test(e.category) && !isNotFound(e),
  },
  recordsAsked: {
    words: 'P3, P4 or R*: information requested',
    holds: (e) => e.kind === '277' && /^(P[34]|R)/.test(e.category) && !isNotFound(e),
  },
  notFound: {
    words: 'A4, D0 or status 35, after the acknowledgment window',
    holds: (e) => e.kind === '277' && isNotFound(e) && e.windowPassed,
  },
  finalised: { words: 'F*', holds: (e) => e.kind === '277' && e.category.startsWith('F') && !isNotFound(e) },

  paid: {
    words: 'CLP02 1, 2, 3 or 4; something paid, nothing denied',
    holds: adjudicated((e) => processed.includes(e.status) && e.verdict === 'PAID'),
  },
  zeroPaid: {
    words: 'CLP02 1, 2, 3 or 4; nothing paid, nothing denied',
    holds: adjudicated((e) => processed.includes(e.status) && e.verdict === 'ZERO_PAID'),
  },
  partDenied: {
    words: 'CLP02 1, 2, 3 or 4; some denied, some allowed',
    holds: adjudicated((e) => processed.includes(e.status) && e.verdict === 'PART_DENIED'),
  },
  whollyDenied: {
    words: 'CLP02 1, 2, 3 or 4; denied, nothing allowed',
    holds: adjudicated((e) => processed.includes(e.status) && e.verdict === 'DENIED'),
  },
  processedAndForwarded: {
    words: 'CLP02 19, 20 or 21',
    holds: adjudicated((e) => forwarded.includes(e.status)),
  },
  forwardedOnly: { words: 'CLP02 23', holds: adjudicated((e) => e.status === '23') },
  predetermination: { words: 'CLP02 25', holds: adjudicated((e) => e.status === '25') },
  decided: { words: 'CLP02 1 to 4 or 19 to 21', holds: adjudicated((e) => decided.includes(e.status)) },
  second: {
    words: 'a second one that does not take the place of a denial',
    holds: adjudicated(
      (e, f) =>
        decided.includes(e.status) &&
        !isPart(e) &&
        !answersVoid(f) &&
        !replacesDenial(f, e) &&
        !isRefusedReplacement(e, f),
    ),
  },
  replacesDenial: {
    words:
      'the adjudication before paid 0, left the patient 0 and was wholly a denial (REPLACING: CLP09 = 7)',
    holds: adjudicated(
      (e, f) =>
        decided.includes(e.status) && !isPart(e) && replacesDenial(f, e) && !isRefusedReplacement(e, f),
    ),
  },
  replacesDenialAllowed: {
    words: 'as above, and now something is allowed',
    holds: adjudicated(
      (e, f) => decided.includes(e.status) && !isPart(e) && replacesDenial(f, e) && e.verdict !== 'DENIED',
    ),
  },
  replacesDenialAgain: {
    words: 'as above, and again nothing is allowed',
    holds: adjudicated(
      (e, f) => decided.includes(e.status) && !isPart(e) && replacesDenial(f, e) && e.verdict === 'DENIED',
    ),
  },
  decidesVoided: {
    words: 'nothing is in force: the payer decided instead of voiding',
    holds: adjudicated((e, f) => decided.includes(e.status) && answersVoid(f)),
  },
  refusedReplacement: {
    words: 'denied with CARC 18',
    holds: adjudicated((e, f) => isRefusedReplacement(e, f)),
  },
  furtherPart: {
    words: 'the payer split the claim: only lines that were not answered yet',
    holds: adjudicated((e, f) => decided.includes(e.status) && isPart(e) && !isRefusedReplacement(e, f)),
  },

  originalKnown: {
    words: 'matches a posted adjudication',
    holds: (e, f) => e.kind === 'reversed' && e.matched && e.superseded !== true && !isVoidedAgain(e, f),
  },
  originalAfterVoid: {
    words: 'matches a decision that came after a void; nothing else is in force',
    holds: (e, f) => e.kind === 'reversed' && e.matched && e.superseded !== true && isVoidedAgain(e, f),
  },
  originalSuperseded: {
    words: 'matches a denial whose place another decision has taken',
    holds: (e) => e.kind === 'reversed' && e.matched && e.superseded === true,
  },
  originalUnknown: { words: 'no matching original', holds: (e) => e.kind === 'reversed' && !e.matched },

  possible: {
    words: 'the payer takes it and its claim number is known',
    holds: (e) => (e.kind === 'replacement-sent' || e.kind === 'void-sent') && e.possible,
  },
  inTime: { words: 'before the payer’s limit', holds: (e) => e.kind === 'appealed' && e.inTime },
  unprocessable: {
    words: 'the payer could not process it (MA130), or takes no frequency 7',
    holds: (e) => e.kind === 'refiled' && e.allowed,
  },
  notOnFile: {
    words: 'a work item says that the payer has no such claim, or no answer came',
    holds: (e) => e.kind === 'resent' && e.allowed,
  },
  notYetSent: { words: 'in no file yet', holds: (_, filing) => filing.batch === undefined },
  cannotBeWritten: {
    words: 'in no file yet, and it cannot be written',
    holds: (e, filing) => e.kind === 'scrubbed' && e.openErrors > 0 && filing.batch === undefined,
  },
  anotherCoverage: {
    words: 'another coverage is active',
    holds: (e) => e.kind === 'settled' && e.nextCoverage,
  },
  noFurtherCoverage: { words: 'no further coverage', holds: (e) => e.kind === 'settled' && !e.nextCoverage },
  neverSent: {
    words: 'no submission exists',
    holds: (_, filing) => filing.attempt === 1 && filing.batch === undefined && filing.rank === 0,
  },
  firstAttempt: {
    words: 'new',
    // A reversal may have come before, and waits in suspense: that is an answer, and decides nothing.
    holds: (_, { attempt, batch, adjudication }) =>
      attempt === 1 && batch === undefined && adjudication === undefined,
  },
} as const satisfies Record<string, Guard>;

export type GuardName = keyof typeof guards;

const isNotFound = ({ category, status }: { readonly category: string; readonly status?: string }): boolean =>
  category === 'A4' || category === 'D0' || status === '35';

const isRefusedReplacement = (event: Adjudicated, { state }: FilingView): boolean =>
  state === 'REPLACING' && asDuplicate(event);

/** Nothing is left of what came after the void, and we asked for nothing since. */
const isVoidedAgain = ({ afterVoid }: Reversed, { state }: FilingView): boolean =>
  afterVoid === true && !['APPEALED', 'REPLACING', 'VOIDING'].includes(state);

/** A payer may take back its acceptance, later and before it decides. */
function changedItsMind(event: ClaimAcknowledged, { adjudication, acceptedOn }: FilingView): boolean {
  if (event.source !== 'payer' || adjudication !== undefined || acceptedOn === undefined) return false;
  return (event.processDate ?? '') >= acceptedOn;
}

/**
 * Which documents are evidence, how strong, and whether for or against the filing (domain.md 1.4, rule 1).
 */
export interface Evidence {
  readonly rank: number;
  readonly positive: boolean;
}

/** Null for what says nothing about the filing: our own acts, letters, and a 277 that could not answer. */
export function evidenceOf(event: FilingEvent): Evidence | null {
  switch (event.kind) {
    case 'ta1':
      return { rank: 1, positive: !isFirstRefusal(event) };
    case '999':
      return { rank: 2, positive: setAccepted(event) };
    case '277ca': {
      const payer = event.source === 'payer' && event.category !== 'A0';
      return { rank: payer ? 4 : 3, positive: !event.rejected };
    }
    case '277':
      if (isNotFound(event)) return { rank: 5, positive: false };
      return /^[PFR]/.test(event.category) ? { rank: 5, positive: true } : null;
    case 'adjudicated':
    case 'reversed':
    case 'crossed-over':
      return { rank: 6, positive: true };
    default:
      return null;
  }
}
