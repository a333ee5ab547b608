import { s276 } from '../guides/s276.ts';
import { first, type LoopNode } from '../guides/tree.ts';
import { AnswerValues, present } from './answer-values.ts';
import { datesOf, listed, partyOf, referencesOf } from './inquiry-read.ts';
import type { SetModule, SetReader, SetStart } from './set-module.ts';
import { lineOf, StatusLevels } from './status-read.ts';
import type { StatusInquiry } from './status-types.ts';

const CLAIMS: readonly string[] = ['2200D', '2200E'];

/** 276: one inquiry for each claim that is asked about (domain.md 4.5). */
export const statusInquiries: SetModule = {
  type: '276',
  guide: s276,
  records: ['2000A', '2000B', '2000C', '2000D', '2000E', ...CLAIMS],
  reader: (start) => new StatusInquiryReader(start),
};

class StatusInquiryReader implements SetReader {
  readonly #start: SetStart;
  readonly #values: AnswerValues;
  readonly #levels = new StatusLevels();

  constructor(start: SetStart) {
    this.#start = start;
    this.#values = new AnswerValues(start.positionOf);
  }

  record(node: LoopNode): void {
    if (!CLAIMS.includes(node.guide.id)) return;
    const { context, emit, position, positionOf } = this.#start;
    const trn = first(node, 'TRN');
    const { subscriber = partyOf(undefined), ...levels } = this.#levels.around(node);
    const inquiry: StatusInquiry = present({
      ...levels,
      subscriber,
      trace: trn?.element(2) ?? '',
      references: referencesOf(node),
      charge: this.#values.amount(first(node, 'AMT', 'T3'), 2, node.guide),
      dates: datesOf(node),
      lines: listed(node.loops.map((line) => lineOf(line, this.#values))),
      position: trn === undefined ? position : positionOf(trn, node.guide),
    });
    for (const finding of this.#values.drain()) emit({ kind: 'finding', finding });
    emit({ kind: 'status-inquiry', inquiry, context });
  }

  end(): void {}
}
