import { type AnesthesiaTerms, tenThousandths } from './contract.ts';
import { exactly, times } from './exact.ts';
import { MINUTES, type Priced, type PricedLine, type Tables, unknown, wholeUnits } from './expected-line.ts';

/** Tenths of a unit: time is counted to one decimal. */
const TENTHS = 10;
/** Cents of ten-thousandths of a dollar. */
const PER_CENT = 100;

/** Percent of the price by who gave it: alone, or medically directed and directing. */
const SHARES: Readonly<Record<string, number>> = { AA: 100, QZ: 100, QK: 50, QX: 50, QY: 50 };

/**
 * (Base + time + modifying units) times the conversion factor. Time units are the minutes by 15, or as the contract
 * says, to one decimal, half a tenth up.
 *
 * @see CMS Pub. 100-04 chapter 12 §50; domain.md 7.4
 */
export function anesthesiaOf(line: PricedLine, terms: AnesthesiaTerms | undefined, tables: Tables): Priced {
  const minutes = line.line.unitType === MINUTES ? wholeUnits(line.line) : undefined;
  const base = terms === undefined ? undefined : baseUnitsOf(line, terms, tables);
  const [share, ...more] = line.modifiers.flatMap((modifier) => SHARES[modifier] ?? []);
  if (terms === undefined || minutes === undefined || base === undefined || share === undefined)
    return unknown('anesthesia-unknown');
  if (more.length > 0 || line.modifiers.includes('AD')) return unknown('by-report');
  const { minutesPerUnit, modifierUnits = {} } = terms;
  const time = Math.floor((minutes * TENTHS * 2 + minutesPerUnit) / (minutesPerUnit * 2));
  const modifying = line.modifiers.reduce((sum, modifier) => sum + (modifierUnits[modifier] ?? 0), 0);
  const tenths = (base + modifying) * TENTHS + time;
  const amount = times(exactly(tenths, TENTHS), tenThousandths(terms.conversionFactor), PER_CENT);
  return { amount: times(amount, share, 100) };
}

function baseUnitsOf(
  { code, day }: PricedLine,
  { baseUnits }: AnesthesiaTerms,
  tables: Tables,
): number | undefined {
  const own = baseUnits?.[code];
  if (own !== undefined) return own;
  const table = tables.at('hcpcs', day);
  const row = table?.find(code, day) ?? -1;
  const listed = table === undefined || row < 0 ? 0 : table.number(row, 'anesthesiaUnits');
  return listed === 0 ? undefined : listed;
}
