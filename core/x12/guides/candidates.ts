import type { FindingKind } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { Candidates, Child, LoopGuide, SegmentGuide } from './guide.ts';
import type { LoopState } from './loop-state.ts';
import { OUT_OF_SEQUENCE } from './problems.ts';

/** Where a segment goes although it should not stand there. */
export interface Match {
  readonly depth: number;
  readonly child: Child;
  /** Loops that must be opened without their own segment to reach the child. */
  readonly through: readonly Child[];
  /** The party whose loop it is in, and whose name has not come. */
  readonly nameless?: Child;
  readonly wrong?: FindingKind;
}

/** The codes that tell this segment from others of its id; undefined where any will do. */
export function qualifierCodes(guide: SegmentGuide): ReadonlySet<string> | undefined {
  const { qualifier } = guide;
  if (qualifier === undefined) return undefined;
  const element = guide.elements[qualifier.element - 1];
  if (element?.kind === 'composite') return element.components[(qualifier.component ?? 1) - 1]?.codes;
  return element?.codes;
}

const HL = packed('HL');
const PARTIES: ReadonlySet<number> = new Set(['NM1', 'N1'].map(packed));

/** Whether it names a party. */
export const isPartySegment = ({ key }: Pick<Segment, 'key'>): boolean => PARTIES.has(key);

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
  if (!isSegment && !isPartySegment(trigger)) return false;
  if (isSegment && left.some(({ loop }) => loop.anchor)) return false;
  return left.some(({ loop }) => !opensParty(loop) || (isSegment && holdsLoops(loop)));
}

interface InLoop {
  readonly loop: LoopGuide;
}

const opensParty = ({ children: [opener] }: LoopGuide): boolean =>
  opener === undefined || isPartySegment(opener.trigger);
const holdsLoops = ({ children }: LoopGuide): boolean => children.some((child) => child.node.kind === 'loop');

/**
 * The place of a segment in the loop of the party that must come next, if its name is left out or stands behind:
 * address, birth date, and all that is asked and answered about a patient. The name itself, when it comes so late.
 */
export function inNameless(state: LoopState, segment: Segment, depth: number): Match | null {
  const { loop, missing, position, counts } = state;
  const [name] = loop.children;
  if (depth > 0 && counts[0] === 0 && name !== undefined && matches(name.trigger, segment))
    return { depth, child: name, through: [], wrong: OUT_OF_SEQUENCE };
  const party = missing.find((child) => child.position >= position && isPartyLoop(child));
  if (party?.node.kind !== 'loop') return null;
  const child = candidatesOf(party.node, segment).find(({ index }) => index > 0);
  return child === undefined ? null : { depth, child, through: [], nameless: party };
}

const isPartyLoop = ({ node, trigger }: Child): boolean => node.kind === 'loop' && isPartySegment(trigger);

/**
 * Where a level of records has all that it must have, the segment that opens what it says (SBR, PAT) starts another
 * one, whose HL is missing or of another kind: else its claims would be read as those of the patient before.
 *
 * @param around the state of the loop around it
 */
export function inNewLevel(match: Match, { loop, missing }: LoopState, around: LoopState): Match {
  const { child, depth } = match;
  const opensAnother =
    loop.anchor && child.index === 1 && child.node.kind === 'segment' && child.node.usage === 'R';
  const level = around.loop.children.find(({ node }) => node === loop);
  if (!opensAnother || missing.length > 0 || level?.trigger.key !== HL) return match;
  return { depth: depth - 1, child, through: [level] };
}

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
