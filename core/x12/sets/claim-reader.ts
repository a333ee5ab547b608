import type { LoopNode } from '../guides/tree.ts';
import { error, findingAt } from '../syntax/finding.ts';
import type { AnyClaim, ClaimBatchHeader } from '../types.ts';
import { AnswerValues } from './answer-values.ts';
import { type ClaimLevels, headerOf, LevelReader } from './claim-read-levels.ts';
import type { SetReader, SetStart } from './set-module.ts';

/** Loops that are handed out when they close: memory holds one claim, with the parties above it. */
export const CLAIM_RECORDS: readonly string[] = ['2000A', '2000B', '2000C', '2300'];
export const CLAIM_LOOP = '2300';

/** What is known of a claim before its content is read. */
export type ClaimFrame = Omit<AnyClaim, 'content'>;

/** A 2300 with what it stands in. */
export interface ClaimNode {
  readonly node: LoopNode;
  readonly levels: ClaimLevels;
  readonly values: AnswerValues;
}

/** @returns null where something is missing that no claim of its kind can do without */
export type ReadClaim = (claim: ClaimNode, frame: ClaimFrame) => AnyClaim | null;

const UNREADABLE = error(
  2,
  'CLAIM-UNREADABLE',
  'The claim lacks what no claim of its kind can do without (payer, place or type of bill, principal diagnosis of a ' +
    'hospital, statement dates, a line with code, charge, units and date), or has an amount that cannot be read.',
  ['IK502', 'I5'],
);

/** Reads any 837: one claim for each CLM, with its whole context. */
export class ClaimReader implements SetReader {
  readonly #start: SetStart;
  readonly #read: ReadClaim;
  readonly #values: AnswerValues;
  readonly #levels = new LevelReader();
  #header: ClaimBatchHeader | null = null;
  #claims = 0;

  constructor(start: SetStart, read: ReadClaim) {
    this.#start = start;
    this.#read = read;
    this.#values = new AnswerValues(start.positionOf);
  }

  record(node: LoopNode): void {
    const clm = node.segments[0];
    if (node.guide.id !== CLAIM_LOOP || clm === undefined) return;
    this.#claims += 1;
    this.#header ??= headerOf(rootOf(node));
    const { context, positionOf } = this.#start;
    const position = positionOf(clm, node.guide);
    const frame = { header: this.#header, context, ordinal: this.#claims, position };
    const levels = this.#levels.of(node);
    const claim = this.#read({ node, levels, values: this.#values }, frame);
    const findings = this.#values.drain();
    for (const finding of findings) this.#start.emit({ kind: 'finding', finding });
    if (claim === null || findings.length > 0)
      this.#start.emit({ kind: 'finding', finding: findingAt(UNREADABLE, position) });
    else this.#start.emit({ kind: 'claim', claim });
  }

  end(): void {}
}

const rootOf = (node: LoopNode): LoopNode => (node.parent === null ? node : rootOf(node.parent));
