import type { ClaimFacts, EarlierLine, LineFacts } from './facts.ts';

/** Two lines of one service: the same in everything that payers compare, or alike enough to ask. */
export type Likeness = 'same' | 'like';

/** Modifiers that tell something of a service, but never that it is another one. */
const INFORMING: ReadonlySet<string> = new Set('25 33 93 95 AI CR CS GC GT KX QW'.split(' '));
/** Modifiers that say that a service was given again: the third time looks like the second. */
const REPEATING: ReadonlySet<string> = new Set('76 77 91'.split(' '));

/** An adjudicated line of the same claim's earlier filing. */
export const isRepeated = ({ ownClaim, adjudicated }: EarlierLine): boolean =>
  ownClaim === true && adjudicated;

/** How two lines of one claim compare, whose codes are the same; nothing where they are two services. */
export function likeness(
  type: ClaimFacts['type'],
  earlier: LineFacts,
  later: LineFacts,
): Likeness | undefined {
  if (earlier.rendering !== later.rendering || earlier.qualifier !== later.qualifier) return undefined;
  if (earlier.pos !== later.pos || earlier.revenueCode !== later.revenueCode) return undefined;
  if (!isDetailSame(type, earlier.line, later.line)) return undefined;
  return compare(earlier, later);
}

/** How a line compares with one of another claim, whose code and payer are the same. */
export function likenessToEarlier(earlier: EarlierLine, later: LineFacts): Likeness | undefined {
  if (earlier.rendering !== later.rendering || earlier.pos !== later.pos) return undefined;
  return compare(earlier, later);
}

type Compared = Pick<LineFacts, 'modifiers' | 'from' | 'to' | 'chargeCents'>;

function compare(earlier: Compared, later: Compared): Likeness | undefined {
  if (earlier.from === 0 || earlier.from > later.to || later.from > earlier.to) return undefined;
  const sameModifiers = isSameSet(earlier.modifiers, later.modifiers);
  if (!sameModifiers && !differsInInforming(earlier.modifiers, later.modifiers)) return undefined;
  const sameDays = earlier.from === later.from && earlier.to === later.to;
  const same = sameModifiers && sameDays && earlier.chargeCents === later.chargeCents;
  return same && !later.modifiers.some((modifier) => REPEATING.has(modifier)) ? 'same' : 'like';
}

/** Modifiers compare without their order; a line has none twice. */
function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (const modifier of a) if (!b.includes(modifier)) return false;
  return true;
}

const differsInInforming = (a: readonly string[], b: readonly string[]): boolean =>
  a.every((modifier) => INFORMING.has(modifier) || b.includes(modifier)) &&
  b.every((modifier) => INFORMING.has(modifier) || a.includes(modifier));

type Line = LineFacts['line'];

/** What else tells two services apart: the drug, the words of an unlisted code, teeth, the line's own day. */
function isDetailSame(type: ClaimFacts['type'], a: Line, b: Line): boolean {
  if (type === 'I' && (a.from === undefined || b.from === undefined)) return false;
  if ('ndc' in a || 'ndc' in b) if (drugOf(a) !== drugOf(b)) return false;
  if (wordsOf(a) !== wordsOf(b)) return false;
  return type !== 'D' || mouthOf(a) === mouthOf(b);
}

const drugOf = (line: Line): string => ('ndc' in line ? (line.ndc?.code ?? '') : '');

function wordsOf(line: Line): string {
  if ('description' in line) return line.description ?? '';
  return 'procedure' in line ? (line.procedure?.description ?? '') : '';
}

/** Teeth, surfaces and areas as one text: compared only where two lines have one code. */
function mouthOf(line: Line): string {
  const teeth = 'teeth' in line ? (line.teeth ?? []) : [];
  const areas = 'oralCavity' in line ? (line.oralCavity ?? []) : [];
  return [...teeth.map(({ tooth, surfaces = [] }) => `${tooth}:${surfaces.join('')}`), ...areas].join(' ');
}
