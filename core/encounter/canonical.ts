import { Defect } from '../result.ts';

/**
 * One text for equal content: JSON with sorted keys, without blanks and without absent fields. Hash it to
 * tell whether an encounter that came again is the same or a revision.
 *
 * @throws Defect on what JSON cannot hold (functions, symbols, numbers that are not finite)
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, held]) => `${JSON.stringify(key)}:${canonicalJson(held)}`);
    return `{${fields.join(',')}}`;
  }
  return scalar(value);
}

function scalar(value: unknown): string {
  const plain = value === null || typeof value === 'string' || typeof value === 'boolean';
  if (!plain && !Number.isFinite(value)) throw new Defect(`no JSON for a ${typeof value}`);
  return JSON.stringify(value);
}
