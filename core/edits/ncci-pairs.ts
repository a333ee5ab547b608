import type { PairTable } from '../codes/code-sets.ts';
import type { EditContext } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { isAnatomic, isBypass, isDistinct, isOfVisits } from './modifiers-classes.ts';
import { type AnyLine, besidesAtPayer } from './ncci-history.ts';
import { oncePerClaim } from './ncci-once.ts';
import { HCPCS_QUALIFIER, isEvaluation } from './procedures-kinds.ts';

/** Two services of a day of which NCCI pays one, unless a modifier tells them apart. */
export interface Pair {
  /** The line that the finding is told on: of column 2, or of column 1 where column 2 is on an earlier claim. */
  readonly line: LineFacts;
  /** Number of the other line; 0 where it is on an earlier claim. */
  readonly other: number;
  /** Column 2 is on the earlier claim. */
  readonly isEarlierSecond: boolean;
  /** `90001/90002`. */
  readonly row: string;
  readonly table: PairTable;
  /** No modifier opens the pair. */
  readonly isClosed: boolean;
  /** A modifier that may open it is there. */
  readonly isBypassed: boolean;
  /** 59 or an X modifier on both lines. */
  readonly isDistinctTwice: boolean;
}

const NONE: readonly Pair[] = [];

/**
 * The pairs of NCCI that are in force between the lines of a claim, and between them and those of earlier claims of
 * the day. Each pair of codes is told once for a line, where several lines make it: by the one that no modifier opens.
 *
 * @see domain.md 7.5
 */
export const pairsOf = oncePerClaim(findPairs);

interface Search {
  readonly claim: ClaimFacts;
  readonly context: EditContext;
  readonly found: Pair[];
}

function findPairs(claim: ClaimFacts, context: EditContext): readonly Pair[] {
  const { lines } = claim;
  const earlier = besidesAtPayer(claim, context);
  if (claim.inpatient || lines.length + earlier.length < 2) return NONE;
  const found: Pair[] = [];
  const search: Search = { claim, context, found };
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    if (line === undefined || line.code === '' || line.qualifier !== HCPCS_QUALIFIER || line.from === 0)
      continue;
    for (let j = i + 1; j < lines.length; j += 1) {
      const other = lines[j];
      if (other !== undefined && other.qualifier === HCPCS_QUALIFIER) seek(search, line, other);
    }
    for (const other of earlier) seek(search, line, other);
  }
  return found.length === 0 ? NONE : found;
}

/** Looks for the pair in both orders; the order of the codes, not of the lines, says which is tried first. */
function seek(search: Search, line: LineFacts, other: LineFacts | AnyLine): void {
  const { code, from } = line;
  if (from !== other.from || code === other.code || other.code === '') return;
  const { claim, context } = search;
  if (!isTogether(claim, context, line, other)) return;
  const table = context.codes.at(claim.type === 'I' ? 'ptp-hospital' : 'ptp-practitioner', from);
  if (table === undefined) return;
  const isAscending = code < other.code;
  const lower = isAscending ? code : other.code;
  const upper = isAscending ? other.code : code;
  let indicator = table.indicator(lower, upper, from);
  if (indicator >= 0) add(search, { table, indicator, line, other, isFirst: isAscending });
  if (indicator >= 0) return;
  indicator = table.indicator(upper, lower, from);
  if (indicator >= 0) add(search, { table, indicator, line, other, isFirst: !isAscending });
}

/** Same provider: the facility of an institutional claim, whose lines must be of one certain day; else who rendered. */
function isTogether({ type }: ClaimFacts, { payer }: EditContext, line: LineFacts, other: AnyLine): boolean {
  if (type === 'I') return line.to <= line.from && other.to <= other.from;
  return line.rendering === other.rendering || payer.editParameters?.ptpGroupScope === true;
}

interface Match {
  readonly table: PairTable;
  readonly indicator: number;
  readonly line: LineFacts;
  readonly other: LineFacts | AnyLine;
  /** `line` has the code of column 1. */
  readonly isFirst: boolean;
}

function add({ found }: Search, { table, indicator, line, other, isFirst }: Match): void {
  const own = 'number' in other ? other : undefined;
  const row = isFirst ? `${line.code}/${other.code}` : `${other.code}/${line.code}`;
  const pair: Pair = {
    line: isFirst && own !== undefined ? own : line,
    other: own === undefined ? 0 : isFirst ? line.number : own.number,
    isEarlierSecond: isFirst && own === undefined,
    row,
    table,
    isClosed: indicator === 0,
    isBypassed: opens(line) || opens(other) || hasOtherPlace(line, other),
    isDistinctTwice: line.modifiers.some(isDistinct) && other.modifiers.some(isDistinct),
  };
  const at = found.findIndex((one) => one.line === pair.line && one.row === row);
  const same = found[at];
  if (same === undefined) found.push(pair);
  else found[at] = merged(same, pair);
}

/** What is told of two pairs at once: closed by one is closed. */
const merged = (a: Pair, b: Pair): Pair => ({
  ...(a.isBypassed && !b.isBypassed ? b : a),
  isDistinctTwice: a.isDistinctTwice || b.isDistinctTwice,
});

/** Whether a line has a modifier that opens a pair; those of visits count on visits only. */
function opens({ code, modifiers }: AnyLine): boolean {
  for (const modifier of modifiers) {
    if (isBypass(modifier)) return true;
    if (isOfVisits(modifier) && isEvaluation(code)) return true;
  }
  return false;
}

/** Whether the lines name other places on the body. LT on both names none. */
function hasOtherPlace(a: AnyLine, b: AnyLine): boolean {
  return names(a, b) || names(b, a);
}
const names = (a: AnyLine, b: AnyLine): boolean =>
  a.modifiers.some((modifier) => isAnatomic(modifier) && !b.modifiers.includes(modifier));
