import type { ServiceLine } from '../encounter/model.ts';
import type { Claim } from './types.ts';

/**
 * Our numbers of a claim's lines: what its control numbers (REF*6R) end in, what payers answer by and what money is
 * posted by. A line keeps its number when another is dropped from a replacement, and a number is never given again
 * (domain.md 1.2).
 */
export type LineNumbers = Pick<Claim, 'lineNos' | 'droppedLines'>;

/** @param i place of the line in the content, from 0 */
export const lineNoAt = ({ lineNos }: LineNumbers, i: number): number => lineNos?.[i] ?? i + 1;

/** A line by its number; undefined where the claim has none, or has it no more. */
export const lineNumbered = ({ content, lineNos }: Claim, lineNo: number): ServiceLine | undefined =>
  content.lines[lineNos === undefined ? lineNo - 1 : lineNos.indexOf(lineNo)];

/** Whether a line went out with the claim and is in it no more. */
export const isDropped = ({ droppedLines = [] }: LineNumbers, lineNo: number): boolean =>
  droppedLines.includes(lineNo);

/** Numbers of all lines that the claim has or ever had. */
export const everyLineNo = (claim: Claim): readonly number[] => [
  ...claim.content.lines.map((_, i) => lineNoAt(claim, i)),
  ...(claim.droppedLines ?? []),
];
