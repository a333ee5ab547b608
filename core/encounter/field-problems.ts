import type * as z from 'zod';

/**
 * What is wrong with one field. Made of the model only: no value, and no key that the model does not know.
 */
export interface FieldProblem {
  /** Path in the encounter model, indexes from 0: `lines[0].chargeCents`; empty for the whole encounter. */
  readonly path: string;
  /** A word for programs: `missing`, `unrecognized-key`, `too-long` … */
  readonly code: string;
  /** For people; continues a sentence that begins with the field. */
  readonly problem: string;
}

type Path = readonly PropertyKey[];

/** @param input what was read; only asked whether a field is there */
export const describeIssues = (
  issues: readonly z.core.$ZodIssue[],
  input: unknown,
): readonly FieldProblem[] =>
  issues.map((issue) => ({ path: pathText(issue.path), ...describe(issue, input) }));

/** `['lines', 0, 'dx']` → `lines[0].dx`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

type Description = Omit<FieldProblem, 'path'>;

function describe(issue: z.core.$ZodIssue, input: unknown): Description {
  switch (issue.code) {
    case 'invalid_type':
      return at(input, issue.path) === undefined
        ? { code: 'missing', problem: 'is missing' }
        : { code: 'wrong-type', problem: `must be of type ${issue.expected}` };
    case 'unrecognized_keys':
      return { code: 'unrecognized-key', problem: `has ${issue.keys.length} unrecognized key(s)` };
    case 'too_big':
      return { code: 'too-big', problem: `must be at most ${limit(issue.maximum, issue.origin)}` };
    case 'too_small':
      return { code: 'too-small', problem: `must be at least ${limit(issue.minimum, issue.origin)}` };
    case 'invalid_value':
      return at(input, issue.path) === undefined
        ? { code: 'missing', problem: 'is missing' }
        : { code: 'not-allowed', problem: `must be one of ${issue.values.map(String).join(', ')}` };
    case 'invalid_format':
      return { code: 'wrong-format', problem: 'has not the form that the encounter model asks for' };
    default:
      return { code: 'refused', problem: 'does not fit the encounter model' };
  }
}

const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };

const limit = (bound: number | bigint, origin: string): string => `${bound}${UNITS[origin] ?? ''}`;

function at(input: unknown, path: Path): unknown {
  return path.reduce<unknown>((held, step) => {
    if (typeof held !== 'object' || held === null) return undefined;
    return Object.getOwnPropertyDescriptor(held, step)?.value;
  }, input);
}
