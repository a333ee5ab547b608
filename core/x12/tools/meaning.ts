import type { SegmentGuide, SimpleElement } from '../guides/guide.ts';
import type { Segment } from '../syntax/segment.ts';

/** Separators of our own, which no file can hold in its data. */
const ELEMENT = '\u001d';
const REPETITION = '\u001e';
const COMPONENT = '\u001f';

/**
 * A segment as what it says: without delimiters, trailing separators and ways to write a number. That is worked
 * out when it is asked for; most segments of most files are found equal by their bytes before.
 */
export class MeantSegment {
  readonly id: string;
  readonly #guide: SegmentGuide | null;
  /** Null once the texts are worked out. */
  #source: Segment | null;
  #key = '';
  #text = '';

  /** @param guide null where none knows the segment: its numbers are then compared as text */
  constructor(segment: Segment, guide: SegmentGuide | null) {
    this.id = segment.id;
    this.#guide = guide;
    this.#source = segment;
  }

  /** The id, and the code that tells this segment from others of its id. */
  get key(): string {
    this.settle();
    return this.#key;
  }

  get text(): string {
    this.settle();
    return this.#text;
  }

  /** Works the texts out and lets go of the bytes of the file. */
  settle(): void {
    if (this.#source === null) return;
    this.#key = this.id + qualifierOf(this.#source, this.#guide);
    this.#text = textOf(this.#source, this.#guide);
    this.#source = null;
  }

  says(other: MeantSegment): boolean {
    const [mine, theirs] = [this.#source, other.#source];
    if (mine !== null && theirs !== null && this.#guide === other.#guide && sameBytes(mine, theirs))
      return true;
    return this.id === other.id && this.text === other.text;
  }
}

const sameBytes = (left: Segment, right: Segment): boolean => {
  const [a, b] = [left.delimiters, right.delimiters];
  return (
    a.element === b.element &&
    a.component === b.component &&
    a.repetition === b.repetition &&
    left.bytes().equals(right.bytes())
  );
};

/** A loop as what it says. */
export interface MeantNode {
  /** The loop's id; empty where there is none. */
  readonly name: string;
  readonly segments: readonly MeantSegment[];
  readonly loops: readonly MeantNode[];
}

/** Places in the hierarchy are told by the order of levels; the numbers that say the same may differ. */
const LEVEL_NUMBERS: ReadonlySet<number> = new Set([1, 2, 4]);

function textOf(segment: Segment, guide: SegmentGuide | null): string {
  const elements: string[] = [];
  for (let n = 1; n <= segment.size; n += 1) {
    const repeats = segment.repeats(n).map((text) => {
      const components = segment.split(text).map((value, i) => meantValue(value, simpleAt(guide, n, i)));
      return withoutTail(components).join(COMPONENT);
    });
    elements.push(withoutTail(repeats).join(REPETITION));
  }
  if (segment.id === 'HL') for (const n of LEVEL_NUMBERS) if (n <= elements.length) elements[n - 1] = '';
  return withoutTail(elements).join(ELEMENT);
}

function simpleAt(guide: SegmentGuide | null, n: number, i: number): SimpleElement | undefined {
  const element = guide?.elements[n - 1];
  return element?.kind === 'composite' ? element.components[i] : element;
}

function qualifierOf(segment: Segment, guide: SegmentGuide | null): string {
  if (guide?.qualifier === undefined) return '';
  const { element, component } = guide.qualifier;
  return ` ${component === undefined ? segment.element(element) : segment.component(element, component)}`;
}

const NUMBER = /^(-?)0*(\d*?)(?:\.(\d*?)0*)?$/;

/** Numbers by value (`10.00`, `010` and `10` are one), all else without the blanks at its end. */
function meantValue(text: string, element: SimpleElement | undefined): string {
  if (element?.type !== 'R' && element?.type !== 'N0') return text.trimEnd();
  const match = NUMBER.exec(text);
  if (match === null || !/\d/.test(text)) return text.trimEnd();
  const [, sign = '', whole = '', fraction = ''] = match;
  const value = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
  return value === '0' ? '0' : sign + value;
}

function withoutTail(values: string[]): string[] {
  while (values.length > 0 && values.at(-1) === '') values.pop();
  return values;
}

export const elementsOf = ({ text }: MeantSegment): readonly string[] => text.split(ELEMENT);
export const repetitionsIn = (element: string): number => element.split(REPETITION).length;
export const componentsOf = (element: string): readonly string[] => element.split(COMPONENT);

/** For people, in the usual delimiters. */
export const shown = (text: string): string =>
  text.replaceAll(ELEMENT, '*').replaceAll(REPETITION, '^').replaceAll(COMPONENT, ':');

export const shownSegment = ({ id, text }: MeantSegment): string =>
  shown(text === '' ? id : id + ELEMENT + text);

/** Whether two loops say the same, in the same order. */
export const sayTheSame = (left: MeantNode, right: MeantNode): boolean =>
  left.name === right.name &&
  left.segments.length === right.segments.length &&
  left.loops.length === right.loops.length &&
  left.segments.every((segment, i) => right.segments[i]?.says(segment)) &&
  left.loops.every((loop, i) => {
    const other = right.loops[i];
    return other !== undefined && sayTheSame(loop, other);
  });

/** All that a loop says, as one text. */
export function nodeText({ name, segments, loops }: MeantNode): string {
  const lines = segments.map(({ id, text }) => id + ELEMENT + text);
  return [name, ...lines, ...loops.map(nodeText)].join('\n');
}
