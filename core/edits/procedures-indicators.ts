import type { CodeTable } from '../codes/code-sets.ts';
import type { Release } from '../codes/sets.ts';
import type { DecidingRow, EditContext } from './edit.ts';
import type { LineFacts } from './facts.ts';
import { daysFrom } from './global-days.ts';

/** The row of a table that decided, for a finding. */
export const decidedBy = ({ release }: { readonly release: Release }, row: string): DecidingRow => ({
  set: release.set,
  release: release.release,
  row,
});

/** A code's row in the Medicare physician fee schedule. */
export interface FeeRow {
  readonly table: CodeTable<'mpfs'>;
  readonly row: number;
}

/**
 * The row of the fee schedule that holds a code as a whole (its 26, TC and 53 rows stand beside it), of the release of
 * a day; nothing where the schedule or the code is not there.
 */
export function feeRowOf({ codes }: EditContext, code: string, day: number): FeeRow | undefined {
  const table = codes.at('mpfs', day);
  if (table === undefined) return undefined;
  const { start, end } = table.range(code);
  for (let row = start; row < end; row += 1) {
    if (table.text(row, 'modifier') === '') return { table, row };
  }
  return undefined;
}

/** As `feeRowOf`, for a line on its own day. */
export const feeRowOfLine = (context: EditContext, { code, from }: LineFacts): FeeRow | undefined =>
  feeRowOf(context, code, from);

/** Days after the procedure that its payment includes: 0, 10 or 90; -1 where the idea does not apply. */
export function globalDays({ table, row }: FeeRow): number {
  switch (table.text(row, 'global')) {
    case '000':
      return 0;
    case '010':
      return 10;
    case '090':
      return 90;
    default:
      return -1;
  }
}

/** The longest quarter. */
const QUARTER_DAYS = 92;
const TWO_YEARS_DAYS = 731;

/**
 * How surely a quarterly list says that a code is unknown on a day: as an error in its quarter and the two years
 * before it; as a warning later, when newer codes may have come; not at all earlier, for codes that ended long ago have
 * left the list.
 */
export function unknownOn({ from }: Release, day: number): 'error' | 'warning' | 'unsaid' {
  if (from === 0) return 'error';
  const days = daysFrom(from, day);
  if (days < -TWO_YEARS_DAYS) return 'unsaid';
  return days < QUARTER_DAYS ? 'error' : 'warning';
}
