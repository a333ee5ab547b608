import { packed, type Segment } from '../syntax/segment.ts';
import type { Candidates, Child, LoopGuide, SegmentGuide } from './guide.ts';

/** The codes that tell this segment from others of its id; undefined where any will do. */
export function qualifierCodes(guide: SegmentGuide): ReadonlySet<string> | undefined {
  const { qualifier } = guide;
  if (qualifier === undefined) return undefined;
  const element = guide.elements[qualifier.element - 1];
  if (element?.kind === 'composite') return element.components[(qualifier.component ?? 1) - 1]?.codes;
  return element?.codes;
}

const PARTIES: ReadonlySet<number> = new Set(['NM1', 'N1'].map(packed));

const isParty = ({ key }: SegmentGuide): boolean => PARTIES.has(key);

/**
 * Whether a lone segment, or a party, that belongs further out stands in the midst of inner loops. It is unknown
 * there: were a line left for it, the rest of the line would be misread; were a claim left for a party, its lines.
 * The loop of a party may be left: it is short. That of the patient of a 270 or 271 is not: all that is asked and
 * answered stands in it, and would be lost for a trace number behind the name.
 *
 * @param left what stands in the loops that would be left
 */
export function isStray({ node, trigger }: Child, left: readonly InLoop[]): boolean {
  const isSegment = node.kind === 'segment';
  if (!isSegment && !isParty(trigger)) return false;
  if (isSegment && left.some(({ loop }) => loop.anchor)) return false;
  return left.some(({ loop }) => !opensParty(loop) || (isSegment && holdsLoops(loop)));
}

interface InLoop {
  readonly loop: LoopGuide;
}

const opensParty = ({ children: [opener] }: LoopGuide): boolean =>
  opener === undefined || isParty(opener.trigger);
const holdsLoops = ({ children }: LoopGuide): boolean => children.some((child) => child.node.kind === 'loop');

/** Whether a segment is the one that `guide` describes, by id and qualifier. */
export function matches(guide: SegmentGuide, found: Segment): boolean {
  if (guide.key !== found.key) return false;
  const codes = qualifierCodes(guide);
  if (codes === undefined || guide.qualifier === undefined) return true;
  const { element, component } = guide.qualifier;
  return codes.has(component === undefined ? found.element(element) : found.component(element, component));
}

/** The children that a segment may be, by its id and qualifier. */
export function candidatesOf(loop: LoopGuide, found: Segment): readonly Child[] {
  const candidates = loop.byKey.get(found.key);
  return candidates === undefined ? NONE : among(candidates, found);
}

/** Those of the candidates that the qualifier of a segment names. */
export function among(
  { children, element, component, byCode }: Candidates,
  found: Segment,
): readonly Child[] {
  if (byCode === null) return children.filter((child) => matches(child.trigger, found));
  if (element === 0) return children;
  return byCode.get(component === 0 ? found.code(element) : found.componentCode(element, component)) ?? NONE;
}

const NONE: readonly Child[] = [];

/** Children from `loop` down to the anchor that `segment` opens; empty where there is none. */
export function pathToAnchor(loop: LoopGuide, segment: Segment): readonly Child[] {
  for (const child of loop.children) {
    if (child.node.kind === 'segment') continue;
    if (child.node.anchor && matches(child.trigger, segment)) return [child];
    const rest = pathToAnchor(child.node, segment);
    if (rest.length > 0) return [child, ...rest];
  }
  return [];
}
