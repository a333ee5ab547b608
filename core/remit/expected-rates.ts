import type { CodeTable } from '../codes/code-sets.ts';
import { exactly, times } from './exact.ts';
import {
  MINUTES,
  type Priced,
  type PricedLine,
  type Tables,
  thousandthsOf,
  unknown,
} from './expected-line.ts';

/** They change the price: the rate of the code alone is not theirs. */
const PRICING: ReadonlySet<string> = new Set(
  '22 26 50 51 52 53 54 55 56 62 63 66 78 80 81 82 AD AS CO CQ NU QK QX QY RR TC UE'.split(' '),
);

/**
 * The contract's own rate of a line: cents for one unit, by code, modifier and day. Only rows of this contract count: a
 * row without a payer is what the practice charges. A modifier that changes the price needs a row of its own.
 */
export function rateOf(
  line: PricedLine,
  { schedule }: { readonly schedule: string },
  tables: Tables,
): Priced {
  const table = tables.at('fees', line.day);
  if (table === undefined) return unknown('no-rates');
  const units = thousandthsOf(line.line);
  if (units === undefined || line.line.unitType === MINUTES) return unknown('units-unknown');
  const cents = centsOf(line, schedule, table);
  return cents === undefined ? unknown('no-rate') : { amount: times(exactly(cents), units, 1000) };
}

function centsOf(line: PricedLine, schedule: string, table: CodeTable<'fees'>): number | undefined {
  const rows = rowsOf(line, schedule, table);
  const wanted = [...line.modifiers.filter((one) => PRICING.has(one)), ...line.modifiers];
  for (const modifier of wanted) {
    const own = rows.get(modifier);
    if (own !== undefined) return own;
    if (PRICING.has(modifier)) return undefined;
  }
  return rows.get('');
}

/** Rates of the code in force on the day, by modifier. */
function rowsOf(
  { code, day }: PricedLine,
  schedule: string,
  table: CodeTable<'fees'>,
): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  const { start, end } = table.range(code);
  for (let row = start; row < end; row += 1) {
    const to = table.number(row, 'to');
    const holds = day >= table.number(row, 'from') && (to === 0 || day <= to);
    if (holds && table.text(row, 'payer') === schedule)
      rows.set(table.text(row, 'modifier'), table.number(row, 'cents'));
  }
  return rows;
}
