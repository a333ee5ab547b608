import { Defect } from '../../result.ts';
import type { Segment } from '../syntax/segment.ts';

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
 * whose format (D8, RD8, DT, TM) is named by the element or component before it.
 */
export type ElementType = 'AN' | 'ID' | 'R' | 'N0' | 'DT' | 'TM' | 'PERIOD';

export interface SimpleElement {
  readonly kind: 'simple';
  readonly usage: Usage;
  readonly type: ElementType;
  readonly min: number;
  readonly max: number;
  /** Codes that the guide allows; all where absent. */
  readonly codes?: ReadonlySet<string>;
}
export interface CompositeElement {
  readonly kind: 'composite';
  readonly usage: Usage;
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
  readonly name: string;
  readonly usage: Usage;
  readonly max: number;
  readonly elements: readonly ElementGuide[];
  readonly qualifier?: Qualifier;
  readonly notes: readonly SyntaxNote[];
}

/** A loop is opened by its first child, which is a segment. */
export interface LoopGuide {
  readonly kind: 'loop';
  readonly id: string;
  readonly name: string;
  readonly usage: Usage;
  readonly max: number;
  /** Bears a record that must not be lost: found even where the loops around it were never opened. */
  readonly anchor: boolean;
  readonly children: readonly Child[];
  /** Children by the id of the segment that they are or that opens them. */
  readonly byId: ReadonlyMap<string, readonly Child[]>;
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
}

/** No limit on repeats. */
export const MANY = Number.POSITIVE_INFINITY;

const codeSet = (codes: string | undefined): { codes?: ReadonlySet<string> } =>
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
export const isAmount = (element: ElementGuide | undefined): boolean =>
  element?.kind === 'simple' && element.type === 'R' && element.max === AMOUNT_DIGITS;
export const whole = (usage: Usage, max: number): SimpleElement => simple(usage, 'N0', [1, max]);
export const date = (usage: Usage): SimpleElement => simple(usage, 'DT', [8, 8]);
export const time = (usage: Usage): SimpleElement => simple(usage, 'TM', [4, 8]);
/** A date or time in the format that the element before it names. */
export const period = (usage: Usage): SimpleElement => simple(usage, 'PERIOD', [1, 35]);
export const unused: SimpleElement = simple('N', 'AN', [0, 0]);
export const composite = (usage: Usage, ...components: readonly SimpleElement[]): CompositeElement => ({
  kind: 'composite',
  usage,
  components,
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
  const guide: SegmentGuide = {
    kind: 'segment',
    id: spec.id,
    name: spec.name,
    usage: spec.usage,
    max: spec.max ?? 1,
    elements: spec.elements,
    notes: spec.notes ?? [],
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

/** The codes that tell this segment from others of its id; undefined where any will do. */
export function qualifierCodes(guide: SegmentGuide): ReadonlySet<string> | undefined {
  const { qualifier } = guide;
  if (qualifier === undefined) return undefined;
  const element = guide.elements[qualifier.element - 1];
  if (element?.kind === 'composite') return element.components[(qualifier.component ?? 1) - 1]?.codes;
  return element?.codes;
}

/** Whether a segment is the one that `guide` describes, by id and qualifier. */
export function matches(guide: SegmentGuide, found: Segment): boolean {
  if (guide.id !== found.id) return false;
  const codes = qualifierCodes(guide);
  if (codes === undefined || guide.qualifier === undefined) return true;
  const { element, component } = guide.qualifier;
  return codes.has(component === undefined ? found.element(element) : found.component(element, component));
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

export function loop(spec: LoopSpec): LoopGuide {
  const children = placed(spec.children);
  const byId = new Map<string, Child[]>();
  for (const child of children) {
    const same = byId.get(child.trigger.id);
    if (same === undefined) byId.set(child.trigger.id, [child]);
    else same.push(child);
  }
  const { id, name, usage, max = 1, anchor = false } = spec;
  return { kind: 'loop', id, name, usage, max, anchor, children, byId };
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
