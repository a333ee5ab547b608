import { Defect } from '../../result.ts';
import type { FindingKind } from '../syntax/finding.ts';
import { NOT_PACKED, packed, type Segment } from '../syntax/segment.ts';
import { qualifierCodes } from './candidates.ts';
import { planOf, type SegmentPlan } from './plan.ts';
import type { LoopNode } from './tree.ts';

/**
 * Guides as tables. A transaction set is a tree of loops and segments; a segment is a list of elements.
 * The tables are ours, written from the rules of domain.md; they hold names in our words and no guide's text.
 *
 * Children of a loop that have the same segment id and follow each other in the table have no order among
 * themselves (X12 gives them one position): all REF, all DTP, all NM1 loops of a level.
 */

/** Required, situational, not used. */
export type Usage = 'R' | 'S' | 'N';

/**
 * X12 data types: AN text, ID code, R decimal, N0 whole number, DT date `CCYYMMDD`, TM time, and PERIOD: text
 * whose format (D8, RD8, DT, TM) is named by the element or component before it. OPEN is a PERIOD that may have no
 * end, which payers say by a day far off: 99991231, 30000101.
 */
export type ElementType = 'AN' | 'ID' | 'R' | 'N0' | 'DT' | 'TM' | 'PERIOD' | 'OPEN';

export interface SimpleElement {
  readonly kind: 'simple';
  readonly usage: Usage;
  readonly type: ElementType;
  readonly min: number;
  readonly max: number;
  /** Codes that the guide allows; all where absent. */
  readonly codes?: ReadonlySet<string>;
  /** How often it may repeat; 1 where absent. */
  readonly repeats?: number;
}
export interface CompositeElement {
  readonly kind: 'composite';
  readonly usage: Usage;
  /** How often it may repeat; 1 where absent. */
  readonly repeats?: number;
  readonly components: readonly SimpleElement[];
}
export type ElementGuide = SimpleElement | CompositeElement;

/** Where a segment says which one it is; the values are the codes that its element guide allows. */
export interface Qualifier {
  readonly element: number;
  readonly component?: number;
}

/**
 * Conditions between elements of one segment, as X12 writes them: P all or none, R at least one, C the first
 * requires all others, L the first requires one of the others, E at most one.
 */
export interface SyntaxNote {
  readonly rule: 'P' | 'R' | 'C' | 'L' | 'E';
  readonly elements: readonly number[];
}

export interface SegmentGuide {
  readonly kind: 'segment';
  readonly id: string;
  /** The id as a packed code. */
  readonly key: number;
  readonly name: string;
  readonly usage: Usage;
  readonly max: number;
  readonly elements: readonly ElementGuide[];
  readonly qualifier?: Qualifier;
  readonly notes: readonly SyntaxNote[];
  /** Elements and conditions, made ready for the check. */
  readonly plan: SegmentPlan;
}

/** A loop is opened by its first child, which is a segment. */
export interface LoopGuide {
  readonly kind: 'loop';
  readonly id: string;
  /** Counts the loops of all guides, for tables by loop. */
  readonly number: number;
  readonly name: string;
  readonly usage: Usage;
  readonly max: number;
  /** Bears a record that must not be lost: found even where the loops around it were never opened. */
  readonly anchor: boolean;
  readonly children: readonly Child[];
  /** Children by the packed id of the segment that they are or that opens them. */
  readonly byKey: ReadonlyMap<number, Candidates>;
  /** Children that must be there. */
  readonly required: readonly Child[];
}

/** The children of a loop that have one segment id. */
export interface Candidates {
  readonly children: readonly Child[];
  /** Where they are told apart: element and component, 0 where there is none. */
  readonly element: number;
  readonly component: number;
  /** Where all of them are told apart by short codes at one place: the children that each packed code may be. */
  readonly byCode: ReadonlyMap<number, readonly Child[]> | null;
}

export interface Child {
  readonly node: SegmentGuide | LoopGuide;
  /** The segment itself, or the one that opens the loop. */
  readonly trigger: SegmentGuide;
  readonly index: number;
  /** Equal positions may come in any order. */
  readonly position: number;
}

export interface SetGuide {
  readonly name: string;
  /** ST01. */
  readonly setId: string;
  /** GS01. */
  readonly functionalCode: string;
  /** What stands between ST and SE. Its first child does not open it. */
  readonly root: LoopGuide;
  /** Rules beyond the tables; new for each set that is read, since they may sum up. */
  readonly rules?: () => SetRules;
}

/** Where a rule says what is wrong. The segment's own loop unless another is given. */
export type RuleReport = (
  kind: FindingKind,
  segment: Segment,
  place?: {
    readonly element?: number;
    readonly component?: number;
    /** Where a segment is missing: its id. */
    readonly segmentId?: string;
    readonly loop?: LoopGuide;
  },
) => void;

/** What tables cannot say: balances (SNIP 3) and conditions between segments (SNIP 4). */
export interface SetRules {
  /** Any loop that closes, the inner ones first. Loops that are records were handed out before and are not in it. */
  closed?(node: LoopNode, report: RuleReport): void;
  /** The set's end; `root` holds what stands in no loop. */
  ended?(root: LoopNode, report: RuleReport): void;
}

/** No limit on repeats. */
export const MANY = Number.POSITIVE_INFINITY;

const codeSet = (codes: string | undefined): Pick<SimpleElement, 'codes'> =>
  codes === undefined ? {} : { codes: new Set(codes.split(' ')) };

const simple = (usage: Usage, type: ElementType, [min, max]: readonly [number, number]): SimpleElement => ({
  kind: 'simple',
  usage,
  type,
  min,
  max,
});

/** Text. */
export const an = (usage: Usage, min: number, max: number): SimpleElement => simple(usage, 'AN', [min, max]);
/** A code; `codes` are separated by blanks. */
export const id = (usage: Usage, min: number, max: number, codes?: string): SimpleElement => ({
  ...simple(usage, 'ID', [min, max]),
  ...codeSet(codes),
});
/** Digits of an amount of money (X12 data element 782); no other decimal may be as long. */
const AMOUNT_DIGITS = 18;
/** A decimal, an amount of money unless `max` is given. Sign and point do not count towards the length. */
export const decimal = (usage: Usage, max = AMOUNT_DIGITS): SimpleElement => simple(usage, 'R', [1, max]);
export const whole = (usage: Usage, max: number): SimpleElement => simple(usage, 'N0', [1, max]);
export const date = (usage: Usage): SimpleElement => simple(usage, 'DT', [8, 8]);
export const time = (usage: Usage): SimpleElement => simple(usage, 'TM', [4, 8]);
/** A date or time in the format that the element before it names. */
export const period = (usage: Usage): SimpleElement => simple(usage, 'PERIOD', [1, 35]);
/** As `period`, of what may have no end. */
export const openPeriod = (usage: Usage): SimpleElement => simple(usage, 'OPEN', [1, 35]);
export const unused: SimpleElement = simple('N', 'AN', [0, 0]);
export const composite = (usage: Usage, ...components: readonly SimpleElement[]): CompositeElement => ({
  kind: 'composite',
  usage,
  components,
});

/** An element that may be sent several times, separated by the repetition separator. */
export const repeated = <E extends ElementGuide>(element: E, max: number): E => ({
  ...element,
  repeats: max,
});

export interface SegmentSpec {
  readonly id: string;
  readonly name: string;
  readonly usage: 'R' | 'S';
  /** 1 unless given. */
  readonly max?: number;
  readonly elements: readonly ElementGuide[];
  /** The element (or element and component) whose codes tell this segment from others of its id. */
  readonly by?: number | readonly [element: number, component: number];
  readonly notes?: readonly SyntaxNote[];
}

export function segment(spec: SegmentSpec): SegmentGuide {
  const qualifier = qualifierOf(spec.by);
  const notes = spec.notes ?? [];
  let plan: SegmentPlan | null = null;
  const guide: SegmentGuide = {
    kind: 'segment',
    id: spec.id,
    key: packed(spec.id),
    name: spec.name,
    usage: spec.usage,
    max: spec.max ?? 1,
    elements: spec.elements,
    notes,
    // Made when it is first asked for: most readers see few of all segments, and many check none.
    get plan() {
      plan ??= planOf(spec.elements, notes);
      return plan;
    },
    ...(qualifier && { qualifier }),
  };
  if (qualifier && qualifierCodes(guide) === undefined)
    throw new Defect(`${spec.id}: qualifier without codes`);
  return guide;
}

function qualifierOf(by: SegmentSpec['by']): Qualifier | undefined {
  if (by === undefined) return undefined;
  return typeof by === 'number' ? { element: by } : { element: by[0], component: by[1] };
}

export interface LoopSpec {
  readonly id: string;
  readonly name: string;
  readonly usage: 'R' | 'S';
  /** 1 unless given. */
  readonly max?: number;
  readonly anchor?: boolean;
  readonly children: readonly (SegmentGuide | LoopGuide)[];
}

let loops = 0;

export function loop(spec: LoopSpec): LoopGuide {
  const children = placed(spec.children);
  const byKey = new Map<number, Candidates>();
  for (const same of Map.groupBy(children, (child) => child.trigger.key).values()) {
    const { element = 0, component = 0 } = same[0]?.trigger.qualifier ?? {};
    byKey.set(same[0]?.trigger.key ?? 0, { children: same, element, component, byCode: byCodeOf(same) });
  }
  const { id, name, usage, max = 1, anchor = false } = spec;
  const required = children.filter(({ node }) => node.usage === 'R');
  loops += 1;
  return { kind: 'loop', id, number: loops, name, usage, max, anchor, children, byKey, required };
}

/** @returns null where the children are not told apart at one place, or not by codes that can be packed */
function byCodeOf(children: readonly Child[]): ReadonlyMap<number, readonly Child[]> | null {
  const [first] = children;
  const place = first?.trigger.qualifier;
  if (first === undefined || place === undefined) return children.length === 1 ? new Map() : null;
  const byCode = new Map<number, Child[]>();
  for (const child of children) {
    const { qualifier } = child.trigger;
    if (qualifier?.element !== place.element || qualifier.component !== place.component) return null;
    for (const code of qualifierCodes(child.trigger) ?? []) {
      const key = packed(code);
      if (key === NOT_PACKED) return null;
      byCode.set(key, [...(byCode.get(key) ?? []), child]);
    }
  }
  return byCode;
}

function placed(nodes: readonly (SegmentGuide | LoopGuide)[]): readonly Child[] {
  let position = 0;
  let before = '';
  return nodes.map((node, index) => {
    const trigger = triggerOf(node);
    if (trigger.id !== before) position += 1;
    before = trigger.id;
    return { node, trigger, index, position };
  });
}

function triggerOf(node: SegmentGuide | LoopGuide): SegmentGuide {
  if (node.kind === 'segment') return node;
  const first = node.children[0]?.node;
  if (first?.kind !== 'segment') throw new Defect(`${node.id}: a loop is opened by a segment`);
  return first;
}
