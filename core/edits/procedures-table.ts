import type { CodeTable } from '../codes/code-sets.ts';
import type { Edit, EditContext, Hit } from './edit.ts';
import type { LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import { decidedBy, unknownOn } from './procedures-indicators.ts';
import { cptNumber, HCPCS_QUALIFIER, isDentalCode, isLevelTwo } from './procedures-kinds.ts';

const REMEDY = 'Choose the code that was in force on the day of service, from the chart.';

const levelTwoInForce: Edit = {
  id: 'PX-02',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'error',
  queue: 'coding',
  value: 'procedure',
  tables: ['hcpcs'],
  cause:
    'A HCPCS Level II code is in the list on the day of service: neither unknown, nor not yet in force, nor ' +
    'ended. Several thousand diagnoses look like such codes; one ' +
    'of them is told as such. An unknown code only warns where the list came out more than a quarter before the ' +
    'day, and is not judged where it came out two years after it: ended codes leave the list.',
  source: 'CMS HCPCS quarterly update; 45 CFR 162.1002',
  remedy: REMEDY,
  examples: {
    fails: { changes: { 'lines[0].code': 'G9987' } },
    passes: { changes: { 'lines[0].code': 'G0463' } },
  },
  check: (claim, context) =>
    lineHits(claim, (line) => {
      const { code, qualifier } = line;
      if (qualifier !== HCPCS_QUALIFIER || !isLevelTwo(code) || isDentalCode(code)) return undefined;
      return LEVEL_TWO.test(code) ? levelTwoHit(line, context) : undefined;
    }),
};

const LEVEL_TWO = /^[A-V]\d{4}$/;

function levelTwoHit({ code, codeField, number, from }: LineFacts, { codes }: EditContext): Hit | undefined {
  const table = from === 0 ? undefined : codes.at('hcpcs', from);
  if (table === undefined || table.find(code, from) >= 0) return undefined;
  const at = { field: codeField, line: number };
  const { start, end } = table.range(code);
  if (start < end) {
    const message =
      from < table.number(start, 'from')
        ? 'The HCPCS code is not yet in force on the day of service.'
        : 'The HCPCS code had ended before the day of service.';
    return { ...at, message, row: decidedBy(table, code) };
  }
  const { release } = table;
  const surely = unknownOn(release, from);
  if (!release.complete || surely === 'unsaid') return undefined;
  const diagnoses = codes.at('icd10cm', from);
  if (diagnoses !== undefined && diagnoses.find(code, from) >= 0) {
    return { ...at, message: 'A diagnosis stands where the procedure belongs.' };
  }
  const hit: Hit = { ...at, message: 'The HCPCS code is not in the list of the day of service.' };
  return surely === 'warning' ? { ...hit, severity: 'warning' } : hit;
}

const cptInForce: Edit = {
  id: 'PX-06',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'error',
  queue: 'coding',
  value: 'procedure',
  tables: ['cpt'],
  cause:
    'A CPT code is in the customer’s licensed list of the day of service. Categories II and III and ' +
    'laboratory codes of the PLA kind come out between the yearly lists: they warn only.',
  source: 'The customer’s CPT file; 45 CFR 162.1002',
  remedy: REMEDY,
  examples: {
    fails: { changes: { 'lines[0].code': '99218' } },
    passes: { changes: { 'lines[0].code': '99214' } },
  },
  check: (claim, { codes }) =>
    lineHits(claim, (line) => {
      const { code, qualifier, from } = line;
      if (qualifier !== HCPCS_QUALIFIER || from === 0 || !isLevelOne(code)) return undefined;
      const table = codes.at('cpt', from);
      return table === undefined || table.find(code, from) >= 0 ? undefined : unknownCpt(line, table);
    }),
};

const isLevelOne = (code: string): boolean => code.length === 5 && code.charCodeAt(0) <= 57;

function unknownCpt({ code, codeField, number }: LineFacts, { release }: CodeTable<'cpt'>): Hit | undefined {
  if (!release.complete) return undefined;
  const message = 'The CPT code is not in the list of the day of service.';
  const hit: Hit = { field: codeField, line: number, message };
  return cptNumber(code) < 0 ? { ...hit, severity: 'warning' } : hit;
}

export const procedureTableEdits: readonly Edit[] = [levelTwoInForce, cptInForce];
