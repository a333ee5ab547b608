import type { CivilDate } from '../../dates.ts';
import type { ByteSource } from '../read.ts';
import { writeImplementationAcknowledgment } from '../sets/a999-write.ts';
import type { AnswerProblem, WrittenAnswer } from '../sets/answer-write.ts';
import { writeClaimAcknowledgment } from '../sets/ca277-write.ts';
import type { GuideNames } from '../sets/set-type.ts';
import { writeInterchangeAcknowledgment } from '../sets/ta1-write.ts';
import type { AnyClaim, EnvelopeSpec, Finding } from '../types.ts';
import type { Verdict } from './claim-answers.ts';
import { type AnsweredBatch, ClaimBatches, MOST_CLAIMS } from './claim-batches.ts';
import { receive } from './collect.ts';
import { answerEnvelope } from './envelope.ts';
import { answerGroup } from './group-answer.ts';
import { answerInterchange } from './interchange-answer.ts';
import type { InterchangeReceipt } from './receipt.ts';

export interface AcknowledgeOptions {
  /** TA1 where ISA14 asks for one or the interchange is refused, for every interchange, or for none. */
  readonly interchanges: 'asked' | 'all' | 'none';
  /** 999 for each functional group. */
  readonly groups: boolean;
  /** 277CA for each accepted set of claims: what becomes of a claim. */
  readonly judge?: (claim: AnyClaim) => Verdict;
  /** Guide identifiers (ST03 or GS08) of partners besides the standard's. */
  readonly guides?: GuideNames;
  /** Of the answers. Never a clock. */
  readonly date: CivilDate;
  /** HHMM. */
  readonly time: string;
  /** ISA13 and GS06 of the first answer; the others count on. */
  readonly controlNo: number;
}

/** What acknowledging a file gives, in its order. */
export type Acknowledgment =
  | {
      readonly kind: 'TA1' | '999' | '277CA';
      /** 1-based ordinal of the interchange answered. */
      readonly interchange: number;
      readonly text: string;
    }
  /** An answer that X12 cannot carry, or a 277CA of too many claims: codes and places, no values. */
  | { readonly kind: 'unwritten'; readonly interchange: number; readonly problems: readonly AnswerProblem[] }
  /** The file's end, with what was found outside of any interchange: nobody can be answered about that. */
  | {
      readonly kind: 'end';
      readonly interchanges: number;
      /** Whether an interchange, a group, a set or a claim was rejected. */
      readonly rejected: boolean;
      readonly strays: readonly Finding[];
    };

/**
 * Acknowledges any X12 file as its receiver: each interchange is answered on its own, to its sender. Acknowledgments
 * in the file get no 999, and an interchange of TA1s only gets no TA1. Errors up to SNIP level 2 reject a set,
 * those above are noted.
 *
 * @see domain.md 4.1 to 4.3
 */
export async function* acknowledge(
  source: ByteSource,
  options: AcknowledgeOptions,
): AsyncGenerator<Acknowledgment> {
  const answers = new Answers(options);
  const batches = new ClaimBatches(options);
  let interchanges = 0;
  const { guides } = options;
  for await (const received of receive(source, { check: 'all', ...(guides && { guides }) })) {
    if (received.kind === 'item') batches.take(received.item);
    else if (received.kind === 'set') batches.end(received.receipt);
    else if (received.kind === 'interchange') {
      interchanges += 1;
      yield* answers.to(received.receipt, batches.drain());
    } else yield { kind: 'end', interchanges, rejected: answers.rejected, strays: received.findings };
  }
}

/** Answers interchanges, one after another, under control numbers that count up. */
class Answers {
  readonly #options: AcknowledgeOptions;
  #controlNo: number;
  rejected = false;

  constructor(options: AcknowledgeOptions) {
    this.#options = options;
    this.#controlNo = options.controlNo;
  }

  *to(receipt: InterchangeReceipt, batches: readonly AnsweredBatch[] | null): Generator<Acknowledgment> {
    const { interchanges, groups } = this.#options;
    const ta1 = answerInterchange(receipt);
    const refused = ta1.code === 'R';
    const asked = refused || receipt.interchange.acknowledgmentRequested;
    if ((interchanges === 'all' || (interchanges === 'asked' && asked)) && !holdsOnlyAnswers(receipt)) {
      yield this.#write('TA1', receipt, (envelope) => writeInterchangeAcknowledgment(envelope, [ta1]));
    }
    if (refused) {
      this.rejected = true;
      return;
    }
    const answers = receipt.groups.map((group) => ({
      group: group.group,
      answer: answerGroup(group, this.#options.guides),
    }));
    const written = answers.flatMap(({ answer }) => answer ?? []);
    if (written.some(({ code }) => code === 'R' || code === 'P')) this.rejected = true;
    if (groups && written.length > 0) {
      yield this.#write('999', receipt, (envelope) => writeImplementationAcknowledgment(envelope, written));
    }
    if (batches === null) {
      yield { kind: 'unwritten', interchange: receipt.ordinal, problems: [CLAIMS_OVERFULL] };
      return;
    }
    const sound = answers.filter(({ answer }) => answer?.errorCodes.length === 0);
    const taken = new Set(sound.map(({ group }) => group));
    yield* this.#claims(
      receipt,
      batches.filter(({ group }) => taken.has(group)),
    );
  }

  /** @param batches those of the groups that were taken */
  *#claims(receipt: InterchangeReceipt, batches: readonly AnsweredBatch[]): Generator<Acknowledgment> {
    if (batches.length === 0) return;
    if (batches.some(({ rejected }) => rejected)) this.rejected = true;
    const sets = batches.map(({ set }) => set);
    yield this.#write('277CA', receipt, (envelope) => writeClaimAcknowledgment(envelope, sets));
  }

  #write(
    kind: 'TA1' | '999' | '277CA',
    { interchange, groups, ordinal }: InterchangeReceipt,
    write: (envelope: EnvelopeSpec) => WrittenAnswer,
  ): Acknowledgment {
    const { date, time } = this.#options;
    const controlNo = this.#controlNo;
    this.#controlNo = controlNo === LAST_CONTROL_NO ? 1 : controlNo + 1;
    const written = write(
      answerEnvelope({ interchange, group: groups[0]?.group }, { controlNo, date, time }),
    );
    return written.ok
      ? { kind, interchange: ordinal, text: written.value.text }
      : { kind: 'unwritten', interchange: ordinal, problems: written.error };
  }
}

const CLAIMS_OVERFULL: AnswerProblem = {
  code: 'CLAIMS-OVERFULL',
  message: `It holds more claims than a 277CA is made for (${MOST_CLAIMS}); divide it.`,
  segmentId: 'CLM',
};

const LAST_CONTROL_NO = 999_999_999;

/** A TA1 is never answered by a TA1. */
const holdsOnlyAnswers = ({ acknowledges, groups }: InterchangeReceipt): boolean =>
  acknowledges && groups.length === 0;
