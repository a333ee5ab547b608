import type { EditFinding } from '../../../core/claim/types.ts';
import { civilDate } from '../../../core/dates.ts';
import type { EditContext, Example, ExampleChanges, PayerProfile } from '../../../core/edits/edit.ts';
import { scrub } from '../../../core/edits/engine.ts';
import { EXAMPLE_TODAY, exampleClaim } from '../../../core/edits/example.ts';
import { exampleCodeSets } from '../../../core/edits/example-tables.ts';
import type { EarlierLine } from '../../../core/edits/facts.ts';
import { tableFindings } from '../../../core/edits/tables.ts';

const codes = exampleCodeSets();

export const contextWith = (
  profile: Partial<PayerProfile> = {},
  changes: Partial<Omit<EditContext, 'payer'>> = {},
): EditContext => ({
  today: civilDate(EXAMPLE_TODAY),
  payer: { id: '99001', ...profile },
  codes,
  history: [],
  ...changes,
});

/** An earlier line of the example patient, at the same payer, paid. */
export const earlierLine = (changes: Partial<EarlierLine> = {}): EarlierLine => ({
  claimNo: 'EXAMPLEEARLIER01',
  line: 1,
  code: '99213',
  modifiers: [],
  units: 1,
  from: 20260105,
  to: 20260105,
  pos: '11',
  chargeCents: 12_000,
  rendering: '1888888884',
  payerId: '99001',
  adjudicated: true,
  ...changes,
});

/** Findings of both levels, those of missing tables too. */
export function findingsOfExample(
  example: Example,
  profile: Partial<PayerProfile> = {},
): readonly EditFinding[] {
  const { parameters, history = [] } = example;
  const context = contextWith(
    { ...profile, ...example.profile, ...(parameters && { editParameters: parameters }) },
    { history: history.map(earlierLine) },
  );
  const { findings, absent } = scrub(exampleClaim(example), context, 'both');
  return [...findings, ...tableFindings(absent)];
}

/** Findings of both levels in the example encounter, changed. */
export const findingsIn = (
  changes: ExampleChanges,
  profile: Partial<PayerProfile> = {},
): readonly EditFinding[] => findingsOfExample({ changes }, profile);

/** `editId field` of each finding, with the severity where it is not an error. */
export const brief = (findings: readonly EditFinding[]): readonly string[] =>
  findings.map(
    ({ editId, field, severity }) => `${editId} ${field}${severity === 'error' ? '' : ` (${severity})`}`,
  );
