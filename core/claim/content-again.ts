import type { Encounter, ServiceLine } from '../encounter/model.ts';
import type { Act } from './act-facts.ts';

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
  () => true,
];
const sameCode = (a: ServiceLine, b: ServiceLine): boolean =>
  a.code === b.code && (a.modifiers ?? []).join() === (b.modifiers ?? []).join();

/**
 * The corrected lines under the numbers that the payer knows: each keeps the place of the line that it corrects, and
 * new ones follow. A payer answers by line number, so none may ever mean another service.
 *
 * @returns null where a line is gone: its number would pass to another
 * @see domain.md 1.2
 */
export function alignedLines(
  sent: readonly ServiceLine[],
  corrected: readonly ServiceLine[],
): readonly ServiceLine[] | null {
  if (corrected.length < sent.length) return null;
  const places: (ServiceLine | undefined)[] = sent.map(() => undefined);
  const left = new Set(corrected);
  for (const isLike of LIKENESS)
    for (const [i, line] of sent.entries()) {
      const found = places[i] ?? [...left].find((one) => isLike(line, one));
      places[i] = found;
      if (found !== undefined) left.delete(found);
    }
  return [...places.flatMap((line) => line ?? []), ...left];
}
