import { isMedicare } from '../codes/coverage-codes.ts';
import type { Edit, EditContext, Hit } from './edit.ts';
import type { LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import { decidedBy, type FeeRow, feeRowOfLine } from './procedures-indicators.ts';

const SOURCE = 'CMS physician fee schedule';

/** A line with one of the modifiers, its row of the fee schedule, and what is then wrong. */
function indicatorHit(
  line: LineFacts,
  context: EditContext,
  modifiers: readonly string[],
  judge: (found: FeeRow, modifier: string) => string | undefined,
): Hit | undefined {
  const modifier = line.modifiers.find((one) => modifiers.includes(one));
  if (modifier === undefined) return undefined;
  const found = feeRowOfLine(context, line);
  const message = found && judge(found, modifier);
  if (found === undefined || message === undefined) return undefined;
  return { field: line.modifiersField, line: line.number, message, row: decidedBy(found.table, line.code) };
}

const COMPONENTS = ['26', 'TC'];
/** PC/TC indicators under which neither component can be billed for itself. */
const UNDIVIDED: ReadonlySet<string> = new Set(['0', '2', '3', '4', '5', '7']);
/** Interpretations of laboratory tests: there is no technical component. */
const INTERPRETED: ReadonlySet<string> = new Set(['6', '8']);

const components: Edit = {
  id: 'MOD-06',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'coding',
  value: 'modifier',
  tables: ['mpfs'],
  cause:
    '26 and TC divide a diagnostic test. The fee schedule says which codes can be divided (PC/TC indicator 1); ' +
    'visits, procedures and codes that are one component already cannot. Codes to which the idea does not ' +
    'apply (9) are left alone: laboratories and some payers divide them.',
  source: `${SOURCE}, PC/TC indicator`,
  remedy: 'Take the modifier away, or choose the code of the component.',
  examples: {
    fails: { changes: { 'lines[0].modifiers': ['26'] } },
    passes: { changes: { 'lines[0].code': '71046', 'lines[0].modifiers': ['26'] } },
  },
  check: (claim, context) =>
    lineHits(claim, (line) =>
      line.modifiers.length === 0 ? undefined : indicatorHit(line, context, COMPONENTS, component),
    ),
};

function component({ table, row }: FeeRow, modifier: string): string | undefined {
  const indicator = table.text(row, 'pcTc');
  const isWrong = UNDIVIDED.has(indicator) || (modifier === 'TC' && INTERPRETED.has(indicator));
  return isWrong ? 'The code cannot be divided into the component that the modifier names.' : undefined;
}

const bilateralCodes: Edit = {
  id: 'MOD-18',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'coding',
  value: 'modifier',
  tables: ['mpfs'],
  cause:
    '50 belongs on codes that the fee schedule marks as paid for both sides (bilateral indicator 1 or 3). Others ' +
    'have no two sides (0, 9) or mean both already (2). An error for Medicare; other payers may have other ' +
    'lists, so for them, and for codes that mean both sides, it warns only.',
  source: `${SOURCE}, bilateral indicator; Pub. 100-04 chapter 12 §40.7`,
  remedy: 'Take 50 away, or choose another code for the second side.',
  examples: {
    fails: {
      changes: { 'lines[0].code': '11102', 'lines[0].modifiers': ['50'], 'coverages[0].filingCode': 'MB' },
    },
    passes: { changes: { 'lines[0].code': '27447', 'lines[0].modifiers': ['50'] } },
  },
  check: (claim, context) => {
    const ofMedicare = isMedicare(claim.coverage?.filingCode);
    return lineHits(claim, (line) => {
      if (!line.modifiers.includes('50')) return undefined;
      const found = feeRowOfLine(context, line);
      const indicator = found?.table.text(found.row, 'bilateral');
      if (found === undefined || indicator === '1' || indicator === '3') return undefined;
      const message =
        indicator === '2'
          ? 'The code means both sides already.'
          : 'The code is not one that is paid for two sides.';
      const hit = {
        field: line.modifiersField,
        line: line.number,
        message,
        row: decidedBy(found.table, line.code),
      };
      return ofMedicare && indicator !== '2' ? hit : { ...hit, severity: 'warning' };
    });
  },
};

const assistants: Edit = {
  id: 'MOD-19',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  tables: ['mpfs'],
  cause:
    'The fee schedule says for which operations an assistant may be paid (80, 81, 82, AS): never (1), not at all ' +
    '(9), only with records (0), always (2). A warning: payers other than Medicare have their own lists.',
  source: `${SOURCE}, assistant at surgery; Pub. 100-04 chapter 12 §20.4.3`,
  remedy: 'Expect a denial, or send the operative note where records are asked for.',
  examples: {
    fails: { changes: { 'lines[0].code': '11102', 'lines[0].modifiers': ['80'] } },
    passes: { changes: { 'lines[0].code': '27447', 'lines[0].modifiers': ['80'] } },
  },
  check: (claim, context) =>
    lineHits(claim, (line) =>
      line.modifiers.length === 0 ? undefined : indicatorHit(line, context, ASSISTANTS, assistant),
    ),
};

const ASSISTANTS = ['80', '81', '82', 'AS'];

function assistant({ table, row }: FeeRow): string | undefined {
  const indicator = table.text(row, 'assistant');
  if (indicator === '0')
    return 'An assistant at this operation is paid only with records that show the need.';
  return indicator === '1' || indicator === '9' ? 'No assistant is paid for at this operation.' : undefined;
}

const severalSurgeons: Edit = {
  id: 'MOD-20',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  tables: ['mpfs'],
  cause:
    'The fee schedule says which operations may be divided between two surgeons (62) or done by a team (66). A ' +
    'warning: payers other than Medicare have their own lists.',
  source: `${SOURCE}, co-surgeons and team surgery; Pub. 100-04 chapter 12 §40.8`,
  remedy: 'Bill as one surgeon with an assistant, or send the operative notes.',
  examples: {
    fails: { changes: { 'lines[0].code': '11102', 'lines[0].modifiers': ['62'] } },
    passes: { changes: { 'lines[0].code': '27447', 'lines[0].modifiers': ['62'] } },
  },
  check: (claim, context) =>
    lineHits(claim, (line) =>
      line.modifiers.length === 0 ? undefined : indicatorHit(line, context, SURGEONS, surgeons),
    ),
};

const SURGEONS = ['62', '66'];

function surgeons({ table, row }: FeeRow, modifier: string): string | undefined {
  const indicator = table.text(row, modifier === '62' ? 'coSurgeons' : 'team');
  if (indicator !== '0' && indicator !== '9') return undefined;
  return modifier === '62'
    ? 'Two surgeons are not paid for at this operation.'
    : 'A team of surgeons is not paid for at this operation.';
}

export const modifierIndicatorEdits: readonly Edit[] = [
  components,
  bilateralCodes,
  assistants,
  severalSurgeons,
];
