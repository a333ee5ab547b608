import type { Encounter, ServiceLine } from '../encounter/model.ts';
import type { Edit, Hit } from './edit.ts';

const repeatedLine = {
  code: '87880',
  modifiers: ['QW'],
  chargeCents: 3000,
  units: '1',
  dx: [1],
  from: '20260105',
};

const exactDuplicate: Edit = {
  id: 'DUP-01',
  level: 'encounter',
  severity: 'error',
  queue: 'duplicate',
  cause:
    'Lines with the same rendering provider, dates, procedure, drug, modifiers, place and charge are one ' +
    'service billed twice; payers deny the second.',
  source: 'Medicare Claims Processing Manual ch. 1 §120',
  remedy:
    'Remove the line, raise the units of the first, or say by a modifier (76, 77, 91, 59) why it was ' +
    'given again.',
  examples: {
    fails: { 'lines[2]': repeatedLine },
    passes: { 'lines[2]': { ...repeatedLine, modifiers: ['QW', '91'] } },
  },
  check: (encounter) =>
    pairsOf(encounter)
      .filter(({ earlier, later }) => isSame(earlier, later))
      .map(({ earlier, later }) => hit(later, `The line repeats line ${earlier.number}.`)),
};

const possibleDuplicate: Edit = {
  id: 'DUP-02',
  level: 'encounter',
  severity: 'warning',
  queue: 'duplicate',
  cause:
    'Lines with the same rendering provider, procedure, drug, modifiers and place on the same or ' +
    'overlapping days, which differ in charge or dates alone, are often one service entered twice.',
  source: 'Medicare Claims Processing Manual ch. 1 §120',
  remedy: 'Compare with the chart; remove the wrong line.',
  examples: {
    fails: { 'lines[2]': { ...repeatedLine, chargeCents: 3500 } },
    passes: { 'lines[2]': { ...repeatedLine, chargeCents: 3500, from: '20260106' } },
  },
  check: (encounter) =>
    pairsOf(encounter)
      .filter(({ earlier, later }) => !isSame(earlier, later))
      .map(({ earlier, later }) => hit(later, `The line may repeat line ${earlier.number}.`)),
};

const hit = ({ number }: NumberedLine, message: string): Hit => ({
  field: `lines[${number - 1}]`,
  line: number,
  message,
});

/** A line with its 1-based number and the days of its service. */
interface NumberedLine {
  readonly number: number;
  readonly line: ServiceLine;
  readonly from: string;
  readonly to: string;
}

/** Two lines of one service on overlapping days. */
interface Pair {
  readonly earlier: NumberedLine;
  readonly later: NumberedLine;
}

/**
 * Each line that overlaps a line before it, with the first such line that is the same, or else the first
 * such.
 */
function pairsOf(encounter: Encounter): readonly Pair[] {
  const groups = Map.groupBy(numbered(encounter), ({ line }) => serviceKey(line, encounter));
  if (groups.size === encounter.lines.length) return [];
  return [...groups.values()].flatMap((group) =>
    group.flatMap((later, i) => {
      const overlapping = group.slice(0, i).filter((earlier) => overlaps(earlier, later));
      const earlier = overlapping.find((one) => isSame(one, later)) ?? overlapping[0];
      return earlier === undefined ? [] : [{ earlier, later }];
    }),
  );
}

const numbered = ({ lines }: Encounter): readonly NumberedLine[] =>
  lines.map((line, i) => ({ number: i + 1, line, from: line.from, to: line.to ?? line.from }));

/** Who did what, how and where, and with which drug. Modifiers compare without their order. */
const serviceKey = (line: ServiceLine, { rendering, pos }: Encounter): string =>
  [
    (line.rendering ?? rendering)?.npi ?? '',
    line.codeQualifier ?? 'HC',
    line.code,
    line.modifiers?.toSorted().join(',') ?? '',
    line.pos ?? pos,
    line.ndc?.code ?? '',
  ].join('|');

const overlaps = (a: NumberedLine, b: NumberedLine): boolean => a.from <= b.to && b.from <= a.to;

const isSame = (a: NumberedLine, b: NumberedLine): boolean =>
  a.from === b.from && a.to === b.to && a.line.chargeCents === b.line.chargeCents;

export const duplicateEdits: readonly Edit[] = [exactDuplicate, possibleDuplicate];
