import { isMedicare } from '../codes/coverage-codes.ts';
import { type Edit, NOTHING } from './edit.ts';
import type { LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import { decidedBy, feeRowOfLine } from './procedures-indicators.ts';
import { HCPCS_QUALIFIER, isLevelTwo } from './procedures-kinds.ts';

/** The practice knows that Medicare will not pay, and says so. */
const ADMITTED: ReadonlySet<string> = new Set(['GA', 'GX', 'GY', 'GZ']);
const isAdmitted = ({ modifiers }: LineFacts): boolean =>
  modifiers.some((modifier) => ADMITTED.has(modifier));

/** What the coverage letter of HCPCS means for Medicare, by its character code. */
const notPaid: ReadonlyMap<number, string> = new Map([
  [73, 'Medicare does not take this HCPCS code.'],
  [77, 'Medicare does not cover this service.'],
  [83, 'Medicare does not cover this service, by statute.'],
]);

const medicareCoverage: Edit = {
  id: 'PX-07',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'warning',
  queue: 'benefit',
  value: 'procedure',
  tables: ['hcpcs'],
  cause:
    'The HCPCS list marks codes that Medicare does not take (I), does not cover (M) or may not cover (S). Only ' +
    'claims to Medicare are tested, and lines without GA, GX, GY or GZ, by which the practice says that it ' +
    'knows. A warning: the line may be meant for the next payer.',
  source: 'CMS HCPCS file, coverage code',
  remedy: 'Use the code that Medicare has for the service, or add GY and bill the patient or the next payer.',
  examples: {
    fails: { changes: { 'coverages[0].filingCode': 'MB', 'lines[0].code': 'S0610' } },
    passes: { changes: { 'coverages[0].filingCode': 'MB', 'lines[0].code': 'G0438' } },
  },
  check: (claim, { codes }) => {
    if (!isMedicare(claim.coverage?.filingCode)) return NOTHING;
    return lineHits(claim, (line) => {
      const { code, codeField, number, qualifier, from } = line;
      if (qualifier !== HCPCS_QUALIFIER || !isLevelTwo(code) || isAdmitted(line)) return undefined;
      const table = codes.at('hcpcs', from);
      const row = table?.find(code, from) ?? -1;
      if (table === undefined || row < 0) return undefined;
      const message = notPaid.get(table.number(row, 'coverage'));
      return message === undefined
        ? undefined
        : { field: codeField, line: number, message, row: decidedBy(table, code) };
    });
  },
};

/** What the status of the fee schedule means. */
const status: ReadonlyMap<string, string> = new Map([
  ['B', 'Medicare pays nothing of its own for this service: it is part of others.'],
  ['P', 'Medicare pays nothing of its own for this service: it is part of others or excluded.'],
  ['I', 'Medicare does not take this code: it has another one for the service.'],
  ['N', 'Medicare does not cover this service.'],
]);

const medicareStatus: Edit = {
  id: 'PX-08',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'benefit',
  value: 'procedure',
  tables: ['mpfs'],
  cause:
    'The Medicare fee schedule marks services that are always part of others (B, P), codes that Medicare does ' +
    'not take (I) and services that it does not cover (N). Only claims to Medicare are tested, and lines ' +
    'without GA, GX, GY or GZ. A warning: such a line is denied, and holds nothing else up.',
  source: 'CMS physician fee schedule, status code',
  remedy: 'Leave the line off, use Medicare’s code, or add GY where it is billed for a denial.',
  examples: {
    fails: { changes: { 'coverages[0].filingCode': 'MB', 'lines[0].code': '99241' } },
    passes: { changes: { 'coverages[0].filingCode': 'MB', 'lines[0].code': '99213' } },
  },
  check: (claim, context) => {
    if (!isMedicare(claim.coverage?.filingCode)) return NOTHING;
    return lineHits(claim, (line) => {
      const { code, codeField, number, qualifier } = line;
      // The HCPCS list says the same of its own codes (PX-07), but for those that are part of others.
      if (qualifier !== HCPCS_QUALIFIER || isAdmitted(line)) return undefined;
      const found = feeRowOfLine(context, line);
      if (found === undefined) return undefined;
      const letter = found.table.text(found.row, 'status');
      if (isLevelTwo(code) && letter !== 'B') return undefined;
      const message = status.get(letter);
      return message === undefined
        ? undefined
        : { field: codeField, line: number, message, row: decidedBy(found.table, code) };
    });
  },
};

export const medicareEdits: readonly Edit[] = [medicareCoverage, medicareStatus];
