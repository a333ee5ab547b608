import type { Encounter, ServiceLine } from '../encounter/model.ts';
import type { Act } from './act-facts.ts';
import { everyLineNo, type LineNumbers, lineNoAt } from './lines.ts';
import type { Claim } from './types.ts';

/** CLM05-3 by what a person does. */
const FREQUENCIES = { replace: '7', void: '8', resend: '1', refile: '1' } as const satisfies Record<
  Act['kind'],
  string
>;

/**
 * The content as it goes out again: a replacement or void names the payer's own claim (REF*F8), an original must not.
 *
 * @param number the payer's claim number, where it is known
 * @see domain.md 3.8
 */
export function contentAgain(content: Encounter, act: Act['kind'], number: string | undefined): Encounter {
  const { payerClaimControlNo: _, ...rest } = content;
  const frequency = FREQUENCIES[act];
  return frequency === '1' || number === undefined
    ? { ...rest, frequency }
    : { ...rest, frequency, payerClaimControlNo: number };
}

/** How a corrected line is known for one that was sent, best first. */
const LIKENESS: readonly ((a: ServiceLine, b: ServiceLine) => boolean)[] = [
  (a, b) => sameCode(a, b) && a.from === b.from && a.chargeCents === b.chargeCents && a.units === b.units,
  (a, b) => sameCode(a, b) && a.from === b.from,
  (a, b) => sameCode(a, b),
  (a, b) => a.from === b.from && a.chargeCents === b.chargeCents,
  (a, b) => a.from === b.from,
  () => true,
];
const sameCode = (a: ServiceLine, b: ServiceLine): boolean =>
  a.code === b.code && (a.modifiers ?? []).join() === (b.modifiers ?? []).join();

/** Lines with their numbers, in the order of the numbers, and the numbers that are used up. */
export interface NumberedLines extends LineNumbers {
  readonly lines: readonly ServiceLine[];
}

/** The lines as they are. */
export const asNumbered = ({ content: { lines }, lineNos, droppedLines }: Claim): NumberedLines => ({
  lines,
  ...(lineNos === undefined ? {} : { lineNos }),
  ...(droppedLines === undefined ? {} : { droppedLines }),
});

/**
 * The corrected lines under the numbers that the payer knows: each keeps the number of the line that it corrects, and
 * new ones follow. A payer answers by line number, so none may ever mean another service: that of a line which is gone
 * is not given again.
 *
 * @see domain.md 1.2
 */
export function alignedLines(sent: Claim, corrected: readonly ServiceLine[]): NumberedLines {
  const places: (ServiceLine | undefined)[] = sent.content.lines.map(() => undefined);
  const left = new Set(corrected);
  for (const isLike of LIKENESS)
    for (const [i, line] of sent.content.lines.entries()) {
      const found = places[i] ?? [...left].find((one) => isLike(line, one));
      places[i] = found;
      if (found !== undefined) left.delete(found);
    }
  const kept = places.flatMap((line, i) => (line === undefined ? [] : [{ line, no: lineNoAt(sent, i) }]));
  const dropped = places.flatMap((line, i) => (line === undefined ? [lineNoAt(sent, i)] : []));
  const first = Math.max(0, ...everyLineNo(sent)) + 1;
  const all = [...kept, ...[...left].map((line, i) => ({ line, no: first + i }))];
  const lineNos = all.map(({ no }) => no);
  const droppedLines = [...(sent.droppedLines ?? []), ...dropped].toSorted((a, b) => a - b);
  return {
    lines: all.map(({ line }) => line),
    ...(lineNos.every((no, i) => no === i + 1) ? {} : { lineNos }),
    ...(droppedLines.length === 0 ? {} : { droppedLines }),
  };
}
