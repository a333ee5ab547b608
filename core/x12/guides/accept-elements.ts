import { isCivilDay } from '../../dates.ts';
import type { ElementValue } from '../syntax/write.ts';
import { isTime } from './check-text.ts';
import type { ElementGuide, ElementType, SegmentGuide, SyntaxNote } from './guide.ts';

/** A segment's guide, made ready for quick looks. */
export interface SegmentRule {
  readonly elements: readonly ElementRule[];
  /** Elements that must be there, one bit each: element 1 is bit 0. */
  readonly required: number;
  readonly notes: readonly NoteRule[];
}
interface NoteRule {
  readonly rule: SyntaxNote['rule'];
  readonly all: number;
  readonly first: number;
}

/** What is looked at in an element, as a number: these looks are many. */
const TEXT = 0;
const CODE = 1;
const DECIMAL = 2;
const WHOLE = 3;
const DAY = 4;
const PERIOD = 5;
const TIME = 6;
const COMPOSITE = 7;
const UNUSED = 8;

const LOOKS: Readonly<Record<ElementType, number>> = {
  AN: TEXT,
  ID: TEXT,
  R: DECIMAL,
  N0: WHOLE,
  DT: DAY,
  PERIOD,
  OPEN: PERIOD,
  TM: TIME,
};

/** All have the same shape, which is what makes them quick. */
class ElementRule {
  readonly look: number;
  readonly min: number;
  readonly max: number;
  readonly codes: ReadonlySet<string>;
  /** The code that came last: mostly it comes again. */
  code = '';
  /** Of a composite, and which of them must be there. */
  readonly components: readonly ElementRule[];
  readonly required: number;

  constructor(guide: ElementGuide) {
    const isSimple = guide.kind === 'simple';
    this.look = lookOf(guide);
    this.min = isSimple ? guide.min : 0;
    this.max = isSimple ? guide.max : 0;
    this.codes = (isSimple && guide.codes) || NO_CODES;
    this.components = isSimple ? [] : guide.components.map((part) => new ElementRule(part));
    this.required = isSimple ? 0 : requiredOf(guide.components);
  }
}

const NO_CODES: ReadonlySet<string> = new Set();

function lookOf(guide: ElementGuide): number {
  if (guide.usage === 'N') return UNUSED;
  if (guide.kind === 'composite') return COMPOSITE;
  return guide.codes === undefined ? LOOKS[guide.type] : CODE;
}

/** Bits of a number that is quick to work with. No segment of our sets has more elements. */
const MOST_ELEMENTS = 30;

const bit = (n: number): number => 1 << (n - 1);

function requiredOf(guides: readonly ElementGuide[]): number {
  let required = 0;
  guides.forEach(({ usage }, i) => {
    if (usage === 'R') required |= bit(i + 1);
  });
  return required;
}

export function ruleOf({ elements, notes }: SegmentGuide): SegmentRule {
  return {
    elements: elements.slice(0, MOST_ELEMENTS).map((element) => new ElementRule(element)),
    required: requiredOf(elements),
    notes: notes.map(({ rule, elements: of }) => ({
      rule,
      all: of.reduce((bits, n) => bits | bit(n), 0),
      first: bit(of[0] ?? 1),
    })),
  };
}

/** Whether nothing is wrong with elements that hold no delimiters. False where that would take a closer look. */
export function acceptsElements(rule: SegmentRule, values: readonly ElementValue[]): boolean {
  const { elements, required, notes } = rule;
  let present = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (value === undefined || value === '') continue;
    const element = elements[i];
    if (typeof value === 'string') {
      if (element === undefined) return false;
      if (element.look === COMPOSITE) {
        if (acceptsComponents(element, [value]) !== true) return false;
      } else if (!accepts(element, value, values[i - 1])) return false;
    } else if (typeof value === 'number') {
      if (element === undefined || !isAmount(element)) return false;
    } else {
      const sent = acceptsComponents(element, value);
      if (sent === null) return false;
      if (!sent) continue;
    }
    present |= 1 << i;
  }
  if ((present & required) !== required) return false;
  for (let i = 0; i < notes.length; i += 1) if (isBroken(notes[i] as NoteRule, present)) return false;
  return true;
}

/** @returns whether anything was sent, or null where something is wrong */
function acceptsComponents(
  element: ElementRule | undefined,
  values: readonly (string | undefined)[],
): boolean | null {
  let present = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (value === undefined || value === '') continue;
    const rule = element?.components[i];
    if (rule === undefined || !accepts(rule, value, values[i - 1])) return null;
    present |= 1 << i;
  }
  if (present === 0) return false;
  const required = element?.required ?? 0;
  return (present & required) === required ? true : null;
}

function isBroken({ rule, all, first }: NoteRule, present: number): boolean {
  const some = present & all;
  switch (rule) {
    case 'P':
      return some !== 0 && some !== all;
    case 'R':
      return some === 0;
    case 'C':
      return (some & first) !== 0 && some !== all;
    case 'L':
      return some === first;
    case 'E':
      return (some & (some - 1)) !== 0;
  }
}

/** No amount has more digits: cents are whole numbers that a double holds. */
const AMOUNT_DIGITS = 16;

const isAmount = ({ look, max }: ElementRule): boolean => look === DECIMAL && max >= AMOUNT_DIGITS;

const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
const MINUS = 0x2d;

function accepts(rule: ElementRule, value: string, before: ElementValue): boolean {
  const { look } = rule;
  if (look === TEXT) return value.length >= rule.min && value.length <= rule.max;
  return look === CODE ? value === rule.code || isCode(rule, value) : isWellFormed(rule, value, before);
}

function isWellFormed({ look, min, max }: ElementRule, value: string, before: ElementValue): boolean {
  const { length } = value;
  switch (look) {
    case DECIMAL:
      return isNumber(value, max, 1);
    case WHOLE:
      return isNumber(value, max, 0);
    case DAY:
      return length === 8 && isDay(value, 0);
    case PERIOD:
      return length <= max && isPeriod(value, before);
    case TIME:
      return length >= min && length <= max && isTime(value);
    default:
      return false;
  }
}

function isCode(rule: ElementRule, value: string): boolean {
  const { length } = value;
  if (!rule.codes.has(value) || length < rule.min || length > rule.max) return false;
  rule.code = value;
  return true;
}

/** A minus, up to `digits` digits, and at most `points` points among them. */
function isNumber(value: string, digits: number, points: number): boolean {
  let left = digits;
  let open = points;
  for (let i = value.charCodeAt(0) === MINUS ? 1 : 0; i < value.length; i += 1) {
    const unit = value.charCodeAt(i);
    if (unit >= ZERO && unit <= NINE) left -= 1;
    else if (unit === POINT && open > 0) open -= 1;
    else return false;
  }
  return left >= 0 && left < digits;
}

/** @param format the element before; as in the check of a segment, others than these four are not looked at */
function isPeriod(value: string, format: ElementValue): boolean {
  switch (format) {
    case 'D8':
      return value.length === 8 && isDay(value, 0);
    case 'RD8':
      return value.length === 17 && value[8] === '-' && isDay(value, 0) && isDay(value, 9);
    case 'DT':
      return value.length > 8 && isDay(value, 0) && isTime(value.slice(8));
    case 'TM':
      return isTime(value);
    default:
      return true;
  }
}

function isDay(value: string, from: number): boolean {
  let number = 0;
  for (let i = from; i < from + 8; i += 1) {
    const unit = value.charCodeAt(i);
    if (unit < ZERO || unit > NINE) return false;
    number = number * 10 + unit - ZERO;
  }
  return isCivilDay(number);
}
