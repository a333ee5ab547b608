import type { FindingKind } from '../syntax/finding.ts';
import type { Segment } from '../syntax/segment.ts';
import type { Position } from '../types.ts';
import type { Place } from './check-segment.ts';
import { HL_CHILDREN, HL_NUMBER, HL_PARENT } from './problems.ts';

type Report = (kind: FindingKind, at: Position, place: Place) => void;

interface Level {
  readonly depth: number;
  readonly at: Position;
  readonly number: string;
  /** HL04. */
  readonly said: string;
  children: number;
}

/** Follows the HL segments of a set: HL01 counts 1, 2, 3; HL02 names the level around; HL04 says if any are inside. */
export class HierarchyCheck {
  readonly #report: Report;
  readonly #open: Level[] = [];
  #count = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  /** @param depth how many loops are open at this HL, its own included */
  take(segment: Segment, depth: number, at: Position): void {
    this.#closeTo(depth);
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.children += 1;
    this.#count += 1;
    const number = segment.element(1);
    if (number !== String(this.#count)) this.#report(HL_NUMBER, at, { element: 1 });
    if (segment.element(2) !== (parent?.number ?? '')) this.#report(HL_PARENT, at, { element: 2 });
    this.#open.push({ depth, at, number, said: segment.element(4), children: 0 });
  }

  end(): void {
    this.#closeTo(0);
  }

  #closeTo(depth: number): void {
    for (
      let level = this.#open.at(-1);
      level !== undefined && level.depth >= depth;
      level = this.#open.at(-1)
    ) {
      this.#open.pop();
      const { said, at } = level;
      if (said !== '' && said !== (level.children > 0 ? '1' : '0')) {
        this.#report(HL_CHILDREN, at, { element: 4 });
      }
    }
  }
}
