import type { Segment } from '../syntax/segment.ts';
import { among } from './candidates.ts';
import type { Child, Followed, LoopGuide } from './guide.ts';

/** An open loop. */
export interface Frame {
  loop: LoopGuide;
  /** How often each child came, by its index. */
  readonly counts: number[];
  /** The indices of the children that came. */
  readonly counted: number[];
  /** How many of those are valid: the array is used again, since cutting it short is dear. */
  came: number;
  /** The position reached: children before it would be out of sequence. */
  position: number;
}

/** Few of a loop's many children ever come: only theirs are set back. */
export function clear(frame: Frame): void {
  const { loop, counts, counted, came } = frame;
  for (let i = 0; i < came; i += 1) counts[counted[i] as number] = 0;
  frame.came = 0;
  while (counts.length < loop.children.length) counts.push(0);
}

export const zeros = (loop: LoopGuide): number[] => loop.children.map(() => 0);

/** Places that are remembered for each child: more would take longer to try than to search. */
const MOST_FOLLOWED = 6;

const codeAt = (segment: Segment, element: number, component: number): number =>
  component === 0 ? segment.code(element) : segment.componentCode(element, component);

/**
 * Where a segment like this one went when it came after `before`.
 *
 * @param frames the open loops, the outermost first, up to `depth`
 * @returns null where no such segment came, or its place is full or passed
 */
export function follow(
  { followed }: Child,
  segment: Segment,
  frames: readonly Frame[],
  depth: number,
): Followed | null {
  const { key } = segment;
  for (let i = 0; i < followed.length; i += 1) {
    const place = followed[i] as Followed;
    const { element, component, up, child } = place;
    if (place.key !== key || up > depth) continue;
    const frame = frames[depth - up] as Frame;
    // A loop that stands in two others is left to either of them.
    if (frame.loop !== place.loop) continue;
    if (element !== 0 && codeAt(segment, element, component) !== place.code) continue;
    const isFree = child.position >= frame.position && (frame.counts[child.index] as number) < child.node.max;
    return isFree ? place : null;
  }
  return null;
}

/** Remembers where a segment goes, where that hangs on nothing but its id and qualifier. */
export function learn(
  before: Child,
  segment: Segment,
  frames: readonly Frame[],
  { from, depth, child }: { readonly from: number; readonly depth: number; readonly child: Child },
): void {
  if (before.followed.length === MOST_FOLLOWED) return;
  const { key } = segment;
  for (let inner = from; inner > depth; inner -= 1) {
    const children = frames[inner]?.loop.byKey.get(key)?.children ?? [];
    if (children.some(({ index }) => index > 0)) return;
  }
  const { loop } = frames[depth] as Frame;
  const candidates = loop.byKey.get(key);
  if (candidates === undefined || candidates.byCode === null) return;
  if (among(candidates, segment).length > 1) return;
  const { element, component } = candidates;
  const code = element === 0 ? 0 : codeAt(segment, element, component);
  before.followed.push({ key, element, component, code, up: from - depth, loop, child });
}
