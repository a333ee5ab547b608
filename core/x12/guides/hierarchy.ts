import type { FindingKind } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { Position } from '../types.ts';
import type { Match } from './candidates.ts';
import type { Place } from './check-segment.ts';
import type { LoopGuide } from './guide.ts';
import { HL_CHILDREN, HL_NUMBER, HL_PARENT } from './problems.ts';

type Report = (kind: FindingKind, at: Position, place: Place) => void;

interface Level {
  readonly depth: number;
  readonly at: Position;
  /** HL01; null where the level has no HL. */
  readonly number: string | null;
  /** HL04. */
  readonly said: string;
  children: number;
}

const HL = packed('HL');
/** HL01, short enough to be counted on. */
const COUNT = /^\d{1,12}$/;

/** Follows the HL segments of a set: HL01 counts 1, 2, 3; HL02 names the level around; HL04 says if any are inside. */
export class HierarchyCheck {
  readonly #report: Report;
  readonly #open: Level[] = [];
  /** HL segments so far, those included that are missing. */
  #count = 0;
  /** HL01 of the one before: a number left out is said once, and not again at each HL behind it. */
  #last = 0;
  /** HL01 of the levels that were opened last at each depth. */
  readonly #numbers: (number | null | undefined)[] = [];

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
    if (number === String(this.#last + 1)) this.#count = this.#last + 1;
    else if (number !== String(this.#count)) this.#report(HL_NUMBER, at, { element: 1 });
    this.#last = COUNT.test(number) ? Number(number) : this.#count;
    const around = parent === undefined ? '' : parent.number;
    if (around !== null && segment.element(2) !== around) this.#report(HL_PARENT, at, { element: 2 });
    this.#open.push({ depth, at, number, said: segment.element(4), children: 0 });
  }

  /** A level whose HL is missing; whether a number is missing with it, the next HL tells. */
  unseen(depth: number, at: Position): void {
    this.#closeTo(depth);
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.children += 1;
    this.#count += 1;
    this.#numbers[depth] = null;
    this.#open.push({ depth, at, number: null, said: '', children: 0 });
  }

  /** Keeps the number of a level that opens, whether it is checked or not. */
  opened(hl: Segment, depth: number): void {
    this.#numbers[depth] = hl.amount(1);
  }

  /**
   * The place of a level whose HL03 is no code of the guide's: HL02 names the level around it, and each level has
   * one kind of level inside.
   *
   * @param loops that are open, the whole set first
   * @returns null where HL02 names none of them
   */
  placeOf(hl: Segment, loops: readonly LoopGuide[]): Match | null {
    const parent = hl.amount(2);
    const depth =
      parent === undefined ? 0 : loops.findLastIndex((loop, i) => this.#isNumbered(loop, i, parent));
    const child = loops[depth]?.byKey.get(HL)?.children.find(({ node }) => node.kind === 'loop');
    return child === undefined ? null : { depth, child, through: [] };
  }

  #isNumbered({ children: [opener] }: LoopGuide, depth: number, number: number | null): boolean {
    return number !== null && opener?.trigger.key === HL && this.#numbers[depth] === number;
  }

  end(): void {
    this.#closeTo(0);
  }

  /** A level that nobody knows the place of. */
  passedOver(): void {
    this.#count += 1;
    this.#last = this.#count;
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
