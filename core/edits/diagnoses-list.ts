import type { CodeTable } from '../codes/code-sets.ts';
import type { Release } from '../codes/sets.ts';
import { type DecidingRow, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, DiagnosisFacts, DiagnosisRole } from './facts.ts';

/** ICD-10-CM is used for services from this day on (45 CFR 162.1002). */
const ICD_10_FROM = 20151001;

/** Whether the claim is coded, rightly, in ICD-9-CM: the ICD-10-CM tables say nothing of it. */
export const isIcd9 = ({ content, day }: ClaimFacts): boolean =>
  content.diagnosisVersion === '9' && day < ICD_10_FROM;

/** What is found on each diagnosis, if anything; no array is made where nothing is. */
export function diagnosisHits(
  { diagnoses }: ClaimFacts,
  find: (diagnosis: DiagnosisFacts, index: number) => Hit | undefined,
): readonly Hit[] {
  let found: Hit[] | undefined;
  for (let i = 0; i < diagnoses.length; i += 1) {
    const diagnosis = diagnoses[i];
    const hit = diagnosis === undefined ? undefined : find(diagnosis, i);
    if (hit === undefined) continue;
    if (found === undefined) found = [hit];
    else found.push(hit);
  }
  return found ?? NOTHING;
}

const NAMES: Readonly<Record<DiagnosisRole, string>> = {
  first: 'the principal diagnosis',
  other: 'other diagnosis',
  admitting: 'the admitting diagnosis',
  'visit-reason': 'reason for the visit',
  'external-cause': 'external cause',
};

/** `diagnosis 3`, `the principal diagnosis`, `external cause 2`: which one, without its code. */
export function nameOf({ role, field }: DiagnosisFacts): string {
  const at = field.indexOf('[');
  const number = at < 0 ? '' : ` ${Number(field.slice(at + 1, field.indexOf(']'))) + 1}`;
  return field.startsWith('diagnoses') ? `diagnosis${number}` : `${NAMES[role]}${number}`;
}

/** The same at the beginning of a sentence. */
export function startOf(diagnosis: DiagnosisFacts): string {
  const name = nameOf(diagnosis);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Diagnoses that say what was treated; reasons for coming and for admission may repeat or foreshadow them. */
export const isTreated = ({ role }: DiagnosisFacts): boolean =>
  role !== 'admitting' && role !== 'visit-reason';

export const rowIn = ({ release }: { readonly release: Release }, row: string): DecidingRow => ({
  set: release.set,
  release: release.release,
  row,
});

/** 2026-09-30, as sentences say a day of a code set. */
export function dayText(day: number): string {
  const digits = String(day);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

/** The row of a list of the Medicare Code Editor that names the code; -1 where none does. */
export function mceRow(table: CodeTable<'mce'>, code: string, list: number): number {
  const { start, end } = table.range(code);
  for (let row = start; row < end; row += 1) if (table.number(row, 'list') === list) return row;
  return -1;
}
