import type { Act } from '../../core/claim/act-facts.ts';
import { waitsToBeSent } from '../../core/claim/filings.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import type { EditFinding } from '../../core/claim/types.ts';
import type { AppealRefusal, UpheldRefusal } from '../../core/denial/appeal.ts';
import { proofDetails, proofSentence, type TimelyProof } from '../../core/denial/timely-proof.ts';
import { filingId } from '../../core/ids.ts';
import type { ConfirmRefusal } from '../../core/remit/confirmed-void.ts';
import { unreachable } from '../../core/result.ts';
import type { AgainOutcome, AgainRefusal } from '../session/send-again.ts';
import type { Told } from '../session/tell.ts';
import { type Answer, type Failure, refused } from '../terminal/answer.ts';
import { day, dollars, shortFiles } from '../terminal/format.ts';

const seeTimeline = (claim: string): string => `See it: claimline claims timeline ${claim}`;

/** One finding of an edit, for people. */
export const findingLine = ({ severity, editId, field, message }: EditFinding): string =>
  `  ${severity} ${editId}${field === '' ? '' : ` ${field}`}: ${message}`;

const DONE = {
  replace: 'its replacement (frequency 7)',
  void: 'its void (frequency 8)',
  resend: 'it',
  refile: 'the new claim (frequency 1)',
} as const satisfies Record<Act['kind'], string>;

/** A claim goes out again, or why not. @throws Failure where it cannot */
export function againAnswer(outcome: AgainOutcome, act: Act['kind']): Answer {
  const { claimNo, filing } = outcome.head;
  const named = filingId(claimNo, filing);
  switch (outcome.outcome) {
    case 'refused':
      throw refused(`${AGAIN[outcome.reason]} (${outcome.reason})`, seeTimeline(claimNo));
    case 'held': {
      const { findings } = outcome;
      return {
        json: { outcome: 'held', claimNo, filing, findings },
        text: () =>
          [
            `Claim ${named} stays as it is: its content has errors.`,
            ...findings.map(findingLine),
            'Correct them and give the file again: --file CORRECTED.json',
          ].join('\n'),
        code: 1,
      };
    }
    case 'done':
    case 'already': {
      const { event, findings } = outcome;
      const { state, attempt, version, at, facts } = event;
      const droppedLines = facts.kind === 'assembled' ? (facts.claim.droppedLines ?? []) : [];
      const leaves = waitsToBeSent({
        state,
        batch: outcome.head.attempt === attempt ? outcome.head.batch : undefined,
      });
      return {
        json: {
          outcome: outcome.outcome,
          claimNo,
          filing,
          state,
          attempt,
          version,
          at,
          waits: leaves,
          findings,
          droppedLines,
        },
        text: () =>
          [
            `Claim ${named} is ${outcome.outcome === 'already' ? 'already ' : ''}${state}, attempt ${attempt}.`,
            ...findings.map(findingLine),
            ...droppedText(droppedLines),
            leaves ? `With the next file ${DONE[act]} leaves.` : `With a file ${DONE[act]} has left.`,
            seeTimeline(claimNo),
          ].join('\n'),
      };
    }
    default:
      return unreachable(outcome);
  }
}

const droppedText = (lines: readonly number[]): readonly string[] =>
  lines.length === 0
    ? []
    : [
        `Not in it any more: line ${lines.join(', ')}. What was charged for that is taken back where it is open.`,
      ];

const AGAIN: Readonly<Record<AgainRefusal, string>> = {
  STATE: 'The claim cannot go out in this way in the state that it is in.',
  WAITS_ALREADY: 'The claim leaves with the next file already.',
  PAYER_TAKES_NO_REPLACEMENTS:
    'The payer takes no replacements: ask for a reprocessing, or file a new claim (claims refile).',
  PAYER_TAKES_NO_VOIDS: 'The payer takes no voids: ask it to take the claim back.',
  NO_PAYER_NUMBER: 'The payer’s claim number is not known: it comes with the remittance.',
  PAYER_NUMBER_UNLIKE: 'The payer’s claim number does not look as the payer’s profile says that it does.',
  PROCESSED: 'The payer could process the claim: it wants a replacement (claims replace).',
  NOT_MISSING:
    'Nothing says that the payer does not have the claim: no work item NOT_ON_FILE or ACK_MISSING is open.',
  NOT_OURS: 'The filing was never sent by us: it has no content of its own.',
};

function told<Refusal>(
  outcome: Told<Refusal>,
  {
    refusal,
    done,
  }: {
    readonly refusal: (why: Refusal) => Failure;
    readonly done: (state: string, event: JournalEvent) => string;
  },
): Answer {
  const { claimNo, filing } = outcome.head;
  if (outcome.outcome === 'refused') throw refusal(outcome.refusal);
  const { event } = outcome;
  const { state, version, at, facts } = event;
  const already = outcome.outcome === 'already' ? 'already ' : '';
  return {
    json: { outcome: outcome.outcome, claimNo, filing, state, version, at, facts },
    text: () =>
      `Claim ${filingId(claimNo, filing)} is ${already}${done(state, event)}\n${seeTimeline(claimNo)}`,
  };
}

/** A void is confirmed, or why not. @throws Failure where it cannot be */
export const confirmedAnswer = (outcome: Told<ConfirmRefusal>): Answer =>
  told(outcome, {
    refusal: (why) => refused(confirmText(why), 'Until then: ask the payer where the void stands.'),
    done: (state) => `${state}.`,
  });

function confirmText(why: ConfirmRefusal): string {
  switch (why.reason) {
    case 'STATE':
      return 'No void of this claim was made.';
    case 'NOT_SENT':
      return 'The void has not left yet.';
    case 'NOT_ACCEPTED':
      return 'No acknowledgment (277CA) has accepted the void.';
    case 'TOO_EARLY':
      return `The payer may still answer: the void can be confirmed from ${day(why.from)}.`;
    case 'PAID':
      return 'The payer paid this claim: it is void once the payer reverses the payment.';
    case 'CHARGES_NOT_OPEN':
      return 'Part of the charges is paid or written off: take that back first.';
    default:
      return unreachable(why);
  }
}

/** An appeal is recorded, or why not. @throws Failure where it cannot be */
export const appealedAnswer = (outcome: Told<AppealRefusal>): Answer =>
  told(outcome, {
    refusal: (why) =>
      refused(appealText(why), 'What a payer takes stands in its profile: appealDays, appealLevels.'),
    done: (state, { facts }) =>
      [
        `${state}: the payer’s decision is awaited.`,
        ...(facts.kind === 'appealed' && facts.proof !== undefined ? proofLines(facts.proof) : []),
      ].join('\n'),
  });

/** What is on record as the proof that went with an appeal. */
const proofLines = (proof: TimelyProof): readonly string[] => [
  proofSentence(proof),
  ...proofDetails(proof).map(({ code, position, text }) =>
    ['  ', code, position === undefined ? '' : `, ${shortFiles(position)}`, `: ${text}`].join(''),
  ),
];
function appealText(why: AppealRefusal): string {
  switch (why.reason) {
    case 'STATE':
      return 'There is no decision to appeal against, or an appeal waits already.';
    case 'LEVEL':
      return why.next === undefined
        ? 'The payer has no further level of appeal.'
        : `It is the turn of level ${why.next}.`;
    case 'DATE':
      return 'The appeal is older than the decision.';
    case 'TOO_LATE':
      return `The time for this level ended on ${day(why.deadline)}.`;
    case 'TOO_LITTLE':
      return `This level takes ${dollars(why.least)} or more; ${dollars(why.disputed)} is in dispute.`;
    default:
      return unreachable(why);
  }
}

/** The payer stands by its decision, or why that cannot be recorded. @throws Failure where it cannot be */
export const upheldAnswer = (outcome: Told<UpheldRefusal>): Answer =>
  told(outcome, {
    refusal: ({ reason }) =>
      refused(
        reason === 'STATE'
          ? 'No appeal of this claim waits for a decision.'
          : 'The letter is older than the appeal.',
      ),
    done: (state) => `${state} again. A work item names the next level and its deadline.`,
  });
