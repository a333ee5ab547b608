/** Whether two values of JSON's kinds hold the same: what was written from one serves for the other. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  let keys = 0;
  for (const key in a) {
    if (!isSame(a[key as keyof typeof a], b[key as keyof typeof b])) return false;
    keys += 1;
  }
  for (const _ in b) keys -= 1;
  return keys === 0 && Array.isArray(a) === Array.isArray(b);
}
