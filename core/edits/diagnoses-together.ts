import { firstOf, manifestation } from './diagnoses-first.ts';
import { isIcd9, isTreated, nameOf, rowIn, startOf } from './diagnoses-list.ts';
import {
  type CodeNotes,
  groupNames,
  type IcdNotes,
  type NoteGroup,
  namesCode,
  notesOfClaim,
} from './diagnoses-notes.ts';
import { ALL_TYPES, type Edit, type EditContext, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, DiagnosisFacts } from './facts.ts';

const excludesEachOther: Edit = {
  id: 'DX-13',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'coding',
  value: 'diagnosis',
  tables: ['icd10cm-notes'],
  cause:
    'Two diagnoses do not stand together where an Excludes1 note of one, of a code above it, of its section or chapter ' +
    'names the other. It is a warning: two conditions that have nothing to do with each other may both be coded.',
  source: 'ICD-10-CM tabular list; Official Guidelines I.A.12.a',
  remedy: 'Keep the one that the note prefers, or both if the chart says that they are unrelated.',
  examples: {
    fails: { changes: { diagnoses: ['J02.9', 'J36'] } },
    passes: { changes: { diagnoses: ['J02.9', 'R50.9'] } },
  },
  check: (claim, { codes }) => {
    const table = codes.at('icd10cm-notes', claim.day);
    const { diagnoses } = claim;
    if (table === undefined || diagnoses.length < 2 || isIcd9(claim)) return NOTHING;
    const notes = notesOfClaim(claim, table);
    let found: Hit[] | undefined;
    for (let i = 0; i < diagnoses.length; i += 1) {
      const diagnosis = diagnoses[i];
      if (diagnosis === undefined || !isTreated(diagnosis)) continue;
      const groups = notes[i]?.excludes1;
      if (groups === undefined || groups.length === 0) continue;
      for (let k = 0; k < diagnoses.length; k += 1) {
        const other = diagnoses[k];
        if (other === undefined || other.code === diagnosis.code || !isTreated(other)) continue;
        const group = excluding(groups, other);
        // The notes of the earlier of two have said it: those of the later need not again.
        if (group === undefined || (k < i && excluding(notes[k]?.excludes1, diagnosis) !== undefined))
          continue;
        const [earlier, later] = k < i ? [other, diagnosis] : [diagnosis, other];
        const message = `${startOf(later)} and ${nameOf(earlier)} exclude each other.`;
        found ??= [];
        found.push({ field: later.field, message, row: rowIn(table, group.key) });
      }
    }
    return found ?? NOTHING;
  },
};

/** The first of the notes that names a diagnosis. */
function excluding(groups: readonly NoteGroup[] = [], { code }: DiagnosisFacts): NoteGroup | undefined {
  for (const group of groups) if (groupNames(group, code)) return group;
  return;
}

const anotherCode: Edit = {
  id: 'DX-15',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'coding',
  value: 'diagnosis',
  tables: ['icd10cm-notes'],
  cause:
    'Where the tabular list asks for the underlying disease before a diagnosis (code first), it stands before it; where ' +
    'it asks for a stage, a severity, a site or an outcome (use additional code), that stands on the claim. Other such ' +
    'notes hold only where the fact is there and known, as tobacco use: they are told for payers with the parameter ' +
    '`additionalCodesExpected`.',
  source: 'ICD-10-CM tabular list; Official Guidelines I.A.13 and I.A.17',
  remedy:
    'Add the code that the note names, if the chart supports it, and put it in the order that the note asks for.',
  examples: {
    fails: { changes: { diagnoses: ['I12.9', 'R50.9'] } },
    passes: { changes: { diagnoses: ['I12.9', 'N18.30'] } },
  },
  check: (claim, context) => {
    const table = context.codes.at('icd10cm-notes', claim.day);
    if (table === undefined || isIcd9(claim)) return NOTHING;
    const all = notesOfClaim(claim, table);
    const isToldAll = context.payer.editParameters?.additionalCodesExpected === true;
    let found: Hit[] | undefined;
    for (let at = 0; at < claim.diagnoses.length; at += 1) {
      const diagnosis = claim.diagnoses[at];
      const notes = all[at];
      if (diagnosis === undefined || notes === undefined || !isTreated(diagnosis)) continue;
      const asked = { claim, context, table, notes, diagnosis, at, isToldAll };
      const hit = lackingBefore(asked) ?? lackingBeside(asked);
      if (hit === undefined) continue;
      found ??= [];
      found.push(hit);
    }
    return found ?? NOTHING;
  },
};

interface Asked {
  readonly claim: ClaimFacts;
  readonly context: EditContext;
  readonly table: IcdNotes;
  readonly notes: CodeNotes;
  readonly diagnosis: DiagnosisFacts;
  /** Its place among the diagnoses of the claim. */
  readonly at: number;
  /** Also of notes that may not apply. */
  readonly isToldAll: boolean;
}

/** Code first: one of those named stands before; where the list is open, any other diagnosis does. */
function lackingBefore({ claim, context, table, notes, diagnosis, at, isToldAll }: Asked): Hit | undefined {
  for (const group of notes.codeFirst) {
    if (standsBefore(claim, group, at)) continue;
    const found = manifestation(context.codes, diagnosis.code, claim.day);
    const isAsked = !group.isConditional && (group.isUnderlying || found !== undefined);
    if (!isAsked && !isToldAll) continue;
    // DX-07 says it of a manifestation that stands first.
    if (isAsked && found !== undefined && diagnosis === firstOf(claim)) continue;
    const message = `${startOf(diagnosis)} asks for another diagnosis before it.`;
    const hit = { field: diagnosis.field, message, row: rowIn(table, group.key) };
    return isAsked ? hit : { ...hit, severity: 'info' };
  }
  return;
}

/** Whether a treated diagnosis before this place serves. On a bill the principal one stands before all others. */
function standsBefore({ diagnoses }: ClaimFacts, group: NoteGroup, at: number): boolean {
  for (let i = 0; i < at; i += 1) {
    const before = diagnoses[i];
    if (before === undefined || !isTreated(before)) continue;
    if (group.isOpen || groupNames(group, before.code)) return true;
  }
  return false;
}

/** Use additional code: one of those named stands anywhere on the claim. */
function lackingBeside({ claim, table, notes, diagnosis, isToldAll }: Asked): Hit | undefined {
  for (const group of notes.useAdditionalCode) {
    for (const item of group.items) {
      if (item.spans.length === 0 || !(item.isAlwaysThere || isToldAll)) continue;
      if (claim.diagnoses.some(({ code }) => namesCode(item, code))) continue;
      const message = `${startOf(diagnosis)} asks for another code beside it.`;
      const hit = { field: diagnosis.field, message, row: rowIn(table, group.key) };
      return item.isAlwaysThere ? hit : { ...hit, severity: 'info' };
    }
  }
  return;
}

export const togetherEdits: readonly Edit[] = [excludesEachOther, anotherCode];
