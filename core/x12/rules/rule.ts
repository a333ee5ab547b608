import type { LoopGuide, RuleReport, SetRules } from '../guides/guide.ts';
import type { LoopNode } from '../guides/tree.ts';
import { packed, type Segment } from '../syntax/segment.ts';

/**
 * Rules as tables: each names the loop, and where it is about one kind of segment that segment's id. A loop's
 * segments are gone through once when it closes, whatever number of rules there is.
 */

/** Looks at one segment; `node` is the loop that it stands in. */
export type SegmentCheck = (segment: Segment, node: LoopNode, report: RuleReport) => void;
/** Looks at a loop with its inner loops. */
export type LoopCheck = (node: LoopNode, report: RuleReport) => void;

/** A rule's `loop` for what stands in no loop. */
export const ROOT = '/';
/** A rule's `loop` for any loop. */
export const ANY = '*';

export type Rule =
  | { readonly loop: string; readonly segment: string; readonly check: SegmentCheck }
  | { readonly loop: string; readonly check: LoopCheck };

type Place = NonNullable<Parameters<RuleReport>[2]>;

/**
 * The place of a segment that is missing. As with what the walk misses, the finding bears its id and stands at the
 * segment that asks for it; a 999 names it so. What is missing has no elements.
 *
 * @param loop where it is missing, if that is another loop than that of the segment that asks for it
 */
export const absent = (segmentId: string, loop?: LoopGuide): Place & { readonly segmentId: string } =>
  loop === undefined ? { segmentId } : { segmentId, loop };

interface Plan {
  /** By the packed segment id. */
  readonly segments: ReadonlyMap<number, readonly SegmentCheck[]>;
  readonly whole: readonly LoopCheck[];
}

/** Rules by the loop that they are about. Made once for a kind of set, and shared. */
export class RuleTable {
  readonly #rules: readonly Rule[];
  /** By the loop's guide, which is the same object for all loops of its kind. */
  readonly #plans = new Map<LoopGuide, Plan>();
  readonly #root: Plan;

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    this.#root = this.#plan(ROOT);
  }

  /** What to check in what stands in no loop. */
  get root(): Plan {
    return this.#root;
  }

  /** What to check in a loop. */
  planOf(loop: LoopGuide): Plan {
    const known = this.#plans.get(loop);
    if (known !== undefined) return known;
    const plan = this.#plan(loop.id);
    this.#plans.set(loop, plan);
    return plan;
  }

  #plan(loop: string): Plan {
    const segments = new Map<number, SegmentCheck[]>();
    const whole: LoopCheck[] = [];
    for (const rule of this.#rules) {
      if (rule.loop !== loop && rule.loop !== ANY) continue;
      if ('segment' in rule) {
        const key = packed(rule.segment);
        segments.set(key, [...(segments.get(key) ?? []), rule.check]);
      } else {
        whole.push(rule.check);
      }
    }
    return { segments, whole };
  }
}

/** The rules of a table, which remember nothing from loop to loop. */
export class TableRules implements SetRules {
  readonly #table: RuleTable;

  constructor(table: RuleTable) {
    this.#table = table;
  }

  closed(node: LoopNode, report: RuleReport): void {
    check(this.#table.planOf(node.guide), node, report);
  }

  ended(root: LoopNode, report: RuleReport): void {
    check(this.#table.root, root, report);
  }
}

function check(plan: Plan, node: LoopNode, report: RuleReport): void {
  if (plan.segments.size > 0) {
    for (const segment of node.segments) {
      const checks = plan.segments.get(segment.key);
      if (checks === undefined) continue;
      for (const look of checks) look(segment, node, report);
    }
  }
  for (const look of plan.whole) look(node, report);
}

/** Several sets of rules as one. */
export class RulesTogether implements SetRules {
  readonly #parts: readonly SetRules[];

  constructor(parts: readonly SetRules[]) {
    this.#parts = parts;
  }

  closed(node: LoopNode, report: RuleReport): void {
    for (const part of this.#parts) part.closed?.(node, report);
  }

  ended(root: LoopNode, report: RuleReport): void {
    for (const part of this.#parts) part.ended?.(root, report);
  }
}
