import type { EditFinding, Severity } from '../claim/types.ts';
import type { Encounter } from '../encounter/model.ts';
import { normalizeCodes } from '../encounter/normalize.ts';
import type { Edit, EditContext, EditLevel, EditSeverity, Hit, PayerProfile } from './edit.ts';
import { type CatalogedEdit, catalogedEdits, familyKey } from './edit-set.ts';

/**
 * Names this set of edits: findings made under another one are made anew.
 * Raise it with every change to what an edit finds or says; a test reminds.
 */
export const EDIT_SET_VERSION = '2026-11.1';

const editsOf: Readonly<Record<EditLevel, readonly CatalogedEdit[]>> = {
  encounter: catalogedEdits.filter(({ edit }) => edit.level === 'encounter'),
  claim: catalogedEdits.filter(({ edit }) => edit.level === 'claim'),
};

/**
 * Runs the edits of one level over the content of an encounter or claim.
 *
 * Pure: the same content, context and edit set give the same findings in the same order, by edit id, then
 * line. Findings name fields, never values, so that they may stand in work items and logs.
 *
 * @see domain.md 7.1
 */
export function runEdits(content: Encounter, context: EditContext, level: EditLevel): readonly EditFinding[] {
  const normalized = normalizeCodes(content);
  const findings: EditFinding[] = [];
  for (const cataloged of editsOf[level]) {
    const severity = severityFor(cataloged, context.payer);
    if (severity === 'off') continue;
    const hits = cataloged.edit.check(normalized, context);
    if (hits.length > 0) findings.push(...byLine(hits).map((hit) => finding(cataloged.edit, hit, severity)));
  }
  return findings;
}

/**
 * How strictly a payer's claims are tested: what its profile says of the edit, else of its family, else the
 * edit's own.
 */
function severityFor({ edit, family }: CatalogedEdit, { editSeverities }: PayerProfile): EditSeverity {
  if (editSeverities === undefined) return edit.severity;
  return editSeverities[edit.id] ?? editSeverities[familyKey(family)] ?? edit.severity;
}

/** Findings of the whole claim first. */
const byLine = (hits: readonly Hit[]): readonly Hit[] =>
  hits.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));

const finding = (edit: Edit, { severity, ...hit }: Hit, set: Severity): EditFinding => ({
  editId: edit.id,
  queue: edit.queue,
  ...hit,
  severity: severity === undefined ? set : milder(severity, set),
});

const HARSHNESS: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

const milder = (a: Severity, b: Severity): Severity => (HARSHNESS[a] < HARSHNESS[b] ? a : b);
