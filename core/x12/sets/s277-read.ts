import { s277 } from '../guides/s277.ts';
import { first, type LoopNode } from '../guides/tree.ts';
import { AnswerValues, present } from './answer-values.ts';
import { datesOf, listed, referencesOf } from './inquiry-read.ts';
import type { SetModule, SetReader, SetStart } from './set-module.ts';
import { lineOf, StatusLevels, statusesOf } from './status-read.ts';
import type { StatusResponse, StatusResponseLine } from './status-types.ts';

const LEVELS: ReadonlyMap<string, StatusResponse['level']> = new Map([
  ['2200B', 'receiver'],
  ['2200C', 'provider'],
  ['2200D', 'claim'],
  ['2200E', 'claim'],
]);

/** 277: one response for each claim, and for each receiver or provider that is answered at its level. */
export const statusResponses: SetModule = {
  type: '277',
  guide: s277,
  records: ['2000A', '2000B', '2000C', '2000D', '2000E', ...LEVELS.keys()],
  reader: (start) => new StatusResponseReader(start),
};

class StatusResponseReader implements SetReader {
  readonly #start: SetStart;
  readonly #values: AnswerValues;
  readonly #levels = new StatusLevels();

  constructor(start: SetStart) {
    this.#start = start;
    this.#values = new AnswerValues(start.positionOf);
  }

  record(node: LoopNode): void {
    const level = LEVELS.get(node.guide.id);
    if (level === undefined) return;
    const { context, emit, position, positionOf } = this.#start;
    const trn = first(node, 'TRN');
    const response: StatusResponse = present({
      ...this.#levels.around(node),
      level,
      trace: trn?.element(2) ?? '',
      statuses: statusesOf(node, this.#values),
      references: referencesOf(node),
      dates: datesOf(node),
      lines: listed(node.loops.map((line) => this.#lineOf(line))),
      position: trn === undefined ? position : positionOf(trn, node.guide),
    });
    for (const finding of this.#values.drain()) emit({ kind: 'finding', finding });
    emit({ kind: 'status-response', response, context });
  }

  end(): void {}

  #lineOf(node: LoopNode): StatusResponseLine {
    return present({
      ...lineOf(node, this.#values),
      paid: this.#values.amount(first(node, 'SVC'), 3, node.guide),
      statuses: statusesOf(node, this.#values),
    });
  }
}
