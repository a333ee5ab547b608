import { isCivilDay } from '../dates.ts';
import type { CodeTable } from './code-sets.ts';
import { type Comparison, compareTables } from './compare.ts';
import type { AnyTable } from './open.ts';
import { type CodeSetName, codeSets } from './sets.ts';
import { codeShapes } from './shapes.ts';
import { leastRows, spotChecks } from './spot-checks.ts';

/** One thing that was looked at. */
export interface Check {
  readonly name: 'rows' | 'shrinks' | 'spots' | 'days' | 'shapes' | 'values' | 'repeats';
  readonly passed: boolean;
  /** What was found, as a sentence. It names codes of the table; no claim is in sight. */
  readonly message: string;
}

export interface Verification {
  /** Whether the table may become active. */
  readonly passed: boolean;
  readonly checks: readonly Check[];
  /** The difference from the release before, where there is one. */
  readonly comparison?: Comparison;
}

export interface VerifyOptions {
  /** The release that decided until now. */
  readonly before?: AnyTable | undefined;
  /** Lets a set shrink and lack well-known codes. A malformed table is refused all the same. */
  readonly force?: boolean | undefined;
}

/** A set that loses more than this share of its rows is taken for a broken file. */
const MOST_SHRINK = 0.1;
/** Codes named in a sentence. */
const NAMED = 3;

/**
 * Whether a list of so many rows can be the whole set. An importer that says no marks the release as incomplete:
 * what is not in it is then not judged.
 */
export const isWhole = (set: CodeSetName, rows: number): boolean => rows >= (leastRows[set] ?? 1);

/** What an import must pass before it becomes active. */
export function verifyTable(table: AnyTable, { before, force = false }: VerifyOptions = {}): Verification {
  const forgivable = [shrinkCheck(table, before), spotCheck(table)].filter((check) => check !== undefined);
  const firm = [rowsCheck(table), ...contentChecks(table)];
  const failed = firm.some(({ passed }) => !passed);
  const doubtful = forgivable.some(({ passed }) => !passed);
  return {
    passed: !failed && (force || !doubtful),
    checks: [...firm, ...forgivable],
    ...(before === undefined || failed ? {} : { comparison: compareTables(before, table) }),
  };
}

function rowsCheck({ size, release }: AnyTable): Check {
  const whole = release.complete ? '' : ' It is a part of the set: what is not in it is not judged.';
  return { name: 'rows', passed: size > 0, message: `The table has ${counted(size)} rows.${whole}` };
}

/** Only whole sets are compared: a part may well be smaller. */
function shrinkCheck(table: AnyTable, before: AnyTable | undefined): Check | undefined {
  if (before === undefined || !before.release.complete || !table.release.complete) return undefined;
  const passed = table.size >= before.size * (1 - MOST_SHRINK);
  const sizes = `It has ${counted(table.size)} rows; release ${before.release.release} has ${counted(before.size)}.`;
  return { name: 'shrinks', passed, message: passed ? sizes : `${sizes} That is too great a loss.` };
}

/** Codes that everybody knows must be there, and be what they are. */
function spotCheck(table: AnyTable): Check | undefined {
  const { set, complete } = table.release;
  const spots = spotChecks[set] ?? [];
  if (!complete || 'entries' in table || spots.length === 0) return undefined;
  const found = table as CodeTable<CodeSetName>;
  const wrong = spots.filter(({ code, billable }) => {
    const { start, end } = found.range(code);
    if (start === end) return true;
    return billable !== undefined && found.number(start, 'billable' as never) !== billable;
  });
  return {
    name: 'spots',
    passed: wrong.length === 0,
    message:
      wrong.length === 0
        ? `The ${spots.length} codes of the spot check are as expected.`
        : `Codes of the spot check are missing or not as expected: ${named(wrong.map(({ code }) => code))}.`,
  };
}

/** The values that a column of small numbers may have, by its name. */
const flags = [0, 1] as const;
const allowed: Readonly<Record<string, readonly number[]>> = {
  billable: flags,
  unlisted: flags,
  facility: flags,
  procedure: flags,
  modifier: [0, 1, 9],
  mai: [1, 2, 3],
  type: [1, 2, 3],
  kind: [1, 2, 3, 4, 5, 6],
  list: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
};

type Row = Readonly<Record<string, string | number>> & { readonly code: string };

/** Counts what is wrong, and keeps the first few codes to name. */
function tally(): {
  readonly add: (code: string) => void;
  readonly say: (wrong: string) => string | undefined;
} {
  let count = 0;
  const codes = new Set<string>();
  return {
    add: (code) => {
      count += 1;
      if (codes.size < NAMED) codes.add(code);
    },
    say: (wrong) => (count === 0 ? undefined : `${counted(count)} rows ${wrong}: ${[...codes].join(', ')}.`),
  };
}

/** All rows are read once, whatever the layout. */
function contentChecks(table: AnyTable): readonly Check[] {
  const { set } = table.release;
  const [days, shapes, values, repeats] = [tally(), tally(), tally(), tally()] as const;
  const { columns, repeated } = codeSets[set];
  const numbers = Object.entries(columns).filter(([name, type]) => type !== 'text' && name in allowed);
  const dated = 'from' in columns;
  const shape = codeShapes[set];
  let before = '';
  for (const row of rowsOf(table)) {
    const { code } = row;
    if (!shape.test(code) || ('other' in row && !shape.test(String(row.other)))) shapes.add(code);
    if (dated && !isOrdered(Number(row.from), Number(row.to))) days.add(code);
    if (numbers.some(([name]) => !(allowed[name] ?? []).includes(Number(row[name])))) values.add(code);
    if (!repeated && code === before) repeats.add(code);
    before = code;
  }
  return [
    checked(
      'shapes',
      shapes.say(`have no code of ${codeSets[set].title}`),
      'All codes have the form of the set.',
    ),
    ...(dated
      ? [checked('days', days.say('have no days or days in wrong order'), 'All days are in order.')]
      : []),
    ...(numbers.length > 0
      ? [checked('values', values.say('have a value that the set does not know'), 'All values are known.')]
      : []),
    ...(repeated
      ? []
      : [checked('repeats', repeats.say('repeat a code with other values'), 'No code repeats.')]),
  ];
}

const checked = (name: Check['name'], wrong: string | undefined, right: string): Check => ({
  name,
  passed: wrong === undefined,
  message: wrong ?? right,
});

function* rowsOf(table: AnyTable): Generator<Row> {
  if ('entries' in table) yield* table.entries() as Iterable<Row>;
  else {
    const codes = table as CodeTable<CodeSetName>;
    for (let row = 0; row < codes.size; row += 1) yield codes.rowAt(row) as Row;
  }
}

const isOrdered = (from: number, to: number): boolean =>
  (from === 0 || isCivilDay(from)) && (to === 0 || (isCivilDay(to) && from <= to));

const counted = (count: number): string => count.toLocaleString('en-US');
const named = (codes: readonly string[]): string =>
  codes.length <= NAMED
    ? codes.join(', ')
    : `${codes.slice(0, NAMED).join(', ')} and ${codes.length - NAMED} more`;
