import type { JournalEvent } from '../claim/journal.ts';
import type { Claim } from '../claim/types.ts';
import { type Cents, cents, sum } from '../money.ts';
import { type DecidedLine, decidedLines } from './allowed.ts';
import { basisPoints, type Terms, WHOLE } from './contract.ts';
import { type ExpectedLine, expectedOf } from './expected.ts';
import type { Tables, UnknownReason } from './expected-line.ts';

/** Why a decided line is not compared with the contract. */
export type LeftOutReason = UnknownReason | NonNullable<DecidedLine['leftOut']>;

/** A decided line beside its contract. */
export interface ComparedLine {
  /** 1-based; 0 is the claim as a whole. */
  readonly lineNo: number;
  readonly procedure: string;
  readonly allowed: Cents;
  readonly expected: Cents | null;
  /** Where nothing is expected. */
  readonly reason?: LeftOutReason;
  /** Expected less allowed is beyond both tolerances. */
  readonly underpaid: boolean;
}

/**
 * What payer `filing` allowed on the lines of a claim, beside what its contract allows.
 *
 * @param journal the claim’s, up to any version
 */
export function compareClaim(
  {
    claim,
    filing,
    journal,
  }: { readonly claim: Claim; readonly filing: number; readonly journal: readonly JournalEvent[] },
  terms: Terms,
  tables: Tables,
): readonly ComparedLine[] {
  const decided = decidedLines(journal, filing);
  if (decided.length === 0) return [];
  const expected = expectedOf(claim, terms, tables);
  const asWhole = decided.some(({ lineNo }) => lineNo === 0);
  const pairs = asWhole ? [together(decided, expected)] : decided.flatMap((line) => beside(line, expected));
  const lines = pairs.map(([line, expectation]) => compared(line, expectation, terms));
  const groups = new Map(pairs.map(([{ lineNo }, { together: key }]) => [lineNo, key ?? `line ${lineNo}`]));
  return [...Map.groupBy(lines, ({ lineNo }) => groups.get(lineNo)).values()]
    .flatMap((group) => offset(group, terms))
    .toSorted((a, b) => a.lineNo - b.lineNo);
}

/**
 * A payer may reduce another of several lines than we would: it owes what they come to. What it allowed above the
 * contract on one of them lowers what is expected of the others.
 */
function offset(group: readonly ComparedLine[], terms: Terms): readonly ComparedLine[] {
  const known = group.filter(({ expected }) => expected !== null);
  const expected = sum(known.map((line) => line.expected ?? cents(0)));
  const allowed = sum(known.map((line) => line.allowed));
  const isLacking = isBeyond(expected, allowed, terms);
  let lacking = Math.max(0, expected - allowed);
  return group.map((line) => {
    if (!line.underpaid || line.expected === null) return line;
    if (!isLacking) return { ...line, underpaid: false };
    const part = Math.min(lacking, line.expected - line.allowed);
    lacking -= part;
    return { ...line, expected: cents(line.allowed + part), underpaid: part > 0 };
  });
}

type Pair = readonly [DecidedLine, ExpectedLine];

const beside = (line: DecidedLine, expected: readonly ExpectedLine[]): readonly Pair[] => {
  const own = expected[line.lineNo - 1];
  return own === undefined ? [] : [[line, own]];
};

/** The payer said something of the claim as a whole: then only the whole can be compared. */
function together(decided: readonly DecidedLine[], expected: readonly ExpectedLine[]): Pair {
  const left = decided.find(({ leftOut }) => leftOut !== undefined)?.leftOut;
  const allowed = sum(decided.map((line) => line.allowed));
  const reason = expected.find((line) => line.reason !== undefined)?.reason;
  const total = reason === undefined ? sum(expected.map((line) => line.expected ?? cents(0))) : null;
  return [
    { lineNo: 0, allowed, ...(left === undefined ? {} : { leftOut: left }) },
    { lineNo: 0, procedure: 'claim', expected: total, ...(reason === undefined ? {} : { reason }) },
  ];
}

function compared({ lineNo, allowed, leftOut }: DecidedLine, line: ExpectedLine, terms: Terms): ComparedLine {
  const { procedure, expected } = line;
  const reason = leftOut ?? line.reason;
  if (reason !== undefined || expected === null)
    return { lineNo, procedure, allowed, expected: null, underpaid: false, ...(reason && { reason }) };
  return { lineNo, procedure, allowed, expected, underpaid: isBeyond(expected, allowed, terms) };
}

/** More is lacking than so many cents, and than so much of what was expected. */
function isBeyond(expected: Cents, allowed: Cents, { toleranceCents, tolerancePercent }: Terms): boolean {
  const lacking = expected - allowed;
  return lacking > toleranceCents && lacking * WHOLE > expected * basisPoints(tolerancePercent);
}

/** What is lacking on the underpaid lines. */
export const lackingOn = (lines: readonly ComparedLine[]): Cents =>
  sum(lines.map(({ underpaid, expected, allowed }) => cents(underpaid ? (expected ?? 0) - allowed : 0)));
