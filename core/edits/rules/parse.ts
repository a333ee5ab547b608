import { err, ok, type Result } from '../../result.ts';
import { editSeverityKeys } from '../edit-set.ts';
import { type RulesDocument, rulesSchema } from './schema.ts';

/** The most bytes of a document that are read. */
export const MAX_RULES_BYTES = 1_048_576;

/** The document of a customer without rules. */
export const noRules: RulesDocument = { rules: [] };

/** What is wrong with a document, and where: `rules.3.when.all.0`. Neither says a value of a claim. */
export interface RuleProblem {
  readonly path: string;
  readonly message: string;
}

/** Problems that are told at once; a document with more of them is of another kind. */
const MOST_PROBLEMS = 50;

/** Reads a document of rules and tells everything that is wrong with it at once. */
export function parseRules(json: unknown): Result<RulesDocument, readonly RuleProblem[]> {
  const read = rulesSchema.safeParse(json);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    return err(problems.slice(0, MOST_PROBLEMS));
  }
  const problems = [...repeated(read.data), ...unknownEdits(read.data)];
  return problems.length === 0 ? ok(read.data) : err(problems.slice(0, MOST_PROBLEMS));
}

function repeated({ rules }: RulesDocument): readonly RuleProblem[] {
  const seen = new Set<string>();
  return rules.flatMap(({ id }, i) => {
    if (seen.has(id)) return [{ path: `rules.${i}.id`, message: 'used twice' }];
    seen.add(id);
    return [];
  });
}

function unknownEdits({ severities = [] }: RulesDocument): readonly RuleProblem[] {
  const known = new Set(editSeverityKeys);
  return severities.flatMap(({ edit }, i) =>
    known.has(edit)
      ? []
      : [{ path: `severities.${i}.edit`, message: 'no such edit or family: docs/edits.md lists them' }],
  );
}
