import { diagnosisHits, isIcd9, rowIn, startOf } from './diagnoses-list.ts';
import type { Icd10Cm } from './diagnoses-standing.ts';
import { TITLE, titleOf } from './diagnoses-titles.ts';
import { ALL_TYPES, type DecidingRow, type Edit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';

/** Which side a modifier names: eyelids, fingers and toes are sides too. */
const SIDE_OF: ReadonlyMap<string, number> = new Map([
  ...sides(TITLE.right, 'RT E3 E4 F5 F6 F7 F8 F9 T5 T6 T7 T8 T9'),
  ...sides(TITLE.left, 'LT E1 E2 FA F1 F2 F3 F4 TA T1 T2 T3 T4'),
]);

function sides(side: number, modifiers: string): readonly (readonly [string, number])[] {
  return modifiers.split(' ').map((modifier) => [modifier, side]);
}

const BOTH = TITLE.right | TITLE.left;

/** The side that the line's modifiers name; 0 where they name none, or both. */
function sideOf({ modifiers }: LineFacts): number {
  let side = 0;
  for (const modifier of modifiers) side |= SIDE_OF.get(modifier) ?? 0;
  return side === BOTH ? 0 : side;
}

const sideConflict: Edit = {
  id: 'DX-11',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'coding',
  value: 'diagnosis',
  tables: ['icd10cm'],
  cause:
    'Where a line’s modifiers name one side of the body, the diagnoses it points to do not all name the other. ' +
    'Diagnoses without a side, or of both sides, agree with any modifier.',
  source: 'ICD-10-CM Official Guidelines I.B.13; CPT and HCPCS modifiers RT, LT, E1–E4, FA–F9, TA–T9',
  remedy:
    'Compare the side in the chart with the modifier and with the diagnosis, and correct the wrong one.',
  examples: {
    fails: { changes: { 'diagnoses[1]': 'M25.561', 'lines[0].modifiers': ['25', 'LT'] } },
    passes: { changes: { 'diagnoses[1]': 'M25.561', 'lines[0].modifiers': ['25', 'RT'] } },
  },
  check: (claim, { codes }) => {
    const icd = codes.at('icd10cm', claim.day);
    if (icd === undefined || isIcd9(claim)) return NOTHING;
    return lineHits(claim, (line) => {
      if (line.modifiers.length === 0) return;
      const side = sideOf(line);
      const row = side === 0 ? undefined : opposite(claim, line, icd, side);
      if (row === undefined) return;
      const message = 'The diagnoses of the line are of one side of the body, its modifier of the other.';
      return { field: `${line.field}.dx`, line: line.number, message, row };
    });
  },
};

/** The diagnosis of the other side that decides; nothing where one of the line's is of this side, or of both. */
function opposite(
  { diagnoses }: ClaimFacts,
  { dx }: LineFacts,
  icd: Icd10Cm,
  side: number,
): DecidingRow | undefined {
  let found: DecidingRow | undefined;
  for (const pointer of dx) {
    const code = diagnoses[pointer - 1]?.code ?? '';
    const at = icd.find(code, 0);
    if (at < 0) continue;
    const bits = titleOf(icd, at);
    if ((bits & (side | TITLE.bilateral)) !== 0) return;
    if ((bits & BOTH) !== 0) found ??= rowIn(icd, code);
  }
  return found;
}

const unspecifiedSide: Edit = {
  id: 'DX-12',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'coding',
  value: 'diagnosis',
  tables: ['icd10cm'],
  cause:
    'For payers that ask for it (parameter `lateralityExpected`), a diagnosis names the side of the body wherever the ' +
    'same code exists for the right side.',
  source: 'ICD-10-CM Official Guidelines I.B.13; payers’ policies on unspecified codes',
  remedy: 'Choose the code of the side that the chart names.',
  examples: {
    fails: { changes: { 'diagnoses[1]': 'M25.569' }, parameters: { lateralityExpected: true } },
    passes: { changes: { 'diagnoses[1]': 'M25.561' }, parameters: { lateralityExpected: true } },
  },
  check: (claim, { codes, payer }) => {
    if (payer.editParameters?.lateralityExpected !== true || isIcd9(claim)) return NOTHING;
    const icd = codes.at('icd10cm', claim.day);
    if (icd === undefined) return NOTHING;
    return diagnosisHits(claim, (diagnosis) => {
      const sibling = rightSibling(icd, diagnosis.code);
      if (sibling < 0) return;
      const message = `${startOf(diagnosis)} does not say the side of the body, and codes with the side exist.`;
      return { field: diagnosis.field, message, row: rowIn(icd, icd.codeAt(sibling)) };
    });
  },
};

const DIGITS = '1234567890';
const UNSPECIFIED_SIDE = /\bunspecified (?=\S)/gi;

/**
 * The row of the same code for the right side: one character differs, and the titles are the same but for the side.
 * -1 where the code is no code of an unspecified side.
 */
function rightSibling(icd: Icd10Cm, code: string): number {
  const at = icd.find(code, 0);
  if (at < 0 || (titleOf(icd, at) & TITLE.unspecified) === 0) return -1;
  const wanted = rightTitles(icd.text(at, 'title'));
  for (let i = code.length - 1; i >= 3; i -= 1) {
    for (const digit of DIGITS) {
      const row = icd.find(code.slice(0, i) + digit + code.slice(i + 1), 0);
      if (row >= 0 && row !== at && wanted.has(icd.text(row, 'title').toLowerCase())) return row;
    }
  }
  return -1;
}

/** The title with each of its "unspecified" in turn replaced by the right side. */
function rightTitles(title: string): ReadonlySet<string> {
  const lower = title.toLowerCase();
  const titles = new Set<string>();
  for (const { index, 0: word } of lower.matchAll(UNSPECIFIED_SIDE)) {
    const [before, after] = [lower.slice(0, index), lower.slice(index + word.length)];
    titles.add(`${before}right ${after}`).add(`${before}right dominant ${after}`);
  }
  return titles;
}

export const sideEdits: readonly Edit[] = [sideConflict, unspecifiedSide];
