/** Paths shown at most: a claim that differs in more is simply another claim. */
const PATHS_MAX = 50;

/**
 * Where two versions of a claim's content differ: paths in the encounter model, indexes from 0, never values.
 *
 * @returns at most 50 paths, in order
 */
export function changedFields(before: unknown, after: unknown): readonly string[] {
  const paths: string[] = [];
  compare(before, after, '', paths);
  return paths.slice(0, PATHS_MAX);
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function compare(before: unknown, after: unknown, path: string, paths: string[]): void {
  if (Object.is(before, after)) return;
  if (!isFields(before) || !isFields(after) || Array.isArray(before) !== Array.isArray(after)) {
    paths.push(path);
    return;
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  for (const key of keys.toSorted(Array.isArray(before) ? byNumber : undefined)) {
    const step = Array.isArray(before) ? `[${key}]` : `${path === '' ? '' : '.'}${key}`;
    compare(before[key], after[key], `${path}${step}`, paths);
  }
}

const byNumber = (a: string, b: string): number => Number(a) - Number(b);
