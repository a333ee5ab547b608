import type { EditFinding } from '../../../core/claim/types.ts';
import { civilDate } from '../../../core/dates.ts';
import type { EditContext, ExampleChanges, PayerProfile } from '../../../core/edits/edit.ts';
import { runEdits } from '../../../core/edits/engine.ts';
import { changedExample, EXAMPLE_TODAY } from '../../../core/edits/example.ts';

export const contextWith = (profile: Partial<PayerProfile> = {}): EditContext => ({
  today: civilDate(EXAMPLE_TODAY),
  payer: { id: '99001', ...profile },
});

/** Findings of both levels in the example encounter, changed. */
export function findingsIn(
  changes: ExampleChanges,
  profile: Partial<PayerProfile> = {},
): readonly EditFinding[] {
  const encounter = changedExample(changes);
  const context = contextWith(profile);
  return [...runEdits(encounter, context, 'encounter'), ...runEdits(encounter, context, 'claim')];
}

/** `editId field` of each finding, with the severity where it is not an error. */
export const brief = (findings: readonly EditFinding[]): readonly string[] =>
  findings.map(
    ({ editId, field, severity }) => `${editId} ${field}${severity === 'error' ? '' : ` (${severity})`}`,
  );
