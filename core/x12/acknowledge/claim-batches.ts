import type { CivilDate } from '../../dates.ts';
import type { X12Item } from '../items.ts';
import type { ClaimAcknowledgmentSet } from '../sets/ca277-write.ts';
import type { AnyClaim, Group } from '../types.ts';
import {
  type AnsweredClaim,
  answerBatch,
  answerClaim,
  type StatusCode,
  type Verdict,
} from './claim-answers.ts';
import { echo, echoName } from './echo.ts';
import { answerSet, isAccepted } from './group-answer.ts';
import { interchangeNo } from './interchange-answer.ts';
import type { SetReceipt } from './receipt.ts';

/** What is said of a batch and its providers: a clearinghouse (AY) received it. */
const RECEIVED: StatusCode = { category: 'A1', status: '19', entity: 'AY' };

/**
 * Claims that are held of one interchange, some 500 MB: their counts stand before them in the answer, and no answer
 * may be written before the interchange has ended well. A file of 100 MB has some 160,000; payers take fewer at a time.
 */
export const MOST_CLAIMS = 250_000;

/** The answer to the claims of one set. */
export interface AnsweredBatch {
  readonly group: Group;
  readonly set: ClaimAcknowledgmentSet;
  /** Whether a claim of it was rejected. */
  readonly rejected: boolean;
}

/**
 * Judges claims as they are read and gathers what a 277CA says of those whose set was accepted: some two kilobytes
 * a claim until its interchange ends, up to `MOST_CLAIMS`.
 */
export class ClaimBatches {
  readonly #judge: ((claim: AnyClaim) => Verdict) | undefined;
  readonly #date: CivilDate;
  #header: AnyClaim['header'] | null = null;
  #claims: AnsweredClaim[] = [];
  #batches: AnsweredBatch[] = [];
  /** Claims of the interchange. */
  #count = 0;

  constructor({ judge, date }: { readonly judge?: (claim: AnyClaim) => Verdict; readonly date: CivilDate }) {
    this.#judge = judge;
    this.#date = date;
  }

  take(item: X12Item): void {
    if (item.kind !== 'claim' || this.#judge === undefined) return;
    this.#header = item.claim.header;
    this.#count += 1;
    if (this.#count <= MOST_CLAIMS)
      this.#claims.push(answerClaim(item.claim, this.#judge(item.claim), this.#date));
  }

  /** A set has ended: its claims are answered if it is accepted. */
  end(receipt: SetReceipt): void {
    const [header, claims] = [this.#header, this.#claims];
    this.#header = null;
    this.#claims = [];
    if (header === null || !isAccepted(answerSet(receipt))) return;
    const { interchange, group } = receipt.context;
    const reference = `${interchangeNo(interchange.controlNo)}-${this.#batches.length + 1}`;
    const { submitter, receiver, batchId } = header;
    const batch = answerBatch(claims, {
      source: { kind: 'clearinghouse', ...named({ name: receiver.name, id: receiver.etin }) },
      trace: reference,
      batchId,
      date: this.#date,
      received: RECEIVED,
    });
    const set = {
      reference,
      receiver: named({ name: submitter.name, id: submitter.etin }),
      batches: [batch],
    };
    this.#batches.push({ group, set, rejected: claims.some(({ rejected }) => rejected) });
  }

  /** The batches of an interchange that has ended; null where it holds more claims than can be answered. */
  drain(): readonly AnsweredBatch[] | null {
    const batches = this.#count > MOST_CLAIMS ? null : this.#batches;
    this.#batches = [];
    this.#count = 0;
    return batches;
  }
}

const named = ({ name, id }: { readonly name: string; readonly id: string }) => ({
  name: echoName(name) ?? 'UNKNOWN',
  id: echo(id) ?? 'UNKNOWN',
});
