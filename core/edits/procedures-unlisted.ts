import { ALL_TYPES, type Edit, type EditContext } from './edit.ts';
import type { LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import { decidedBy } from './procedures-indicators.ts';
import { cptNumber, HCPCS_QUALIFIER, isDentalCode, isLevelTwo } from './procedures-kinds.ts';

const unlistedDescribed: Edit = {
  id: 'PX-04',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'coding',
  value: 'procedure',
  cause:
    'A code for what no other code names (unlisted, not otherwise classified, by report) says nothing without ' +
    'a description. The code set marks them; without a CPT list those that end in 99 are taken, and ' +
    'dental ones that end in 999.',
  source: '005010X222A1 2400 SV101-7, 005010X223 SV202-7, 005010X224A2 SV301-7',
  remedy: 'Describe the service, or the drug with its dose, in the line’s description.',
  examples: {
    fails: { changes: { 'lines[0].code': '99199', 'lines[0].modifiers': [] } },
    passes: {
      changes: {
        'lines[0].code': '99199',
        'lines[0].modifiers': [],
        'lines[0].description': 'SPECIAL SERVICE BY REPORT',
      },
    },
  },
  check: (claim, context) =>
    lineHits(claim, (line) => {
      const row = unlistedRow(line, context);
      if (row === undefined || isDescribed(line)) return undefined;
      const field = line.field + (claim.type === 'I' ? '.procedure.description' : '.description');
      const message = 'The code names no service of its own, and the line has no description.';
      return { field, line: line.number, message, ...(row !== UNTABLED && { row }) };
    }),
};

/** By its number alone; no table decided. */
const UNTABLED = 'untabled';
const BY_REPORT = new Set(['D5899', 'D6199']);

function unlistedRow({ code, qualifier, from }: LineFacts, { codes }: EditContext) {
  if (code.length !== 5) return undefined;
  if (isDentalCode(code)) return code.endsWith('999') || BY_REPORT.has(code) ? UNTABLED : undefined;
  if (qualifier !== HCPCS_QUALIFIER) return undefined;
  if (isLevelTwo(code)) {
    const table = codes.at('hcpcs', from);
    const row = table?.find(code, from) ?? -1;
    return table !== undefined && row >= 0 && table.number(row, 'unlisted') === 1
      ? decidedBy(table, code)
      : undefined;
  }
  const table = codes.at('cpt', from);
  const row = table?.find(code, from) ?? -1;
  if (table === undefined || row < 0) return cptNumber(code) % 100 === 99 ? UNTABLED : undefined;
  return table.number(row, 'unlisted') === 1 ? decidedBy(table, code) : undefined;
}

function isDescribed({ line }: LineFacts): boolean {
  const description =
    'procedure' in line ? line.procedure?.description : 'description' in line && line.description;
  return typeof description === 'string' && description.trim() !== '';
}

export const unlistedEdits: readonly Edit[] = [unlistedDescribed];
