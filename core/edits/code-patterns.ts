/**
 * Codes named one by one, as ranges (`99281-99285`) or by their beginning (`J*`): how parameters and rules name many
 * codes shortly. A range holds codes as long as its ends.
 */
export interface CodePatterns {
  readonly has: (code: string) => boolean;
}

interface Range {
  readonly from: string;
  readonly to: string;
}

const compiled = new WeakMap<readonly string[], CodePatterns>();

/** Compiles a list of patterns once; the same list gives the same matcher again. */
export function codePatterns(patterns: readonly string[]): CodePatterns {
  const known = compiled.get(patterns);
  if (known !== undefined) return known;
  const made = compile(patterns);
  compiled.set(patterns, made);
  return made;
}

function compile(patterns: readonly string[]): CodePatterns {
  const single = new Set<string>();
  const ranges: Range[] = [];
  const beginnings: string[] = [];
  for (const pattern of patterns) {
    const dash = pattern.indexOf('-');
    if (pattern.endsWith('*')) beginnings.push(pattern.slice(0, -1));
    else if (dash === -1) single.add(pattern);
    else ranges.push({ from: pattern.slice(0, dash), to: pattern.slice(dash + 1) });
  }
  const has = (code: string): boolean => {
    if (single.has(code)) return true;
    for (const { from, to } of ranges) {
      if (code.length === from.length && code >= from && code <= to) return true;
    }
    for (const beginning of beginnings) if (code.startsWith(beginning)) return true;
    return false;
  };
  return { has };
}
