import type { CodeTable } from '../codes/code-sets.ts';
import { basisPoints, type FeeScheduleContract, tenThousandths, WHOLE } from './contract.ts';
import { type Exact, exactly, times } from './exact.ts';
import { type PricedLine, type Tables, type UnknownReason, wholeUnits } from './expected-line.ts';

/** What the physician fee schedule says of a line: the value of one unit by contract, and what may reduce it. */
export interface Valued {
  readonly line: PricedLine;
  /** Whole. */
  readonly units: number;
  /** Of one unit, before reductions. */
  readonly amount: Exact;
  /** What of it is practice expense. */
  readonly practice: Exact;
  /** Indicators as published. */
  readonly multiple: string;
  readonly bilateral: string;
  readonly endoscopicBase: string;
  /** `T` is priced where nothing else is on that day. */
  readonly status: string;
  readonly reason?: undefined;
}

/** A line without a price. Its indicator still tells whether it would have reduced others. */
export interface Unvalued {
  readonly line: PricedLine;
  readonly reason: UnknownReason;
  readonly multiple: string;
}

/** Only these are priced by relative values (codesets.md 3.7). */
const PRICED_STATUS: ReadonlySet<string> = new Set(['A', 'R', 'T']);
/** Each has a row of its own where it is priced. */
const ROW_MODIFIERS = ['26', 'TC', '53'];
/** No percentage of the schedule tells their price. */
const BY_REPORT: ReadonlySet<string> = new Set('22 52 54 55 56 63 66 78 CO CQ'.split(' '));
/** Medicare's share of an assistant at surgery in thousandths: a physician 16 %, others 85 % of that. */
const ASSISTANTS: Readonly<Record<string, number>> = { '80': 160, '81': 160, '82': 160, AS: 136 };
/** Each of two surgeons has 62.5 %. */
const CO_SURGEON = { modifier: '62', thousandths: 625 };
/** Indicators of assistants and co-surgeons: 2 is paid. */
const MAY_BE_PAID = '2';

/** Hundredths of an RVU times thousandths of an index times ten-thousandths of a dollar, in cents. */
const SCALE = (100 * 1000 * 10_000) / 100;

type Row = { readonly table: CodeTable<'mpfs'>; readonly row: number };

/**
 * [(work RVU × work GPCI) + (PE RVU × PE GPCI) + (MP RVU × MP GPCI)] × conversion factor × percent, exactly. The
 * practice expense is the facility's where the place of service is paid at the facility rate.
 *
 * @see CMS Pub. 100-04 chapter 12 §20.1; codesets.md 3.7
 */
export function scheduleValue(
  line: PricedLine,
  contract: FeeScheduleContract,
  tables: Tables,
): Valued | Unvalued {
  const table = tables.at('mpfs', line.day);
  if (table === undefined) return { line, reason: 'no-fee-schedule', multiple: '' };
  const row = rowOf(line, table);
  if (row < 0) return { line, reason: 'code-not-in-schedule', multiple: '' };
  const at = { table, row };
  const multiple = table.text(row, 'multiple');
  const status = table.text(row, 'status');
  const units = wholeUnits(line.line);
  const share = shareOf(line, at);
  if (!PRICED_STATUS.has(status)) return { line, reason: 'not-priced', multiple };
  if (share === undefined) return { line, reason: 'by-report', multiple };
  if (units === undefined || line.line.unitType === 'MJ') return { line, reason: 'units-unknown', multiple };
  const unit = unitValue(line, contract, at, tables);
  if (typeof unit === 'string') return { line, reason: unit, multiple };
  return {
    line,
    units,
    amount: times(unit.amount, share, 1000),
    practice: times(unit.practice, share, 1000),
    multiple,
    bilateral: table.text(row, 'bilateral'),
    endoscopicBase: table.text(row, 'endoscopicBase'),
    status,
  };
}

function rowOf({ code, modifiers }: PricedLine, table: CodeTable<'mpfs'>): number {
  const wanted = modifiers.find((one) => ROW_MODIFIERS.includes(one)) ?? '';
  const { start, end } = table.range(code);
  for (let row = start; row < end; row += 1) if (table.text(row, 'modifier') === wanted) return row;
  return -1;
}

/** Thousandths of the price that the role of the surgeon leaves; nothing where the payer decides by report. */
function shareOf({ modifiers }: PricedLine, { table, row }: Row): number | undefined {
  if (modifiers.some((one) => BY_REPORT.has(one))) return undefined;
  const assistant = modifiers.find((one) => one in ASSISTANTS);
  const isCoSurgeon = modifiers.includes(CO_SURGEON.modifier);
  if (assistant !== undefined && isCoSurgeon) return undefined;
  if (assistant !== undefined)
    return table.text(row, 'assistant') === MAY_BE_PAID ? ASSISTANTS[assistant] : undefined;
  if (isCoSurgeon) return table.text(row, 'coSurgeons') === MAY_BE_PAID ? CO_SURGEON.thousandths : undefined;
  return 1000;
}

function unitValue(
  line: PricedLine,
  { locality, percent, conversionFactor }: FeeScheduleContract,
  { table, row }: Row,
  tables: Tables,
): { readonly amount: Exact; readonly practice: Exact } | UnknownReason {
  const costs = tables.at('gpci', line.day);
  if (costs === undefined) return 'no-localities';
  const place = costs.find(locality, line.day);
  if (place < 0) return 'locality-unknown';
  const facility = isFacility(line, tables);
  if (facility === undefined) return 'place-unknown';
  const factor =
    conversionFactor === undefined ? table.number(row, 'conversionFactor') : tenThousandths(conversionFactor);
  const practice =
    table.number(row, facility ? 'facilityPe' : 'nonFacilityPe') * costs.number(place, 'practice');
  const relative =
    table.number(row, 'work') * costs.number(place, 'work') +
    practice +
    table.number(row, 'malpractice') * costs.number(place, 'malpractice');
  if (relative <= 0 || factor <= 0) return 'not-priced';
  const priced = (values: number): Exact =>
    times(times(exactly(values, SCALE), factor), basisPoints(percent), WHOLE);
  return { amount: priced(relative), practice: priced(practice) };
}

function isFacility({ place, day }: PricedLine, tables: Tables): boolean | undefined {
  const table = tables.at('pos', day);
  const row = table?.find(place, day) ?? -1;
  return table === undefined || row < 0 ? undefined : table.number(row, 'facility') === 1;
}
