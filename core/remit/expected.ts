import { lineNoAt } from '../claim/lines.ts';
import type { Claim } from '../claim/types.ts';
import type { CodeSetName } from '../codes/sets.ts';
import { isAnesthesia } from '../edits/procedures-kinds.ts';
import { type Cents, cents } from '../money.ts';
import type { Terms } from './contract.ts';
import { rounded } from './exact.ts';
import { anesthesiaOf } from './expected-anesthesia.ts';
import { isKnown, type Priced, type PricedLine, type Tables, type UnknownReason } from './expected-line.ts';
import { rateOf } from './expected-rates.ts';
import { reduced } from './expected-reductions.ts';
import { scheduleValue } from './expected-values.ts';

/** What a contract allows for a line, or why it is not known. */
export interface ExpectedLine {
  /** 1-based. */
  readonly lineNo: number;
  /** The code with its modifiers, as a report names it: `99213-25`. */
  readonly procedure: string;
  readonly expected: Cents | null;
  /** Where nothing is expected. */
  readonly reason?: UnknownReason;
  /** The same on lines that reduce each other: they are judged by what they come to. */
  readonly together?: string;
}

/**
 * What the payer’s contract allows for each line: its rates, or its share of the physician fee schedule, never more
 * than was charged. Exact arithmetic, one rounding to the cent for each line.
 */
export function expectedOf(claim: Claim, terms: Terms, tables: Tables): readonly ExpectedLine[] {
  const lines = pricedLines(claim);
  const prices = pricesOf(lines, terms, tables);
  return lines.map(({ lineNo, code, modifiers, line, day, rendering }) => {
    const priced = prices.get(lineNo) ?? { reason: 'by-report' };
    const procedure = [code, ...modifiers].join('-');
    if (!isKnown(priced)) return { lineNo, procedure, expected: null, reason: priced.reason };
    const expected = cents(Math.min(rounded(priced.amount), line.chargeCents));
    const { together } = priced;
    return {
      ...{ lineNo, procedure, expected },
      ...(together === undefined ? {} : { together: `${day} ${rendering} ${together}` }),
    };
  });
}

/** The code sets that expected amounts are made of. */
export const CONTRACT_SETS: ReadonlySet<CodeSetName> = new Set(['fees', 'mpfs', 'gpci', 'pos', 'hcpcs']);

function pricesOf(
  lines: readonly PricedLine[],
  { contract, payerId }: Terms,
  tables: Tables,
): ReadonlyMap<number, Priced> {
  const each = (some: readonly PricedLine[], price: (line: PricedLine) => Priced) =>
    some.map((line): readonly [number, Priced] => [line.lineNo, price(line)]);
  const { anesthesia } = contract;
  const timed = lines.filter(({ code }) => anesthesia !== undefined && isAnesthesia(code));
  const others = lines.filter((line) => !timed.includes(line));
  const ofAnesthesia = each(timed, (line) => anesthesiaOf(line, anesthesia, tables));
  if (contract.kind === 'rates') {
    const schedule = contract.schedule ?? payerId;
    return new Map([...ofAnesthesia, ...each(others, (line) => rateOf(line, { schedule }, tables))]);
  }
  const together = Map.groupBy(others, ({ day, rendering }) => `${day} ${rendering}`);
  const byDay = [...together.values()].flatMap((day) => [
    ...reduced(day.map((line) => scheduleValue(line, contract, tables))),
  ]);
  return new Map([...ofAnesthesia, ...byDay]);
}

const pricedLines = (claim: Claim): readonly PricedLine[] =>
  claim.content.lines.map((line, i) => ({
    lineNo: lineNoAt(claim, i),
    line,
    code: line.code.toUpperCase(),
    modifiers: (line.modifiers ?? []).map((one) => one.toUpperCase()),
    day: Number(line.from),
    place: line.pos ?? claim.content.pos ?? '',
    rendering: line.rendering?.npi ?? claim.content.rendering?.npi ?? '',
  }));
