import type { X12Event } from '../events.ts';
import type { RuleReport, SetRules } from '../guides/guide.ts';
import { TreeBuilder } from '../guides/tree.ts';
import { moduleOf } from '../sets/registry.ts';
import type { FindingKind } from '../syntax/finding.ts';

/** What a rule found, and where in its segment. */
export interface RuleFinding {
  readonly kind: FindingKind;
  readonly segmentId: string;
  readonly element?: number;
  readonly component?: number;
}

/** Runs the rules beyond the tables (SNIP 3 to 5) along the events of a file. */
export class RuleRunner {
  #tree: TreeBuilder | null = null;
  #rules: SetRules | null = null;
  #found: RuleFinding[] = [];
  readonly #report: RuleReport = (kind, { id }, { segmentId = id, element, component } = {}) => {
    this.#found.push({
      kind,
      segmentId,
      ...(element !== undefined && { element }),
      ...(component !== undefined && { component }),
    });
  };

  /** @returns what the rules found in the loop, or set, that ends with the event */
  take(event: X12Event): readonly RuleFinding[] {
    this.#follow(event);
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #follow(event: X12Event): void {
    switch (event.kind) {
      case 'set': {
        const module = moduleOf(event.type);
        this.#rules = module?.guide.rules?.() ?? null;
        this.#tree = module === undefined ? null : new TreeBuilder(module.guide.root, module.records);
        return;
      }
      case 'open':
        this.#tree?.open(event.loop);
        return;
      case 'segment':
        if (event.guide !== null) this.#tree?.segment(event.segment);
        return;
      case 'close':
        this.#closed();
        return;
      case 'set-end':
        if (event.complete && this.#tree !== null) this.#rules?.ended?.(this.#tree.root, this.#report);
        this.#tree = null;
        this.#rules = null;
        return;
      default:
        return;
    }
  }

  #closed(): void {
    if (this.#tree === null) return;
    const node = this.#tree.close();
    this.#rules?.closed?.(node, this.#report);
  }
}
