import { MAX_PARTS } from '../encounter/identity.ts';
import type { Encounter, ServiceLine } from '../encounter/model.ts';

/** Service lines a professional claim may have (005010X222A1, 2400). */
export const MAX_LINES = 50;
/** Diagnoses a professional claim may have (005010X222A1, HI of 2300). */
export const MAX_DIAGNOSES = 12;

/** One claim of an encounter: 0-based indexes of its lines and diagnoses, both ascending. */
export interface Part {
  readonly lines: readonly number[];
  readonly diagnoses: readonly number[];
}

export interface SplitPlan {
  readonly parts: readonly Part[];
  /** Diagnoses left off every claim: no line points to them, and there was no room. */
  readonly dropped: readonly number[];
  /** The encounter would need more than 26 claims; it stays whole, and must not be sent. */
  readonly impossible: boolean;
}

/**
 * How an encounter becomes claims: never more than 50 lines or 12 diagnoses in one, and one calendar year in
 * each.
 *
 * Lines of one day stay together wherever one claim holds them, so that an add-on keeps its primary procedure
 * and a modified pair both its halves. Lines keep their order. The same encounter always splits alike.
 *
 * @see domain.md 3.7
 */
export function planSplit(encounter: Encounter): SplitPlan {
  const { kept, dropped } = chooseDiagnoses(encounter);
  const lines = encounter.lines.map((line, index) => ({ line, index }));
  const isOneClaim = lines.length <= MAX_LINES && kept.length <= MAX_DIAGNOSES && isOneYear(encounter.lines);
  if (isOneClaim)
    return { parts: [{ lines: indexesOf(lines), diagnoses: kept }], dropped, impossible: false };

  const bins = byYear(lines).flatMap(fill);
  if (bins.length > MAX_PARTS) {
    const everything = { lines: indexesOf(lines), diagnoses: encounter.diagnoses.map((_, i) => i) };
    return { parts: [everything], dropped: [], impossible: true };
  }
  const parts = bins.map((bin) => ({
    lines: indexesOf(bin.lines).toSorted((a, b) => a - b),
    diagnoses: kept.length <= MAX_DIAGNOSES ? kept : kept.filter((d) => bin.diagnoses.has(d)),
  }));
  return { parts, dropped, impossible: false };
}

/**
 * Keeps all diagnoses when they fit. Else those that no line points to go, from the end, as far as needed.
 */
function chooseDiagnoses({ diagnoses, lines }: Encounter): { kept: number[]; dropped: number[] } {
  const all = diagnoses.map((_, i) => i);
  if (all.length <= MAX_DIAGNOSES) return { kept: all, dropped: [] };
  const used = new Set(lines.flatMap(diagnosesOf));
  const unused = all.filter((d) => !used.has(d));
  const dropped = unused.slice(-(all.length - MAX_DIAGNOSES));
  return { kept: all.filter((d) => !dropped.includes(d)), dropped };
}

/** 0-based indexes of the diagnoses that a line points to. */
const diagnosesOf = (line: ServiceLine): readonly number[] => (line.dx ?? []).map((pointer) => pointer - 1);

const yearOf = (line: ServiceLine): string => line.from.slice(0, 4);

const isOneYear = (lines: readonly ServiceLine[]): boolean => new Set(lines.map(yearOf)).size <= 1;

interface NumberedLine {
  readonly line: ServiceLine;
  readonly index: number;
}

const indexesOf = (lines: readonly NumberedLine[]): readonly number[] => lines.map(({ index }) => index);

const byYear = (lines: readonly NumberedLine[]): readonly (readonly NumberedLine[])[] =>
  [...Map.groupBy(lines, ({ line }) => yearOf(line)).entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, ofYear]) => ofYear);

/** A claim being filled. */
interface Bin {
  readonly lines: NumberedLine[];
  readonly diagnoses: Set<number>;
}

const emptyBin = (): Bin => ({ lines: [], diagnoses: new Set() });

/** Fills claims day by day; a day too large for one claim is divided line by line. */
function fill(lines: readonly NumberedLine[]): readonly Bin[] {
  const bins: Bin[] = [];
  for (const day of Map.groupBy(lines, ({ line }) => line.from).values()) {
    const blocks = fits(emptyBin(), day) ? [day] : day.map((line) => [line]);
    for (const block of blocks) put(block, bins);
  }
  return bins;
}

function put(block: readonly NumberedLine[], bins: Bin[]): void {
  const last = bins.at(-1);
  const bin = last !== undefined && fits(last, block) ? last : emptyBin();
  if (bin !== last) bins.push(bin);
  bin.lines.push(...block);
  for (const d of block.flatMap(({ line }) => diagnosesOf(line))) bin.diagnoses.add(d);
}

function fits(bin: Bin, block: readonly NumberedLine[]): boolean {
  const added = block.flatMap(({ line }) => diagnosesOf(line));
  return (
    bin.lines.length + block.length <= MAX_LINES &&
    new Set([...bin.diagnoses, ...added]).size <= MAX_DIAGNOSES
  );
}
