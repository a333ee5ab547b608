import { NOT_PACKED, packed } from '../syntax/segment.ts';
import type { ElementGuide, ElementType, SimpleElement, SyntaxNote } from './guide.ts';

/** Types as small numbers, in the order in which most elements have them. */
export const TEXT = 0;
export const DECIMAL = 1;
export const WHOLE = 2;
export const DATE = 3;
export const TIME = 4;
export const PERIOD = 5;
export const OPEN = 6;

const TYPES: Readonly<Record<ElementType, number>> = {
  AN: TEXT,
  ID: TEXT,
  R: DECIMAL,
  N0: WHOLE,
  DT: DATE,
  TM: TIME,
  PERIOD,
  OPEN,
};

/**
 * An element or component as the check goes through it: each of the same shape, so that the machine code for one
 * serves for all. Made from the tables once.
 */
export interface ElementPlan {
  readonly guide: SimpleElement | null;
  readonly required: boolean;
  readonly unused: boolean;
  readonly type: number;
  readonly min: number;
  readonly max: number;
  readonly codes: ReadonlySet<string> | null;
  readonly packedCodes: ReadonlySet<number> | null;
  /** The packed code that came last and is allowed: most elements hold one code over and over. */
  lastCode: number;
  /** Of a composite. */
  readonly components: readonly ElementPlan[] | null;
}

/** A segment's elements and conditions, as the check goes through them. */
export interface SegmentPlan {
  readonly elements: readonly ElementPlan[];
  /** Number of the last element that must be there. */
  readonly lastRequired: number;
  readonly notes: readonly NotePlan[];
}

export interface NotePlan {
  readonly note: SyntaxNote;
  /** A segment with fewer elements cannot break the condition. */
  readonly from: number;
}

export function planOf(elements: readonly ElementGuide[], notes: readonly SyntaxNote[]): SegmentPlan {
  return {
    elements: elements.map(elementPlan),
    lastRequired: elements.findLastIndex(({ usage }) => usage === 'R') + 1,
    notes: notes.map((note) => ({ note, from: firstOf(note) })),
  };
}

function firstOf({ rule, elements }: SyntaxNote): number {
  if (rule === 'R') return 0;
  return rule === 'C' || rule === 'L' ? (elements[0] ?? 0) : Math.min(...elements);
}

function elementPlan(element: ElementGuide): ElementPlan {
  const required = element.usage === 'R';
  const unused = element.usage === 'N';
  if (element.kind === 'composite') {
    const components = element.components.map(elementPlan);
    return { ...NOTHING, required, unused, components };
  }
  const { type, min, max, codes } = element;
  const packedCodes = codes === undefined ? null : new Set([...codes].map(packed));
  const packable = packedCodes?.has(NOT_PACKED) ? null : packedCodes;
  return {
    ...NOTHING,
    guide: element,
    required,
    unused,
    type: TYPES[type],
    min,
    max,
    codes: codes ?? null,
    packedCodes: packable,
  };
}

/** Before any code came: no packed code, and not what stands for one that is too long. */
const NO_CODE = -2;

const NOTHING: ElementPlan = {
  guide: null,
  required: false,
  unused: false,
  type: TEXT,
  min: 0,
  max: 0,
  codes: null,
  packedCodes: null,
  lastCode: NO_CODE,
  components: null,
};
