import {
  componentsOf,
  elementsOf,
  type MeantNode,
  type MeantSegment,
  nodeText,
  repetitionsIn,
  sayTheSame,
  shown,
  shownSegment,
} from './meaning.ts';

/** How two loops differ. `left` is the first file's, `right` the second's. */
export type NodeDifference =
  | {
      /** A loop or segment that only the first file has. */
      readonly kind: 'missing' | 'extra';
      readonly what: 'loop' | 'segment';
      /** Loops from the outside in: `2300/2400[2]`; the ordinal counts those with the same id and qualifier. */
      readonly path: string;
      readonly segment: string;
      /** The segment; the first one of a loop. */
      readonly text: string;
    }
  | {
      readonly kind: 'changed';
      readonly path: string;
      readonly segment: string;
      readonly element: number;
      /** Null for the whole element. */
      readonly component: number | null;
      readonly left: string;
      readonly right: string;
    };

/**
 * Compares two loops: segments by id and qualifier, inner loops by id and the qualifier of their first segment.
 * Of several alike, the equal ones belong together first, then the others in order. The order of segments with
 * different keys does not count.
 */
export function compareNodes(left: MeantNode, right: MeantNode, path: string): readonly NodeDifference[] {
  if (sayTheSame(left, right)) return [];
  return [
    ...compareSegments(left.segments, right.segments, path),
    ...compareLoops(left.loops, right.loops, path),
  ];
}

function compareSegments(
  left: readonly MeantSegment[],
  right: readonly MeantSegment[],
  path: string,
): readonly NodeDifference[] {
  const found: NodeDifference[] = [];
  const alone = { left: [] as MeantSegment[], right: [] as MeantSegment[] };
  for (const { lefts, rights } of alike(left, right, ({ key }) => key)) {
    const pairs = unequal(lefts, rights, ({ text }) => text);
    for (const [a, b] of pairs) {
      if (a !== null && b !== null) found.push(...compareElements(a.value, b.value, path));
      else if (a !== null) alone.left.push(a.value);
      else if (b !== null) alone.right.push(b.value);
    }
  }
  return [...found, ...compareLonely(alone.left, alone.right, path)];
}

/** Segments of one id that are compared each with each: a file in which so many differ is another file. */
const MOST_LONELY = 300;

/** Segments of one id that differ in one element only were changed in their qualifier. */
function compareLonely(
  left: readonly MeantSegment[],
  right: readonly MeantSegment[],
  path: string,
): readonly NodeDifference[] {
  const found: NodeDifference[] = [];
  const rest = new Set(right);
  for (const { lefts, rights } of alike(left, right, ({ id }) => id)) {
    const few = lefts.length <= MOST_LONELY && rights.length <= MOST_LONELY;
    for (const segment of lefts) {
      const isChanged = (other: MeantSegment) =>
        rest.has(other) && compareElements(segment, other, path).length === 1;
      const other = few ? rights.find(isChanged) : undefined;
      if (other === undefined) found.push(aloneSegment('missing', segment, path));
      else found.push(...compareElements(segment, other, path));
      if (other !== undefined) rest.delete(other);
    }
  }
  return [...found, ...[...rest].map((segment) => aloneSegment('extra', segment, path))];
}

const aloneSegment = (kind: 'missing' | 'extra', segment: MeantSegment, path: string): NodeDifference => ({
  kind,
  what: 'segment',
  path,
  segment: segment.id,
  text: shownSegment(segment),
});

function compareElements(left: MeantSegment, right: MeantSegment, path: string): readonly NodeDifference[] {
  const found: NodeDifference[] = [];
  const [lefts, rights] = [elementsOf(left), elementsOf(right)];
  for (let i = 0; i < Math.max(lefts.length, rights.length); i += 1) {
    const [a, b] = [lefts[i] ?? '', rights[i] ?? ''];
    if (a === b) continue;
    const place = { kind: 'changed', path, segment: left.id, element: i + 1 } as const;
    const [as, bs] = [componentsOf(a), componentsOf(b)];
    const components = Math.max(as.length, bs.length);
    if (components === 1 || repetitionsIn(a) > 1 || repetitionsIn(b) > 1) {
      found.push({ ...place, component: null, left: shown(a), right: shown(b) });
      continue;
    }
    for (let c = 0; c < components; c += 1) {
      const [x, y] = [as[c] ?? '', bs[c] ?? ''];
      if (x !== y) found.push({ ...place, component: c + 1, left: x, right: y });
    }
  }
  return found;
}

function compareLoops(
  left: readonly MeantNode[],
  right: readonly MeantNode[],
  path: string,
): readonly NodeDifference[] {
  const found: NodeDifference[] = [];
  for (const { lefts, rights } of alike(left, right, loopKey)) {
    const several = lefts.length > 1 || rights.length > 1;
    const pathOf = ({ value, ordinal }: Numbered<MeantNode>): string =>
      joined(path, several ? `${value.name}[${ordinal}]` : value.name);
    for (const [a, b] of unequal(lefts, rights, nodeText)) {
      if (a !== null && b !== null) {
        for (const difference of compareNodes(a.value, b.value, pathOf(a))) found.push(difference);
      } else if (a !== null) found.push(aloneLoop('missing', a.value, pathOf(a)));
      else if (b !== null) found.push(aloneLoop('extra', b.value, pathOf(b)));
    }
  }
  return found;
}

const joined = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`);
const loopKey = ({ name, segments }: MeantNode): string => `${name} ${segments[0]?.key ?? ''}`;

export function aloneLoop(kind: 'missing' | 'extra', node: MeantNode, path: string): NodeDifference {
  const [first] = node.segments;
  const text = first === undefined ? '' : shownSegment(first);
  return { kind, what: 'loop', path, segment: first?.id ?? '', text };
}

/** Both sides' values by key, in the order in which keys come. */
function alike<T>(
  left: readonly T[],
  right: readonly T[],
  keyOf: (value: T) => string,
): Iterable<{ readonly lefts: T[]; readonly rights: T[] }> {
  const groups = new Map<string, { readonly lefts: T[]; readonly rights: T[] }>();
  const groupOf = (value: T) => {
    const key = keyOf(value);
    const group = groups.get(key) ?? { lefts: [], rights: [] };
    groups.set(key, group);
    return group;
  };
  for (const value of left) groupOf(value).lefts.push(value);
  for (const value of right) groupOf(value).rights.push(value);
  return groups.values();
}

interface Numbered<T> {
  readonly value: T;
  readonly ordinal: number;
}

/** What is left of both sides without equal ones, paired in order; null where one side has fewer. */
function unequal<T>(
  left: readonly T[],
  right: readonly T[],
  textOf: (value: T) => string,
): readonly (readonly [Numbered<T> | null, Numbered<T> | null])[] {
  const [leftTexts, rightTexts] = [left.map(textOf), right.map(textOf)];
  const lefts = withoutEqual(left, leftTexts, rightTexts);
  const rights = withoutEqual(right, rightTexts, leftTexts);
  const pairs: (readonly [Numbered<T> | null, Numbered<T> | null])[] = [];
  for (let i = 0; i < Math.max(lefts.length, rights.length); i += 1) {
    pairs.push([lefts[i] ?? null, rights[i] ?? null]);
  }
  return pairs;
}

/** Those that are not also among the others: of several alike, the first ones are. */
function withoutEqual<T>(
  values: readonly T[],
  texts: readonly string[],
  others: readonly string[],
): readonly Numbered<T>[] {
  const unmet = new Map<string, number>();
  for (const text of others) unmet.set(text, (unmet.get(text) ?? 0) + 1);
  return values.flatMap((value, i) => {
    const text = texts[i] ?? '';
    const equals = unmet.get(text) ?? 0;
    unmet.set(text, equals - 1);
    return equals > 0 ? [] : [{ value, ordinal: i + 1 }];
  });
}
