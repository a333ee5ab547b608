import type { CodeTable } from '../codes/code-sets.ts';
import { ALL_TYPES, type Edit, type EditContext, type Hit } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import { decidedBy } from './procedures-indicators.ts';

/**
 * Charges beside the customer's own fee schedule. A row without a payer is what the practice charges; a row of the
 * payer is what that one pays at most.
 */
export const feeEdit: Edit = {
  id: 'CHG-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'billing',
  value: 'charge',
  tables: ['fees'],
  cause:
    'The charge is the units times the practice’s fee of the day. Where the schedule has a rate of the payer, the ' +
    'charge is not below it: a payer pays no more than is charged. A warning: fees may be waived.',
  source: 'The customer’s fee schedule',
  remedy: 'Correct the charge or the units, or load the fee schedule of the day.',
  examples: {
    fails: { changes: { 'lines[1].code': '87081', 'lines[1].modifiers': [], 'lines[1].units': '2' } },
    passes: {
      changes: {
        'lines[1].code': '87081',
        'lines[1].modifiers': [],
        'lines[1].units': '2',
        'lines[1].chargeCents': 6000,
      },
    },
  },
  check: (claim, context) => lineHits(claim, (line) => feeHit(line, claim, context)),
};

/** The fee is for a unit of service; minutes have their own arithmetic. */
const MINUTES = 'MJ';

function feeHit(line: LineFacts, claim: ClaimFacts, { codes, payer }: EditContext): Hit | undefined {
  const { code, from, unitType, units, chargeCents } = line;
  if (code === '' || from === 0 || unitType === MINUTES || units <= 0 || chargeCents < 0) return undefined;
  const table = codes.at('fees', from);
  if (table === undefined) return undefined;
  const { own, ofPayer } = feesOf(table, line, { id: payer.id, named: claim.coverage?.payer.id });
  const message =
    ofPayer >= 0 && compare(line, table.number(ofPayer, 'cents')) < 0
      ? 'The charge is below the rate that the payer’s contract pays.'
      : own >= 0 && compare(line, table.number(own, 'cents')) !== 0
        ? 'The charge is not the units times the fee of the schedule.'
        : undefined;
  if (message === undefined) return undefined;
  return { field: `${line.field}.chargeCents`, line: line.number, message, row: decidedBy(table, code) };
}

/** Ours, and the one on the claim. */
interface PayerIds {
  readonly id: string;
  readonly named: string | undefined;
}

interface Fees {
  /** Row of the practice's own fee; -1 where there is none. */
  own: number;
  /** Row of the payer's rate; -1 where there is none. */
  ofPayer: number;
}

/** The rows in force for one of the line's modifiers, else those for any. */
function feesOf(table: CodeTable<'fees'>, line: LineFacts, { id, named }: PayerIds): Fees {
  const found: Fees = { own: -1, ofPayer: -1 };
  const { start, end } = table.range(line.code);
  for (let row = start; row < end; row += 1) {
    const to = table.number(row, 'to');
    if (line.from < table.number(row, 'from') || (to !== 0 && line.from > to)) continue;
    const payer = table.text(row, 'payer');
    const whose = payer === '' ? 'own' : payer === id || payer === named ? 'ofPayer' : undefined;
    if (whose === undefined) continue;
    const modifier = table.text(row, 'modifier');
    if (modifier === '' ? found[whose] < 0 : line.modifiers.includes(modifier)) found[whose] = row;
  }
  return found;
}

const THOUSAND = 1000;
const DECIMAL = /^(\d*)(?:\.(\d{1,3}))?$/;

/** Thousandths of a unit, exactly; NaN where the units are no decimal (UNI-01 tells it). */
function thousandths(units: string): number {
  const match = DECIMAL.exec(units);
  return match === null ? Number.NaN : Number(`${match[1] ?? ''}${(match[2] ?? '').padEnd(3, '0')}`);
}

/**
 * Whether the charge is below (-1), at (0) or above (1) the units times the fee, where a fraction of a cent may be
 * rounded either way.
 */
function compare({ chargeCents, line, units }: LineFacts, feeCents: number): -1 | 0 | 1 {
  if (Number.isInteger(units)) return Math.sign(chargeCents - units * feeCents) as -1 | 0 | 1;
  const difference = chargeCents * THOUSAND - thousandths(line.units ?? '1') * feeCents;
  if (Number.isNaN(difference) || Math.abs(difference) < THOUSAND) return 0;
  return difference < 0 ? -1 : 1;
}
